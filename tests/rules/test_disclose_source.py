"""A duty to disclose the source of a work, against a closed part in it (vocabulary 10.7)."""

from collections.abc import Iterable, Mapping

import pytest

from licet.model.bom import Fact
from licet.model.system import System
from licet.model.terms import License
from licet.model.vocabulary import Verdict
from tests.rules.build import found, link, made, part, product, system, use, verdict, verdict_if

RULE = "disclose-source"
GPL = "GPL-3.0-only"
AGPL = "AGPL-3.0-only"
SSPL = "SSPL-1.0"
BLOCKED, REVIEW, ALLOWED = Verdict.BLOCKED, Verdict.REVIEW, Verdict.ALLOWED

SEALED = made("LicenseRef-sealed", kind="software", category="proprietary", permits={"redistribute": "no"})
RESOLD = made("LicenseRef-resold", kind="software", category="proprietary")


def beside(
    closed: str | License,
    delivery: Iterable[str] | None,
    *,
    open_: str = GPL,
    kind: str = "library",
    how: str = "links",
    own: bool | None = None,
    one_work: bool | None = None,
) -> System:
    """A product, released under the open part's license, with a closed part in it."""
    facts: Mapping[str, Fact] = {} if one_work is None else {"one_work": one_work}
    return system(
        [part("open", license=open_, kind="library"), part("closed", license=closed, kind=kind, own=own)],
        [link("product", "links", "open", manner="static"), link("product", how, "closed", **facts)],
        use=use(commercial=True, delivery=delivery, fields=[]),
        product=product(license=open_),
    )


def test_the_source_of_a_part_that_may_not_be_passed_on_blocks() -> None:
    [finding] = found(beside(SEALED, ["distributed-binary"]), RULE)
    assert finding.verdict is BLOCKED
    assert finding.components == ("open", "closed")
    assert finding.duty == "disclose-source"
    assert (GPL, "6") in [(c.license, c.section) for c in finding.clauses]
    assert [step.target for step in finding.path] == ["closed"]


@pytest.mark.parametrize("closed", [RESOLD, "LicenseRef-Proprietary", ""])
def test_a_closed_part_whose_source_may_or_may_not_be_given_needs_review(closed: str | License) -> None:
    judged = beside(closed, ["distributed-binary"])
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert finding.questions == ("source-may-be-given:closed",)
    assert verdict_if(judged, RULE, "source-may-be-given:closed") == (ALLOWED, BLOCKED)


@pytest.mark.parametrize("open_", ["MIT", "Apache-2.0", GPL, "CC-BY-4.0"])
def test_open_parts_are_no_obstacle(open_: str) -> None:
    assert found(beside(open_, ["distributed-binary"]), RULE) == ()


def test_our_own_part_is_ours_to_give() -> None:
    assert found(beside("LicenseRef-Acme", ["distributed-binary"], own=True), RULE) == ()


def test_data_is_no_source_code() -> None:
    assert found(beside(SEALED, ["distributed-binary"], kind="dataset", how="bundles"), RULE) == ()


@pytest.mark.parametrize(
    ("open_", "delivery", "expected"),
    [
        (GPL, ["hosted-api"], ALLOWED),
        (GPL, ["internal"], ALLOWED),
        (AGPL, ["hosted-api"], BLOCKED),
        (AGPL, ["internal"], ALLOWED),
        (SSPL, ["distributed-source"], BLOCKED),
        ("ODbL-1.0", ["distributed-binary"], ALLOWED),
    ],
)
def test_the_duty_waits_for_its_own_trigger_and_scope(open_: str, delivery: list[str], expected: Verdict) -> None:
    assert verdict(beside(SEALED, delivery, open_=open_), RULE) is expected


def test_an_unknown_delivery_is_asked() -> None:
    judged = beside(SEALED, None)
    assert found(judged, RULE)[0].questions == ("delivery:distributed",)
    assert verdict_if(judged, RULE, "delivery:distributed") == (BLOCKED, ALLOWED)


def test_a_separate_closed_program_stays_closed() -> None:
    assert found(beside(SEALED, ["distributed-binary"], how="runs", one_work=False), RULE) == ()
    assert found(beside(SEALED, ["distributed-binary"], how="bundles"), RULE) == ()


def test_whether_a_closed_program_is_part_of_the_work_is_asked() -> None:
    judged = beside(SEALED, ["distributed-binary"], how="runs")
    assert found(judged, RULE)[0].questions == ("one-work:closed",)
    assert verdict_if(judged, RULE, "one-work:closed") == (BLOCKED, ALLOWED)


def test_a_closed_model_in_the_same_program_counts_as_its_code() -> None:
    assert verdict(beside(SEALED, ["on-premises"], kind="model", how="embeds", one_work=True), RULE) is BLOCKED


def test_a_library_scope_ends_at_the_library() -> None:
    license_ = made(
        kind="software",
        category="weak-copyleft",
        duties={
            "share-alike": {"triggers": ["on-distribution"], "parameters": {"scope": "library"}},
            "disclose-source": {"triggers": ["on-distribution"], "parameters": {"what": "library"}},
        },
    )
    judged = system(
        [part("open", license=license_, kind="library"), part("closed", license=SEALED, kind="library")],
        [link("product", "links", "open", manner="dynamic"), link("product", "links", "closed")],
        use=use(commercial=True, delivery=["distributed-binary"]),
    )
    assert found(judged, RULE) == ()


def test_very_many_parts_whose_license_is_not_known_are_one_question() -> None:
    demanding = part("engine", license="AGPL-3.0-only", kind="library")
    others = [part(f"lib{number}", license="", kind="library") for number in range(21)]
    judged = system(
        [demanding, *others],
        [link("product", "links", one.component.id) for one in (demanding, *others)],
        use=use(commercial=True, delivery=["distributed-binary"]),
        product=product(license="AGPL-3.0-only"),
    )
    [finding] = found(judged, "disclose-source")
    assert finding.title == "engine demands the source of the whole, and the license of 21 parts is not known"
    assert finding.questions == ("sources-may-be-given:engine",)
    assert verdict_if(judged, "disclose-source", "sources-may-be-given:engine") == (Verdict.ALLOWED, Verdict.BLOCKED)
    few = system(
        [demanding, *others[:20]],
        [link("product", "links", one.component.id) for one in (demanding, *others[:20])],
        use=judged.config.use,
        product=judged.config.product,
    )
    assert len(found(few, "disclose-source")) == 20

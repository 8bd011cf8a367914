"""A ban on further restrictions against terms that add some, in one work (vocabulary 10.1)."""

from collections.abc import Callable, Iterable, Mapping

import pytest

from licet.model.bom import Fact
from licet.model.findings import Finding
from licet.model.system import System
from licet.model.terms import License
from licet.model.vocabulary import Verdict
from tests.rules.build import LLAMA, found, link, made, part, product, system, use, verdict, verdict_if

RULE = "no-further-restrictions"
GPL = "GPL-3.0-only"
AGPL = "AGPL-3.0-only"
EUPL = "EUPL-1.2"
FAIR = "LicenseRef-scancode-fair-ai-public-1.0"
RAIL = "LicenseRef-scancode-bigscience-rail-1.0"
DEEPSEEK = "LicenseRef-scancode-deepseek-la-1.0"
BLOCKED, REVIEW, ALLOWED = Verdict.BLOCKED, Verdict.REVIEW, Verdict.ALLOWED

OLD_GPL = made(
    "LicenseRef-old-gpl",
    kind="software",
    category="strong-copyleft",
    duties={"share-alike": {"triggers": ["on-distribution"], "parameters": {"scope": "entire-work-conveyed"}}},
    no_further_restrictions={"section": "6", "locator": "may not impose any further restrictions"},
    treats_as_restriction=["flow-down", "retaliation", "indemnify"],
)
"""What GPL-2.0 says on the point: patent retaliation and indemnity are further restrictions (vocabulary 10.1)."""


def between_parts(judged: System) -> list[Finding]:
    """The findings on two parts; where the release is under such a license too, it has findings of its own."""
    return [finding for finding in found(judged, RULE) if ":release:" not in finding.key]


def both(
    library: str | License,
    model: str,
    delivery: Iterable[str] | None,
    *,
    how: str = "embeds",
    out: str = "",
    one_work: bool | None = True,
) -> System:
    """A product that links a library and holds another part."""
    facts: Mapping[str, Fact] = {} if one_work is None else {"one_work": one_work}
    return system(
        [part("lib", license=library, kind="library"), part("other", license=model)],
        [link("product", "links", "lib", manner="static"), link("product", how, "other", **facts)],
        use=use(commercial=True, delivery=delivery, fields=[]),
        product=product(license=out),
    )


@pytest.mark.parametrize(
    ("model", "section"),
    [(RAIL, "4.a"), (DEEPSEEK, "4.a"), ("CC-BY-NC-4.0", "2.a.1"), (LLAMA, "1.b.i")],
)
@pytest.mark.parametrize("out", ["", GPL, "LicenseRef-Proprietary"])
def test_gpl_and_limits_of_use_in_one_conveyed_work_are_blocked_under_any_license(
    model: str, section: str, out: str
) -> None:
    [finding] = between_parts(both(GPL, model, ["distributed-binary"], out=out))
    assert finding.verdict is BLOCKED
    assert finding.components == ("lib", "other")
    assert [(c.license, c.section) for c in finding.clauses] == [(GPL, "10"), (model, section)]
    assert [step.target for step in finding.path] == ["other"]


def test_whether_they_are_one_work_is_asked() -> None:
    judged = both(GPL, RAIL, ["distributed-binary"], one_work=None)
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert finding.questions == ("one-work:other",)
    assert verdict_if(judged, RULE, "one-work:other") == (BLOCKED, ALLOWED)


def test_separate_programs_and_bundles_do_not_meet() -> None:
    assert found(both(GPL, RAIL, ["distributed-binary"], one_work=False), RULE) == ()
    assert found(both(GPL, RAIL, ["distributed-binary"], how="bundles", one_work=None), RULE) == ()


@pytest.mark.parametrize(
    ("license_id", "delivery", "expected"),
    [
        (GPL, ["hosted-api"], ALLOWED),
        (GPL, ["internal"], ALLOWED),
        (AGPL, ["hosted-api"], BLOCKED),
        (AGPL, ["internal"], ALLOWED),
        (EUPL, ["internal"], ALLOWED),
    ],
)
def test_the_ban_waits_for_the_licenses_own_trigger(license_id: str, delivery: list[str], expected: Verdict) -> None:
    assert verdict(both(license_id, RAIL, delivery), RULE) is expected


def test_an_unknown_delivery_is_asked() -> None:
    judged = both(GPL, RAIL, None)
    assert verdict_if(judged, RULE, "delivery:distributed") == (BLOCKED, ALLOWED)


@pytest.mark.parametrize("model", ["MIT", "Apache-2.0", "CC-BY-4.0", "CC0-1.0", AGPL, EUPL])
def test_licenses_that_add_nothing_meet_gpl_3(model: str) -> None:
    # GPL-3.0 7 takes notices and attribution; retaliation and indemnity for one's own promises are in it (7.f, 11)
    assert found(both(GPL, model, ["distributed-binary"], how="links", one_work=None), RULE) == ()


def test_patent_retaliation_is_a_restriction_for_the_older_text_and_not_for_gpl_3() -> None:
    [finding] = found(both(OLD_GPL, "Apache-2.0", ["distributed-binary"], how="links", one_work=None), RULE)
    assert finding.verdict is BLOCKED
    assert [(c.license, c.section) for c in finding.clauses] == [("LicenseRef-old-gpl", "6"), ("Apache-2.0", "3")]


@pytest.mark.parametrize("other", ["Apache-2.0", "LGPL-3.0-only", GPL])
def test_gpl_2_alone_takes_none_of_these(other: str) -> None:
    # the FSF's license list: Apache 2.0 and GPL 3 are incompatible with GPL 2
    judged = both("GPL-2.0-only", other, ["distributed-binary"], how="links", one_work=None)
    assert found(judged, RULE)[0].verdict is BLOCKED


@pytest.mark.parametrize("other", ["Apache-2.0", "LGPL-3.0-only", GPL, AGPL])
def test_the_older_gpl_or_later_meets_what_its_later_version_meets(other: str) -> None:
    judged = both("GPL-2.0-or-later", other, ["distributed-binary"], how="links", one_work=None)
    assert found(judged, RULE) == ()
    assert found(judged, "share-alike") == ()


@pytest.mark.parametrize("other", ["MPL-2.0", "LGPL-2.1-only", "BSD-3-Clause", "MIT"])
def test_gpl_2_takes_what_says_that_it_may(other: str) -> None:
    # MPL-2.0 3.3 and LGPL-2.1 3 let their files go out under the GPL
    assert found(both("GPL-2.0-only", other, ["distributed-binary"], how="links", one_work=None), RULE) == ()


@pytest.mark.parametrize(
    ("out", "other", "how", "expected"),
    [
        ("GPL-2.0-only", "Apache-2.0", "links", BLOCKED),
        ("GPL-2.0-or-later", "Apache-2.0", "links", ALLOWED),
        (GPL, "Apache-2.0", "links", ALLOWED),
        (GPL, DEEPSEEK, "embeds", BLOCKED),
        ("MIT", DEEPSEEK, "embeds", ALLOWED),
    ],
)
def test_the_release_itself_may_not_ban_what_a_part_adds(out: str, other: str, how: str, expected: Verdict) -> None:
    one_work: dict[str, Fact] = {"one_work": True} if how == "embeds" else {"manner": "static"}
    judged = system(
        [part("other", license=other, kind="library")],
        [link("product", how, "other", **one_work)],
        use=use(commercial=True, delivery=["distributed-binary"], fields=[]),
        product=product(license=out),
    )
    assert verdict(judged, RULE) is expected


def test_a_release_of_a_part_of_ours_is_held_to_its_own_ban() -> None:
    judged = system(
        [part("mine", own=True, release_as="GPL-2.0-only", kind="library"), part("other", license="Apache-2.0")],
        [link("product", "runs", "mine", one_work=False), link("mine", "links", "other", manner="static")],
        use=use(commercial=True, delivery=["distributed-binary"], fields=[]),
        product=product(license="MIT"),
    )
    assert verdict(judged, RULE) is BLOCKED


@pytest.mark.parametrize("delivery", [["distributed-binary"], ["hosted-app"]])
def test_an_interface_that_somebody_else_operates_is_no_part_of_the_work(delivery: list[str]) -> None:
    judged = system(
        [part("lib", license=AGPL, kind="library"), part("api", license="openai-tou-2024-12-11", kind="service")],
        [link("product", "links", "lib"), link("product", "calls", "api")],
        use=use(commercial=True, delivery=delivery, fields=[]),
        product=product(license=AGPL),
    )
    assert found(judged, RULE) == ()


def test_a_license_that_bans_added_terms_without_share_alike_protects_its_own_material_only() -> None:
    # CC-BY-4.0 2.a.5 and 3.a.4: the adapter's license only has to leave compliance possible
    assert found(both("CC-BY-4.0", RAIL, ["distributed-weights"], how="merges", one_work=None), RULE) == ()


def test_a_merge_of_a_share_alike_model_with_a_restricted_one_is_blocked() -> None:
    judged = system(
        [part("free", license=FAIR), part("limited", license=DEEPSEEK)],
        [link("product", "merges", "free"), link("product", "merges", "limited")],
        use=use(commercial=True, delivery=["distributed-weights"]),
        product=product(license=FAIR, kind="model"),
    )
    [finding] = between_parts(judged)
    assert finding.verdict is BLOCKED
    assert finding.components == ("free", "limited")


@pytest.mark.parametrize(("base", "expected"), [(RAIL, BLOCKED), ("LicenseRef-scancode-falcon-2-11b-1.0", ALLOWED)])
def test_a_student_brings_the_limits_of_a_teacher_whose_license_calls_it_a_derivative(
    base: str, expected: Verdict
) -> None:
    judged = system(
        [part("free", license=GPL), part("student", own=True), part("teacher", license=base)],
        [
            link("product", "merges", "free"),
            link("product", "merges", "student"),
            link("student", "distills-outputs", "teacher"),
        ],
        use=use(commercial=True, delivery=["distributed-weights"]),
    )
    assert verdict(judged, RULE) is expected


def test_a_restricted_part_behind_a_third_partys_part_is_met_too() -> None:
    judged = system(
        [part("lib", license=GPL, kind="library"), part("mid", license="MIT"), part("base", license=RAIL)],
        [
            link("product", "links", "lib"),
            link("product", "embeds", "mid", one_work=True),
            link("mid", "fine-tunes", "base"),
        ],
        use=use(commercial=True, delivery=["on-device"]),
    )
    [finding] = found(judged, RULE)
    assert finding.verdict is BLOCKED
    assert [step.target for step in finding.path] == ["mid", "base"]


def test_a_library_whose_exception_was_not_read_does_not_block() -> None:
    judged = both("GPL-3.0-only WITH GCC-exception-3.1", RAIL, ["distributed-binary"])
    assert verdict(judged, RULE) is REVIEW


# -- what a license of a release bans by its own words ----------------------------------------------------------------


def in_release(license_id: str, out: str, how: str = "links") -> System:
    return system(
        [part("lib", license=license_id, kind="library")],
        [link("product", how, "lib")],
        use=use(commercial=True, delivery=["distributed-binary"], fields=[]),
        product=product(license=out),
    )


@pytest.mark.parametrize("out", ["GPL-2.0-only", "GPL-3.0-only", "AGPL-3.0-only", "LGPL-3.0-only"])
@pytest.mark.parametrize(
    "adds",
    [
        "BSD-4-Clause",  # the advertising clause
        "CECILL-B",  # credits on a website
        "Python-2.0",  # the law of California
        "AFL-3.0",  # law and courts of the licensor
    ],
)
def test_advertising_a_website_and_a_choice_of_law_are_further_restrictions_of_the_gpl(adds: str, out: str) -> None:
    assert verdict(in_release(adds, out, "copies"), RULE) is BLOCKED


def test_credit_in_the_documentation_is_one_for_version_2_and_none_for_version_3() -> None:
    assert verdict(in_release("FTL", "GPL-2.0-only"), RULE) is BLOCKED
    assert verdict(in_release("FTL", "GPL-3.0-only"), RULE) is ALLOWED, "GPL 3.0, 7.b"


def test_an_indemnity_for_ones_own_promises_is_none_for_version_3_and_any_other_is_one() -> None:
    assert verdict(in_release("Apache-2.0", "GPL-3.0-only"), RULE) is ALLOWED
    assert verdict(in_release("EPL-1.0", "GPL-3.0-only"), RULE) is BLOCKED


def test_what_is_copied_in_is_offered_under_every_version_that_the_release_leaves_open() -> None:
    assert verdict(in_release("Apache-2.0", "GPL-2.0-or-later", "links"), RULE) is ALLOWED
    assert verdict(in_release("Apache-2.0", "GPL-2.0-or-later", "copies"), RULE) is BLOCKED


def test_limits_that_a_license_has_itself_are_no_further_ones() -> None:
    stable, sibling = "LicenseRef-scancode-stable-diffusion-2022-08-22", f"{FAIR}-sd"
    assert verdict(in_release(stable, sibling, "copies"), RULE) is ALLOWED
    assert verdict(in_release(stable, FAIR, "copies"), RULE) is BLOCKED


def many(
    banning: int,
    adding: int,
    *,
    delivery: Iterable[str] | None = ("on-device",),
    one_work: Callable[[int], bool | None] = lambda _: True,
) -> System:
    """Libraries under one ban, and models that add restrictions; `one_work` says what is stated of the link to each."""
    parts = [part(f"lib-{at}", license=GPL, kind="library") for at in range(banning)]
    parts += [part(f"model-{at}", license="CC-BY-NC-4.0") for at in range(adding)]
    links = [link("product", "links", f"lib-{at}", manner="static") for at in range(banning)]
    for at in range(adding):
        told = one_work(at)
        facts: Mapping[str, Fact] = {} if told is None else {"one_work": told}
        links.append(link("product", "embeds", f"model-{at}", **facts))
    return system(parts, links, use=use(commercial=True, delivery=delivery, fields=[]))


def test_very_many_pairs_are_one_finding_that_names_every_part() -> None:
    [one] = between_parts(many(15, 15))
    names = {f"lib-{at}" for at in range(15)} | {f"model-{at}" for at in range(15)}
    assert (one.verdict, set(one.components)) == (BLOCKED, names)
    assert one.title == "15 parts under GPL-3.0-only permit no restrictions beyond their own, and 15 parts add some"
    assert {(clause.license, clause.section) for clause in one.clauses} == {(GPL, "10"), ("CC-BY-NC-4.0", "2.a.1")}
    assert len(between_parts(many(14, 14))) == 14 * 14


@pytest.mark.parametrize("delivery", [("on-device",), ("internal",), ("hosted-app",), None])
@pytest.mark.parametrize("told", [True, False, None])
def test_many_pairs_are_judged_as_each_of_them(delivery: tuple[str, ...] | None, *, told: bool | None) -> None:
    def one_work(at: int) -> bool | None:
        return told if at == 0 else False

    each = between_parts(many(1, 2, delivery=delivery, one_work=one_work))
    together = between_parts(many(1, 210, delivery=delivery, one_work=one_work))
    assert [(one.verdict, set(one.questions)) for one in together] == [
        (one.verdict, set(one.questions)) for one in each
    ]


def test_of_many_pairs_one_that_is_known_to_conflict_decides_whatever_is_open() -> None:
    [one] = between_parts(many(2, 150, one_work=lambda at: True if at == 149 else None))
    assert (one.verdict, one.questions, one.may_matter) == (BLOCKED, (), ())
    assert one.path[-1].target == "model-149"


def test_many_pairs_that_are_all_open_need_review() -> None:
    [one] = between_parts(many(3, 100, one_work=lambda _: None))
    assert one.verdict is REVIEW
    assert "one-work:model-0" in one.questions

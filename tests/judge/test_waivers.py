"""Waivers are narrow: one rule, one component, and where said one clause or path (design section 3)."""

from dataclasses import replace
from datetime import date

import pytest

from licet.judge import judge
from licet.model.analysis import Judgement
from licet.model.bom import Identified
from licet.model.use import Waiver
from licet.model.vocabulary import Verdict
from tests.rules.build import NOW, link, part, product, system, use

AGPL = "AGPL-3.0-only"
PURL = "pkg:pypi/reader@1.0"


def waiver(
    finding: str = "share-alike",
    component: str = "lib",
    *,
    clause: str = "",
    path: str = "",
    expires: date | None = None,
) -> Waiver:
    return Waiver(
        finding=finding,
        component=component,
        reason="license-acquired",
        statement="a contract of May",
        approved_by="counsel",
        clause=clause,
        path=path,
        expires=expires,
    )


def library() -> Identified:
    item = part("lib", license=AGPL, kind="library", name="reader")
    return replace(item, component=replace(item.component, purl=PURL, aliases=("pkg:pypi/reader",)))


def judged(*waivers: Waiver) -> Judgement:
    """A proprietary hosted product with an AGPL library: blocked by share-alike (5.c) alone."""
    return judge(
        system(
            [library(), part("wrap", license="MIT", kind="library")],
            [link("product", "links", "wrap"), link("wrap", "links", "lib")],
            use=use(commercial=True, delivery=["hosted-api"], fields=[]),
            product=product(license="LicenseRef-Proprietary"),
            waivers=waivers,
        )
    )


def covered(*waivers: Waiver) -> bool:
    [finding] = [f for f in judged(*waivers).findings if f.rule == "share-alike"]
    return bool(finding.waived_by)


def test_without_a_waiver_the_product_is_blocked() -> None:
    assert judged().verdict is Verdict.BLOCKED
    assert not covered()


def test_a_waived_finding_stays_in_the_report_with_its_reason_and_no_longer_counts() -> None:
    result = judged(waiver())
    [finding] = [f for f in result.findings if f.rule == "share-alike"]
    assert finding.verdict is Verdict.BLOCKED
    assert finding.waived_by == "license-acquired: a contract of May"
    assert result.verdict is Verdict.WITH_DUTIES


@pytest.mark.parametrize("name", ["lib", PURL, "pkg:pypi/reader", "reader"])
def test_a_component_is_named_by_its_id_purl_alias_or_name(name: str) -> None:
    assert covered(waiver(component=name))


@pytest.mark.parametrize("name", ["wrap", "product", "li", "library", ""])
def test_any_other_name_covers_nothing(name: str) -> None:
    assert not covered(waiver(component=name))


@pytest.mark.parametrize("rule", ["no-further-restrictions", "share", "disclose-source", ""])
def test_another_rule_covers_nothing(rule: str) -> None:
    assert not covered(waiver(finding=rule))


@pytest.mark.parametrize(
    ("clause", "expected"), [("5.c", True), ("5", True), ("c", False), ("13", False), (".", False)]
)
def test_a_clause_narrows_to_that_section_and_what_is_in_it(clause: str, *, expected: bool) -> None:
    assert covered(waiver(clause=clause)) is expected


def test_a_section_is_no_piece_of_another() -> None:
    parts = [part("m", license="CC-BY-NC-4.0")]
    links = [link("product", "embeds", "m")]
    for clause, expected in (("2.a.1", True), ("2.a", True), ("2", True), ("a.1", False), ("1", False)):
        result = judge(
            system(
                parts,
                links,
                use=use(commercial=True, delivery=["internal"], fields=[]),
                waivers=[waiver("noncommercial-only", "m", clause=clause)],
            )
        )
        [finding] = [f for f in result.findings if f.rule == "noncommercial-only"]
        assert bool(finding.waived_by) is expected, clause


@pytest.mark.parametrize(("path", "expected"), [("wrap", True), ("lib", True), ("other", False), ("wra", False)])
def test_a_path_narrows_to_findings_that_run_through_a_part(path: str, *, expected: bool) -> None:
    assert covered(waiver(path=path)) is expected


def test_a_waiver_ends_after_its_last_day() -> None:
    assert covered(waiver(expires=NOW))
    assert not covered(waiver(expires=date(2026, 11, 30)))


def test_a_waiver_that_covers_nothing_is_reported_and_changes_no_verdict() -> None:
    result = judged(waiver(), waiver("territory"))
    assert result.verdict is Verdict.WITH_DUTIES
    [idle] = [f for f in result.findings if f.rule == "expired-waiver"]
    assert idle.title == "the waiver of territory for lib covers nothing"
    assert idle.verdict is Verdict.ALLOWED
    assert len({finding.id for finding in result.findings}) == len(result.findings)


def test_duties_are_not_waived() -> None:
    due = {duty.duty for duty in judged(waiver()).duties if duty.status == "due"}
    assert "disclose-source" in due

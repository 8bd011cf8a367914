"""Waivers whose date has passed (design section 3)."""

from datetime import date

from licet.judge import judge
from licet.model.system import System
from licet.model.use import Waiver
from licet.model.vocabulary import Verdict
from tests.rules.build import NOW, found, link, part, product, system, use

RULE = "expired-waiver"


def waived(expires: date | None, *, finding: str = "noncommercial-only") -> System:
    waiver = Waiver(finding=finding, component="m", reason="accepted-risk", statement="agreed", expires=expires)
    return system(
        [part("m", license="CC-BY-NC-4.0")],
        [link("product", "embeds", "m")],
        use=use(commercial=True, delivery=["internal"], fields=[]),
        product=product(license="LicenseRef-Acme"),
        waivers=[waiver],
    )


def test_a_waiver_that_expired_is_reported_with_its_date() -> None:
    [finding] = found(waived(date(2026, 11, 30)), RULE)
    assert finding.verdict is Verdict.WITH_DUTIES
    assert finding.title == "the waiver of noncommercial-only for m expired on 2026-11-30"


def test_what_it_covered_counts_again() -> None:
    judged = judge(waived(date(2026, 11, 30)))
    assert judged.verdict is Verdict.BLOCKED
    assert [f.waived_by for f in judged.findings if f.rule == "noncommercial-only"] == [""]


def test_a_waiver_holds_through_its_last_day() -> None:
    assert found(waived(NOW), RULE) == ()
    assert judge(waived(NOW)).verdict is not Verdict.BLOCKED


def test_a_waiver_without_a_date_or_with_a_later_one_is_not_expired() -> None:
    assert found(waived(None), RULE) == ()
    assert found(waived(date(2027, 1, 31)), RULE) == ()


def test_an_expired_waiver_is_not_called_unused_as_well() -> None:
    judged = judge(waived(date(2020, 1, 1), finding="territory"))
    assert [f.title for f in judged.findings if f.rule == RULE] == [
        "the waiver of territory for m expired on 2020-01-01"
    ]


def test_two_expired_waivers_of_different_findings_are_two() -> None:
    first = waived(date(2020, 1, 1))
    second = Waiver(finding="territory", component="m", reason="not-applicable", expires=date(2021, 1, 1))
    judged = system(
        [part("m", license="CC-BY-NC-4.0")],
        [link("product", "embeds", "m")],
        waivers=[*first.config.waivers, second],
    )
    assert len({finding.key for finding in found(judged, RULE)}) == 2

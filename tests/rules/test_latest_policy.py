"""latest-policy: terms that may change after they were read need a second reading, half a year later."""

from dataclasses import replace
from datetime import date

import pytest

from licet.model.system import System
from licet.model.terms import License
from licet.model.vocabulary import Duty, Verdict
from licet.rules.latest_policy import due_date
from tests.rules.build import NOW, chain, found, in_every_order, link, made, part, quoted, system, use, verdict

RULE = "latest-policy"
MOVING = made(duties={"follow-policy": {"triggers": ["on-any-use"], "parameters": {"version": "latest"}}})
FIXED = made(duties={"follow-policy": {"triggers": ["on-any-use"], "parameters": {"version": "fixed"}}})
USE = use(commercial=True, delivery=["hosted-api"])


def one(license_: str | License, how: str = "embeds", *, now: date = NOW, own: bool | None = None) -> System:
    """The product reaches one part by one link of its own."""
    return system([part("part", license=license_, own=own)], [link("product", how, "part")], use=USE, now=now)


@pytest.mark.parametrize(
    ("license_", "section", "duty"),
    [
        ("llama-3.1", "1.b.iv", Duty.FOLLOW_POLICY),
        ("gemma", "3.2", Duty.FOLLOW_POLICY),
        ("stability-ai-community", "IV.b", Duty.FOLLOW_POLICY),
        ("openai-tou-2024-12-11", "What you can do", Duty.FOLLOW_POLICY),
        ("dinov3", "8", Duty.ACCEPT_CHANGED_TERMS),
    ],
)
def test_terms_that_may_change_are_due_for_another_reading(license_: str, section: str, duty: Duty) -> None:
    (finding,) = found(one(license_), RULE)
    assert (finding.verdict, finding.duty) == (Verdict.WITH_DUTIES, duty)
    assert quoted(finding)[0][1] == section
    assert chain(finding) == "product embeds part"


@pytest.mark.parametrize(
    "license_", ["MIT", "Apache-2.0", "CC-BY-NC-4.0", "ODbL-1.0", "GPL-3.0-only", "bigscience-rail-1.0"]
)
def test_terms_that_stand_as_they_are_give_nothing(license_: str) -> None:
    assert found(one(license_), RULE) == ()


def test_a_fixed_policy_gives_nothing() -> None:
    assert found(one(FIXED), RULE) == ()


def test_a_later_version_at_the_recipients_choice_is_no_change() -> None:
    """GPL 3.0 section 14: a later version is the recipient's option."""
    assert found(one("GPL-3.0-or-later"), RULE) == ()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (date(2026, 11, 1), Verdict.WITH_DUTIES),
        (date(2027, 5, 31), Verdict.WITH_DUTIES),
        (date(2027, 6, 1), Verdict.REVIEW),
        (date(2030, 1, 1), Verdict.REVIEW),
    ],
)
def test_half_a_year_after_the_reading_it_needs_review(now: date, expected: Verdict) -> None:
    """The record was read in 2026-11, so it is to be read again in 2027-05 at the latest."""
    (finding,) = found(one(MOVING, now=now), RULE)
    assert finding.verdict is expected
    assert "2027-05" in finding.title


@pytest.mark.parametrize(
    ("reviewed", "due"),
    [("2026-11", "2027-05"), ("2026-06", "2026-12"), ("2026-07", "2027-01"), ("2025-12", "2026-06")],
)
def test_the_month_that_is_six_months_on(reviewed: str, due: str) -> None:
    assert due_date(reviewed) == due


@pytest.mark.parametrize("reviewed", ["", "soon", "2026", "-", "2026-xx"])
def test_a_record_without_a_month_has_no_date(reviewed: str) -> None:
    assert due_date(reviewed) == ""


def test_a_record_without_a_month_is_due_at_once_and_never_late() -> None:
    license_ = replace(MOVING, reviewed="")
    assert verdict(one(license_, now=date(2040, 1, 1)), RULE) is Verdict.WITH_DUTIES


@pytest.mark.parametrize("how", ["fine-tunes", "calls", "runs", "builds-with", "distills-outputs"])
def test_every_use_of_our_own_counts(how: str) -> None:
    assert verdict(one(MOVING, how), RULE) is Verdict.WITH_DUTIES


def test_own_parts_and_a_publishers_tools_give_nothing() -> None:
    assert found(one(MOVING, own=True), RULE) == ()
    parts = [part("middle", license="MIT"), part("part", license=MOVING)]
    links = [link("product", "embeds", "middle"), link("middle", "builds-with", "part")]
    assert found(system(parts, links, use=USE), RULE) == ()


def test_a_publishers_derivative_brings_the_moving_terms_along() -> None:
    parts = [part("middle", license="MIT"), part("part", license=MOVING)]
    links = [link("product", "embeds", "middle"), link("middle", "fine-tunes", "part")]
    assert verdict(system(parts, links, use=USE), RULE) is Verdict.WITH_DUTIES


def test_order_does_not_matter() -> None:
    parts = [part("a", license="MIT"), part("b", license="MIT"), part("part", license="gemma")]
    links = [link("product", "embeds", "b"), link("b", "fine-tunes", "part")]
    links += [link("product", "embeds", "a"), link("a", "fine-tunes", "part")]
    finding = in_every_order(parts, links, RULE, lambda ps, ks: system(ps, ks, use=USE))
    assert chain(finding) == "product embeds a; a fine-tunes part"

"""License texts that are not at hand, where the policy asks for them (design sections 3 and 6)."""

import pytest

from licet.judge import judge
from licet.model.system import System
from licet.model.use import Policy
from licet.model.vocabulary import DutyStatus, Verdict
from tests.rules.build import found, link, part, product, system, use

RULE = "missing-text"
BY_TEXT = Policy(evidence="text")


def claimed(grade: str, *, policy: Policy | None = None, how: str = "embeds", own: bool | None = None) -> System:
    return system(
        [part("m", license="MIT", grade=grade, own=own)],
        [link("product", how, "m")],
        use=use(commercial=False, delivery=["internal"], fields=[]),
        product=product(license="MIT"),
        policy=policy,
    )


@pytest.mark.parametrize("grade", ["metadata", "inherited", "catalog", "category", "stated"])
def test_a_license_known_without_its_text_needs_review_under_a_policy_that_asks_for_texts(grade: str) -> None:
    [finding] = found(claimed(grade, policy=BY_TEXT), RULE)
    assert finding.verdict is Verdict.REVIEW
    assert finding.components == ("m",)
    assert grade in finding.because[0]


def test_a_text_at_hand_is_enough() -> None:
    assert found(claimed("text", policy=BY_TEXT), RULE) == ()


def test_claims_are_enough_where_the_policy_does_not_ask() -> None:
    assert found(claimed("metadata"), RULE) == ()
    assert found(claimed("metadata", policy=Policy(evidence="claims")), RULE) == ()


def test_what_is_ours_needs_no_text() -> None:
    assert found(claimed("stated", policy=BY_TEXT, own=True), RULE) == ()


def test_a_part_without_a_license_is_another_finding() -> None:
    judged = system([part("m")], [link("product", "embeds", "m")], policy=BY_TEXT)
    assert found(judged, RULE) == ()


def test_the_license_applies_in_full_and_its_text_is_an_open_duty_instead() -> None:
    judged = judge(claimed("metadata"))
    [duty] = [duty for duty in judged.duties if duty.duty == RULE]
    assert duty.status is DutyStatus.DUE
    assert duty.component == "m"
    assert "MIT" in duty.how_to_meet
    assert judged.verdict is Verdict.WITH_DUTIES


def test_no_such_duty_where_the_text_is_at_hand_or_the_part_is_a_tool() -> None:
    assert [d for d in judge(claimed("text")).duties if d.duty == RULE] == []
    assert [d for d in judge(claimed("metadata", how="builds-with")).duties if d.duty == RULE] == []

"""Duties that stated facts say are not met (vocabulary 5)."""

from collections.abc import Mapping

import pytest

from licet.model.bom import Fact
from licet.model.system import System
from licet.model.terms import License
from licet.model.vocabulary import Verdict
from tests.rules.build import LLAMA, found, link, made, part, product, system, use, verdict, verdict_if

RULE = "unmet-duty"
STABILITY = "LicenseRef-scancode-stability-ai-community-2024"
OPENAI = "LicenseRef-scancode-openai-tou-20241211"
FILTERED = made("LicenseRef-filtered", duties={"content-filter": {"triggers": ["on-network-access"]}})


def stated(
    license_id: str | License,
    facts: Mapping[str, Fact],
    *,
    commercial: bool | None = True,
    how: str = "embeds",
    delivery: tuple[str, ...] = ("hosted-api",),
) -> System:
    return system(
        [part("m", license=license_id, facts=facts)],
        [link("product", how, "m")],
        use=use(commercial=commercial, delivery=delivery, fields=[]),
        product=product(license="LicenseRef-Acme"),
    )


def test_a_registration_that_is_missing_needs_review_with_its_clause() -> None:
    # Stability Community III: commercial users register
    [finding] = found(stated(STABILITY, {"registered": False}), RULE)
    assert finding.verdict is Verdict.REVIEW
    assert finding.components == ("m",)
    assert finding.duty == "register"
    assert [(c.license, c.section) for c in finding.clauses] == [(STABILITY, "III")]
    assert [step.target for step in finding.path] == ["m"]


def test_a_duty_of_commercial_use_is_not_unmet_without_it() -> None:
    assert found(stated(STABILITY, {"registered": False}, commercial=False), RULE) == ()


def test_an_open_trigger_is_asked() -> None:
    judged = stated(STABILITY, {"registered": False}, commercial=None)
    assert found(judged, RULE)[0].questions == ("commercial",)
    assert verdict_if(judged, RULE, "commercial") == (Verdict.REVIEW, Verdict.ALLOWED)


def test_an_account_is_owed_by_every_user() -> None:
    assert verdict(stated(OPENAI, {"registered": False}, how="calls", commercial=False), RULE) is Verdict.REVIEW


@pytest.mark.parametrize("facts", [{}, {"registered": True}])
def test_what_is_met_or_not_said_is_no_breach(facts: Mapping[str, Fact]) -> None:
    assert found(stated(STABILITY, facts), RULE) == ()


def test_a_missing_content_filter_counts_where_its_trigger_fires() -> None:
    [finding] = found(stated(FILTERED, {"content_filter": False}), RULE)
    assert finding.verdict is Verdict.REVIEW
    assert finding.duty == "content-filter"
    assert found(stated(FILTERED, {"content_filter": False}, delivery=("internal",)), RULE) == ()


def test_terms_that_were_not_accepted_count_against_the_policy_they_carry() -> None:
    [finding] = found(stated(LLAMA, {"terms_accepted": False}), RULE)
    assert finding.duty == "follow-policy"
    assert finding.clauses[0].section == "1.b.iv"
    assert found(stated(LLAMA, {"terms_accepted": True}), RULE) == ()


@pytest.mark.parametrize("fact", ["registered", "content_filter", "terms_accepted"])
def test_a_license_without_the_duty_is_not_breached(fact: str) -> None:
    assert found(stated("MIT", {fact: False}), RULE) == ()

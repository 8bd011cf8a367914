"""nonproduction-only: tests and evaluation are free, production is not (Mistral's terms, BUSL's grant)."""

import pytest

from licet.model.bom import Fact
from licet.model.system import System
from licet.model.terms import License
from licet.model.use import Use
from licet.model.vocabulary import Verdict
from tests.rules.build import (
    chain,
    found,
    in_every_order,
    link,
    made,
    part,
    quoted,
    system,
    taking,
    use,
    verdict,
    verdict_if,
)

RULE = "nonproduction-only"
TOY = made(restrictions=[RULE])
PRODUCTION = f"production-use:{TOY.id}"
SOLD = use(commercial=True, delivery=["hosted-api"], organization="company")
INSIDE = use(commercial=True, delivery=["internal"], organization="company")
GRANT = "BUSL-1.1"
"""Its grant and its change date stand outside the text, so they must be stated."""


def one(license_: str | License = TOY, how: str = "embeds", *, given: Use = SOLD, **facts: Fact) -> System:
    """The product reaches one part by one link of its own."""
    return system([part("part", license=license_, facts=facts)], [link("product", how, "part")], use=given)


@pytest.mark.parametrize("channel", ["hosted-api", "hosted-app", "on-premises", "distributed-weights"])
def test_what_is_sold_to_others_is_production(channel: str) -> None:
    (finding,) = found(one(given=use(commercial=True, delivery=[channel])), RULE)
    assert (finding.verdict, finding.tags, chain(finding)) == (Verdict.BLOCKED, (RULE,), "product embeds part")
    assert quoted(finding) == (("LicenseRef-toy", "2", "words of the license"),)


def test_internal_use_may_be_either() -> None:
    judged = one(given=INSIDE)
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, (PRODUCTION,))
    assert verdict_if(judged, RULE, PRODUCTION) == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_a_free_public_service_may_be_either() -> None:
    judged = one(given=use(commercial=False, delivery=["hosted-app"], organization="non-profit"))
    assert verdict_if(judged, RULE, PRODUCTION) == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_nothing_known_is_never_cleared() -> None:
    judged = one(given=use())
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert {"commercial", PRODUCTION} <= set(finding.questions)


def test_terms_read_only_in_excerpts_never_block() -> None:
    """Mistral's non-production license was read in quoted parts only; its clause is still shown."""
    (finding,) = found(one("MNPL-0.1"), RULE)
    assert finding.verdict is Verdict.REVIEW
    assert quoted(finding)[0][1:] == ("3.2", "evaluation purposes in Non-Production Environments")


def test_other_licenses_and_own_parts_give_nothing() -> None:
    assert found(one("CC-BY-NC-4.0"), RULE) == ()
    judged = system([part("part", license=TOY, own=True)], [link("product", "embeds", "part")], use=SOLD)
    assert found(judged, RULE) == ()


@pytest.mark.parametrize("how", ["runs", "calls", "links", "fine-tunes", "trains-on", "retrieves-from"])
def test_uses_in_the_product_count(how: str) -> None:
    assert verdict(one(how=how), RULE) is Verdict.BLOCKED


@pytest.mark.parametrize("how", ["builds-with", "evaluates-on"])
def test_a_tool_may_be_in_production_too(how: str) -> None:
    """Vocabulary 6: purpose terms bind every use, builds-with and evaluates-on included."""
    judged = one(how=how, given=INSIDE)
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict_if(judged, RULE, PRODUCTION) == (Verdict.BLOCKED, Verdict.ALLOWED)
    assert verdict(one(how=how), RULE) is Verdict.REVIEW  # the product is sold, the tool is not


def test_a_publishers_use_is_his_and_his_derivative_is_ours() -> None:
    parts = [part("middle", license="MIT"), part("part", license=TOY)]
    tool = system(parts, [link("product", "embeds", "middle"), link("middle", "builds-with", "part")], use=SOLD)
    assert found(tool, RULE) == ()
    derived = system(parts, [link("product", "embeds", "middle"), link("middle", "quantizes", "part")], use=SOLD)
    assert verdict(derived, RULE) is Verdict.BLOCKED
    learned = system(parts, [link("product", "embeds", "middle"), link("middle", "trains-on", "part")], use=SOLD)
    assert verdict(learned, RULE) is Verdict.REVIEW
    assert found(taking(learned, "noncommercial-data-behind-model", "stays-with-publisher"), RULE) == ()


def test_a_grant_outside_the_text_is_asked_for() -> None:
    """A prohibition blocks only with no exempting clause; the grant is one, and nobody stated it (vocabulary 9)."""
    judged = one(GRANT)
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert quoted(finding) == ((GRANT, "Terms", "make non-production use of the Licensed Work"),)
    assert verdict_if(judged, RULE, "additional-use-grant:part") == (Verdict.ALLOWED, Verdict.BLOCKED)


def test_a_grant_that_covers_the_use_clears_it() -> None:
    assert found(one(GRANT, additional_use_grant=True), RULE) == ()


def test_a_grant_that_does_not_cover_the_use_leaves_it_blocked() -> None:
    assert verdict(one(GRANT, additional_use_grant=False, change_date="2030-01-01"), RULE) is Verdict.BLOCKED


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2026-11-30", Verdict.REVIEW), ("2026-12-01", Verdict.REVIEW), ("2026-12-02", Verdict.BLOCKED)],
)
def test_after_the_change_date_another_license_governs(date: str, expected: Verdict) -> None:
    """The day of judging is 2026-12-01; from the change date on another license applies, which is not stated."""
    assert verdict(one(GRANT, additional_use_grant=False, change_date=date), RULE) is expected


def test_a_limit_with_conditions_is_asked_about() -> None:
    assert verdict(one(made(restrictions={RULE: {"strength": "conditional"}})), RULE) is Verdict.REVIEW


def test_order_does_not_matter() -> None:
    parts = [part("a", license="MIT"), part("b", license=TOY)]
    links = [link("product", "embeds", "a"), link("a", "merges", "b"), link("product", "calls", "b")]
    finding = in_every_order(parts, links, RULE, lambda ps, ks: system(ps, ks, use=SOLD))
    assert finding.verdict is Verdict.BLOCKED
    assert chain(finding) == "product calls b"

"""research-only: three model licenses that grant research alone, each with a definition of its own."""

import pytest

from licet.model.system import System
from licet.model.terms import License
from licet.model.use import Use
from licet.model.vocabulary import Act, Verdict
from tests.rules.build import (
    answered,
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

RULE = "research-only"
TONGYI = "LicenseRef-licet-tongyi-qianwen-research"
RESEARCH = f"research-purpose:{TONGYI}"
LAB = use(commercial=False, delivery=["internal"], organization="academic")
SOLD = use(commercial=True, delivery=["hosted-api"], organization="company")


def one(license_: str | License = TONGYI, how: str = "embeds", *, given: Use = LAB) -> System:
    """The product reaches one part by one link of its own."""
    return system([part("part", license=license_)], [link("product", how, "part")], use=given)


def test_commercial_use_is_blocked_with_the_definition() -> None:
    """Tongyi Qianwen Research 1.i defines non-commercial as research or evaluation only."""
    (finding,) = found(one(given=SOLD), RULE)
    assert finding.verdict is Verdict.BLOCKED
    assert quoted(finding) == ((TONGYI, "1.i", "shall mean for research or evaluation purposes only"),)
    assert (finding.act, finding.tags, chain(finding)) == (Act.USE_COMMERCIALLY, (RULE,), "product embeds part")


@pytest.mark.parametrize(
    ("license_", "section", "quote"),
    [
        ("apple-amlr", "License Scope", "exclusively for Research Purposes"),
        ("seamless", "1.a", "solely for Noncommercial Research Uses"),
    ],
)
def test_the_clause_is_the_licenses_own(license_: str, section: str, quote: str) -> None:
    (finding,) = found(one(license_, given=SOLD), RULE)
    assert quoted(finding)[0][1:] == (section, quote)


def test_use_without_commerce_may_still_be_no_research() -> None:
    """A charity's help desk is not commercial and not research: neither fact says which it is."""
    judged = one(given=use(commercial=False, organization="non-profit"))
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, (RESEARCH,))
    assert verdict_if(judged, RULE, RESEARCH) == (Verdict.ALLOWED, Verdict.BLOCKED)


def test_the_question_carries_the_licenses_own_definition() -> None:
    (finding,) = found(one(), RULE)
    assert "shall mean for research or evaluation purposes only" in finding.because[0]


def test_a_university_is_not_research_by_itself() -> None:
    assert verdict(one(), RULE) is Verdict.REVIEW


def test_unknown_purpose_asks_for_both_facts() -> None:
    judged = one(given=use())
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert set(finding.questions) == {"commercial", RESEARCH}
    assert verdict_if(judged, RULE, "commercial") == (Verdict.BLOCKED, Verdict.REVIEW)
    not_sold = answered(judged, "commercial", yes=False)
    assert verdict_if(not_sold, RULE, RESEARCH) == (Verdict.ALLOWED, Verdict.BLOCKED)


def test_research_does_not_excuse_commerce() -> None:
    assert verdict(answered(one(given=SOLD), RESEARCH, yes=True), RULE) is Verdict.BLOCKED


@pytest.mark.parametrize("license_", ["CC-BY-NC-4.0", "MIT", "gemma", "llama-4"])
def test_licenses_without_the_limit_give_nothing(license_: str) -> None:
    assert found(one(license_, given=SOLD), RULE) == ()


@pytest.mark.parametrize("how", ["fine-tunes", "trains-on", "calls", "runs", "builds-with", "evaluates-on", "merges"])
def test_every_use_of_our_own_counts(how: str) -> None:
    assert verdict(one(how=how, given=SOLD), RULE) is Verdict.BLOCKED


def test_own_part_gives_nothing() -> None:
    judged = system([part("part", license=TONGYI, own=True)], [link("product", "embeds", "part")], use=SOLD)
    assert found(judged, RULE) == ()


def test_a_publishers_derivative_carries_the_limit_and_his_tools_do_not() -> None:
    parts = [part("middle", license="MIT"), part("part", license=TONGYI)]
    derived = system(parts, [link("product", "embeds", "middle"), link("middle", "fine-tunes", "part")], use=SOLD)
    assert verdict(derived, RULE) is Verdict.BLOCKED
    tested = system(parts, [link("product", "embeds", "middle"), link("middle", "evaluates-on", "part")], use=SOLD)
    assert found(tested, RULE) == ()


def test_what_a_publisher_learned_from_it_is_contested() -> None:
    parts = [part("middle", license="MIT"), part("part", license=TONGYI)]
    judged = system(parts, [link("product", "embeds", "middle"), link("middle", "trains-on", "part")], use=SOLD)
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict(taking(judged, "noncommercial-data-behind-model", "reaches"), RULE) is Verdict.BLOCKED
    assert found(taking(judged, "noncommercial-data-behind-model", "stays-with-publisher"), RULE) == ()


def test_a_text_read_only_in_excerpts_never_blocks() -> None:
    assert verdict(one(made(restrictions=[RULE], excerpt=True), given=SOLD), RULE) is Verdict.REVIEW


def test_a_limit_with_conditions_is_asked_about() -> None:
    (finding,) = found(one(made(restrictions={RULE: {"strength": "conditional"}}), given=SOLD), RULE)
    assert finding.verdict is Verdict.REVIEW


def test_order_does_not_matter() -> None:
    parts = [part("a", license="MIT"), part("b", license=TONGYI), part("c", license="seamless")]
    links = [link("product", "embeds", "a"), link("a", "merges", "b"), link("product", "calls", "b")]
    finding = in_every_order(parts, links, RULE, lambda ps, ks: system(ps, ks, use=SOLD))
    assert chain(finding) == "product calls b"


def test_each_license_asks_by_its_own_definition() -> None:
    judged = system(
        [part("one", license=TONGYI), part("two", license="LicenseRef-licet-qwen-research-2024")],
        [link("product", "embeds", "one"), link("product", "embeds", "two")],
        use=LAB,
    )
    asked = [question for finding in found(judged, RULE) for question in finding.questions]
    assert sorted(asked) == ["research-purpose:LicenseRef-licet-qwen-research-2024", RESEARCH]
    assert verdict_if(judged, RULE, RESEARCH) == (Verdict.REVIEW, Verdict.BLOCKED)

"""noncommercial-only: CC BY-NC 4.0 grants "for NonCommercial purposes only" (2.a.1); what commercial use then means."""

import pytest

from licet.model.bom import Link
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
    product,
    quoted,
    system,
    taking,
    use,
    verdict,
    verdict_if,
)

RULE = "noncommercial-only"
NC = "CC-BY-NC-4.0"
BEHIND = "noncommercial-data-behind-model"
SOLD = use(commercial=True, delivery=["hosted-api"], organization="company")
FREE = use(commercial=False, delivery=["hosted-api"], organization="non-profit")


def one(license_: str | License, how: str = "embeds", *, given: Use = SOLD, kind: str = "model") -> System:
    """The product reaches one part by one link of its own."""
    return system([part("part", license=license_, kind=kind)], [link("product", how, "part")], use=given)


def behind(*links: Link, given: Use = SOLD, publisher: str = "MIT", own: bool | None = None) -> System:
    """A part of someone else (or ours) stands between the product and a noncommercial one."""
    parts = [part("middle", license="" if own else publisher, own=own), part("part", license=NC, kind="dataset")]
    return system(parts, links, use=given)


def test_commercial_use_is_blocked_with_the_clause_and_the_path() -> None:
    (finding,) = found(one(NC), RULE)
    assert finding.verdict is Verdict.BLOCKED
    assert finding.severity == "high"
    assert quoted(finding) == ((NC, "2.a.1", "for NonCommercial purposes only"),)
    assert (finding.act, finding.tags, finding.components) == (Act.USE_COMMERCIALLY, (RULE,), ("part",))
    assert chain(finding) == "product embeds part"
    assert finding.facts["commercial"] == "yes (stated)"


def test_noncommercial_use_by_a_nonprofit_is_free() -> None:
    assert found(one(NC, given=FREE), RULE) == ()


@pytest.mark.parametrize(
    ("organization", "expected"),
    [("company", Verdict.BLOCKED), ("academic", Verdict.ALLOWED), ("non-profit", Verdict.ALLOWED)],
)
def test_who_is_shut_out_is_shut_out_whatever_the_work_is_for(organization: str, expected: Verdict) -> None:
    """AlphaFold 3 is for non-commercial organizations: no others, "even if conducting non-commercial work" (1.1)."""
    given = use(commercial=False, delivery=["internal"], organization=organization)
    assert verdict(one("LicenseRef-licet-alphafold-3-parameters", given=given), RULE) is expected


def test_whether_the_user_is_shut_out_is_asked() -> None:
    judged = one("LicenseRef-licet-alphafold-3-parameters", given=use(commercial=False, delivery=["internal"]))
    assert verdict_if(judged, RULE, "organization:company") == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_unknown_purpose_asks_whether_the_use_is_commercial() -> None:
    judged = one(NC, given=use(delivery=["hosted-api"], organization="non-profit"))
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, ("commercial",))
    assert verdict_if(judged, RULE, "commercial") == (Verdict.BLOCKED, Verdict.ALLOWED)


@pytest.mark.parametrize("license_", ["MIT", "Apache-2.0", "CC-BY-4.0", "GPL-3.0-only", "llama-3.1"])
def test_licenses_that_allow_commerce_give_nothing(license_: str) -> None:
    assert found(one(license_), RULE) == ()


@pytest.mark.parametrize(
    ("license_", "section"),
    [
        ("tongyi-qianwen-research", "2.a"),
        ("apple-amlr", "License Scope"),
        ("seamless", "2.a"),
    ],
)
def test_model_licenses_with_the_same_limit(license_: str, section: str) -> None:
    (finding,) = found(one(license_), RULE)
    assert finding.verdict is Verdict.BLOCKED
    assert quoted(finding)[0][1] == section


@pytest.mark.parametrize(
    "how",
    [
        *("copies", "modifies", "fine-tunes", "prunes", "adapts", "quantizes", "converts", "merges"),
        *("distills-weights", "distills-outputs", "trains-on", "evaluates-on", "extracts-from", "retrieves-from"),
        *("embeds", "links", "runs", "calls", "bundles", "tokenizes-with", "rewarded-by", "builds-with"),
        "generated-by",
    ],
)
def test_every_use_of_our_own_counts(how: str) -> None:
    """Vocabulary 6: purpose terms bind every use, builds-with and evaluates-on included."""
    assert verdict(one(NC, how), RULE) is Verdict.BLOCKED


def test_our_own_part_may_be_under_any_license() -> None:
    judged = system([part("part", license=NC, own=True)], [link("product", "embeds", "part")], use=SOLD)
    assert found(judged, RULE) == ()


def test_a_license_acquired_replaces_the_public_one() -> None:
    judged = system(
        [part("part", license=NC, facts={"license_acquired": True})], [link("product", "embeds", "part")], use=SOLD
    )
    assert found(judged, RULE) == ()


def test_and_binds_or_is_a_choice() -> None:
    assert verdict(one(f"MIT AND {NC}"), RULE) is Verdict.BLOCKED
    assert found(one(f"MIT OR {NC}"), RULE) == ()


def test_a_record_that_withholds_the_act_without_a_tag_counts_too() -> None:
    (finding,) = found(one(made(permits={"use-commercially": "no"})), RULE)
    assert finding.verdict is Verdict.BLOCKED
    assert quoted(finding) == (("LicenseRef-toy", "2", "words of the license"),)


# -- a publisher in between ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["copies", "fine-tunes", "quantizes", "merges", "embeds", "links"])
def test_what_a_publisher_put_into_his_part_reaches_us(how: str) -> None:
    (finding,) = found(behind(link("product", "embeds", "middle"), link("middle", how, "part")), RULE)
    assert finding.verdict is Verdict.BLOCKED
    assert chain(finding) == f"product embeds middle; middle {how} part"


@pytest.mark.parametrize("how", ["builds-with", "evaluates-on"])
def test_what_a_publisher_used_as_a_tool_is_his_act(how: str) -> None:
    assert found(behind(link("product", "embeds", "middle"), link("middle", how, "part")), RULE) == ()


def test_data_behind_a_publishers_model_is_contested() -> None:
    judged = behind(link("product", "embeds", "middle"), link("middle", "trains-on", "part"))
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert {(r.id, r.position, r.verdict) for r in finding.readings} == {
        (BEHIND, "reaches", Verdict.BLOCKED),
        (BEHIND, "stays-with-publisher", Verdict.ALLOWED),
    }
    assert verdict(taking(judged, BEHIND, "reaches"), RULE) is Verdict.BLOCKED
    assert found(taking(judged, BEHIND, "stays-with-publisher"), RULE) == ()


def test_no_position_makes_noncommercial_use_a_breach() -> None:
    judged = behind(link("product", "embeds", "middle"), link("middle", "trains-on", "part"), given=FREE)
    assert found(judged, RULE) == ()


def test_data_behind_our_own_model_is_our_own_use() -> None:
    links = (link("product", "embeds", "middle"), link("middle", "trains-on", "part"))
    judged = behind(*links, own=True)
    assert verdict(judged, RULE) is Verdict.BLOCKED
    assert verdict(taking(judged, BEHIND, "stays-with-publisher"), RULE) is Verdict.BLOCKED


def test_a_publishers_data_behind_his_data_is_his_act() -> None:
    """The publisher's model was judged on it (a tool of a tool): nothing of it is in what we hold."""
    parts = [part("a", license="MIT"), part("b", license="MIT"), part("part", license=NC, kind="dataset")]
    links = [link("product", "embeds", "a"), link("a", "builds-with", "b"), link("b", "evaluates-on", "part")]
    assert found(system(parts, links, use=SOLD), RULE) == ()


@pytest.mark.parametrize("reach", ["embeds", "calls", "runs", "builds-with"])
@pytest.mark.parametrize("how", ["trains-on", "evaluates-on", "builds-with", "fine-tunes"])
def test_our_own_acts_bind_us_wherever_our_part_stands(reach: str, how: str) -> None:
    """Vocabulary 2: a link is our own act if its downstream end is own; purpose terms bind every use (6)."""
    assert verdict(behind(link("product", reach, "middle"), link("middle", how, "part"), own=True), RULE) is (
        Verdict.BLOCKED
    )


def test_our_own_model_behind_our_own_outputs_was_trained_by_us() -> None:
    parts = [part("set", own=True, kind="output"), part("model", own=True), part("part", license=NC, kind="dataset")]
    links = [link("product", "embeds", "set"), link("set", "generated-by", "model"), link("model", "trains-on", "part")]
    assert verdict(system(parts, links, use=SOLD), RULE) is Verdict.BLOCKED


@pytest.mark.parametrize("how", ["embeds", "copies", "fine-tunes"])
def test_a_publishers_tool_that_holds_the_part_is_run_by_us(how: str) -> None:
    """We start the tool, so we use the model inside it; a purpose limit binds builds-with (vocabulary 6)."""
    judged = behind(link("product", "builds-with", "middle"), link("middle", how, "part"))
    assert verdict(judged, RULE) is Verdict.BLOCKED


@pytest.mark.parametrize("how", ["extracts-from", "copies"])
def test_training_on_a_publishers_copy_of_the_data_is_training_on_the_data(how: str) -> None:
    """The contested point is about a third party's model; here we ourselves train on what the data set holds."""
    judged = behind(link("product", "trains-on", "middle"), link("middle", how, "part"))
    assert verdict(judged, RULE) is Verdict.BLOCKED
    assert verdict(taking(judged, BEHIND, "stays-with-publisher"), RULE) is Verdict.BLOCKED


def test_training_an_adapter_on_the_base_is_a_use_of_the_base() -> None:
    """`derivative-alone` asks what an adapter carries when passed on; our training on the base happened anyway."""
    parts = [part("adapter", kind="adapter", own=True, facts={"alone": True}), part("part", license=NC)]
    links = [link("product", "embeds", "adapter"), link("adapter", "adapts", "part")]
    for position in ("yes", "only-with-base"):
        judged = system(parts, links, use=SOLD, positions={"derivative-alone": position})
        assert verdict(judged, RULE) is Verdict.BLOCKED


def test_a_publishers_adapter_passed_on_alone_waits_for_the_reading() -> None:
    parts = [part("adapter", license="MIT", kind="adapter", facts={"alone": True}), part("part", license=NC)]
    links = [link("product", "embeds", "adapter"), link("adapter", "adapts", "part")]
    judged = system(parts, links, use=SOLD)
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict(taking(judged, "derivative-alone", "yes"), RULE) is Verdict.BLOCKED
    assert found(taking(judged, "derivative-alone", "only-with-base"), RULE) == ()


def test_outputs_that_others_generated_wait_for_the_reading() -> None:
    """The license bound whoever ran the model; whether it goes with the outputs is contested (vocabulary 11)."""
    judged = behind(link("product", "embeds", "middle"), link("middle", "generated-by", "part"), publisher="CC0-1.0")
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert {reading.id for reading in finding.readings} == {"third-party-synthetic-data"}


def test_outputs_that_we_generated_were_generated_by_using_the_model() -> None:
    links = (link("product", "embeds", "middle"), link("middle", "generated-by", "part"))
    assert verdict(behind(*links, own=True), RULE) is Verdict.BLOCKED


# -- inside a company ---------------------------------------------------------------------------------------------


def test_a_company_without_a_commercial_purpose_is_contested() -> None:
    """CC BY-NC 4.0 1.i looks at what the use is meant for; whether a company can ever be outside is disputed."""
    judged = one(NC, given=use(commercial=False, delivery=["internal"], organization="company"))
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert finding.questions == ("reading:noncommercial-inside-company",)
    assert verdict(taking(judged, "noncommercial-inside-company", "by-user"), RULE) is Verdict.BLOCKED
    assert found(taking(judged, "noncommercial-inside-company", "by-use"), RULE) == ()


def test_no_position_saves_a_commercial_use() -> None:
    assert verdict(taking(one(NC), "noncommercial-inside-company", "by-use"), RULE) is Verdict.BLOCKED


def test_a_license_that_defines_the_purpose_itself_is_not_contested() -> None:
    """Tongyi Qianwen Research 1.i defines non-commercial by purpose, whoever the user is: no reading hangs on it."""
    judged = one("tongyi-qianwen-research", given=use(commercial=False, organization="company"))
    assert found(judged, RULE) == ()


@pytest.mark.parametrize("organization", ["non-profit", "academic", "government", "individual"])
def test_the_contested_point_concerns_companies_only(organization: str) -> None:
    assert found(one(NC, given=use(commercial=False, organization=organization)), RULE) == ()


def test_an_unknown_user_may_be_a_company() -> None:
    """Vocabulary 9.4: an unknown fact is judged under each of its values; they differ, so it needs review."""
    (finding,) = found(one(NC, given=use(commercial=False, delivery=["internal"])), RULE)
    assert finding.verdict is Verdict.REVIEW
    assert finding.questions


def test_organizations_that_a_license_frees_are_free() -> None:
    """PolyForm Noncommercial: use by schools and government institutions is permitted, whatever pays for it."""
    for organization, expected in (
        ("government", Verdict.ALLOWED),
        ("academic", Verdict.ALLOWED),
        ("company", Verdict.BLOCKED),
    ):
        given = use(commercial=True, delivery=["internal"], organization=organization)
        assert verdict(one("PolyForm-Noncommercial-1.0.0", given=given, kind="library"), RULE) is expected


@pytest.mark.parametrize("organization", ["non-profit", ""])
def test_who_may_be_freed_is_not_blocked_unasked(organization: str) -> None:
    """A non-profit may be a charity, which the license frees; an unknown user may be a school."""
    given = use(commercial=True, delivery=["internal"], organization=organization)
    assert verdict(one("PolyForm-Noncommercial-1.0.0", given=given, kind="library"), RULE) is Verdict.REVIEW


# -- evidence -----------------------------------------------------------------------------------------------------


def test_a_text_read_only_in_excerpts_never_blocks() -> None:
    (finding,) = found(one("MNPL-0.1"), RULE)
    assert finding.verdict is Verdict.REVIEW
    assert quoted(finding)[0][1:] == ("3.2", "in the course of a commercial activity")
    assert "not read in full" in finding.because[0]


def test_an_exception_that_was_not_read_may_lift_the_limit() -> None:
    assert verdict(one(f"{NC} WITH LicenseRef-side-letter"), RULE) is Verdict.REVIEW


def test_a_limit_with_conditions_is_asked_about() -> None:
    """A conditional bar whose condition nobody knows is no permission."""
    license_ = made(permits={"use-commercially": "conditional"}, restrictions={RULE: {"strength": "conditional"}})
    (finding,) = found(one(license_), RULE)
    assert finding.verdict is Verdict.REVIEW
    assert finding.questions


def test_order_does_not_matter() -> None:
    parts = [part("a", license="MIT"), part("b", license="Apache-2.0"), part("part", license=NC)]
    links = [link("product", "embeds", "a"), link("product", "embeds", "b"), link("a", "fine-tunes", "part")]
    links.append(link("b", "merges", "part"))
    finding = in_every_order(parts, links, RULE, lambda ps, ks: system(ps, ks, use=SOLD))
    assert finding.verdict is Verdict.BLOCKED
    assert chain(finding) == "product embeds a; a fine-tunes part"


def test_a_product_without_a_statement_is_never_cleared() -> None:
    judged = system([part("part", license=NC)], [link("product", "embeds", "part")], product=product("acme"))
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict(answered(judged, "commercial", yes=True), RULE) is Verdict.BLOCKED

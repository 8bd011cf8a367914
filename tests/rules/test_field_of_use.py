"""field-of-use: restricted fields with the qualifiers of each license, and tags that facts decide."""

from collections.abc import Mapping, Sequence

import pytest

from licet.model.bom import Fact
from licet.model.system import System
from licet.model.terms import License
from licet.model.use import Use
from licet.model.vocabulary import FIELD_TAGS, Verdict
from tests.rules.build import (
    LLAMA,
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

RULE = "field-of-use"
GEMMA = "LicenseRef-scancode-gemma-tou-2025-03-24"
RAIL = "LicenseRef-scancode-bigscience-rail-1.0"
CREATIVE = "LicenseRef-scancode-stable-diffusion-2022-08-22"
CLOVA = "LicenseRef-scancode-hyperclova-x-seed-2025"


def serving(*fields: str, delivery: Sequence[str] = ("hosted-api",), commercial: bool = True) -> Use:
    """A use that serves these fields and no other."""
    return use(commercial=commercial, delivery=delivery, fields=fields)


def one(
    license_: str | License,
    how: str = "embeds",
    *,
    given: Use,
    facts: Mapping[str, Fact] | None = None,
    own: bool | None = None,
) -> System:
    """The product reaches one part by one link of its own."""
    item = part("part", license=license_, facts=facts, own=own)
    return system([item], [link("product", how, "part")], use=given)


# -- fields that are known ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("license_", "field", "section"),
    [
        (LLAMA, "military", "2.1"),
        (LLAMA, "critical-infrastructure", "2.4"),
        (GEMMA, "adult-content", "4"),
        ("hunyuan-large", "military", "Ex. A 19"),
        (CREATIVE, "law-enforcement-justice", "Att. A item 11 (unnumbered)"),
        (CREATIVE, "medical-advice", "Att. A item 10 (unnumbered)"),
    ],
)
def test_a_prohibited_field_that_is_served_is_blocked(license_: str, field: str, section: str) -> None:
    (finding,) = (f for f in found(one(license_, given=serving(field)), RULE) if f.tags == (field,))
    assert finding.verdict is Verdict.BLOCKED
    assert quoted(finding)[0][1] == section
    assert finding.facts["fields"] == field
    assert chain(finding) == "product embeds part"


def test_a_field_that_is_not_served_is_nothing() -> None:
    assert found(one(LLAMA, given=serving("gambling")), RULE) == ()
    assert found(one(LLAMA, given=serving()), RULE) == ()


def test_licenses_without_fields_give_nothing() -> None:
    for license_ in ("MIT", "Apache-2.0", "GPL-3.0-only", "CC-BY-NC-4.0"):
        assert found(one(license_, given=serving("military", "medical-advice")), RULE) == ()
        assert found(one(license_, given=use(commercial=True)), RULE) == ()


def test_the_same_field_differs_from_license_to_license() -> None:
    """medical-advice: absolute in CreativeML, only unlicensed practice in Llama and Gemma, absent in DeepSeek."""
    given = serving("medical-advice")
    assert verdict(one(CREATIVE, given=given), RULE) is Verdict.BLOCKED
    for license_ in (LLAMA, GEMMA):
        judged = one(license_, given=given)
        assert verdict(judged, RULE) is Verdict.REVIEW
        asked = f"qualifier:medical-advice:unlicensed:{license_}"
        assert verdict_if(judged, RULE, asked) == (Verdict.BLOCKED, Verdict.ALLOWED)
    assert found(one("deepseek-license", given=given), RULE) == ()


def test_every_qualifier_must_hold() -> None:
    """CreativeML item 6: fully automated decisions, and an adverse effect on legal rights."""
    judged = one(CREATIVE, given=serving("automated-decisions"))
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    both = tuple(f"qualifier:automated-decisions:{word}:{CREATIVE}" for word in ("fully-automated", "legal-effect"))
    assert finding.questions == both
    assert verdict_if(judged, RULE, both[0]) == (Verdict.REVIEW, Verdict.ALLOWED)
    assert verdict_if(judged, RULE, both[1]) == (Verdict.REVIEW, Verdict.ALLOWED)


def test_all_qualifiers_stated_block() -> None:
    answers = {
        f"qualifier:automated-decisions:fully-automated:{CREATIVE}": True,
        f"qualifier:automated-decisions:legal-effect:{CREATIVE}": True,
    }
    judged = system(
        [part("part", license=CREATIVE)],
        [link("product", "embeds", "part")],
        use=serving("automated-decisions"),
        answers=answers,
    )
    assert verdict(judged, RULE) is Verdict.BLOCKED


def test_a_conditional_field_is_asked_in_the_words_of_the_clause() -> None:
    """Llama 3.1 names espionage, not surveillance at large."""
    judged = one(LLAMA, given=serving("surveillance"))
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert "nuclear industries or applications, espionage" in finding.because[0]
    assert verdict_if(judged, RULE, finding.questions[0]) == (Verdict.BLOCKED, Verdict.ALLOWED)


# -- broader tags -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["hr-decisions", "credit-scoring", "social-scoring"])
def test_a_narrower_field_may_lie_within_a_broader_one(field: str) -> None:
    """Vocabulary 7: a served field also matches the broader tag, as needs-review and never more."""
    judged = one(made(restrictions=["automated-decisions"]), given=serving(field))
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.tags) == (Verdict.REVIEW, ("automated-decisions",))
    assert verdict_if(judged, RULE, finding.questions[0]) == (Verdict.REVIEW, Verdict.ALLOWED)


@pytest.mark.parametrize(
    ("field", "tag"),
    [
        *(("medical-advice", "unlicensed-profession"), ("legal-advice", "unlicensed-profession")),
        *(("law-enforcement-justice", "automated-decisions"), ("migration-asylum", "automated-decisions")),
        *(("migration-asylum", "law-enforcement-justice"), ("weapons", "military"), ("biometric", "surveillance")),
        ("nuclear-chem-bio", "weapons"),
    ],
)
def test_a_field_that_a_license_does_not_name_may_lie_within_one_that_it_names(field: str, tag: str) -> None:
    """DeepSeek bars military use and does not name weapons; whether a maker of weapons is barred is asked."""
    judged = one(made(restrictions=[tag]), given=serving(field))
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.tags) == (Verdict.REVIEW, (tag,))
    assert found(one(made(restrictions=[field]), given=serving(tag)), RULE) == ()


def test_one_section_that_names_the_field_is_not_asked_about_twice() -> None:
    """Llama 3.1 1.4 names the professions and, among them, medicine; deepfloyd's weapons and military stand apart."""
    llama = found(one(LLAMA, given=serving("medical-advice")), RULE)
    assert [finding.tags for finding in llama] == [("medical-advice",)]
    apart = found(one("LicenseRef-licet-deepfloyd-if", given=serving("weapons")), RULE)
    assert [finding.tags for finding in apart] == [("military",), ("weapons",)]


def test_reading_results_may_be_medical_advice() -> None:
    assert verdict(
        one(made(restrictions=["medical-advice"]), given=serving("medical-results-interpretation")), RULE
    ) is (Verdict.REVIEW)


def test_a_broader_field_does_not_meet_a_narrower_tag() -> None:
    assert found(one(made(restrictions=["hr-decisions"]), given=serving("automated-decisions")), RULE) == ()


# -- fields that are unknown --------------------------------------------------------------------------------------


def test_unknown_fields_are_one_question() -> None:
    judged = one(LLAMA, given=use(commercial=True, delivery=["hosted-api"]))
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, (f"fields:{LLAMA}",))
    assert {"military", "medical-advice"} <= set(finding.tags) <= set(FIELD_TAGS)
    assert verdict_if(judged, RULE, f"fields:{LLAMA}") == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_unknown_fields_with_qualified_restrictions_alone_never_block() -> None:
    license_ = made(restrictions={"medical-advice": {"strength": "conditional", "qualifiers": ["unlicensed"]}})
    judged = one(license_, given=use(commercial=True, delivery=["hosted-api"]))
    assert verdict_if(judged, RULE, "fields:LicenseRef-toy") == (Verdict.REVIEW, Verdict.ALLOWED)


# -- readings -----------------------------------------------------------------------------------------------------


def test_gemmas_automated_decisions_are_contested() -> None:
    """The clause stands among those on misleading content; employment and finance are named in it."""
    judged = one(GEMMA, given=serving("hr-decisions"))
    (finding,) = (f for f in found(judged, RULE) if f.tags == ("hr-decisions",))
    assert finding.verdict is Verdict.REVIEW
    assert {(r.position, r.verdict) for r in finding.readings} == {
        ("any-decision", Verdict.BLOCKED),
        ("deceptive-content", Verdict.ALLOWED),
    }
    assert verdict(taking(judged, "gemma-automated-decisions", "any-decision"), RULE) is Verdict.BLOCKED
    assert found(taking(judged, "gemma-automated-decisions", "deceptive-content"), RULE) == ()


def test_a_position_on_one_clause_frees_no_other() -> None:
    judged = taking(one(GEMMA, given=serving("adult-content")), "gemma-automated-decisions", "deceptive-content")
    assert verdict(judged, RULE) is Verdict.BLOCKED


# -- tags that facts decide ---------------------------------------------------------------------------------------


def test_a_managed_service_gives_users_the_part_itself() -> None:
    """Elastic 2.0, Limitations: no hosted service that gives users a substantial set of the features."""
    judged = one("Elastic-2.0", given=serving())
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.tags) == (Verdict.REVIEW, ("managed-service",))
    assert quoted(finding)[0][1:] == ("Limitations", "to third parties as a hosted or managed service")
    assert verdict_if(judged, RULE, "users-reach-functionality:part") == (Verdict.BLOCKED, Verdict.ALLOWED)
    for stated, expected in ((True, Verdict.BLOCKED), (False, Verdict.ALLOWED)):
        known = one("Elastic-2.0", given=serving(), facts={"users_reach_functionality": stated})
        assert verdict(known, RULE) is expected


@pytest.mark.parametrize("how", ["embeds", "runs", "calls", "links"])
def test_a_managed_service_needs_hosting(how: str) -> None:
    facts: Mapping[str, Fact] = {"users_reach_functionality": True}
    assert verdict(one("Elastic-2.0", how, given=serving(), facts=facts), RULE) is Verdict.BLOCKED
    assert found(one("Elastic-2.0", how, given=serving(delivery=["internal"]), facts=facts), RULE) == ()
    assert found(one("Elastic-2.0", how, given=serving(delivery=["on-premises"]), facts=facts), RULE) == ()


def test_a_managed_service_is_no_tool() -> None:
    judged = one("Elastic-2.0", "builds-with", given=serving(), facts={"users_reach_functionality": True})
    assert found(judged, RULE) == ()


@pytest.mark.parametrize("how", ["embeds", "calls", "fine-tunes", "builds-with"])
def test_a_competitor_needs_a_license_however_it_uses_the_model(how: str) -> None:
    """HyperCLOVA X SEED 4(ii) looks at what the licensee offers, not at how the model is used.

    The tag is conditional, as NAVER may grant a license: whether the product is what the clause bars is asked.
    """
    barred = f"barred:competing-product:{CLOVA}"
    rival = one(CLOVA, how, given=serving(), facts={"competes_with_licensor": True})
    (finding,) = found(rival, RULE)
    assert (finding.verdict, finding.tags) == (Verdict.REVIEW, ("competing-product",))
    assert finding.questions == (barred,)
    assert verdict_if(rival, RULE, barred) == (Verdict.BLOCKED, Verdict.ALLOWED)
    assert found(one(CLOVA, how, given=serving(), facts={"competes_with_licensor": False}), RULE) == ()


@pytest.mark.parametrize("tag", ["managed-service", "competing-product", "sell-software"])
def test_a_conditional_tag_that_facts_decide_never_blocks_unasked(tag: str) -> None:
    """Each fact is stated as the clause fears it; a conditional clause is then asked, a prohibition blocks."""
    facts: Mapping[str, Fact] = {
        "users_reach_functionality": True,
        "competes_with_licensor": True,
        "sold_by_itself": True,
    }
    hard = one(made(restrictions=[tag]), given=serving(), facts=facts)
    soft = one(made(restrictions={tag: {"strength": "conditional", "note": "only so"}}), given=serving(), facts=facts)
    assert verdict(hard, RULE) is Verdict.BLOCKED
    (finding,) = found(soft, RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, (f"barred:{tag}:LicenseRef-toy",))
    assert verdict_if(soft, RULE, f"barred:{tag}:LicenseRef-toy") == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_a_qualifier_of_a_tag_that_facts_decide_is_asked() -> None:
    limit = {"managed-service": {"qualifiers": ["public-context"]}}
    judged = one(made(restrictions=limit), given=serving(), facts={"users_reach_functionality": True})
    qualifier = "qualifier:managed-service:public-context:LicenseRef-toy"
    assert verdict_if(judged, RULE, qualifier) == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_a_competing_product_that_is_no_online_service_is_not_settled_by_the_fact() -> None:
    """Confluent 1.1 bars an online service that competes, and no other product."""
    judged = one("LicenseRef-scancode-confluent-community-1.0", given=serving(), facts={"competes_with_licensor": True})
    assert verdict(judged, RULE) is Verdict.REVIEW


@pytest.mark.parametrize(
    ("license_", "words"),
    [
        (
            "LicenseRef-scancode-rsalv2",
            "a product or service that accomplishes for users the primary purpose of the software",
        ),
        ("FSL-1.1-MIT", "with the same or similar functionality"),
        ("LicenseRef-scancode-commons-clause", "whose value derives entirely or substantially from the software"),
        ("Elastic-2.0", "to third parties as a hosted or managed service"),
    ],
)
def test_a_question_on_what_a_license_keeps_for_its_licensor_says_what_that_is(license_: str, words: str) -> None:
    """Each draws its line elsewhere: whether one competes with the licensor is no answer to the words of RSAL."""
    asked = [text for finding in found(one(license_, given=serving()), RULE) for text in finding.because]
    assert any(words in text for text in asked)


def test_selling_the_software_is_a_question() -> None:
    """The shape of the Commons Clause: no sale of a product whose value comes from the software."""
    license_ = made(restrictions=["sell-software"])
    judged = one(license_, given=serving())
    assert verdict_if(judged, RULE, "sold-by-itself:part") == (Verdict.BLOCKED, Verdict.ALLOWED)
    assert found(one(license_, given=serving(commercial=False)), RULE) == ()
    assert found(one(license_, given=serving(delivery=["internal"])), RULE) == ()


# -- whose act it is ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["fine-tunes", "calls", "runs", "builds-with", "distills-outputs", "bundles"])
def test_every_use_of_our_own_counts(how: str) -> None:
    assert verdict(one(LLAMA, how, given=serving("military")), RULE) is Verdict.BLOCKED


def test_own_parts_give_nothing() -> None:
    assert found(one(LLAMA, given=serving("military"), own=True), RULE) == ()


def test_a_publishers_derivative_carries_the_fields_and_his_tools_do_not() -> None:
    parts = [part("middle", license="MIT"), part("part", license=LLAMA)]
    given = serving("military")
    derived = system(parts, [link("product", "embeds", "middle"), link("middle", "fine-tunes", "part")], use=given)
    assert verdict(derived, RULE) is Verdict.BLOCKED
    tested = system(parts, [link("product", "embeds", "middle"), link("middle", "evaluates-on", "part")], use=given)
    assert found(tested, RULE) == ()


@pytest.mark.parametrize(
    ("license_", "field", "expected"),
    [(RAIL, "law-enforcement-justice", Verdict.BLOCKED), (LLAMA, "military", Verdict.ALLOWED)],
)
def test_a_publishers_student_is_a_derivative_where_the_license_says_so(
    license_: str, field: str, expected: Verdict
) -> None:
    """RAIL calls a model made from synthetic outputs a Derivative of the Model; Llama defines nothing."""
    parts = [part("middle", license="MIT"), part("part", license=license_)]
    links = [link("product", "embeds", "middle"), link("middle", "distills-outputs", "part")]
    assert verdict(system(parts, links, use=serving(field)), RULE) is expected


def test_a_text_read_only_in_excerpts_never_blocks() -> None:
    assert (
        verdict(one(made(restrictions=["military"], excerpt=True), given=serving("military")), RULE) is Verdict.REVIEW
    )


def test_order_does_not_matter() -> None:
    parts = [part("a", license="MIT"), part("b", license="MIT"), part("part", license=LLAMA)]
    links = [link("product", "embeds", "b"), link("b", "fine-tunes", "part")]
    links += [link("product", "embeds", "a"), link("a", "fine-tunes", "part")]
    finding = in_every_order(parts, links, RULE, lambda ps, ks: system(ps, ks, use=serving("military")))
    assert chain(finding) == "product embeds a; a fine-tunes part"


def test_two_licenses_with_words_of_their_own_ask_each_in_its_own_words() -> None:
    """An answer to the words of one text is none to those of another."""
    judged = system(
        [part("one", license=LLAMA), part("two", license=GEMMA)],
        [link("product", "embeds", "one"), link("product", "embeds", "two")],
        use=serving("medical-advice"),
    )
    asked = [question for finding in found(judged, RULE) for question in finding.questions]
    assert sorted(asked) == sorted(f"qualifier:medical-advice:unlicensed:{each}" for each in (LLAMA, GEMMA))

"""act-withheld: an act that the use needs and the license refuses, or does not speak of (vocabulary 9.1)."""

from collections.abc import Mapping

import pytest

from licet.judge.conclude import findings_of
from licet.judge.explore import asks
from licet.licenses import parse_record
from licet.model.bom import Fact, Identified, Link
from licet.model.system import System
from licet.model.terms import License
from licet.model.use import Use
from licet.model.vocabulary import Act, Verdict
from licet.rules.registry import RULES
from tests.rules.build import (
    PLACE,
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

RULE = "act-withheld"
HOSTED = use(commercial=True, delivery=["hosted-api"], trains_models_on_outputs=False, publishes_outputs=False)
SHIPPED = use(commercial=True, delivery=["on-premises"], trains_models_on_outputs=False, publishes_outputs=False)
INSIDE = use(commercial=True, delivery=["internal"], trains_models_on_outputs=False, publishes_outputs=False)
SIZE = {
    "kind": "threshold",
    "metric": "MAU",
    "value": 100,
    "measured": "current",
    "over": "all products",
    "effect": "need-license",
}


def withheld(act: str, value: str = "no") -> License:
    """A license that grants everything but one act."""
    return made(permits={act: value})


def one(
    license_: str | License,
    how: str = "embeds",
    *,
    given: Use = HOSTED,
    kind: str = "model",
    facts: Mapping[str, Fact] | None = None,
) -> System:
    """The product reaches one part by one link of its own."""
    facts = {"modified": False} if facts is None else facts
    return system([part("part", license=license_, kind=kind, facts=facts)], [link("product", how, "part")], use=given)


def through(license_: str | License, *links: Link, given: Use, middle: Identified | None = None) -> System:
    """Something stands between the product and the part."""
    middle = middle or part("middle", license="MIT")
    return system([middle, part("part", license=license_, facts={"modified": False})], links, use=given)


# -- the acts, each needed and not needed -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "how", "given"),
    [
        ("modify", "fine-tunes", INSIDE),
        ("modify", "quantizes", INSIDE),
        ("modify", "merges", INSIDE),
        ("modify", "extracts-from", INSIDE),
        ("redistribute", "embeds", SHIPPED),
        ("redistribute", "bundles", SHIPPED),
        ("redistribute", "copies", SHIPPED),
        ("redistribute", "links", SHIPPED),
        ("redistribute", "runs", SHIPPED),
        ("redistribute", "fine-tunes", SHIPPED),
        ("host", "embeds", HOSTED),
        ("host", "runs", HOSTED),
        ("host", "retrieves-from", HOSTED),
        ("train-on-outputs", "distills-outputs", INSIDE),
        ("train-on-outputs", "rewarded-by", INSIDE),
        ("use-outputs", "calls", use(commercial=True, delivery=["outputs-only"])),
        ("use-outputs", "generated-by", use(commercial=True, delivery=["internal"], publishes_outputs=True)),
        ("use-outputs", "embeds", use(commercial=True, delivery=["internal"], publishes_outputs=True)),
    ],
)
def test_a_refused_act_that_the_use_performs_is_blocked(act: str, how: str, given: Use) -> None:
    (finding,) = found(one(withheld(act), how, given=given), RULE)
    assert finding.verdict is Verdict.BLOCKED
    assert finding.act is Act(act)
    assert quoted(finding) == (("LicenseRef-toy", "2", "words of the license"),)
    assert chain(finding) == f"product {how} part"


@pytest.mark.parametrize(
    ("act", "how", "given"),
    [
        ("modify", "embeds", SHIPPED),
        ("modify", "trains-on", INSIDE),
        ("redistribute", "embeds", HOSTED),
        ("redistribute", "embeds", INSIDE),
        ("redistribute", "calls", SHIPPED),
        ("redistribute", "builds-with", SHIPPED),
        ("redistribute", "trains-on", use(delivery=["distributed-weights"])),
        ("host", "embeds", SHIPPED),
        ("host", "embeds", INSIDE),
        ("host", "builds-with", HOSTED),
        ("host", "trains-on", HOSTED),
        ("train-on-outputs", "embeds", INSIDE),
        ("use-outputs", "calls", INSIDE),
        ("sublicense", "embeds", SHIPPED),
    ],
)
def test_a_refused_act_that_the_use_does_not_perform_is_nothing(act: str, how: str, given: Use) -> None:
    assert found(one(withheld(act), how, given=given), RULE) == ()


def test_delivery_of_data_ships_data_and_no_model() -> None:
    """A data release hands on data parts; weights stay where they are."""
    given = use(delivery=["dataset-release"])
    assert verdict(one(withheld("redistribute"), "bundles", given=given, kind="dataset"), RULE) is Verdict.BLOCKED
    assert found(one(withheld("redistribute"), "embeds", given=given, kind="model"), RULE) == ()


def test_unknown_delivery_is_asked() -> None:
    judged = one(withheld("redistribute"), given=use(commercial=False))
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict_if(judged, RULE, "delivery:distributed") == (Verdict.BLOCKED, Verdict.ALLOWED)
    judged = one(withheld("host"), given=use(commercial=False))
    assert verdict_if(judged, RULE, "delivery:hosted") == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_an_empty_delivery_means_none() -> None:
    assert found(one(withheld("host"), given=use(commercial=True, delivery=[])), RULE) == ()


# -- silence ------------------------------------------------------------------------------------------------------


def test_silence_on_hosting_is_no_permission() -> None:
    """Tongyi Qianwen (2023) grants use, copies and changes, and does not speak of a service."""
    judged = one("tongyi-qianwen-2023")
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.act) == (Verdict.REVIEW, Act.HOST)
    assert finding.questions == ("permission:host:part",)
    assert verdict_if(judged, RULE, "permission:host:part") == (Verdict.ALLOWED, Verdict.REVIEW)


@pytest.mark.parametrize("act", ["modify", "redistribute", "host", "use-commercially"])
def test_silence_on_an_act_that_needs_a_permission_is_asked(act: str) -> None:
    how = "fine-tunes" if act == "modify" else "embeds"
    given = use(commercial=True, delivery=["hosted-api", "on-premises"])
    (finding,) = found(one(withheld(act, "silent"), how, given=given), RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, (f"permission:{act}:part",))


@pytest.mark.parametrize("act", ["use-outputs", "train-on-outputs", "sublicense"])
def test_silence_on_outputs_is_no_finding(act: str) -> None:
    """Outputs need no permission by themselves (MIT says nothing of them, and nobody asks it)."""
    given = use(commercial=True, delivery=["outputs-only"], trains_models_on_outputs=True)
    assert found(one(withheld(act, "silent"), given=given), RULE) == ()


def test_silence_is_not_a_missing_review() -> None:
    """What was not read is one finding for the whole license, of the rule not-reviewed."""
    assert found(one(withheld("host", "not-reviewed")), RULE) == ()


def test_commercial_use_that_is_refused_belongs_to_its_own_rule() -> None:
    assert found(one(withheld("use-commercially")), RULE) == ()


def test_training_that_is_refused_by_tag_belongs_to_the_tags_rule() -> None:
    """Tongyi Qianwen 5.b is the tag llm-improvement; one clause gives one finding."""
    judged = one("tongyi-qianwen-2023", "distills-outputs", given=INSIDE)
    assert [finding.act for finding in found(judged, RULE)] == []


# -- conditional acts ---------------------------------------------------------------------------------------------


def hanging(act: str, *names: str, **more: object) -> License:
    """A license under which one act is conditional, and hangs on the statements named."""
    entry = {"value": "conditional", "hangs_on": list(names), **PLACE}
    granted = {each: {"value": "yes", **PLACE} for each in ("use-commercially", "modify", "redistribute", "host")}
    data = {
        "id": "LicenseRef-toy",
        "name": "The toy terms",
        "kind": "model",
        "category": "use-restricted",
        "complete": True,
        "reviewed": "2026-11",
        "documents": [{"name": "license", "source": "made for a test", "sha256": "0" * 64}],
        "permits": {**granted, act: entry},
        "duties": {"give-license-copy": {"value": "yes", "triggers": ["on-distribution"], **PLACE}},
        "restrictions": [{"tag": "managed-service", "strength": "prohibited", **PLACE}],
        **more,
    }
    return parse_record(data, source="toy.toml")


def test_a_condition_that_another_rule_judges_explains_the_act() -> None:
    """Llama 3.1 ties commercial use to the threshold of section 2: the rule threshold says so, this one does not."""
    assert found(one("llama-3.1", given=use(commercial=True, delivery=["hosted-api"])), RULE) == ()


def test_duties_that_are_the_whole_condition_explain_the_act() -> None:
    """CreativeML 4 and CC-BY-4.0 3.a list conditions of passing on, all of them duties of the record."""
    assert found(one("creativeml-openrail-m", given=SHIPPED), RULE) == ()
    assert found(one("CC-BY-4.0", given=SHIPPED), RULE) == ()


def test_a_duty_on_distribution_explains_nothing_by_being_there() -> None:
    """A copy of the license is owed, and the doubt is another one: nobody says that the act hangs on the duty."""
    assert verdict(one(hanging("redistribute"), given=SHIPPED), RULE) is Verdict.REVIEW
    assert found(one(hanging("redistribute", "duties.give-license-copy"), given=SHIPPED), RULE) == ()
    assert found(one(hanging("redistribute", "duties"), given=SHIPPED), RULE) == ()


def test_a_tag_of_the_license_explains_nothing_by_being_there() -> None:
    assert verdict(one(hanging("host")), RULE) is Verdict.REVIEW
    assert found(one(hanging("host", "restrictions.managed-service")), RULE) == ()


@pytest.mark.parametrize(
    ("license_", "given"),
    [
        ("LicenseRef-licet-orion-14b", SHIPPED),
        ("LicenseRef-licet-orion-14b", HOSTED),
        ("LicenseRef-licet-yi-2.1", HOSTED),
        ("LicenseRef-scancode-fair-source-0.9", HOSTED),
        ("C-UDA-1.0", SHIPPED),
        ("GFDL-1.3-only", HOSTED),
        ("CC-BY-2.0", HOSTED),
        ("LicenseRef-scancode-rsalv2", SHIPPED),
    ],
)
def test_where_two_readers_differ_it_is_asked_although_duties_are_owed(license_: str, given: Use) -> None:
    """Each of these owes a copy of its terms or a notice; what its text leaves open is something else."""
    acts = {finding.act for finding in found(one(license_, given=given), RULE) if finding.verdict is Verdict.REVIEW}
    assert (Act.HOST if given is HOSTED else Act.REDISTRIBUTE) in acts


def test_the_question_on_a_condition_shows_the_words_it_hangs_on() -> None:
    judged = one("LicenseRef-scancode-fair-source-0.9", given=HOSTED)
    argued = findings_of(judged, tuple(rule for rule in RULES if rule.id == RULE))
    asked = {ask.id: ask.asks for item in argued for ask in asks(item.tree)}
    assert "up to the number of users per entity" in asked["permission:host:part"]
    assert "whether the people who reach a service count as users" in asked["permission:host:part"]


def test_what_another_license_grants_is_left_to_it_where_it_is_there() -> None:
    """The Commons Clause grants what the license beside it grants: alone, nobody knows what that is."""
    clause = "LicenseRef-scancode-commons-clause"
    assert verdict(one(clause, given=SHIPPED), RULE) is Verdict.REVIEW
    assert found(one(f"Apache-2.0 AND {clause}", given=SHIPPED), RULE) == ()


def test_consent_is_asked_for() -> None:
    judged = one(withheld("host", "conditional"))
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, ("permission:host:part",))


def test_a_condition_on_another_act_explains_nothing() -> None:
    license_ = made(permits={"host": "conditional"}, conditions=[{**SIZE, "on": ["use-commercially"]}])
    assert verdict(one(license_), RULE) is Verdict.REVIEW


@pytest.mark.parametrize(
    "condition",
    [
        {"kind": "trade-controls", "on": ["host"]},
        {"kind": "actor", "actors": "cloud-provider", "on": ["host"]},
        {"kind": "purpose", "purpose": "research", "on": ["host"]},
    ],
)
def test_a_condition_that_no_rule_judges_explains_nothing(condition: Mapping[str, object]) -> None:
    license_ = made(permits={"host": "conditional"}, conditions=[condition])
    assert verdict(one(license_), RULE) is Verdict.REVIEW


def test_a_threshold_does_not_answer_who_the_user_is() -> None:
    """The shape of Baichuan 2: below the size, and no cloud provider; each alone clears nothing."""
    conditions: list[Mapping[str, object]] = [
        {**SIZE, "on": ["use-commercially"]},
        {"kind": "actor", "actors": "cloud-provider", "on": ["use-commercially"]},
    ]
    license_ = made(permits={"use-commercially": "conditional"}, conditions=conditions)
    given = use(commercial=True, delivery=["hosted-api"], sizes={"monthly_active_users": 5})
    assert verdict(one(license_, given=given), RULE) is Verdict.REVIEW


# -- contested acts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "bound"), [("no", Verdict.BLOCKED), ("conditional", Verdict.REVIEW)])
def test_an_act_that_hangs_on_a_reading_is_judged_under_each_position(value: str, bound: Verdict) -> None:
    """The shape of EXAONE: one clause grants distribution with a copy of the license, another wants written consent."""
    license_ = made(
        permits={"redistribute": value},
        duties={"keep-notices": {"triggers": ["on-distribution"]}},
        readings={"exaone-distribution": ["permits.redistribute"]},
    )
    judged = one(license_, given=SHIPPED)
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert "exaone-distribution" in {reading.id for reading in finding.readings}
    assert found(taking(judged, "exaone-distribution", "with-copy"), RULE) == ()
    assert verdict(taking(judged, "exaone-distribution", "written-consent"), RULE) is bound


def test_a_reading_that_is_a_remark_asks_nothing() -> None:
    """`weights-are-software` stands beside MIT's grant of changes and copies, as a note only."""
    assert found(one("MIT", "fine-tunes", given=SHIPPED), RULE) == ()


# -- whose act it is ----------------------------------------------------------------------------------------------


def test_a_service_of_the_licensor_is_called_and_not_hosted() -> None:
    """OpenAI's terms bar selling or distributing the service; calling it does neither."""
    judged = one("openai-tou-2024-12-11", "calls", kind="service", given=use(delivery=["hosted-api"]))
    assert not {Act.HOST, Act.REDISTRIBUTE, Act.MODIFY} & {finding.act for finding in found(judged, RULE)}


def test_a_model_behind_a_call_may_be_our_own_copy() -> None:
    """Vocabulary 4, row `calls`: network triggers are unknown until it is known whether users reach the part."""
    judged = one(withheld("host"), "calls")
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict_if(judged, RULE, "users-reach-functionality:part") == (Verdict.BLOCKED, Verdict.ALLOWED)
    stated = one(withheld("host"), "calls", facts={"users_reach_functionality": True})
    assert verdict(stated, RULE) is Verdict.BLOCKED


def test_a_changed_part_was_changed_by_us() -> None:
    assert verdict(one(withheld("modify"), facts={"modified": True}, given=INSIDE), RULE) is Verdict.BLOCKED


@pytest.mark.parametrize("how", ["runs", "calls", "builds-with"])
def test_a_changed_program_beside_the_product_was_changed_too(how: str) -> None:
    assert verdict(one(withheld("modify"), how, facts={"modified": True}, given=INSIDE), RULE) is Verdict.BLOCKED
    assert found(one(withheld("modify"), how, facts={}, given=INSIDE), RULE) == ()


def test_whether_a_part_was_changed_is_asked() -> None:
    judged = one(withheld("modify"), facts={}, given=INSIDE)
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict_if(judged, RULE, "modified:part") == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_a_publishers_change_is_his_act_and_ours_is_ours() -> None:
    """His change is no act of ours, yet the license shown does not permit what he handed on."""
    links = (link("product", "embeds", "middle"), link("middle", "fine-tunes", "part"))
    assert verdict(through(withheld("modify"), *links, given=INSIDE), RULE) is Verdict.REVIEW
    ours = part("middle", own=True)
    assert verdict(through(withheld("modify"), *links, given=INSIDE, middle=ours), RULE) is Verdict.BLOCKED


def test_own_parts_give_nothing() -> None:
    judged = system(
        [part("part", license=withheld("redistribute"), own=True)], [link("product", "embeds", "part")], use=SHIPPED
    )
    assert found(judged, RULE) == ()


@pytest.mark.parametrize("how", ["embeds", "links", "copies", "fine-tunes", "runs"])
def test_what_a_shipped_program_holds_is_shipped(how: str) -> None:
    links = (link("product", "runs", "middle"), link("middle", how, "part"))
    (finding,) = found(through(withheld("redistribute"), *links, given=SHIPPED), RULE)
    assert finding.verdict is Verdict.BLOCKED
    assert chain(finding) == f"product runs middle; middle {how} part"


def test_what_a_hosted_program_holds_is_hosted() -> None:
    links = (link("product", "runs", "middle"), link("middle", "embeds", "part"))
    assert verdict(through(withheld("host"), *links, given=HOSTED), RULE) is Verdict.BLOCKED


def test_what_users_fetch_from_its_publisher_is_not_passed_on_by_us() -> None:
    judged = system(
        [part("part", license=withheld("redistribute"))],
        [link("product", "embeds", "part", downloaded_at_first_run=True)],
        use=use(delivery=["on-device"]),
    )
    assert found(judged, RULE) == ()


def test_what_users_fetch_from_us_is_passed_on_by_us() -> None:
    parts = [part("middle", own=True), part("part", license=withheld("redistribute"))]
    links = [link("product", "embeds", "middle", downloaded_at_first_run=True), link("middle", "fine-tunes", "part")]
    assert verdict(system(parts, links, use=SHIPPED), RULE) is Verdict.BLOCKED


def test_a_second_way_in_which_the_part_is_shipped_counts() -> None:
    parts = [part("a", license="MIT"), part("b", license="MIT"), part("part", license=withheld("redistribute"))]
    links = [
        link("product", "embeds", "a", downloaded_at_first_run=True),
        *(link("product", "embeds", "b"), link("b", "embeds", "a"), link("a", "fine-tunes", "part")),
    ]
    (finding,) = found(system(parts, links, use=SHIPPED), RULE)
    assert finding.verdict is Verdict.BLOCKED
    assert chain(finding) == "product embeds b; b embeds a; a fine-tunes part"


@pytest.mark.parametrize(("said", "expected"), [("yes", Verdict.BLOCKED), ("no", Verdict.ALLOWED)])
def test_a_trained_model_is_the_data_where_the_license_says_so(said: str, expected: Verdict) -> None:
    """CDLA and O-UDA say no; a license whose definition says yes makes the weights a copy of the material."""
    license_ = made(kind="data", permits={"redistribute": "no"}, derivatives={"trains-on": said})
    judged = one(license_, "trains-on", kind="dataset", given=use(delivery=["distributed-weights"]))
    assert verdict(judged, RULE) is expected


def test_training_on_outputs_that_the_use_states_counts_without_a_link() -> None:
    given = use(commercial=True, delivery=["internal"], trains_models_on_outputs=True)
    assert verdict(one(withheld("train-on-outputs"), given=given), RULE) is Verdict.BLOCKED
    unknown = one(withheld("train-on-outputs"), given=use(commercial=True, delivery=["internal"]))
    assert verdict_if(unknown, RULE, "trains-models-on-outputs") == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_outputs_received_from_others_wait_for_the_reading() -> None:
    parts = [part("middle", license="CC0-1.0", kind="dataset"), part("part", license=withheld("train-on-outputs"))]
    links = [link("product", "trains-on", "middle"), link("middle", "generated-by", "part")]
    judged = system(parts, links, use=INSIDE, product=product(kind="model"))
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict(taking(judged, "third-party-synthetic-data", "bound"), RULE) is Verdict.BLOCKED
    assert found(taking(judged, "third-party-synthetic-data", "no-contract"), RULE) == ()


# -- evidence -----------------------------------------------------------------------------------------------------


def test_a_text_read_only_in_excerpts_never_blocks() -> None:
    """Mistral's non-production terms, 3.2: no hosted or managed service; read in quoted parts only."""
    (finding,) = (f for f in found(one("MNPL-0.1"), RULE) if f.act is Act.HOST)
    assert finding.verdict is Verdict.REVIEW
    assert quoted(finding)[0][1:] == ("3.2", "through a hosted or managed service")


def test_real_licenses_that_grant_all_acts_give_nothing() -> None:
    given = use(commercial=True, delivery=["hosted-api", "on-premises"], publishes_outputs=True)
    for license_ in ("MIT", "Apache-2.0", "CC0-1.0", "GPL-3.0-only", "gemma", "dinov3", "deepseek-license"):
        assert found(one(license_, "fine-tunes", given=given), RULE) == ()


def test_order_does_not_matter() -> None:
    parts = [part("a", license="MIT"), part("b", license="MIT"), part("part", license=withheld("redistribute"))]
    links = [link("product", "embeds", "b"), link("product", "embeds", "a")]
    links += [link("a", "fine-tunes", "part"), link("b", "fine-tunes", "part")]
    finding = in_every_order(parts, links, RULE, lambda ps, ks: system(ps, ks, use=SHIPPED))
    assert chain(finding) == "product embeds a; a fine-tunes part"


def test_another_format_of_a_no_derivatives_part_is_asked_where_its_license_makes_it_depend() -> None:
    judged = system(
        [part("m", license="CC-BY-ND-3.0")],
        [link("product", "converts", "m")],
        use=use(commercial=True, delivery=["distributed-weights"], fields=[]),
        product=product(kind="model"),
    )
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict_if(judged, RULE, "adapted-material:m") == (Verdict.BLOCKED, Verdict.ALLOWED)

"""Triggers: the table of vocabulary section 4, event by event; a fact that is unknown gives the question it asks."""

from collections.abc import Mapping

import pytest

from licet.model.bom import Fact, Identified, Link
from licet.model.system import System
from licet.model.terms import License
from licet.model.use import Use
from licet.model.vocabulary import Duty
from licet.rules.facts import Facts, Unknown
from licet.rules.triggers import contract_reaches, distributed, fires, holds, over_network, own_models, uses
from tests.rules.build import link, made, part, product, system, taking, use

Answer = bool | str
"""Whether something is the case, or the id of the question that decides."""

SHIPPED = use(delivery=["on-premises"])
HOSTED = use(delivery=["hosted-api"])
INTERNAL = use(delivery=["internal"])
CONTAINING = [
    *("copies", "modifies", "fine-tunes", "prunes", "quantizes", "converts", "merges", "distills-weights"),
    *("extracts-from", "embeds", "links", "bundles", "tokenizes-with"),
]
"""Links that put the part into the product; `adapts` and `retrieves-from` have tests of their own."""


def owing(*triggers: object, duty: str = "keep-notices") -> License:
    """A license with one duty under these triggers."""
    return made(duties={duty: {"triggers": list(triggers)}})


def one(
    license_: License,
    how: str = "embeds",
    given: Use = SHIPPED,
    *,
    kind: str = "model",
    facts: Mapping[str, Fact] | None = None,
    of: str = "application",
) -> System:
    """The product reaches one part by one link of its own."""
    item = part("part", license=license_, kind=kind, facts=facts)
    return system([item], [link("product", how, "part")], use=given, product=product(kind=of))


def fired(judged: System, duty: str = "keep-notices") -> Answer:
    """Whether the part's duty fires in its first exposure, or what must be asked first."""
    (license_,) = judged.terms["part"].licenses
    try:
        return fires(Facts(judged), judged.exposures["part"][0], license_, license_.duty(Duty(duty)))
    except Unknown as unknown:
        return unknown.ask.id


# -- on-distribution ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "channel", ["on-premises", "on-device", "distributed-binary", "distributed-source", "distributed-weights"]
)
@pytest.mark.parametrize("how", CONTAINING)
def test_copies_that_leave_the_house_are_distributed(how: str, channel: str) -> None:
    assert fired(one(owing("on-distribution"), how, use(delivery=[channel]))) is True


@pytest.mark.parametrize("given", [HOSTED, INTERNAL, use(delivery=["outputs-only"]), use(delivery=[])])
def test_no_copy_leaves_the_house_otherwise(given: Use) -> None:
    assert fired(one(owing("on-distribution"), "embeds", given)) is False


def test_a_data_release_distributes_data() -> None:
    released = use(delivery=["dataset-release"])
    assert fired(one(owing("on-distribution"), "bundles", released, kind="dataset")) is True
    assert fired(one(owing("on-distribution"), "bundles", released, kind="output")) is True
    assert fired(one(owing("on-distribution"), "embeds", released, kind="model")) is False


@pytest.mark.parametrize("how", ["calls", "builds-with", "evaluates-on", "generated-by"])
def test_what_stays_behind_is_not_distributed(how: str) -> None:
    assert fired(one(owing("on-distribution"), how)) is False


def test_whether_a_corpus_that_is_queried_goes_out_with_the_product_is_asked() -> None:
    """An installed product may hold the corpus or its index, or ask a server that stays at home."""
    assert fired(one(owing("on-distribution"), "retrieves-from", kind="dataset")) == "shipped-along:part"
    for stated in (True, False):
        parts, links = [part("part", license=owing("on-distribution"))], [link("product", "retrieves-from", "part")]
        known = system(parts, links, use=SHIPPED, answers={"shipped-along:part": stated})
        assert fired(known) is stated
    assert fired(one(owing("on-distribution"), "retrieves-from", HOSTED, kind="dataset")) is False


@pytest.mark.parametrize("how", ["trains-on", "distills-outputs", "rewarded-by"])
def test_a_trained_model_holds_its_material_only_where_the_license_says_so(how: str) -> None:
    plain = made(duties={"keep-notices": {"triggers": ["on-distribution"]}})
    said = made(duties={"keep-notices": {"triggers": ["on-distribution"]}}, derivatives={how: "yes"})
    assert fired(one(plain, how)) is False
    assert fired(one(said, how)) is True


def test_unknown_delivery_is_asked() -> None:
    assert fired(one(owing("on-distribution"), "embeds", use())) == "delivery:distributed"


def test_what_the_user_fetches_from_its_publisher_is_not_ours_to_hand_on() -> None:
    links = [link("product", "embeds", "part", downloaded_at_first_run=True)]
    assert fired(system([part("part", license=owing("on-distribution"))], links, use=SHIPPED)) is False
    kept = [link("product", "embeds", "part", downloaded_at_first_run=False)]
    assert fired(system([part("part", license=owing("on-distribution"))], kept, use=SHIPPED)) is True


# -- on-network-access --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", ["hosted-api", "hosted-app"])
@pytest.mark.parametrize("how", [*CONTAINING, "retrieves-from", "runs"])
def test_what_a_hosted_product_holds_or_runs_is_reached(how: str, channel: str) -> None:
    assert fired(one(owing("on-network-access"), how, use(delivery=[channel]))) is True


@pytest.mark.parametrize("given", [SHIPPED, INTERNAL, use(delivery=["outputs-only"])])
def test_nothing_is_reached_otherwise(given: Use) -> None:
    assert fired(one(owing("on-network-access"), "embeds", given)) is False


def test_runs_follows_the_delivery() -> None:
    """Vocabulary 4: network triggers under hosting, distribution triggers under shipped delivery."""
    assert fired(one(owing("on-network-access"), "runs", HOSTED)) is True
    assert fired(one(owing("on-distribution"), "runs", HOSTED)) is False
    assert fired(one(owing("on-distribution"), "runs", SHIPPED)) is True
    assert fired(one(owing("on-network-access"), "runs", SHIPPED)) is False


def test_calls_waits_for_who_reaches_what() -> None:
    assert fired(one(owing("on-network-access"), "calls", HOSTED)) == "users-reach-functionality:part"
    for stated in (True, False):
        facts = {"users_reach_functionality": stated}
        assert fired(one(owing("on-network-access"), "calls", HOSTED, facts=facts)) is stated
    assert fired(one(owing("on-network-access"), "calls", INTERNAL)) is False


@pytest.mark.parametrize("how", ["builds-with", "evaluates-on", "trains-on"])
def test_nobody_reaches_a_tool_or_the_training_data(how: str) -> None:
    assert fired(one(owing("on-network-access"), how, HOSTED)) is False


# -- on-modification, on-any-use, on-commercial-use, on-publishing-research ----------------------------------------


@pytest.mark.parametrize(
    ("how", "facts", "expected"),
    [
        ("fine-tunes", {}, True),
        ("quantizes", {}, True),
        ("merges", {}, True),
        ("embeds", {"modified": True}, True),
        ("embeds", {"modified": False}, False),
        ("embeds", {}, "modified:part"),
    ],
)
def test_modification_is_stated_or_made_by_a_link(how: str, facts: Mapping[str, Fact], expected: Answer) -> None:
    assert fired(one(owing("on-modification"), how, INTERNAL, facts=facts)) == expected


@pytest.mark.parametrize(
    "how", [*CONTAINING, "runs", "calls", "builds-with", "evaluates-on", "trains-on", "retrieves-from"]
)
def test_any_use_is_any_use(how: str) -> None:
    assert fired(one(owing("on-any-use"), how, INTERNAL)) is True


def test_a_duty_without_trigger_is_tied_to_nothing() -> None:
    assert fired(one(owing(), "embeds", INTERNAL)) is True


@pytest.mark.parametrize(
    ("given", "expected"),
    [(use(commercial=True), True), (use(commercial=False), False), (use(), "commercial")],
)
def test_commercial_use(given: Use, expected: Answer) -> None:
    assert fired(one(owing("on-commercial-use"), "embeds", given)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [(use(publishes_research=True), True), (use(publishes_research=False), False), (use(), "publishes-research")],
)
def test_publishing_research(given: Use, expected: Answer) -> None:
    assert fired(one(owing("on-publishing-research"), "evaluates-on", given)) == expected


# -- on-publishing-outputs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (use(delivery=["outputs-only"]), True),
        (use(delivery=["internal"], publishes_outputs=True), True),
        (use(delivery=["hosted-api"], publishes_outputs=False), False),
        (use(delivery=["internal"]), "publishes-outputs"),
    ],
)
def test_publishing_outputs(given: Use, expected: Answer) -> None:
    assert fired(one(owing("on-publishing-outputs"), "embeds", given)) == expected


# -- on-making-a-trained-model-available --------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["fine-tunes", "distills-outputs", "trains-on", "rewarded-by", "merges"])
def test_a_model_made_from_the_part_and_handed_out(how: str) -> None:
    license_ = owing("on-making-a-trained-model-available")
    assert fired(one(license_, how, use(delivery=["distributed-weights"]), of="model")) is True
    assert fired(one(license_, how, HOSTED, of="model")) is True
    assert fired(one(license_, how, INTERNAL, of="model")) is False
    assert fired(one(license_, how, use(makes_trained_model_available=True), of="model")) is True
    assert fired(one(license_, how, use(), of="model")) == "delivery:distributed"


def test_a_training_link_makes_a_model_whatever_kind_is_stated() -> None:
    license_ = owing("on-making-a-trained-model-available")
    assert fired(one(license_, "fine-tunes", HOSTED, of="application")) is True


@pytest.mark.parametrize("how", ["embeds", "calls", "runs", "builds-with", "evaluates-on", "bundles"])
def test_a_product_that_only_uses_the_part_is_no_trained_model(how: str) -> None:
    license_ = owing("on-making-a-trained-model-available")
    assert fired(one(license_, how, use(delivery=["distributed-weights"]))) is False


# -- combinations and standing terms ------------------------------------------------------------------------------


def test_a_list_means_any() -> None:
    license_ = owing("on-distribution", "on-network-access")
    assert fired(one(license_, "embeds", HOSTED)) is True
    assert fired(one(license_, "embeds", SHIPPED)) is True
    assert fired(one(license_, "embeds", INTERNAL)) is False


def test_all_means_all() -> None:
    """AGPL 3.0 section 13: a modified version that users reach over a network."""
    license_ = owing({"all": ["on-network-access", "on-modification"]})
    assert fired(one(license_, "embeds", HOSTED, facts={"modified": True})) is True
    assert fired(one(license_, "embeds", HOSTED, facts={"modified": False})) is False
    assert fired(one(license_, "embeds", INTERNAL, facts={"modified": True})) is False


@pytest.mark.parametrize("event", ["on-litigation", "on-breach"])
def test_standing_terms_never_fire(event: str) -> None:
    assert fired(one(owing(event), "embeds", use(commercial=True, delivery=["hosted-api", "on-premises"]))) is False


def test_changes_are_stated_only_where_there_are_changes() -> None:
    license_ = owing("on-distribution", duty="state-changes")
    assert fired(one(license_, "fine-tunes"), "state-changes") is True
    assert fired(one(license_, "embeds", facts={"modified": False}), "state-changes") is False
    assert fired(one(license_, "embeds"), "state-changes") == "modified:part"
    assert fired(one(license_, "fine-tunes", INTERNAL), "state-changes") is False


# -- somebody in between ------------------------------------------------------------------------------------------


def through(*links: Link, own: bool | None = None, given: Use = SHIPPED, middle: Identified | None = None) -> System:
    """A part of others, or ours, stands between the product and the part."""
    middle = middle or part("middle", license="" if own else "MIT", own=own)
    return system([middle, part("part", license=owing("on-any-use"))], links, use=given)


def state(judged: System) -> tuple[Answer, Answer, Answer, Answer]:
    """Whether the part is held, used, distributed and reached over a network, in its first exposure."""
    (license_,) = judged.terms["part"].licenses
    facts, exposure = Facts(judged), judged.exposures["part"][0]

    def ask(call: object) -> Answer:
        try:
            return call() if callable(call) else False
        except Unknown as unknown:
            return unknown.ask.id

    return (
        ask(lambda: holds(facts, exposure, license_)),
        ask(lambda: uses(facts, exposure, license_)),
        ask(lambda: distributed(facts, exposure)),
        ask(lambda: over_network(facts, exposure, license_)),
    )


def test_what_a_part_of_others_holds_is_held_used_and_shipped() -> None:
    links = (link("product", "embeds", "middle"), link("middle", "fine-tunes", "part"))
    assert state(through(*links)) == (True, True, True, False)
    assert state(through(*links, given=HOSTED)) == (True, True, False, True)


def test_what_others_trained_on_is_neither_held_nor_used() -> None:
    links = (link("product", "embeds", "middle"), link("middle", "trains-on", "part"))
    held, used, _, reached = state(through(*links, given=HOSTED))
    assert (held, used, reached) == (False, False, False)


def test_what_we_trained_on_is_used_and_not_held() -> None:
    links = (link("product", "embeds", "middle"), link("middle", "trains-on", "part"))
    held, used, _, reached = state(through(*links, own=True, given=HOSTED))
    assert (held, used, reached) == (False, True, False)


def test_a_publishers_tool_is_not_used_by_us() -> None:
    links = (link("product", "embeds", "middle"), link("middle", "builds-with", "part"))
    assert state(through(*links)) == (False, False, False, False)


def test_what_our_tool_holds_is_used_and_not_shipped() -> None:
    links = (link("product", "builds-with", "middle"), link("middle", "embeds", "part"))
    assert state(through(*links)) == (False, True, False, False)


def test_what_a_program_beside_us_holds_is_shipped_and_reached_with_it() -> None:
    links = (link("product", "runs", "middle"), link("middle", "embeds", "part"))
    assert state(through(*links)) == (True, True, True, False)
    assert state(through(*links, given=HOSTED)) == (True, True, False, True)


def test_outputs_hold_and_ship_nothing_of_their_model() -> None:
    links = (link("product", "embeds", "middle"), link("middle", "generated-by", "part"))
    assert state(through(*links, own=True)) == (False, True, False, False)


def test_behind_a_call_it_matters_who_operates() -> None:
    links = (link("product", "calls", "middle"), link("middle", "embeds", "part"))
    held, used, shipped, reached = state(through(*links, given=HOSTED))
    assert (held, shipped) == (False, False)
    assert used == "operated-by-us:middle"
    assert reached == "users-reach-functionality:part"
    ours = state(through(*links, own=True, given=HOSTED))
    assert ours[1] is True


def test_an_adapter_stands_for_its_base_unless_it_goes_alone() -> None:
    links = (link("product", "embeds", "middle"), link("middle", "adapts", "part"))
    assert state(through(*links, own=True)) == (True, True, True, False)
    alone = part("middle", license="MIT", kind="adapter", facts={"alone": True})
    judged = through(*links, middle=alone)
    assert state(judged)[0] == "reading:derivative-alone"
    assert state(taking(judged, "derivative-alone", "yes"))[0] is True
    assert state(taking(judged, "derivative-alone", "only-with-base"))[0] is False


def test_an_adapter_beside_its_base_is_not_alone() -> None:
    alone = part("middle", license="MIT", kind="adapter", facts={"alone": True})
    links = (link("product", "embeds", "middle"), link("middle", "adapts", "part"), link("product", "embeds", "part"))
    judged = through(*links, middle=alone)
    (license_,) = judged.terms["part"].licenses
    assert all(holds(Facts(judged), exposure, license_) for exposure in judged.exposures["part"])


# -- models of ours, and contracts over outputs -------------------------------------------------------------------


def models(judged: System) -> tuple[str, ...]:
    """Our own models made from the part."""
    return own_models(Facts(judged), judged.exposures["part"][0])


def test_our_models_on_the_way_are_found_nearest_first() -> None:
    links = (link("product", "fine-tunes", "middle"), link("middle", "distills-outputs", "part"))
    assert models(through(*links, own=True)) == ("product", "middle")
    assert models(through(*links)) == ("product",)


def test_an_application_around_our_model_is_no_model() -> None:
    links = (link("product", "embeds", "middle"), link("middle", "fine-tunes", "part"))
    assert models(through(*links, own=True)) == ("middle",)
    assert models(through(*links)) == ()


def test_side_by_side_makes_no_model() -> None:
    """A collection of models that is published makes no new model of what is in it."""
    parts = [part("middle", license="MIT"), part("part", license="MIT")]
    links = [link("product", "bundles", "middle"), link("middle", "fine-tunes", "part")]
    assert models(system(parts, links, product=product(kind="model"))) == ()


def test_data_that_a_part_generated_is_no_model_and_what_learns_from_it_is() -> None:
    data = part("middle", license="MIT", kind="dataset", own=True)
    links = (link("product", "trains-on", "middle"), link("middle", "generated-by", "part"))
    assert models(through(*links, middle=data)) == ("product",)
    links = (link("product", "embeds", "middle"), link("middle", "generated-by", "part"))
    assert models(through(*links, middle=data)) == ()


# -- outputs that lay in data before something learned from them ------------------------------------------------------


def taught(*hows: str) -> list[str]:
    """The links of the only way from the product through `p1`, `p2` ... to the part, as terms travel it."""
    names = ["product", *(f"p{at}" for at in range(1, len(hows))), "part"]
    parts = [part(name, license="MIT", kind="dataset", own=True) for name in names[1:]]
    links = [link(a, how, b) for a, how, b in zip(names, hows, names[1:], strict=False)]
    [exposure] = system(parts, links).exposures["part"]
    return [f"{step.source} {step.how} {step.target}" for step in exposure.way]


def test_training_on_generated_data_is_distilling_outputs() -> None:
    assert taught("trains-on", "generated-by") == ["product distills-outputs part"]
    assert taught("trains-on", "extracts-from", "bundles", "generated-by") == ["product distills-outputs part"]
    assert taught("embeds", "trains-on", "generated-by", "fine-tunes") == [
        *("product embeds p1", "p1 distills-outputs p3", "p3 fine-tunes part"),
    ]
    twice = taught("trains-on", "generated-by", "trains-on", "copies", "generated-by")
    assert twice == ["product distills-outputs p2", "p2 distills-outputs part"]


def test_data_that_nothing_learns_from_stay_as_they_are() -> None:
    assert taught("embeds", "generated-by") == ["product embeds p1", "p1 generated-by part"]
    assert taught("trains-on", "extracts-from") == ["product trains-on p1", "p1 extracts-from part"]
    assert taught("generated-by", "trains-on") == ["product generated-by p1", "p1 trains-on part"]


@pytest.mark.parametrize(
    ("own", "first", "second", "expected"),
    [
        (True, "trains-on", "generated-by", True),
        (False, "trains-on", "generated-by", "reading:third-party-synthetic-data"),
        (False, "embeds", "distills-outputs", "reading:third-party-synthetic-data"),
        (True, "embeds", "rewarded-by", True),
        (False, "embeds", "fine-tunes", True),
    ],
)
def test_a_contract_binds_who_generated_the_outputs(own: bool, first: str, second: str, expected: Answer) -> None:  # noqa: FBT001 - a column
    judged = through(link("product", first, "middle"), link("middle", second, "part"), own=own or None)
    try:
        answer: Answer = contract_reaches(Facts(judged), judged.exposures["part"][0])
    except Unknown as unknown:
        answer = unknown.ask.id
    assert answer == expected

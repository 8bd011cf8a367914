"""What each remedy would make true, as a change of the system (design section 6)."""

from licet.licenses import load
from licet.model.bom import PRODUCT
from licet.model.findings import Terms
from licet.model.system import System
from licet.model.vocabulary import Act, Delivery, Duty, How, Value
from licet.remedy import edits
from licet.remedy.edits import State
from tests.rules.build import link, part, product, system, use

GPL = "GPL-3.0-only"


def start(judged: System) -> State:
    return State(config=judged.config, terms=tuple(judged.terms.values()), links=judged.links)


def sample() -> State:
    """product -> engine -> base, engine -> shared; product -> shared; product -> mine (ours)."""
    return start(
        system(
            [
                part("engine", license=GPL, facts={"modified": True}),
                part("base", license="CC-BY-NC-4.0"),
                part("shared", license="MIT"),
                part("mine", license="LicenseRef-Acme"),
            ],
            [
                link("product", "links", "engine", manner="static"),
                link("engine", "fine-tunes", "base"),
                link("engine", "links", "shared"),
                link("product", "links", "shared"),
                link("product", "links", "mine"),
            ],
            use=use(
                commercial=True,
                delivery=["distributed-binary"],
                fields=["military", "gambling"],
                territories=["EU", "US"],
                makes_trained_model_available=True,
            ),
            product=product("acme", license="LicenseRef-Acme"),
        )
    )


def terms(state: State, name: str) -> Terms:
    [found] = [item for item in state.terms if item.component.id == name]
    return found


def names(state: State) -> set[str]:
    return {item.component.id for item in state.terms}


def ends(state: State) -> set[tuple[str, str]]:
    return {(one.source, one.target) for one in state.links}


def test_a_replaced_part_is_under_the_other_license_and_brings_nothing_behind_it() -> None:
    after = edits.replaced("engine", load("MIT"))(sample())
    engine = terms(after, "engine")
    assert [license_.id for license_ in engine.licenses] == ["MIT"]
    assert (engine.expression, engine.unread, engine.component.facts, engine.component.own) == ("MIT", (), {}, False)
    assert names(after) == {"engine", "shared", "mine"}
    assert ends(after) == {("product", "engine"), ("product", "shared"), ("product", "mine")}


def test_a_dropped_part_takes_along_only_what_nothing_else_needs() -> None:
    after = edits.dropped("engine")(sample())
    assert names(after) == {"shared", "mine"}
    assert ends(after) == {("product", "shared"), ("product", "mine")}


def test_a_part_that_was_unreached_before_stays() -> None:
    before = start(system([part("a", license="MIT"), part("idle", license="MIT")], [link("product", "embeds", "a")]))
    assert names(edits.dropped("a")(before)) == {"idle"}


def test_an_isolated_part_is_called_and_stated_to_be_no_part_of_the_work() -> None:
    after = edits.isolated("product", "engine")(sample())
    [link_] = [one for one in after.links if one.target == "engine"]
    assert (link_.how, link_.facts) == (How.CALLS, {"one_work": False})
    assert len(after.links) == len(sample().links)


def test_an_acquired_license_permits_every_act_and_asks_for_nothing() -> None:
    after = edits.acquired("base")(sample())
    [granted] = terms(after, "base").licenses
    assert all(granted.permission(act).value is Value.YES for act in Act)
    assert all(granted.duty(duty).value is Value.SILENT for duty in Duty)
    assert granted.restrictions == ()
    assert terms(after, "engine") == terms(sample(), "engine")


def test_releasing_under_another_license_takes_our_own_parts_along() -> None:
    after = edits.released_under(GPL)(sample())
    assert after.config.product.license == GPL
    assert terms(after, "mine").expression == GPL
    assert terms(after, "shared").expression == "MIT"


def test_renaming_changes_the_product_or_the_part() -> None:
    assert edits.renamed(PRODUCT, "Llama-acme")(sample()).config.product.name == "Llama-acme"
    after = edits.renamed("mine", "Llama-mine")(sample())
    assert terms(after, "mine").component.name == "Llama-mine"
    assert after.config.product.name == "acme"


def test_changes_of_the_use_change_that_fact_alone() -> None:
    before = sample().config.use
    assert edits.used_noncommercially()(sample()).config.use.commercial is False
    assert edits.offered_outside(("EU",))(sample()).config.use.territories == ("US",)
    assert edits.without_field("military")(sample()).config.use.fields == ("gambling",)
    assert edits.without_field("drugs")(sample()).config.use.fields == before.fields


def test_keeping_it_inside_makes_no_model_available() -> None:
    inside = edits.delivered((Delivery.INTERNAL,))(sample()).config.use
    assert (inside.delivery, inside.makes_trained_model_available) == ((Delivery.INTERNAL,), False)
    hosted = edits.delivered((Delivery.HOSTED_API,))(sample()).config.use
    assert hosted.delivery == (Delivery.HOSTED_API,)


def test_no_edit_changes_the_state_it_was_given() -> None:
    state = sample()
    for edit in (
        edits.dropped("engine"),
        edits.acquired("base"),
        edits.released_under(GPL),
        edits.used_noncommercially(),
    ):
        edit(state)
    assert state == sample()

"""Ways out that change a part, before they are judged."""

from collections.abc import Callable, Iterator

from licet.licenses import load
from licet.model.findings import Finding, Step
from licet.model.system import System
from licet.model.vocabulary import How, Verdict
from licet.remedy.edits import State
from licet.remedy.of_parts import acquired, dropped, isolated, replaced, retrained
from licet.remedy.scene import Alternative, Candidate, Scene, stage
from tests.rules.build import link, part, product, system, use

Maker = Callable[[Scene], Iterator[Candidate]]
FLUX = "LicenseRef-licet-flux1-dev-nc-1.1.1"


def made(judged: System, maker: Maker, name: str, *, alternatives: tuple[Alternative, ...] = ()) -> list[Candidate]:
    """What a maker proposes for a finding on one part, reached by the first links to it."""
    state = State(config=judged.config, terms=tuple(judged.terms.values()), links=judged.links)
    kind = judged.terms[name].component.kind
    around = stage(state, replacements=(load("MIT"),), alternatives={f"{kind}:": alternatives})
    path = tuple(Step(source=each.source, how=each.how, target=each.target) for each in judged.exposures[name][0].path)
    finding = Finding(
        key="k", rule="policy", verdict=Verdict.BLOCKED, severity="high", title="", components=(name,), path=path
    )
    return list(maker(Scene(stage=around, finding=finding)))


def one(how: str, license_id: str = "CC-BY-NC-4.0", kind: str = "model", source: str = "product") -> System:
    parts = [part("m", license=license_id, kind=kind), part("mine", own=True), part("theirs", license="MIT")]
    links = [link("product", "embeds", "mine"), link("product", "links", "theirs"), link(source, how, "m")]
    return system(parts, links, use=use(commercial=True, delivery=["hosted-api"]), product=product())


def test_known_parts_are_named_and_the_fallback_says_that_it_is_one() -> None:
    models = (
        Alternative(name="org/a", license=load("Apache-2.0")),
        Alternative(name="org/b", license=load("Apache-2.0")),
        Alternative(name="org/c", license=load("MIT")),
        Alternative(name="org/d", license=load("BSD-3-Clause")),
    )
    found = made(one("embeds"), replaced, "m", alternatives=models)
    assert [each.title for each in found] == [
        "replace m with org/a or org/b (Apache-2.0)",
        "replace m with org/c (MIT)",
        "replace m with a model under a permissive license",
    ]
    assert [each.fallback for each in found] == [False, False, True]
    assert "is to be had under terms like those of MIT" in found[-1].assumes[0]
    assert len({each.slot for each in found}) == 1
    assert found[1].effect == found[2].effect == "replaced:m:MIT"


def test_what_replaces_a_part_is_named_with_its_article() -> None:
    [found] = made(one("bundles", kind="output"), replaced, "m")
    assert found.title == "replace m with an output under a permissive license"
    assert found.assumes[0].startswith("an output that does the same")


def test_a_part_is_no_alternative_of_itself() -> None:
    same = (Alternative(name="m", license=load("MIT")),)
    assert [each.fallback for each in made(one("embeds"), replaced, "m", alternatives=same)] == [True]


def test_what_we_trained_is_trained_again_and_neither_swapped_nor_left_out() -> None:
    for how in ("fine-tunes", "adapts", "trains-on", "distills-outputs"):
        judged = one(how, source="mine")
        assert made(judged, replaced, "m") == []
        assert made(judged, dropped, "m") == []
        assert {each.kind for each in made(judged, retrained, "m")} == {"retrain"}
    assert made(one("embeds"), retrained, "m") == []


def test_data_are_left_out_of_the_next_training_and_a_base_is_exchanged() -> None:
    assert [each.effect for each in made(one("trains-on", source="mine"), retrained, "m")] == ["dropped:m"]
    assert [each.effect for each in made(one("fine-tunes", source="mine"), retrained, "m")] == ["replaced:m:MIT"]


def test_what_others_trained_is_exchanged_with_what_holds_it() -> None:
    judged = one("trains-on", source="theirs")
    assert [each.target for each in made(judged, replaced, "m")] == ["theirs"]


def test_changed_software_costs_a_rebuild_and_a_merge_does_not() -> None:
    assert {each.cost for each in made(one("modifies", kind="library"), replaced, "m")} == {5}
    [merged] = made(one("merges"), replaced, "m")
    assert (merged.cost, merged.assumes[-1]) == (3, "what was made from m is made again")


def test_a_license_is_cheaper_where_its_own_says_where_to_ask() -> None:
    [sold] = made(one("embeds", FLUX), acquired, "m")
    [asked] = made(one("embeds"), acquired, "m")
    assert (sold.cost, asked.cost) == (4, 5)
    assert "whether the rights holder grants it is not known" in asked.assumes


def test_a_part_is_put_apart_wherever_we_hold_it_and_only_where_it_can_be() -> None:
    parts = [part("m", license="GPL-3.0-only", kind="library"), part("mine", own=True)]
    links = [link("product", "links", "m"), link("product", "embeds", "mine"), link("mine", "links", "m")]
    judged = system(parts, links, use=use(commercial=True, delivery=["on-premises"]), product=product())
    [apart] = made(judged, isolated, "m")
    assert apart.edit is not None
    after = apart.edit(State(config=judged.config, terms=tuple(judged.terms.values()), links=judged.links))
    assert {each.how for each in after.links if each.target == "m"} == {How.CALLS}
    assert made(one("fine-tunes"), isolated, "m") == []
    assert made(one("bundles"), isolated, "m") == []

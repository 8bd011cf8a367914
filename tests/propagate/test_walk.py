"""Propagation: how contact changes from link to link, which ways are kept, and what is never lost."""

from collections.abc import Mapping, Sequence
from itertools import pairwise, permutations

import pytest

from licet.interpret import interpret
from licet.judge import judge
from licet.model.bom import PRODUCT, Fact, Link
from licet.model.findings import Exposure, Terms
from licet.model.vocabulary import APART, CONTAINING, LEARNING, TOOLING, How, Verdict
from licet.propagate import MAX_DEPTH, Reached, along, link_class, propagate
from tests.rules.build import found, link, part, product, system, use, verdict

CLASSES = {
    **dict.fromkeys(CONTAINING, "contains"),
    **dict.fromkeys(LEARNING, "learns"),
    **dict.fromkeys(APART, "apart"),
    **dict.fromkeys(TOOLING, "tool"),
    How.GENERATED_BY: "output",
}
ONE_OF = {"inside": "embeds", "trained": "trains-on", "apart": "runs", "tool": "builds-with", "output": "generated-by"}
"""A link from the product that makes each contact."""
NEXT = {"contains": "embeds", "learns": "trains-on", "apart": "runs", "tool": "builds-with", "output": "generated-by"}
"""A link of each class."""


def named(
    *names: str, own: Sequence[str] = (), facts: Mapping[str, Mapping[str, Fact]] | None = None
) -> dict[str, Terms]:
    """Terms of parts under MIT; some are ours."""
    items = [
        part(name, license="" if name in own else "MIT", own=name in own or None, facts=(facts or {}).get(name))
        for name in names
    ]
    return {terms.component.id: terms for terms in interpret(items, product_license="")}


def ways(reached: Reached, component: str) -> list[str]:
    """The ways to a part, each as its links in a line with the contact at the end."""
    return [shown(exposure) for exposure in reached.exposures.get(component, ())]


def shown(exposure: Exposure) -> str:
    """One way in a line."""
    return f"{' '.join(f'{step.how} {step.target}' for step in exposure.path)}: {exposure.contact}"


def test_every_link_has_a_class() -> None:
    assert {how: link_class(how) for how in How} == CLASSES


# -- the table ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("contact", "how"), ONE_OF.items())
def test_one_link_makes_one_contact(contact: str, how: str) -> None:
    reached = propagate(named("a"), (link("product", how, "a"),))
    assert ways(reached, "a") == [f"{how} a: {contact}"]
    assert reached.exposures["a"][0].ours


@pytest.mark.parametrize(
    ("contact", "step", "after"),
    [
        ("inside", "contains", "inside"),
        ("inside", "learns", "trained"),
        ("inside", "apart", "apart"),
        ("inside", "tool", "tool"),
        ("inside", "output", "output"),
        ("trained", "contains", "trained"),
        ("trained", "learns", "trained"),
        ("trained", "output", "trained"),
        ("apart", "contains", "apart"),
        ("apart", "apart", "apart"),
        ("tool", "contains", "tool"),
        ("tool", "apart", "tool"),
        ("output", "contains", "output"),
        ("output", "output", "output"),
    ],
)
def test_what_a_part_of_others_brings_along(contact: str, step: str, after: str) -> None:
    """What is in a part, or behind it in training, comes along in the way in which the part was touched."""
    links = (link("product", ONE_OF[contact], "a"), link("a", NEXT[step], "b"))
    assert ways(propagate(named("a", "b"), links), "b") == [f"{ONE_OF[contact]} a {NEXT[step]} b: {after}"]


@pytest.mark.parametrize(
    ("contact", "step"),
    [
        *(("trained", "apart"), ("trained", "tool"), ("apart", "learns"), ("apart", "tool"), ("apart", "output")),
        *(("tool", "learns"), ("tool", "tool"), ("tool", "output"), ("output", "learns"), ("output", "apart")),
        ("output", "tool"),
    ],
)
def test_what_stays_with_others_and_what_is_ours_all_the_same(contact: str, step: str) -> None:
    """A tool's own tools stay with its maker; where we are the maker, the link is our own act (vocabulary 2)."""
    links = (link("product", ONE_OF[contact], "a"), link("a", NEXT[step], "b"))
    theirs = propagate(named("a", "b"), links)
    assert ways(theirs, "b") == []
    assert theirs.unreached == ()
    ours = propagate(named("a", "b", own=["a"]), links)
    assert len(ours.exposures["b"]) == 1
    assert ours.exposures["b"][0].ours


# -- whose act ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "facts", "expected"),
    [
        (["a"], {}, True),
        ([], {"a": {"modified": True}}, True),
        ([], {"a": {"modified": False}}, False),
        ([], {}, False),
    ],
)
def test_a_link_is_ours_where_its_downstream_end_is(
    own: list[str],
    facts: Mapping[str, Mapping[str, Fact]],
    expected: bool,  # noqa: FBT001 - a column of the table
) -> None:
    reached = propagate(
        named("a", "b", own=own, facts=facts), (link("product", "embeds", "a"), link("a", "fine-tunes", "b"))
    )
    assert reached.exposures["b"][0].ours is expected


@pytest.mark.parametrize("first", ["trains-on", "builds-with", "runs"])
def test_what_is_contained_comes_along_with_our_act(first: str) -> None:
    """Who trains on a data set trains on all it was made from; who runs a tool runs what is in it."""
    links = (link("product", first, "a"), link("a", "copies", "b"), link("b", "extracts-from", "c"))
    reached = propagate(named("a", "b", "c"), links)
    assert [reached.exposures[name][0].ours for name in "abc"] == [True, True, True]


def test_what_others_trained_on_is_theirs_with_all_it_contains() -> None:
    links = (link("product", "embeds", "a"), link("a", "trains-on", "b"), link("b", "copies", "c"))
    reached = propagate(named("a", "b", "c"), links)
    assert [reached.exposures[name][0].ours for name in "abc"] == [True, False, False]


# -- several ways -------------------------------------------------------------------------------------------------


def test_the_shortest_way_comes_first() -> None:
    links = (
        *(link("product", "embeds", "a"), link("a", "embeds", "b"), link("b", "embeds", "c")),
        link("product", "embeds", "c"),
    )
    assert ways(propagate(named("a", "b", "c"), links), "c") == [
        "embeds c: inside",
        "embeds a embeds b embeds c: inside",
    ]


def test_ways_of_different_contact_are_all_kept() -> None:
    links = [link("product", how, "a") for how in ("embeds", "trains-on", "runs", "builds-with", "generated-by")]
    contacts = [exposure.contact for exposure in propagate(named("a"), tuple(links)).exposures["a"]]
    assert sorted(contacts) == ["apart", "inside", "output", "tool", "trained"]


def test_links_that_differ_in_their_facts_are_different_links() -> None:
    links = (link("product", "links", "a", manner="static"), link("product", "links", "a", manner="dynamic"))
    assert len(propagate(named("a"), links).exposures["a"]) == 2


@pytest.mark.parametrize(
    "first",
    [
        link("product", "embeds", "a", downloaded_at_first_run=True),
        link("product", "retrieves-from", "a"),
        link("product", "bundles", "a"),
    ],
)
def test_a_way_that_matters_is_not_hidden_by_a_shorter_one(first: Link) -> None:
    """The last link is the same; what stands before it decides whether the part is shipped, or one work."""
    links = (first, link("product", "embeds", "b"), link("b", "embeds", "a"), link("a", "fine-tunes", "c"))
    assert len(propagate(named("a", "b", "c"), links).exposures["c"]) == 2


def test_a_call_does_not_hide_a_program_that_is_run() -> None:
    links = (
        *(link("product", "calls", "a"), link("product", "runs", "b")),
        *(link("b", "runs", "a"), link("a", "embeds", "c")),
    )
    assert len(propagate(named("a", "b", "c"), links).exposures["c"]) == 2


# -- loops, strays, bounds ----------------------------------------------------------------------------------------


def test_loops_end() -> None:
    links = (
        *(link("product", "embeds", "a"), link("a", "embeds", "b"), link("b", "embeds", "a")),
        *(link("a", "embeds", "a"), link("b", "embeds", "product")),
    )
    reached = propagate(named("a", "b"), links)
    assert ways(reached, "a")[0] == "embeds a: inside"
    assert set(reached.exposures) == {"a", "b"}
    assert not reached.cut_short


def test_parts_that_no_link_reaches_are_named() -> None:
    links = (link("product", "embeds", "a"), link("c", "embeds", "b"))
    assert propagate(named("a", "b", "c"), links).unreached == ("b", "c")


def test_a_part_whose_terms_stay_with_others_is_not_a_stray() -> None:
    links = (link("product", "builds-with", "a"), link("a", "builds-with", "b"), link("b", "embeds", "c"))
    reached = propagate(named("a", "b", "c"), links)
    assert set(reached.exposures) == {"a"}
    assert reached.unreached == ()


def test_links_to_unknown_ids_are_named_and_go_nowhere() -> None:
    stray = link("a", "embeds", "nobody")
    ghost = link("ghost", "embeds", "a")
    reached = propagate(named("a"), (link("product", "embeds", "a"), stray, ghost))
    assert reached.dangling == (stray, ghost)
    assert set(reached.exposures) == {"a"}


def test_nothing_in_gives_nothing_out() -> None:
    reached = propagate({}, ())
    assert (dict(reached.exposures), reached.unreached, reached.dangling, reached.cut_short) == ({}, (), (), False)


def test_no_part_is_lost_in_the_depth() -> None:
    """A noncommercial model 45 imports deep is still in the product."""
    parts = [part(f"p{at:03}", license="MIT", kind="library") for at in range(45)] + [
        part("nc", license="CC-BY-NC-4.0")
    ]
    links = [link("product", "links", "p000"), link("p044", "embeds", "nc")]
    links += [link(f"p{at:03}", "links", f"p{at + 1:03}") for at in range(44)]
    judged = system(parts, links, use=use(commercial=True, delivery=["internal"]))
    assert verdict(judged, "noncommercial-only") is Verdict.BLOCKED


def test_a_walk_that_is_cut_short_is_never_clean() -> None:
    """Vocabulary 9.5: what was not read is never a clean result."""
    count = MAX_DEPTH + 10
    parts = [part(f"p{at:04}", license="CC0-1.0", kind="library") for at in range(count)]
    links = [link("product", "links", "p0000")]
    links += [link(f"p{at:04}", "links", f"p{at + 1:04}") for at in range(count - 1)]
    judged = system(parts, links, use=use(commercial=True, delivery=["internal"]))
    assert judge(judged).verdict.rank >= Verdict.REVIEW.rank


def test_a_dense_graph_is_walked_in_time() -> None:
    """Every part embeds every other: ways are kept once per link, not once per path (there are 11! of those)."""
    names = [f"p{at:02}" for at in range(11)]
    links = [link("product", "embeds", "p00")]
    links += [link(one, "embeds", other) for one in names for other in names if one != other]
    reached = propagate(named(*names), tuple(links))
    assert set(reached.exposures) == set(names)
    assert sum(len(exposures) for exposures in reached.exposures.values()) <= 4 * len(links)


def test_order_does_not_matter() -> None:
    links = (
        *(link("product", "embeds", "b"), link("product", "embeds", "a"), link("a", "fine-tunes", "c")),
        *(link("b", "fine-tunes", "c"), link("c", "trains-on", "d")),
    )
    terms = named("a", "b", "c", "d")
    results = {repr(propagate(terms, order).exposures) for order in permutations(links)}
    assert len(results) == 1
    turned = dict(reversed(terms.items()))
    assert repr(propagate(turned, links).exposures) in results


def test_a_way_that_is_judged_worse_is_not_hidden_by_one_as_short() -> None:
    """Two ways with one last link: what was converted on the one was changed on the other, and is shared."""
    parts = [
        *(part("pages", license="MIT", kind="dataset"), part("copy", license="MIT", kind="dataset")),
        part("pictures", license="CC-BY-ND-4.0", kind="dataset"),
    ]
    changed = [
        link("product", "bundles", "pages"),
        link("pages", "modifies", "copy"),
        link("copy", "copies", "pictures"),
    ]
    converted = link("pages", "converts", "copy")
    given_away = use(commercial=False, delivery=["on-premises"])
    alone = system(parts, changed, use=given_away)
    both = system(parts, [*changed, converted], use=given_away)
    assert verdict(alone, "no-sharing-of-derivatives") is Verdict.BLOCKED
    assert verdict(both, "no-sharing-of-derivatives") is Verdict.BLOCKED


def test_each_part_that_drops_the_terms_of_a_base_is_found() -> None:
    """Both models contain the base under a label that drops its terms; the ways to it share their last link."""
    parts = [part(name, license="MIT") for name in ("a", "b")]
    parts += [part("middle", license="CC-BY-SA-4.0"), part("base", license="CC-BY-SA-4.0")]
    links = [
        *(link("product", "embeds", name) for name in "ab"),
        *(link(name, "fine-tunes", "middle") for name in "ab"),
    ]
    judged = system(parts, [*links, link("middle", "fine-tunes", "base")])
    drifts = {finding.components for finding in found(judged, "license-drift")}
    assert {("a", "base"), ("b", "base")} <= drifts


def test_each_part_of_ours_on_the_way_is_found() -> None:
    """Both libraries of ours hold the GPL code by the same links; one of them is released under other terms."""
    parts = [
        part("a", license="GPL-3.0-only", kind="library", own=True),
        part("b", license="MIT", kind="library", own=True),
    ]
    parts += [part("middle", license="MIT", kind="library"), part("gpl", license="GPL-3.0-only", kind="library")]
    static = {"manner": "static"}
    links = [
        *(link("product", "links", name, **static) for name in "ab"),
        *(link(name, "links", "middle", **static) for name in "ab"),
        link("middle", "links", "gpl", **static),
    ]
    for order in (links, [each for each in links if each.source != "a" and each.target != "a"]):
        used = {end for each in order for end in (each.source, each.target)}
        judged = system(
            [each for each in parts if each.component.id in used],
            order,
            use=use(commercial=True, delivery=["on-premises"]),
            product=product(license="GPL-3.0-only"),
        )
        [one] = [each for each in found(judged, "share-alike") if each.key == "share-alike:gpl:GPL-3.0-only"]
        assert one.because == ("b is to be released under MIT",)


def test_a_ladder_of_parts_of_ours_is_walked_in_time() -> None:
    """Twenty layers of two works, each merged from both below: a way for each work, not for each of 2^20 sets."""
    rows = [[PRODUCT], *([f"l{layer:02}-{side}" for side in "ab"] for layer in range(20))]
    names = [name for row in rows[1:] for name in row]
    links = [link(up, "merges", down) for above, below in pairwise(rows) for up in above for down in below]
    reached = propagate(named(*names, own=names[:-2]), tuple(links))
    last = reached.exposures[names[-1]]
    assert {step.source for way in last for step in way.path} == {PRODUCT, *names[:-2]}
    assert len(last) <= len(names)
    assert not reached.cut_short


def test_one_way_makes_the_exposure_that_the_walk_makes() -> None:
    links = (link("product", "trains-on", "a"), link("a", "copies", "b"), link("b", "runs", "c"))
    terms = named("a", "b", "c")
    reached = propagate(terms, links)
    assert (along(links[:2], terms),) == reached.exposures["b"]
    assert along(links, terms) is None

"""The kernel for registries against two oracles that know nothing of its tables, and what it must never do."""

from collections.abc import Sequence
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.model.vocabulary import How, Kind
from licet.propagate import algebra as algebras
from licet.propagate import kernel
from licet.propagate.algebra import Algebra
from licet.propagate.explain import Explanations
from licet.propagate.kernel import Reach, graph_of, reach
from licet.propagate.lanes import DEAD, LINK_KINDS, PRODUCTS, Atom, Marks, PartClass, end_of, how_of, of_outputs
from licet.propagate.tables import CONTACTS, NONE
from licet.rules import support
from tests.propagate.oracles import TOUCHES, Edge, Node, Seen, by_clingo, seen_along, shortest, worklist

KINDS = ("model", "dataset", "application", "output", "library")
HOWS = tuple(str(how) for how in How)


@st.composite
def graphs(draw: st.DrawFn, most: int = 6, links: int = 9) -> tuple[list[Node], list[Edge]]:
    """A small graph with loops, double links and parts without a license."""
    size = draw(st.integers(1, most))
    nodes = [Node(draw(st.sampled_from(KINDS)), draw(st.integers(0, 2))) for _ in range(size)]
    part = st.integers(0, size - 1)
    some = draw(st.lists(st.sampled_from(HOWS), min_size=1, max_size=3, unique=True))
    edges = draw(st.lists(st.tuples(part, st.sampled_from(some), part), max_size=links))
    return nodes, edges


def run(nodes: Sequence[Node], edges: Sequence[Edge], marks: Marks | None = None) -> Reach:
    """The kernel on a graph."""
    keys = sorted({(node.license, node.kind) for node in nodes})
    classes = tuple(PartClass(terms=license_, kind=Kind(kind), bare=license_ == 0) for license_, kind in keys)
    part = np.array([keys.index((node.license, node.kind)) for node in nodes], np.int32)
    link = [2 * LINK_KINDS.index(how) + (Kind(nodes[source].kind) in PRODUCTS) for source, how, _ in edges]
    ends = np.array([(source, target) for source, _, target in edges], np.int32).reshape(-1, 2)
    graph = graph_of(part, ends[:, 0], ends[:, 1], np.array(link, np.int32))
    return reach(graph, Algebra(classes, marks or Marks()))


def seen(result: Reach, atom: Atom) -> Seen:
    """An atom in the words of the oracles."""
    part, lane = result.algebra.classes[atom[0]], atom[1]
    if lane is DEAD:
        return (part.terms, str(part.kind), "nobody", (), "", False, False, False)
    contacts = ",".join("-" if contact == NONE else CONTACTS[contact] for contact in lane.turn)
    words = tuple(
        f"{how_of(step)}>{end_of(step) or 'other'}{' of outputs' if of_outputs(step) else ''}" for step in lane.steps
    )
    bare = f"after {lane.bare}" if lane.bare >= 0 else ""
    return (part.terms, str(part.kind), contacts, words, bare, lane.held, lane.again, lane.outputs)


def rows(result: Reach) -> list[set[Seen]]:
    """The row of every part in the words of the oracles."""
    algebra = result.algebra
    return [{seen(result, algebra.atoms[atom]) for atom in algebra.rows[row]} for row in result.rows.tolist()]


@settings(max_examples=150, deadline=None)
@given(graphs())
def test_the_kernel_agrees_with_a_worklist(graph: tuple[list[Node], list[Edge]]) -> None:
    result = run(*graph)
    assert not result.unfinished.any()
    assert rows(result) == worklist(*graph)


@settings(max_examples=60, deadline=None)
@given(graphs(most=6, links=9))
def test_the_kernel_agrees_with_clingo(graph: tuple[list[Node], list[Edge]]) -> None:
    nodes, edges = graph
    alone = [Node(node.kind, at + 1) for at, node in enumerate(nodes)]  # each part under a license of its own
    found = {
        (part, license_ - 1, before, after)
        for part, row in enumerate(rows(run(alone, edges)))
        for license_, _, contacts, *_ in row
        if contacts != "nobody"
        for before, after in zip(TOUCHES, contacts.split(","), strict=True)
        if after != "-"
    }
    assert found == by_clingo(len(nodes), edges)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_order_of_input_never_matters(graph: tuple[list[Node], list[Edge]]) -> None:
    nodes, edges = graph
    turned = list(reversed(edges))
    order = list(reversed(range(len(nodes))))
    renamed = [(order[source], how, order[target]) for source, how, target in turned]
    assert rows(run(nodes, turned)) == rows(run(nodes, edges))
    assert rows(run([nodes[at] for at in order], renamed))[::-1] == rows(run(nodes, edges))


@settings(max_examples=60, deadline=None)
@given(graphs(most=4, links=6))
def test_an_explanation_is_a_shortest_way(graph: tuple[list[Node], list[Edge]]) -> None:
    nodes, edges = graph
    result = run(nodes, edges)
    explain = Explanations(result)
    ordered = _edges(result, nodes)
    for part, row in enumerate(result.rows.tolist()):
        for atom in result.algebra.rows[row]:
            way = explain.shortest(part, atom)
            assert way is not None
            along = tuple(ordered[link] for link in way.links)
            assert along[0][0] == part
            assert all(one[2] == other[0] for one, other in pairwise(along))
            wanted = seen(result, result.algebra.atoms[atom])
            assert seen_along(nodes, along) == wanted
            assert len(along) == shortest(nodes, ordered, part, wanted)


def _edges(result: Reach, nodes: Sequence[Node]) -> list[Edge]:
    """The links as the kernel keeps them."""
    graph = result.graph
    return [
        (part, LINK_KINDS[graph.link[link] // 2], int(graph.target[link]))
        for part in range(len(nodes))
        for link in range(graph.starts[part], graph.starts[part + 1])
    ]


MODEL = Node("model", 1)


def test_every_way_is_given_once_and_the_bound_is_told() -> None:
    nodes = [MODEL] * 6
    edges = [(0, "embeds", at) for at in (1, 2, 3, 4)] + [(at, "fine-tunes", 5) for at in (1, 2, 3, 4)]
    result = run(nodes, edges)
    explain = Explanations(result)
    (atom,) = (each for each in result.algebra.rows[result.rows[0]] if len(result.algebra.atoms[each][1].steps) == 2)
    ways, complete = explain.every(0, atom)
    assert sorted(way.links for way in ways) == [(at, at + 4) for at in range(4)]
    assert complete
    some, all_given = explain.every(0, atom, most=3)
    assert len(some) == 3
    assert not all_given


def test_the_nearest_way_to_one_part() -> None:
    nodes = [MODEL] * 4
    edges = [(0, "embeds", 1), (1, "fine-tunes", 3), (0, "embeds", 2), (2, "embeds", 1)]
    result = run(nodes, edges)
    way = Explanations(result).nearest(0, 3)
    assert way is not None
    assert [_edges(result, nodes)[link] for link in way.links] == [(0, "embeds", 1), (1, "fine-tunes", 3)]
    assert Explanations(result).nearest(3, 0) is None


def test_parts_on_a_cycle_reach_each_other_and_themselves() -> None:
    nodes = [Node("model", at + 1) for at in range(3)]
    edges = [(0, "merges", 1), (1, "merges", 2), (2, "merges", 0)]
    assert [{each[0] for each in row} for row in rows(run(nodes, edges))] == [{1, 2, 3}] * 3


def test_parts_on_cycles_are_told_from_those_beside_them() -> None:
    edges = [(0, "merges", 1), (1, "merges", 0), (2, "merges", 0), (1, "merges", 3), (3, "merges", 4), (4, "merges", 4)]
    assert run([MODEL] * 6, edges).circular.tolist() == [True, True, False, True, True, False]


def test_nothing_in_gives_nothing_out() -> None:
    assert rows(run([], [])) == []
    assert rows(run([MODEL], [])) == [set()]


def test_a_link_to_oneself_ends() -> None:
    (row,) = rows(run([MODEL], [(0, "fine-tunes", 0)]))
    assert {each[3] for each in row} == {("fine-tunes>other",)}


def test_a_part_with_very_many_links() -> None:
    nodes = [MODEL, *(Node("dataset", at % 3) for at in range(100))]
    edges = [(0, "trains-on", at) for at in range(1, 101)]
    assert rows(run(nodes, edges)) == worklist(nodes, edges)


def test_a_long_chain() -> None:
    nodes = [MODEL] * 3000
    edges = [(at, "fine-tunes", at + 1) for at in range(2999)]
    result = run(nodes, edges)
    assert len(result.algebra.rows) == 2
    way = Explanations(result).nearest(0, 2999)
    assert way is not None
    assert len(way.links) == 2999


def test_a_graph_that_is_knotted_on_purpose_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    nodes = [MODEL] * 8
    edges = [(one, HOWS[at % 15], other) for at, (one, other) in enumerate(permutations(range(8), 2))]
    monkeypatch.setattr(algebras, "MAX_ATOMS", 200)
    assert run(nodes, edges).unfinished.any()


def test_terms_that_meet_on_the_way_are_remembered() -> None:
    """Two clauses that met in a part which is then shipped beside others are not two clauses that never met."""
    marks = Marks(shares=lambda part: part == 1, clash=lambda one, other: (one, other) == (1, 2))
    nodes = [Node("application", 0), Node("model", 3), Node("model", 1), Node("model", 2), Node("model", 3)]
    together = [(0, "bundles", 1), (1, "merges", 2), (1, "merges", 3)]
    aside = [(0, "bundles", 1), (1, "merges", 2), (0, "bundles", 4), (4, "merges", 3)]
    for edges, expected in ((together, 1), (aside, 0)):
        result = run(nodes, edges, marks)
        met = [a for a in result.algebra.rows[result.rows[0]] if result.algebra.atoms[a][1].met is not None]
        assert len(met) == expected
    result = run(nodes, together, marks)
    (atom,) = (a for a in result.algebra.rows[result.rows[0]] if result.algebra.atoms[a][1].met is not None)
    way = Explanations(result).shortest(0, atom)
    assert way is not None
    assert way.met is not None
    assert (way.met_at, len(way.links), len(way.met.links)) == (1, 2, 1)


def test_integrated_products_are_those_of_the_rules() -> None:
    assert PRODUCTS == support._PRODUCTS


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_very_many_classes_are_looked_up_in_another_way(graph: tuple[list[Node], list[Edge]]) -> None:
    """Keys beyond the bound of the array go to a dictionary; a small first array grows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "_DENSE", 4)
        assert rows(run(*graph)) == worklist(*graph)
        patch.setattr(kernel, "_DENSE", 1 << 26)
        patch.setattr(kernel, "_FIRST", 1)
        assert rows(run(*graph)) == worklist(*graph)


def test_a_license_that_does_not_reach_and_says_nothing_leaves_no_trace() -> None:
    """What a tool's maker trained on matters to nobody downstream, unless the rules say so."""
    nodes = [Node("model", 1), Node("model", 2), Node("dataset", 3)]
    edges = [(0, "builds-with", 1), (1, "trains-on", 2)]
    silent = rows(run(nodes, edges, Marks(speaks=lambda _: False)))
    assert {each[0] for each in silent[0]} == {2}
    assert {each[0] for each in rows(run(nodes, edges))[0]} == {2, 3}

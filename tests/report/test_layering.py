import re
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.report.layering import NODE_HEIGHT, NODE_WIDTH, Drawing, lay_out

NAMES = [f"n{number}" for number in range(12)]
GRAPHS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=30)


def places(drawing: Drawing) -> dict[str, tuple[float, float]]:
    return {node.id: (node.x, node.y) for node in drawing.nodes}


def test_layers_follow_the_longest_path() -> None:
    drawing = lay_out(["p", "a", "b", "c"], [("p", "a"), ("a", "b"), ("b", "c"), ("p", "c")])
    columns = [places(drawing)[name][0] for name in ("p", "a", "b", "c")]
    assert columns == sorted(set(columns))


def test_a_chain_is_a_straight_line() -> None:
    drawing = lay_out(["p", "a", "b"], [("p", "a"), ("a", "b")])
    assert len({y for _, y in places(drawing).values()}) == 1


def test_two_crossed_pairs_are_uncrossed() -> None:
    drawing = lay_out(["p", "a", "b", "x", "y"], [("p", "a"), ("p", "b"), ("a", "y"), ("b", "x")])
    at = places(drawing)
    assert (at["a"][1] < at["b"][1]) == (at["y"][1] < at["x"][1])


def test_a_cycle_is_drawn_with_its_own_direction() -> None:
    drawing = lay_out(["p", "a"], [("p", "a"), ("a", "p")])
    there, back = sorted(drawing.edges, key=lambda edge: edge.source, reverse=True)
    assert (there.source, there.target) == ("p", "a")
    starts = [float(re.findall(r"[\d.]+", edge.path)[0]) for edge in (there, back)]
    assert starts[0] < starts[1]
    assert there.label_y != back.label_y


def test_a_part_without_links_stands_beside_the_direct_parts() -> None:
    at = places(lay_out(["p", "a", "lone"], [("p", "a")]))
    assert at["lone"][0] == at["a"][0]


def test_one_node_alone_is_a_drawing() -> None:
    drawing = lay_out(["p"], [("p", "p"), ("p", "unknown")])
    assert len(drawing.nodes) == 1
    assert drawing.edges == ()
    assert drawing.width >= NODE_WIDTH
    assert drawing.height >= NODE_HEIGHT


@settings(max_examples=200, deadline=None)
@given(GRAPHS)
def test_no_two_nodes_overlap_and_all_stand_inside(edges: list[tuple[str, str]]) -> None:
    drawing = lay_out(NAMES, edges)
    assert [node.id for node in drawing.nodes] == NAMES
    for one, other in combinations(drawing.nodes, 2):
        assert abs(one.x - other.x) >= NODE_WIDTH or abs(one.y - other.y) >= NODE_HEIGHT
    for node in drawing.nodes:
        assert 0 <= node.x <= drawing.width - NODE_WIDTH
        assert 0 <= node.y <= drawing.height - NODE_HEIGHT
    assert [(edge.source, edge.target) for edge in drawing.edges] == [
        edge for edge in dict.fromkeys(edges) if edge[0] != edge[1]
    ]
    assert lay_out(NAMES, edges) == drawing


@settings(max_examples=100, deadline=None)
@given(GRAPHS)
def test_without_a_cycle_every_arrow_points_to_the_right(edges: list[tuple[str, str]]) -> None:
    forward = [(one, other) for one, other in edges if NAMES.index(one) < NAMES.index(other)]
    drawing = lay_out(NAMES, forward)
    at = places(drawing)
    assert all(at[edge.source][0] < at[edge.target][0] for edge in drawing.edges)

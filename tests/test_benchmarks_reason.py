"""The graphs of the benchmark are like a hub's, and the kernel is right on them before it is fast."""

import numpy as np

from benchmarks.reason.graphs import LICENSES, RELATIONS, hub
from licet.propagate.algebra import Algebra
from licet.propagate.kernel import reach
from licet.propagate.lanes import LINK_KINDS
from tests.propagate.oracles import Node, worklist
from tests.propagate.test_kernel import rows


def test_a_seed_gives_one_graph() -> None:
    one, again, other = hub(2000), hub(2000), hub(2000, seed=2)
    assert np.array_equal(one.graph.target, again.graph.target)
    assert not np.array_equal(one.graph.part, other.graph.part)


def test_relations_and_licenses_have_their_measured_shares() -> None:
    made = hub(100_000)
    kinds = np.bincount(made.graph.link // 2, minlength=len(LINK_KINDS))
    total = sum(RELATIONS.values())
    for name in ("fine-tunes", "quantizes", "adapts"):
        share = kinds[LINK_KINDS.index(name)] / sum(kinds[LINK_KINDS.index(each)] for each in RELATIONS)
        assert abs(share - RELATIONS[name] / total) < 0.02
    assert sum(LICENSES) == 15_904
    fans = np.sort(np.bincount(made.graph.target))[::-1]
    assert fans[:100].sum() > made.links / 4  # a hundred bases have a quarter of all links


def test_the_kernel_is_right_on_such_a_graph() -> None:
    made = hub(600)
    graph = made.graph
    nodes = [Node(str(made.classes[part].kind), made.classes[part].terms) for part in graph.part.tolist()]
    # license 1 stands for none in the graph, 0 in the oracle
    nodes = [Node(node.kind, {0: 1, 1: 0}.get(node.license, node.license)) for node in nodes]
    edges = [
        (part, LINK_KINDS[graph.link[link] // 2], int(graph.target[link]))
        for part in range(graph.size)
        for link in range(graph.starts[part], graph.starts[part + 1])
    ]
    found = rows(reach(graph, Algebra(made.classes)))
    swapped = [{({0: 1, 1: 0}.get(each[0], each[0]), *each[1:]) for each in row} for row in found]
    assert swapped == worklist(nodes, edges)
    assert max(map(len, found)) > 3

import pytest

from licet.report.graph import MOST_NODES, fitted, graph_of
from licet.report.lookup import index_of
from licet.report.view import result_of
from tests.report import factory


def test_packages_that_tell_nothing_new_are_one_node() -> None:
    graph = graph_of(index_of(result_of(factory.blocked())))
    titles = [node.title for node in graph.nodes.values()]
    assert titles.count("143 packages") == 1
    assert "retrieval-engine" in titles  # a package with a finding stands alone
    assert len(graph.nodes) == 8


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("ranker-nc", "ranker-nc"),
        ("meta-llama/Llama-3.1-8B-Instruct", "Llama-3.1-8B-Instruct"),
        ("meta-llama/Llama-3.1-8B", "Llama-3.1-8B"),
        ("acme/a-very-long-name-that-ends-in-v1", "a-very-lon…ends-in-v1"),
        ("a/b", "a/b"),
        ("x" * 30 + "/", "x" * 21),
    ],
)
def test_long_names_keep_what_tells_them_apart(name: str, shown: str) -> None:
    assert fitted(name, 21) == shown


def test_few_packages_are_drawn_one_by_one() -> None:
    graph = graph_of(index_of(result_of(factory.blocked(packages=3))))
    assert {"part000", "part001", "part002"} <= {node.title for node in graph.nodes.values()}


def test_each_node_says_its_verdict_in_words_and_by_a_sign() -> None:
    nodes = graph_of(index_of(result_of(factory.blocked()))).nodes
    assert nodes["hf:acme/ranker-nc"].sign == "✕ blocked"
    assert nodes["hf:acme/ranker-nc"].spoken == "ranker-nc, model, CC-BY-NC-4.0: blocked"
    assert nodes["product"].spoken == "recommender-api, the product, LicenseRef-Proprietary: blocked"
    assert nodes["blender"].sign == "→ leads to blocked"
    assert nodes["blender"].tone == ""


def test_links_carry_their_names_and_paths_of_findings_their_verdict() -> None:
    graph = graph_of(index_of(result_of(factory.blocked())))
    assert graph.labels["blender", "hf:acme/ranker-nc"] == "merges"
    assert graph.tones["product", "blender"] == "blocked"
    assert graph.tones["product", "retrieval-engine"] == "needs-review"


def test_what_is_only_mentioned_is_left_out_and_said_to_be() -> None:
    graph = graph_of(index_of(result_of(factory.blocked())))
    assert "env:MODEL_NAME" not in graph.nodes
    assert "1 part only mentioned" in graph.left_out


def test_a_large_graph_shows_the_paths_of_findings_and_says_so() -> None:
    graph = graph_of(index_of(result_of(factory.crowded(60))))
    assert set(graph.nodes) == {"product", "model-00", "base-0"}
    assert "Only parts on paths of findings are drawn, 3 of 96" in graph.left_out


def test_a_large_graph_without_findings_is_cut_to_size() -> None:
    graph = graph_of(index_of(result_of(factory.crowded(60, findings=False))))
    assert len(graph.nodes) == MOST_NODES
    assert "product" in graph.nodes
    assert graph.left_out

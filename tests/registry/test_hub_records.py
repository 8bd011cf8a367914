"""Real records of the Hub: every hundredth model is judged as the engine judges its whole upstream."""

from functools import cache

from licet.cli.graph import PLAIN_USE
from licet.propagate.lanes import LINK_KINDS
from licet.registry import Judging, gather, prepare, rows
from tests.registry.engine import Judged, Row, judged, whole
from tests.registry.test_judging import config, outcome
from tests.rules.build import NOW
from tests.shared import shared

EVERY = 100


@cache
def hub() -> Judging:
    registry = gather(rows(shared("data", "hub_records.jsonl")))
    return prepare(registry, config(PLAIN_USE), path="hub_records.jsonl", now=NOW)


@cache
def numbered() -> dict[str, int]:
    return {name: at for at, name in enumerate(hub().registry.ids)}


def upstream(judging: Judging, part: int) -> list[Row]:
    """The rows of a part and of everything upstream of it, in the plain shape."""
    graph, ids = judging.reach.graph, judging.registry.ids
    queue, seen = [part], {part}
    found: list[Row] = []
    while queue:
        here = queue.pop()
        links = range(int(graph.starts[here]), int(graph.starts[here + 1]))
        ends = [(LINK_KINDS[graph.link[link] // 2], int(graph.target[link])) for link in links]
        kind = str(judging.classes.parts[int(graph.part[here])].kind)
        found.append({"id": ids[here], "kind": kind, "links": [{"how": how, "to": ids[to]} for how, to in ends]})
        new = {to for _, to in ends} - seen
        seen |= new
        queue += sorted(new)
    return found


def by_engine(judging: Judging, part: int) -> Judged:
    """The judgement of the engine on one part and everything upstream of it."""
    numbers = numbered()
    graph = judging.reach.graph
    system = whole(
        upstream(judging, part),
        judging.registry.ids[part],
        config(PLAIN_USE),
        "part",
        lambda name: judging.classes.terms[int(graph.part[numbers[name]])],
    )
    return judged(system)


def test_all_records_are_read() -> None:
    registry = hub().registry
    assert (registry.rows, registry.components, registry.unread.number) == (15_904, 15_904, 0)


def test_models_are_judged_as_the_engine_judges_them() -> None:
    judging = hub()
    chosen = list(judging.parts())[::EVERY]
    assert len(chosen) == 160
    assert [part for part in chosen if outcome(judging, part) != by_engine(judging, part)] == []


def test_models_with_a_deep_upstream_are_judged_as_the_engine_judges_them() -> None:
    judging = hub()
    algebra = judging.reach.algebra
    deepest = sorted(judging.parts(), key=lambda part: (-len(algebra.rows[judging.reach.rows[part]]), part))[:40]
    assert [part for part in deepest if outcome(judging, part) != by_engine(judging, part)] == []

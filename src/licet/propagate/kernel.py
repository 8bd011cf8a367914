"""The kernel: the row of every part of a registry, by frontiers over flat arrays.

A part is done when all its upstream ends are. Each frontier is a few gathers from the tables of the algebra; only keys
that no earlier frontier had are worked out. Parts on cycles, and those downstream of them, grow to the fixpoint.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from licet.propagate.algebra import LINKS, Algebra, TooManyError

Numbers = NDArray[np.int32]
Keys = NDArray[np.int64]
Flags = NDArray[np.bool_]
Number = TypeVar("Number", np.int32, np.int64)

_DENSE: Final = 1 << 26
"""Keys up to this number are looked up in an array, others in a dictionary."""
_FIRST: Final = 1 << 10
"""Rows and offers that the arrays have room for at first."""
_WIDE: Final = 16
"""Upstream ends from which on a part's rows are joined by itself."""


@dataclass(frozen=True, slots=True)
class Graph:
    """A registry as arrays: the class of each part, and its links sorted by their downstream end.

    The links of part `v` are those from `starts[v]` up to `starts[v + 1]`; `link` holds numbers as `Algebra.step` reads
    them, `target` the upstream ends.
    """

    part: Numbers
    starts: NDArray[np.int64]
    target: Numbers
    link: Numbers

    @property
    def size(self) -> int:
        """How many parts there are."""
        return len(self.part)


@dataclass(frozen=True, slots=True)
class Reach:
    """What reaches each part: `rows[v]` is the number of its row.

    `unfinished` are parts whose rows may lack something because the tables grew over their bounds. `circular` are parts
    on cycles, or on ways from one cycle to another.
    """

    graph: Graph
    algebra: Algebra
    rows: Numbers
    unfinished: Flags
    circular: Flags

    def offer(self, part: int) -> int:
        """The number of what a part hands on downstream."""
        return self.algebra.offer(int(self.rows[part]), int(self.graph.part[part]))


def graph_of(part: Numbers, source: Numbers, target: Numbers, link: Numbers) -> Graph:
    """Put links into the order of their downstream ends; links of one part keep their order."""
    if len(source) and not bool((source[1:] >= source[:-1]).all()):
        order = np.argsort(source, kind="stable")
        source, target, link = source[order], target[order], link[order]
    starts = np.zeros(len(part) + 1, np.int64)
    np.cumsum(np.bincount(source, minlength=len(part)), out=starts[1:])
    return Graph(part, starts, np.ascontiguousarray(target), np.ascontiguousarray(link))


def _distinct(keys: NDArray[Number]) -> NDArray[Number]:
    """Each key once, in order; sorting is faster here than a table of hashes."""
    ordered = np.sort(keys)
    fresh = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return ordered[fresh]


class _Memo:
    """A table from keys to numbers of which missing entries are worked out once each."""

    def __init__(self, fill: Callable[[int], int], width: int) -> None:
        self._fill = fill
        self._dense = np.zeros(min(width * _FIRST, _DENSE), np.int32)
        self._sparse: dict[int, int] = {}

    def __call__(self, keys: Keys) -> Numbers:
        if not len(keys):
            return np.zeros(0, np.int32)
        top = int(keys.max()) + 1
        if top > _DENSE:
            distinct, places = np.unique(keys, return_inverse=True)
            return np.array([self._one(key) for key in distinct.tolist()], np.int32)[places]
        if top > len(self._dense):
            grown = np.zeros(min(max(top * 2, len(self._dense)), _DENSE), np.int32)
            grown[: len(self._dense)] = self._dense
            self._dense = grown
        found = self._dense[keys]
        missing = _distinct(keys[found == 0])
        if len(missing):
            self._dense[missing] = [self._fill(key) + 1 for key in missing.tolist()]
            found = self._dense[keys]
        return found - np.int32(1)

    def _one(self, key: int) -> int:
        known = self._sparse.get(key)
        if known is None:
            known = self._sparse[key] = self._fill(key)
        return known


@dataclass(slots=True)
class _Run:
    """One run over a graph: the tables, and the rows and offers so far."""

    graph: Graph
    algebra: Algebra
    rows: Numbers
    offers: Numbers
    offer_of: _Memo
    row_of: _Memo
    pairs: dict[int, int]

    @classmethod
    def over(cls, graph: Graph, algebra: Algebra) -> "_Run":
        """Begin with nothing known."""
        width = max(len(algebra.classes), 1)
        return cls(
            graph=graph,
            algebra=algebra,
            rows=np.zeros(graph.size, np.int32),
            offers=np.zeros(graph.size, np.int32),
            offer_of=_Memo(lambda key: algebra.offer(*divmod(key, width)), width),
            row_of=_Memo(lambda key: algebra.step(key % LINKS, key // LINKS), LINKS),
            pairs={},
        )

    def hand_on(self, parts: NDArray[np.int64]) -> None:
        """Work out what parts with known rows hand on downstream."""
        width = max(len(self.algebra.classes), 1)
        self.offers[parts] = self.offer_of(self.rows[parts].astype(np.int64) * width + self.graph.part[parts])

    def arrive(self, parts: NDArray[np.int64]) -> Numbers:
        """The rows of parts from what their upstream ends hand on."""
        starts = self.graph.starts
        at, count = starts[parts], starts[parts + 1] - starts[parts]
        rows = self._through(at)
        for place in range(1, min(int(count.max()), _WIDE)):
            more = np.flatnonzero((count > place) & (count <= _WIDE))
            rows[more] = self._joined(rows[more], self._through(at[more] + place))
        for wide in np.flatnonzero(count > _WIDE):
            links = np.arange(at[wide], at[wide] + count[wide])
            rows[wide] = self.algebra.join(np.unique(self._through(links)).tolist())
        return rows

    def _through(self, links: NDArray[np.int64]) -> Numbers:
        """The rows that arrive through single links."""
        graph = self.graph
        return self.row_of(self.offers[graph.target[links]].astype(np.int64) * LINKS + graph.link[links])

    def _joined(self, some: Numbers, others: Numbers) -> Numbers:
        """The rows of both, pair by pair."""
        differ = np.flatnonzero(some != others)
        low, high = np.minimum(some[differ], others[differ]), np.maximum(some[differ], others[differ])
        distinct, places = np.unique(low.astype(np.int64) << 32 | high, return_inverse=True)
        joined = np.array([self._pair(key) for key in distinct.tolist()], np.int32)
        result = some.copy()
        result[differ] = joined[places]
        return result

    def _pair(self, key: int) -> int:
        known = self.pairs.get(key)
        if known is None:
            known = self.pairs[key] = self.algebra.join((key >> 32, key & 0xFFFFFFFF))
        return known


def reach(graph: Graph, algebra: Algebra) -> Reach:
    """Work out the row of every part."""
    run = _Run.over(graph, algebra)
    done = np.zeros(graph.size, np.bool_)
    circular = np.zeros(graph.size, np.bool_)
    below = _downstream(graph)
    try:
        _in_order(run, below, done)
        circular = _circular(graph, ~done)
        _round_and_round(run, below, done)
    except TooManyError:
        pass  # what is not done is told by `unfinished`
    algebra.bounded = False  # single questions on what is done add little
    return Reach(graph, algebra, run.rows, ~done, circular)


@dataclass(frozen=True, slots=True)
class _Below:
    """The links by their upstream end: those to part `u` come from `source[starts[u]:starts[u + 1]]`."""

    starts: NDArray[np.int64]
    source: Numbers

    def of(self, parts: NDArray[np.int64]) -> Numbers:
        """The downstream ends of all links to some parts, as often as there are links."""
        found: Numbers = self.source[_spread(self.starts, parts)]
        return found


def _downstream(graph: Graph) -> _Below:
    counts = np.diff(graph.starts)
    source = np.repeat(np.arange(graph.size, dtype=np.int64), counts)
    order = np.sort(graph.target.astype(np.int64) << 32 | source)
    starts = np.zeros(graph.size + 1, np.int64)
    np.cumsum(np.bincount(graph.target, minlength=graph.size), out=starts[1:])
    return _Below(starts, (order & 0xFFFFFFFF).astype(np.int32))


def _in_order(run: _Run, below: _Below, done: Flags) -> None:
    """Parts that are on no cycle and downstream of none, each once, when all above it are done."""
    pending = np.diff(run.graph.starts)
    front = np.flatnonzero(pending == 0)
    while len(front):
        done[front] = True
        front = front[below.starts[front + 1] > below.starts[front]]
        run.hand_on(front)
        touched = below.of(front)
        np.subtract.at(pending, touched, 1)
        front = _distinct(touched[pending[touched] == 0]).astype(np.int64)
        if len(front):
            run.rows[front] = run.arrive(front)


def _round_and_round(run: _Run, below: _Below, done: Flags) -> None:
    """The rest: rows only grow, so a part is looked at again when something above it grew."""
    rest = np.flatnonzero(~done)
    if not len(rest):
        return
    run.hand_on(rest)
    front = rest
    while len(front):
        arrived = run.arrive(front)
        grew = front[arrived != run.rows[front]]
        run.rows[front] = arrived
        run.hand_on(grew)
        touched = below.of(grew)
        front = _distinct(touched[~done[touched]]).astype(np.int64)
    done[rest] = True


def _circular(graph: Graph, rest: Flags) -> Flags:
    """Of parts that are on cycles or downstream of some, those that are upstream of some as well."""
    left = rest.copy()
    if not left.any():
        return left
    source = np.repeat(np.arange(graph.size, dtype=np.int64), np.diff(graph.starts))
    inner = left[source] & left[graph.target]
    pending = np.bincount(graph.target[inner], minlength=graph.size)
    front = np.flatnonzero(left & (pending == 0))
    while len(front):
        left[front] = False
        above = graph.target[_spread(graph.starts, front)]
        above = above[left[above]]
        np.subtract.at(pending, above, 1)
        front = _distinct(above[pending[above] == 0]).astype(np.int64)
    return left


def _spread(starts: NDArray[np.int64], parts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places from the start of each part up to that of the next, all in one row."""
    at, count = starts[parts], starts[parts + 1] - starts[parts]
    ends = np.cumsum(count)
    places: NDArray[np.int64] = np.arange(int(count.sum())) + np.repeat(at - ends + count, count)
    return places

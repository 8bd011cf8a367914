"""Lay out a directed graph in columns: longest-path layers, few crossings, the same drawing for the same graph.

After the method of Sugiyama, Tagawa and Toda: break cycles, assign layers, order each layer by the middle of its
neighbors, then place. Links over several layers go through empty places of their own. Units are SVG user units.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

NODE_WIDTH: Final = 204
NODE_HEIGHT: Final = 68
COLUMN_GAP: Final = 150
_ROW_GAP: Final = 22
_BEND_HEIGHT: Final = 18
_MARGIN: Final = 10
_LINE: Final = 14
_SWEEPS: Final = 6

Edge = tuple[str, str]
_Place = tuple[str, int]
_Layers = list[list[_Place]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedNode:
    """A node with its upper left corner."""

    id: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutedEdge:
    """An edge from `source` to `target` as an SVG path, and the middle of its label."""

    source: str
    target: str
    path: str
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Everything placed; the origin is the upper left corner."""

    width: float
    height: float
    nodes: tuple[PlacedNode, ...]
    edges: tuple[RoutedEdge, ...]


def lay_out(nodes: Sequence[str], edges: Iterable[Edge]) -> Drawing:
    """Return the drawing; edges of a node to itself or to unknown nodes are left out.

    Columns run from the nodes that nothing points to, at the left; time grows with nodes times edges.
    """
    known = set(nodes)
    wanted = [edge for edge in dict.fromkeys(edges) if edge[0] != edge[1] and known.issuperset(edge)]
    forward = _without_cycles(nodes, wanted)
    levels = _levels(nodes, forward.values())
    chains = {edge: _chain(edge, number, levels) for number, edge in enumerate(dict.fromkeys(forward.values()))}
    layers = _ordered(_layers(nodes, levels, chains.values()), chains.values())
    middles = _placed(layers, chains.values())
    return _drawn(nodes, levels, middles, {edge: (chains[way], way != edge) for edge, way in forward.items()})


def _without_cycles(nodes: Sequence[str], edges: Sequence[Edge]) -> dict[Edge, Edge]:
    """Map each edge to itself, or to its reverse where it closes a cycle."""
    after: dict[str, list[str]] = {node: [] for node in nodes}
    for source, target in edges:
        after[source].append(target)
    entered = {target for _, target in edges}
    state: dict[str, int] = {}
    back: set[Edge] = set()
    for root in sorted(nodes, key=lambda node: node in entered):
        stack = [(root, iter(after[root]))] if root not in state else []
        state.setdefault(root, 1)
        while stack:
            node, targets = stack[-1]
            following = next(targets, None)
            if following is None:
                state[node] = 2
                stack.pop()
            elif following not in state:
                state[following] = 1
                stack.append((following, iter(after[following])))
            elif state[following] == 1:
                back.add((node, following))
    return {edge: (edge[1], edge[0]) if edge in back else edge for edge in edges}


def _levels(nodes: Sequence[str], edges: Iterable[Edge]) -> dict[str, int]:
    """The longest way from a node that nothing points to; nodes without any edge stand in the second column."""
    after: dict[str, list[str]] = {node: [] for node in nodes}
    waiting = dict.fromkeys(nodes, 0)
    for source, target in dict.fromkeys(edges):
        after[source].append(target)
        waiting[target] += 1
    linked = any(after.values())
    lonely = {node for node in nodes if linked and not after[node] and not waiting[node]}
    levels = {node: int(node in lonely) for node in nodes}
    ready = [node for node in nodes if not waiting[node]]
    for node in ready:  # grows while it is walked
        for target in after[node]:
            levels[target] = max(levels[target], levels[node] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return levels


def _chain(edge: Edge, number: int, levels: Mapping[str, int]) -> list[_Place]:
    """The places an edge goes through: its ends (numbered -1) and one bend in every layer between."""
    source, target = edge
    bends = [(f"{number}", level) for level in range(levels[source] + 1, levels[target])]
    return [(source, -1), *bends, (target, -1)]


def _layers(nodes: Sequence[str], levels: Mapping[str, int], chains: Iterable[list[_Place]]) -> _Layers:
    layers: _Layers = [[] for _ in range(max(levels.values(), default=0) + 1)]
    for node in nodes:
        layers[levels[node]].append((node, -1))
    for chain in chains:
        for place in chain[1:-1]:
            layers[place[1]].append(place)
    return layers


def _neighbors(chains: Iterable[list[_Place]]) -> tuple[dict[_Place, list[_Place]], dict[_Place, list[_Place]]]:
    before: dict[_Place, list[_Place]] = {}
    after: dict[_Place, list[_Place]] = {}
    for chain in chains:
        for left, right in itertools.pairwise(chain):
            after.setdefault(left, []).append(right)
            before.setdefault(right, []).append(left)
    return before, after


def _ordered(layers: _Layers, chains: Iterable[list[_Place]]) -> _Layers:
    """Order each layer by the mean rank of its neighbors, there and back, which removes most crossings."""
    before, after = _neighbors(chains)
    for sweep in range(_SWEEPS):
        near, walk = (before, layers[1:]) if sweep % 2 == 0 else (after, layers[-2::-1])
        rank = {place: float(number) for layer in layers for number, place in enumerate(layer)}
        for layer in walk:
            layer.sort(key=lambda place: _mean([rank[each] for each in near.get(place, [])], rank[place]))
            rank.update({place: float(number) for number, place in enumerate(layer)})
    return layers


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _placed(layers: _Layers, chains: Iterable[list[_Place]]) -> dict[_Place, float]:
    """The vertical middle of every place: near its neighbors, in order, never overlapping."""
    before, after = _neighbors(chains)
    middles: dict[_Place, float] = {}
    for layer in layers:
        offsets = _offsets(layer)
        middles.update({place: offset - offsets[-1] / 2 for place, offset in zip(layer, offsets, strict=True)})
    for sweep in range(_SWEEPS):
        near, walk = (before, layers[1:]) if sweep % 2 == 0 else (after, layers[-2::-1])
        for layer in walk:
            wished = [_mean([middles[each] for each in near.get(place, [])], middles[place]) for place in layer]
            middles.update(zip(layer, _apart(wished, _offsets(layer)), strict=True))
    return middles


def _offsets(layer: list[_Place]) -> list[float]:
    """How far below the first place each place must at least stand."""
    offsets = [0.0]
    for upper, lower in itertools.pairwise(layer):
        heights = [NODE_HEIGHT if place[1] < 0 else _BEND_HEIGHT for place in (upper, lower)]
        offsets.append(offsets[-1] + sum(heights) / 2 + _ROW_GAP)
    return offsets if layer else []


def _apart(wished: Sequence[float], offsets: Sequence[float]) -> list[float]:
    """The places nearest to the wished ones that keep order and distance (isotonic regression)."""
    blocks: list[tuple[float, int]] = []
    for wish, offset in zip(wished, offsets, strict=True):
        mean, size = wish - offset, 1
        while blocks and blocks[-1][0] > mean:
            other, more = blocks.pop()
            mean, size = (mean * size + other * more) / (size + more), size + more
        blocks.append((mean, size))
    flat = [mean for mean, size in blocks for _ in range(size)]
    return [value + offset for value, offset in zip(flat, offsets, strict=True)]


def _drawn(
    nodes: Sequence[str],
    levels: Mapping[str, int],
    middles: Mapping[_Place, float],
    chains: Mapping[Edge, tuple[list[_Place], bool]],
) -> Drawing:
    top = min((middle - NODE_HEIGHT / 2 for middle in middles.values()), default=0.0) - _MARGIN
    bottom = max((middle + NODE_HEIGHT / 2 for middle in middles.values()), default=0.0) + _MARGIN
    step = NODE_WIDTH + COLUMN_GAP
    columns = max(levels.values(), default=0) + 1
    placed = tuple(
        PlacedNode(id=node, x=_MARGIN + levels[node] * step, y=round(middles[node, -1] - NODE_HEIGHT / 2 - top, 1))
        for node in nodes
    )
    before, after = _neighbors(chain for chain, _ in chains.values())
    routed: list[RoutedEdge] = []
    for edge, (chain, backward) in chains.items():
        stops = [(levels[place[0]] if place[1] < 0 else place[1], middles[place] - top) for place in chain]
        leaves, enters = len(after[chain[0]]), len(before[chain[-1]])
        routed.append(_routed(edge, stops, at_end=leaves >= enters, backward=backward))
    width = columns * step - COLUMN_GAP + 2 * _MARGIN
    return Drawing(width=width, height=round(bottom - top, 1), nodes=placed, edges=tuple(routed))


def _routed(edge: Edge, stops: list[tuple[int, float]], *, at_end: bool, backward: bool) -> RoutedEdge:
    """Curves in the gaps between columns, straight lines past the columns between.

    The label stands on such a line where there is one, else where the edges of a fan are well apart.
    """
    curves: list[tuple[float, float, float, float]] = []
    for (level, start), (_, end) in itertools.pairwise(stops):
        left = _MARGIN + level * (NODE_WIDTH + COLUMN_GAP) + NODE_WIDTH
        curves.append((left, round(start, 1), left + COLUMN_GAP, round(end, 1)))
    if len(curves) > 1:
        label_x, label_y = curves[0][2] + NODE_WIDTH / 2, curves[0][3]
    else:
        x, y, to_x, to_y = curves[0]
        along, down = (0.6, 0.7) if at_end else (0.4, 0.3)  # a point of the curve, at about 0.64 or 0.36 of its way
        label_x, label_y = x + along * (to_x - x), y + down * (to_y - y)
    if backward:
        curves = [(right, end, left, start) for left, start, right, end in reversed(curves)]
        label_y += _LINE  # beside the label of its counterpart
    parts = [f"M{curves[0][0]:g} {curves[0][1]:g}"]
    for number, (x, y, to_x, to_y) in enumerate(curves):
        middle = (x + to_x) / 2
        parts += [f"L{x:g} {y:g}"] if number else []
        parts.append(f"C{middle:g} {y:g} {middle:g} {to_y:g} {to_x:g} {to_y:g}")
    source, target = edge
    return RoutedEdge(
        source=source, target=target, path="".join(parts), label_x=round(label_x, 1), label_y=round(label_y, 1)
    )

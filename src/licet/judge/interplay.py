"""What open facts do together: which can change the verdict of the whole, and which few answers would open the gate.

The verdict of the whole is the worst of many decisions. Decisions that share no question are looked at apart, which
is exact, since the worst of independent ones is settled by each; those that share some are joined in one diagram.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from licet.judge.diagram import Diagram, Diagrams, Fork, TooLargeError
from licet.judge.explore import Branch, Leaf, Node, asks, leaves, settle, under
from licet.model.findings import Settled
from licet.model.vocabulary import Verdict, worst
from licet.rules.facts import Ask

MOST_SETS: Final = 8
"""Sets of answers that are told for one finding, and for the gate; the shortest come first."""
_MOST_PRIMES: Final = 400
_BESIDE_DUTY: Final = Verdict.WITH_DUTIES.rank


@dataclass(frozen=True, slots=True)
class _Group:
    """Decisions that share questions, as trees and as diagrams over one order of these; None where too large."""

    trees: tuple[Node, ...]
    diagrams: Diagrams
    each: tuple[Diagram, ...] | None


def settled_by(tree: Node) -> tuple[Settled, ...]:
    """The smallest sets of answers that settle a decision, the shortest first; none where they are too many."""
    if isinstance(tree, Leaf):
        return ()
    if all(isinstance(sub, Leaf) and not sub.beyond for sub in tree.answers.values()):
        return tuple(Settled(answers={tree.ask.id: said}, verdict=settle(sub)) for said, sub in tree.answers.items())
    diagrams = Diagrams(tuple(asks(tree)))
    found = []
    try:
        diagram = diagram_of(tree, diagrams, untried=len(Verdict))
        for verdict in sorted({leaf.verdict for leaf in leaves(tree)}, key=lambda each: each.rank):
            where = diagrams.is_(diagram, lambda rank, wanted=verdict.rank: rank == wanted)  # type: ignore[misc]
            sets = diagrams.primes(where, _MOST_PRIMES)
            found += [Settled(answers=dict(diagrams.told(answers)), verdict=verdict) for answers in sets]
    except TooLargeError:
        return ()
    return tuple(sorted(found, key=lambda each: (len(each.answers), each.verdict.rank))[:MOST_SETS])


def diagram_of(tree: Node, diagrams: Diagrams, *, untried: int = Verdict.REVIEW.rank) -> Diagram:
    """A tree as a diagram of the ranks of its verdicts; `untried` stands for what was not tried to its end."""
    if isinstance(tree, Leaf):
        return untried if tree.beyond else tree.verdict.rank
    below = {said: diagram_of(sub, diagrams, untried=untried) for said, sub in tree.answers.items()}
    return diagrams.choice(tree.ask.id, below)


def moving(trees: Sequence[Node]) -> Mapping[str, bool | None]:
    """For each open fact whether it can change the worst of the decisions; None where that is not known."""
    floor = max((tree.verdict.rank for tree in trees if isinstance(tree, Leaf)), default=0)
    groups = _groups([tree for tree in trees if _highest(tree) > floor])
    moves: dict[str, bool | None] = {ask.id: False for tree in trees for ask in asks(tree)}
    for rank in range(floor + 1, len(Verdict)):
        reached = [(group, _some(group, rank)) for group in groups]
        if any(some == 1 for _, some in reached):
            continue
        unsure = any(some is None for _, some in reached)
        for group, some in reached:
            for ask in group.diagrams.asks:
                if some is None:
                    moves[ask.id] = moves[ask.id] or None
            for at in group.diagrams.depends(some) if some is not None else ():
                name = group.diagrams.asks[at].id
                moves[name] = moves[name] or (None if unsure else True)
    return moves


def opening(trees: Sequence[Node], gate: Verdict) -> tuple[Settled, ...]:
    """The fewest answers under which every decision is better than the gate; none where no answers do that.

    A duty that is pending fails a gate at duties. Where the answers needed cannot be told, none are.
    """
    failing = [tree for tree in trees if settle(tree).rank >= gate.rank]
    if not failing or any(isinstance(tree, Leaf) for tree in failing):
        return ()
    parts: list[tuple[Mapping[str, str], ...]] = []
    for group in _groups(failing):
        try:
            every = _every(group, gate.rank)
            found = group.diagrams.smallest(every, MOST_SETS) if every is not None else ()
        except TooLargeError:
            return ()
        if not found:
            return ()
        parts.append(tuple(dict(group.diagrams.told(answers)) for answers in found))
    sets = ({name: said for part in chosen for name, said in part.items()} for chosen in product(*parts))
    return tuple(Settled(answers=each, verdict=_then(trees, each)) for each in islice(sets, MOST_SETS))


def _then(trees: Iterable[Node], answers: Mapping[str, str]) -> Verdict:
    """The verdict of the whole after some answers."""
    found = []
    for tree in trees:
        left = tree
        for ask, said in answers.items():
            left = under(left, ask, said)
        found.append(settle(left))
    return worst(*found)


def _highest(tree: Node) -> int:
    return max(leaf.verdict.rank for leaf in leaves(tree))


def _some(group: _Group, rank: int) -> Diagram | None:
    """Where some decision of a group is as bad as a rank; None where the diagram is too large."""
    return _joined(group, max, lambda each: each >= rank, 0)


def _every(group: _Group, rank: int) -> Diagram | None:
    """Where every decision of a group is better than a rank; None where the diagram is too large."""
    return _joined(group, min, lambda each: each < rank, 1)


def _joined(group: _Group, how, wanted, start: int) -> Diagram | None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    if group.each is None:
        return None
    diagrams = group.diagrams
    try:
        each = [diagrams.is_(diagram, wanted) for diagram in group.each]
        each.sort(key=lambda one: one.at if isinstance(one, Fork) else -1, reverse=True)
        joined: Diagram = start
        for one in each:
            joined = diagrams.join(how, joined, one)
    except TooLargeError:
        return None
    return joined


def _groups(trees: Sequence[Node]) -> tuple[_Group, ...]:
    """Trees put together that share questions, directly or by others; trees without questions are left out."""
    first: dict[str, int] = {}
    of = list(range(len(trees)))

    def root(at: int) -> int:
        while of[at] != at:
            of[at] = of[of[at]]
            at = of[at]
        return at

    known: list[tuple[Ask, ...]] = [tuple(asks(tree)) for tree in trees]
    for at, asked in enumerate(known):
        for ask in asked:
            one, other = root(first.setdefault(ask.id, at)), root(at)
            of[max(one, other)] = min(one, other)
    members: dict[int, list[int]] = {}
    for at, tree in enumerate(trees):
        if isinstance(tree, Branch):
            members.setdefault(root(at), []).append(at)
    return tuple(_group([trees[at] for at in found], [known[at] for at in found]) for found in members.values())


def _group(trees: Sequence[Node], known: Sequence[tuple[Ask, ...]]) -> _Group:
    """One group; the questions of most decisions come first in its order, which keeps its diagrams small."""
    counts: dict[str, int] = {}
    named: dict[str, Ask] = {}
    for ask in (ask for asked in known for ask in asked):
        counts[ask.id] = counts.get(ask.id, 0) + 1
        named.setdefault(ask.id, ask)
    diagrams = Diagrams(tuple(sorted(named.values(), key=lambda ask: -counts[ask.id])))
    try:
        each = tuple(diagram_of(tree, diagrams) for tree in trees)
    except TooLargeError:
        return _Group(tuple(trees), diagrams, None)
    return _Group(tuple(trees), diagrams, each)

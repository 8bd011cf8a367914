"""What open facts do together: which can change the verdict of the whole, and which few answers would open the gate.

The verdict of the whole is the worst of many decisions. Decisions that share no question are looked at apart, which
is exact, since the worst of independent ones is settled by each. Those that share some are joined by the smallest
sets of answers under which each is bad: where no question is in them with two different answers, these sets without
those that contain another are the prime implicants of the whole (it is unate); else one diagram is made of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from licet.judge.diagram import Answers, Diagram, Diagrams, TooLargeError
from licet.judge.hitting import fewest, minimal
from licet.judge.pattern import Pattern, rank_under, traits_of
from licet.judge.shape import diagram_of
from licet.model.findings import Settled
from licet.model.vocabulary import Verdict
from licet.rules.facts import Ask

MOST_SETS: Final = 8
"""Sets of answers that are told for one finding, and for the gate; the shortest come first."""
_FEW: Final = 12
"""Questions of a group for which every smallest set of answers is looked for; for more, one is."""
_VERDICTS: Final = tuple(Verdict)


def settled_by(pattern: Pattern) -> tuple[Settled, ...]:
    """The smallest sets of answers that settle a decision, the shortest first; none where they are too many."""
    if not pattern.asks:
        return ()
    asks = pattern.asks
    found = traits_of(pattern.shape).settled or ()
    return tuple(
        Settled(answers={asks[at].id: asks[at].answers[answer] for at, answer in answers}, verdict=_VERDICTS[rank])
        for answers, rank in found[:MOST_SETS]
    )


def moving(patterns: Sequence[Pattern]) -> Mapping[str, bool | None]:
    """For each open fact whether it can change the worst of the decisions; None where that is not known."""
    floor = max((traits_of(each.shape).highest for each in patterns if not each.asks), default=0)
    groups = _groups([each for each in patterns if traits_of(each.shape).highest > floor])
    moves: dict[str, bool | None] = {ask.id: False for each in patterns for ask in each.asks}
    for rank in range(floor + 1, len(_VERDICTS)):
        reached = [_bearing(group, rank) for group in groups]
        if any(each.always for each in reached):
            continue
        unsure = any(each.bearing is None for each in reached)
        for group, each in zip(groups, reached, strict=True):
            names = [ask.id for ask in group.asks]
            bearing = range(len(names)) if each.bearing is None else each.bearing
            for name in (names[at] for at in bearing):
                moves[name] = moves[name] or (None if unsure else True)
    return moves


def opening(patterns: Sequence[Pattern], gate: Verdict) -> tuple[Settled, ...]:
    """The fewest answers under which every decision is better than the gate; none where no answers do that.

    A duty that is pending fails a gate at duties. Of a large group of decisions one such set is told, of others all;
    where it would take too long to find, none is.
    """
    ranks = [traits_of(each.shape).rank for each in patterns]
    failing = [each for each, rank in zip(patterns, ranks, strict=True) if rank >= gate.rank]
    if not failing or any(not each.asks for each in failing):
        return ()
    parts: list[tuple[Mapping[str, str], ...]] = []
    for group in _groups(failing):
        found = tuple(_opening(group, gate.rank))
        if not found:
            return ()
        parts.append(tuple(dict(_told(group.asks, answers)) for answers in found))
    sets = ({name: said for part in chosen for name, said in part.items()} for chosen in product(*parts))
    rest = max((rank for rank in ranks if rank < gate.rank), default=0)
    return tuple(Settled(answers=each, verdict=_then(patterns, rest, each)) for each in islice(sets, MOST_SETS))


def _then(patterns: Iterable[Pattern], rest: int, answers: Mapping[str, str]) -> Verdict:
    """The verdict of the whole after some answers; `rest` is the rank of what did not fail before."""
    ranks = (
        traits_of(each.shape).rank if all(ask.id not in answers for ask in each.asks) else rank_under(each, answers)
        for each in patterns
    )
    return _VERDICTS[max(rest, *ranks)]


@dataclass(frozen=True, slots=True)
class _Group:
    """Decisions that share questions; `places` are those of the questions of each in the order of `asks`."""

    asks: tuple[Ask, ...]
    patterns: tuple[Pattern, ...]
    places: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Reach:
    """Where a group is as bad as a rank: always, or by the questions that bear on it; None where that is not known."""

    always: bool
    bearing: frozenset[int] | None


def _bearing(group: _Group, rank: int) -> _Reach:
    bad = _bad(group, rank)
    if bad is not None and _unate(bad):
        least = minimal(bad)
        return _Reach(frozenset() in least, frozenset(at for answers in least for at, _ in answers))
    diagrams = Diagrams(group.asks)
    try:
        joined = _joined(group, diagrams, rank)
    except TooLargeError:
        return _Reach(always=False, bearing=None)
    return _Reach(joined == 1, diagrams.depends(joined))


def _opening(group: _Group, rank: int) -> Iterator[Answers]:
    """The fewest answers under which no decision of a group is as bad as a rank."""
    bad = _bad(group, rank)
    if len(group.asks) > _FEW and bad is not None and _unate(bad):
        kept = fewest(frozenset(at for at, _ in answers) for answers in minimal(bad))
        worse = {at: answer for answers in bad for at, answer in answers}
        if kept is not None:
            yield frozenset((at, 1 if worse[at] == 0 else 0) for at in kept)
        return
    diagrams = Diagrams(group.asks)
    try:
        good = diagrams.is_(_joined(group, diagrams, rank), (0).__eq__)
        yield from diagrams.smallest(good, MOST_SETS)
    except TooLargeError:
        return


def _bad(group: _Group, rank: int) -> set[Answers] | None:
    """The smallest sets of answers under which some decision of a group is as bad as a rank; None: too many."""
    found: set[Answers] = set()
    for pattern, places in zip(group.patterns, group.places, strict=True):
        sets = traits_of(pattern.shape).bad
        if sets is None:
            return None
        found.update(frozenset((places[at], answer) for at, answer in answers) for answers in sets[rank])
    return found


def _unate(sets: Iterable[Answers]) -> bool:
    """Whether each question occurs with one answer alone."""
    literals = frozenset().union(*sets)
    return len({at for at, _ in literals}) == len(literals)


def _joined(group: _Group, diagrams: Diagrams, rank: int) -> Diagram:
    """A diagram with 1 where some decision of a group is as bad as a rank; what was not tried counts as a review."""
    joined: Diagram = 0
    for pattern, places in zip(group.patterns, group.places, strict=True):
        ranks = diagram_of(pattern.shape, diagrams, places)
        bad = diagrams.is_(ranks, lambda each: (Verdict.REVIEW.rank if each >= len(_VERDICTS) else each) >= rank)
        joined = diagrams.join(max, joined, bad)
    return joined


def _told(asks: Sequence[Ask], answers: Answers) -> Iterator[tuple[str, str]]:
    return ((asks[at].id, asks[at].answers[answer]) for at, answer in sorted(answers))


def _groups(patterns: Sequence[Pattern]) -> tuple[_Group, ...]:
    """Decisions put together that share questions, directly or by others; those without questions are left out."""
    first: dict[str, int] = {}
    of = list(range(len(patterns)))

    def root(at: int) -> int:
        while of[at] != at:
            of[at] = of[of[at]]
            at = of[at]
        return at

    for at, pattern in enumerate(patterns):
        for ask in pattern.asks:
            one, other = root(first.setdefault(ask.id, at)), root(at)
            of[max(one, other)] = min(one, other)
    members: dict[int, list[Pattern]] = {}
    for at, pattern in enumerate(patterns):
        if pattern.asks:
            members.setdefault(root(at), []).append(pattern)
    return tuple(_group(found) for found in members.values())


def _group(patterns: Sequence[Pattern]) -> _Group:
    """One group; the questions of most decisions come first in its order, which keeps diagrams small."""
    counts: dict[str, int] = {}
    named: dict[str, Ask] = {}
    for ask in (ask for pattern in patterns for ask in pattern.asks):
        counts[ask.id] = counts.get(ask.id, 0) + 1
        named.setdefault(ask.id, ask)
    asks = tuple(sorted(named.values(), key=lambda ask: -counts[ask.id]))
    place = {ask.id: at for at, ask in enumerate(asks)}
    places = tuple(tuple(place[ask.id] for ask in pattern.asks) for pattern in patterns)
    return _Group(asks, tuple(patterns), places)

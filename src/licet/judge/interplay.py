"""What open facts do together: which can change the verdict of the whole, and which few answers would open the gate.

The verdict of the whole is the worst of many decisions. Decisions that share no question are looked at apart, which
is exact, since the worst of independent ones is settled by each. Those that share some are joined by the smallest
sets of answers under which each is bad: where no question is in them with two different answers, these sets without
those that contain another are the prime implicants of the whole (it is unate); else one diagram is made of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from licet.judge.diagram import Answers, Diagram, Diagrams, TooLargeError
from licet.judge.hitting import fewest, minimal
from licet.judge.pattern import rank_under, traits_of
from licet.judge.shape import Pattern, diagram_of, ranks_in, settled_rank
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
    highest = [traits_of(each.shape).highest for each in patterns]
    floor = max((rank for each, rank in zip(patterns, highest, strict=True) if not each.asks), default=0)
    groups = _groups([each for each, rank in zip(patterns, highest, strict=True) if rank > floor])
    moves: dict[str, bool | None] = {ask.id: False for each in patterns for ask in each.asks}
    left = [group for group in groups if group.asks]
    for rank in range(floor + 1, len(_VERDICTS)):
        if not left:
            break
        reached = [_bearing(group, rank) for group in groups]
        if any(each.always for each in reached):
            continue
        unsure = any(each.bearing is None for each in reached)
        for group, each in zip(groups, reached, strict=True):
            bearing = group.asks if each.bearing is None else [group.asks[at] for at in each.bearing]
            moves.update({ask.id: moves[ask.id] or (None if unsure else True) for ask in bearing})
        left = [group for group in left if not all(moves[ask.id] for ask in group.asks)]  # of the others all is known
    return moves


def opening(patterns: Sequence[Pattern], gate: Verdict) -> tuple[Settled, ...]:
    """The fewest answers under which every decision is better than the gate; none where no answers do that.

    A duty that is pending fails a gate at duties. Of a large group of decisions one such set is told, of others all;
    where it would take too long to find, none is.
    """
    ranks = [settled_rank(ranks_in(each.shape)) for each in patterns]
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
    asking = _asking(patterns)
    rest = max((rank for rank in ranks if rank < gate.rank), default=0)
    return tuple(
        Settled(answers=each, verdict=_then(patterns, ranks, asking, rest, each)) for each in islice(sets, MOST_SETS)
    )


def _then(
    patterns: Sequence[Pattern],
    ranks: Sequence[int],
    asking: Mapping[str, Sequence[int]],
    rest: int,
    answers: Mapping[str, str],
) -> Verdict:
    """The verdict of the whole after some answers.

    `ranks` are those of the decisions while all is open, `asking` tells which ask for a fact, `rest` is the worst rank
    of what does not fail.
    """
    touched = {at for name in answers for at in asking[name]}
    after = [rank_under(patterns[at], answers) for at in touched]
    return _VERDICTS[max([rest, *after, *(rank for at, rank in enumerate(ranks) if at not in touched)])]


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
        for answers in sets[rank]:
            found.add(frozenset([(places[at], answer) for at, answer in answers]))
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
    asking = _asking(patterns)
    found: list[_Group] = []
    seen = [not pattern.asks for pattern in patterns]
    for first in range(len(patterns)):
        if seen[first]:
            continue
        seen[first] = True
        members = [first]
        for at in members:
            for ask in patterns[at].asks:
                for other in asking.pop(ask.id, ()):
                    if not seen[other]:
                        seen[other] = True
                        members.append(other)
        found.append(_group([patterns[at] for at in sorted(members)]))
    return tuple(found)


def _asking(patterns: Sequence[Pattern]) -> dict[str, list[int]]:
    """The places of the decisions that ask for each fact."""
    asking: dict[str, list[int]] = {}
    for at, pattern in enumerate(patterns):
        for ask in pattern.asks:
            asking.setdefault(ask.id, []).append(at)
    return asking


def _group(patterns: Sequence[Pattern]) -> _Group:
    """One group; the questions of most decisions come first in its order, which keeps diagrams small."""
    named: dict[str, Ask] = {}
    for pattern in patterns:
        for ask in pattern.asks:
            named.setdefault(ask.id, ask)
    counts = Counter([ask.id for pattern in patterns for ask in pattern.asks])
    order = sorted(named, key=lambda name: -counts[name])
    place = {name: at for at, name in enumerate(order)}
    places = tuple([tuple([place[ask.id] for ask in pattern.asks]) for pattern in patterns])
    return _Group(tuple([named[name] for name in order]), tuple(patterns), places)

"""Small sets: those that contain no other, and the fewest members that meet each of them."""

from collections.abc import Iterable
from itertools import chain, combinations
from typing import Final, TypeVar

T = TypeVar("T")

MAX_STEPS: Final = 2000
"""Choices that are tried before the search for the fewest members is given up."""
_SMALL: Final = 6
"""Sets of so many members are compared by looking up their subsets."""


def minimal(sets: Iterable[frozenset[T]]) -> list[frozenset[T]]:
    """The sets that contain no other of them, the small ones first."""
    kept: list[frozenset[T]] = []
    known: set[frozenset[T]] = set()
    for one in sorted(set(sets), key=len):
        if len(one) <= _SMALL:
            below = chain.from_iterable(combinations(one, size) for size in range(len(one)))
            covered = any(frozenset(part) in known for part in below)
        else:
            covered = any(other <= one for other in kept)
        if not covered:
            kept.append(one)
            known.add(one)
    return kept


def fewest(sets: Iterable[frozenset[int]]) -> frozenset[int] | None:
    """A smallest set that meets each of the sets; None where it was not found in MAX_STEPS, or one of them is empty."""
    steps = [MAX_STEPS]
    return _fewest(minimal(sets), steps, None)


def _fewest(sets: list[frozenset[int]], steps: list[int], limit: int | None) -> frozenset[int] | None:
    """Choose what is forced, drop what another serves as well, then try each member of a smallest set."""
    chosen: set[int] = set()
    while sets:
        if not sets[0] or steps[0] <= 0:
            return None
        single = {member for one in sets if len(one) == 1 for member in one}
        if single:
            chosen |= single
            sets = [one for one in sets if one.isdisjoint(single)]
            continue
        reduced = minimal(_undominated(sets))
        if reduced == sets:
            break
        sets = reduced
    if limit is not None and len(chosen) + bool(sets) > limit:
        return None
    if not sets:
        return frozenset(chosen)
    best: frozenset[int] | None = None
    for member in sorted(sets[0]):
        steps[0] -= 1
        left = limit if best is None else len(best) - 1
        rest = None if left is None else left - len(chosen) - 1
        found = _fewest([one for one in sets if member not in one], steps, rest)
        if steps[0] <= 0:
            return None
        if found is not None:
            best = frozenset(chosen | found | {member})
    return best


def _undominated(sets: list[frozenset[int]]) -> list[frozenset[int]]:
    """The sets without the members in whose place another member of theirs would meet all that they meet."""
    within: dict[int, set[int]] = {}
    for at, one in enumerate(sets):
        for member in one:
            within.setdefault(member, set()).add(at)
    gone: set[int] = set()
    for one in sets:
        for member in sorted(one - gone):
            others = (other for other in one - gone if other != member)
            if any(within[member] <= within[other] for other in others):
                gone.add(member)
    return [one - gone for one in sets]

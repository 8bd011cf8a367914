"""Where in a text a known license may stand: the samples of the index that occur in it, put together to placements."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from licet.identify.index import Index, shingles

_MOST_HITS: Final = 150_000
"""Hits that are looked at in one text; a text made to have more is cut off there."""
_DRIFT: Final = 24
"""Words by which neighbors of one run may be shifted against each other."""
_LEAST_SHARE: Final = 0.35
_LEAST_HITS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A known text that seems to stand in a text: `hits` pair positions in both, rising in both.

    `expected` estimates how many of its words are there.
    """

    number: int
    hits: tuple[tuple[int, int], ...]
    start: int
    end: int
    expected: float

    @property
    def middle(self) -> int:
        """The word in the text that stands amid the hits."""
        return self.hits[len(self.hits) // 2][0]


def placements(numbers: Sequence[int], index: Index) -> list[Placement]:
    """Return the placements of known texts among the words of a text, the largest first."""
    keys = shingles(numbers)
    by_text: dict[int, list[tuple[int, int]]] = defaultdict(list)
    count = 0
    for at in index.sampled(keys):
        places = index.places(keys[at])
        count += len(places)
        if count > _MOST_HITS:
            break
        for number, place in places:
            by_text[number].append((at, place))
    found = [
        placement
        for number, hits in by_text.items()
        if len(hits) >= min(_LEAST_HITS, index.known[number].samples)
        for run in _chains(_runs(hits), index.known[number].size)
        if (placement := _placement(number, run, len(numbers), index)) is not None
    ]
    return sorted(found, key=lambda one: (-one.expected, one.start, one.number))


def _runs(hits: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Group hits that are shifted alike; single hits are chance and left out where there are runs."""
    hits.sort(key=lambda hit: (hit[0] - hit[1], hit))
    runs = [[hits[0]]]
    for before, hit in pairwise(hits):
        if (hit[0] - hit[1]) - (before[0] - before[1]) > _DRIFT:
            runs.append([])
        runs[-1].append(hit)
    longer = [run for run in runs if len(run) > 1]
    return [sorted(run) for run in (longer or runs)]


def _chains(runs: list[list[tuple[int, int]]], size: int) -> list[list[tuple[int, int]]]:
    """Join runs that follow one another in both texts: matter was inserted or taken out between them."""
    runs.sort(key=lambda run: run[0])
    chains = [list(runs[0])]
    for run in runs[1:]:
        last = chains[-1][-1]
        follows = run[0][0] > last[0] and run[0][1] > last[1]
        if follows and run[0][0] - last[0] <= size + 400:
            chains[-1].extend(run)
        else:
            chains.append(list(run))
    return chains


def _placement(number: int, run: list[tuple[int, int]], length: int, index: Index) -> Placement | None:
    known = index.known[number]
    rising = _rising(run)
    share = len(rising) / known.samples
    if share < _LEAST_SHARE:
        return None
    slack = known.size // 8 + 20
    first, last = rising[0], rising[-1]
    return Placement(
        number=number,
        hits=tuple(rising),
        start=max(0, first[0] - first[1] - slack),
        end=min(length, last[0] + (known.size - last[1]) + slack),
        expected=share * known.size,
    )


def _rising(run: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the hits that rises in both texts (patience sorting, Fredman 1975)."""
    if all(before[1] < after[1] for before, after in pairwise(run)):
        return run
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for here, (_, place) in enumerate(run):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(place)
            ends.append(here)
        else:
            tops[pile] = place
            ends[pile] = here
    rising: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        rising.append(run[at])
        at = before[at]
    rising.reverse()
    return rising

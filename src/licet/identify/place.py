"""Where in a text a rule may stand with changes: the sampled runs that both have, put together to placements."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from licet.identify.hashing import SAMPLE, Keys, runs
from licet.identify.index import Index, spread

MOST_HITS: Final = 60_000
"""Hits that are looked at in one text."""
_DRIFT: Final = 24
"""Words by which neighbors of one run may be shifted against each other, at least."""
_LEAST_SHARE: Final = 0.20
_LEAST_WORDS: Final = 7
LEAST_HITS: Final = 5
"""Hits in what nothing explains so far below which nothing is placed; a word can be the edge of two of them."""
_MOST_RULES: Final = 400
_MOST_PLACEMENTS: Final = 400
"""Rules that are looked at, and placements of them that are offered."""

_SINGLE: Final = 0.5
"""The share of hits that must be left when those that are not alone at their place are left out."""
_RUNS_LOST: Final = 3
"""Runs that a changed word is taken to cost."""
CUT: Final = 0.4
"""What a word of a rule counts that is missing at either end."""
_SLACK: Final = 20
"""Words around the hits in which a rule may begin or end, beside an eighth of its words."""
_MANY: Final = 64
_STRAYS: Final = 3
"""Pairs of which those out of order may be left out; so many in a row and more, shifted alike, are never left out."""
_FAR: Final = 1 << 16
"""More than a rule has words."""

Hits = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placements:
    """Rules that seem to stand in a text, an array per property, those that explain most first.

    Rule `rules[i]` seems to stand from word `start[i]` to `stop[i]`; its hits lie from word `low[i]` to `high[i]`, with
    `middle[i]` amid them, and `net[i]` estimates what it explains (see `approximate`).
    """

    rules: Hits
    start: Hits
    stop: Hits
    low: Hits
    high: Hits
    middle: Hits
    net: NDArray[np.float64]
    begin: Hits
    end: Hits
    here: Hits
    there: Hits

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.rules)

    def hits(self, rank: int) -> tuple[list[int], list[int]]:
        """Return the positions in the text and in the rule that tell of a placement, rising in both."""
        hits = slice(self.begin[rank], self.end[rank])
        here, there = self.here[hits], self.there[hits]
        order = (here * _FAR + there).argsort()
        here, there = here[order], there[order]
        same = here[1:] == here[:-1]
        if same.any():
            single = np.ones(len(here), np.bool_)
            # a run that the rule has twice does not tell where it stands
            single[1:] &= ~same
            single[:-1] &= ~same
            if np.count_nonzero(single) >= _SINGLE * len(here):
                here, there = here[single], there[single]
        return rising(here, there)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sampled:
    """The words `at` which sampled runs of rules begin in a text, and where the postings of each begin and end."""

    at: Hits
    first: Hits
    last: Hits

    def within(self, start: int, end: int) -> "Sampled":
        """Return the runs that lie in a stretch of the text, with the places counted from its beginning."""
        low, high = self.at.searchsorted((start, end - SAMPLE + 1)).tolist()
        return Sampled(at=self.at[low:high] - start, first=self.first[low:high], last=self.last[low:high])


def sampled(keys: Keys, index: Index) -> Sampled:
    """Return the sampled runs among the words of a text."""
    at, first, last = index.samples.find(runs(keys, SAMPLE))
    return Sampled(at=at, first=first, last=last)


def placements(
    found: Sampled, plain: NDArray[np.bool_], index: Index, most: int = MOST_HITS
) -> tuple[Placements | None, bool]:
    """Return the placements of rules among the words of a text, and whether some were passed over.

    `plain` tells of each word whether no rule has been found there. Where all words were found already there is
    nothing to place. Of a text with more than `most` hits every second, third ... place is looked at.
    """
    at, first, last = found.at, found.first, found.last
    if np.count_nonzero(plain[at] | plain[at + SAMPLE - 1]) < LEAST_HITS:
        return None, False
    step = 1 + int((last - first).sum()) // most
    at = at[::step]
    postings, counts = spread(first[::step], last[::step])
    rules = index.samples.rules[postings]
    best, some_left = _hopeful(rules, index)
    hopeful = best[rules].nonzero()[0]
    if not hopeful.size:
        return None, step > 1
    here = at.repeat(counts)[hopeful]
    places = index.samples.places[postings[hopeful]]
    return _clusters(rules[hopeful].astype(np.int64), here, places, index), step > 1 or some_left


def _hopeful(rules: NDArray[np.uint16], index: Index) -> tuple[NDArray[np.bool_], bool]:
    """Return for each rule whether it has hits enough to stand in the text and is among those that have most.

    The second value says whether there were more.
    """
    counts = np.bincount(rules, minlength=len(index.rules.samples))
    some = counts.nonzero()[0]
    samples = index.rules.samples[some]
    shares = np.minimum(counts[some], samples) / samples
    expected = shares * index.rules.size[some]
    likely = (shares >= _LEAST_SHARE) & (expected >= _LEAST_WORDS)
    some, weights = some[likely], (shares * expected)[likely]
    left = len(some) > _MOST_RULES
    if left:
        some = some[weights >= np.partition(weights, -_MOST_RULES)[-_MOST_RULES]]
    hopeful = np.zeros(len(counts), np.bool_)
    hopeful[some] = True
    return hopeful, left


def _clusters(rules: Hits, here: Hits, places: NDArray[np.uint16], index: Index) -> Placements | None:
    """Group the hits of a rule that are shifted alike."""
    # one number for rule, shift and place sorts in a fraction of the time
    packed = rules << 44 | (here - places + _FAR) << 22 | here
    packed.sort()
    rules, here = packed >> 44, packed & (1 << 22) - 1
    shift = (packed >> 22 & (1 << 22) - 1) - _FAR
    sizes = index.rules.size[rules]
    drift = np.maximum(_DRIFT, sizes >> 3)
    breaks = ((rules[1:] != rules[:-1]) | (shift[1:] - shift[:-1] > drift[1:])).nonzero()[0] + 1
    begins = np.concatenate(([0], breaks))
    ends = np.concatenate((breaks, [len(rules)]))
    heads = rules[begins]
    samples, size = index.rules.samples[heads], sizes[begins].astype(np.int64)
    shares = np.minimum(ends - begins, samples) / samples
    likely = (shares >= _LEAST_SHARE) & (shares * size >= _LEAST_WORDS)
    if not likely.any():
        return None
    there: Hits = here - shift
    low, high = np.minimum.reduceat(here, begins), np.maximum.reduceat(here, begins)
    reach = np.maximum.reduceat(there, begins) - np.minimum.reduceat(there, begins) + SAMPLE
    nets = np.where(likely, _nets(high - low + SAMPLE, reach, size, shares), -np.inf)
    best = (-nets).argsort(kind="stable")[: min(_MOST_PLACEMENTS, np.count_nonzero(likely))]
    begins, ends, size = begins[best], ends[best], size[best]
    return Placements(
        rules=heads[best],
        start=np.maximum(0, shift[begins] - (size >> 3) - _SLACK),
        stop=shift[ends - 1] + size + (size >> 3) + _SLACK,
        low=low[best],
        high=high[best],
        middle=here[(begins + ends) // 2],
        net=nets[best],
        begin=begins,
        end=ends,
        here=here,
        there=there,
    )


def _nets(here: Hits, there: Hits, sizes: Hits, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """Estimate what placements explain (`approximate.Laid.net`) from how far their hits reach, and how dense they are.

    A changed word takes the runs around it with it, so that more of a stretch is there than its hits tell.
    """
    dense = np.minimum(1.0, shares * sizes / there)
    shared = np.minimum(here, there) * (1 - (1 - dense) / _RUNS_LOST)
    found: NDArray[np.float64] = 3 * shared - here - there - CUT * np.maximum(0, sizes - there)
    return found


def rising(here: Hits, there: Hits) -> tuple[list[int], list[int]]:
    """Return the longest part of pairs, sorted by the first, that rises in the second as well.

    Of many pairs a few that are shifted otherwise than those around them are left out first: the part that is returned
    may be shorter by them.
    """
    falls = _falls(here, there)
    if falls.any() and len(here) > _MANY:
        here, there = _without_strays(here, there, falls)
        falls = _falls(here, there)
    if not falls.any():
        return here.tolist(), there.tolist()
    kept = _longest(there.tolist())
    return here[kept].tolist(), there[kept].tolist()


def _falls(here: Hits, there: Hits) -> NDArray[np.bool_]:
    """Return for each pair but the first whether it does not lie behind the one before in both."""
    found: NDArray[np.bool_] = (there[1:] <= there[:-1]) | (here[1:] <= here[:-1])
    return found


def _without_strays(here: Hits, there: Hits, falls: NDArray[np.bool_]) -> tuple[Hits, Hits]:
    """Leave out the few pairs in a row, shifted alike, that begin or end where pairs do not rise."""
    shift = here - there
    begins = np.concatenate(([0], (shift[1:] != shift[:-1]).nonzero()[0] + 1))
    sizes = np.diff(begins, append=len(here))
    fall = np.concatenate(([False], falls, [False]))
    astray = (sizes < _STRAYS) & (fall[begins] | fall[begins + sizes])
    kept = (~astray).repeat(sizes)
    return here[kept], there[kept]


def _longest(places: list[int]) -> list[int]:
    """Return the positions of the longest part that rises (patience sorting, Fredman 1975)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, place in enumerate(places):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(place)
            ends.append(number)
        else:
            tops[pile] = place
            ends[pile] = number
    found: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    found.reverse()
    return found

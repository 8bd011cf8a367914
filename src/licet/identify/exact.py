"""Find every rule that stands word by word in a text, all at once.

Each rule is anchored at the run of four words that the fewest rules have (`packing`). The runs of the text that are
anchors give candidates; the number of the words that a candidate would take up tells whether they are the rule's.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from licet.identify.hashing import LONGEST, Keys, matches, runs_upto, sums
from licet.identify.index import Index, spread

_MOST: Final = 10_000
"""Rules found in one text that are told."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """Rules found in a text: `rules[i]` takes up the words `starts[i]` to `ends[i]`; none lies within another."""

    rules: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def find(keys: Keys, index: Index) -> Found:
    """Return the rules that stand in a text, in its order; a rule within a longer one is left out."""
    rules, starts = _candidates(keys, index)
    ends = starts + index.rules.size[rules]
    inside = (starts >= 0) & (ends <= len(keys))
    rules, starts, ends = rules[inside], starts[inside], ends[inside]
    right = matches(sums(keys), starts, ends, index.rules.hash[rules])
    found = outermost(rules[right], starts[right], ends[right])
    if len(found.rules) <= _MOST:
        return found
    # a text of nothing but names says no more than its first names
    return Found(rules=found.rules[:_MOST], starts=found.starts[:_MOST], ends=found.ends[:_MOST])


def _candidates(keys: Keys, index: Index) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return rules that may stand in a text and the words at which they would begin."""
    own = runs_upto(keys, min(len(keys), LONGEST))
    at, first, last = index.anchors.find(np.concatenate(own))
    offsets = np.array([0, *accumulate(map(len, own))])
    places = at - offsets[offsets.searchsorted(at, "right") - 1]
    postings, counts = spread(first, last)
    rules = index.anchors.rules[postings].astype(np.int64)
    return rules, places.repeat(counts) - index.anchors.places[postings]


def outermost(rules: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> Found:
    """Leave out what lies within something longer; of equal places the first rule stays."""
    order = np.lexsort((rules, -ends, starts))
    rules, starts, ends = rules[order], starts[order], ends[order]
    if len(rules) > 1:
        reached = np.maximum.accumulate(ends)
        kept = np.concatenate(([True], ends[1:] > reached[:-1]))
        rules, starts, ends = rules[kept], starts[kept], ends[kept]
    return Found(rules=rules, starts=starts, ends=ends)

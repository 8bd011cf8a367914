"""Lay a license text found in a file beside the known texts of its license, and take the one that fits best."""

from typing import Final

import numpy as np

from licet.identify.align import Block, Budget, Numbers, fill, grow
from licet.identify.compare import Comparison, compare
from licet.identify.hashing import SAMPLE, runs
from licet.identify.index import Index
from licet.identify.normalize import Words
from licet.identify.place import rising
from licet.identify.refine import Match

_MOST_TEXTS: Final = 8
"""Known texts of one license that are tried."""
_SLACK: Final = 60
"""Words around what was found in which a known text may begin or end."""


def against_known(words: Words, match: Match, index: Index, budget: Budget) -> Comparison | None:
    """Return the comparison with the known text that fits best; None where the license has none."""
    numbers = index.numbers(words.keys)
    best: Comparison | None = None
    for known in _candidates(match, index):
        blocks = _blocks(numbers, match, index.words(index.text(known).rule), budget)
        if not blocks:
            continue
        one = compare(words, known, index.words(index.text(known).rule), blocks, index)
        if best is None or _rank(one) > _rank(best):
            best = one
        if one.exact:
            break
    return best


def _candidates(match: Match, index: Index) -> list[int]:
    """The known text that was found itself, then the others of its license, those of like size first."""
    own = int(index.rules.known[match.rule])
    name = index.names.get(match.expression)
    others = index.texts_of.get(name.id, ()) if name is not None else ()
    near = sorted(others, key=lambda number: (number != own, abs(index.text(number).size - match.size), number))
    return ([own] if own >= 0 and own not in near else []) + near[:_MOST_TEXTS]


def _rank(one: Comparison) -> tuple[bool, float, int, int]:
    inserted = sum(change.end - change.start for change in one.changes)
    return one.exact, one.found - one.missing - inserted, one.found, -one.number


def _blocks(numbers: Numbers, match: Match, known: Numbers, budget: Budget) -> tuple[Block, ...]:
    start, end = max(0, match.start - _SLACK), min(len(numbers), match.end + _SLACK)
    here = runs(numbers[start:end].astype(np.uint64), SAMPLE)
    there = runs(known.astype(np.uint64), SAMPLE)
    # of runs that a text has several times none tells where it stands
    keys, first, counts = np.unique(there, return_index=True, return_counts=True)
    single = counts == 1
    keys, first = keys[single], first[single]
    if not len(keys) or not len(here):
        return ()
    at = np.minimum(np.searchsorted(keys, here), len(keys) - 1)
    hits = np.flatnonzero(keys[at] == here)
    places, theirs = hits + start, first[at[hits]]
    kept = rising(theirs.tolist())
    blocks = grow(numbers, (start, end), known, (places[kept].tolist(), theirs[kept].tolist()))
    return fill(numbers, (start, end), known, blocks, budget)

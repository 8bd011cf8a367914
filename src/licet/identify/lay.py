"""Lay a license text found in a file beside the known texts of its license, and take the one that fits best."""

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from licet.identify.align import Block, Numbers, fill, grow
from licet.identify.compare import Comparison, compare
from licet.identify.hashing import SAMPLE, Keys, runs
from licet.identify.index import Index, spread
from licet.identify.numbered import Numbered
from licet.identify.place import rising
from licet.identify.refine import Match

_MOST_TEXTS: Final = 3
"""Known texts of one license that are tried."""
_SIBLING: Final = 0.95
"""The share of another license's text that must be in place for a text to be that license's."""
_CLOSE: Final = 0.02
"""Words that differ from a rule, as a share of its words, up to which its license is not in question."""
_MOST_SIBLINGS: Final = 4
_ALIKE: Final = 0.8
"""Other licenses that are tried, and the share of the most runs that any text shares from which on one is."""
_SLACK: Final = 60
"""Words around what was found in which a known text may begin or end."""


def against_known(text: Numbered, match: Match) -> Comparison | None:
    """Return the comparison with the known text that fits best; None where the license has none.

    Texts of other licenses that are much alike are tried too, for members of a family share most of their words. One
    of them is taken only where nearly all of it is there and far fewer words differ than from the rule that was found.
    """
    words, index = text.words, text.index
    best: Comparison | None = None
    number = int(index.rules.known[match.rule])
    if match.blocks and number >= 0 and not index.text(number).gaps:
        best = compare(words, number, index.words(match.rule), match.blocks, index)
        if best.exact:
            return best
    own = _own(match, index)
    differing = _differing(match)
    close = differing <= _CLOSE * match.size
    others = [] if close else siblings(words.keys[match.start : match.end], index)
    for known in dict.fromkeys((*own, *others)):
        blocks = _blocks(text, match, known)
        if not blocks:
            continue
        one = compare(words, known, index.words(index.text(known).rule), blocks, index)
        if known not in own and (one.score < _SIBLING or -2 * _rank(one, match)[1] >= differing):
            continue
        if best is None or _rank(one, match) > _rank(best, match):
            best = one
        if one.exact:
            break
    return best


def _differing(match: Match) -> int:
    """Return how many words differ between the first and the last one that a text shares with a rule."""
    if match.exact:
        return 0
    first, last = match.blocks[0], match.blocks[-1]
    return (last.there + last.size - first.there) + (match.end - match.start) - 2 * match.shared


def _own(match: Match, index: Index) -> list[int]:
    """The known text that was found itself, then the others of its license, those of like size first."""
    found = int(index.rules.known[match.rule])
    name = index.names.get(match.expression)
    others = index.texts_of.get(name.id, ()) if name is not None else ()
    by_size = sorted(others, key=lambda number: (abs(index.text(number).size - match.size), number))
    return list(dict.fromkeys(([found] if found >= 0 else []) + by_size[:_MOST_TEXTS]))


def siblings(keys: Keys, index: Index) -> list[int]:
    """Return the known texts that share most runs of words with a stretch of text, the most alike first."""
    _, first, last = index.samples.find(runs(keys, SAMPLE))
    if not first.size:
        return []
    rules = index.samples.rules[spread(first, last)[0]]
    known = index.rules.known[rules]
    shared = np.bincount(known[known >= 0], minlength=len(index.known_rules))
    most = int(shared.max())
    alike = 2 * shared / (index.rules.samples[index.known_rules] + most)
    best = np.argsort(-alike, kind="stable")[:_MOST_SIBLINGS]
    return [int(number) for number in best if shared[number] >= _ALIKE * most > 0]


def _rank(one: Comparison, match: Match) -> tuple[bool, int, int, int]:
    """What makes one known text fit better than another: fewer words that differ, or that it does not explain."""
    inserted = sum(change.end - change.start for change in one.changes)
    beside = max(0, (match.end - match.start) - (one.end - one.start))
    return one.exact, -(one.missing + inserted + beside), one.found, -one.number


def _blocks(text: Numbered, match: Match, number: int) -> tuple[Block, ...]:
    numbers = text.numbers
    start, end = max(0, match.start - _SLACK), min(len(numbers), match.end + _SLACK)
    known, keys, first = _prepared(number, text.index)
    here = runs(numbers[start:end].astype(np.uint64), SAMPLE)
    if not len(keys) or not len(here):
        return ()
    at = np.minimum(np.searchsorted(keys, here), len(keys) - 1)
    hits = np.flatnonzero(keys[at] == here)
    theirs = first[at[hits]]
    # of runs that either text has several times none tells where it stands
    single = np.bincount(theirs, minlength=1)[theirs] == 1
    blocks = grow(numbers, (start, end), known, rising(hits[single] + start, theirs[single]))
    return fill(numbers, (start, end), known, blocks, text.budget)


@lru_cache(maxsize=256)
def _prepared(number: int, index: Index) -> tuple[Numbers, Keys, NDArray[np.int64]]:
    """Return the words of a known text, the keys of the runs that it has once, in order, and where these stand."""
    known = index.words(index.text(number).rule)
    keys, first, counts = np.unique(runs(known.astype(np.uint64), SAMPLE), return_index=True, return_counts=True)
    return known, keys[counts == 1], first[counts == 1]

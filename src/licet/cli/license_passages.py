"""The passages in which two texts differ, word by word; case, punctuation and line breaks are of no account."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate
from typing import Final

import numpy as np

from licet.identify.normalize import Words, split

MOST_WORDS: Final = 20_000
"""Words of a text that is compared."""
_MOST_STEPS: Final = 40_000_000
"""Pairs of equal words that a search looks at: a few seconds."""
_BESIDE: Final = 3
"""Words told before and after a difference."""
_NEAR: Final = 2
"""Equal words between two differences that are read as one passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of one text from `line` to `last_line`, with a few words `before` and `after` them.

    Where no words stand, the lines are those of the place at which the other text has some.
    """

    line: int
    last_line: int
    words: int
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What stands in one text where something else, or nothing, stands in the other."""

    a: Stretch
    b: Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How two texts differ: their sizes in words, the words they share in place, and the passages in order.

    `refused` says why they were not compared; `cut` is true where the search ended early, so that passages are longer
    than they need to be.
    """

    a_words: int
    b_words: int
    shared: int = 0
    passages: tuple[Passage, ...] = ()
    refused: str = ""
    cut: bool = False


def difference(a: str, b: str) -> Difference:
    """Compare two texts word by word, within bounds of size and of time."""
    own, other = split(a), split(b)
    if max(len(own), len(other)) > MOST_WORDS:
        refused = f"only texts of up to {MOST_WORDS:,} words are"
        return Difference(a_words=len(own), b_words=len(other), refused=refused)
    if np.array_equal(own.keys, other.keys):
        return Difference(a_words=len(own), b_words=len(other), shared=len(own))
    search = _Search(own, other)
    blocks = search.get_matching_blocks()
    return Difference(
        a_words=len(own),
        b_words=len(other),
        shared=sum(block.size for block in blocks),
        passages=tuple(_passages(own, other, blocks)),
        cut=search.cut,
    )


class _Search(SequenceMatcher[int]):
    """A search for equal runs that gives up after a number of steps, whatever the texts are made of."""

    def __init__(self, own: Words, other: Words) -> None:
        mine, theirs = own.keys.tolist(), other.keys.tolist()
        super().__init__(None, mine, theirs, autojunk=False)
        self.cut = False
        self._left = _MOST_STEPS
        times = Counter(theirs)
        self._before = (0, *accumulate(1 + times[key] for key in mine))

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """Find the longest equal run as the standard library does; none when the steps are used up."""
        end = len(self._before) - 1 if ahi is None else ahi
        self._left -= self._before[end] - self._before[alo]
        if self._left < 0:
            self.cut = True
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def _passages(own: Words, other: Words, blocks: Iterable[Match]) -> Iterable[Passage]:
    """What lies between equal runs; runs of a few words between two differences belong to the passage."""
    last_a = last_b = 0
    for block in blocks:
        follows = (block.a, block.b) == (last_a, last_b)
        ends = (block.a + block.size, block.b + block.size) == (len(own), len(other))
        if block.size <= _NEAR and not follows and not ends:
            continue
        if not follows:
            yield Passage(a=_stretch(own, last_a, block.a), b=_stretch(other, last_b, block.b))
        last_a, last_b = block.a + block.size, block.b + block.size


def _stretch(words: Words, start: int, end: int) -> Stretch:
    if start < end:
        line, last = words.line(start), words.line(end - 1)
    else:
        line = last = words.line(min(start, len(words) - 1)) if len(words) else 0
    return Stretch(
        line=line,
        last_line=last,
        words=end - start,
        text=words.passage(start, end),
        before=words.passage(max(0, start - _BESIDE), start),
        after=words.passage(end, min(len(words), end + _BESIDE)),
    )

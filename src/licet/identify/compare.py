"""Tell what differs between a text and a known text, and whether it matters."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from licet.identify.align import Block, Numbers
from licet.identify.index import BLANK, Gap, Index, Known, Lexicon
from licet.identify.mask import (
    begins_notice,
    is_contact,
    is_idle,
    is_list_number,
    is_name,
    is_notice_year,
    is_parameters,
)
from licet.identify.normalize import Words, key_of, split, tokens

_FEW: Final = 4
"""Words that may stand for others inside a part that may be left out altogether."""
_LONG: Final = 300
"""Words of an insertion that is a change, whatever they are."""
_HOPELESS: Final = 0.6
"""The share of required words below which it does not matter whether the others do."""
_MOST_CHANGES: Final = 2_000
"""Differences of one text that are looked at."""
_HEAD: Final = 60
"""Words at the beginning of a text between which its parameters may stand."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Change:
    """Words `start` to `end` of a text stand in place of `missing` words of the known text that matter.

    Where both are none, the change only tells where words are gone that do not matter.
    """

    start: int
    end: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A known text found at words `start` to `end` of a text.

    `found` of its `required` words are in place (optional parts and names of holders are not required); `changes`
    are the differences that matter.
    """

    number: int
    start: int
    end: int
    found: int
    required: int
    changes: tuple[Change, ...]

    @property
    def score(self) -> float:
        """The share of the required words that is in place."""
        return self.found / self.required if self.required else 0.0

    @property
    def exact(self) -> bool:
        """Whether nothing that matters differs."""
        return not self.changes

    @property
    def missing(self) -> int:
        """Words of the known text that are gone and matter."""
        return sum(change.missing for change in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """A known text made ready to be compared: `before[i]` of its first `i` words are required."""

    known: Known
    before: NDArray[np.int64]

    def count(self, start: int, end: int) -> int:
        """Return how many of a range of words are required."""
        return int(self.before[end] - self.before[start]) if start < end else 0


def plan(known: Known) -> Plan:
    """Return what of a known text is required."""
    required = np.ones(known.size, np.int64)
    for start, end in (*known.optional, *((gap.start, gap.end) for gap in known.gaps)):
        required[start:end] = 0
    return Plan(known=known, before=np.concatenate(([0], np.cumsum(required))))


def compare(words: Words, number: int, text: Numbers, blocks: tuple[Block, ...], index: Index) -> Comparison:
    """Judge what lies between the blocks that a text shares with a known text, given as the numbers of its words."""
    wanted = plan(index.text(number))
    first, last = blocks[0], blocks[-1]
    size = wanted.known.size
    found = sum(wanted.count(block.there, block.there + block.size) for block in blocks)
    hopeless = found < _HOPELESS * wanted.count(0, size)
    changes: list[Change] = []
    if missing := wanted.count(0, first.there):
        changes.append(Change(start=first.here, end=first.here, missing=missing))
    for before, after in pairwise(blocks):
        here, there = (before.here + before.size, after.here), (before.there + before.size, after.there)
        if here == (after.here, after.here) and there[0] == there[1]:
            continue
        if _same_when_joined(words, here, text[slice(*there)], index):
            found += wanted.count(*there)
        elif hopeless:
            changes.append(Change(start=here[0], end=here[1], missing=wanted.count(*there)))
        elif len(changes) < _MOST_CHANGES:
            changes += _changes(words, (before, here, there), wanted, index.lexicon)
    if missing := wanted.count(last.there + last.size, size):
        end = last.here + last.size
        changes.append(Change(start=end, end=end, missing=missing))
    return Comparison(
        number=number,
        start=first.here,
        end=last.here + last.size,
        found=found,
        required=wanted.count(0, size),
        changes=tuple(changes),
    )


def _changes(
    words: Words, gap: tuple[Block, tuple[int, int], tuple[int, int]], wanted: Plan, lexicon: Lexicon
) -> Iterator[Change]:
    """Give the change between two blocks, if what differs there matters."""
    before, here, there = gap
    missing = wanted.count(*there)
    if here[0] == here[1]:
        if missing:
            yield Change(start=here[0], end=here[0], missing=missing)
    elif not _harmless(words, here, there, wanted.known, lexicon):
        start, end = here if missing else _whole_sentence(words, here, before)
        yield Change(start=start, end=end, missing=missing)
    elif missing:
        yield Change(start=here[0], end=here[0], missing=missing)


def _whole_sentence(words: Words, here: tuple[int, int], before: Block) -> tuple[int, int]:
    """Move an insertion that may as well have begun some words earlier to where a sentence begins."""
    start, end = here
    while start > before.here + 1 and words.keys[start - 1] == words.keys[end - 1]:
        start, end = start - 1, end - 1
        between = words.text[words.ends[start - 1] : words.starts[start]]
        if not between.isspace() or between.count("\n") > 1:
            return start, end
    return here


def _harmless(words: Words, here: tuple[int, int], there: tuple[int, int], known: Known, lexicon: Lexicon) -> bool:
    """Return whether the words `here`, found in place of the known words `there`, change nothing."""
    passage = words.passage(*here)
    if is_contact(passage):
        return True
    run = list(range(*here))
    while run and is_list_number(words, run[0]):
        run.pop(0)
    while run and is_list_number(words, run[-1]):
        run.pop()
    if all(is_notice_year(words, at) for at in run):
        return True
    if len(run) > _LONG:
        return False
    passage = words.passage(run[0], run[-1] + 1)
    if there[1] <= _HEAD and is_parameters(passage, known.labels):
        return True
    spelled = tuple(tokens(passage))
    if len(spelled) <= _FEW and _within(there, known.optional) and is_name(spelled, lexicon):
        return True
    if any(_fills(gap, spelled, lexicon) for gap in known.gaps if there[0] <= gap.start and gap.end <= there[1]):
        return True
    stands_apart = words.begins_line(run[0]) and words.ends_line(run[-1])
    return (stands_apart or begins_notice(passage)) and is_idle(passage, known.title, lexicon)


def _fills(gap: Gap, words: tuple[str, ...], lexicon: Lexicon) -> bool:
    return words in gap.choices or (len(words) <= gap.most and is_name(words, lexicon))


def _same_when_joined(words: Words, here: tuple[int, int], wanted: Numbers, index: Index) -> bool:
    """Return whether words are one known word, split by a hyphen or at the end of a line."""
    if len(wanted) != 1 or wanted[0] == BLANK or not 1 < here[1] - here[0] <= _FEW:
        return False
    joined = "".join(tokens(words.passage(*here)))
    sought = int(index.vocabulary[wanted[0]])
    if joined.isascii() and joined.isalnum():
        return key_of(joined) == sought
    keys = split(joined).keys  # signs of other scripts may part a word
    return len(keys) == 1 and int(keys[0]) == sought


def _within(there: tuple[int, int], ranges: tuple[tuple[int, int], ...]) -> bool:
    """Return whether words of a known text lie in one of the ranges; none must lie amid it."""
    edge = 0 if there[0] < there[1] else 1
    return any(start + edge <= there[0] and there[1] + edge <= end for start, end in ranges)

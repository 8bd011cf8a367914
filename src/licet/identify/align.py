"""Lay a known text beside a text: the runs of words that both have, in order."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint16]

_MOST_CELLS: Final = 4096
"""The largest gap (words here times words there) that is compared word by word."""
_FEW: Final = 6
"""Words in a row that two texts may share by chance."""
_STEP: Final = 64
"""Words that are compared at once at first; each time it grows eightfold."""
_WIDTH: Final = np.dtype(np.uint16).itemsize


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Block:
    """Words that both texts have: `size` words from `here` in the text and from `there` in the known text."""

    here: int
    there: int
    size: int


@dataclass(slots=True)
class Budget:
    """What may still be spent on word by word comparison in one text; `cells` only falls."""

    cells: int = 200_000

    def spend(self, cells: int) -> bool:
        """Take `cells` off and say whether the comparison may be made."""
        if cells > _MOST_CELLS or cells > self.cells:
            return False
        self.cells -= cells
        return True


def grow(
    numbers: Numbers, bounds: tuple[int, int], known: Numbers, hits: tuple[Sequence[int], Sequence[int]]
) -> list[Block]:
    """Return the blocks around `hits` that a known text shares with `numbers[bounds[0]:bounds[1]]`, rising in both.

    `hits` are positions in the text and in the known one, rising in both, that are known to begin equal words.
    """
    start, end = bounds
    blocks: list[Block] = []
    places, theirs = hits
    ours, wanted = numbers[start:end].tobytes(), known.tobytes()
    here_done, there_done = start, 0
    at = bisect_left(places, start)
    while at < len(places) and places[at] < end:
        here, there = places[at], theirs[at]
        if there < there_done:
            at += 1
            continue
        most = min(here - here_done, there - there_done)
        back = _equal_before(ours, here - start, wanted, there, most) if most else 0
        size = back + _equal_from(ours, here - start, wanted, there)
        if size > back:
            blocks.append(Block(here=here - back, there=there - back, size=size))
            here_done, there_done = here - back + size, there - back + size
        at = bisect_left(places, here_done, lo=at + 1)
    return blocks


def fill(
    numbers: Numbers, bounds: tuple[int, int], known: Numbers, blocks: Sequence[Block], budget: Budget
) -> tuple[Block, ...]:
    """Add the words that both texts share between the blocks, before the first and after the last."""
    if not blocks:
        return ()
    first, last = blocks[0], blocks[-1]
    reach = 2 * first.there + 8
    edge = Block(here=max(bounds[0], first.here - reach), there=0, size=0)
    filled = _between(numbers, known, edge, first, budget)
    for before, after in pairwise(blocks):
        filled.append(before)
        filled.extend(_between(numbers, known, before, after, budget))
    filled.append(last)
    rest = len(known) - (last.there + last.size)
    edge = Block(here=min(bounds[1], last.here + last.size + 2 * rest + 8), there=len(known), size=0)
    filled.extend(_between(numbers, known, last, edge, budget))
    return _without_strays(filled)


def _equal_from(one: bytes, here: int, other: bytes, there: int) -> int:
    """Return how many words are equal from two places on; a word has two bytes."""
    most = min(len(one) - _WIDTH * here, len(other) - _WIDTH * there)
    here, there, done, step = _WIDTH * here, _WIDTH * there, 0, _WIDTH * _STEP
    while done < most:
        end = min(done + step, most)
        first, second = one[here + done : here + end], other[there + done : there + end]
        if first != second:
            # as one number each: the lowest bit that differs tells the first word
            differs = int.from_bytes(first, "little") ^ int.from_bytes(second, "little")
            return (done + ((differs & -differs).bit_length() - 1) // 8) // _WIDTH
        done, step = end, 8 * step
    return most // _WIDTH


def _equal_before(one: bytes, here: int, other: bytes, there: int, most: int) -> int:
    """Return how many words are equal before two places; at most `most` are looked at."""
    here, there, most, done, step = _WIDTH * here, _WIDTH * there, _WIDTH * most, 0, _WIDTH * _STEP
    while done < most:
        end = min(done + step, most)
        first, second = one[here - end : here - done], other[there - end : there - done]
        if first != second:
            differs = int.from_bytes(first, "little") ^ int.from_bytes(second, "little")
            return (end - (differs.bit_length() + 7) // 8) // _WIDTH
        done, step = end, 8 * step
    return most // _WIDTH


def _without_strays(blocks: list[Block]) -> tuple[Block, ...]:
    """Leave out a few words at either end that chance to stand far off in the known text as well."""
    start, end = 0, len(blocks)
    while end - start > 1 and _stray(blocks[end - 1].size, blocks[end - 2], blocks[end - 1]):
        end -= 1
    while end - start > 1 and _stray(blocks[start].size, blocks[start], blocks[start + 1]):
        start += 1
    return tuple(blocks[start:end])


def _stray(size: int, before: Block, after: Block) -> bool:
    return size <= _FEW and after.there - before.there - before.size > 3 * size


def _between(numbers: Numbers, known: Numbers, before: Block, after: Block, budget: Budget) -> list[Block]:
    here, there = before.here + before.size, before.there + before.size
    if here >= after.here or there >= after.there:
        return []
    if not budget.spend((after.here - here) * (after.there - there)):
        return []
    words, wanted = numbers[here : after.here].tolist(), known[there : after.there].tolist()
    if set(words).isdisjoint(wanted):
        return []
    from difflib import SequenceMatcher  # noqa: PLC0415 - a fifth of the stage's start-up time, rarely needed

    found = SequenceMatcher(None, words, wanted, autojunk=False).get_matching_blocks()
    return [Block(here=here + one.a, there=there + one.b, size=one.size) for one in found if one.size]

"""Lay a known text beside a text: the runs of words that both have, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_MOST_CELLS: Final = 4096
"""The largest gap (words here times words there) that is compared word by word."""
_FEW: Final = 6
"""Words in a row that two texts may share by chance."""


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


def align(
    numbers: Sequence[int],
    bounds: tuple[int, int],
    known: Sequence[int],
    hits: Sequence[tuple[int, int]],
    budget: Budget,
) -> tuple[Block, ...]:
    """Return the blocks that a known text shares with `numbers[bounds[0]:bounds[1]]`, rising in both texts.

    `hits` are pairs of positions, rising in both, that are known to begin equal words.
    """
    start, end = bounds
    blocks: list[Block] = []
    here_done, there_done = start, 0
    for here, there in hits:
        if here < here_done or there < there_done or here >= end:
            continue
        block = _grown(numbers, known, (here, there), (here_done, there_done), end)
        if block is None:
            continue
        blocks.append(block)
        here_done, there_done = block.here + block.size, block.there + block.size
    return _without_strays(_filled(numbers, bounds, known, blocks, budget)) if blocks else ()


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


def _grown(
    numbers: Sequence[int], known: Sequence[int], at: tuple[int, int], least: tuple[int, int], end: int
) -> Block | None:
    here, there = at
    while here > least[0] and there > least[1] and numbers[here - 1] == known[there - 1]:
        here -= 1
        there -= 1
    size = at[0] - here
    most = min(end - here, len(known) - there)
    while size < most and numbers[here + size] == known[there + size]:
        size += 1
    return Block(here=here, there=there, size=size) if size else None


def _filled(
    numbers: Sequence[int], bounds: tuple[int, int], known: Sequence[int], blocks: list[Block], budget: Budget
) -> list[Block]:
    """Add the words that both texts share between the blocks, before the first and after the last."""
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
    return filled


def _between(numbers: Sequence[int], known: Sequence[int], before: Block, after: Block, budget: Budget) -> list[Block]:
    here, there = before.here + before.size, before.there + before.size
    words, wanted = numbers[here : after.here], known[there : after.there]
    if not words or not wanted or not budget.spend(len(words) * len(wanted)):
        return []
    from difflib import SequenceMatcher  # noqa: PLC0415 - a fifth of the stage's start-up time, rarely needed

    found = SequenceMatcher(None, words, wanted, autojunk=False).get_matching_blocks()
    return [Block(here=here + one.a, there=there + one.b, size=one.size) for one in found if one.size]

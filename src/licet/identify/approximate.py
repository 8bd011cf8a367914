"""Find rules that stand in a text with changes: for each stretch of it, the rule that explains it best."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from licet.identify.align import Block, grow
from licet.identify.hashing import Keys
from licet.identify.index import Index
from licet.identify.place import Placement, placements

_MOST_FOUND: Final = 200
_MOST_TRIED: Final = 1200
_RIVALS: Final = 12
"""Placements beside the best one that are laid beside the same stretch."""
_HOPELESS: Final = 0.55
"""The share of the best rival's words below which a rival is not tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A rule laid beside a text: the blocks of words that both have."""

    rule: int
    size: int
    blocks: tuple[Block, ...]
    shared: int

    @property
    def start(self) -> int:
        """The first word of the text that is the rule's."""
        return self.blocks[0].here

    @property
    def end(self) -> int:
        """The word behind the last one that is the rule's."""
        return self.blocks[-1].here + self.blocks[-1].size

    @property
    def net(self) -> int:
        """Words that both have, less those that only one has: what makes one rule explain a stretch better."""
        return 3 * self.shared - self.size - (self.end - self.start)


def find(
    keys: Keys, numbers: NDArray[np.uint16], free: NDArray[np.bool_], plain: NDArray[np.bool_], index: Index
) -> list[Laid]:
    """Return the rules that best explain the free stretches of a text, in its order.

    `numbers` are the numbers of the words, `free` tells of each whether no whole license text has been found there,
    `plain` whether nothing has.
    """
    offered = placements(keys, free, plain, index)
    return _Search(numbers=numbers, index=index, offered=offered).run() if offered else []


@dataclass(slots=True)
class _Search:
    """One text being searched; `tried` counts what was laid beside it so far."""

    numbers: NDArray[np.uint16]
    index: Index
    offered: Sequence[Placement]
    tried: int = 0
    found: list[Laid] = field(default_factory=list)

    def run(self) -> list[Laid]:
        """Take the placements by size; each takes up a stretch, together with its rivals."""
        middles = np.array([one.middle for one in self.offered])
        open_ = np.ones(len(self.offered), np.bool_)
        for rank, placement in enumerate(self.offered):
            if len(self.found) >= _MOST_FOUND or self.tried >= _MOST_TRIED:
                break
            if not open_[rank]:
                continue
            first, last = int(placement.here.min()), int(placement.here.max())
            near = np.flatnonzero(open_ & (middles >= first) & (middles <= last))
            near = near[near != rank][:_RIVALS]
            best = self._best([placement, *(self.offered[other] for other in near.tolist())])
            if best is None:
                open_[rank] = False
                continue
            self.found.append(best)
            open_ &= (middles < best.start) | (middles >= best.end)
            open_[rank] = False
        return sorted(self.found, key=lambda one: (one.start, one.rule))

    def _best(self, rivals: Sequence[Placement]) -> Laid | None:
        best: Laid | None = None
        for rival in rivals:
            if best is not None and rival.expected < _HOPELESS * best.shared:
                continue
            one = self._lay(rival)
            if one is not None and (best is None or (one.net, -one.rule) > (best.net, -best.rule)):
                best = one
        return best

    def _lay(self, placement: Placement) -> Laid | None:
        self.tried += 1
        bounds = self._bounds(placement)
        known = self.index.words(placement.rule, blanked=False)
        blocks = grow(self.numbers, bounds, known, placement.hits())
        if not blocks:
            return None
        shared = sum(block.size for block in blocks)
        return Laid(rule=placement.rule, size=len(known), blocks=tuple(blocks), shared=shared)

    def _bounds(self, placement: Placement) -> tuple[int, int]:
        """Return the stretch around a placement that nothing found so far takes up."""
        start, end, middle = max(0, placement.start), min(len(self.numbers), placement.end), placement.middle
        for one in self.found:
            if one.end <= middle:
                start = max(start, one.end)
            elif one.start > middle:
                end = min(end, one.start)
        return start, end

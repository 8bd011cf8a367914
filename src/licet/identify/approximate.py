"""Find rules that stand in a text with changes: for each stretch of it, the rule that explains it best."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from licet.identify.align import Block, Budget, fill, grow
from licet.identify.index import CONTINUOUS, Index
from licet.identify.numbered import Numbered
from licet.identify.place import CUT, LEAST_HITS, Placements, Sampled, placements, sampled

_MOST_FOUND: Final = 200
_MOST_TRIED: Final = 1200
_MOST_SPENT: Final = 150_000
"""Hits of all placements that are laid beside one text."""
_RIVALS: Final = 8
"""Placements beside the best one that are laid beside the same stretch."""
_HOPELESS: Final = 0.75
"""The share of what the first placement seems to explain below which a rival is not tried."""
_FILLED: Final = 3
"""Rivals that share most words, and that explain most, that are compared word by word."""
_WORTH: Final = 0.4
"""The share of a rule's words from which on the gaps between them are compared word by word."""
_LEAST_SHARES: Final = ((30, 0.60), (200, 0.50), (65_536, 0.30))
"""Below how many words of a rule what share of them must be there."""
_ROUNDS: Final = 2
_WINDOW: Final = 900
_MORE_HITS: Final = 200_000
"""How often what is left is read again, in windows of how many words, and the hits of one that are looked at."""
_PLAIN: Final = 0.85
"""The share of a rule, and of its stretch, that both have where what is left holds it."""
_MARGIN: Final = 10
_LEAST_ZONE: Final = 40
"""Words around a stretch that is left, and of one that is read again."""
_DENSE: Final = 0.50
"""The share of the words from the first to the last one of a match that must be the rule's."""


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
    def net(self) -> float:
        """Words that both have, less those that only one has: what makes one rule explain a stretch better.

        Words of the rule before the first and after the last shared one count less: the text may be cut there.
        """
        inner = self.blocks[-1].there + self.blocks[-1].size - self.blocks[0].there
        return 3 * self.shared - inner - (self.end - self.start) - CUT * (self.size - inner)


def find(text: Numbered, plain: NDArray[np.bool_], open_: NDArray[np.bool_]) -> list[Laid]:
    """Return the rules that best explain the stretches of a text, in its order.

    `plain` tells of each word whether a rule is wanted there, `open_` whether none has been found there word by word.
    """
    if 2 * np.count_nonzero(plain) < LEAST_HITS:
        return []
    seen = sampled(text.words.keys, text.index)
    offered, again = placements(seen, plain, text.index)
    found = _Search(numbers=text.numbers, index=text.index, offered=offered).run() if offered else []
    for _ in range(_ROUNDS if again else 0):
        # what a text says besides is drowned out by its larger licenses: what is left is read by itself
        rest = _cut_out(open_, found)
        more = [one for zone in _zones(rest) for one in _again(text, seen, rest, zone)]
        if not more:
            break
        found += more
    return sorted(found, key=lambda one: (one.start, one.rule))


def _again(text: Numbered, seen: Sampled, rest: NDArray[np.bool_], zone: tuple[int, int]) -> list[Laid]:
    """Return the rules found in a stretch that is read by itself, in windows if it is long."""
    found: list[Laid] = []
    rest = rest.copy()
    for start in range(zone[0], max(zone[0] + 1, zone[1] - _WINDOW // 3), _WINDOW * 2 // 3):
        window = slice(start, min(zone[1], start + _WINDOW))
        offered, _ = placements(seen.within(start, window.stop), rest[window], text.index, _MORE_HITS)
        if offered:
            for one in _Search(numbers=text.numbers[window], index=text.index, offered=offered).run():
                if one.shared >= _PLAIN * max(one.size, one.end - one.start):
                    found.append(_moved(one, start))
                    rest[found[-1].start : found[-1].end] = False
    return found


def _cut_out(plain: NDArray[np.bool_], found: Sequence[Laid]) -> NDArray[np.bool_]:
    rest = plain.copy()
    for one in found:
        rest[one.start : one.end] = False
    return rest


def _zones(rest: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the stretches of words that nothing explains, with a few words around them."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], rest, [False])).astype(np.int8)))
    zones: list[tuple[int, int]] = []
    for start, end in edges.reshape(-1, 2).tolist():
        first, last = max(0, start - _MARGIN), min(len(rest), end + _MARGIN)
        if zones and first <= zones[-1][1]:
            zones[-1] = (zones[-1][0], last)
        else:
            zones.append((first, last))
    return [(start, end) for start, end in zones if np.count_nonzero(rest[start:end]) >= _LEAST_ZONE]


def _moved(one: Laid, words: int) -> Laid:
    return replace(one, blocks=tuple(replace(block, here=block.here + words) for block in one.blocks))


def _laid(rule: int, size: int, blocks: tuple[Block, ...]) -> Laid:
    return Laid(rule=rule, size=size, blocks=blocks, shared=sum(block.size for block in blocks))


def enough(one: Laid, index: Index) -> bool:
    """Return whether enough of a rule is there, all that it requires among it."""
    rules = index.rules
    least = next(share for size, share in _LEAST_SHARES if one.size < size)
    if one.shared < max(least, int(rules.coverage[one.rule]) / 100) * one.size:
        return False
    if one.shared < _DENSE * (one.end - one.start) or rules.flags[one.rule] & CONTINUOUS:
        return False
    first, last = int(rules.phrase[one.rule]), int(rules.phrase[one.rule + 1])
    phrases = index.phrases[2 * first : 2 * last].reshape(-1, 2).tolist()
    return all(any(b.there <= start and end <= b.there + b.size for b in one.blocks) for start, end in phrases)


@dataclass(slots=True)
class _Search:
    """One text being searched; `tried` counts what was laid beside it so far, `spent` the hits of that."""

    numbers: NDArray[np.uint16]
    index: Index
    offered: Placements
    budget: Budget = field(default_factory=Budget)
    tried: int = 0
    spent: int = 0
    found: list[Laid] = field(default_factory=list)

    def run(self) -> list[Laid]:
        """Take the placements by size; each takes up a stretch, together with its rivals."""
        offered = self.offered
        open_ = np.ones(len(offered), np.bool_)
        for rank in range(len(offered)):
            if len(self.found) >= _MOST_FOUND or self.tried >= _MOST_TRIED or self.spent >= _MOST_SPENT:
                break
            if not open_[rank]:
                continue
            open_[rank] = False
            near = open_ & (offered.middle >= offered.low[rank]) & (offered.middle <= offered.high[rank])
            # those that explain most come first; what seems to explain far less is not tried
            rivals = np.flatnonzero(near & (offered.net >= _HOPELESS * offered.net[rank]))[:_RIVALS].tolist()
            best = self._best([rank, *rivals])
            if best is None:
                open_[rivals] = False
                continue
            self.found.append(best)
            open_ &= (offered.middle < best.start) | (offered.middle >= best.end)
        return sorted(self.found, key=lambda one: (one.start, one.rule))

    def _best(self, ranks: Sequence[int]) -> Laid | None:
        """Return the one of several rivals that explains its stretch best, of those of which enough is there."""
        laid: list[tuple[Laid, tuple[int, int]]] = []
        for rank in ranks:
            bounds = self._bounds(rank)
            one = self._lay(rank, bounds)
            if one is not None:
                laid.append((one, bounds))
        laid.sort(key=lambda row: (-row[0].shared, row[0].rule))
        by_net = sorted(laid, key=lambda row: (-row[0].net, row[0].rule))
        best: Laid | None = None
        for one, bounds in dict.fromkeys((*laid[:_FILLED], *by_net[:_FILLED])):
            whole = self._filled(one, bounds)
            if (best is None or (whole.net, -whole.rule) > (best.net, -best.rule)) and enough(whole, self.index):
                best = whole
        return best

    def _lay(self, rank: int, bounds: tuple[int, int]) -> Laid | None:
        hits = self.offered.hits(rank)
        self.tried += 1
        self.spent += len(hits[0])
        rule = int(self.offered.rules[rank])
        known = self.index.words(rule, blanked=False)
        blocks = grow(self.numbers, bounds, known, hits)
        return _laid(rule, len(known), tuple(blocks)) if blocks else None

    def _filled(self, one: Laid, bounds: tuple[int, int]) -> Laid:
        if one.shared == one.size or one.shared < _WORTH * one.size:
            return one
        known = self.index.words(one.rule, blanked=False)
        return _laid(one.rule, one.size, fill(self.numbers, bounds, known, one.blocks, self.budget))

    def _bounds(self, rank: int) -> tuple[int, int]:
        """Return the stretch around a placement that nothing found so far takes up."""
        start, end = int(self.offered.start[rank]), min(len(self.numbers), int(self.offered.stop[rank]))
        middle = int(self.offered.middle[rank])
        for one in self.found:
            if one.end <= middle:
                start = max(start, one.end)
            elif one.start > middle:
                end = min(end, one.start)
        return start, end

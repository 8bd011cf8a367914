"""Decide which of the rules found in a text count: a stretch is explained once, a list of names is no license."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from licet.identify.align import Block
from licet.identify.approximate import Laid
from licet.identify.exact import Found
from licet.identify.index import KINDS, STANDARD, Index

_FALSE: Final = KINDS.index("false-positive")
_LISTED: Final = frozenset(KINDS.index(kind) for kind in ("reference", "tag", "intro", "clue"))
_MOST: Final = 0.90
_LARGE: Final = 0.70
_MEDIUM: Final = 0.40
"""Shares of the shorter of two overlapping matches that lie in the other one."""
_TAG: Final = 60
"""More words than an identifier tag has, the one match that may end behind one that begins behind it."""
_MOST_PAIRS: Final = 200_000
"""Pairs of matches that are compared to bring back what lost against one that lost itself."""
_WHOLE: Final = 120
"""Words of a known text from which on it is a license of its own wherever it stands."""
_TELLING: Final = frozenset({"text", "notice"})
_MADE_OF: Final = 0.9
"""The share of a stretch that known texts take up which explain it better than a changed text."""
_NEARLY: Final = 0.95
_FILLED: Final = 0.75
"""The share of a rule that is there where it is nearly whole, and the share of its stretch that is the rule's."""
_SCRAP: Final = 6
"""Words that are not told apart from a license text around them."""
_POINTS: Final = 80
"""Words between a notice and a pointer to the text that it speaks of."""
_LIST: Final = 15
_LONG_ENTRY: Final = 20
_SHORT_ENTRY: Final = 12
"""Matches in a row that make a list of license names; the words of a name, and of a sentence, that may be one."""
_LISTS: Final = ((10, 5), (80, 15))
"""How many words apart they may be, and how many different licenses they name then at least."""
_INDEX: Final = 30
_LONG_ITEM: Final = 40
"""Different licenses from which on a file that has next to nothing but names is an index; the words of an item."""


_here: Final = attrgetter("here")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A rule that counts, at words `start` to `end` of a text; `rule` is -1 for an identifier tag.

    `shared` words of the rule's `size` are there, in `blocks` where it was found with changes. `standard` is true of a
    known license text that stands there as it should.
    """

    rule: int
    start: int
    end: int
    shared: int
    size: int
    expression: str
    kind: str
    blocks: tuple[Block, ...] = ()
    standard: bool = False

    @property
    def exact(self) -> bool:
        """Whether the rule stands there word by word."""
        return not self.blocks

    def overlap(self, other: "Match") -> int:
        """Return how many words both take up."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        if start >= end:
            return 0
        return min(_within(self, start, end), _within(other, start, end))


def _within(match: Match, start: int, end: int) -> int:
    if match.exact:
        return end - start
    shared, blocks = 0, match.blocks
    for at in range(max(0, bisect_right(blocks, start, key=_here) - 1), len(blocks)):
        if blocks[at].here >= end:
            break
        shared += max(0, min(end, blocks[at].here + blocks[at].size) - max(start, blocks[at].here))
    return shared


def exact(found: Found, index: Index) -> list[Match]:
    """Return the rules that were found word by word."""
    rules = index.rules
    return [
        Match(
            rule=rule,
            start=start,
            end=end,
            shared=end - start,
            size=end - start,
            expression=index.expressions[rules.expression[rule]],
            kind=KINDS[rules.kind[rule]],
            standard=end - start >= _WHOLE and bool(rules.flags[rule] & STANDARD),
        )
        for rule, start, end in zip(found.rules.tolist(), found.starts.tolist(), found.ends.tolist(), strict=True)
    ]


def changed(laid: Sequence[Laid], index: Index) -> list[Match]:
    """Return the rules that were found with changes."""
    return [
        Match(
            rule=one.rule,
            start=one.start,
            end=one.end,
            shared=one.shared,
            size=one.size,
            expression=index.expressions[index.rules.expression[one.rule]],
            kind=KINDS[index.rules.kind[one.rule]],
            blocks=one.blocks,
        )
        for one in laid
    ]


def settle(matches: Sequence[Match]) -> list[Match]:
    """Return the matches that count, in the order of the text."""
    return _telling(_without_lists([one for one in _apart(matches) if one.kind != KINDS[_FALSE]]))


def _telling(matches: Sequence[Match]) -> list[Match]:
    """Leave out scraps within a license text or a notice: they say nothing more."""
    kept: list[Match] = []
    reached = 0
    for one in matches:
        if one.size > _SCRAP or one.end > reached:
            kept.append(one)
        if one.size > _SCRAP and one.kind in {"text", "notice"}:
            reached = max(reached, one.end)
    return kept


def without_pointers(matches: Sequence[Match], index: Index) -> list[Match]:
    """Leave out what only tells where the text of a license is to be found that a notice before allows with later ones.

    "Version 2 or any later version", and then "the text of version 2 is in ...", is not one more license.
    """
    kept: list[Match] = []
    reached: dict[str, int] = {}
    for one in matches:
        later = index.or_later.get(one.expression)
        if one.kind == "reference" and later is not None and one.start - reached.get(later, -_POINTS) < _POINTS:
            continue
        kept.append(one)
        if one.kind in {"notice", "tag"}:
            reached.update(dict.fromkeys(_keys(one), one.end))
    return kept


def _apart(matches: Sequence[Match]) -> list[Match]:
    """Leave out of two that overlap the one that the other explains as well."""
    kept = _Kept()
    dropped: list[Match] = []
    whole = [one for one in matches if one.exact and (one.standard or (one.size >= _WHOLE and one.kind in _TELLING))]
    for one in sorted(
        (one for one in matches if not _is_made_of(one, whole)),
        key=lambda match: (match.start, -match.shared, match.blocks != ()),
    ):
        loses = False
        for other in kept.near(one):
            shared = one.overlap(other)
            if shared and _gives_way(one, other, shared):
                loses = True
                break
            if shared and _gives_way(other, one, shared):
                kept.remove(other)
                dropped.append(other)
        if loses:
            dropped.append(one)
        else:
            kept.add(one)
    if len(dropped) * len(kept.exact) <= _MOST_PAIRS:
        for one in dropped:
            if not any(one.overlap(other) for other in (*kept.exact, *kept.changed)):
                kept.add(one)
    return sorted((*kept.exact, *kept.changed), key=lambda one: (one.start, one.end))


def _is_made_of(match: Match, whole: Sequence[Match]) -> bool:
    """Whether what stands there word by word makes up a changed match, as a license and its policy do.

    Other texts than those of record, and notices, do so only where the changed match names a license that none of
    them names: it would tell what is not there. Else it may be the license that is made of them.
    """
    if match.exact:
        return False
    parts = [one for one in whole if one.start < match.end and match.start < one.end]
    if _cover([one for one in parts if one.standard], match):
        return True
    return _cover(parts, match) and not _keys(match) <= set[str]().union(*map(_keys, parts))


def _cover(parts: Sequence[Match], match: Match) -> bool:
    """Whether parts take up nearly all of the stretch of a match."""
    covered = sum(min(match.end, one.end) - max(match.start, one.start) for one in parts)
    return covered >= _MADE_OF * (match.end - match.start)


@dataclass(slots=True)
class _Kept:
    """Matches that count so far: those word by word, which end in the order in which they begin, and the others."""

    exact: list[Match] = field(default_factory=list)
    changed: list[Match] = field(default_factory=list)

    def add(self, one: Match) -> None:
        """Take a match."""
        (self.exact if one.exact else self.changed).append(one)

    def remove(self, one: Match) -> None:
        """Give a match up."""
        (self.exact if one.exact else self.changed).remove(one)

    def near(self, one: Match) -> list[Match]:
        """Return the matches that may overlap one that begins behind them all."""
        found = list(self.changed)
        for other in reversed(self.exact):
            if other.end + _TAG <= one.start:
                break
            found.append(other)
        return found


def _gives_way(one: Match, other: Match, shared: int) -> bool:
    """Return whether the larger `other` explains what `one` would, and makes it needless.

    A known text that stands there as it should is not part of a changed one that has it as well, unless nearly all of
    that is there.
    """
    if one.standard and other.blocks and not _is_nearly_whole(other):
        return False
    if one.blocks and other.standard and not _is_nearly_whole(one):
        return shared >= _MEDIUM * one.shared
    if one.shared > other.shared or (one.shared == other.shared and (other.blocks and not one.blocks)):
        return False
    share = shared / one.shared
    if share >= _LARGE:
        return True
    return share >= _MEDIUM and _keys(one) <= _keys(other)


def _is_nearly_whole(match: Match) -> bool:
    return match.shared >= _NEARLY * match.size and match.shared >= _FILLED * (match.end - match.start)


def _keys(match: Match) -> set[str]:
    return {word for word in match.expression.replace("(", " ").replace(")", " ").split() if not word.isupper()}


def _without_lists(matches: Sequence[Match]) -> list[Match]:
    """Leave out names of licenses that stand in a row: an index of licenses grants nothing."""
    entries = [one for one in matches if _is_entry(one)]
    if len({one.expression for one in entries}) >= _INDEX and len(matches) - len(entries) <= len(entries) // _INDEX:
        return [one for one in matches if one.size > _LONG_ITEM]
    listed: set[int] = set()
    for gap, different in _LISTS:
        row: list[Match] = []
        for one in (*entries, None):
            if row and (one is None or one.start - row[-1].end > gap):
                if len(row) >= _LIST and len({each.expression for each in row}) >= different:
                    listed.update(map(id, row))
                row = []
            if one is not None:
                row.append(one)
    return [one for one in matches if id(one) not in listed]


def _is_entry(one: Match) -> bool:
    """Whether a match may be an entry of a list: a short one."""
    return one.rule >= 0 and one.size <= (_LONG_ENTRY if KINDS.index(one.kind) in _LISTED else _SHORT_ENTRY)

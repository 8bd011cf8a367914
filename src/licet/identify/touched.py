"""Tell which statements of a license's record a changed text bears on.

Each statement of a record carries a locator: a few words that stand in the license's text. The known texts are kept as
hashes, so the words that were taken out are not known; their place is. Where a locator still stands and nothing near
it changed, its statement holds as it was read.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Final, Literal

from licet.identify.normalize import tokens
from licet.model.bom import Edit, Touched
from licet.model.terms import Clause, Condition, License, OtherCondition, Territory, Threshold

NEAR: Final = 25
"""Words between a locator and a change that may bear on it."""
LIMIT: Final = 2_000_000
"""Characters of a text that are read."""

_How = Literal["touched", "removed", "unread"]

_MOST_PLACES: Final = 1000
"""Places of one locator that are looked at; a text made to have more counts as touched there."""
_ENDS: Final = 3
"""Words at each end of a locator that must stand where the words between differ in a way that does not matter."""
_SLACK: Final = 12
_DEEPEST: Final = 4
"""Lists within lists whose leading sentences are followed."""
_PIECE: Final = re.compile(r"\S+")
_ITEM: Final = re.compile(
    r"[-*\u2022\u25cf\u2013]|\(?(?:[0-9]{1,3}|[A-Za-z]|[ivxIVX]{1,5})(?:[.)]|\.\d+\.?)|\d+(?:\.\d+)+\.?"
)
_CLOSING: Final = "\"')]*_\u201d\u2019"


@dataclass(slots=True)
class _Text:
    """The words of a text with their places; `sentences` are the words at which sentences and list items begin.

    `leads` gives for an item of a list the sentences that introduce it ("You agree not to:"), outer lists first;
    `places` the numbers of each word, rising.
    """

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=lambda: [0])
    leads: dict[int, tuple[int, ...]] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)
    cut: bool = False

    def sentence(self, word: int) -> int:
        """Return the number of the sentence in which a word stands."""
        return bisect_right(self.sentences, word) - 1

    def sentences_of(self, first: int, end: int) -> set[int]:
        """Return the sentences that words `first` up to `end` lie in, and those that introduce them."""
        found = set(range(self.sentence(first), self.sentence(max(first, end - 1)) + 1))
        return found.union(*(self.leads.get(number, ()) for number in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changes:
    """Where a text was changed: where ranges of words start, rising, and the sentences they lie in."""

    starts: tuple[int, ...]
    furthest: tuple[int, ...]
    """For each range the furthest end of it and all before it."""
    sentences: frozenset[int]

    def near(self, first: int, end: int) -> bool:
        """Whether something changed within `NEAR` words of the words `first` up to `end`."""
        behind = bisect_right(self.starts, end + NEAR)
        return behind > 0 and self.furthest[behind - 1] >= first - NEAR


def touched(record: License, text: str, edits: Sequence[Edit], document: str = "license") -> tuple[Touched, ...]:
    """Return the statements of a record that a changed text bears on, in the record's order, each once.

    The places of `edits` are places in `text`, which is the whole file. `document` says which of the record's documents
    the text is; statements of others are left out. Where that cannot be told (the record has no such document), a
    statement that is not found is `unread` instead of `removed`.
    """
    if not edits:
        return ()
    names = {one.name for one in record.documents}
    told = document in names
    body = _split(text)
    changes = _changes(body, edits)
    wanted = [(key, clause, tokens(clause.quote)) for key, clause in _statements(record)]
    found: dict[Touched, None] = {}
    for key, clause, words in wanted:
        if not words or (told and clause.document != document and clause.document in names):
            continue
        how = _how(words, body, changes)
        if how == "removed" and (body.cut or not told or clause.document != document):
            how = "unread"
        if how:
            found[Touched(statement=key, section=clause.section, how=how)] = None
    return tuple(found)


def _statements(record: License) -> Iterator[tuple[str, Clause]]:
    """Every statement with a clause, under the name it has in a record."""
    named = (
        *((f"permits.{act}", one.clause) for act, one in record.permits.items()),
        *((f"duties.{duty}", one.clause) for duty, one in record.duties.items()),
        *((f"conditions.{_kind(one)}", one.clause) for one in record.conditions),
        *((f"restrictions.{one.tag}", one.clause) for one in record.restrictions),
        *((f"derivatives.{how}", one.clause) for how, one in record.derivatives.items()),
        ("no_further_restrictions", record.no_further_restrictions),
    )
    return ((key, clause) for key, clause in named if clause)


def _kind(condition: Condition) -> str:
    match condition:
        case Threshold():
            return "threshold"
        case Territory():
            return "territory"
        case OtherCondition():
            return condition.kind


def _how(words: Sequence[str], body: _Text, changes: _Changes) -> _How | None:
    """Return whether a locator is near a change or gone; None where it stands as it did."""
    places = _exact(words, body)
    if places:
        near = any(_bears(place, place + len(words), body, changes) for place in places)
        return "touched" if near or len(places) >= _MOST_PLACES else None
    # a name or a number that may differ can stand inside a locator: its ends are there, and nothing near it changed
    loose = _loose(words, body)
    return None if any(not _bears(first, end, body, changes) for first, end in loose) else "removed"


def _bears(first: int, end: int, body: _Text, changes: _Changes) -> bool:
    return changes.near(first, end) or not changes.sentences.isdisjoint(body.sentences_of(first, end))


def _exact(words: Sequence[str], body: _Text) -> list[int]:
    """Return the places at which words stand in a text; the rarest of them is looked up."""
    rarest = min(range(len(words)), key=lambda at: len(body.places.get(words[at], ())))
    found = []
    for place in body.places.get(words[rarest], ()):
        first = place - rarest
        if first >= 0 and all(body.words[first + at : first + at + 1] == [word] for at, word in enumerate(words)):
            found.append(first)
            if len(found) >= _MOST_PLACES:
                break
    return found


def _loose(words: Sequence[str], body: _Text) -> Iterator[tuple[int, int]]:
    """Find the places at which the ends of a locator stand, about as far from each other as in the locator."""
    if len(words) < 2 * _ENDS:
        return
    tails = _exact(words[-_ENDS:], body)
    for first in _exact(words[:_ENDS], body):
        at = bisect_left(tails, first + _ENDS)
        if at < len(tails) and tails[at] - first <= len(words) + _SLACK:
            yield first, tails[at] + _ENDS


def _changes(body: _Text, edits: Sequence[Edit]) -> _Changes:
    """Return the changes as ranges of words; words that were taken out leave an empty range at their place."""
    ranges = []
    sentences: set[int] = set()
    last = max(0, len(body.words) - 1)
    for edit in edits:
        first = min(bisect_right(body.ends, edit.start), len(body.words))
        end = max(first, bisect_left(body.starts, edit.end))
        ranges.append((first, end))
        # what stood between two sentences may have belonged to either
        sentences.add(body.sentence(min(first, last) if end > first else max(0, min(first, last + 1) - 1)))
        sentences.update(range(body.sentence(min(first, last)), body.sentence(min(max(first, end - 1), last)) + 1))
    ranges.sort()
    return _Changes(
        starts=tuple(first for first, _ in ranges),
        furthest=tuple(accumulate((end for _, end in ranges), max)),
        sentences=frozenset(sentences),
    )


@lru_cache(maxsize=1)  # many licenses may stand in one file, and each is asked about the whole of it
def _split(text: str) -> _Text:
    """Return the words, sentences and lists of a text, which nobody changes any more."""
    body = _Text(cut=len(text) > LIMIT)
    known: dict[str, list[str]] = {}
    lists: list[tuple[int, str]] = []
    last, end = "", 0
    for match in _PIECE.finditer(text[:LIMIT]):
        piece = match.group()
        gap = text[end : match.start()]
        sign = _sign(piece) if "\n" in gap or not end else ""
        paragraph = gap.count("\n") > 1
        if sign or paragraph or (_ends(last) and not piece[0].islower()):
            _begin(body)
            number = len(body.sentences) - 1
            if sign or paragraph:
                lists = _lists(lists, sign, number, introduced=last.endswith(":"))
            if lists:
                body.leads[number] = tuple(lead for lead, _ in lists)
        words = known.get(piece)
        if words is None:
            words = known[piece] = tokens(piece)
        body.words += words
        body.starts += [match.start()] * len(words)
        body.ends += [match.end()] * len(words)
        last, end = piece, match.end()
    for at, word in enumerate(body.words):
        body.places.setdefault(word, []).append(at)
    return body


def _lists(lists: list[tuple[int, str]], sign: str, number: int, *, introduced: bool) -> list[tuple[int, str]]:
    """Return the lists in which sentence `number` lies, as their leading sentences and the sign of their items."""
    if introduced and number:
        return [*lists, (number - 1, sign)][-_DEEPEST:]
    while lists and lists[-1][1] != sign:
        lists = lists[:-1]
    return lists


def _sign(piece: str) -> str:
    """Return the sort of an item's sign: a bullet, a number or a letter; empty where it is none."""
    if not _ITEM.fullmatch(piece):
        return ""
    return "letter" if any(map(str.isalpha, piece)) else "number" if any(map(str.isdigit, piece)) else "bullet"


def _begin(body: _Text) -> None:
    if body.sentences[-1] < len(body.words):
        body.sentences.append(len(body.words))


def _ends(piece: str) -> bool:
    bare = piece.rstrip(_CLOSING)
    return bare.endswith((".", "!", "?")) and _ITEM.fullmatch(bare) is None

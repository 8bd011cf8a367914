"""The clauses of an agreement: numbers, letters, headings, definitions, lists and annexes, each with its lines.

Every clause knows the words that introduce it ("You agree not to:"), since a list item alone says neither whether it
permits nor whether it prohibits.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from licet.identify.normalize import tokens

MOST_CHARACTERS: Final = 500_000
"""Characters of a text that are read; what follows is told as not read."""
MOST_CLAUSES: Final = 5_000
LOCATOR_WORDS: Final = 15
"""Words of a locator (docs/licenses.md)."""

_DEEPEST: Final = 6
_LONGEST: Final = 600
"""Words at which a sentence is cut, so that no text takes long."""
_ITEM: Final = 30
"""Words of a paragraph that may be an item of a list whose marks were lost, as in documents of word processors."""
_HEADING: Final = 14
"""Words of a line that may be a heading."""
_SHORT: Final = 40
"""Characters of a numbered line that is a heading even where its text follows at once."""
_SHOUTED: Final = 4
"""Letters of a line in capitals that is a heading even where its text follows at once."""
_ROMAN: Final = frozenset(
    f"{tens}{ones}" for tens in ("", "x", "xx") for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
) - {""}
_MARKUP: Final = re.compile(r"[>#*_\s]{0,20}")
_NUMBERED: Final = re.compile(
    r"(?:(?:section|article|clause|\u00a7)\s{0,3})?(\d{1,3}(?:\.\d{1,3}){0,5})(?:[.):\u2014-]{1,2}(?=\s|\*|_|$|[A-Z\"\u201c])|(?=\s+[A-Z\"\u201c(*_])|$)",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"\d{1,3}\s")
_LETTERED: Final = re.compile(r"\(?([A-Za-z]{1,5}|\d{1,3})\)\.?(?=\s|$|[A-Z])|([A-Za-z]{1,5})\.(?=\s)")
_ANNEX: Final = re.compile(
    r"(?:exhibit|schedule|annex|appendix|attachment|addendum)\s{1,3}(?:[A-Z]|\d{1,2}|[IVX]{1,4})(?=[\s.:)\u2014-]|$)",
    re.IGNORECASE,
)
_BULLET: Final = re.compile(r"(?:[-*\u2022\u25cf\u25cb\u25aa\u25e6\u00b7\u2013\u2014+]|\u0095)(?=\s)")
_DEFINES: Final = re.compile(
    r"[\"\u201c*_]{1,4}[^\"\u201d*_\n]{1,80}[\"\u201d*_]{1,4}[^.\n]{0,60}?"
    r"\b(?:means?|shall mean|refers? to|has the meaning|is defined)\b"
)
_REFERENCE: Final = re.compile(
    r"\b(?:sections?|articles?|clauses?|paragraphs?|exhibits?|schedules?|annex|appendix|attachment)\s{1,3}"
    r"((?:\d{1,3}(?:\.\d{1,3}){0,4}|[A-Z])(?:\([a-z0-9]{1,4}\)){0,3})(?![A-Za-z])",
    re.IGNORECASE,
)
_ABBREVIATIONS: Final = frozenset(("e.g.", "i.e.", "inc.", "corp.", "ltd.", "co.", "no.", "art.", "sec.", "u.s.", "v."))

Kind = Literal["clause", "heading", "definition"]


@dataclass(slots=True)
class Sentence:
    """The words of a sentence; `piece_of` tells in which of the `pieces` (split at white space) each stands."""

    words: list[str] = field(default_factory=list)
    piece_of: list[int] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The sentence with single spaces."""
        return " ".join(self.pieces)

    def locator(self, first: int, end: int) -> str:
        """Return at most 15 words of the text around the words `first` up to `end`, as they stand there."""
        low, high = self.piece_of[first], self.piece_of[end - 1] + 1
        high = min(high, low + LOCATOR_WORDS)
        while high - low < LOCATOR_WORDS and (low or high < len(self.pieces)):
            if high < len(self.pieces):
                high += 1
            if low and high - low < LOCATOR_WORDS:
                low -= 1
        return " ".join(self.pieces[low:high])


@dataclass(slots=True)
class Clause:
    """One clause: `section` is its place by the text's own numbers, `heading` the nearest heading above it.

    `lead` are the introductions of the lists in which it stands, outer ones first; `refers` the clauses it points to.
    """

    section: str
    heading: str
    line: int
    last_line: int
    kind: Kind = "clause"
    sentences: list[Sentence] = field(default_factory=list)
    lead: tuple[Sentence, ...] = ()
    refers: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text with single spaces."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class _Marker:
    """What counts a clause: its style and its number or letter; an absolute number such as 3.1 needs no parent."""

    style: str
    label: str


@dataclass(slots=True)
class _Block:
    """Lines that belong together, with the marker at their beginning."""

    marker: _Marker | None
    lines: list[tuple[int, str]]
    heading: bool = False

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.lines)


@dataclass(slots=True)
class _Level:
    """An open clause, into which deeper ones may lead."""

    marker: _Marker
    lead: Sentence | None = None


def segment(text: str) -> tuple[Clause, ...]:
    """Return the clauses of a text in its order; at most `MOST_CLAUSES`."""
    reader = _Reader()
    for block in _blocks(text[:MOST_CHARACTERS].split("\n")):
        reader.read(block)
        if len(reader.clauses) >= MOST_CLAUSES:
            break
    return tuple(reader.clauses)


@dataclass(slots=True)
class _Reader:
    """Turns blocks into clauses while it follows headings, numbers and introductions."""

    clauses: list[Clause] = field(default_factory=list)
    heading: str = ""
    annex: str = ""
    levels: list[_Level] = field(default_factory=list)
    opened: Sentence | None = None
    """The introduction that an unnumbered paragraph opened for the list below it."""

    def read(self, block: _Block) -> None:
        line, last = block.lines[0][0], block.lines[-1][0]
        if block.marker and block.marker.style == "annex":
            self.annex, self.heading, self.levels, self.opened = block.marker.label, block.text.strip("#*_ "), [], None
        if block.heading:
            self._head(block)
        elif block.marker:
            self._enter(block.marker)
        else:
            self._go_on(block)
        sentences = list(_sentences(block.lines))
        if not sentences:
            return
        lead = self._lead(item=block.marker is not None and not block.heading, first=sentences[0])
        clause = Clause(self._section(), self.heading, line, last, lead=lead, sentences=sentences)
        clause.kind = "heading" if block.heading else "definition" if _DEFINES.match(block.text[:400]) else "clause"
        clause.refers = tuple(dict.fromkeys(match[0] for match in _REFERENCE.finditer(block.text)))[:8]
        self.clauses.append(clause)
        self._leave(block, sentences)

    def _go_on(self, block: _Block) -> None:
        """Read an unmarked paragraph: it goes on with what was said, is an item of a list, or ends all lists."""
        if block.text[:1].islower():
            return
        self.levels = [level for level in self.levels if level.marker.style.startswith("1")]
        for level in self.levels:
            level.lead = None
        if self.opened and not (self.opened.pieces[-1].endswith(":") and len(block.text.split()) <= _ITEM):
            self.opened = None

    def _head(self, block: _Block) -> None:
        self.heading = block.text.strip("#*_ ")
        self.opened = None
        if block.marker and block.marker.style != "annex":
            self._enter(block.marker)
        elif not block.marker:
            self.levels = []

    def _enter(self, marker: _Marker) -> None:
        """Put a marker in its place among the open ones."""
        if marker.style.startswith("1."):
            self.levels = []
        else:
            marker = self._read_as(marker)
            styles = [level.marker.style for level in self.levels]
            if marker.style in styles:
                self.levels = self.levels[: styles.index(marker.style)]
            elif marker.style == "1":
                self.levels = []
        self.levels = [*self.levels[: _DEEPEST - 1], _Level(marker)]

    def _read_as(self, marker: _Marker) -> _Marker:
        """Tell whether "i" counts as a letter or as a number, by what was counted before it."""
        if marker.style.rpartition(" ")[0] != "roman":
            return marker
        letters = _Marker("letter " + marker.style.rpartition(" ")[2], marker.label)
        before = next((each.marker for each in self.levels if each.marker.style == letters.style), None)
        follows = before is not None and len(marker.label) == 1 and ord(marker.label) == ord(before.label[-1]) + 1
        open_roman = any(level.marker.style == marker.style for level in self.levels)
        return letters if follows and not open_roman else marker

    def _lead(self, *, item: bool, first: Sentence) -> tuple[Sentence, ...]:
        above = self.levels[:-1] if item else self.levels
        found = [level.lead for level in above if level.lead]
        if self.opened and (item or self.opened.pieces[-1].endswith(":") or first.pieces[0][:1].islower()):
            found = [self.opened, *found] if self.opened not in found else found
        return tuple(found)

    def _section(self) -> str:
        parts = [self.annex] if self.annex else []
        numbers = [level.marker.label for level in self.levels if level.marker.style != "bullet"]
        joined = ".".join(numbers)
        return " ".join([*parts, joined]).strip() or self.heading[:60] or "preamble"

    def _leave(self, block: _Block, sentences: Sequence[Sentence]) -> None:
        """Note what introduces the clauses below this one."""
        last = sentences[-1]
        opens = not _is_closed(last.pieces[-1])
        if block.heading:
            return
        if block.marker and self.levels:
            self.levels[-1].lead = last if opens else None
        elif last.pieces[-1].endswith(":") or (opens and self.opened is None):
            self.opened = last


def _is_closed(piece: str) -> bool:
    """Whether a sentence ends here, so that it introduces nothing."""
    return piece.rstrip("\"'\u201d\u2019)*_").endswith((".", "!", "?", ";", ","))


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """Join the lines of a paragraph; a marker or a heading begins a new one."""
    block: _Block | None = None
    for number, raw in enumerate(lines, 1):
        bare = raw.strip()
        if not bare or not any(sign.isalnum() for sign in bare):
            if block:
                yield block
            block = None
            continue
        marker = _marker(bare)
        alone = block is None or marker is not None
        below = lines[number] if number < len(lines) else ""
        heading = alone and _is_heading(raw, below, numbered=marker is not None)
        if alone or heading or (block and block.heading):
            if block:
                yield block
            block = _Block(marker, [], heading)
        assert block is not None
        block.lines.append((number, bare))
    if block:
        yield block


def _marker(line: str) -> _Marker | None:
    """Return what counts a line; None where it goes on or is plain."""
    start = _MARKUP.match(line)
    rest = line[start.end() :] if start else line
    if bullet := _BULLET.match(line):
        return _Marker("bullet", bullet[0])
    if annex := _ANNEX.match(rest):
        return _Marker("annex", annex[0]) if len(rest) <= len(annex[0]) + 80 else None
    if numbered := _NUMBERED.match(rest):
        label = numbered[1]
        if _BARE.match(numbered[0] + " ") and not _bare_counts(rest):
            return None
        return _Marker("1." if "." in label else "1", label)
    if lettered := _LETTERED.match(rest):
        label = lettered[1] or lettered[2]
        dress = "()" if lettered[1] else "."
        if label.isdigit():
            return _Marker(f"digit {dress}", label)
        if label.lower() in _ROMAN:
            return _Marker(f"{'roman' if label.islower() else 'ROMAN'} {dress}", label)
        if len(label) == 1 or (len(set(label)) == 1 and lettered[1]):
            return _Marker(f"{'letter' if label.islower() else 'LETTER'} {dress}", label)
    return None


def _bare_counts(rest: str) -> bool:
    """Whether a number without a point counts a clause ("4 Warranty") and is no amount ("30 days")."""
    words = rest.split(maxsplit=2)
    return len(words) == 1 or words[1][:1].isupper()


def _is_heading(raw: str, below: str, *, numbered: bool) -> bool:
    """Whether a line is a heading: short, without the end of a sentence, in capitals or apart from what follows."""
    bare = raw.strip().strip("#*_ ")
    words = [word for word in bare.split() if any(sign.isalpha() for sign in word)]
    if not words or len(words) > _HEADING or bare.endswith((".", ";", ",")):
        return False
    if raw.lstrip().startswith("#"):
        return True
    apart = not below.strip() or _marker(below.strip()) is not None or (numbered and len(bare) <= _SHORT)
    if bare.isupper() and len(bare) >= _SHOUTED and not below.strip().isupper():
        return True
    capitals = sum(word[0].isupper() or word[0] in '(\u201c"' for word in words)
    titled = capitals >= max(1, len(words) - sum(word.islower() and len(word) <= 4 for word in words))  # noqa: PLR2004 - of, the, with
    return apart and titled and not bare.endswith(":")


def _sentences(lines: Sequence[tuple[int, str]]) -> Iterator[Sentence]:
    """Split a paragraph into sentences."""
    found = Sentence()
    for number, text in lines:
        for piece in text.split():
            before = found.pieces[-1] if found.pieces else ""
            ended = _ends(before) and not piece[0].islower()
            if found.words and (ended or len(found.words) >= _LONGEST):
                yield found
                found = Sentence()
            words = tokens(piece)
            found.piece_of += [len(found.pieces)] * len(words)
            found.words += words
            found.pieces.append(piece)
            found.lines.append(number)
    if found.words:
        yield found


def _ends(piece: str) -> bool:
    """Whether a sentence may end with a piece; the point of a number in a list or of an abbreviation ends none."""
    bare = piece.strip("\"'()[]*_\u201c\u201d\u2019")
    if not bare.endswith((".", "!", "?", ";")) or bare.lower() in _ABBREVIATIONS:
        return False
    return not (len(bare) <= len("a.") or set(bare.lower()) <= set("ivx0123456789."))

"""Read words that were put into a known license text as draft statements, by their wording alone.

The word lists are data (`data/drafts.toml`). Nothing here judges: a draft tells a person what to look at. A passage
that speaks of rights or duties in words that no list knows is a draft about `unread`.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from licet.errors import KnowledgeError
from licet.identify.normalize import tokens
from licet.licenses.record import OTHER_CONDITIONS
from licet.licenses.tables import Table, fault_lines
from licet.model.bom import UNREAD, Draft
from licet.model.vocabulary import TAGS, Act, Duty

MOST_WORDS: Final = 20_000
"""Words of a passage that are read; what follows is one draft about `unread`."""
MOST_DRAFTS: Final = 50
QUOTE: Final = 160
"""Characters of a quote."""
ABOUT: Final = frozenset((*TAGS, *Act, *Duty, "threshold", "territory", *OTHER_CONDITIONS))
"""What a word list can be about: the closed words of the vocabulary."""

_MOST_CHARACTERS: Final = 400_000
_AROUND_CHARACTERS: Final = 8_000
_SOURCE: Final = "identify/data/drafts.toml"
_WIDEST_GAP: Final = 12
_LONGEST_PATTERN: Final = 12
_KEY: Final = 3  # letters by which a pattern is found; a stem has no fewer
_SHORT: Final = 3
"""Words of an insertion that may turn a sentence round without saying anything itself ("not")."""
_SMALL: Final = frozenset(("a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"))
_BULLETS: Final = ("-", "*", "\u2022", "\u25cf", "\u2013", "(")
_LISTS: Final = ("bans", "duties", "modals", "harmless", "turning", "numbers", "amounts", "periods", "terms")

_When = Literal["always", "mentioned", "banned", "owed"]
_WHEN: Final[tuple[_When, ...]] = ("always", "mentioned", "banned", "owed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One step of a pattern: one of `words`, a word that begins with one of `stems`, a number, or up to `gap` words."""

    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    number: bool = False
    optional: bool = False
    gap: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A sequence of words; `about` is what it speaks of, and `when` says what else must stand in its sentence."""

    about: str
    when: _When
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """Patterns by the first letters of their first word; `numbers` are the words that are numbers."""

    by_start: Mapping[str, tuple[Pattern, ...]]
    numbers: frozenset[str]

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, Pattern]]:
        """Find every place at which a pattern begins, with the nearest end; linear in the words."""
        # most patterns begin with a word such as "not": one whose last word is nowhere is tried once and not everywhere
        vocabulary = frozenset(words)
        hopeful: dict[int, bool] = {}
        for start, word in enumerate(words):
            keys = (word[:_KEY], "#") if word[:1].isdigit() else (word[:_KEY],)
            for pattern in (one for key in keys for one in self.by_start.get(key, ())):
                if id(pattern) not in hopeful:
                    hopeful[id(pattern)] = any(self._fits(one, pattern.elements[-1]) for one in vocabulary)
                if hopeful[id(pattern)] and (end := self._end(words, start, pattern)):
                    yield start, end, pattern

    def among(self, words: Sequence[str]) -> bool:
        """Whether any pattern is found."""
        return next(self.find(words), None) is not None

    def _end(self, words: Sequence[str], start: int, pattern: Pattern) -> int:
        """Return where a pattern that begins at `start` ends first; 0 where it does not fit."""
        ends = {start}
        for element in pattern.elements:
            if element.gap:
                ends = {end + skip for end in ends for skip in range(element.gap + 1)}
                continue
            fits = {end + 1 for end in ends if end < len(words) and self._fits(words[end], element)}
            ends = ends | fits if element.optional else fits
            if not ends:
                return 0
        return min(ends)

    def _fits(self, word: str, element: Element) -> bool:
        return (
            word in element.words
            or (element.number and (word[:1].isdigit() or word in self.numbers))
            or (bool(element.stems) and word.startswith(element.stems))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """All word lists."""

    terms: Patterns
    bans: Patterns
    duties: Patterns
    modals: Patterns
    harmless: Patterns
    turning: frozenset[str]
    numbers: frozenset[str]
    amounts: frozenset[str]
    periods: frozenset[str]


@dataclass(slots=True)
class _Sentence:
    """The words of a sentence; `piece_of` tells in which of the `pieces` (split at white space) each stands."""

    words: list[str] = field(default_factory=list)
    piece_of: list[int] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)

    def draft(self, about: str, first: int, end: int) -> Draft:
        """Return the draft that rests on words `first` up to `end`."""
        return Draft(about=about, line=self.lines[self.piece_of[first]], quote=self.quote(first, end))

    def quote(self, first: int, end: int) -> str:
        """Return the pieces of words `first` up to `end`, with as many beside them as a quote may hold."""
        low, high = self.piece_of[first], self.piece_of[end - 1] + 1
        size = sum(map(len, self.pieces[low:high])) + high - low - 1
        grown = True
        while grown:
            grown = False
            if low and size + len(self.pieces[low - 1]) < QUOTE:
                low, grown = low - 1, True
                size += len(self.pieces[low]) + 1
            if high < len(self.pieces) and size + len(self.pieces[high]) < QUOTE:
                size, high, grown = size + len(self.pieces[high]) + 1, high + 1, True
        return " ".join(self.pieces[low:high])[:QUOTE].strip()


def drafts(passage: str, line: int, around: str = "") -> tuple[Draft, ...]:
    """Return what an inserted passage seems to demand, in the order of its sentences; `line` is where it begins.

    `around` is the sentence in which the passage stands, with or without it: it tells what a single word or number
    means. At most 50 drafts are returned. A copyright line, a heading or a name is none.
    """
    lists = load()
    sentences, rest = _sentences(passage, line)
    context = tokens(around[:_AROUND_CHARACTERS])
    near = _limits(_without_harmless(context, lists), lists)
    found: list[Draft] = []
    for sentence in sentences:
        first = {about: (start, end) for start, end, about in reversed(list(_says(sentence, near, lists)))}
        found += [sentence.draft(about, *first[about]) for about in reversed(first)]
        if len(found) >= MOST_DRAFTS:
            break
    if not found:
        found = _in_place(tokens(passage[:_MOST_CHARACTERS]), line, around, lists) or _otherwise(
            sentences, context, lists
        )
    if rest:
        found = [*found[: MOST_DRAFTS - 1], Draft(about=UNREAD, line=line, quote=rest)]
    return tuple(found[:MOST_DRAFTS])


@cache
def load() -> Lists:
    """Return the word lists that ship with Licet.

    Raises:
        KnowledgeError: they are missing or broken.
    """
    try:
        text = (files(__package__) / "data" / "drafts.toml").read_text("utf-8")
        return parse(tomllib.loads(text), source=_SOURCE)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{_SOURCE}: {error}", hint="install Licet again") from error


def parse(data: Mapping[str, object], *, source: str) -> Lists:
    """Read word lists; the head of `data/drafts.toml` says what they hold.

    Raises:
        KnowledgeError: they break that shape; the message holds one line `source: what` per fault.
    """
    root = Table("", data, [])
    root.only(*_LISTS, "sets")
    root.needs(*_LISTS)
    sets = {name: _plain(root.table("sets"), name) for name in root.table("sets").values}
    numbers = _plain(root, "numbers")
    terms = root.table("terms")
    patterns = []
    for about in terms.values:
        entry = terms.table(about)
        entry.only(*_WHEN)
        if about not in ABOUT:
            terms.fault(about, "is no word of the vocabulary")
        patterns += [one for when in _WHEN for one in _patterns(entry, when, sets, about, when)]
    books = {key: _keyed(_patterns(root, key, sets), numbers) for key in ("bans", "duties", "modals", "harmless")}
    lists = Lists(
        terms=_keyed(patterns, numbers),
        **books,
        turning=_plain(root, "turning"),
        numbers=numbers,
        amounts=_plain(root, "amounts"),
        periods=_plain(root, "periods"),
    )
    if root.faults:
        raise KnowledgeError("\n".join(fault_lines(source, root.faults)))
    return lists


def _plain(table: Table, key: str) -> frozenset[str]:
    words = table.texts(key)
    for word in words:
        if tokens(word) != [word]:
            table.fault(key, f"{word!r} is not one word in lower case")
    return frozenset(words)


def _patterns(
    table: Table, key: str, sets: Mapping[str, frozenset[str]], about: str = "", when: _When = "always"
) -> list[Pattern]:
    found = []
    for text in table.texts(key):
        elements: list[Element] = []
        for part in text.split()[: _LONGEST_PATTERN + 1]:
            try:
                elements.append(_element(part, sets))
            except ValueError as error:
                table.fault(key, f"{text!r}: {error}")
                break
        else:
            if len(elements) > _LONGEST_PATTERN:
                table.fault(key, f"{text!r} is longer than {_LONGEST_PATTERN} steps")
            elif elements[0].gap or elements[0].optional or elements[-1].gap or elements[-1].optional:
                table.fault(key, f"{text!r} must begin and end with a word")
            else:
                found.append(Pattern(about=about, when=when, elements=tuple(elements)))
    return found


def _element(part: str, sets: Mapping[str, frozenset[str]]) -> Element:
    """Read one step of a pattern; a ValueError says what is wrong with it."""
    if part.startswith("<"):
        size = part[1:-1]
        if not (part.endswith(">") and size.isascii() and size.isdigit() and 0 < int(size) <= _WIDEST_GAP):
            raise ValueError(f"{part!r} is no gap of 1 to {_WIDEST_GAP} words")
        return Element(gap=int(size))
    words: set[str] = set()
    stems = []
    number = False
    for word in part.removesuffix("?").split("|"):
        stem = word.removesuffix("*")
        if word == "#":
            number = True
        elif word.startswith("@") and word[1:] in sets:
            words |= sets[word[1:]]
        elif tokens(stem) != [stem] or (stem != word and len(stem) < _KEY):
            raise ValueError(f"{word!r} is no word, stem or set")
        elif stem != word:
            stems.append(stem)
        else:
            words.add(word)
    return Element(words=frozenset(words), stems=tuple(stems), number=number, optional=part.endswith("?"))


def _keyed(patterns: Iterable[Pattern], numbers: frozenset[str]) -> Patterns:
    found: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        first = pattern.elements[0]
        starts = [*first.words, *first.stems, *(("#", *numbers) if first.number else ())]
        for key in dict.fromkeys(sorted(start[:_KEY] for start in starts)):
            found.setdefault(key, []).append(pattern)
    return Patterns(by_start={key: tuple(several) for key, several in found.items()}, numbers=numbers)


def _sentences(text: str, line: int) -> tuple[list[_Sentence], str]:
    """Split a text into sentences; the second value is the beginning of what was too long to be read."""
    rest = " ".join(text[_MOST_CHARACTERS : _MOST_CHARACTERS + QUOTE].split())
    found = [_Sentence()]
    count = 0
    for at, raw in enumerate(text[:_MOST_CHARACTERS].split("\n")):
        pieces = raw.split()
        before = found[-1].pieces
        # an empty line ends a sentence, but not one that goes on in a list
        if (not pieces and before and not before[-1].endswith((":", ";", ","))) or _is_notice(found[-1]):
            found.append(_Sentence())
        for piece in pieces:
            if count >= MOST_WORDS:
                return [one for one in found if one.words], piece[:QUOTE]
            if found[-1].pieces and _ends_sentence(found[-1].pieces[-1]) and not piece[0].islower():
                found.append(_Sentence())
            words = tokens(piece)
            count += len(words)
            sentence = found[-1]
            sentence.words += words
            sentence.piece_of += [len(sentence.pieces)] * len(words)
            sentence.pieces.append(piece)
            sentence.lines.append(line + at)
    return [one for one in found if one.words], rest


def _ends_sentence(piece: str) -> bool:
    """Whether a sentence may end here; the point of a number in a list ("1.", "iv.", "b.") ends none."""
    bare = piece.strip("\"'()[]*_\u201c\u201d")
    return bare.endswith((".", "!", "?")) and not (len(bare) <= len("a.") or set(bare) <= set("ivx0123456789."))


def _is_notice(sentence: _Sentence) -> bool:
    """Whether a sentence is a copyright line, which ends where its line ends; "(c)" alone may count a list."""
    head = [piece.lower() for piece in sentence.pieces[:3]]
    signed = any(one in {"(c)", "\u00a9"} for one in head)
    dated = any(len(word) == len("2001") and word.isdigit() for word in sentence.words[:5])
    return (signed and dated) or (sentence.words[:1] == ["copyright"] and (signed or dated))


def _is_name(sentence: _Sentence) -> bool:
    """Whether a sentence is written like a heading or a name: every word but small ones begins with a capital."""
    if sentence.pieces[0] in _BULLETS or sentence.pieces[-1].endswith((";", ",")):
        return False
    heads = [piece.strip("\"'()[]*_#:,.\u201c") for piece in sentence.pieces]
    return all(not head[:1].islower() for head in heads if head not in _SMALL)


def _without_harmless(words: Sequence[str], lists: Lists) -> list[str]:
    """Blank the words that mean nothing where they stand together ("not limited to")."""
    clear = list(words)
    for start, end, _ in lists.harmless.find(words):
        clear[start:end] = [""] * (end - start)
    return clear


def _limits(words: Sequence[str], lists: Lists) -> set[_When]:
    """Return whether words hold a ban or a duty."""
    found: set[_When] = {"banned"} if lists.bans.among(words) else set()
    return found | {"owed"} if lists.duties.among(words) else found


def _says(sentence: _Sentence, near: set[_When], lists: Lists) -> Iterator[tuple[int, int, str]]:
    """Find what a sentence says and the words that say so; `near` tells what the words around it hold."""
    words = _without_harmless(sentence.words, lists)
    counts = near | _limits(words, lists)
    if not counts and _is_notice(sentence):
        return
    if counts or not _is_name(sentence):
        counts.add("mentioned")
    counts.add("always")
    for start, end, pattern in lists.terms.find(words):
        if pattern.when in counts:
            yield start, end, pattern.about


def _in_place(inserted: Sequence[str], line: int, around: str, lists: Lists) -> list[Draft]:
    """Read a few words within the sentence in which they stand: what spans them, or is limited by them."""
    found: dict[str, Draft] = {}
    size = len(inserted)
    # a ban put beside a topic limits it; one that stood there before is in the known text and says nothing new
    beside = size <= _SHORT and lists.bans.among(inserted)
    for sentence in _sentences(around[:_AROUND_CHARACTERS], line)[0] if size else ():
        words = sentence.words
        places = [at for at in range(len(words) - size + 1) if words[at : at + size] == inserted]
        new = {at + step for at in places for step in range(size) if inserted[step] not in _SMALL}
        for start, end, about in _says(sentence, set(), lists) if places else ():
            if beside or not new.isdisjoint(range(start, end)):
                found.setdefault(about, Draft(about=about, line=line, quote=sentence.quote(start, end)))
    return list(found.values())


def _otherwise(sentences: Sequence[_Sentence], context: Sequence[str], lists: Lists) -> list[Draft]:
    """Return the one draft of a passage in which nothing was found: a number, or words of rights and duties."""
    words = [word for sentence in sentences for word in sentence.words]
    about = ""
    if any(word in lists.numbers or word[0].isdigit() for word in words) and all(
        word in lists.numbers | lists.amounts | lists.periods or word[0].isdigit() for word in words
    ):
        spoken = lists.amounts.intersection([*words, *context])
        about = "threshold" if spoken else UNREAD if lists.periods.intersection([*words, *context]) else ""
    elif len(words) <= _SHORT and lists.turning.intersection(words):
        about = UNREAD
    if about:
        return [sentences[0].draft(about, 0, len(sentences[0].words))]
    for sentence in sentences:
        for start, end, _ in lists.modals.find(_without_harmless(sentence.words, lists)):
            return [sentence.draft(UNREAD, start, end)]
    return []

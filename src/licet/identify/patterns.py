"""Patterns of words: rows of steps that are matched word by word, as the word lists of drafts and reviews write them.

    word        this word           word*     words that begin so       a|b*|c   any of these
    #           a number            <4>       up to four words          a|b?     may be absent
    @places     a word of a set

Letter case and punctuation are of no account; a pattern begins and ends with a word.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from licet.identify.normalize import tokens
from licet.licenses.tables import Table

_WIDEST_GAP: Final = 12
_LONGEST_PATTERN: Final = 12
_KEY: Final = 3  # letters by which a pattern is found; a stem has no fewer


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
    when: str
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
                    hopeful[id(pattern)] = self._among(vocabulary, pattern.elements[-1])
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

    def _among(self, words: frozenset[str], element: Element) -> bool:
        """Whether any of some words fits an element."""
        return (
            not words.isdisjoint(element.words)
            or (element.number and any(word[:1].isdigit() or word in self.numbers for word in words))
            or (bool(element.stems) and any(word.startswith(element.stems) for word in words))
        )

    def _fits(self, word: str, element: Element) -> bool:
        return (
            word in element.words
            or (element.number and (word[:1].isdigit() or word in self.numbers))
            or (bool(element.stems) and word.startswith(element.stems))
        )


def plain_words(table: Table, key: str) -> frozenset[str]:
    """Read a list of single words; faults are noted."""
    words = table.texts(key)
    for word in words:
        if tokens(word) != [word]:
            table.fault(key, f"{word!r} is not one word in lower case")
    return frozenset(words)


def read_patterns(
    table: Table, key: str, sets: Mapping[str, frozenset[str]], about: str = "", when: str = "always"
) -> list[Pattern]:
    """Read the patterns under a key; faults are noted."""
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


def keyed(patterns: Iterable[Pattern], numbers: frozenset[str]) -> Patterns:
    """Return patterns by the first letters of their first word; `numbers` are the words that are numbers."""
    found: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        first = pattern.elements[0]
        starts = [*first.words, *first.stems, *(("#", *numbers) if first.number else ())]
        for key in dict.fromkeys(sorted(start[:_KEY] for start in starts)):
            found.setdefault(key, []).append(pattern)
    return Patterns(by_start={key: tuple(several) for key, several in found.items()}, numbers=numbers)

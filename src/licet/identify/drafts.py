"""Read words that were put into a known license text as draft statements, by their wording alone.

The word lists are data (`data/drafts.toml`). Nothing here judges: a draft tells a person what to look at. A passage
that speaks of rights or duties in words that no list knows is a draft about `unread`.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from licet.errors import KnowledgeError
from licet.identify.normalize import tokens
from licet.identify.patterns import Patterns, keyed, plain_words, read_patterns
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
_SHORT: Final = 3
"""Words of an insertion that may turn a sentence round without saying anything itself ("not")."""
_SMALL: Final = frozenset(("a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"))
_BULLETS: Final = ("-", "*", "\u2022", "\u25cf", "\u2013", "(")
_LISTS: Final = ("bans", "duties", "modals", "harmless", "turning", "numbers", "amounts", "periods", "terms")

_When = Literal["always", "mentioned", "banned", "owed"]
_WHEN: Final[tuple[_When, ...]] = ("always", "mentioned", "banned", "owed")


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
    sets = {name: plain_words(root.table("sets"), name) for name in root.table("sets").values}
    numbers = plain_words(root, "numbers")
    terms = root.table("terms")
    patterns = []
    for about in terms.values:
        entry = terms.table(about)
        entry.only(*_WHEN)
        if about not in ABOUT:
            terms.fault(about, "is no word of the vocabulary")
        patterns += [one for when in _WHEN for one in read_patterns(entry, when, sets, about, when)]
    books = {key: keyed(read_patterns(root, key, sets), numbers) for key in ("bans", "duties", "modals", "harmless")}
    lists = Lists(
        terms=keyed(patterns, numbers),
        **books,
        turning=plain_words(root, "turning"),
        numbers=numbers,
        amounts=plain_words(root, "amounts"),
        periods=plain_words(root, "periods"),
    )
    if root.faults:
        raise KnowledgeError("\n".join(fault_lines(source, root.faults)))
    return lists


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

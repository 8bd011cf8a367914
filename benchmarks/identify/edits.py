"""Changes to the terms of a license text, chosen by a seeded generator: the same seed gives the same copies."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final, TypeAlias

from benchmarks.identify.terms import LARGEST_SHARE, Place, Terms, terms
from benchmarks.identify.texts import Text, words

PER_KIND: Final = 3
"""Copies of each kind that are made of a text, where it has so many places."""

_WORDING: Final[Mapping[str, Any]] = tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))
RESTRICTIONS: Final[Sequence[str]] = _WORDING["restrictions"]
NEUTRAL: Final[Sequence[str]] = _WORDING["neutral"]
_REPLACED: Final[Mapping[str, str]] = _WORDING["replaced"]
_DELETED: Final = frozenset(_WORDING["deleted"])
_BEHIND: Final[Mapping[str, Sequence[str]]] = _WORDING["behind"]
_BEFORE: Final[Mapping[str, Sequence[str]]] = _WORDING["before"]
_ANYWHERE: Final[Sequence[str]] = _WORDING["anywhere"]
_COUNTS: Final[Sequence[str]] = _WORDING["counts"]

_UNITS: Final = (
    r"days?|months?|years?|weeks?|hours?|million|billion|thousand|percent|per\s+cent|%|users?|copies|parties|business"
)
_NUMBER: Final = re.compile(
    rf"(?<![\w.\-])(?:(?:\d[\d,]*|{'|'.join(_COUNTS)})(?=\)?\s*(?:\(\d+\)\s*)?(?:calendar\s+)?(?:{_UNITS})(?![\w]))"
    r"|(?<=[$\u20ac])\d[\d,.]*\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A changed copy of a text; `change` tells what was done."""

    of: Text
    kind: str
    change: str
    text: str


_Site: TypeAlias = tuple[int, int, str]
"""A stretch of the text and what takes its place."""
_Maker: TypeAlias = Callable[[str, Terms, Random], Sequence[_Site]]


def copies(of: Text, seed: int, per_kind: int = PER_KIND) -> Iterator[Copy]:
    """Yield the changed copies of a text; each differs from it, and from the others, in its words."""
    found = terms(of.text)
    seen = {tuple(words(of.text))}
    for kind, make in KINDS.items():
        rng = Random(f"{seed}:{of.name}:{kind}")  # noqa: S311 - repeatable, not secret
        sites = list(make(of.text, found, rng))
        rng.shuffle(sites)
        made = 0
        for start, end, new in sites:
            text = of.text[:start] + new + of.text[end:]
            key = tuple(words(text))
            if made < per_kind and key not in seen:
                seen.add(key)
                made += 1
                yield Copy(of=of, kind=kind, change=_change(of.text, (start, end), new), text=text)


def _change(text: str, place: Place, new: str) -> str:
    start, end = place
    line = text.count("\n", 0, start) + 1
    gone, came = (" ".join(some.split())[:80] for some in (text[start:end], new))
    around = " ".join(text[max(0, start - 25) : end + 25].split())
    return f"line {line}: {gone!r} -> {came!r} in {around[:120]!r}"


def _sentences(rng: Random) -> list[str]:
    # three restrictions to one neutral sentence
    return rng.sample(RESTRICTIONS, 9) + rng.sample(NEUTRAL, 3)


def _insert_sentence(_: str, found: Terms, rng: Random) -> Sequence[_Site]:
    chosen = _sentences(rng)
    rng.shuffle(chosen)
    starts = rng.sample(found.sentences, min(len(found.sentences), len(chosen)))
    return [(start, start, f"{new} ") for (start, _), new in zip(starts, chosen, strict=False)]


def _insert_first(_: str, _found: Terms, rng: Random) -> Sequence[_Site]:
    return [(0, 0, f"{new}\n\n") for new in _sentences(rng)]


def _insert_last(text: str, _: Terms, rng: Random) -> Sequence[_Site]:
    return [(len(text), len(text), f"\n\n{new}\n") for new in _sentences(rng)]


def _insert_word(text: str, found: Terms, rng: Random) -> Sequence[_Site]:
    sites: list[_Site] = []
    for start, end in found.words:
        word = text[start:end]
        if word.lower() in _BEHIND:
            sites.append((end, end, f" {_cased(rng.choice(_BEHIND[word.lower()]), word)}"))
        elif word.lower() in _BEFORE:
            sites.append((start, start, f"{_cased(rng.choice(_BEFORE[word.lower()]), word)} "))
    some = rng.sample(found.words, min(len(found.words), PER_KIND))
    return sites + [(start, start, f"{_cased(rng.choice(_ANYWHERE), text[start:end])} ") for start, end in some]


def _delete_word(text: str, found: Terms, rng: Random) -> Sequence[_Site]:
    sites = [(start, end, "") for start, end in found.words if text[start:end].lower() in _DELETED]
    long = [place for place in found.words if place[1] - place[0] > PER_KIND]
    return sites or [(start, end, "") for start, end in rng.sample(long, min(len(long), PER_KIND))]


def _replace_word(text: str, found: Terms, _: Random) -> Sequence[_Site]:
    return [
        (start, end, _cased(_REPLACED[text[start:end].lower()], text[start:end]))
        for start, end in found.words
        if text[start:end].lower() in _REPLACED
    ]


def _replace_number(text: str, found: Terms, rng: Random) -> Sequence[_Site]:
    return [
        (match.start(), match.end(), _other(match.group(), rng))
        for place in found.sentences
        for match in _NUMBER.finditer(text, *place)
    ]


def _other(number: str, rng: Random) -> str:
    if number[0].isalpha():
        others = [count for count in _COUNTS if count != number.lower()]
        return _cased(rng.choice(others), number)
    value = int(re.sub(r"\D", "", number))
    return str(rng.choice([value * 10, value + 1, max(1, value // 2) if value > 1 else value + 2]))


def _delete_sentence(text: str, found: Terms, _: Random) -> Sequence[_Site]:
    return [(start, end, "") for start, end in _short(text, found)]


def _replace_clause(text: str, found: Terms, rng: Random) -> Sequence[_Site]:
    return [(start, end, rng.choice(RESTRICTIONS)) for start, end in _short(text, found)]


def _short(text: str, found: Terms) -> list[Place]:
    most = len(text.split()) * LARGEST_SHARE
    return [place for place in found.sentences if len(text[slice(*place)].split()) <= most]


def _cased(new: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return new.upper()
    return new.capitalize() if like[0].isupper() else new


KINDS: Final[Mapping[str, _Maker]] = {
    "insert a sentence inside": _insert_sentence,
    "insert a sentence at the beginning": _insert_first,
    "insert a sentence at the end": _insert_last,
    "insert a word": _insert_word,
    "delete a word": _delete_word,
    "delete a sentence": _delete_sentence,
    "replace a word": _replace_word,
    "replace a number": _replace_number,
    "replace a clause": _replace_clause,
}
"""The kinds of change, each with what finds its places."""

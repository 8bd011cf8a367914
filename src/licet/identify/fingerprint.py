"""Make the fingerprint of a known text: its words as numbers, and what may differ between copies of it.

Used when the index is built (tools/build_index.py), never when Licet runs. `packing` writes the index.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from licet.identify.index import Lexicon
from licet.identify.mask import is_idle, is_list_number, is_notice_year
from licet.identify.normalize import Words, keys_of, split, tokens

_NO_TITLE: Final = frozenset({"only", "or", "later", "licenseref", "scancode", "licet"})
_GAP: Final = 40
_DATED_NOTICE: Final = re.compile(r"(?:copyright\W*)?(?:c\b|\(c\)|©|[12]\d{3}|[<\[{]+y)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionalRule:
    """A part that copies may leave out: through `head`, `above` some words, from `tail` on; for some `licenses`."""

    head: str = ""
    above: str = ""
    tail: str = ""
    licenses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRule:
    """Between `before` and `after` stands one of `choices`, or a name of at most `most` words; for some `licenses`."""

    before: str
    after: str
    most: int = 0
    choices: tuple[str, ...] = ()
    licenses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What may differ between copies of one text; `labels` begin the parameters above a license's text."""

    optional: tuple[OptionalRule, ...]
    gaps: tuple[GapRule, ...]
    words: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]
    incorporates: Mapping[str, tuple[str, ...]]
    declared_as: Mapping[str, str]

    @property
    def lexicon(self) -> Lexicon:
        """The word lists as the matcher uses them."""
        return Lexicon(**{name: frozenset(words) for name, words in self.words.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """Everything the index holds of a text; `gaps` are start, end, most words of a name, choices."""

    license: str
    document: str
    source: str
    sha256: str
    host: str
    names: tuple[str, ...]
    title: tuple[str, ...]
    optional: tuple[tuple[int, int], ...]
    gaps: tuple[tuple[int, int, int, tuple[str, ...]], ...]
    keys: tuple[int, ...]


def fingerprint(
    text: str,
    rules: Vocabulary,
    *,
    license_id: str,
    document: str,
    names: Sequence[str],
    source: str,
    sha256: str,
    host: str,
) -> Print:
    """Return the fingerprint of a text: its words as numbers and what in it may differ."""
    words = split(text)
    title = {word for word in tokens(" ".join((*names, license_id))) if word not in _NO_TITLE}
    optional = [
        *_optional(words, license_id, rules.optional),
        *_lines_that_vary(words, title, rules.lexicon),
        *((at, at + 1) for at in range(len(words)) if is_list_number(words, at) or is_notice_year(words, at)),
    ]
    return Print(
        license=license_id,
        document=document,
        source=source,
        sha256=sha256,
        host=host,
        names=tuple(names) if document == "license" else (),
        title=tuple(sorted(title)),
        optional=tuple(_merged(optional)),
        gaps=tuple(_gaps(words, license_id, rules.gaps)),
        keys=tuple(words.keys.tolist()),
    )


def _optional(words: Words, license_id: str, rules: Sequence[OptionalRule]) -> Iterator[tuple[int, int]]:
    for rule in rules:
        if rule.licenses and license_id not in rule.licenses:
            continue
        for at in _where(words, rule.head):
            yield 0, at + len(tokens(rule.head))
        for at in _where(words, rule.above)[:1]:
            yield 0, at
        for at in _where(words, rule.tail):
            yield at, len(words)


def _gaps(words: Words, license_id: str, rules: Sequence[GapRule]) -> Iterator[tuple[int, int, int, tuple[str, ...]]]:
    for rule in rules:
        if rule.licenses and license_id not in rule.licenses:
            continue
        ends = _where(words, rule.after)
        for at in _where(words, rule.before):
            start = at + len(tokens(rule.before))
            end = next((end for end in ends if start <= end <= start + _GAP), None)
            if end is not None:
                own = " ".join(tokens(words.passage(start, end)))
                yield start, end, rule.most, tuple(sorted({own, *rule.choices}))


def _where(words: Words, phrase: str) -> list[int]:
    wanted = tokens(phrase)
    if not wanted or len(wanted) > len(words):
        return []
    keys = keys_of(wanted)
    found = np.lib.stride_tricks.sliding_window_view(words.keys, len(keys))
    return [int(at) for at in np.flatnonzero((found == keys).all(axis=1))]


def _lines_that_vary(words: Words, title: set[str], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Give the words of copyright notices, of the headings above the terms, and of headings that stand alone."""
    heading = True
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and words.line(end) == words.line(at):
            end += 1
        line = words.passage(at, end)
        idle = is_idle(line, title, lexicon)
        heading = heading and idle
        if heading or (idle and (_DATED_NOTICE.match(line) or _stands_alone(words, at, end))):
            yield at, end
        at = end


def _stands_alone(words: Words, at: int, end: int) -> bool:
    above = at == 0 or words.line(at) - words.line(at - 1) > 1
    below = end == len(words) or words.line(end) - words.line(end - 1) > 1
    return above and below and end - at > 1


def _merged(ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged

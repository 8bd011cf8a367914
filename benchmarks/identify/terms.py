"""Where the terms of a license text stand: its sentences, without what may differ between honest copies.

Titles, copyright lines, placeholders, prefaces and appendices on how to apply a license are left out; README.md beside
this file says why. Places are offsets into the text, so an edit leaves its layout as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

Place: TypeAlias = tuple[int, int]

LEAST_WORDS: Final = 6
"""Words below which a sentence is taken for a heading, a list number or an abbreviation."""
LEAST_WITHOUT_STOP: Final = 10
"""Words from which a passage is taken for a sentence, an item of a list, even if no stop ends it."""
LEAST_LOWER: Final = 0.4
"""The share of words in lower case below which a passage is taken for a title, if it is not all in upper case."""
LARGEST_SHARE: Final = 0.34
"""The share of a text's words above which a sentence is not deleted or replaced: too little would be left."""

_BEGINNINGS: Final = (
    re.compile(r"By exercising the Licensed Rights"),
    re.compile(r"THE WORK \(AS DEFINED BELOW\) IS PROVIDED"),
    re.compile(r"^Statement of Purpose", re.MULTILINE),
)
_ENDS: Final = re.compile(
    r"^[ \t#*=-]*(?:APPENDIX|ADDENDUM|How to (?:Apply|Use)|EXHIBIT A\b(?!\s+ACCEPTABLE)|Schedule A\b"
    r"|WHETHER AND HOW TO DISTRIBUTE|Creative Commons (?:Corporation )?is not a party|Creative Commons Notice"
    r"|Covenant of Licensor|Licensing Metadata)",
    re.MULTILINE | re.IGNORECASE,
)
_PARAGRAPH: Final = re.compile(r"(?:^[^\S\n]*\S.*(?:\n|\Z))+", re.MULTILINE)
_STOP: Final = re.compile(
    r"[.;:][\"\u201d')\]]*\s+(?=[\"\u201c(]?[A-Z])|\n\s*(?:[-*\u2022]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)"
)
_STOPPED: Final = re.compile(r"(?:[.;:,)\"\u201d]|[;,]\s+(?:and|or))\Z")
_NOT_TERMS: Final = re.compile(
    r"\(c\)\s+\d{4}|copyright\s*\(c\)|\u00a9|copyright\W+(?:\d{4}|[<\[{])|all rights reserved|\$name|SPDX-"
    r"|[<\[{][^<>\[\]{}()]{0,60}\b(?:name|year|yyyy|owner|holder|author|date|insert|your|licensor|organization)\b[^<>]{0,60}"
    r"[>\]}]|^\W*version\b|(?:last (?:modified|updated?)|release date|effective date|posted date):"
    r"|is released under the PostgreSQL|is copied below, and is also available",
    re.IGNORECASE | re.MULTILINE,
)
_HOLDERS: Final = re.compile(
    r"neither the names?\b.{0,300}?(?=\s+(?:may|must)\b)|\bthe names?\b.{0,120}?\bmust not\b"
    r"|provided\s+by\b.{0,120}?\bas[ -]is|in\s+no\s+event\s+shall\b.{0,160}?\bbe\s+liable"
    r"|redistributions.{0,60}\bproducts? derived",
    re.IGNORECASE | re.DOTALL,
)
_WORD: Final = re.compile(r"(?<![\w/@.\-])[A-Za-z][A-Za-z-]*[A-Za-z](?![\w/@\-])(?!\.\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The terms of a text: places of whole sentences, and of single words that are not names of holders."""

    sentences: tuple[Place, ...]
    words: tuple[Place, ...]


def terms(text: str) -> Terms:
    """Return where the terms of a license text stand."""
    start, end = bounds(text)
    sentences = [
        place
        for paragraph in _PARAGRAPH.finditer(text, start, end)
        if len(paragraph.group().split()) >= LEAST_WORDS
        for place in _sentences(text, paragraph.start(), paragraph.end())
        if not _NOT_TERMS.search(text, *place)
    ]
    holders = [match.span() for match in _HOLDERS.finditer(text)]
    words = [
        match.span()
        for place in sentences
        for match in _WORD.finditer(text, *place)
        if not any(first <= match.start() < last for first, last in holders)
    ]
    return Terms(sentences=tuple(sentences), words=tuple(words))


def bounds(text: str) -> Place:
    """Return where the terms begin and end, without a preface and appendices."""
    starts = [found.start() for beginning in _BEGINNINGS if (found := beginning.search(text))]
    start = min(starts, default=0)
    ends = [found.start() for found in _ENDS.finditer(text, start + 1)]
    # an appendix stands in the second half; a reference to it may stand at the beginning of an earlier line
    end = next((at for at in ends if at - start > (len(text) - start) / 2), len(text))
    return start, end


def _sentences(text: str, start: int, end: int) -> Iterator[Place]:
    for first, last in _passages(text, start, end):
        passage = text[first:last]
        # what ends without a stop is a heading if it is short, else an item of a list
        stopped = _STOPPED.search(passage) is not None
        if len(passage.split()) >= (LEAST_WORDS if stopped else LEAST_WITHOUT_STOP) and not _is_title(passage, stopped):
            yield first, last


def _is_title(passage: str, stopped: bool) -> bool:  # noqa: FBT001 - a fact about the passage, not a mode
    if passage.isupper():
        return not stopped
    initials = [word[0] for word in passage.split() if word[0].isalpha()]
    return sum(map(str.islower, initials)) < LEAST_LOWER * len(initials)


def _passages(text: str, start: int, end: int) -> Iterator[Place]:
    """Yield what stands between stops, without the white space and the list signs around it."""
    at = start
    for stop in [*_STOP.finditer(text, start, end), None]:
        last = end if stop is None else stop.start() if stop.group()[0] == "\n" else stop.end()
        passage = text[at:last]
        yield last - len(passage.lstrip()), at + len(passage.rstrip())
        at = end if stop is None else stop.end()

"""The words of a license text, freed from everything that does not change its meaning.

Letter case, punctuation, quotes, line breaks, comment signs, Markdown and HTML markup and the scheme of addresses are
dropped; words and numbers stay, in order. The rules follow the SPDX license list matching guidelines (SPDX 2.3,
annex B). Copyright lines stay here: only a comparison can tell where they end (see `mask`).
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from html import unescape
from typing import Final

LIMIT: Final = 2_000_000
"""Characters of a text that are read; the rest is cut off."""

_QUOTES: Final = "'\u2019\u2018\u201b\u0060\u00b4\u02bc"
_WORD: Final = re.compile(rf"[^\W_]+(?:[{_QUOTES}]{{1,2}}[^\W_]+)*")
_LINK: Final = re.compile(r"\]\([^()\s]{0,500}\)")
_SCHEME: Final = re.compile(r"\bhttps?://(?:www\.)?", re.IGNORECASE)
_COMMENT_WORD: Final = re.compile(r"^[ \t]*(?:dnl|REM|rem)(?=\s)", re.MULTILINE)
_TAG_NAMES: Final = (
    "a|abbr|article|b|blockquote|body|br|center|code|dd|div|dl|dt|em|font|footer|h[1-6]|head|header|hr|html|i|img|li|link"
    "|main|meta|ol|p|pre|section|small|span|strong|style|sub|sup|table|tbody|td|th|thead|title|tr|tt|u|ul"
)
_TAG: Final = re.compile(rf"</?(?:{_TAG_NAMES})(?:\s[^<>]{{0,1000}})?/?>", re.IGNORECASE)
_ODD: Final = str.maketrans(
    {
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
        **dict.fromkeys("\u2122\u00ae\u2028\u2029\u0085\x0b\x0c", " "),
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a text: `keys` are 32-bit numbers of the words, `starts` and `ends` their places in `text`.

    `lines` are the places at which lines begin.
    """

    text: str
    keys: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lines: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def line(self, word: int) -> int:
        """Return the line, counted from 1, on which a word stands."""
        return bisect_right(self.lines, self.starts[word])

    def begins_line(self, word: int) -> bool:
        """Return whether no word stands before this one on its line."""
        return word == 0 or self.line(word - 1) < self.line(word)

    def ends_line(self, word: int) -> bool:
        """Return whether no word stands behind this one on its line."""
        return word + 1 == len(self) or self.line(word) < self.line(word + 1)

    def passage(self, first: int, end: int) -> str:
        """Return the text from word `first` up to, not including, word `end`."""
        return self.text[self.starts[first] : self.ends[end - 1]] if first < end else ""


def split(text: str) -> Words:
    """Return the words of a text; at most `LIMIT` characters are read."""
    clean = _clean(text)
    found = list(_WORD.finditer(clean))
    cache: dict[str, int] = {}
    keys = []
    for match in found:
        word = match.group()
        key = cache.get(word)
        if key is None:
            key = cache[word] = key_of(word)
        keys.append(key)
    return Words(
        text=clean,
        keys=tuple(keys),
        starts=tuple([match.start() for match in found]),
        ends=tuple([match.end() for match in found]),
        lines=(0, *[match.end() for match in re.finditer("\n", clean)]),
    )


def tokens(text: str) -> list[str]:
    """Return the words of a short passage as plain strings, spelled as `key_of` spells them."""
    return [_spell(match.group()) for match in _WORD.finditer(text)]


def key_of(word: str) -> int:
    """Return the 32-bit number of a word: the first four bytes of its BLAKE2b hash (RFC 7693)."""
    return int.from_bytes(blake2b(_spell(word).encode("utf-8", "surrogatepass"), digest_size=4).digest(), "little")


_WITHOUT_QUOTES: Final[Mapping[int, None]] = dict.fromkeys(map(ord, _QUOTES))


@lru_cache(maxsize=8192)
def _spell(word: str) -> str:
    # one spelling of the noun for both sides of the Atlantic (SPDX 2.3, annex B: equivalent words)
    return word.lower().translate(_WITHOUT_QUOTES).replace("licenc", "licens")


def _clean(text: str) -> str:
    text = text[:LIMIT].replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = text.translate(_ODD)
    if "<" in text:
        text = _TAG.sub(_blank, text)
    if "&" in text:
        text = unescape(text)
    if "](" in text:
        text = _LINK.sub("] ", text)
    return _COMMENT_WORD.sub("", _SCHEME.sub("", text))


def _blank(match: re.Match[str]) -> str:
    return " " + "\n" * match.group().count("\n")

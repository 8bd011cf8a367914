"""The words of a license text, freed from everything that does not change its meaning.

Letter case, punctuation, quotes, line breaks, comment signs, Markdown and HTML markup and the scheme of addresses are
dropped; words and numbers stay, in order. The rules follow the SPDX license list matching guidelines (SPDX 2.3,
annex B). Copyright lines stay here: only a comparison can tell where they end (see `mask`).

All work on words is done on whole arrays, not word by word: a text of usual length takes a tenth of a millisecond.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

LIMIT: Final = 1_000_000
"""Characters of a text that are read; the rest is cut off (longer texts are read in windows, see `match`)."""

Keys = NDArray[np.uint64]
Places = NDArray[np.int64]

STOP_WORDS: Final = frozenset(("http", "https", "www", "dnl", "rem"))
"""Words that are never words of a license: the scheme of an address, comment signs of m4 and batch files."""

_TAG_NAMES: Final = (
    "a|abbr|article|b|blockquote|body|br|center|code|copyright|dd|div|dl|dt|em|font|footer|h[1-6]|head|header|hr|html|i"
    "|img|li|link|main|meta|ol|p|para|pre|section|small|span|strong|style|sub|sup|table|tbody|td|th|thead|title|tr|tt"
    "|u|ul|ulink"
)
_TAG: Final = re.compile(rf"</?(?:{_TAG_NAMES})(?:\s[^<>]{{0,1000}})?/?>", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"href\s{0,9}=\s{0,9}[\"']?(https?://[^\"'\s<>]{1,500})", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#x?[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_ENTITIES: Final = {"&lt;": "<", "&gt;": ">", **dict.fromkeys(("&copy;", "&#169;", "&#xa9;"), "c")}
_NOT_BLANK: Final = re.compile(r"[^\n]")
_LIGATURES: Final = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_NOTHING: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_RESHAPED: Final = (*_LIGATURES, *_NOTHING, "\u0130")
_COPYRIGHT: Final = "\u00a9"
_WORD: Final = re.compile(r"[a-z0-9]+(?:\+[a-z0-9]+)*\+?")
_SHAPES: Final = {**_LIGATURES, **dict.fromkeys(_NOTHING, ""), "\u0130": "i", "\u00a9": " c "}
_PLUS: Final = ord("+")
_LINE: Final = ord("\n")
_PAD: Final = 40
"""Zero bytes behind a text, so that the last words can be read eight bytes at a time."""
_WIDE: Final = 32
"""Bytes of a word that are read at once; longer words are taken in turns."""
_FACTORS: Final = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD], np.uint64
)
_ALL: Final = (1 << 64) - 1
_MASKS: Final = np.array([(1 << 8 * size) - 1 for size in range(9)], np.uint64)


def _plain() -> bytes:
    """The byte that stands for each character below 256: small letters, digits, signs of other scripts, else zero."""
    ascii_ = (ord(chr(code).lower()) if chr(code).isalnum() or code == _PLUS else 0 for code in range(128))
    return bytes((*ascii_, *range(128, 256)))


_PLAIN: Final = _plain()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Words:
    """The words of a text: `keys` are 64-bit numbers of the words, `starts` and `ends` their places in `text`.

    `lines` knows the places at which lines begin. `text` has the length of what was read: markup is blanked, not cut.
    """

    text: str
    keys: Keys
    starts: Places
    ends: Places
    lines: "Lines"

    def __len__(self) -> int:
        return len(self.keys)

    def line(self, word: int) -> int:
        """Return the line, counted from 1, on which a word stands."""
        return bisect_right(self.lines.places(), self.starts.item(word))

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
    clean = _clean(text[:LIMIT])
    keys, starts, ends = _words(clean)
    return Words(text=clean, keys=keys, starts=starts, ends=ends, lines=Lines(clean))


def tokens(text: str) -> list[str]:
    """Return the words of a short passage as plain strings, spelled as they are compared."""
    if text.isascii():
        # no word reaches over another, so that the spelling may be changed in all of them at once
        found = _WORD.findall(text.lower().replace("licenc", "licens"))
    else:
        _, starts, ends = _words(text)
        places = zip(starts.tolist(), ends.tolist(), strict=True)
        found = [text[start:end].lower().replace("licenc", "licens") for start, end in places]
    return [word for word in found if word not in STOP_WORDS]


@lru_cache(maxsize=8192)
def key_of(word: str) -> int:
    """Return the 64-bit number of one plain word: a single one is reckoned faster by itself."""
    data = word.encode()
    if len(data) > _WIDE or not data.isalnum():
        return int(keys_of((word,))[0])
    pieces = [int.from_bytes(data[at : at + 8], "little") for at in range(0, len(data), 8)]
    key = pieces[0] * int(_FACTORS[0]) & _ALL
    for turn, piece in enumerate(pieces[1:], 1):
        key ^= (piece + turn) * int(_FACTORS[turn]) & _ALL
    key ^= key >> 31
    key = key * int(_FACTORS[4]) & _ALL
    return key ^ key >> 29


def keys_of(words: Sequence[str]) -> Keys:
    """Return the 64-bit numbers of plain words."""
    keys, starts, _ = _words("\n".join(words), stops=False)
    if len(starts) != len(words):
        raise ValueError("not plain words")
    return keys


class Lines:
    """The places at which lines begin, found when first asked for."""

    __slots__ = ("_places", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: list[int] | None = None

    def places(self) -> list[int]:
        """Return the places, rising; the first is 0."""
        if self._places is None:
            data, kind = (self._text.encode(), "u1") if self._text.isascii() else (self._wide(), "<u4")
            self._places = [0, *((np.frombuffer(data, kind) == _LINE).nonzero()[0] + 1).tolist()]
        return self._places

    def _wide(self) -> bytes:
        return self._text.encode("utf-32-le", "surrogatepass")


def _clean(text: str) -> str:
    """Blank what is markup; every character keeps its place."""
    if "\r" in text and "\n" not in text:
        text = text.replace("\r", "\n")
    if "&" in text:
        text = _ENTITY.sub(_blank_entity, text)
    if "<" in text:
        text = _TAG.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    """Blank a tag, but for the address that it leads to: it may be that of a license."""
    found = match.group()
    address = _ADDRESS.search(found)
    if address is None:
        return _NOT_BLANK.sub(" ", found)
    start, end = address.span(1)
    return _NOT_BLANK.sub(" ", found[:start]) + found[start:end] + _NOT_BLANK.sub(" ", found[end:])


def _blank_entity(match: re.Match[str]) -> str:
    found = match.group()
    sign = _ENTITIES.get(found.lower()) or _sign_of(found)
    # what opens a tag stands right before its name
    return sign.rjust(len(found)) if sign == "<" else sign.ljust(len(found))


def _sign_of(entity: str) -> str:
    """Return the letter that an entity stands for, a blank for any other sign, and what is no entity as it is."""
    from html import unescape  # noqa: PLC0415 - entities are rare outside of web pages

    sign = unescape(entity)
    return sign if sign == entity or (len(sign) == 1 and sign.isalnum()) else " "


def _words(clean: str, *, stops: bool = True) -> tuple[Keys, Places, Places]:
    origin = None
    if not clean.isascii() and _is_reshaped(clean):
        clean, origin = _reshaped(clean)
    plain = _bytes(clean)
    is_word = plain != 0
    edges = (is_word[1:] != is_word[:-1]).nonzero()[0] + 1
    if is_word[0]:
        edges = np.concatenate(([0], edges))
    starts, ends = edges[0::2], edges[1::2]
    keys = _keys(plain, starts, ends)
    if stops:
        at = _STOP_BITS[keys & _STOP_MASK].nonzero()[0]
        if at.size:
            kept = np.ones(len(keys), np.bool_)
            kept[at] = (keys[at, np.newaxis] != _STOPS).all(axis=1)
            keys, starts, ends = keys[kept], starts[kept], ends[kept]
    if origin is not None:
        starts, ends = origin[starts], origin[ends - 1] + 1
    return keys, starts, ends


def _is_reshaped(text: str) -> bool:
    """Whether a text holds signs that are no letters of their own, or a copyright sign that touches a word."""
    if any(sign in text for sign in _RESHAPED):
        return True
    at = text.find(_COPYRIGHT)
    while at >= 0:
        if text[at - 1 : at].isalnum() or text[at + 1 : at + 2].isalnum():
            return True
        at = text.find(_COPYRIGHT, at + 1)
    return False


def _reshaped(text: str) -> tuple[str, Places]:
    """Spell ligatures out and leave out what is not seen; also where each character stood."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    sizes = np.ones(len(codes), np.int64)
    for sign, shape in _SHAPES.items():
        if sign in text:
            sizes[codes == ord(sign)] = len(shape)
            text = text.replace(sign, shape)
    return text, np.arange(len(codes)).repeat(sizes)


def _bytes(text: str) -> NDArray[np.uint8]:
    """Return a byte per character, zero for what is no word, and zeros behind the last."""
    wide = b"" if text.isascii() else text.encode("utf-32-le", "surrogatepass")
    data = _without_scripts(np.frombuffer(wide, np.uint32)).tobytes() if wide else text.encode("ascii")
    data = data.translate(_PLAIN)
    if b"+" in data:
        data = _without_loose(np.frombuffer(data + b"\0", np.uint8))
    # one spelling of the noun for both sides of the Atlantic (SPDX 2.3, annex B: equivalent words)
    return np.frombuffer(data.replace(b"licenc", b"licens") + bytes(_PAD), np.uint8)


def _without_loose(plain: NDArray[np.uint8]) -> bytes:
    """Blank each plus that follows no letter; a zero stands behind the last character, and so before the first."""
    plus = (plain == _PLUS).nonzero()[0]
    found = plain.copy()
    found[plus[(plain[plus - 1] == 0) | (plain[plus - 1] == _PLUS)]] = 0
    return found[:-1].tobytes()


def _without_scripts(codes: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Map every character beyond ASCII to one byte: letters to a sign above 127, all else to a blank."""
    plain = codes.astype(np.uint8)
    beyond = codes > 127  # noqa: PLR2004 - the last ASCII character
    found = codes[beyond]
    distinct, places = np.unique(found, return_inverse=True)
    plain[beyond] = np.array([_sign(chr(code)) for code in distinct.tolist()], np.uint8)[places]
    return plain


def _sign(char: str) -> int:
    if char == "\u00a9":
        return ord("c")
    if not char.isalnum():
        return 0
    code = ord(char.lower()[:1])
    return 128 + (code * 2654435761 >> 8) % 128


def _keys(plain: NDArray[np.uint8], starts: Places, ends: Places) -> Keys:
    """Return a number for every word: its bytes, eight at a time, each times a factor of its own."""
    sizes = ends - starts
    eight: Keys = np.ndarray((len(plain) - 8,), "<u8", plain, strides=(1,))
    keys: Keys = (eight[starts] & _MASKS[np.minimum(sizes, 8)]) * _FACTORS[0]
    long = starts
    for turn in range(1, _WIDE // 8):
        long = (sizes > 8 * turn).nonzero()[0]
        if not long.size:
            break
        more = eight[starts[long] + 8 * turn] & _MASKS[np.minimum(sizes[long] - 8 * turn, 8)]
        keys[long] ^= (more + np.uint64(turn)) * _FACTORS[turn]
    if long.size:
        for at in (sizes > _WIDE).nonzero()[0].tolist():
            keys[at] = _long_key(plain[starts[at] : ends[at]].tobytes())
    keys ^= keys >> np.uint64(31)
    keys *= _FACTORS[4]
    keys ^= keys >> np.uint64(29)
    return keys


def _long_key(word: bytes) -> int:
    from hashlib import blake2b  # noqa: PLC0415 - words of more than 32 letters are rare

    return int.from_bytes(blake2b(word, digest_size=8).digest(), "little")


_STOPS: Final = keys_of(sorted(STOP_WORDS))
_STOP_MASK: Final = np.uint64((1 << 15) - 1)
_STOP_BITS: Final = np.bincount((_STOPS & _STOP_MASK).astype(np.int64), minlength=1 << 15) > 0
"""Which last bits of a word's number may be those of a stop word: few others have them."""

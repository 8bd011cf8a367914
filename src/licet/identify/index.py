"""The fingerprint index: the words of every known license text as numbers, never as text.

The file is written by `tools/build_index.py` and described in docs/adr/0003-fingerprint-index.md. Layout, all numbers
little-endian: the magic, five 32-bit lengths, then a JSON head, the vocabulary (32-bit keys), the texts (16-bit
positions in the vocabulary) and the samples (32-bit shingle keys, then 32-bit places).
"""

import json
import sys
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from licet.errors import KnowledgeError

MAGIC: Final = b"LICETFP1"
SHINGLE: Final = 5
"""Words in a shingle."""
UNKNOWN: Final = -1
"""The number of a word that occurs in no known text."""
BLANK: Final = 0xFFFF
"""Stands in a known text for a word that may be any (a holder's name)."""
PATH: Final = Path(__file__).with_name("data") / "index.bin"

_FACTOR: Final = 0x9E3779B1
_MASK: Final = 0xFFFFFFFF
_LENGTHS: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Words `start` to `end` of a known text may be other words: one of `choices`, else any name of at most `most`."""

    start: int
    end: int
    most: int
    choices: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One known text; `optional` ranges of its words may be absent.

    `start` and `size` are its place in the texts, `samples` the number of its shingles in the index, `title` the
    words of its names, `labels` what the parameters written above it begin with. `host` is the license that an
    exception belongs to; a notice points to a license and is not its text.
    """

    license: str
    document: Literal["license", "policy", "exception", "notice"]
    host: str
    source: str
    sha256: str
    start: int
    size: int
    samples: int
    names: tuple[str, ...]
    title: frozenset[str]
    labels: tuple[str, ...]
    optional: tuple[tuple[int, int], ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words that decide whether a passage beside a license matters.

    `title` words make up headings, `names` stand between the names of a copyright notice, `terms` speak of rights
    and limits, `topics` of purposes.
    """

    title: frozenset[str]
    names: frozenset[str]
    terms: frozenset[str]
    topics: frozenset[str]


class Index:
    """All known texts; `numbers` maps the key of a word to its number.

    `incorporates` names the licenses whose text comes along with a license without being one more license,
    `declared_as` the id by which a text usually goes in manifests, where that is another one.
    """

    def __init__(
        self,
        *,
        known: tuple[Known, ...],
        lexicon: Lexicon,
        incorporates: Mapping[str, frozenset[str]],
        declared_as: Mapping[str, str],
        numbers: Mapping[int, int],
        texts: "array[int]",
        samples: tuple["array[int]", "array[int]"],
    ) -> None:
        self.known = known
        self.lexicon = lexicon
        self.incorporates = incorporates
        self.declared_as = declared_as
        self.numbers = numbers
        self._texts = texts
        self._keys, self._places = samples
        count = len(self._keys)
        self._first = dict(zip(reversed(self._keys), range(count - 1, -1, -1), strict=True))

    def named(self, name: str) -> str | None:
        """Return the id of the one license whose title is `name`; case and hyphens are of no account."""
        wanted = _plain(name)
        found = {known.license for known in self.known if wanted in map(_plain, known.names)}
        return found.pop() if len(found) == 1 else None

    def text(self, number: int) -> list[int]:
        """Return the words of a known text as numbers."""
        known = self.known[number]
        return self._texts[known.start : known.start + known.size].tolist()

    def places(self, key: int) -> Sequence[tuple[int, int]]:
        """Return where a shingle was sampled: pairs of a known text's number and the word it begins at."""
        at = self._first.get(key)
        if at is None:
            return ()
        found = []
        while at < len(self._keys) and self._keys[at] == key:
            found.append(divmod(self._places[at], 0x10000))
            at += 1
        return found

    def sampled(self, keys: Sequence[int]) -> list[int]:
        """Return the positions at which a sampled shingle occurs."""
        first = self._first
        return [at for at, key in enumerate(keys) if key in first]


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


def shingles(numbers: Sequence[int]) -> list[int]:
    """Return the 32-bit key of every run of `SHINGLE` words."""
    runs = zip(numbers, numbers[1:], numbers[2:], numbers[3:], numbers[4:], strict=False)
    return [((((a * _FACTOR + b) * _FACTOR + c & _MASK) * _FACTOR + d) * _FACTOR + e) & _MASK for a, b, c, d, e in runs]


@cache
def load(path: Path = PATH) -> Index:
    """Read the index.

    Raises:
        KnowledgeError: the file is missing or broken.
    """
    try:
        return _read(memoryview(path.read_bytes()))
    except OSError as error:
        raise KnowledgeError(f"the fingerprint index cannot be read: {error}", hint="run `make index`") from error
    except (AssertionError, KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"the fingerprint index is broken: {error}", hint="run `make index`") from error


def _read(data: memoryview) -> Index:
    body = len(MAGIC) + 4 * _LENGTHS
    lengths = _numbers("I", data[len(MAGIC) : body])
    if bytes(data[: len(MAGIC)]) != MAGIC or body + sum(lengths) != len(data):
        raise ValueError("wrong length or type of file")
    parts = []
    for length in lengths:
        parts.append(data[body : body + length])
        body += length
    head = json.loads(bytes(parts[0]))
    vocabulary = _numbers("I", parts[1])
    return Index(
        known=tuple(_known(row) for row in head["known"]),
        lexicon=Lexicon(**{name: frozenset(words) for name, words in head["words"].items()}),
        incorporates={license_id: frozenset(others) for license_id, others in head["incorporates"].items()},
        declared_as=head["declared_as"],
        numbers=dict(zip(vocabulary, range(len(vocabulary)), strict=True)),
        texts=_numbers("H", parts[2]),
        samples=(_numbers("I", parts[3]), _numbers("I", parts[4])),
    )


def _numbers(kind: Literal["H", "I"], data: memoryview) -> "array[int]":
    numbers = array(kind)
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _known(row: Mapping[str, object]) -> Known:
    fields = dict(row)
    optional = fields.pop("optional")
    gaps = fields.pop("gaps")
    title = fields.pop("title")
    names = fields.pop("names")
    labels = fields.pop("labels")
    assert isinstance(optional, list)
    assert isinstance(gaps, list)
    assert isinstance(title, list)
    assert isinstance(names, list)
    assert isinstance(labels, list)
    return Known(
        **fields,  # type: ignore[arg-type]
        names=tuple(names),
        title=frozenset(title),
        labels=tuple(labels),
        optional=tuple((start, end) for start, end in optional),
        gaps=tuple(
            Gap(start=start, end=end, most=most, choices=tuple(tuple(choice.split()) for choice in choices))
            for start, end, most, choices in gaps
        ),
    )

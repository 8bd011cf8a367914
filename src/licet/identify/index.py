"""The fingerprint index: the words of every known license text and rule as numbers, never as text.

The file is written by `packing` (tools/build_index.py) and described in docs/adr/0007-rule-index.md: a magic, the
length of a directory, the directory (JSON: name of an array, its type, place and length), then the arrays themselves,
little-endian and aligned, so that they are used as they lie in the memory-mapped file.
"""

import json
import mmap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from licet.errors import KnowledgeError
from licet.identify.hashing import Keys, buckets, in_bitmap

MAGIC: Final = b"LICETFP3"
UNKNOWN: Final = 0xFFFE
"""The number of a word that occurs in no known text."""
BLANK: Final = 0xFFFF
"""Stands in a known text for a word that may be any (a holder's name)."""
PATH: Final = Path(__file__).with_name("data") / "index.bin"

KINDS: Final = ("text", "notice", "reference", "tag", "intro", "clue", "false-positive")
"""What a rule is; `rules.kind` holds the place in this list."""
CONTINUOUS: Final = 1
"""Flag of a rule that counts only where it stands word by word."""
STANDARD: Final = 2
"""Flag of a rule whose text is a known license text as it stands, or differs from one in nothing that matters."""
FIXED: Final = 4
"""Flag of a rule that is never compared word by word: too short, or its words say nothing unless they are all there."""

_UNNAMED: Final = frozenset({"Unstated License"})
"""ScanCode's category of statements that are not a license."""

_FEW: Final = 100
"""Keys that are looked up by halving; more of them by their first bits."""

TERM: Final = 1
TOPIC: Final = 2
"""Flags of words: rights and limits; purposes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Words `start` to `end` of a known text may be other words: one of `choices`, else any name of at most `most`."""

    start: int
    end: int
    most: int
    choices: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One known text in full; `optional` ranges of its words may be absent.

    `rule` is its number among the rules, `title` the words of its names, `labels` what the parameters written above it
    begin with. `host` is the license that an exception belongs to; a notice points to a license and is not its text.
    """

    license: str
    document: Literal["license", "policy", "exception", "notice"]
    host: str
    source: str
    sha256: str
    rule: int
    size: int
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a license is called: `key` is ScanCode's (empty where it has none), `id` the SPDX id or LicenseRef."""

    id: str
    key: str
    name: str
    category: str
    exception: bool = False
    generic: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules, an array per property: where a rule's words lie, what they mean and when they count.

    `known` is the number of the known text that a rule is, `like` of the one that it equals in all that matters (-1:
    none).
    """

    start: NDArray[np.uint32]
    size: NDArray[np.uint16]
    hash: Keys
    expression: NDArray[np.uint16]
    kind: NDArray[np.uint8]
    flags: NDArray[np.uint8]
    relevance: NDArray[np.uint8]
    coverage: NDArray[np.uint8]
    samples: NDArray[np.uint16]
    known: NDArray[np.int16]
    like: NDArray[np.int16]
    phrase: NDArray[np.uint32]


class Index:
    """All rules and known texts, read from the arrays of an index file when they are asked for.

    `incorporates` names the licenses whose text comes along with a license without being one more license,
    `declared_as` the id by which a text usually goes in manifests, where that is another one.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._arrays = arrays
        names = Rules.__dataclass_fields__
        self.rules = Rules(**{name: arrays[f"rule_{name}"] for name in names})
        self.texts: NDArray[np.uint16] = arrays["texts"]
        self.phrases: NDArray[np.uint16] = arrays["phrases"]
        self.vocabulary: Keys = arrays["vocabulary"]
        self.flags: NDArray[np.uint8] = arrays["word_flags"]
        self._slots = arrays["first_slots"], arrays["second_slots"]
        self.anchors = Postings(arrays, "anchor")
        self.samples = Postings(arrays, "sample")
        self._known: dict[int, Known] = {}

    @cached_property
    def head(self) -> Mapping[str, Any]:
        """Expressions, names and word lists, as the build wrote them."""
        found = json.loads(self._arrays["head"].tobytes())
        assert isinstance(found, dict)
        return found

    @cached_property
    def expressions(self) -> tuple[str, ...]:
        """License expressions in ScanCode's keys; `rules.expression` counts into them."""
        return tuple(self.head["expressions"])

    @cached_property
    def names(self) -> Mapping[str, Name]:
        """The licenses by the key that stands in expressions."""
        return {key: Name(**row) for key, row in self.head["names"].items()}

    @cached_property
    def generic(self) -> frozenset[str]:
        """The keys, and the key of nothing, of what is no license in particular."""
        return frozenset(key for key, name in self.names.items() if name.generic)

    @cached_property
    def vague(self) -> frozenset[str]:
        """The keys of what is no license of its own, and of terms that nobody has named."""
        return self.generic | {key for key, name in self.names.items() if name.category in _UNNAMED}

    @cached_property
    def or_later(self) -> Mapping[str, str]:
        """The key of each license that is told apart from its use under later versions, and the key of that."""
        keys = {name.id: key for key, name in self.names.items()}
        pairs = ((key, keys.get(f"{name.id.removesuffix('-only')}-or-later")) for key, name in self.names.items())
        return {key: later for key, later in pairs if later is not None and later != key}

    @cached_property
    def without_later(self) -> Mapping[str, str]:
        """The key of each license under which later versions may be used, and the key of its use without them."""
        return {later: key for key, later in self.or_later.items()}

    @cached_property
    def lexicon(self) -> Lexicon:
        """The word lists of the comparison."""
        return Lexicon(**{name: frozenset(words) for name, words in self.head["words"].items()})

    @cached_property
    def incorporates(self) -> Mapping[str, frozenset[str]]:
        """Licenses whose text comes along with a license."""
        return {license_id: frozenset(others) for license_id, others in self.head["incorporates"].items()}

    @property
    def declared_as(self) -> Mapping[str, str]:
        """The id by which a text usually goes."""
        found = self.head["declared_as"]
        assert isinstance(found, dict)
        return found

    @property
    def hosts(self) -> Mapping[str, str]:
        """The license that each exception belongs to, where that is known."""
        found = self.head["hosts"]
        assert isinstance(found, dict)
        return found

    @cached_property
    def texts_of(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the known texts of each license, by its id."""
        found = self.head["texts"]
        assert isinstance(found, dict)
        return {license_id: tuple(numbers) for license_id, numbers in found.items()}

    def known(self) -> tuple[Known, ...]:
        """Return every known text; slow, for tools and for names."""
        return tuple(self.text(number) for number in range(len(self._arrays["known_start"]) - 1))

    def text(self, number: int) -> Known:
        """Return a known text by its number (`rules.known`)."""
        found = self._known.get(number)
        if found is None:
            starts = self._arrays["known_start"]
            row = self._arrays["known"][starts[number] : starts[number + 1]]
            found = self._known[number] = _known(json.loads(row.tobytes()))
        return found

    @cached_property
    def known_rules(self) -> NDArray[np.int64]:
        """The rule of each known text, by its number."""
        found = np.flatnonzero(self.rules.known >= 0)
        return found[np.argsort(self.rules.known[found])]

    @cached_property
    def titles(self) -> Mapping[str, tuple[str, ...]]:
        """The names of each license, by its id."""
        found = self.head["titles"]
        assert isinstance(found, dict)
        return {license_id: tuple(names) for license_id, names in found.items()}

    @cached_property
    def _ids(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for license_id, names in self.titles.items():
            for name in names:
                found.setdefault(_plain(name), set()).add(license_id)
        return {name: frozenset(ids) for name, ids in found.items()}

    def named(self, name: str) -> str | None:
        """Return the id of the one license whose title is `name`; case and hyphens are of no account."""
        found = self._ids.get(_plain(name), frozenset())
        return next(iter(found)) if len(found) == 1 else None

    def words(self, rule: int, *, blanked: bool = True) -> NDArray[np.uint16]:
        """Return the words of a rule as numbers; the names of holders in a known text are blank."""
        start = int(self.rules.start[rule])
        found = self.texts[start : start + int(self.rules.size[rule])]
        number = int(self.rules.known[rule])
        if blanked and number >= 0 and self.text(number).gaps:
            found = found.copy()
            for gap in self.text(number).gaps:
                found[gap.start : gap.end] = BLANK
        return found

    def numbers(self, keys: Keys) -> NDArray[np.uint16]:
        """Return the numbers of words; `UNKNOWN` for those that occur in no known text."""
        first, second = self._slots
        found = first[buckets(keys, 0)]
        others = (self.vocabulary[found] != keys).nonzero()[0]
        keys = keys[others]
        numbers = second[buckets(keys, 1)]
        numbers[self.vocabulary[numbers] != keys] = UNKNOWN
        found[others] = numbers
        return found


class Postings:
    """Where keys of word runs stand in the rules.

    A bitmap rules most out. Key `keys[i]` stands in the rules `rules[first[i] : first[i + 1]]`, at `places` likewise.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]], name: str) -> None:
        self.keys: Keys = arrays[f"{name}_keys"]
        self.first: NDArray[np.uint32] = arrays[f"{name}_first"]
        self.rules: NDArray[np.uint16] = arrays[f"{name}_rules"]
        self.places: NDArray[np.uint16] = arrays[f"{name}_places"]
        self._bits: NDArray[np.uint8] = arrays[f"{name}_bits"]
        self._width = max(1, len(self.keys).bit_length() - 2)
        self._shift = self.keys.dtype.type(8 * self.keys.itemsize - self._width)

    @cached_property
    def _begins(self) -> NDArray[np.int64]:
        """The place of the first key that begins with given bits, or of the next one."""
        heads = np.bincount((self.keys >> self._shift).astype(np.int64), minlength=1 << self._width)
        return np.minimum(heads.cumsum() - heads, len(self.keys) - 1)

    def find(self, keys: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Return for the keys that are held: their positions, and where their postings begin and end."""
        at = in_bitmap(keys, self._bits).nonzero()[0]
        # sampled runs are kept by the upper half of their key
        wanted = keys[at] if self.keys.dtype == np.uint64 else (keys[at] >> np.uint64(32)).astype(np.uint32)
        if not len(self.keys):
            return at[:0], at[:0], at[:0]
        place = self._places(wanted)
        held = self.keys[place] == wanted
        place = place[held]
        return at[held], self.first[place].astype(np.int64), self.first[place + 1].astype(np.int64)

    def _places(self, wanted: NDArray[Any]) -> NDArray[np.int64]:
        """Return where keys stand, if they are held: at the first one that is no smaller, or the last."""
        last = len(self.keys) - 1
        if len(wanted) < _FEW:
            return np.minimum(self.keys.searchsorted(wanted), last)
        place = self._begins[(wanted >> self._shift).astype(np.int64)]
        behind = (self.keys[place] < wanted).nonzero()[0]
        # few keys begin alike, for they are hashes
        while (behind := behind[place[behind] < last]).size:
            place[behind] += 1
            behind = behind[self.keys[place[behind]] < wanted[behind]]
        return place


def spread(first: NDArray[np.int64], last: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the numbers in all ranges `first[i]` to `last[i]`, one range after the other, and the size of each."""
    counts = last - first
    begun = counts.cumsum()
    total = int(begun[-1]) if len(begun) else 0
    return np.arange(total) - (begun - counts - first).repeat(counts), counts


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("-", " ").split())


def index_of(data: bytes) -> Index:
    """Return the index that the bytes of a file are.

    Raises:
        ValueError: they are none.
    """
    return Index(_arrays(data))


@cache
def load(path: Path = PATH) -> Index:
    """Open the index.

    Raises:
        KnowledgeError: the file is missing or broken.
    """
    try:
        with path.open("rb") as stream:
            return Index(_arrays(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)))
    except OSError as error:
        raise KnowledgeError(f"the fingerprint index cannot be read: {error}", hint="run `make index`") from error
    except (AssertionError, KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"the fingerprint index is broken: {error}", hint="run `make index`") from error


def _arrays(data: mmap.mmap | bytes) -> Mapping[str, NDArray[Any]]:
    if data[: len(MAGIC)] != MAGIC:
        raise ValueError("wrong type of file")
    body = len(MAGIC) + 4
    length = int.from_bytes(data[len(MAGIC) : body], "little")
    directory = json.loads(data[body : body + length])
    arrays = {name: np.frombuffer(data, kind, count, place) for name, (kind, place, count) in directory.items()}
    end = max(place + np.dtype(kind).itemsize * count for kind, place, count in directory.values())
    if end != len(data):
        raise ValueError("wrong length of file")
    return arrays


def _known(row: Mapping[str, Any]) -> Known:
    plain = ("license", "document", "host", "source", "sha256", "rule", "size")
    return Known(
        **{name: row[name] for name in plain},
        names=tuple(row["names"]),
        title=frozenset(row["title"]),
        labels=tuple(row["labels"]),
        optional=tuple((start, end) for start, end in row["optional"]),
        gaps=tuple(
            Gap(start=start, end=end, most=most, choices=tuple(tuple(choice.split()) for choice in choices))
            for start, end, most, choices in row["gaps"]
        ),
    )

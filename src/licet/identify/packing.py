"""Write the fingerprint index: rules and known texts to arrays of numbers.

Used when the index is built (tools/build_index.py), never when Licet runs. The layout is in `index`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from licet.identify.fingerprint import Print, Vocabulary
from licet.identify.hashing import LONGEST, SAMPLE, Keys, bitmap, buckets, runs, whole
from licet.identify.index import BLANK, CONTINUOUS, FIXED, KINDS, MAGIC, STANDARD, TERM, TOPIC, UNKNOWN, Name
from licet.identify.normalize import keys_of

_ALIGNED: Final = 16
_ANCHOR_BITS: Final = 21
_SAMPLE_BITS: Final = 23
_DENSITIES: Final = ((40, 1), (120, 2), (400, 4), (65_536, 8))
"""Words of a rule, and how many of its runs there are to one that is sampled."""
_MOST_ROUNDS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A text on its way into the index: its words, what it says of which licenses, and when it counts.

    `expression` is in ScanCode's keys; `phrases` are the runs of words that must all be there. `known` is set where
    the rule is the text of a license itself, `like` is the number of a known text that it equals in all that matters.
    """

    keys: tuple[int, ...]
    expression: str
    kind: str
    relevance: int = 100
    coverage: int = 0
    continuous: bool = False
    fixed: bool = False
    phrases: tuple[tuple[int, int], ...] = ()
    known: Print | None = None
    like: int = -1


def pack(
    rules: Sequence[Rule], names: Mapping[str, Name], words: Vocabulary, other_ids: Mapping[str, str] | None = None
) -> bytes:
    """Return the bytes of the index; the same rules, names and words give the same bytes.

    Raises:
        ValueError: the texts have more different words, or there are more rules, than 16 bits can tell.
    """
    vocabulary = np.unique(np.concatenate([np.array(rule.keys, np.uint64) for rule in rules]))
    if len(vocabulary) >= min(UNKNOWN, BLANK) or len(rules) >= BLANK:
        raise ValueError(f"{len(vocabulary)} words, {len(rules)} rules: more than 16 bits can tell")
    expressions = sorted({rule.expression for rule in rules})
    known = [(number, rule.known) for number, rule in enumerate(rules) if rule.known is not None]
    keys = [np.array(rule.keys, np.uint64) for rule in rules]
    first, second = _slots(vocabulary)
    arrays: dict[str, NDArray[Any]] = {
        "vocabulary": vocabulary,
        "first_slots": first,
        "second_slots": second,
        "word_flags": _flags(vocabulary, words),
        "texts": np.concatenate([np.searchsorted(vocabulary, own) for own in keys]).astype(np.uint16),
        **_properties(rules, keys, expressions, known),
        **_anchors(keys),
        **_samples(rules, keys),
        **_rows(known, words),
        "head": _json(_head(expressions, names, words, [one for _, one in known]) | {"other_ids": other_ids or {}}),
    }
    return _file(arrays)


def _properties(
    rules: Sequence[Rule], keys: Sequence[Keys], expressions: Sequence[str], known: Sequence[tuple[int, Print]]
) -> dict[str, NDArray[Any]]:
    sizes = np.array([len(own) for own in keys], np.int64)
    place = {expression: number for number, expression in enumerate(expressions)}
    numbers = {rule: number for number, (rule, _) in enumerate(known)}
    like = [numbers.get(number, rule.like) if rule.kind == "text" else -1 for number, rule in enumerate(rules)]
    phrases = [phrase for rule in rules for phrase in rule.phrases]
    return {
        "rule_start": np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.uint32),
        "rule_size": sizes.astype(np.uint16),
        "rule_hash": np.array([whole(own) for own in keys], np.uint64),
        "rule_expression": np.array([place[rule.expression] for rule in rules], np.uint16),
        "rule_kind": np.array([KINDS.index(rule.kind) for rule in rules], np.uint8),
        "rule_flags": np.array(
            [
                CONTINUOUS * rule.continuous | STANDARD * (one >= 0) | FIXED * rule.fixed
                for rule, one in zip(rules, like, strict=True)
            ],
            np.uint8,
        ),
        "rule_relevance": np.array([rule.relevance for rule in rules], np.uint8),
        "rule_coverage": np.array([rule.coverage for rule in rules], np.uint8),
        "rule_known": np.array([numbers.get(number, -1) for number in range(len(rules))], np.int16),
        "rule_like": np.array(like, np.int16),
        "rule_phrase": np.cumsum([0, *(len(rule.phrases) for rule in rules)]).astype(np.uint32),
        "phrases": np.array(phrases, np.uint16).reshape(-1),
    }


def _slots(vocabulary: Keys) -> tuple[NDArray[np.uint16], NDArray[np.uint16]]:
    """Give each word a slot of its own in one of two tables (cuckoo hashing)."""
    places = [buckets(vocabulary, turn).tolist() for turn in (0, 1)]
    tables = [[-1] * 65_536, [-1] * 65_536]
    for number in range(len(vocabulary)):
        moving, turn = number, 0
        for _ in range(_MOST_ROUNDS):
            slot = places[turn][moving]
            tables[turn][slot], moving = moving, tables[turn][slot]
            if moving < 0:
                break
            turn = 1 - turn
        else:
            raise ValueError("the words do not fit into two tables")
    # an empty slot names any word: its key is compared in any case
    first, second = (np.maximum(np.array(table, np.int64), 0).astype(np.uint16) for table in tables)
    return first, second


def _flags(vocabulary: Keys, words: Vocabulary) -> NDArray[np.uint8]:
    flags = np.zeros(len(vocabulary), np.uint8)
    for flag, name in ((TERM, "terms"), (TOPIC, "topics")):
        flags[np.isin(vocabulary, keys_of(words.words[name]))] |= flag
    return flags


def _anchors(keys: Sequence[Keys]) -> dict[str, NDArray[Any]]:
    """For each rule the run of `LONGEST` words that the fewest rules have; the whole rule where it is shorter."""
    own = [runs(each, min(LONGEST, len(each))) for each in keys]
    distinct, counts = np.unique(np.concatenate([np.unique(each) for each in own]), return_counts=True)
    found = []
    for number, each in enumerate(own):
        place = int(np.argmin(counts[np.searchsorted(distinct, each)]))
        found.append((int(each[place]), number, place))
    return _postings("anchor", found, _ANCHOR_BITS, np.uint64)


def _samples(rules: Sequence[Rule], keys: Sequence[Keys]) -> dict[str, NDArray[Any]]:
    """Of each rule that may be compared word by word, the runs whose key says so: the same ones in all rules."""
    found: list[tuple[int, int, int]] = []
    counts = np.zeros(len(rules), np.uint16)
    for number, (rule, each) in enumerate(zip(rules, keys, strict=True)):
        if rule.fixed:
            continue
        own = runs(each, SAMPLE)
        density = next(density for size, density in _DENSITIES if len(each) <= size)
        places = np.flatnonzero((own & np.uint64(density - 1)) == 0)
        counts[number] = len(places)
        found += ((int(own[place]) >> 32, number, int(place)) for place in places.tolist())
    bits = bitmap(np.array([key for key, _, _ in found], np.uint64) << np.uint64(32), _SAMPLE_BITS)
    return _postings("sample", found, 0, np.uint32) | {"sample_bits": bits, "rule_samples": counts}


def _postings(
    name: str, found: list[tuple[int, int, int]], width: int, kind: type[np.unsignedinteger[Any]]
) -> dict[str, NDArray[Any]]:
    found = sorted(found)
    keys, first = np.unique(np.array([key for key, _, _ in found], kind), return_index=True)
    arrays: dict[str, NDArray[Any]] = {
        f"{name}_keys": keys,
        f"{name}_first": np.append(first, len(found)).astype(np.uint32),
        f"{name}_rules": np.array([rule for _, rule, _ in found], np.uint16),
        f"{name}_places": np.array([place for _, _, place in found], np.uint16),
    }
    return arrays | ({f"{name}_bits": bitmap(keys, width)} if width else {})


def _rows(known: Sequence[tuple[int, Print]], words: Vocabulary) -> dict[str, NDArray[Any]]:
    rows = []
    for rule, one in known:
        row = {key: value for key, value in asdict(one).items() if key != "keys"}
        row |= {"rule": rule, "size": len(one.keys), "labels": words.labels.get(one.license, ())}
        rows.append(_json(row))
    starts = np.cumsum([0, *map(len, rows)]).astype(np.uint32)
    return {"known": np.concatenate(rows) if rows else np.zeros(0, np.uint8), "known_start": starts}


def _head(
    expressions: Sequence[str], names: Mapping[str, Name], words: Vocabulary, known: Sequence[Print]
) -> dict[str, object]:
    titles: dict[str, set[str]] = {}
    texts: dict[str, list[int]] = {}
    for number, one in enumerate(known):
        titles.setdefault(one.license, set()).update(one.names)
        if one.document != "notice":
            texts.setdefault(one.license, []).append(number)
    return {
        "expressions": expressions,
        "names": {key: asdict(name) for key, name in sorted(names.items())},
        "texts": texts,
        "hosts": {one.license: one.host for one in known if one.document == "exception" and one.host},
        "titles": {license_id: sorted(found) for license_id, found in sorted(titles.items())},
        "words": words.words,
        "incorporates": words.incorporates,
        "declared_as": words.declared_as,
    }


def _json(value: object) -> NDArray[np.uint8]:
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return np.frombuffer(written.encode(), np.uint8)


def _file(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    parts = [(name, array.astype(array.dtype.newbyteorder("<"))) for name, array in arrays.items()]
    places: dict[str, tuple[str, int, int]] = {}
    head = b""
    for _ in range(3):  # the directory tells places, and the places depend on its length: it settles in three rounds
        place = _up(len(MAGIC) + 4 + len(head))
        for name, array in parts:
            places[name] = (array.dtype.str, place, array.size)
            place = _up(place + array.nbytes)
        head = json.dumps(places, sort_keys=True).encode()
        head += b" " * (_up(len(head)) - len(head))
    data = bytearray(MAGIC + len(head).to_bytes(4, "little") + head)
    for name, array in parts:
        data += b"\0" * (places[name][1] - len(data))
        data += array.tobytes()
    return bytes(data)


def _up(place: int) -> int:
    return -(-place // _ALIGNED) * _ALIGNED

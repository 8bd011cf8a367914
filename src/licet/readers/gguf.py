"""GGUF files: the keys `general.*` of the header, which say what the weights are, their license and their origin.

Source: ggml's GGUF specification (versions 1 to 3), gguf-py's constants (INPUTS 1.5). Only the first bytes of a file
are read; tensors are never looked at.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from licet.model.bom import Component, Found, Link
from licet.model.vocabulary import How, Kind
from licet.readers.hub_ids import Identity, dataset_identity
from licet.readers.opened import OpenedFile
from licet.readers.parts import merged
from licet.readers.weight_parts import Header, origin, upstream, weight_part

NAME: Final = "gguf"
LIMIT: Final = 2 * 1024 * 1024
HEAD: Final = True
"""The header stands first, and its general keys stand first in it."""

MAX_KEYS: Final = 20_000
MAX_TEXT: Final = 4_096
"""Bytes of one value that are kept."""
MAX_NAMED: Final = 64
"""Base models, datasets, and texts of one list that are read."""

Value = str | int | tuple[str, ...]

_SIZES: Final = {0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8}
_INTEGERS: Final = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 7: "B", 10: "Q", 11: "q"}
_TEXT: Final = 8
_LIST: Final = 9
_FULL_PRECISION: Final = frozenset({0, 1, 32})
"""Values of `general.file_type` for 32-bit, 16-bit and bfloat16 weights, which are no quantization."""
_MAGIC: Final = b"GGUF"
_LAST_VERSION: Final = 3


class _Ends(Exception):  # noqa: N818 - the bytes at hand end here, which is no error
    pass


@dataclass(slots=True)
class _Bytes:
    data: bytes
    order: str
    long_sizes: bool
    at: int = 0

    def take(self, size: int) -> bytes:
        if size < 0 or self.at + size > len(self.data):
            raise _Ends
        self.at += size
        return self.data[self.at - size : self.at]

    def number(self, code: str) -> int:
        return int(struct.unpack(f"{self.order}{code}", self.take(struct.calcsize(code)))[0])

    def size(self) -> int:
        return self.number("Q" if self.long_sizes else "I")

    def text(self) -> str:
        raw = self.take(self.size())
        return raw[:MAX_TEXT].decode("utf-8", "replace").replace("\x00", "\ufffd")


def wants(path: str) -> bool:
    """Tell whether a file is of GGUF, by its name."""
    return path.lower().endswith(".gguf")


def read(file: OpenedFile) -> Found:
    """Return the part that the file is: its claim, base models, source and data."""
    if len(file.data) < 8 or not file.data.startswith(_MAGIC):  # noqa: PLR2004 - the magic number and a version
        return file.problem("is no GGUF file, though named so", hint="download it again, or rename it")
    # Version 3 may be written big-endian; the small number then stands in the last byte.
    order = ">" if file.data[4:7] == b"\x00\x00\x00" else "<"
    version = struct.unpack(f"{order}I", file.data[4:8])[0]
    if not 1 <= version <= _LAST_VERSION:
        return file.problem(f"its header is of GGUF version {version}, which is not read")
    keys, whole = _keys(_Bytes(file.data, order, long_sizes=version > 1, at=8))
    if not whole and not any(key.startswith("general.") for key in keys):
        return file.problem("its GGUF header ends before it says what the weights are")
    part, held = weight_part(file, _header(keys))
    parts: list[tuple[Component, Link | None]] = [(part, held)]
    parts += _upstream(file, part, keys)
    return merged(parts)


def _keys(data: _Bytes) -> tuple[Mapping[str, Value], bool]:
    """Return the keys that stand in the bytes, and whether these were all."""
    found: dict[str, Value] = {}
    try:
        data.size()  # of tensors
        for _ in range(min(data.size(), MAX_KEYS)):
            key = data.text()
            value = _value(data, data.number("I"))
            if value is not None and (key.startswith("general.") or "dataset" in key):
                found[key] = value
    except _Ends:
        return found, False
    return found, True


def _value(data: _Bytes, kind: int) -> Value | None:
    if kind == _TEXT:
        return data.text()
    if kind == _LIST:
        return _list(data)
    if kind in _INTEGERS:
        return data.number(_INTEGERS[kind])
    if kind not in _SIZES:
        raise _Ends  # a kind of value that nobody knows has no length that anybody knows
    data.take(_SIZES[kind])
    return None


def _list(data: _Bytes) -> Value | None:
    kind, count = data.number("I"), data.size()
    if kind in _SIZES:
        data.take(_SIZES[kind] * count)
        return None
    if kind != _TEXT:
        raise _Ends  # lists of lists are used by nobody
    kept: list[str] = []
    for at in range(count):
        # Each takes bytes, so the bytes at hand bound the count.
        text = data.text()
        if at < MAX_NAMED:
            kept.append(text)
    return tuple(kept)


def _header(keys: Mapping[str, Value]) -> Header:
    kind = _text(keys, "general.type")
    note = ", ".join(word for word in (_text(keys, "general.architecture"), _text(keys, "general.size_label")) if word)
    return Header(
        name=_text(keys, "general.name") or _text(keys, "general.basename"),
        version=_text(keys, "general.version"),
        kind=Kind.ADAPTER if kind == "adapter" else Kind.MODEL,
        license=_text(keys, "general.license"),
        license_name=_text(keys, "general.license.name"),
        license_url=_text(keys, "general.license.link"),
        hub=True,
        note=f"GGUF header: {note}"[:200],
    )


def _upstream(file: OpenedFile, part: Component, keys: Mapping[str, Value]) -> Iterator[tuple[Component, Link]]:
    """Yield what the weights were made from: the repository they were converted from, its bases, its data."""
    here = file.evidence(note="GGUF header")
    source = _text(keys, "general.source.repo_url") or _text(keys, "general.source.url")
    own, number = part.id, 0
    bases = list(_named(keys, "base_model"))
    how = _how(part.kind, len(bases), keys)
    if source:
        number += 1
        converted, link = upstream(own, origin("", source), _how(part.kind, 1, keys), here, kind=part.kind, at=number)
        yield converted, link
        # The file is a conversion of its source, so the bases are those of the source.
        own, how = converted.id, How.MERGES if len(bases) > 1 else How.FINE_TUNES
    for identity in bases:
        number += 1
        yield upstream(own, identity, how, here, kind=Kind.MODEL, at=number)
    for identity in _data(keys):
        number += 1
        yield upstream(own, identity, How.TRAINS_ON, here, kind=Kind.DATASET, at=number)


def _how(kind: Kind, bases: int, keys: Mapping[str, Value]) -> How:
    """Return how the weights come from their base: adapter before merge before quantization (INPUTS 1.3)."""
    if kind is Kind.ADAPTER:
        return How.ADAPTS
    if bases > 1:
        return How.MERGES
    return How.CONVERTS if keys.get("general.file_type") in _FULL_PRECISION else How.QUANTIZES


def _named(keys: Mapping[str, Value], what: str) -> Iterator[Identity]:
    for at in range(MAX_NAMED):
        name = _text(keys, f"general.{what}.{at}.name")
        address = _text(keys, f"general.{what}.{at}.repo_url") or _text(keys, f"general.{what}.{at}.url")
        if not name and not address:
            return
        yield origin(name, address, _text(keys, f"general.{what}.{at}.organization"))


def _data(keys: Mapping[str, Value]) -> Iterator[Identity]:
    yield from _named(keys, "dataset")
    listed = keys.get("general.datasets")
    for text in listed if isinstance(listed, tuple) else ():
        yield dataset_identity(text)


def _text(keys: Mapping[str, Value], key: str) -> str:
    value = keys.get(key)
    return value.strip() if isinstance(value, str) else ""

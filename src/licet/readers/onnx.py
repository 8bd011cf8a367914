"""ONNX files: the metadata of the model message, read field by field without any protobuf library.

Source: onnx.proto3 (ModelProto: producer_name 2, producer_version 3, domain 4, doc_string 6, metadata_props 14) and
ONNX's MetadataProps (`model_author`, `model_license`). The graph is skipped, so a large file is read by its first
bytes, and `metadata_props` may stand behind them.
"""

from collections.abc import Iterator
from typing import Final

from licet.model.bom import Found
from licet.readers.opened import OpenedFile
from licet.readers.parts import merged
from licet.readers.weight_parts import Header, weight_part

NAME: Final = "onnx"
LIMIT: Final = 16 * 1024 * 1024
HEAD: Final = True
"""What stands before the graph, and the whole of a small file."""

MAX_FIELDS: Final = 10_000
MAX_TEXT: Final = 4_096

_PRODUCER: Final = 2
_PRODUCER_VERSION: Final = 3
_DOMAIN: Final = 4
_PROPERTY: Final = 14
_VARINT: Final = 0
_BYTES: Final = 2
_FIXED: Final = {1: 8, 5: 4}
_MORE: Final = 0x80
_LONGEST: Final = 10


def wants(path: str) -> bool:
    """Tell whether a file is of ONNX, by its name."""
    return path.lower().endswith(".onnx")


def read(file: OpenedFile) -> Found:
    """Return the part that the file is, with the license that its properties claim; nothing where they say nothing."""
    if not file.data:
        return file.problem("is empty", hint="download it again")
    texts: dict[int, str] = {}
    properties: dict[str, str] = {}
    try:
        for number, value in _fields(file.data):
            if number == _PROPERTY:
                pair = {at: _text(inner) for at, inner in _fields(value)}
                properties[pair.get(1, "").lower()] = pair.get(2, "")
            elif number in {_PRODUCER, _PRODUCER_VERSION, _DOMAIN}:
                texts[number] = _text(value)
    except ValueError as error:
        return file.problem(f"is no ONNX file, though named so: {error}", hint="download it again, or rename it")
    claim = properties.get("model_license") or properties.get("license") or ""
    name = properties.get("model_name") or ""
    if not claim and not name:
        return Found()
    producer = " ".join(text for text in (texts.get(_PRODUCER, ""), texts.get(_PRODUCER_VERSION, "")) if text)
    note = f"ONNX metadata: made by {producer}" if producer else "ONNX metadata"
    part, held = weight_part(file, Header(name=name, license=claim, note=note[:200]))
    return merged([(part, held)])


def _fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the fields of bytes with their numbers; the last one may be cut.

    Raises:
        ValueError: this is no message.
    """
    at = count = 0
    while at < len(data):
        count += 1
        if count > MAX_FIELDS:
            raise ValueError(f"more than {MAX_FIELDS} fields")
        tag, at = _varint(data, at)
        number, wire = tag >> 3, tag & 7
        if not number:
            raise ValueError("a field without a number")
        if wire == _VARINT:
            _, at = _varint(data, at)
        elif wire == _BYTES:
            size, at = _varint(data, at)
            yield number, data[at : at + min(size, MAX_TEXT)] if at + size <= len(data) else b""
            at += size
        elif wire in _FIXED:
            at += _FIXED[wire]
        else:
            raise ValueError("a field of no known kind")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step, byte in enumerate(data[at : at + _LONGEST]):
        value |= (byte & ~_MORE) << (7 * step)
        if not byte & _MORE:
            return value, at + step + 1
    if at + _LONGEST > len(data):
        return value, len(data)  # cut
    raise ValueError("a number without an end")


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace").replace("\x00", "\ufffd").strip()

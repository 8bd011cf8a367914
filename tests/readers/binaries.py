"""Headers of weight files, made byte by byte from the specifications of their formats."""

import json
import struct
from collections.abc import Mapping

GgufValue = str | int | list[str] | list[int]


def _text(value: str) -> bytes:
    raw = value.encode()
    return struct.pack("<Q", len(raw)) + raw


def _value(value: GgufValue) -> bytes:
    match value:
        case str():
            return struct.pack("<I", 8) + _text(value)
        case int():
            return struct.pack("<II", 4, value)
        case list():
            members = [_text(one) if isinstance(one, str) else struct.pack("<I", one) for one in value]
            kind = 8 if value and isinstance(value[0], str) else 4
            return struct.pack("<IIQ", 9, kind, len(value)) + b"".join(members)


def gguf(keys: Mapping[str, GgufValue], *, version: int = 3, tensors: int = 0) -> bytes:
    head = b"GGUF" + struct.pack("<IQQ", version, tensors, len(keys))
    return head + b"".join(_text(key) + _value(value) for key, value in keys.items())


def safetensors(metadata: Mapping[str, str]) -> bytes:
    header = json.dumps({"__metadata__": dict(metadata), "a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}})
    return struct.pack("<Q", len(header)) + header.encode() + b"\x00" * 4


def varint(number: int) -> bytes:
    out = b""
    while number > 0x7F:
        out, number = out + bytes([number & 0x7F | 0x80]), number >> 7
    return out + bytes([number])


def field(number: int, value: bytes | int) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def onnx(properties: Mapping[str, str], *, graph: int = 100) -> bytes:
    head = field(1, 8) + field(2, b"pytorch") + field(3, b"2.4.0") + field(7, b"\x08" * graph)
    return head + b"".join(field(14, field(1, k.encode()) + field(2, v.encode())) for k, v in properties.items())

"""Safetensors files: the texts of `__metadata__` in the header, where trainers write a title, a license and a base.

Source: the safetensors format (eight bytes of length, then JSON); `modelspec.*` (Stability AI's model specification),
`ss_*` (kohya's trainers). Tensors are never looked at.
"""

import json
import re
from collections.abc import Mapping
from typing import Final

from licet.model.bom import Component, Found, Link
from licet.model.vocabulary import How, Kind
from licet.readers.hub_ids import model_identity
from licet.readers.opened import OpenedFile
from licet.readers.parts import merged
from licet.readers.structured import string, table
from licet.readers.weight_parts import Header, upstream, weight_part

NAME: Final = "safetensors"
LIMIT: Final = 4 * 1024 * 1024
HEAD: Final = True
"""The header stands first."""

MAX_HEADER: Final = 100 * 1024 * 1024
"""Bytes of a header that the format allows."""

_METADATA: Final = re.compile(rb'\{\s{0,64}"__metadata__"\s{0,64}:\s{0,64}')
_LENGTH: Final = 8
_ADAPTER: Final = frozenset({"lora", "dora", "lycoris", "adapter"})
_BASE: Final = ("ss_sd_model_name", "ss_base_model", "base_model", "base_model_name_or_path")


def wants(path: str) -> bool:
    """Tell whether a file is of safetensors, by its name."""
    return path.lower().endswith(".safetensors")


def read(file: OpenedFile) -> Found:
    """Return the part that the file is, where its header says something of it; else nothing."""
    length = int.from_bytes(file.data[:_LENGTH], "little")
    begins = file.data[_LENGTH : _LENGTH + 1] == b"{"
    if not begins or length > MAX_HEADER:
        return file.problem("is no safetensors file, though named so", hint="download it again, or rename it")
    told = _metadata(file.data[_LENGTH : _LENGTH + length])
    if told is None:
        return file.problem("its safetensors header is not valid JSON", hint="download it again")
    spec = {key.removeprefix("modelspec."): value for key, value in told.items() if key.startswith("modelspec.")}
    bases = [string(told.get(key)) for key in _BASE]
    base = next((text for text in bases if text and not model_identity(text).unresolved), "")
    if not spec and not base and not string(told.get("license")):
        return Found()
    part, held = weight_part(file, _header(told, spec))
    parts: list[tuple[Component, Link | None]] = [(part, held)]
    if base and model_identity(base).purl:
        how = How.ADAPTS if part.kind is Kind.ADAPTER else How.FINE_TUNES
        here = file.evidence(note="safetensors header")
        parts.append(upstream(part.id, model_identity(base), how, here, kind=Kind.MODEL, at=1))
    return merged(parts)


def _metadata(header: bytes) -> Mapping[str, object] | None:
    """Return the metadata, which stands first in the header; empty where there is none, None where it is broken."""
    found = _METADATA.match(header)
    if not found:
        return {}
    try:
        text = header[found.end() :].decode("utf-8", "replace")
        value, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return {
        key: item.encode("utf-8", "replace").decode() for key, item in table(value).items() if isinstance(item, str)
    }


def _header(told: Mapping[str, object], spec: Mapping[str, object]) -> Header:
    words = re.split(r"[^a-z]+", f"{string(spec.get('architecture'))} {string(told.get('ss_network_module'))}".lower())
    return Header(
        name=string(spec.get("title")) or string(told.get("ss_output_name")),
        kind=Kind.ADAPTER if _ADAPTER.intersection(words) else Kind.MODEL,
        license=string(spec.get("license")) or string(told.get("license")),
        note=f"safetensors header: {string(spec.get('architecture'))}"[:200],
    )

"""What Ollama writes: Modelfiles as instructions, and the manifests of its store as layers.

Source: ollama's Modelfile reference; the store's media types (INPUTS 1.5). Pure parsers of bytes: who finds a store
elsewhere uses them too.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from licet.model.bom import Problem
from licet.readers.opened import OpenedFile
from licet.readers.structured import items, json_table, string, table

MAX_INSTRUCTIONS: Final = 10_000
MAX_LAYERS: Final = 10_000
MEDIA: Final = "application/vnd.ollama.image."

_LINE: Final = re.compile(r"[ \t]{0,100}([A-Za-z]{3,12})[ \t]+(.*)", re.DOTALL)
_QUOTES: Final = '"""'
_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")
_KNOWN: Final = frozenset(
    {"FROM", "ADAPTER", "LICENSE", "SYSTEM", "TEMPLATE", "PARAMETER", "MESSAGE", "REQUIRES", "RENDERER", "PARSER"}
)


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction of a Modelfile: its name in capitals, its value, the line where it starts."""

    name: str
    value: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The layers of one model of a store: digests (`sha256:` and 64 hexadecimal digits) by their role.

    Roles are the ends of the media types: `model`, `license`, `adapter`, `projector`, `template`, `system` ...
    """

    layers: Mapping[str, tuple[str, ...]]
    config: str = ""


def instructions(text: str) -> Iterator[Instruction | tuple[str, int]]:
    """Yield the instructions of a Modelfile; for a line that is none, its fault and number."""
    lines = text.split("\n")
    at = count = 0
    while at < len(lines):
        start, line = at + 1, lines[at]
        at += 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        count += 1
        found = _LINE.fullmatch(line)
        if count > MAX_INSTRUCTIONS:
            yield f"only the first {MAX_INSTRUCTIONS} instructions are read", start
            return
        if not found or found[1].upper() not in _KNOWN:
            yield "is no instruction of a Modelfile", start
            continue
        value = found[2].strip()
        if _QUOTES in value and value.count(_QUOTES) % 2:
            opened = [value]
            while at < len(lines) and _QUOTES not in lines[at]:
                opened.append(lines[at])
                at += 1
            if at == len(lines):
                yield 'a text that opens with """ is not closed', start
                return
            opened.append(lines[at])
            at += 1
            value = "\n".join(opened)
        yield Instruction(found[1].upper(), _unquoted(value), start)


def _unquoted(value: str) -> str:
    if _QUOTES in value:
        return value.partition(_QUOTES)[2].rpartition(_QUOTES)[0].strip("\n")
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value


def parse_manifest(file: OpenedFile) -> Manifest | Problem | None:
    """Return the layers of a manifest of Ollama's store, the problem that hides them, or None for any other JSON."""
    if MEDIA.encode() not in file.data:
        return None
    document = json_table(file)
    if isinstance(document, Problem):
        return document
    layers: dict[str, list[str]] = {}
    for layer in items(document.get("layers"))[:MAX_LAYERS]:
        media, digest = string(table(layer).get("mediaType")), string(table(layer).get("digest"))
        if media.startswith(MEDIA) and _DIGEST.fullmatch(digest):
            layers.setdefault(media.removeprefix(MEDIA), []).append(digest)
    config = string(table(document.get("config")).get("digest"))
    return Manifest(
        layers={role: tuple(digests) for role, digests in layers.items()},
        config=config if _DIGEST.fullmatch(config) else "",
    )

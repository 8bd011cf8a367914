"""The catalog's file: rows sorted by name in compressed blocks; a look-up reads the head and one or two blocks.

A row is a name and either an entry as JSON or `=` and the name it leads to. Names compare without case.
"""

import json
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from licet.catalog.entry import Entry, Source, entry_of
from licet.errors import KnowledgeError

PATH: Final = Path(__file__).with_name("data") / "catalog.bin"
_MAGIC: Final = b"licet catalog 1\n"
_SIZE: Final = 4
_BLOCK: Final = 24 * 1024
"""Bytes of rows in a block before they are compressed."""
PREFIXES: Final = ("", "pkg:huggingface/", "hf:datasets/", "api:", "pkg:pypi/", "pkg:npm/", "ollama:")
"""How the ids begin that a name without one may stand for, the likeliest first."""

MAX_NAME: Final = 512
"""Characters of a name that is looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is read at first: the blocks by their first names, the sources, and what reports need of the whole."""

    date: str
    digest: str
    counts: Mapping[str, int]
    sources: Mapping[str, Source]
    replacements: tuple[tuple[str, str, str], ...]
    firsts: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


def key_of(name: str) -> str:
    """A name as it is looked up: without case, and a purl without version and qualifiers."""
    plain = name.strip().casefold()
    if not plain.startswith("pkg:"):
        return plain
    plain = plain.partition("?")[0].partition("#")[0]
    before, at, _ = plain.rpartition("@")
    return before if at and "/" in before else plain


def pack(rows: Mapping[str, str], head: Mapping[str, object]) -> bytes:
    """Return the file for rows (name to JSON of an entry, or `=name`) and the other keys of the head."""
    blocks: list[bytes] = []
    table: list[tuple[str, int, int]] = []
    at = 0
    for lines in _blocks([(name, rows[name]) for name in sorted(rows)]):
        data = zlib.compress("\n".join(f"{name}\t{value}" for name, value in lines).encode(), 9)
        table.append((lines[0][0], at, len(data)))
        blocks.append(data)
        at += len(data)
    told = json.dumps({**head, "blocks": table}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    packed = zlib.compress(told.encode(), 9)
    return b"".join((_MAGIC, len(packed).to_bytes(_SIZE, "little"), packed, *blocks))


def _blocks(rows: Sequence[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    block: list[tuple[str, str]] = []
    size = 0
    for name, value in rows:
        if block and size > _BLOCK:
            yield block
            block, size = [], 0
        block.append((name, value))
        size += len(name) + len(value)
    if block:
        yield block


@cache
def head() -> Head:
    """Return the head of the catalog.

    Raises:
        KnowledgeError: the catalog that ships with Licet is broken.
    """
    with _opened() as file:
        start = file.read(len(_MAGIC) + _SIZE)
        if not start.startswith(_MAGIC):
            raise KnowledgeError(f"{PATH.name} is no catalog", hint="install Licet again")
        size = int.from_bytes(start[len(_MAGIC) :], "little")
        told = _json(file.read(size))
    first = len(_MAGIC) + _SIZE + size
    return Head(
        date=told["date"],
        digest=told["digest"],
        counts=told["counts"],
        sources={key: Source(key=key, **value) for key, value in told["sources"].items()},
        replacements=tuple((one, task, license_) for one, task, license_ in told["replacements"]),
        firsts=tuple(name for name, _, _ in told["blocks"]),
        places=tuple((first + at, length) for _, at, length in told["blocks"]),
    )


def find(name: str) -> Entry | None:
    """Return the entry that a name leads to: an id, an alias, a mirror, or a model of a provider that has an entry."""
    if len(name) > MAX_NAME or "\n" in name or "\t" in name:
        return None
    key = key_of(name)
    found = _at(key)
    if found is None and key.startswith("api:") and "/" in key:
        found = _at(key.partition("/")[0])
    return found


def named(name: str) -> Entry | None:
    """Return the entry that a name such as `org/model` leads to, whichever kind of id it stands for."""
    return next((entry for start in PREFIXES if (entry := find(start + name)) is not None), None)


def entries() -> Iterator[Entry]:
    """Yield every entry, sorted by name; this reads the whole file."""
    for at in range(len(head().firsts)):
        for line in _lines(at):
            value = line.partition("\t")[2]
            if not value.startswith("="):
                yield _entry(value)


def rows() -> Iterator[tuple[str, str]]:
    """Yield every row as it is written: the name, and an entry's JSON or `=` and a name."""
    for at in range(len(head().firsts)):
        for line in _lines(at):
            name, _, value = line.partition("\t")
            yield name, value


def search(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each name in which every word occurs, with the id of the entry that it leads to; case is of no account."""
    wanted = [word.casefold() for word in words]
    for name, value in rows():
        if all(word in name for word in wanted):
            entry = _at(name) if value.startswith("=") else _entry(value)
            if entry is not None:
                yield name if value.startswith("=") else entry.id, entry.id


def _at(key: str) -> Entry | None:
    value = _value(key)
    if value.startswith("="):
        value = _value(value[1:])
    return _entry(value) if value else None


def _value(key: str) -> str:
    at = bisect_right(head().firsts, key) - 1
    if at < 0:
        return ""
    start = f"{key}\t"
    return next((line[len(start) :] for line in _lines(at) if line.startswith(start)), "")


@lru_cache(maxsize=64)
def _lines(at: int) -> tuple[str, ...]:
    start, length = head().places[at]
    with _opened() as file:
        file.seek(start)
        return tuple(_plain(file.read(length)).split("\n"))


@lru_cache(maxsize=4096)
def _entry(value: str) -> Entry:
    return entry_of(json.loads(value), head().sources)


def _opened() -> Any:
    try:
        return PATH.open("rb")
    except OSError as error:
        raise KnowledgeError(f"{PATH.name} cannot be read: {error.strerror}", hint="install Licet again") from error


def _json(data: bytes) -> Any:
    return json.loads(_plain(data))


def _plain(data: bytes) -> str:
    try:
        return zlib.decompress(data).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{PATH.name} is broken: {error}", hint="install Licet again") from error

"""`licet.lock`: what was looked up, with its evidence, so that the next run needs no network (docs/online.md).

JSON, sorted, one value a line. Texts are kept once each under their hash, line by line, and are used only where the
hash still fits. Loading gives back exactly what was learned, so a result from a lock is that of the run that wrote it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from licet.errors import ConfigError
from licet.model.bom import Component, Problem
from licet.model.lookups import Learned
from licet.sources.inside import read_inside
from licet.sources.lock_values import Broken, learned_of, values_of
from licet.sources.plain import items, json_of, member, text

NAME: Final = "licet.lock"
VERSION: Final = 1
MAX_LOCK: Final = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedText:
    """A text of a component: where it was, and the hash of the file."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One component of a lock: who it is, at which revision, under what license and on what evidence.

    `license` is an SPDX expression, `grade` a word of the vocabulary; `date` is the day on which it was looked up, in
    ISO form. `learned` is everything that was learned of it.
    """

    id: str
    revision: str
    license: str
    grade: str
    source: str
    date: str
    texts: tuple[LockedText, ...]
    learned: Learned


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A lock, its entries sorted by id."""

    entries: tuple[Entry, ...] = ()


def load(path: Path) -> Lock:
    """Read a lock.

    Raises:
        ConfigError: it cannot be read, or is no lock of a version that is known.
    """
    data = read_inside(path.parent, path.name, MAX_LOCK)
    if not isinstance(data, bytes):
        raise ConfigError((f"{path.name}: {data or 'there is no such file'}",), hint="write it with licet lock")
    value = json_of(data)
    if member(value, "licet-lock") != VERSION:
        hint = "write it anew with licet lock, after a merge conflict too"
        raise ConfigError((f"{path.name}: is no lock of version {VERSION}",), hint=hint)
    found = member(value, "texts")
    kept = (
        {key: told for key, lines in found.items() if (told := _text(key, lines)) is not None}
        if isinstance(found, dict)
        else {}
    )
    try:
        entries = [_entry(one, kept) for one in items(value, "components")]
    except Broken as broken:
        raise ConfigError((f"{path.name}: {broken}",), hint="write it anew with licet lock") from None
    return Lock(entries=tuple(sorted(entries, key=lambda entry: entry.learned.sought)))


def remembered(folder: Path) -> dict[str, Learned] | None:
    """Return what the lock of a project remembers, by the keys of names; None where there is no lock.

    Raises:
        ConfigError: the lock cannot be used.
    """
    path = folder / NAME
    if not path.is_file():
        return None
    return {entry.learned.sought.key: entry.learned for entry in load(path).entries}


def render(lock: Lock) -> str:
    """Return a lock as its file; the same lock gives the same bytes."""
    texts: dict[str, list[str]] = {}
    rows = [_row(entry, texts) for entry in sorted(lock.entries, key=lambda entry: entry.learned.sought)]
    value = {"licet-lock": VERSION, "components": rows, "texts": dict(sorted(texts.items()))}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def texts_of(component: Component | None) -> tuple[LockedText, ...]:
    """Return the texts of a component as a lock names them, sorted."""
    found = {(one.evidence.path, one.evidence.sha256) for one in component.texts} if component else set()
    return tuple(LockedText(path=path, sha256=digest) for path, digest in sorted(found))


def _row(entry: Entry, texts: dict[str, list[str]]) -> Mapping[str, object]:
    head = {
        "id": entry.id,
        "revision": entry.revision,
        "license": entry.license,
        "grade": entry.grade,
        "source": entry.source,
        "date": entry.date,
        "texts": [{"path": one.path, "sha256": one.sha256} for one in entry.texts],
    }
    return {**head, "learned": values_of(entry.learned, lambda one: _kept(one, texts))}


def _kept(one: str, texts: dict[str, list[str]]) -> str:
    digest = sha256(one.encode("utf-8", "surrogatepass")).hexdigest()
    texts[digest] = one.split("\n")
    return digest


def _text(digest: str, lines: object) -> str | None:
    """Return a kept text where it is still the one that was kept; None where it is not."""
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        return None
    told = "\n".join(lines)
    return told if sha256(told.encode("utf-8", "surrogatepass")).hexdigest() == digest else None


def _entry(value: object, kept: Mapping[str, str]) -> Entry:
    learned = learned_of(member(value, "learned"), kept, problem=_lost)
    texts = [LockedText(path=text(one, "path"), sha256=text(one, "sha256")) for one in items(value, "texts")]
    return Entry(
        id=text(value, "id"),
        revision=text(value, "revision"),
        license=text(value, "license"),
        grade=text(value, "grade"),
        source=text(value, "source"),
        date=text(value, "date"),
        texts=tuple(texts),
        learned=learned,
    )


def _lost(path: str) -> Problem:
    return Problem(path=path, reason=f"{NAME} does not hold its text as it was", hint="write it anew with licet lock")

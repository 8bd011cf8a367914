"""`licet catalog check`: whether the catalog that ships with Licet holds together."""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from licet import catalog
from licet.catalog import Entry, Source, Statement
from licet.cli.catalog_show import meaning
from licet.licenses import find, load
from licet.model.vocabulary import Category, Kind

NAME = "check"
HELP = "whether every entry of the catalog has evidence, and names and licenses hold together"

_DATE = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?")
_SHOWN = 20


def configure(parser: argparse.ArgumentParser) -> None:
    """Take no options."""
    parser.set_defaults(format="text")


def run(_: argparse.Namespace) -> int:
    """Print what the catalog holds, and its faults; 1 where there are any."""
    entries = tuple(catalog.entries())
    found = list(faults(entries, catalog.head().sources))
    kinds = Counter(entry.kind for entry in entries)
    standing = Counter(_standing(entry) for entry in entries)
    print(", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))
    words = {
        "reviewed": "under licenses whose texts Licet has read",
        "known": "under licenses that are known but not read",
        "unknown": "under licenses of unknown terms",
        "none": "for which no license is named",
    }
    for key, text in words.items():
        print(f"{standing[key]:>6} {text}")
    for fault in found[:_SHOWN]:
        print(f"FAULT  {fault}")
    print(f"{len(found)} faults" if found else "no faults")
    return 1 if found else 0


def _standing(entry: Entry) -> str:
    found = {meaning(one)[1] for one in entry.licenses}
    return next((word for word in ("unknown", "known", "reviewed") if word in found), "none")


def faults(entries: Iterable[Entry], sources: Mapping[str, Source]) -> Iterator[str]:
    """Yield each fault as a sentence that begins with the entry's id."""
    every = tuple(entries)
    owners: dict[str, str] = {}
    for entry in every:
        for name in entry.names:
            owner = owners.setdefault(catalog.key_of(name), entry.id)
            if owner != entry.id:
                yield f"{entry.id}: {name} leads to {owner} too"
    for entry in every:
        yield from (f"{entry.id}: {fault}" for fault in _faults_of(entry, sources, owners))


def _faults_of(entry: Entry, sources: Mapping[str, Source], owners: Mapping[str, str]) -> Iterator[str]:
    if not entry.licenses:
        yield "no statement on its license, not even that none is named"
    for one in entry.licenses:
        yield from _faults_of_statement(one, sources)
    for base in entry.bases:
        known = catalog.key_of(base.id) in owners
        if known == base.external:
            yield f"its base {base.id} is {'in the catalog' if known else 'not in the catalog'}, which its mark denies"
        if catalog.key_of(base.id) == catalog.key_of(entry.id):
            yield "it is its own base"
        if base.source not in sources:
            yield f"no source is called {base.source}"
    if entry.kind is Kind.SERVICE and not entry.hosts:
        yield "a service without a host"
    if entry.replacement:
        yield from _unfit(entry)


def _faults_of_statement(one: Statement, sources: Mapping[str, Source]) -> Iterator[str]:
    if one.grade not in catalog.GRADES:
        yield f"no grade of evidence is called {one.grade}"
    if one.source not in sources:
        yield f"no source is called {one.source}"
    if not _DATE.fullmatch(one.date):
        yield f"{one.date!r} is no month or day"
    if one.grade == "text" and (not one.place or find(one.declared) is None):
        yield f"a text was read, but {one.declared} has no record, or no place is told"


def _unfit(entry: Entry) -> Iterator[str]:
    """What speaks against offering a model in place of another: each license must be permissive and read."""
    if not entry.task:
        yield "a replacement without a task"
    for one in entry.licenses:
        means, standing = meaning(one)
        found = find(means) if standing == "reviewed" else None
        if standing != "none" and (found is None or load(found).category is not Category.PERMISSIVE):
            yield f"a replacement under {means or one.declared}, which is not permissive or was not read"

"""One entry of the catalog: what a model, dataset, service or package is known to be, each fact with its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from licet.errors import KnowledgeError
from licet.model.vocabulary import How, Kind

GRADES: Final = ("text", "metadata", "card", "audit", "terms", "name")
"""What a license statement rests on, the best first.

`text`: the publisher's license text was read; `metadata`: a package's or registry's own field, or the publisher's word;
`card`: a model card or its tags; `audit`: the finding of people who looked the license up; `terms`: the terms of a
service; `name`: a table of names, which says nothing of licenses.
"""

LISTS: Final = ("aliases", "mirrors", "hosts", "packages")
"""The keys of an entry that hold names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where facts were taken from: `place` is a repository at a commit or a package at a version.

    `grade` and `date` hold for its statements that say nothing else; `license` is that of the facts themselves.
    """

    key: str
    title: str
    place: str
    date: str
    grade: str
    license: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One source's word on a license.

    `declared` is as the source spells it, empty where it names none; `name` and `url` stand beside it in a card.
    `versions` is a PEP 440 range of the versions meant, empty for all. `source` is a key of the catalog's sources,
    `place` a path or address within it, `date` the year and month (or day) for which it holds.
    """

    declared: str
    grade: str
    source: str
    date: str
    name: str = ""
    url: str = ""
    versions: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What an entry was made from or trained on; `external` is true where the catalog has no entry of it."""

    how: How
    id: str
    source: str
    external: bool = False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A model, dataset, service or package by its id, in the one id grammar.

    `aliases` are other names of the same thing, `mirrors` verbatim copies that others host; both lead here.
    `bases` hold the data that its card says it was trained on too. `hosts` and `packages` are those of a service; every
    model of a provider is found by the provider's entry. `replacement` marks a well-known model that may be offered in
    place of another of its task.
    """

    id: str
    kind: Kind
    name: str = ""
    licenses: tuple[Statement, ...] = ()
    bases: tuple[Base, ...] = ()
    gated: bool = False
    task: str = ""
    aliases: tuple[str, ...] = ()
    mirrors: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    replacement: bool = False
    note: str = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name that leads to the entry, its id first."""
        return (self.id, *self.aliases, *self.mirrors)

    def statements(self, version: str = "") -> tuple[Statement, ...]:
        """The statements on the license of a version; all of them where the version is not known or unreadable."""
        from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 - needed for packages alone
        from packaging.version import InvalidVersion, Version  # noqa: PLC0415 - as above

        if not version or not any(one.versions for one in self.licenses):
            return self.licenses
        try:
            wanted = Version(version)
            return tuple(one for one in self.licenses if SpecifierSet(one.versions).contains(wanted, prereleases=True))
        except (InvalidVersion, InvalidSpecifier):
            return self.licenses


def entry_of(row: Mapping[str, Any], sources: Mapping[str, Source]) -> Entry:
    """Read an entry from a row of the catalog's file.

    Raises:
        KnowledgeError: the row is broken.
    """
    try:
        return Entry(
            id=row["id"],
            kind=Kind(row.get("kind", Kind.MODEL)),
            name=row.get("name", ""),
            licenses=tuple(_statement(one, sources) for one in row.get("licenses", ())),
            bases=tuple(
                Base(how=How(one["how"]), id=one["id"], source=one["source"], external=one.get("external", False))
                for one in row.get("bases", ())
            ),
            gated=row.get("gated", False),
            task=row.get("task", ""),
            replacement=row.get("replacement", False),
            note=row.get("note", ""),
            **{key: tuple(row.get(key, ())) for key in LISTS},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"an entry of the catalog is broken: {error}", hint="install Licet again") from error


def _statement(row: Mapping[str, str], sources: Mapping[str, Source]) -> Statement:
    source = sources[row["source"]]
    return Statement(**{"declared": "", "grade": source.grade, "date": source.date, **row})

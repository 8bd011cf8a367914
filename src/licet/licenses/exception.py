"""WITH exceptions: their records, and a license as it stands with one.

The contract is docs/licenses.md. An exception adds permissions: what it does not speak of stays as the license has it.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Final

from licet.errors import KnowledgeError
from licet.licenses.hanging import check_hanging
from licet.licenses.record import StatementReader, check_head, read_documents
from licet.licenses.store import load, name_key, parsed
from licet.licenses.tables import Table, fault_lines
from licet.model.terms import (
    Clause,
    Derivation,
    DutyTerm,
    Freedom,
    Inclusion,
    License,
    LicenseException,
    Lifted,
    StatementReading,
)
from licet.model.vocabulary import Category, Duty, How, Value

_SUFFIX: Final = ".toml"
_MANNERS: Final = ("links:static", "links:dynamic", "links:import")
_GRANT: Final = ("when", "document", "section", "locator", "note")

EXCEPTION_KEYS: Final = (
    *("id", "name", "kind", "category", "aliases", "applies_to", "complete", "reviewed", "documents", "combines_with"),
    *("notes", "permits", "duties", "derivatives", "derivative_clauses", "frees", "includes", "lifts"),
)


@cache
def exception_ids() -> tuple[str, ...]:
    """The ids of all exceptions that have a record, sorted."""
    names = (entry.name for entry in (files(__package__) / "exceptions").iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def find_exception(name: str) -> str | None:
    """The id of the exception that goes by `name`: an id, alias, title or URL; None where there is none."""
    return _names().get(name_key(name))


@cache
def load_exception(exception_id: str) -> LicenseException:
    """The record of an exception.

    Raises:
        KnowledgeError: there is no record with this id, or it is broken.
    """
    if exception_id not in exception_ids():
        raise KnowledgeError(f"there is no record of the exception {exception_id!r}")
    found = parse_exception(parsed(exception_id, exception_text(exception_id)), source=exception_id + _SUFFIX)
    if found.id != exception_id:
        raise KnowledgeError(f"{exception_id}{_SUFFIX}: id: must be the name of the file")
    return found


def exception_text(exception_id: str) -> str:
    """The record's file."""
    return (files(__package__) / "exceptions" / (exception_id + _SUFFIX)).read_text("utf-8")


def parse_exception(data: Mapping[str, object], *, source: str) -> LicenseException:
    """Read the record of an exception (docs/licenses.md).

    Raises:
        KnowledgeError: the record breaks the contract; the message holds one line `source: what` per fault.
    """
    record = Table("", data, [])
    record.needs("id", "name", "kind", "applies_to", "complete", "reviewed", "documents")
    record.only(*EXCEPTION_KEYS)
    record.word("kind", ("exception",))
    documents = read_documents(record)
    check_head(record, documents)
    reader = StatementReader(record.text("id"), tuple(document.name for document in documents), "exception")
    found = LicenseException(
        id=reader.license,
        name=record.text("name"),
        applies_to=record.texts("applies_to"),
        category=record.word("category", tuple(Category)) if "category" in record.values else None,
        aliases=record.texts("aliases"),
        documents=documents,
        complete=record.flag("complete"),
        reviewed=record.text("reviewed"),
        permits=reader.permits(record.table("permits")),
        duties=reader.duties(record.table("duties")),
        derivatives=reader.derivatives(record.table("derivatives"), record.table("derivative_clauses")),
        frees=tuple(_freedom(entry, reader) for entry in record.tables("frees")),
        includes=tuple(_inclusion(entry, reader) for entry in record.tables("includes")),
        lifts=tuple(_lifted(entry, reader) for entry in record.tables("lifts")),
        combines_with=record.texts("combines_with"),
        notes=record.texts("notes"),
    )
    check_hanging(record, found.permits, duties=found.duties, derivatives=found.derivatives)
    if record.faults:
        message = "\n".join(fault_lines(source, record.faults))
        raise KnowledgeError(message, hint="docs/licenses.md says what the record of an exception holds")
    return found


def with_exception(base: License, exception: LicenseException) -> License:
    """A license as it stands with an exception; its id is the SPDX expression.

    Overlaid statements replace those of the license, a statement on `links` those on its manners too. Documents of
    both are listed, so that each clause has its text.
    """
    manners = {how for how in _MANNERS if How.LINKS in exception.derivatives and how not in exception.derivatives}
    derivatives: dict[str, Derivation] = {k: v for k, v in base.derivatives.items() if k not in manners}
    gone = {duty: lifted for lifted in exception.lifts if not lifted.when for duty in lifted.duties}
    duties = {**base.duties, **exception.duties}
    duties |= {
        duty: DutyTerm(duty=duty, value=Value.NO, clause=lifted.clause, note=lifted.note)
        for duty, lifted in gone.items()
    }
    return replace(
        base,
        id=f"{base.id} WITH {exception.id}",
        name=f"{base.name} with {exception.name}",
        category=exception.category or base.category,
        aliases=(),
        documents=(*base.documents, *exception.documents),
        complete=base.complete and exception.complete,
        permits={**base.permits, **exception.permits},
        duties=duties,
        derivatives={**derivatives, **exception.derivatives},
        or_later=f"{base.or_later} WITH {exception.id}" if base.or_later else "",
        combines_with=(*base.combines_with, *exception.combines_with),
        readings=tuple(filter(None, (_still_open(point, exception) for point in base.readings))),
        notes=(*exception.notes, *base.notes),
        frees=exception.frees,
        includes=exception.includes,
        lifts=tuple(lifted for lifted in exception.lifts if lifted.when),
        without=base,
    )


def exception_clauses(exception: LicenseException) -> tuple[tuple[str, Clause], ...]:
    """Every clause of an exception with the key of its statement, such as `frees[1]`, in the record's order."""
    found = (
        *((f"permits.{act}", permission.clause) for act, permission in exception.permits.items()),
        *((f"duties.{duty}", term.clause) for duty, term in exception.duties.items()),
        *((f"derivatives.{how}", derivation.clause) for how, derivation in exception.derivatives.items()),
        *((f"frees[{number}]", grant.clause) for number, grant in enumerate(exception.frees, 1)),
        *((f"includes[{number}]", grant.clause) for number, grant in enumerate(exception.includes, 1)),
        *((f"lifts[{number}]", grant.clause) for number, grant in enumerate(exception.lifts, 1)),
    )
    return tuple((key, clause) for key, clause in found if clause)


def load_with(license_id: str, exception: str = "") -> License:
    """The record of a license, with an exception where one is named that has a record for it.

    Raises:
        KnowledgeError: there is no record of the license, or one is broken.
    """
    base = load(license_id)
    return with_exception(base, load_exception(exception)) if exception_read(license_id, exception) else base


def exception_read(license_id: str, exception: str) -> bool:
    """Whether an exception has a record that says what it changes in this license."""
    return exception in exception_ids() and license_id in load_exception(exception).applies_to


def _still_open(point: StatementReading, exception: LicenseException) -> StatementReading | None:
    """A contested point of the license without the statements that the exception replaces."""
    settled = {f"permits.{act}" for act in exception.permits} | {f"duties.{duty}" for duty in exception.duties}
    left = tuple(statement for statement in point.statements if statement not in settled)
    return replace(point, statements=left) if left else None


def _freedom(entry: Table, reader: StatementReader) -> Freedom:
    entry.only("links", *_GRANT)
    links = entry.texts("links", (*How, *_MANNERS))
    return Freedom(links=links, when=entry.text("when"), clause=reader.clause(entry), note=entry.text("note"))


def _inclusion(entry: Table, reader: StatementReader) -> Inclusion:
    entry.only("licenses", *_GRANT)
    licenses = entry.texts("licenses")
    return Inclusion(licenses=licenses, when=entry.text("when"), clause=reader.clause(entry), note=entry.text("note"))


def _lifted(entry: Table, reader: StatementReader) -> Lifted:
    entry.only("duties", *_GRANT)
    names = entry.texts("duties", tuple(Duty))
    duties = tuple(duty for duty in Duty if duty in names)
    return Lifted(duties=duties, when=entry.text("when"), clause=reader.clause(entry), note=entry.text("note"))


@cache
def _names() -> Mapping[str, str]:
    """Every name of every exception, as `name_key` writes it, with its id; an id beats every other name."""
    records = [load_exception(exception_id) for exception_id in exception_ids()]
    other = {name_key(name): record.id for record in records for name in (record.name, *record.aliases)}
    return other | {name_key(record.id): record.id for record in records}

"""What tasks and modalities make possible: the fields of use that a part can serve, to hold against restrictions."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from licet.errors import KnowledgeError
from licet.licenses.tables import Table, fault_lines
from licet.model.abilities import Abilities, Ability, Task
from licet.model.vocabulary import FIELD_TAGS

_FILE: Final = "abilities.toml"


@cache
def abilities() -> Abilities:
    """Everything abilities.toml says.

    Raises:
        KnowledgeError: the file is missing or broken; the message holds one line per fault.
    """
    try:
        values = tomllib.loads((files(__package__) / _FILE).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{_FILE}: {error}") from error
    return parse_abilities(values, source=_FILE)


def parse_abilities(data: Mapping[str, object], *, source: str) -> Abilities:
    """Read abilities, tasks and modalities in the shape of abilities.toml.

    Raises:
        KnowledgeError: the data breaks that shape; the message holds one line `source: what` per fault.
    """
    table = Table("", data, [])
    table.only("ability", "task", "modality")
    table.needs("ability", "task", "modality")
    known = {key: _ability(key, each) for key, each in _tables(table, "ability")}
    tasks = {key: _task(each, known) for key, each in _tables(table, "task")}
    modalities = {key: _named(each, known) for key, each in _tables(table, "modality")}
    if table.faults:
        raise KnowledgeError("\n".join(fault_lines(source, table.faults)))
    return Abilities(tasks=tasks, modalities=modalities)


def _tables(table: Table, key: str) -> tuple[tuple[str, Table], ...]:
    within = table.table(key)
    return tuple((name, within.table(name)) for name in within.values)


def _ability(key: str, table: Table) -> Ability:
    table.only("does", "uses")
    table.needs("does", "uses")
    uses = table.table("uses")
    uses.only(*FIELD_TAGS)
    if not uses.values:
        table.fault("uses", "names no field of use")
    return Ability(id=key, does=table.text("does"), uses={tag: uses.text(tag) for tag in uses.values})


def _task(table: Table, known: Mapping[str, Ability]) -> Task:
    table.only("modalities", "abilities", "none")
    table.needs("modalities", "abilities")
    found, none = _picked(table, known), table.text("none")
    if bool(found) == bool(none):
        table.fault("none", "tells why a task has no ability, and only then")
    return Task(modalities=table.texts("modalities"), abilities=found, none=none)


def _named(table: Table, known: Mapping[str, Ability]) -> tuple[Ability, ...]:
    table.only("abilities")
    found = _picked(table, known)
    if not found:
        table.fault("abilities", "names no ability")
    return found


def _picked(table: Table, known: Mapping[str, Ability]) -> tuple[Ability, ...]:
    return tuple(known[name] for name in table.texts("abilities", tuple(known)) if name in known)

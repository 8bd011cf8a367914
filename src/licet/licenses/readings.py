"""The contested points: where careful readers of licenses differ, with their positions (vocabulary section 11)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from licet.errors import KnowledgeError
from licet.licenses.tables import Table, fault_lines
from licet.model.terms import Position, Reading
from licet.model.vocabulary import Trigger

_FILE = "readings.toml"


@cache
def readings() -> Mapping[str, Reading]:
    """All contested points by id, in the order of readings.toml.

    Raises:
        KnowledgeError: readings.toml is missing or broken; the message holds one line per fault.
    """
    try:
        values = tomllib.loads((files(__package__) / _FILE).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{_FILE}: {error}") from error
    return MappingProxyType(parse_readings(values, source=_FILE))


def parse_readings(data: Mapping[str, object], *, source: str) -> dict[str, Reading]:
    """Read contested points: per id a table of `point`, `default` and the list `positions`.

    Raises:
        KnowledgeError: the data breaks that shape; the message holds one line `source: what` per fault.
    """
    table = Table("", data, [])
    found = {key: _reading(key, table.table(key)) for key in data}
    if table.faults:
        raise KnowledgeError("\n".join(fault_lines(source, table.faults)))
    return found


def _reading(key: str, entry: Table) -> Reading:
    entry.only("point", "default", "positions", "trigger")
    entry.needs("point", "default", "positions")
    positions = tuple(_position(position) for position in entry.tables("positions"))
    if len({position.name for position in positions}) < max(2, len(positions)):
        entry.fault("positions", "must be two or more, each with a name of its own")
    if len({position.applies is None for position in positions}) > 1:
        entry.fault("positions", "must all say whether statements apply, or none")
    trigger = entry.word("trigger", tuple(Trigger)) if "trigger" in entry.values else None
    point, default = entry.text("point"), entry.text("default")
    return Reading(id=key, point=point, positions=positions, default=default, trigger=trigger)


def _position(entry: Table) -> Position:
    entry.only("name", "holds", "held_by", "applies")
    entry.needs("name", "holds")
    return Position(
        name=entry.text("name"),
        holds=entry.text("holds"),
        held_by=entry.text("held_by"),
        applies=entry.flag("applies") if "applies" in entry.values else None,
    )

"""The contested points: where careful readers of licenses differ, with their positions (vocabulary section 11)."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, get_args

from licet.errors import KnowledgeError
from licet.licenses.record import STATEMENTS
from licet.licenses.tables import Table, fault_lines, shown
from licet.model.terms import Effect, Holder, LinkEffect, Position, Reading
from licet.model.vocabulary import How, Trigger

EFFECTS: Final[tuple[Effect, ...]] = get_args(Effect)
MOST_WORDS: Final = 15
"""The longest quote, in words."""

_FILE: Final = "readings.toml"
_POINT: Final = ("point", "default", "concerns", "statements", "positions")
_POSITION: Final = ("name", "holds", "links", "held_by")
_ADDRESS: Final = re.compile(r"https?://[^\s]+|[A-Za-z0-9._-]+==[0-9.]+:[^\s]+")
_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


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
    """Read contested points, in the shape of readings.schema.json.

    Raises:
        KnowledgeError: the data breaks that shape; the message holds one line `source: what` per fault.
    """
    table = Table("", data, [])
    found = {key: _reading(key, table.table(key)) for key in data}
    if table.faults:
        raise KnowledgeError("\n".join(fault_lines(source, table.faults)))
    return found


def _reading(key: str, entry: Table) -> Reading:
    entry.only(*_POINT, "trigger")
    entry.needs(*_POINT)
    positions = tuple(_position(position) for position in entry.tables("positions"))
    if len({position.name for position in positions}) < max(2, len(positions)):
        entry.fault("positions", "must be two or more, each with a name of its own")
    if len({position.applies is None for position in positions}) > 1:
        entry.fault("positions", "must all say whether statements apply, or none")
    if len({tuple(told.link for told in position.links) for position in positions}) > 1:
        entry.fault("positions", "must all tell their effect on the same links, in the same order")
    trigger = entry.word("trigger", tuple(Trigger)) if "trigger" in entry.values else None
    return Reading(
        id=key,
        trigger=trigger,
        point=entry.text("point"),
        positions=positions,
        default=entry.text("default"),
        statements=_statements(entry),
        concerns=entry.text("concerns"),
    )


def _statements(entry: Table) -> tuple[str, ...]:
    found = entry.texts("statements")
    for statement in found:
        table, _, key = statement.partition(".")
        if key not in STATEMENTS.get(table, ()):
            entry.fault("statements", f"unknown statement {shown(statement)}")
    if not found:
        entry.fault("statements", "must name one or more")
    return found


def _position(entry: Table) -> Position:
    entry.only(*_POSITION, "applies")
    entry.needs(*_POSITION)
    links = tuple(_effect(told) for told in entry.tables("links"))
    if len({told.link for told in links}) < max(1, len(links)):
        entry.fault("links", "must name one or more links, each once")
    return Position(
        name=entry.text("name"),
        holds=entry.text("holds"),
        held_by=tuple(_holder(holder) for holder in entry.tables("held_by")),
        applies=entry.flag("applies") if "applies" in entry.values else None,
        links=links,
    )


def _effect(entry: Table) -> LinkEffect:
    entry.only("link", "effect", "says")
    entry.needs("link", "effect", "says")
    return LinkEffect(
        link=entry.word("link", tuple(How)), effect=entry.word("effect", EFFECTS), says=entry.text("says")
    )


def _holder(entry: Table) -> Holder:
    entry.only("who", "source", "url", "date", "quote", "note")
    entry.needs("who", "source", "url")
    texts = {key: entry.text(key) for key in ("who", "source", "url", "date", "quote", "note")}
    if texts["url"] and not _ADDRESS.fullmatch(texts["url"]):
        entry.fault("url", "must be a web address, or package==version:path")
    if texts["date"] and not _DATE.fullmatch(texts["date"]):
        entry.fault("date", "must be YYYY, YYYY-MM or YYYY-MM-DD, as text")
    if len(texts["quote"].split()) > MOST_WORDS:
        entry.fault("quote", f"must be at most {MOST_WORDS} words")
    return Holder(**texts)

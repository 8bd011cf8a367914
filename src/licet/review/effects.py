"""What follows from statements that were read; the tables are `data/effects.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from licet.errors import KnowledgeError
from licet.identify.patterns import Patterns, keyed, plain_words, read_patterns
from licet.licenses.record import QUALIFIERS
from licet.licenses.tables import Table, fault_lines
from licet.model.vocabulary import TAGS, Act, Duty, Trigger, Value

_SOURCE: Final = "review/data/effects.toml"
_PURPOSES: Final = ("noncommercial", "research", "nonproduction")
_KINDS: Final = ("model", "data", "software", "service")


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """The act `says` follows where `sources` were read and none of `without`."""

    says: str
    sources: tuple[str, ...]
    without: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settles:
    """A restriction gives an act its value, and is a limit of purpose."""

    restriction: str
    act: Act
    value: Value
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """The tables of `data/effects.toml`."""

    implied: tuple[Implied, ...]
    settles: tuple[Settles, ...]
    limits: tuple[str, ...]
    triggers: Mapping[str, str]
    events: Mapping[str, Patterns]
    standing: frozenset[str]
    qualifiers: Mapping[str, Patterns]
    regions: Mapping[str, Patterns]
    kinds: Mapping[str, Patterns]
    english: frozenset[str]


@cache
def load() -> Effects:
    """Return the tables that ship with Licet.

    Raises:
        KnowledgeError: they are missing or broken.
    """
    try:
        root = Table("", tomllib.loads((files(__package__) / "data" / "effects.toml").read_text("utf-8")), [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{_SOURCE}: {error}", hint="install Licet again") from error
    effects = Effects(
        implied=tuple(_implied(entry) for entry in root.tables("implied")),
        settles=tuple(_settles(entry) for entry in root.tables("settles")),
        limits=root.table("limits").texts("on", tuple(Act)),
        triggers=_triggers(root.table("triggers")),
        events=_patterns(root.table("events"), tuple(Trigger)),
        standing=frozenset(root.table("standing").texts("duties", tuple(Duty))),
        qualifiers=_patterns(root.table("qualifiers"), QUALIFIERS),
        regions=_patterns(root.table("regions"), tuple(root.table("regions").values)),
        kinds=_patterns(root.table("kinds"), _KINDS),
        english=plain_words(root.table("english"), "words"),
    )
    if root.faults:
        raise KnowledgeError("\n".join(fault_lines(_SOURCE, root.faults)))
    return effects


def _implied(entry: Table) -> Implied:
    return Implied(
        says=entry.text("says"), sources=entry.texts("from"), without=entry.texts("without"), note=entry.text("note")
    )


def _settles(entry: Table) -> Settles:
    return Settles(
        restriction=entry.word("restriction", TAGS),
        act=entry.word("act", tuple(Act)),
        value=entry.word("value", tuple(Value)),
        purpose=entry.word("purpose", _PURPOSES),
    )


def _triggers(table: Table) -> dict[str, str]:
    table.only(*Duty)
    return {duty: table.word(duty, tuple(Trigger)) for duty in table.values}


def _patterns(table: Table, names: tuple[str, ...]) -> dict[str, Patterns]:
    table.only(*names)
    return {name: keyed(read_patterns(table, name, {}), frozenset()) for name in table.values}

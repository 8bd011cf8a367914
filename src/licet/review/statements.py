"""The words by which statements are told: `data/statements.toml`, and for fields of use the lists of drafts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from licet.errors import KnowledgeError
from licet.identify.patterns import Pattern, Patterns, keyed, plain_words, read_patterns
from licet.licenses.record import OTHER_CONDITIONS
from licet.licenses.tables import Table, fault_lines
from licet.model.vocabulary import FIELD_TAGS, TAGS, Act, Duty

USE: Final = "permits.use"
"""The right of use as a whole, which is no act of the vocabulary; what follows from it is told by `imply`."""

_SOURCE: Final = "review/data/statements.toml"
_WHEN: Final = ("grant", "duty", "ban", "theirs", "given", "any", "bare", "yes", "no", "unless")
_FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    "permits": (*Act, "use"),
    "duties": tuple(Duty),
    "restrictions": TAGS,
    "conditions": ("threshold", "territory", *OTHER_CONDITIONS),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """Patterns whose `about` is a statement such as `permits.host` or a topic, and their `when` a list of its table."""

    patterns: Patterns
    unless: Mapping[str, Patterns]


@cache
def load() -> Statements:
    """Return the word lists that ship with Licet.

    Raises:
        KnowledgeError: they are missing or broken.
    """
    try:
        own = tomllib.loads((files(__package__) / "data" / "statements.toml").read_text("utf-8"))
        drafts = tomllib.loads((files("licet.identify") / "data" / "drafts.toml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{_SOURCE}: {error}", hint="install Licet again") from error
    return parse(own, drafts, source=_SOURCE)


def parse(own: Mapping[str, object], drafts: Mapping[str, object], *, source: str) -> Statements:
    """Read word lists; the head of `data/statements.toml` says what they hold.

    Raises:
        KnowledgeError: they break that shape.
    """
    root, other = Table("", own, []), Table("", drafts, [])
    root.only("sets", "fields", "topics", *_FAMILIES)
    sets = {name: plain_words(root.table("sets"), name) for name in root.table("sets").values}
    numbers = plain_words(other, "numbers")
    patterns: list[Pattern] = []
    unless: dict[str, list[Pattern]] = {}
    for family in (*_FAMILIES, "topics"):
        table = root.table(family)
        table.only(*_FAMILIES.get(family, tuple(table.values)))
        for name in table.values:
            entry = table.table(name)
            entry.only(*_WHEN)
            about = f"{family}.{name}"
            for when in _WHEN:
                read = read_patterns(entry, when, sets, about, when)
                if when == "unless":
                    unless[about] = read
                else:
                    patterns += read
    if root.table("fields").flag("drafts"):
        patterns += _fields(other)
    if root.faults or other.faults:
        raise KnowledgeError("\n".join(fault_lines(source, [*root.faults, *other.faults])))
    return Statements(
        patterns=keyed(patterns, numbers),
        unless={about: keyed(some, numbers) for about, some in unless.items() if some},
    )


def _fields(drafts: Table) -> list[Pattern]:
    """The words of drafts for the fields of use, under a ban."""
    sets = {name: plain_words(drafts.table("sets"), name) for name in drafts.table("sets").values}
    found = []
    for tag in FIELD_TAGS:
        entry = drafts.table("terms").table(tag)
        for key in ("always", "mentioned", "banned"):
            found += read_patterns(entry, key, sets, f"restrictions.{tag}", "ban")
    return found

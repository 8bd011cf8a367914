"""What is wrong with a bill of materials, and small ways to look into JSON that may hold anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, cast

MOST: Final = 10_000
"""Faults of one document that are told."""

Table = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One fault: `place` is a path into the document or the id of an element; advice breaks no rule of the format."""

    place: str
    reason: str
    level: Literal["fault", "advice"] = "fault"


def table(value: object) -> Table:
    """The value where it is an object; else an empty one."""
    return cast("Table", value) if isinstance(value, dict) else {}


def rows(value: object) -> list[object]:
    """The value where it is a list; else an empty one."""
    return cast("list[object]", value) if isinstance(value, list) else []


def tables(value: object) -> Iterator[tuple[int, Table]]:
    """The objects of a list with their places in it."""
    return ((at, cast("Table", each)) for at, each in enumerate(rows(value)) if isinstance(each, dict))


def text(value: object) -> str:
    """The value where it is a text; else empty."""
    return value if isinstance(value, str) else ""


def texts(value: object) -> list[str]:
    """The texts of a list, or the value itself where it is one."""
    return [value] if isinstance(value, str) else [each for each in rows(value) if isinstance(each, str)]

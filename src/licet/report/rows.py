"""Tables of a result as plain rows, for data frames and spreadsheets."""

from collections.abc import Callable, Mapping
from typing import Final, cast

from licet.report.result import Result

Cell = str | int | float | bool | None
Row = dict[str, Cell]

_JOIN: Final = "; "


def rows(result: Result, table: str) -> list[Row]:
    """Return one table of a result; every row has the same keys in the same order."""
    items, columns = TABLES[table]
    return [{name: _cell(read(item)) for name, read in columns.items()} for item in items(result)]


_Item = Mapping[str, object]
_Read = Callable[[_Item], object]


def _key(name: str) -> _Read:
    return lambda item: item[name]


def _in(name: str, inner: str) -> _Read:
    return lambda item: cast("_Item", item[name])[inner]


def _clause(name: str) -> _Read:
    """A field of an item's first clause, or of its only one."""

    def read(item: _Item) -> object:
        found = item["clauses"] if "clauses" in item else item["clause"]
        first = found[0] if isinstance(found, list) and found else found
        return first[name] if isinstance(first, dict) else None

    return read


def _place(item: _Item) -> object:
    """Where the last step of a path, or the item itself, was seen."""
    seen = item.get("evidence")
    for step in reversed(cast("list[_Item]", item.get("steps") or [])):
        seen = seen or step["evidence"]
    first = cast("list[_Item]", seen)[0] if seen else None
    return f"{first['path']}:{first['line']}" if first and first["line"] else first["path"] if first else None


def _cell(value: object) -> Cell:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list():
            return _JOIN.join(str(each) for each in value)
        case dict():
            return _JOIN.join(f"{key}: {_cell(each)}" for key, each in value.items())
        case _:
            return str(value)


def _same(*names: str) -> dict[str, _Read]:
    return {name: _key(name) for name in names}


def _items(name: str) -> Callable[[Result], list[_Item]]:
    return lambda result: cast("list[_Item]", cast("_Item", result)[name])


_LICENSES: Final = {name: _in("licenses", name) for name in ("declared", "detected", "concluded", "grade")}
_CLAUSE: Final = {name: _clause(name) for name in ("license", "section", "quote")}

TABLES: Final[Mapping[str, tuple[Callable[[Result], list[_Item]], Mapping[str, _Read]]]] = {
    "components": (
        _items("components"),
        {
            **_same("id", "kind", "name", "version", "purl", "scope", "own"),
            **_LICENSES,
            **_same("chosen", "text_at_hand", "unresolved"),
            **{name: _in("release", name) for name in ("supplier", "released", "location")},
            "seen": _place,
        },
    ),
    "links": (_items("links"), {**_same("from", "how", "to", "basis", "facts"), "seen": _place}),
    "findings": (
        _items("findings"),
        {
            **_same("id", "key", "rule", "verdict", "severity", "title", "components", "path", "act", "tags", "duty"),
            **_CLAUSE,
            **_same("because", "questions", "remedies", "waived_by"),
            "seen": _place,
        },
    ),
    "duties": (
        _items("duties"),
        {**_same("id", "duty", "status", "trigger", "component", "path", "how_to_meet"), **_CLAUSE},
    ),
    "questions": (_items("questions"), _same("id", "asks", "about", "decides", "verdict_if")),
    "remedies": (
        _items("remedies"),
        _same("id", "kind", "target", "title", "cost", "assumes", "clears", "verdict_after", "open_step"),
    ),
    "outbound": (_items("outbound"), _same("license", "possible", "because")),
    "risks": (_items("risk_matrix"), _same("component", "kind", "verdict", "findings")),
    "restrictions": (
        _items("restriction_matrix"),
        _same("tag", "component", "license", "strength", "section", "quote", "use", "verdict"),
    ),
    "problems": (_items("problems"), _same("path", "line", "reason", "hint", "hides")),
}
"""Every table: where its items are, and its columns in their order."""

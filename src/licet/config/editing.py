"""Set one key in the text of a system file; every other byte of the text stays as it is.

A key that is there gets its new value in place. A new key goes below the last key of its table, and a table that is
not there goes to the end. Each result is parsed again: it must say what the old text said and the new key, nothing
else. A text in which that is not possible (inline tables, say) is refused, and the user is told the line to write.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from licet.config.positions import KeyPath, locate
from licet.config.schema import as_table
from licet.errors import ConfigError

Scalar = bool | str
_BOM: Final = "\ufeff"
_HEADER: Final = re.compile(r"[ \t]*+\[")
_VALUE: Final = re.compile(r"""[ \t]*+("(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'|true|false)[ \t\r]*+(?:#[^\n]*+)?+$""")
_KEY: Final = re.compile(r"""(?:[^"'=\n]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+')*+=""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One key to be set: `table` is `answers` or `positions`, or `component` for the part whose id is `part`.

    `kind` is written beside it where the part has no entry yet.
    """

    table: str
    key: str
    value: Scalar
    part: str = ""
    kind: str = ""

    @property
    def line(self) -> str:
        """The line as it stands in the file."""
        return f"{written_key(self.key)} = {_written(self.value)}"

    def place(self, prefix: KeyPath = ()) -> str:
        """The header under which the line stands."""
        name = ".".join((*map(str, prefix), self.table))
        return f"[[{name}]] of {self.part}" if self.part else f"[{name}]"


def edited(text: str, setting: Setting, *, name: str, prefix: KeyPath = ()) -> str:
    """Return the text with the setting in it.

    `name` is the file's own name, for errors; `prefix` is where Licet's tables stand (`tool`, `licet` in a
    pyproject.toml). The text must be valid TOML; it keeps its line endings and its byte order mark.

    Raises:
        ConfigError: the key cannot be set without touching something else; the hint is the line to write by hand.
    """
    mark, body = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    before = tomllib.loads(body)
    found = _index_of(before, setting, prefix)
    table: KeyPath = (*prefix, setting.table) if found is None else (*prefix, setting.table, found)
    lines = body.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    known = {path: line - 1 for path, line in locate(body).items()}
    at = known.get((*table, setting.key))
    if at is not None:
        _replace(lines, at, setting)
    elif table in known and not (setting.part and found is None):
        _insert(lines, known, table, setting, end)
    else:
        _append(lines, setting, prefix, end)
    after = "\n".join(lines)
    if not _encodes(after) or not _is(after, _wanted(before, setting, prefix, found)):
        hint = f"write it by hand, under {setting.place(prefix)}: {setting.line}"
        raise ConfigError((f"{name}: {setting.key} cannot be set without changing other lines",), hint=hint)
    return mark + after


def _index_of(table: Mapping[str, object], setting: Setting, prefix: KeyPath) -> int | None:
    """The place of the part's own [[component]]; None where there is none, or where the table is no array."""
    for name in prefix:
        table = as_table(table.get(str(name)))
    listed = table.get(setting.table)
    for index, entry in enumerate(listed if isinstance(listed, list) else []):
        said = as_table(entry)
        if setting.part and setting.part in {said.get("id"), said.get("purl")}:
            return index
    return None


def _replace(lines: list[str], at: int, setting: Setting) -> None:
    """Put the new value in the place of the old one; what follows on the line stays."""
    key = _KEY.match(lines[at])
    value = _VALUE.match(lines[at], key.end()) if key else None
    if value:
        lines[at] = lines[at][: value.start(1)] + _written(setting.value) + lines[at][value.end(1) :]


def _insert(lines: list[str], known: Mapping[KeyPath, int], table: KeyPath, setting: Setting, end: str) -> None:
    """Below the last key of a table, or the identity of a part; indented as that is."""
    keys = [line for path, line in known.items() if path[: len(table)] == table and len(path) == len(table) + 1]
    named = [known[*table, key] for key in ("id", "purl") if (*table, key) in known]
    after = max(named if setting.part and named else [known[table], *keys])
    if not _HEADER.match(lines[known[table]]):
        return  # dotted keys: the table has no header under which a line could stand
    indent = lines[after][: len(lines[after]) - len(lines[after].lstrip(" \t"))]
    if after == len(lines) - 1:
        lines[after] += end
        lines.append("")
    lines.insert(after + 1, f"{indent}{setting.line}{end}")


def _append(lines: list[str], setting: Setting, prefix: KeyPath, end: str) -> None:
    """A new table at the end, one empty line before it."""
    name = ".".join((*map(str, prefix), setting.table))
    head = [f"[[{name}]]"] if setting.part else [f"[{name}]"]
    head += [f"{key} = {_written(value)}" for key, value in _identity(setting).items()]
    if lines[-1].strip():
        lines[-1] += end
        lines.append("")
    gap = [""] if len(lines) > 1 and lines[-2].strip() else []
    lines[-1:] = [f"{line}{end}" for line in (*gap, *head, setting.line)] + [lines[-1]]


def _identity(setting: Setting) -> dict[str, str]:
    """What a new entry says before the key that is set."""
    return {key: str(value) for key, value in (("id", setting.part), ("kind", setting.kind)) if value}


def _wanted(before: Mapping[str, object], setting: Setting, prefix: KeyPath, found: int | None) -> Mapping[str, object]:
    """What the new text must say."""
    if prefix:
        inner = _wanted(as_table(before.get(str(prefix[0]))), setting, prefix[1:], found)
        return {**before, str(prefix[0]): inner}
    old = before.get(setting.table)
    if not setting.part:
        return {**before, setting.table: {**as_table(old), setting.key: setting.value}}
    entries = list(old) if isinstance(old, list) else []
    if found is None:
        entries.append({**_identity(setting), setting.key: setting.value})
    else:
        entries[found] = {**as_table(entries[found]), setting.key: setting.value}
    return {**before, setting.table: entries}


def _is(text: str, wanted: Mapping[str, object]) -> bool:
    try:
        return repr(_sorted(tomllib.loads(text))) == repr(_sorted(wanted))
    except ValueError:
        return False


def _encodes(text: str) -> bool:
    """Whether a text can stand in a file; a name with bytes that are no UTF-8 cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _sorted(value: object) -> object:
    """A value in one order; compared as text, since NaN is not equal to itself and 1 is equal to true."""
    match value:
        case dict():
            return sorted((key, _sorted(item)) for key, item in value.items())
        case list():
            return [_sorted(item) for item in value]
        case _:
            return value


def _written(value: Scalar) -> str:
    """A value in TOML; the escapes of a JSON string are escapes of a TOML basic string."""
    return (
        str(value).lower()
        if isinstance(value, bool)
        else json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    )


def written_key(key: str) -> str:
    """A key in TOML: bare where that is allowed, else in quotes."""
    bare = key.isascii() and key.replace("-", "").replace("_", "").isalnum()
    return key if bare else _written(key)

"""The file as it lies there: found, read within bounds, parsed as TOML, with the line of every key."""

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from licet.config.positions import KeyPath, NestingError, line_of, locate
from licet.errors import ConfigError
from licet.model.bom import Evidence

NAME = "licet.toml"
PYPROJECT = "pyproject.toml"
MAX_BYTES = 1_000_000
_LONGEST_REASON = 200
_PREFIX = ("tool", "licet")
_MENTIONS = re.compile(rb"tool[ \t]*\.[ \t]*[\"']?licet\b")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed system file: `name` is the file's own name, `table` its part for Licet, below `prefix`."""

    name: str
    sha256: str
    table: Mapping[str, object]
    lines: Mapping[KeyPath, int]
    prefix: KeyPath = ()

    def place(self, path: KeyPath) -> str:
        """`licet.toml:12` for a key of the table."""
        line = self.line(path)
        return f"{self.name}:{line}" if line else self.name

    def line(self, path: KeyPath) -> int:
        """The line of a key of the table; 0 where none is known."""
        return line_of(self.lines, self.prefix + path)

    def evidence(self, path: KeyPath) -> Evidence:
        """Evidence for what a key of the table says."""
        return Evidence(path=self.name, line=self.line(path), sha256=self.sha256)


def find(root: Path) -> Path | None:
    """Return `licet.toml` in a folder, else pyproject.toml where it has `[tool.licet]`, else None.

    A `licet.toml` that cannot be read is returned too: `load` says what is wrong with it.
    """
    own = root / NAME
    if os.path.lexists(own):
        return own
    shared = root / PYPROJECT
    return shared if _speaks_of_licet(shared) else None


def read(path: Path) -> Document:
    """Read and parse one system file.

    Raises:
        ConfigError: the file is no regular file within its folder, larger than `MAX_BYTES`, no UTF-8, no TOML, or
            a pyproject.toml without `[tool.licet]`.
    """
    name = path.name
    data = _bytes(path)
    lines, table = _parse(name, _text(name, data))
    shared = name == PYPROJECT
    return Document(
        name=name,
        sha256=sha256(data).hexdigest(),
        table=_section(table) if shared else table,
        lines=lines,
        prefix=_PREFIX if shared else (),
    )


def source(path: Path) -> str:
    """Return the text of a system file with its line endings and its byte order mark (raises as `read`)."""
    read(path)
    return _bytes(path).decode("utf-8")


def _speaks_of_licet(path: Path) -> bool:
    """Whether a pyproject.toml has the table, or is broken and seems to mean it."""
    try:
        data = _bytes(path)
    except ConfigError:
        return False
    if b"licet" not in data:
        return False
    try:
        tool = _parse(path.name, _text(path.name, data))[1].get("tool")
    except ConfigError:
        return _MENTIONS.search(data) is not None
    return isinstance(tool, dict) and "licet" in tool


def _bytes(path: Path) -> bytes:
    """The bounded bytes of a regular file that does not lead out of its folder."""
    name = path.name
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
            raise ConfigError((f"{name}: is a link that leads out of its folder",), hint="put the file itself there")
        if not stat.S_ISREG(path.stat().st_mode):
            raise ConfigError((f"{name}: is not a regular file",), hint="`licet init` writes one")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ConfigError((f"{name}: there is no such file",), hint="`licet init` writes one") from None
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: a loop of links; ValueError: NUL in the name
        reason = getattr(error, "strerror", None) or "the path cannot be followed"
        raise ConfigError((f"{name}: cannot be read: {reason}",)) from None
    if len(data) > MAX_BYTES:
        raise ConfigError((f"{name}: is larger than {MAX_BYTES // 1_000_000} MB",), hint="keep only what Licet needs")
    return data


def _text(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError((f"{name}:{line}: is not UTF-8 text",), hint="save the file as UTF-8") from None
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise ConfigError((f"{name}:{line}: holds a NUL byte, so it is no text file",))
    return text


def _parse(name: str, text: str) -> tuple[Mapping[KeyPath, int], dict[str, object]]:
    try:
        lines = locate(text)
        table: dict[str, object] = tomllib.loads(text)
    except NestingError as error:
        raise ConfigError((f"{name}:{error.line}: {error}",)) from None
    except (ValueError, RecursionError) as error:
        raise ConfigError((_syntax_fault(name, text, error),), hint="the file must be valid TOML") from None
    return lines, table


def _syntax_fault(name: str, text: str, error: ValueError | RecursionError) -> str:
    if not isinstance(error, tomllib.TOMLDecodeError):
        return f"{name}: not valid TOML: a number is too long, or the file is nested too deeply"
    reason = str(error)
    place = _PLACE.search(reason)
    if place is None:
        return f"{name}: not valid TOML: {reason[:_LONGEST_REASON]}"
    line = int(place[1]) if place[1] else text.count("\n") + (not text.endswith("\n"))
    column = f" (column {place[2]})" if place[2] else " (the file ends too early)"
    return f"{name}:{line}: not valid TOML: {reason[: place.start()][:_LONGEST_REASON]}{column}"


def _section(table: Mapping[str, object]) -> Mapping[str, object]:
    tool = table.get("tool")
    section = tool.get("licet") if isinstance(tool, dict) else None
    if not isinstance(section, dict):
        raise ConfigError((f"{PYPROJECT}: has no table [tool.licet]",), hint="`licet init` writes a licet.toml")
    return section

"""The line of every key in a TOML file, which `tomllib` does not tell.

Follows the grammar of TOML 1.0.0 (ABNF: keyval, table, array-table, string, comment) and accepts more than it:
whether the text is TOML is for `tomllib` to say. At the first thing that cannot be TOML the finder stops. All
patterns are possessive, so time grows with the length of the text only.
"""

import re
import tomllib
from collections.abc import Mapping

KeyPath = tuple[str | int, ...]
"""Where a value stands: table and key names, and indexes into arrays, from the top."""

MAX_DEPTH = 32
"""Parts of one dotted key, and brackets within brackets; beyond, `tomllib` takes time by the square, or recurses."""

_MAX_ELEMENTS = 10_000
_BLANK = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+")
_SPACES = re.compile(r"[ \t]*+")
_REST = re.compile(r"[ \t]*+(?:#[^\n]*+)?+")
_PART = re.compile(r"""[ \t]*+(?:([A-Za-z0-9_-]++)|("(?:[^"\\\n]++|\\.)*+")|'([^'\n]*+)')[ \t]*+""")
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\[\s\S]|"{1,2}+(?!"))*+"{3,5}+'
    r'|"(?!"")(?:[^"\\\n]++|\\.)*+"'
    r"|'''(?:[^']++|'{1,2}+(?!'))*+'{3,5}+"
    r"|'(?!'')[^'\n]*+'"
)
_PLAIN = re.compile(r"""[^"'\[\]{},#\n]++""")


class NestingError(ValueError):
    """A key or a value is nested more than `MAX_DEPTH` deep; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"nested more than {MAX_DEPTH} deep")
        self.line = line


def locate(text: str) -> dict[KeyPath, int]:
    """Return the line, counted from 1, of each table, key and array element of a TOML text.

    Keys inside an inline table are not listed: `line_of` finds the key that encloses them.

    Raises:
        NestingError: the text is nested too deeply to be parsed safely.
    """
    return _Walk(text.replace("\r\n", "\n")).run()


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int:
    """Return the line of a key, or of the nearest key around it; 0 where none is known."""
    for length in range(len(path), 0, -1):
        if line := lines.get(path[:length]):
            return line
    return 0


class _Walk:
    """One pass over the text: where it stands, and what it saw."""

    __slots__ = ("counts", "line", "lines", "place", "table", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.line = 1
        self.lines: dict[KeyPath, int] = {}
        self.counts: dict[KeyPath, int] = {}
        self.table: KeyPath = ()

    def run(self) -> dict[KeyPath, int]:
        while self._take(_BLANK) is not None and self.place < len(self.text):
            done = self._header() if self.text[self.place] == "[" else self._pair()
            if not done:
                break
        return self.lines

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Move over the pattern, counting lines; None where it does not stand here."""
        found = pattern.match(self.text, self.place)
        if found:
            self.line += self.text.count("\n", self.place, found.end())
            self.place = found.end()
        return found

    def _key(self) -> tuple[str, ...]:
        """The parts of a dotted key; empty where no key stands here."""
        parts: list[str] = []
        while found := self._take(_PART):
            bare, basic, literal = found.groups()
            parts.append(bare or (_unquoted(basic) if basic else literal or ""))
            if len(parts) > MAX_DEPTH:
                raise NestingError(self.line)
            if not self.text.startswith(".", self.place):
                return tuple(parts)
            self.place += 1
        return ()

    def _header(self) -> bool:
        """`[table]` or `[[array of tables]]`."""
        brackets = 2 if self.text.startswith("[[", self.place) else 1
        self.place += brackets
        parts = self._key()
        if not parts or not self.text.startswith("]" * brackets, self.place):
            return False
        self.place += brackets
        path = (*self._enter(parts[:-1]), parts[-1])
        self.lines.setdefault(path, self.line)
        if brackets > 1:
            self.counts[path] = self.counts.get(path, 0) + 1
        self.table = self._latest(path)
        self.lines.setdefault(self.table, self.line)
        self._take(_REST)
        return self.place == len(self.text) or self.text[self.place] == "\n"

    def _enter(self, parts: tuple[str, ...]) -> KeyPath:
        """The path of the tables above a header's last part: inside an array of tables, the latest."""
        path: KeyPath = ()
        for part in parts:
            path = (*path, part)
            self.lines.setdefault(path, self.line)
            path = self._latest(path)
        return path

    def _latest(self, path: KeyPath) -> KeyPath:
        count = self.counts.get(path, 0)
        return (*path, count - 1) if count else path

    def _pair(self) -> bool:
        """`key = value`, to the end of its line."""
        parts = self._key()
        if not parts or not self.text.startswith("=", self.place):
            return False
        self.place += 1
        for length in range(1, len(parts) + 1):
            self.lines.setdefault((*self.table, *parts[:length]), self.line)
        return self._value((*self.table, *parts))

    def _value(self, path: KeyPath) -> bool:
        """Move to the end of the line on which the value ends, noting where the elements of an array begin."""
        depth, dots, element, array, awaited = 0, 0, 0, False, False
        while self._take(_SPACES) and self.place < len(self.text):
            begin, char = self.place, self.text[self.place]
            if char == "\n" and not depth:
                return True
            if awaited and char not in "\n#]":
                self.lines[(*path, element)] = self.line
                awaited = False
            if not self._step(char):
                return False
            match char:
                case "[" | "{":
                    array = array if depth else char == "["
                    awaited = array and not depth
                    depth, dots = depth + 1, 0
                case "]" | "}":
                    depth = max(depth - 1, 0)
                case ",":
                    dots = 0
                    element += array and depth == 1
                    awaited = array and depth == 1 and element < _MAX_ELEMENTS
                case '"' | "'" | "#":
                    pass
                case _:
                    dots += self.text.count(".", begin, self.place)  # the dotted keys of inline tables
            if max(depth, dots) > MAX_DEPTH:
                raise NestingError(self.line)
        return True

    def _step(self, char: str) -> bool:
        """Move over one token; False where a string does not end."""
        if char in "\"'":
            return self._take(_STRING) is not None
        if char == "#":
            return self._take(_REST) is not None
        if self._take(_PLAIN) is None:
            self.line += char == "\n"
            self.place += 1
        return True


def _unquoted(token: str) -> str:
    if "\\" not in token:
        return token[1:-1]
    try:
        return str(tomllib.loads(f"key = {token}")["key"])
    except ValueError:
        return token[1:-1]

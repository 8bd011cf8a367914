"""JSON and TOML under bounds: a parsed value or one `Problem`, never an exception."""

import json
import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from licet.model.bom import Problem
from licet.readers.masking import mask
from licet.readers.opened import OpenedFile

MAX_DEPTH = 64
"""Tables and lists may be nested this deep; what real manifests use is under 20."""
MAX_VALUES = 2_000_000
"""Values one document may hold."""
MAX_FAULTS = 20
"""Values of a wrong type that one document reports one by one."""
MAX_REASON = 300
"""Characters of one fault's text."""
MAX_TOML_LINE = 20_000
"""Characters of one TOML line."""

_AT_LINE = re.compile(r"\(at line (\d{1,9}), column")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TOKEN = re.compile(r"""\"([^\"\\]*+)\"|'([^']*+)'|^\s*+([A-Za-z0-9_.-]++)\s*+=|^\s*+\[++([^\[\]]++)\]""")
# Every alternative takes all it can and never gives back, so a line is read once.
_TOML_TOKEN = re.compile(r"""("(?:[^"\\]|\\.)*+"?|'[^']*+'?|[A-Za-z0-9_-]++)|(\.)|([ \t]++)|.""")


def parse_json(file: OpenedFile) -> object | Problem:
    """Return the value of a JSON document, or the problem that hides it.

    Lone surrogates (RFC 8259, section 8.2) become U+FFFD, so that every string can be written as UTF-8.
    """
    try:
        text = file.text()
        value: object = json.loads(text)
    except UnicodeDecodeError:
        return not_text(file)
    except RecursionError:
        return _too_deep(file)
    except json.JSONDecodeError as error:
        return _bad(file, f"not valid JSON: {error.msg}", error.lineno)
    except ValueError:
        return _bad(file, "not usable JSON: a number has thousands of digits", 0)
    fault = _out_of_bounds(file, value)
    if fault:
        return fault
    return _without_surrogates(value) if "\\ud" in text or "\\uD" in text else value


def parse_toml(file: OpenedFile) -> dict[str, object] | Problem:
    """Return the table of a TOML document, or the problem that hides it."""
    try:
        text = file.text()
    except UnicodeDecodeError:
        return not_text(file)
    fault = _toml_line_fault(file, text)
    if fault:
        return fault
    try:
        value: dict[str, object] = tomllib.loads(text)
    except RecursionError:
        return _too_deep(file)
    except tomllib.TOMLDecodeError as error:
        return _toml_fault(file, text, str(error))
    except ValueError:
        return _bad(file, "not usable TOML: a number or a date is out of range", 0)
    return _out_of_bounds(file, value) or value


def json_table(file: OpenedFile) -> dict[str, object] | Problem:
    """Return a JSON document that has to be an object, or the problem that hides it."""
    value = parse_json(file)
    if isinstance(value, Problem):
        return value
    if not isinstance(value, dict):
        return _bad(file, f"holds {_kind(value)} where an object is expected", 1)
    return value


def table(value: object) -> Mapping[str, object]:
    """Return the value where it is a table, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> tuple[object, ...]:
    """Return the members where the value is a list, else none."""
    return tuple(value) if isinstance(value, list) else ()


def string(value: object) -> str:
    """Return the value where it is a string, stripped, else an empty one."""
    return value.strip() if isinstance(value, str) else ""


def strings(value: object) -> tuple[str, ...]:
    """Return the non-empty strings of a list, or the one string where a list is usual."""
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    return tuple(text for text in map(string, items(value)) if text)


class Shape:
    """Narrows the values of one document and collects a problem for each that has the wrong type.

    `where` is the dotted place in the document, for the problem's text; an absent value (None) is no problem.
    """

    def __init__(self, file: OpenedFile) -> None:
        self._file = file
        self._faults: list[Problem] = []
        self._left_out = 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems so far, at most `MAX_FAULTS` and one that counts the rest."""
        if not self._left_out:
            return tuple(self._faults)
        return (*self._faults, _bad(self._file, f"{self._left_out} more faults of this kind", 0))

    def table(self, value: object, where: str) -> Mapping[str, object]:
        """Return a table; an empty one where it is none."""
        if isinstance(value, dict):
            return value
        self._expect(value, where, "a table")
        return {}

    def items(self, value: object, where: str) -> tuple[object, ...]:
        """Return the members of a list; none where it is no list."""
        if isinstance(value, list):
            return tuple(value)
        self._expect(value, where, "a list")
        return ()

    def string(self, value: object, where: str) -> str:
        """Return a string, stripped; an empty one where it is none."""
        if isinstance(value, str):
            return value.strip()
        self._expect(value, where, "a string")
        return ""

    def fault(self, reason: str, *, line: int = 0) -> None:
        """Add a problem about a part of the document."""
        if len(self._faults) < MAX_FAULTS:
            # Places are named with keys of the document, which may be long or hold a secret.
            self._faults.append(_bad(self._file, mask(reason)[:MAX_REASON], line))
        else:
            self._left_out += 1

    def _expect(self, value: object, where: str, kind: str) -> None:
        if value is not None:
            self.fault(f"{where}: {_kind(value)} where {kind} is expected")


class Lines:
    """The lines on which quoted strings, keys and table headers of a JSON or TOML text stand, read in one pass."""

    def __init__(self, text: str) -> None:
        self._at: dict[str, list[int]] = {}
        for number, line in enumerate(text.split("\n"), 1):
            for token in _TOKEN.finditer(line):
                self._at.setdefault(token[token.lastindex or 0], []).append(number)

    def first(self, token: str, after: int = 0) -> int:
        """Return the first line that holds the token at or below line `after`; 0 where none does."""
        lines = self._at.get(token, [])
        index = bisect_left(lines, after)
        return lines[index] if index < len(lines) else 0

    def all(self, token: str) -> tuple[int, ...]:
        """Return every line that holds the token."""
        return tuple(self._at.get(token, ()))


def line_of(text: str, *needles: str) -> int:
    """Return the line (from 1) where the last needle stands after the others in order; 0 where one is absent."""
    offset = 0
    for needle in needles:
        found = text.find(needle, offset)
        if found < 0:
            return 0
        offset = found + len(needle)
    return text.count("\n", 0, offset) + 1


def not_text(file: OpenedFile) -> Problem:
    """Return the problem of a file that is no UTF-8 text."""
    return _bad(file, "not UTF-8 text", 0, hint="save the file as UTF-8")


def _bad(file: OpenedFile, reason: str, line: int, *, hint: str = "") -> Problem:
    return Problem(path=file.path, reason=reason, line=line, hint=hint)


def _too_deep(file: OpenedFile, line: int = 0) -> Problem:
    return _bad(file, f"not read: nested deeper than {MAX_DEPTH} levels", line)


def _dots_in_a_row(line: str) -> int:
    """Return how many dots the longest dotted key of the line holds."""
    longest = dots = 0
    after_part = False
    for token in _TOML_TOKEN.finditer(line):
        match token.lastindex:
            case 1:
                dots = 0 if after_part else dots
                after_part = True
            case 2:
                dots += 1
                after_part = False
            case 3:
                continue
            case _:
                dots = 0
                after_part = False
        longest = max(longest, dots)
    return longest


def _toml_line_fault(file: OpenedFile, text: str) -> Problem | None:
    """Return the fault of a line that must not reach `tomllib`, which takes quadratic time on long dotted keys."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > MAX_TOML_LINE:
            return _bad(file, f"not read: a line is longer than {MAX_TOML_LINE} characters", number)
        if line.count(".") > MAX_DEPTH and _dots_in_a_row(line) > MAX_DEPTH:
            return _too_deep(file, number)
    return None


def _toml_fault(file: OpenedFile, text: str, message: str) -> Problem:
    at = _AT_LINE.search(message)
    line = int(at[1]) if at else text.count("\n") + 1
    return _bad(file, f"not valid TOML: {message.partition(' (at ')[0]}", line)


def _out_of_bounds(file: OpenedFile, value: object) -> Problem | None:
    """Walk the value without recursion, one level at a time."""
    level, seen = [value], 0
    for _ in range(MAX_DEPTH):
        level = [child for parent in level for child in _children(parent)]
        seen += len(level)
        if seen > MAX_VALUES:
            return _bad(file, f"not read: holds more than {MAX_VALUES} values", 0)
        if not level:
            return None
    return _too_deep(file)


def _children(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def _without_surrogates(value: object) -> object:
    match value:
        case str():
            return _SURROGATE.sub("\ufffd", value)
        case list():
            return [_without_surrogates(item) for item in value]
        case dict():
            return {_SURROGATE.sub("\ufffd", key): _without_surrogates(item) for key, item in value.items()}
        case _:
            return value


def _kind(value: object) -> str:
    match value:
        case list():
            return "a list"
        case dict():
            return "a table"
        case str():
            return "a string"
        case None:
            return "nothing"
        case bool():
            return "a truth value"
        case _:
            return "a number or date"

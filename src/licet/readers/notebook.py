"""Jupyter notebooks: what the code in their cells loads and installs.

Source: INPUTS 3.1; nbformat 3 and 4. A name that one cell binds is known to those after it. Lines for the shell or for
IPython are no Python and are read as commands; a cell that is no Python is one problem and hides no other cell.
"""

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from licet.model.bom import PRODUCT, Found, Problem
from licet.readers.deployed import Deployed
from licet.readers.opened import OpenedFile
from licet.readers.packages import Need, needed_by, place_scope
from licet.readers.pip_commands import installed_packages
from licet.readers.python_source import read_code
from licet.readers.structured import items, json_table, table

NAME: Final = "notebook"
LIMIT: Final = 32 * 1024 * 1024
"""Pictures in the outputs make notebooks large; what is looked at is the code."""

MAX_CELLS: Final = 5_000
MAX_ROW: Final = 8_000
"""Characters of one command over several lines."""
MAX_CODE: Final = 2 * 1024 * 1024
"""Characters of code in one notebook."""

_PYTHON_CELLS: Final = frozenset({"%%capture", "%%prun", "%%time", "%%timeit"})
"""Magics whose cell is Python all the same."""
_COMMAND: Final = re.compile(r"\s*(?:[A-Za-z_][\w.]*\s*=\s*)?[!%?]")
_SHELL: Final = re.compile(r"\s*(?:[A-Za-z_][\w.]*\s*=\s*)?[!%]")
_PLAIN: Final = re.compile(r"[ !#-\[\]-~]{0,200}")
"""What JSON writes as it is, at the start of a string."""
_HELP: Final = re.compile(r"\s*[\w.]+\?{1,2}\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """The lines of a code cell, and where each stands in the file."""

    code: tuple[str, ...]
    lines: tuple[int, ...]


def wants(path: str) -> bool:
    """Tell whether a file is a notebook."""
    return path.lower().endswith(".ipynb")


def read(file: OpenedFile) -> Found:
    """Return what the cells of a notebook load."""
    document = json_table(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    problems: list[Problem] = []
    needs: list[Need] = []
    run = Deployed(file)
    code: list[str] = []
    lines: list[int] = []
    for cell in _cells(file.text(), document):
        kept = _without_commands(cell.code)
        for row, line in _whole_rows(cell):
            command = _SHELL.match(row)
            if command:
                run.fetched(row[command.end() :], line)
            needs += [Need(package=one, line=line, scope=place_scope(file.path)) for one in installed_packages(row)]
        fault = _fault("\n".join(kept))
        if fault:
            problems += file.problem(
                f"a cell is not valid Python and is left out: {fault}", line=cell.lines[0]
            ).problems
        else:
            code += kept
            lines += cell.lines
    whole = "\n".join(code)
    if len(whole) > MAX_CODE:
        return file.problem(f"not read as {NAME}: it holds more than {MAX_CODE // 1024} KiB of code")
    found = read_code(replace(file, lines=tuple(lines)), whole)
    beside = (run.found(), needed_by(PRODUCT, file, needs))
    return replace(
        found,
        components=(*found.components, *(part for one in beside for part in one.components)),
        links=(*found.links, *(link for one in beside for link in one.links)),
        problems=(*found.problems, *(fault for one in beside for fault in one.problems), *problems),
    )


def _cells(text: str, document: dict[str, object]) -> Iterator[_Cell]:
    """Yield the code cells in order; nbformat 3 keeps them in worksheets."""
    sheets = [table(sheet).get("cells") for sheet in items(document.get("worksheets"))] or [document.get("cells")]
    places = _Places(text)
    for count, cell in enumerate(table(one) for sheet in sheets for one in items(sheet)):
        source = cell.get("source", cell.get("input"))
        given = [source] if isinstance(source, str) else [one for one in items(source) if isinstance(one, str)]
        code: list[str] = []
        lines: list[int] = []
        for piece in given:
            line = places.next(piece)
            for row in piece.removesuffix("\n").split("\n"):
                code.append(row)
                lines.append(line)
        if count < MAX_CELLS and cell.get("cell_type") == "code" and code and _is_python(code):
            yield _Cell(code=tuple(code), lines=tuple(lines))


def _whole_rows(cell: _Cell) -> Iterator[tuple[str, int]]:
    """Yield the lines of a cell, those that a backslash joins as one, with the line on which each starts."""
    begun, start = "", 0
    for row, line in zip(cell.code, cell.lines, strict=True):
        start = start if begun else line
        begun += row
        if row.rstrip().endswith("\\") and len(begun) <= MAX_ROW:
            begun = begun.rstrip()[:-1]
            continue
        yield begun, start
        begun = ""
    if begun:
        yield begun, start


def _is_python(code: list[str]) -> bool:
    first = next((line.strip() for line in code if line.strip()), "")
    return not first.startswith("%%") or first.split()[0] in _PYTHON_CELLS


def _without_commands(rows: tuple[str, ...]) -> list[str]:
    """Return the lines, with `pass` for a command of the shell or of IPython, and nothing for what continues it."""
    kept: list[str] = []
    goes_on = False
    for row in rows:
        command = not goes_on and bool(_COMMAND.match(row) or _HELP.match(row))
        kept.append("" if goes_on else row[: len(row) - len(row.lstrip())] + "pass" if command else row)
        goes_on = (command or goes_on) and row.rstrip().endswith("\\")
    return kept


def _fault(code: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(code)
        except SyntaxError as error:
            return (error.msg or "syntax error")[:100]
        except (RecursionError, MemoryError):
            return "nested too deeply"
        except ValueError:
            return "it cannot be read"
    return ""


class _Places:
    """Finds the lines on which the strings of a JSON text stand, asked for in the order of the text.

    Every line is looked at a few times at most, whatever is asked for.
    """

    def __init__(self, text: str) -> None:
        self._rows = text.split("\n")
        self._at = 0
        self._steps = 4 * len(self._rows)

    def next(self, piece: str) -> int:
        """Return the line of the next string that starts like this one; the line last found where there is none."""
        plain = _PLAIN.match(piece)
        start = f'"{plain[0]}' if plain else '"'
        for at in range(self._at, len(self._rows)):
            self._steps -= 1
            if self._steps < 0:
                break
            if start in self._rows[at]:
                self._at = min(at + 1, len(self._rows) - 1)
                return at + 1
        return max(self._at, 1)

"""`requirements*.txt`: the Python packages that a product installs, as pip reads them."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from licet.model.bom import PRODUCT, Found, Problem
from licet.model.vocabulary import Scope
from licet.readers.opened import OpenedFile
from licet.readers.packages import Need, Package, is_development, needed_by, shown
from licet.readers.requirement_strings import is_address, parse_address, parse_requirement
from licet.readers.structured import MAX_FAULTS, not_text

NAME: Final = "requirements-txt"
LIMIT: Final = 1024 * 1024
MAX_STATEMENTS: Final = 40_000
"""Requirements and options of one file."""

_FILE: Final = re.compile(r"(?:.*[._-])?requirements(?:[._-].*)?\.(?:txt|in)")
_COMMENT: Final = re.compile(r"(?:^|[ \t])#.*")
_OPTION: Final = re.compile(r"[ \t]--[a-z]")
_INCLUDE: Final = re.compile(r"(?:-r|--requirement)(?:[ \t=]+|(?=\S))(.+)")
_EDITABLE: Final = re.compile(r"(?:-e|--editable)(?:[ \t=]+|(?=\S))(.+)")


def wants(path: str) -> bool:
    """Tell whether the path is one of a requirements file (`requirements-dev.txt`, `requirements/base.txt`)."""
    folder, _, name = path.lower().rpartition("/")
    in_folder = folder.rpartition("/")[2] == "requirements" and name.endswith((".txt", ".in"))
    return in_folder or bool(_FILE.fullmatch(name))


def read(file: OpenedFile) -> Found:
    """Return the packages, linked from the product; a line that is none is one problem and stops nothing."""
    try:
        text = file.text()
    except UnicodeDecodeError:
        return Found(problems=(not_text(file),))
    scope = Scope.DEVELOPMENT if is_development(_stem(file.name)) else Scope.RUNTIME
    problems: list[Problem] = []
    found = needed_by(PRODUCT, file, _needs(file, text, scope, problems))
    return replace(found, problems=(*found.problems, *_bounded(file, problems)))


def _needs(file: OpenedFile, text: str, scope: Scope, problems: list[Problem]) -> Iterator[Need]:
    """Yield the dependencies; a line that is none is added to the problems."""
    for count, (line, statement) in enumerate(_statements(text)):
        if count == MAX_STATEMENTS:
            reason = f"only the first {MAX_STATEMENTS} statements are read"
            problems.insert(0, Problem(path=file.path, line=line, reason=reason))
            return
        try:
            package = _package(statement, file.folder)
        except ValueError as error:
            problems.append(Problem(path=file.path, line=line, reason=str(error)))
            continue
        if package:
            yield Need(package=package, line=line, scope=scope)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield each statement with the line where it starts; continued lines are joined and comments cut, as pip does."""
    parts: list[str] = []
    start = 0
    for number, line in enumerate((*text.split("\n"), ""), 1):
        start = start if parts else number
        comment = line.lstrip().startswith("#")
        continued = line.endswith("\\") and not comment
        parts.append(line[:-1] if continued else f" {line}" if comment else line)
        if not continued:
            statement = _COMMENT.sub("", "".join(parts)).strip()
            parts.clear()
            if statement:
                yield start, statement


def _package(statement: str, folder: str) -> Package | None:
    """Return the package of a statement; None where it only steers pip.

    Raises:
        ValueError: it is no requirement, or names what cannot be read.
    """
    included = _INCLUDE.fullmatch(statement)
    if included:
        _check_included(included[1].strip("'\""), folder)
        return None
    editable = _EDITABLE.fullmatch(statement)
    if not editable and statement.startswith("-"):
        return None
    wanted = _OPTION.split(editable[1] if editable else statement, maxsplit=1)[0].strip()
    if editable or is_address(wanted):
        address = wanted.partition(" ;")[0].strip()
        return None if address == "." else parse_address(address, folder=folder)
    return parse_requirement(wanted, folder=folder)


def _check_included(target: str, folder: str) -> None:
    """Refuse a file that no reader will see; any other is read on its own.

    Raises:
        ValueError: the file is remote, outside the project, or has a name that is not read.
    """
    path = posixpath.normpath(posixpath.join(folder, target))
    if "://" in target or path.startswith(("../", "/")):
        raise ValueError("includes a file outside the project, which is not read")
    if not wants(path):
        raise ValueError(f"includes {shown(target)}, which is not read under this name")


def _stem(name: str) -> str:
    return name.rpartition("__")[2].rpartition(".")[0]


def _bounded(file: OpenedFile, problems: list[Problem]) -> tuple[Problem, ...]:
    kept = problems[:MAX_FAULTS]
    if len(problems) > MAX_FAULTS:
        reason = f"{len(problems) - MAX_FAULTS} more lines are no requirements"
        kept.append(Problem(path=file.path, line=problems[MAX_FAULTS].line, reason=reason))
    return tuple(kept)

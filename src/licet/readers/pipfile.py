"""`Pipfile` and `Pipfile.lock`: the Python packages that a project installs with Pipenv.

Source: the Pipfile specification (`packages`, `dev-packages`; `default`, `develop` of the lock).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from licet.model.bom import PRODUCT, Found, Problem
from licet.model.vocabulary import Scope
from licet.readers.file_names import is_named
from licet.readers.opened import OpenedFile
from licet.readers.packages import (
    Need,
    Package,
    archive_package,
    conditional,
    git_package,
    is_development,
    local_package,
    needed_by,
    pypi_package,
)
from licet.readers.structured import Lines, Shape, json_table, parse_toml, string, table

NAME: Final = "pipfile"
LIMIT: Final = 10 * 1024 * 1024

_LOCK: Final = "pipfile.lock"
_OTHER_TABLES: Final = frozenset({"_meta", "source", "requires", "scripts", "pipenv"})


def wants(path: str) -> bool:
    """Tell whether the path is one of a `Pipfile` or its lock."""
    return is_named(path, "pipfile") or is_named(path, _LOCK)


def read(file: OpenedFile) -> Found:
    """Return the packages, linked from the product; a lock does not say which package needs which."""
    lock = is_named(file.path, _LOCK)
    document = json_table(file) if lock else parse_toml(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    shape, lines = Shape(file), Lines(file.text())
    found = needed_by(PRODUCT, file, _needs(file, document, shape, lines))
    return replace(found, problems=(*found.problems, *shape.problems))


def _needs(file: OpenedFile, document: Mapping[str, object], shape: Shape, lines: Lines) -> Iterator[Need]:
    for section, entries in document.items():
        if section in _OTHER_TABLES:
            continue
        # Sections of other names are groups of one's own.
        tool = is_development(section.replace("develop", "dev"))
        start = lines.first(section)
        for name, value in shape.table(entries, section).items():
            line = lines.first(name, start)
            try:
                package = _package(name, value, file.folder)
            except ValueError as error:
                shape.fault(f"{section}: {error}", line=line)
                continue
            yield Need(package=package, line=line, scope=Scope.DEVELOPMENT if tool else Scope.RUNTIME)


def _package(name: str, value: object, folder: str) -> Package:
    """Return the package of an entry, which is a version or a table.

    Raises:
        ValueError: the name or the source is none.
    """
    entry = table(value)
    marker = string(entry.get("markers"))
    note = f"if {marker}" if marker else ""
    ref, url = string(entry.get("ref")), string(entry.get("file"))
    if string(entry.get("git")):
        return conditional(git_package(string(entry.get("git")), name=name, ref=ref), note)
    if "://" in url:
        return conditional(archive_package(url, name=name), note)
    if url or string(entry.get("path")):
        return conditional(local_package(url or string(entry.get("path")), folder=folder, name=name), note)
    version = string(value) or string(entry.get("version"))
    pinned = version.removeprefix("===").removeprefix("==") if version.startswith("==") else ""
    return conditional(pypi_package(name, "" if "," in pinned or "*" in pinned else pinned.strip()), note)

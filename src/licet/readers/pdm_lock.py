"""`pdm.lock`: the pinned Python packages of a project and how they need each other.

Source: PDM documentation, lock file (`[[package]]` with `groups` and `dependencies` as requirement strings).
"""

from collections.abc import Iterator, Mapping
from typing import Final

from licet.model.bom import Found, Problem
from licet.model.vocabulary import Scope
from licet.readers.file_names import is_named
from licet.readers.locked import Locked, graph
from licet.readers.opened import OpenedFile
from licet.readers.packages import (
    MAX_LOCKED,
    Package,
    archive_package,
    git_package,
    is_development,
    local_package,
    normal_name,
    pypi_package,
)
from licet.readers.requirement_strings import parse_requirement
from licet.readers.structured import Lines, Shape, parse_toml, string, strings

NAME: Final = "pdm-lock"
LIMIT: Final = 10 * 1024 * 1024


def wants(path: str) -> bool:
    """Tell whether the path is one of a `pdm.lock`."""
    return is_named(path, "pdm.lock")


def read(file: OpenedFile) -> Found:
    """Return the pinned packages and the links between them."""
    document = parse_toml(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    shape = Shape(file)
    found = graph(file, _entries(file, document, shape))
    return Found(components=found.components, links=found.links, problems=shape.problems)


def _entries(file: OpenedFile, document: Mapping[str, object], shape: Shape) -> Iterator[Locked]:
    headers = Lines(file.text()).all("package")
    for number, value in enumerate(shape.items(document.get("package"), "package")[:MAX_LOCKED]):
        line = headers[number] if number < len(headers) else 0
        entry = shape.table(value, f"package {number + 1}")
        name = shape.string(entry.get("name"), f"package {number + 1}.name")
        try:
            package = _package(name, entry, file.folder)
        except ValueError as error:
            shape.fault(f"package {number + 1}: {error}", line=line)
            continue
        groups = strings(entry.get("groups"))
        scope = Scope.DEVELOPMENT if groups and all(map(is_development, groups)) else Scope.RUNTIME
        needs = tuple(_needs(entry, file.folder))
        yield Locked(package=package, keys=(normal_name(name),), needs=needs, line=line, scope=scope)


def _needs(entry: Mapping[str, object], folder: str) -> Iterator[str]:
    for text in strings(entry.get("dependencies")):
        try:
            yield normal_name(parse_requirement(text, folder=folder).name)
        except ValueError:
            continue  # the package itself is in the list, whatever the words about it


def _package(name: str, entry: Mapping[str, object], folder: str) -> Package:
    """Return the package of an entry from its name, version and source.

    Raises:
        ValueError: the name or the source is none.
    """
    if string(entry.get("git")):
        return git_package(string(entry.get("git")), name=name, ref=string(entry.get("revision")))
    if string(entry.get("url")):
        return archive_package(string(entry.get("url")), name=name)
    if string(entry.get("path")):
        return local_package(string(entry.get("path")), folder=folder, name=name)
    return pypi_package(name, string(entry.get("version")))

"""`poetry.lock`: the pinned Python packages of a project and how they need each other."""

from collections.abc import Iterator, Mapping
from typing import Final

from licet.model.bom import PRODUCT, Component, Evidence, Found, Link, Problem
from licet.model.vocabulary import Scope
from licet.readers.file_names import is_named
from licet.readers.opened import OpenedFile
from licet.readers.packages import (
    MAX_LOCKED,
    Package,
    archive_package,
    component,
    git_package,
    is_development,
    local_package,
    normal_name,
    pypi_package,
    scope_at,
    uses,
)
from licet.readers.structured import Lines, Shape, parse_toml, string, strings

NAME: Final = "poetry-lock"
LIMIT: Final = 10 * 1024 * 1024
MAX_VERSIONS: Final = 20
"""Versions of one package in one lock that a dependency may mean."""


def wants(path: str) -> bool:
    """Tell whether the path is one of a `poetry.lock`."""
    return is_named(path, "poetry.lock")


def read(file: OpenedFile) -> Found:
    """Return the pinned packages and the links between them.

    The lock does not say what the project itself needs; `pyproject.toml` does. Packages that no other one needs
    can only be the project's own, so these are linked from the product.
    """
    document = parse_toml(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    shape = Shape(file)
    components: list[Component] = []
    links: list[Link] = []
    by_name: dict[str, list[str]] = {}
    entries = tuple(_entries(file, document, shape))
    for package, _, evidence, scope in entries:
        by_name.setdefault(normal_name(package.name), []).append(package.id)
        components.append(component(package, evidence, scope=scope))
    needed: set[str] = set()
    for package, entry, evidence, _ in entries:
        for name in shape.table(entry.get("dependencies"), f"{package.name}.dependencies"):
            for target in by_name.get(normal_name(name), ())[:MAX_VERSIONS]:
                if target != package.id:
                    needed.add(target)
                    links.append(uses(package.id, target, evidence))
    roots = (entry for entry in entries if entry[0].id not in needed)
    links += (uses(PRODUCT, package.id, evidence, scope=scope) for package, _, evidence, scope in roots)
    return Found(components=tuple(components), links=tuple(links), problems=shape.problems)


def _entries(
    file: OpenedFile, document: Mapping[str, object], shape: Shape
) -> Iterator[tuple[Package, Mapping[str, object], Evidence, Scope]]:
    headers = Lines(file.text()).all("package")
    for number, value in enumerate(shape.items(document.get("package"), "package")):
        line = headers[number] if number < len(headers) else 0
        if number == MAX_LOCKED:
            shape.fault(f"only the first {MAX_LOCKED} packages are read", line=line)
            return
        entry = shape.table(value, f"package {number + 1}")
        try:
            package = _package(entry, number, file.folder, shape)
        except ValueError as error:
            shape.fault(f"package {number + 1}: {error}", line=line)
            continue
        groups = strings(entry.get("groups")) or strings(entry.get("category"))
        tool = bool(groups) and all(map(is_development, groups))
        scope = Scope.DEVELOPMENT if tool else scope_at(file.path)
        yield package, entry, file.evidence(line), scope


def _package(entry: Mapping[str, object], number: int, folder: str, shape: Shape) -> Package:
    """Return the package of an entry from its name, version and source.

    Raises:
        ValueError: the name or the source is none.
    """
    where = f"package {number + 1}"
    name = shape.string(entry.get("name"), f"{where}.name")
    version = shape.string(entry.get("version"), f"{where}.version")
    source = shape.table(entry.get("source"), f"{where}.source")
    url = string(source.get("url"))
    match string(source.get("type")):
        case "git":
            ref = string(source.get("resolved_reference")) or string(source.get("reference"))
            return git_package(url, name=name, ref=ref)
        case "url":
            return archive_package(url, name=name)
        case "directory" | "file":
            return local_package(url, folder=folder, name=name)
        case _:
            return pypi_package(name, version)

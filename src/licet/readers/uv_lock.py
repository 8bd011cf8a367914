"""`uv.lock`: the pinned Python packages of a project and how they need each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from licet.model.bom import PRODUCT, Component, Evidence, Found, Link, Problem
from licet.model.vocabulary import Scope
from licet.readers.file_names import is_named
from licet.readers.lock_scopes import Edge, development_only
from licet.readers.opened import OpenedFile
from licet.readers.packages import (
    MAX_LOCKED,
    Package,
    archive_package,
    component,
    git_package,
    local_package,
    normal_name,
    pypi_package,
    scope_at,
    uses,
)
from licet.readers.structured import Lines, Shape, parse_toml, string

NAME: Final = "uv-lock"
LIMIT: Final = 10 * 1024 * 1024
MAX_VERSIONS: Final = 20
"""Versions of one package in one lock that a dependency may mean."""

_LOCAL: Final = ("virtual", "editable", "directory", "path")


@dataclass(frozen=True, slots=True)
class _Locked:
    """One entry: its package (the product for the project itself), its table and where it stands."""

    package: Package
    table: Mapping[str, object]
    evidence: Evidence
    name: str


def wants(path: str) -> bool:
    """Tell whether the path is one of a `uv.lock`."""
    return is_named(path, "uv.lock")


def read(file: OpenedFile) -> Found:
    """Return the pinned packages and the links between them, the product's own included."""
    document = parse_toml(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    shape = Shape(file)
    locked = tuple(_entries(file, document, shape))
    edges = tuple(dict.fromkeys(_edges(locked, shape)))
    tools = development_only([entry.package.id for entry in locked], edges)
    everything = scope_at(file.path) is Scope.DEVELOPMENT
    components: list[Component] = []
    links: list[Link] = []
    evidence = {entry.package.id: entry.evidence for entry in locked}
    for entry in locked:
        if entry.package.id != PRODUCT:
            scope = Scope.DEVELOPMENT if everything or entry.package.id in tools else Scope.RUNTIME
            components.append(component(entry.package, entry.evidence, scope=scope))
    for edge in edges:
        scope = Scope.DEVELOPMENT if edge.development or (everything and edge.source == PRODUCT) else Scope.RUNTIME
        links.append(uses(edge.source, edge.target, evidence.get(edge.source, evidence[edge.target]), scope=scope))
    return Found(components=tuple(components), links=tuple(links), problems=shape.problems)


def _entries(file: OpenedFile, document: Mapping[str, object], shape: Shape) -> Iterator[_Locked]:
    headers = Lines(file.text()).all("package")
    for number, value in enumerate(shape.items(document.get("package"), "package")):
        line = headers[number] if number < len(headers) else 0
        if number == MAX_LOCKED:
            shape.fault(f"only the first {MAX_LOCKED} packages are read", line=line)
            return
        entry = shape.table(value, f"package {number + 1}")
        name = shape.string(entry.get("name"), f"package {number + 1}.name")
        try:
            package = _package(name, entry, file.folder, shape)
        except ValueError as error:
            shape.fault(f"package {number + 1}: {error}", line=line)
            continue
        yield _Locked(package, entry, file.evidence(line), name)


def _package(name: str, entry: Mapping[str, object], folder: str, shape: Shape) -> Package:
    """Return the package of an entry; the project that the lock belongs to is the product.

    Raises:
        ValueError: the name or the source is none.
    """
    source = shape.table(entry.get("source"), f"{name}.source")
    version = shape.string(entry.get("version"), f"{name}.version")
    for key in _LOCAL:
        place = string(source.get(key))
        if place == ".":
            return Package(id=PRODUCT, name=name, version=version)
        if place:
            return local_package(place, folder=folder, name=name)
    if string(source.get("git")):
        return git_package(string(source.get("git")), name=name)
    if string(source.get("url")):
        return archive_package(string(source.get("url")), name=name)
    return pypi_package(name, version)


def _edges(locked: tuple[_Locked, ...], shape: Shape) -> Iterator[Edge]:
    """Yield what each entry needs, its extras and development groups included."""
    by_name: dict[str, list[_Locked]] = {}
    for entry in locked:
        by_name.setdefault(normal_name(entry.name), []).append(entry)
    if all(entry.package.id != PRODUCT for entry in locked):
        # The project is not among its packages: everything was locked for the product.
        yield from (Edge(PRODUCT, entry.package.id) for entry in locked)
    for entry in locked:
        for development, where, needs in _needs(entry, shape):
            for value in shape.items(needs, where):
                wanted = shape.table(value, where)
                candidates = by_name.get(normal_name(string(wanted.get("name"))), ())[:MAX_VERSIONS]
                version = string(wanted.get("version"))
                for target in candidates:
                    fits = not version or version == string(target.table.get("version"))
                    if fits and target.package.id not in {entry.package.id, PRODUCT}:
                        yield Edge(entry.package.id, target.package.id, development)


def _needs(entry: _Locked, shape: Shape) -> Iterator[tuple[bool, str, object]]:
    where = f"{entry.name}.dependencies"
    yield False, where, entry.table.get("dependencies")
    for key, development in (("optional-dependencies", False), ("dev-dependencies", True)):
        where = f"{entry.name}.{key}"
        for name, needs in shape.table(entry.table.get(key), where).items():
            yield development, f"{where}.{name}", needs

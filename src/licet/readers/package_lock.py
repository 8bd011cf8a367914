"""`package-lock.json` (versions 1 to 3) and `npm-shrinkwrap.json`: the pinned npm packages and their edges.

Source: npm documentation, `package-lock.json`; the search for a dependency goes up the folders as Node's does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from licet.model.bom import PRODUCT, Found, Problem
from licet.model.vocabulary import Scope
from licet.readers.file_names import is_named
from licet.readers.npm_fields import fault_of_license, license_claims, npm_source
from licet.readers.opened import OpenedFile
from licet.readers.packages import (
    MAX_LOCKED,
    Package,
    component,
    git_package,
    local_package,
    npm_package,
    scope_at,
    uses,
)
from licet.readers.structured import Lines, Shape, json_table, string, table

NAME: Final = "package-lock"
LIMIT: Final = 20 * 1024 * 1024
MAX_NESTING: Final = 20
"""Packages that one package may be installed below."""

_FOLDER: Final = "node_modules/"
_NEEDS: Final = ("dependencies", "optionalDependencies", "peerDependencies")
_TOOLS: Final = "devDependencies"


@dataclass(frozen=True, slots=True)
class _Entry:
    """One locked package with its place below the project (`node_modules/a/node_modules/b`; empty: the project)."""

    place: str
    table: Mapping[str, object]
    package: Package
    line: int


@dataclass(frozen=True, slots=True)
class _Edge:
    source: str
    target: str
    line: int
    scope: Scope


def wants(path: str) -> bool:
    """Tell whether the path is one of an npm lock file."""
    return is_named(path, "package-lock.json") or is_named(path, "npm-shrinkwrap.json")


def read(file: OpenedFile) -> Found:
    """Return the pinned packages with the licenses they claim, and the links between them."""
    document = json_table(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    shape, lines = Shape(file), Lines(file.text())
    raw = _modern(document, shape) if "packages" in document else _first_version(document, shape)
    entries = {entry.place: entry for entry in _entries(raw, file.folder, shape, lines)}
    floor = scope_at(file.path)
    components = []
    for entry in entries.values():
        if entry.package.id != PRODUCT and entry.table.get("link") is not True:
            fault_of_license(entry.table, shape, f"{entry.place}.")
            claims, texts = license_claims(entry.table, file, entry.line)
            scope = Scope.DEVELOPMENT if entry.table.get("dev") is True else floor
            here = file.evidence(entry.line)
            components.append(component(entry.package, here, scope=scope, claims=claims, texts=texts))
    edges = dict.fromkeys(_edges(entries, shape))
    if not any(edge.source == PRODUCT for edge in edges):
        edges |= dict.fromkeys(_roots(entries, {edge.target for edge in edges}))
    links = []
    for edge in edges:
        scope = floor if edge.source == PRODUCT and floor is Scope.DEVELOPMENT else edge.scope
        links.append(uses(edge.source, edge.target, file.evidence(edge.line), scope=scope))
    return Found(components=tuple(components), links=tuple(links), problems=shape.problems)


def _modern(document: Mapping[str, object], shape: Shape) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the places of versions 2 and 3."""
    for place, value in shape.table(document.get("packages"), "packages").items():
        yield place, shape.table(value, place or "the project")


def _first_version(
    document: Mapping[str, object], shape: Shape, below: str = ""
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield the places of version 1, whose packages are nested as their folders are."""
    for name, value in shape.table(document.get("dependencies"), f"{below}dependencies").items():
        entry = shape.table(value, f"{below}{name}")
        place = f"{below}{_FOLDER}{name}"
        needs = table(entry.get("requires"))
        yield place, {**entry, "dependencies": needs}
        yield from _first_version(entry, shape, f"{place}/")


def _entries(
    raw: Iterator[tuple[str, Mapping[str, object]]], folder: str, shape: Shape, lines: Lines
) -> Iterator[_Entry]:
    for number, (place, entry) in enumerate(raw):
        if number == MAX_LOCKED:
            shape.fault(f"only the first {MAX_LOCKED} packages are read")
            return
        line = lines.first(place) or lines.first(place.rpartition(_FOLDER)[2])
        if place.count(_FOLDER) > MAX_NESTING:
            shape.fault(f"not read: a package below more than {MAX_NESTING} others", line=line)
            continue
        try:
            package = _package(place, entry, folder)
        except ValueError as error:
            shape.fault(str(error), line=line)
            continue
        yield _Entry(place, entry, package, line)


def _package(place: str, entry: Mapping[str, object], folder: str) -> Package:
    """Return the package at a place; the project itself is the product, a workspace is what its folder holds.

    Raises:
        ValueError: the name or the source is none.
    """
    if not place:
        return Package(id=PRODUCT, name="")
    installed = place.rpartition(_FOLDER)[2]
    name = string(entry.get("name")) or installed
    version, resolved = string(entry.get("version")), string(entry.get("resolved"))
    if entry.get("link") is True:
        return local_package(resolved, folder=folder, name=name)
    if _FOLDER not in place:
        return local_package(place, folder=folder, name=name)
    if resolved.startswith("git"):
        return git_package(resolved)
    if ":" in version:
        return npm_source(name, version, folder)
    return npm_package(name, version)


def _edges(entries: Mapping[str, _Entry], shape: Shape) -> Iterator[_Edge]:
    """Yield what each package needs, found as Node finds it: below the package first, then further up."""
    for entry in entries.values():
        fields = _NEEDS if _FOLDER in entry.place else (*_NEEDS, _TOOLS)
        for field in fields:
            scope = Scope.DEVELOPMENT if field == _TOOLS else Scope.RUNTIME
            where = f"{entry.place or 'the project'}.{field}"
            for name in shape.table(entry.table.get(field), where):
                target = _find(entry.place, name, entries)
                if target and target.package.id not in {entry.package.id, PRODUCT}:
                    yield _Edge(entry.package.id, target.package.id, entry.line, scope)


def _roots(entries: Mapping[str, _Entry], needed: set[str]) -> Iterator[_Edge]:
    """Yield links from the product to what nothing else needs: version 1 does not say what the project needs."""
    known = needed | {PRODUCT}
    for entry in entries.values():
        if entry.package.id not in known:
            scope = Scope.DEVELOPMENT if entry.table.get("dev") is True else Scope.RUNTIME
            yield _Edge(PRODUCT, entry.package.id, entry.line, scope)


def _find(place: str, name: str, entries: Mapping[str, _Entry]) -> _Entry | None:
    below = place
    while below:
        found = entries.get(f"{below}/{_FOLDER}{name}")
        if found:
            return found
        below = below.rpartition(f"/{_FOLDER}")[0]
    return entries.get(f"{_FOLDER}{name}")

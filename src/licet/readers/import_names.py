"""The Python packages that a project imports and no manifest of it lists.

Source: the tables say which package a module comes from; a module of the project itself, or of Python's own library, is
none. A name that the tables do not know is no package here: it may be the project's, or made when it is built.
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Imported, Link
from licet.model.vocabulary import Scope
from licet.readers.idioms import read_table
from licet.readers.packages import component, normal_name, pypi_package, uses
from licet.readers.structured import strings, table

MAX_EVIDENCE: Final = 8
"""Places kept for one package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    distributions: Mapping[str, tuple[str, ...]]
    standard: frozenset[str]


@cache
def _tables() -> _Table:
    document = read_table("imports")
    known: dict[str, tuple[str, ...]] = {name: (normal_name(name),) for name in strings(document["same"])}
    known |= {name: strings(value) for name, value in table(document["distributions"]).items()}
    gone = strings(table(document["special"])["standard"])
    return _Table(distributions=known, standard=frozenset({*sys.stdlib_module_names, *gone}))


def unlisted(imports: Iterable[Imported], components: Iterable[Component], paths: Iterable[str]) -> Found:
    """Return the packages behind imports, without those that are listed already and the project's own modules."""
    listed = frozenset(name for part in components for name in _package_names(part))
    own = _own_modules(paths)
    found: dict[str, list[Imported]] = {}
    for one in imports:
        names = _distributions(one.name)
        top = one.name.partition(".")[0]
        if names and top not in own and top not in _tables().standard and listed.isdisjoint(names):
            found.setdefault(names[0], []).append(one)
    parts: list[Component] = []
    links: list[Link] = []
    for name, seen in sorted(found.items()):
        places = sorted({one.evidence for one in seen}, key=lambda place: (place.path, place.line))[:MAX_EVIDENCE]
        scope = Scope.RUNTIME if any(one.scope is Scope.RUNTIME for one in seen) else Scope.DEVELOPMENT
        package = pypi_package(name)
        parts.append(replace(component(package, places[0], scope=scope), evidence=tuple(places)))
        links.append(uses(PRODUCT, package.id, places[0], scope=scope))
    return Found(components=tuple(parts), links=tuple(links))


def _distributions(name: str) -> tuple[str, ...]:
    """Return the packages that a module can come from, by the longest beginning of its name that is known."""
    parts = name.split(".")
    for count in range(min(len(parts), 3), 0, -1):
        known = _tables().distributions.get(".".join(parts[:count]))
        if known is not None:
            return known
    return ()


def _package_names(part: Component) -> Iterable[str]:
    for name in (part.id, part.purl, *part.aliases):
        if name.startswith("pkg:pypi/"):
            yield name.removeprefix("pkg:pypi/").partition("@")[0].partition("?")[0]
        elif name.startswith(("pkg:github/", "pkg:gitlab/")):
            yield normal_name(name.rpartition("/")[2].partition("@")[0].partition("#")[0])
    if part.id == PRODUCT and part.name:
        yield normal_name(part.name)


def _own_modules(paths: Iterable[str]) -> frozenset[str]:
    """Return the names of the project's own modules: its Python files, and the folders that hold some."""
    own: set[str] = set()
    for path in paths:
        if path.endswith((".py", ".pyi", ".pyx")):
            *folders, name = path.split("/")
            own.add(name.partition(".")[0])
            own.update(folders)
    return frozenset(own)

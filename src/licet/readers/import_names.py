"""The Python packages that a project imports and no manifest of it lists.

Source: the tables say which package a module comes from; a module of the project itself, or of Python's own library, is
none. A name that the tables do not know is no package here, since its license would be looked up under a guessed name:
it is told, in one note for the whole project.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Imported, Link, Problem
from licet.model.vocabulary import Scope
from licet.readers.idioms import read_table
from licet.readers.packages import component, normal_name, pypi_package, uses
from licet.readers.structured import strings, table

MAX_EVIDENCE: Final = 8
"""Places kept for one package."""
MAX_TOLD: Final = 8
"""Unknown modules that are told by their names."""

_SHORTEST: Final = 3
"""Letters of a module's name that mean something within the name of a package."""
_OWN_ENDINGS: Final = (".py", ".pyi", ".pyx", ".ipynb", ".so", ".pyd", ".cpp", ".cu", ".rs")
"""Files that modules are, or are built from."""
_MADE: Final = re.compile(r"_.*|.*_pb2(?:_grpc)?|test|tests|setup|conftest|version|builtins")
"""Names of modules that are made when the project is built or run, and of those of Python."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    distributions: Mapping[str, tuple[str, ...]]
    standard: frozenset[str]
    hosts: frozenset[str]


@cache
def _tables() -> _Table:
    document = read_table("imports")
    known: dict[str, tuple[str, ...]] = {name: (normal_name(name),) for name in strings(document["same"])}
    known |= {name: strings(value) for name, value in table(document["distributions"]).items()}
    special = table(document["special"])
    standard = frozenset({*sys.stdlib_module_names, *strings(special["standard"])})
    return _Table(distributions=known, standard=standard, hosts=frozenset(strings(special["hosts"])))


def unlisted(imports: Iterable[Imported], components: Iterable[Component], paths: Iterable[str]) -> Found:
    """Return the packages behind imports, without those that are listed already and the project's own modules.

    What no package is known for is one note.
    """
    listed = frozenset(name for part in components for name in _package_names(part))
    none = _own_modules(paths) | _tables().standard
    found: dict[str, list[Imported]] = {}
    unknown: dict[str, Imported] = {}
    for one in imports:
        names = _distributions(one.name)
        top = one.name.partition(".")[0]
        if top in none:
            continue
        if names and listed.isdisjoint(names):
            found.setdefault(names[0], []).append(one)
        elif not names and one.scope is Scope.RUNTIME and _tables().hosts.isdisjoint(_beginnings(one.name)):
            unknown.setdefault(top, one)
    parts: list[Component] = []
    links: list[Link] = []
    for name, seen in sorted(found.items()):
        places = sorted({one.evidence for one in seen}, key=lambda place: (place.path, place.line))[:MAX_EVIDENCE]
        scope = Scope.RUNTIME if any(one.scope is Scope.RUNTIME for one in seen) else Scope.DEVELOPMENT
        package = pypi_package(name)
        parts.append(replace(component(package, places[0], scope=scope), evidence=tuple(places)))
        links.append(uses(PRODUCT, package.id, places[0], scope=scope))
    return Found(components=tuple(parts), links=tuple(links), problems=_told(unknown, listed))


def _told(unknown: Mapping[str, Imported], listed: frozenset[str]) -> tuple[Problem, ...]:
    """Return one note on the modules that no known and no listed package explains; it names the first few."""
    squeezed = [name.replace("-", "") for name in listed]
    open_names = sorted(name for name in unknown if not _MADE.fullmatch(name) and not _explained(name, squeezed))
    if not open_names:
        return ()
    shown = ", ".join(f"{name[:60]} ({unknown[name].evidence})"[:160] for name in open_names[:MAX_TOLD])
    more = f" and {len(open_names) - MAX_TOLD} more" if len(open_names) > MAX_TOLD else ""
    first = unknown[open_names[0]].evidence
    return (
        Problem(
            path=first.path,
            line=first.line,
            reason=f"imported, and of no package that is listed or known: {shown}{more}",
            hides=False,
            hint="list their packages in a manifest, or state them in licet.toml",
        ),
    )


def _explained(module: str, squeezed: Iterable[str]) -> bool:
    """Whether a listed package may hold a module by its name, as `python-dateutil` holds `dateutil`."""
    name = normal_name(module).replace("-", "")
    return any(name == one or (len(name) >= _SHORTEST and name in one) for one in squeezed)


def _distributions(name: str) -> tuple[str, ...]:
    """Return the packages that a module can come from, by the longest beginning of its name that is known."""
    known = _tables().distributions
    return next((known[one] for one in _beginnings(name) if one in known), ())


def _beginnings(name: str) -> list[str]:
    """Return the beginnings of a dotted name, of three parts at most, the longest first."""
    parts = name.split(".")
    return [".".join(parts[:count]) for count in range(min(len(parts), 3), 0, -1)]


def _package_names(part: Component) -> Iterable[str]:
    for name in (part.id, part.purl, *part.aliases):
        if name.startswith("pkg:pypi/"):
            yield name.removeprefix("pkg:pypi/").partition("@")[0].partition("?")[0]
        elif name.startswith(("pkg:github/", "pkg:gitlab/")):
            yield normal_name(name.rpartition("/")[2].partition("@")[0].partition("#")[0])
    if part.id == PRODUCT and part.name:
        yield normal_name(part.name)


def _own_modules(paths: Iterable[str]) -> frozenset[str]:
    """Return the names of the project's own modules: files that are some or are built to be, and their folders."""
    own: set[str] = set()
    for path in paths:
        if path.endswith(_OWN_ENDINGS):
            *folders, name = path.split("/")
            own.add(name.partition(".")[0])
            own.update(folders)
    return frozenset(own)

"""Packages as components: their purls, where git and archives lead, and the link from who uses them.

Source: purl specification (types pypi, npm, github, gitlab, bitbucket), PEP 503 (normal names of Python packages).
"""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote, urlsplit

from licet.model.bom import PRODUCT, Claim, Component, Evidence, Found, LicenseText, Link, Problem
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers.hub_ids import file_identity, model_identity
from licet.readers.masking import mask
from licet.readers.opened import OpenedFile

MAX_NAME: Final = 214
"""Characters of a package's name (the limit of npm, which is the longer one)."""
MAX_VERSION: Final = 200
MAX_NEEDS: Final = 20_000
"""Dependencies of one manifest."""
MAX_LOCKED: Final = 50_000
"""Packages of one lock file."""

_PYPI_NAME: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?", re.ASCII)
_RUNS: Final = re.compile(r"[-_.]+")
_WORDS: Final = re.compile(r"[a-z]+")
_SCP: Final = re.compile(r"(?:[\w.-]{1,100}@)?([\w.-]{1,200}):([^/:][^:]{0,500})", re.ASCII)
_WHEEL: Final = re.compile(r"([A-Za-z0-9._]{1,200})-([A-Za-z0-9._+!]{1,100})-[A-Za-z0-9._-]{1,300}\.whl", re.ASCII)
_FORGES: Final = {"github.com": "github", "gitlab.com": "gitlab", "bitbucket.org": "bitbucket"}
# The models that are released as Python wheels, told from libraries by the repository that releases them.
_MODEL_WHEELS: Final = ("github.com/explosion/spacy-models/",)
_DEVELOPMENT: Final = frozenset(
    {
        *("bench", "benchmark", "benchmarks", "ci", "coverage", "dev", "devel", "develop", "development"),
        *("doc", "docs", "documentation", "lint", "linting", "linters", "precommit"),
        *("test", "tests", "testing", "typecheck", "typing"),
    }
)
_DEVELOPMENT_FOLDERS: Final = frozenset(
    {
        ".github",
        "__tests__",
        "bench",
        "benchmark",
        "benchmarks",
        "ci",
        "doc",
        "docs",
        "e2e",
        "fixtures",
        "test",
        "tests",
    }
)

_EXAMPLE_FOLDERS: Final = frozenset({"demos", "example", "examples", "sample", "samples", "tutorial", "tutorials"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Which package a manifest means; `note` says under what condition."""

    id: str
    name: str
    version: str = ""
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.LIBRARY
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One dependency as a manifest states it."""

    package: Package
    line: int
    scope: Scope = Scope.RUNTIME


def pypi_package(name: str, version: str = "") -> Package:
    """Return a package of the Python index.

    Raises:
        ValueError: the name is none (PEP 508), or too long.
    """
    if not _PYPI_NAME.fullmatch(name) or len(name) > MAX_NAME:
        raise ValueError(f"{shown(name)} is no name of a Python package")
    return Package(id=_purl("pypi", "", normal_name(name), version), name=name, version=version)


def normal_name(name: str) -> str:
    """Return the normal form of a Python package's name (PEP 503)."""
    return _RUNS.sub("-", name).lower()


def npm_package(name: str, version: str = "") -> Package:
    """Return a package of the npm registry; `name` may have a scope (`@scope/name`).

    Raises:
        ValueError: the name is none, or too long.
    """
    scope, slash, bare = name.rpartition("/")
    scoped = scope.startswith("@") and len(scope) > 1 and "/" not in scope if slash else not bare.startswith("@")
    if not scoped or not bare.strip(".") or len(name) > MAX_NAME or not name.isprintable() or " " in name:
        raise ValueError(f"{shown(name)} is no name of an npm package")
    return Package(id=_purl("npm", scope, bare, version), name=name, version=version)


def git_package(address: str, *, name: str = "", ref: str = "") -> Package:
    """Return the package in a git repository; a branch, tag or commit in the address is its version.

    `name` is the name under which Python installs it.

    Understands `git+https://host/owner/name.git@ref#egg=name`, `git@host:owner/name.git`, and the `?rev=` and
    `#commit` of lock files. User names, passwords and tokens are dropped.

    Raises:
        ValueError: the address names no repository.
    """
    bare, _, fragment = address.removeprefix("git+").partition("#")
    scp = _SCP.fullmatch(bare.removeprefix("ssh://"))
    parts = urlsplit(f"ssh://{scp[1]}/{scp[2]}" if scp and "://" not in scp[0] else bare)
    host = (parts.hostname or "").lower()
    path, _, pinned = parts.path.strip("/").partition("@")
    path = unquote(path).removesuffix("/").removesuffix(".git")
    if not host or not path or not path.isprintable():
        raise ValueError("the address names no git repository")
    version = (ref or _ref(parts.query, fragment) or pinned)[:MAX_VERSION]
    owner, _, repository = path.rpartition("/")
    if host in _FORGES and owner and repository:
        identity = _purl(_FORGES[host], owner, repository, version)
    else:
        identity = model_identity(f"https://{host}/{path}", revision=version).id
    if not identity:
        raise ValueError("the address names no git repository")
    aliases = (pypi_package(name).id,) if name else ()
    return Package(id=identity, name=name or repository, version=version, aliases=aliases)


def archive_package(address: str, *, name: str = "") -> Package:
    """Return the package in an archive at an address; a wheel's file name tells its name and version.

    Raises:
        ValueError: the address names no file.
    """
    parts = urlsplit(address)
    identity = model_identity(f"{parts.scheme}://{(parts.hostname or '').lower()}{unquote(parts.path)}").id
    if not parts.hostname or not identity:
        raise ValueError("the address names no file")
    wheel = _WHEEL.fullmatch(posixpath.basename(unquote(parts.path)))
    found = Package(id=identity, name=name or posixpath.basename(unquote(parts.path)))
    if not wheel:
        return found
    found = replace(found, name=wheel[1], version=wheel[2])
    if any(place in identity for place in _MODEL_WHEELS):
        return replace(found, kind=Kind.MODEL, aliases=(f"spacy:{wheel[1]}",))
    return replace(found, aliases=(pypi_package(wheel[1], wheel[2]).id,))


def local_package(path: str, *, folder: str, name: str = "") -> Package:
    """Return the package at a path of the machine, relative to `folder`; the root's own is the product.

    Raises:
        ValueError: the path leaves the project.
    """
    identity = file_identity(path, folder=folder)
    if not identity.id:
        raise ValueError("a local path outside the project is not read")
    return Package(id=identity.id, name=name or posixpath.basename(identity.name))


def conditional(package: Package, note: str) -> Package:
    """Return the package with a condition noted."""
    return replace(package, note=mask(note)[:MAX_VERSION]) if note else package


def is_development(group: str) -> bool:
    """Tell whether a group of dependencies, by its name, serves development alone."""
    return not _DEVELOPMENT.isdisjoint(_WORDS.findall(group.lower()))


def scope_at(path: str) -> Scope:
    """Return the scope that a manifest gives its dependencies: those of tests and documentation are development."""
    folders = path.lower().split("/")[:-1]
    return Scope.RUNTIME if _DEVELOPMENT_FOLDERS.isdisjoint(folders) else Scope.DEVELOPMENT


def place_scope(path: str) -> Scope:
    """Return the scope that a program's place gives what it loads: examples, like tests, are no part of what runs."""
    folders = path.lower().split("/")[:-1]
    return scope_at(path) if _EXAMPLE_FOLDERS.isdisjoint(folders) else Scope.DEVELOPMENT


def component(
    package: Package,
    evidence: Evidence,
    *,
    scope: Scope = Scope.RUNTIME,
    claims: tuple[Claim, ...] = (),
    texts: tuple[LicenseText, ...] = (),
) -> Component:
    """Return the component that a package is."""
    return Component(
        id=package.id,
        kind=package.kind,
        name=package.name,
        version=package.version,
        purl=package.id if package.id.startswith("pkg:") else "",
        aliases=package.aliases,
        scope=scope,
        claims=claims,
        texts=texts,
        evidence=(evidence,),
    )


def uses(source: str, target: str, evidence: Evidence, *, scope: Scope = Scope.RUNTIME) -> Link:
    """Return the link of a part to the package it imports, or only builds and tests with."""
    how = How.BUILDS_WITH if scope is Scope.DEVELOPMENT else How.LINKS
    facts = {"how": "import"} if how is How.LINKS else {}
    return Link(source=source, how=how, target=target, basis=Basis.OBSERVED, facts=facts, evidence=(evidence,))


def needed_by(source: str, file: OpenedFile, needs: Iterable[Need]) -> Found:
    """Return the components that a part needs, with the links to them; the product does not need itself."""
    components: list[Component] = []
    links: list[Link] = []
    floor = scope_at(file.path)
    for count, need in enumerate(needs):
        if count == MAX_NEEDS:
            too_many = Problem(
                path=file.path, line=need.line, reason=f"only the first {MAX_NEEDS} dependencies are read"
            )
            return Found(components=tuple(components), links=tuple(links), problems=(too_many,))
        scope = Scope.DEVELOPMENT if floor is Scope.DEVELOPMENT else need.scope
        evidence = file.evidence(need.line, need.package.note)
        if need.package.id not in {source, PRODUCT}:
            components.append(component(need.package, evidence, scope=scope))
            links.append(uses(source, need.package.id, evidence, scope=scope))
    return Found(components=tuple(components), links=tuple(links))


def shown(text: str) -> str:
    """Return a text of a manifest as it may stand in a problem: masked, in one line, bounded."""
    single = " ".join(mask(text).split())
    return f"'{single}'" if len(single) <= 80 else f"'{single[:77]}...'"  # noqa: PLR2004 - a terminal's width


def _purl(kind: str, namespace: str, name: str, version: str) -> str:
    from packageurl import PackageURL  # noqa: PLC0415 - a project without packages does not pay for it

    return PackageURL(
        type=kind, namespace=namespace or None, name=name, version=version[:MAX_VERSION] or None
    ).to_string()


def _ref(query: str, fragment: str) -> str:
    """Return what a lock file pins: the commit after `#` (no range of npm), else the value of rev, tag or branch."""
    if fragment and "=" not in fragment and not fragment.startswith("semver:"):
        return fragment
    values = dict(pair.partition("=")[::2] for pair in query.split("&"))
    return unquote(values.get("rev") or values.get("tag") or values.get("branch") or "")

"""`pnpm-lock.yaml` (versions 5 to 9): the pinned npm packages and their edges.

Source: pnpm's lock file specification (`importers`, `packages`, `snapshots`; keys `/name/1.0`, `/name@1.0`, `name@1.0`,
with the peers of a package in parentheses or behind an underscore).
"""

import re
from collections.abc import Iterator
from typing import Final

from licet.model.bom import Found, Problem
from licet.readers.file_names import is_named
from licet.readers.locked import Locked, graph
from licet.readers.nodes import Node, yaml_documents
from licet.readers.npm_fields import npm_source
from licet.readers.opened import OpenedFile
from licet.readers.packages import MAX_LOCKED, Package, npm_package
from licet.readers.structured import MAX_FAULTS

NAME: Final = "pnpm-lock"
LIMIT: Final = 8 * 1024 * 1024

_NEEDS: Final = ("dependencies", "optionalDependencies")
_TOOLS: Final = "devDependencies"
_OLDER: Final = re.compile(r"(@[^/@]{1,200}/[^/@]{1,200}|[^/@]{1,200})/(\d[^_/(]{0,200})")
"""Keys of version 5."""


def wants(path: str) -> bool:
    """Tell whether the path is one of a `pnpm-lock.yaml`."""
    return is_named(path, "pnpm-lock.yaml")


def read(file: OpenedFile) -> Found:
    """Return the pinned packages and the links between them, those of the product and its workspaces included."""
    documents = yaml_documents(file)
    if isinstance(documents, Problem):
        return Found(problems=(documents,))
    document = next((one for one in documents if one.get("lockfileVersion")), None)
    if document is None:
        return file.problem("is no lock file of pnpm: it has no lockfileVersion")
    problems: list[Problem] = []
    return graph(file, _entries(file, document, problems), roots=_roots(document), problems=problems)


def _entries(file: OpenedFile, document: Node, problems: list[Problem]) -> list[Locked]:
    found: list[Locked] = []
    snapshots = document.get("snapshots")
    needs_of: dict[str, list[str]] = {}
    for key, entry in snapshots.table.items():
        needs_of.setdefault(_bare(key), []).extend(_needs(entry))
    for key, entry in list(document.get("packages").table.items())[:MAX_LOCKED]:
        bare = _bare(key)
        try:
            package = _package(bare, entry, file.folder)
        except ValueError as error:
            if len(problems) < MAX_FAULTS:
                problems.append(Problem(path=file.path, line=entry.line, reason=str(error)))
            continue
        needs = (*needs_of.get(bare, ()), *_needs(entry))
        # The line of the key stands above that of its table.
        found.append(Locked(package=package, keys=(bare,), needs=needs, line=max(entry.line - 1, 1)))
    return found


def _package(bare: str, entry: Node, folder: str) -> Package:
    """Return the package of a key.

    Raises:
        ValueError: it names none.
    """
    name, version = _split(bare)
    name = entry.get("name").text or name
    version = entry.get("version").text or version
    if ":" in version or "/" in version:
        return npm_source(name, version, folder)
    return npm_package(name, version)


def _needs(entry: Node) -> Iterator[str]:
    for field in _NEEDS:
        for name, version in entry.get(field).table.items():
            yield _key(name, version.text)


def _roots(document: Node) -> list[tuple[str, bool]]:
    importers = [one for _, one in sorted(document.get("importers").table.items())] or [document]
    found: list[tuple[str, bool]] = []
    for importer in importers:
        for field in (*_NEEDS, _TOOLS):
            for name, value in importer.get(field).table.items():
                version = value.get("version").text or value.text
                if not version.startswith("link:"):
                    found.append((_key(name, version), field == _TOOLS))
    return found


def _key(name: str, version: str) -> str:
    """Return the key of what a dependency means; an alias has the whole key in the place of the version."""
    bare = _bare(version)
    if bare.startswith(("http:", "https:", "file:", "git")) or "/" in bare.removeprefix("@").partition("/")[2]:
        return bare if "@" in bare.removeprefix("@") else f"{name}@{bare}"
    if "@" in bare.removeprefix("@"):
        return bare
    return f"{name}@{bare}"


def _bare(key: str) -> str:
    """Return a key without its peers and in the form `name@version`."""
    bare = key.removeprefix("/").partition("(")[0]
    older = _OLDER.match(bare)
    if older:
        return f"{older[1]}@{older[2]}"
    return bare.partition("_")[0] if bare[:1].isdigit() else bare


def _split(bare: str) -> tuple[str, str]:
    at = bare.find("@", 1)
    return (bare[:at], bare[at + 1 :]) if at > 0 else (bare, "")

"""`yarn.lock`, of yarn 1 and of its later versions: the pinned npm packages and their edges.

Source: yarn's lock file formats (a format of its own in version 1; YAML with `__metadata` and `resolution` later).
"""

import re
from collections.abc import Iterator
from typing import Final

from licet.model.bom import Found, Problem
from licet.readers.file_names import is_named
from licet.readers.locked import Locked, graph
from licet.readers.nodes import Node, yaml_document
from licet.readers.npm_fields import npm_source
from licet.readers.opened import OpenedFile
from licet.readers.packages import MAX_LOCKED, Package, npm_package, shown
from licet.readers.structured import MAX_FAULTS, not_text

NAME: Final = "yarn-lock"
LIMIT: Final = 8 * 1024 * 1024

_PAIR: Final = re.compile(r"""[ ]{4}("[^"]{1,300}"|[^\s"]{1,300})[ ]("[^"]{0,500}"|\S{0,500})""")
_FIELD: Final = re.compile(r"""[ ]{2}([A-Za-z]{1,30})[ ]("[^"]{0,2000}"|\S{0,2000})""")
_NEEDS: Final = frozenset({"dependencies:", "optionalDependencies:"})
_ROOT: Final = "workspace:"


def wants(path: str) -> bool:
    """Tell whether the path is one of a `yarn.lock`."""
    return is_named(path, "yarn.lock")


def read(file: OpenedFile) -> Found:
    """Return the pinned packages and the links between them."""
    try:
        text = file.text()
    except UnicodeDecodeError:
        return Found(problems=(not_text(file),))
    problems: list[Problem] = []
    if "__metadata:" in text:
        document = yaml_document(file)
        if isinstance(document, Problem):
            return Found(problems=(document,))
        entries, roots = _later(file, document, problems)
        return graph(file, entries, roots=roots or None, problems=problems)
    if "# yarn lockfile v1" not in text and "\n  resolved " not in text:
        return file.problem("is no lock file of yarn")
    return graph(file, _first(file, text, problems), problems=problems)


# -- version 1 --------------------------------------------------------------------------------------------------------


def _first(file: OpenedFile, text: str, problems: list[Problem]) -> list[Locked]:
    """Read the blocks of version 1: a line of specifications, then fields, then tables two steps further in."""
    found: list[Locked] = []
    for specs, fields, needs, line in _blocks(text):
        at = specs[0].find("@", 1)
        name = specs[0][:at] if at > 0 else ""
        try:
            package = _package(name, specs[0], fields.get("version", ""), file.folder)
        except ValueError as error:
            if len(problems) < MAX_FAULTS:
                problems.append(Problem(path=file.path, line=line, reason=str(error)))
            continue
        found.append(Locked(package=package, keys=tuple(specs), needs=tuple(needs), line=line))
        if len(found) == MAX_LOCKED:
            break
    return found


def _package(name: str, spec: str, version: str, folder: str) -> Package:
    """Return the package of a block: of the registry, or from where its specification says.

    Raises:
        ValueError: it names none.
    """
    wanted = spec[len(name) + 1 :]
    if wanted.startswith("npm:") and "@" in wanted[5:]:
        name = wanted.removeprefix("npm:").rpartition("@")[0]
    elif ":" in wanted and not wanted.startswith("npm:"):
        return npm_source(name, wanted, folder)
    if not name:
        raise ValueError(f"{shown(spec)} is no name of an npm package")
    return npm_package(name, version)


def _blocks(text: str) -> Iterator[tuple[list[str], dict[str, str], list[str], int]]:
    specs: list[str] = []
    fields: dict[str, str] = {}
    needs: list[str] = []
    start, within = 0, ""
    for number, line in enumerate((*text.split("\n"), "end:"), 1):
        if line[:1] not in {" ", "#", ""} and line.endswith(":"):
            if specs:
                yield specs, fields, needs, start
            specs = [one.strip().strip('"') for one in line[:-1].split(", ")]
            fields, needs, start, within = {}, [], number, ""
        elif line.startswith("    ") and within in _NEEDS:
            pair = _PAIR.fullmatch(line)
            if pair:
                needs.append(f"{pair[1].strip(chr(34))}@{pair[2].strip(chr(34))}")
        elif line.startswith("  "):
            field = _FIELD.fullmatch(line)
            within = line.strip()
            if field:
                fields[field[1]] = field[2].strip('"')


# -- later versions ---------------------------------------------------------------------------------------------------


def _later(file: OpenedFile, document: Node, problems: list[Problem]) -> tuple[list[Locked], list[tuple[str, bool]]]:
    found: list[Locked] = []
    roots: list[tuple[str, bool]] = []
    for key, entry in list(document.table.items())[: MAX_LOCKED + 1]:
        if key == "__metadata":
            continue
        needs = tuple(_wanted(entry))
        resolution = entry.get("resolution").text
        if f"@{_ROOT}" in resolution:
            # The project and its workspaces: what they need is the product's, and a lock does not tell tools apart.
            roots += [(need, False) for need in needs]
            continue
        specs = tuple(one.strip() for one in key.split(", "))
        try:
            package = _resolved(resolution, entry, file.folder)
        except ValueError as error:
            if len(problems) < MAX_FAULTS:
                problems.append(Problem(path=file.path, line=entry.line, reason=str(error)))
            continue
        found.append(Locked(package=package, keys=specs, needs=needs, line=max(entry.line - 1, 1)))
    return found, roots


def _wanted(entry: Node) -> Iterator[str]:
    for field in ("dependencies", "optionalDependencies"):
        for name, wanted in entry.get(field).table.items():
            # The specifications of later versions name the registry, those of dependencies may leave it out.
            yield f"{name}@{wanted.text}"
            if ":" not in wanted.text:
                yield f"{name}@npm:{wanted.text}"


def _resolved(resolution: str, entry: Node, folder: str) -> Package:
    """Return the package of an entry.

    Raises:
        ValueError: it names none.
    """
    at = resolution.find("@", 1)
    name, source = (resolution[:at], resolution[at + 1 :]) if at > 0 else ("", "")
    if source.startswith("npm:") or not source:
        return npm_package(name, entry.get("version").text)
    if source.startswith("patch:"):
        return npm_package(name, entry.get("version").text)
    return npm_source(name, source, folder)

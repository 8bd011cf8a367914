"""`pylock.toml`: the pinned Python packages of a project in the form that all tools share.

Source: PyPA specification `pylock.toml` (PEP 751).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from licet.model.bom import PRODUCT, Found, Problem
from licet.readers.locked import Locked, graph
from licet.readers.opened import OpenedFile
from licet.readers.packages import (
    MAX_LOCKED,
    Package,
    archive_package,
    conditional,
    git_package,
    local_package,
    normal_name,
    pypi_package,
)
from licet.readers.structured import Lines, Shape, items, parse_toml, string, table

NAME: Final = "pylock"
LIMIT: Final = 10 * 1024 * 1024

_NAME: Final = re.compile(r"(?:.*[_-])?pylock(?:\.[^.]{1,100})?\.toml")


def wants(path: str) -> bool:
    """Tell whether the path is one of a `pylock.toml` or `pylock.<name>.toml`."""
    return bool(_NAME.fullmatch(path.lower().rpartition("/")[2][:200]))


def read(file: OpenedFile) -> Found:
    """Return the pinned packages and the links between them."""
    document = parse_toml(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    shape = Shape(file)
    found = graph(file, _entries(file, document, shape))
    return Found(components=found.components, links=found.links, problems=shape.problems)


def _entries(file: OpenedFile, document: Mapping[str, object], shape: Shape) -> Iterator[Locked]:
    headers = Lines(file.text()).all("packages")
    for number, value in enumerate(shape.items(document.get("packages"), "packages")[:MAX_LOCKED]):
        line = headers[number] if number < len(headers) else 0
        entry = shape.table(value, f"package {number + 1}")
        name = shape.string(entry.get("name"), f"package {number + 1}.name")
        try:
            package = conditional(_package(name, entry, file.folder), _condition(entry))
        except ValueError as error:
            shape.fault(f"package {number + 1}: {error}", line=line)
            continue
        needs = (normal_name(string(table(one).get("name"))) for one in items(entry.get("dependencies")))
        yield Locked(package=package, keys=(normal_name(name),), needs=tuple(needs), line=line)


def _condition(entry: Mapping[str, object]) -> str:
    marker = string(entry.get("marker"))
    return f"if {marker}" if marker else ""


def _package(name: str, entry: Mapping[str, object], folder: str) -> Package:
    """Return the package of an entry from its name, version and source.

    Raises:
        ValueError: the name or the source is none.
    """
    vcs, archive = table(entry.get("vcs")), table(entry.get("archive"))
    directory = string(table(entry.get("directory")).get("path")) or string(archive.get("path"))
    if string(vcs.get("url")):
        return git_package(string(vcs.get("url")), name=name, ref=string(vcs.get("commit-id")))
    if string(archive.get("url")):
        return archive_package(string(archive.get("url")), name=name)
    if directory == ".":
        return Package(id=PRODUCT, name=name)
    if directory:
        return local_package(directory, folder=folder, name=name)
    return pypi_package(name, string(entry.get("version")))

"""`.gitmodules`: repositories that a project holds in folders of its own.

Source: git documentation, gitmodules (`path`, `url`). Only what the file says is read; nothing is fetched.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Link, Problem
from licet.model.vocabulary import Basis, How, Kind
from licet.readers.hub_ids import file_identity, model_identity
from licet.readers.opened import OpenedFile
from licet.readers.packages import git_package
from licet.readers.parts import merged
from licet.readers.structured import MAX_FAULTS, not_text

NAME: Final = "gitmodules"
LIMIT: Final = 512 * 1024
MAY_BE_EMPTY: Final = True

MAX_MODULES: Final = 2_000

_SECTION: Final = re.compile(r'[ \t]*\[submodule "([^"]{1,500})"\][ \t]*')
_PAIR: Final = re.compile(r"[ \t]*(path|url)[ \t]*=[ \t]*(.{1,1000}?)[ \t]*")


def wants(path: str) -> bool:
    """Tell whether a file lists submodules, by its name."""
    return path.rpartition("/")[2].endswith(".gitmodules")


def read(file: OpenedFile) -> Found:
    """Return each submodule as a part that the product bundles."""
    try:
        text = file.text()
    except UnicodeDecodeError:
        return Found(problems=(not_text(file),))
    parts: list[tuple[Component, Link | None]] = []
    problems: list[Problem] = []
    for name, values, line in _sections(text):
        part = _part(file, name, values, line)
        if isinstance(part, Problem):
            problems.append(part)
        else:
            here = part.evidence
            parts.append(
                (part, Link(source=PRODUCT, how=How.BUNDLES, target=part.id, basis=Basis.OBSERVED, evidence=here))
            )
    if not parts and not problems and text.strip():
        return file.problem("lists no submodule that can be read")
    return merged(parts, problems[:MAX_FAULTS])


def _sections(text: str) -> Iterator[tuple[str, dict[str, str], int]]:
    name, values, start, count = "", dict[str, str](), 0, 0
    for number, line in enumerate((*text.split("\n"), '[submodule "end"]'), 1):
        opened, pair = _SECTION.fullmatch(line), _PAIR.fullmatch(line)
        if opened:
            if name and count < MAX_MODULES:
                yield name, values, start
            name, values, start, count = opened[1], {}, number, count + 1
        elif pair and name:
            values[pair[1]] = pair[2]


def _part(file: OpenedFile, name: str, values: dict[str, str], line: int) -> Component | Problem:
    url, here = values.get("url", ""), file.evidence(line)
    place = file_identity(values.get("path", name), folder=file.folder)
    aliases = (place.id,) if place.id and place.id != PRODUCT else ()
    hub = model_identity(url.removesuffix(".git")) if "://" in url else None
    if hub and (hub.purl or hub.id.startswith("hf:datasets/")):
        kind = Kind.DATASET if hub.id.startswith("hf:") else Kind.MODEL
        return Component(id=hub.id, kind=kind, name=hub.name, purl=hub.purl, aliases=aliases, evidence=(here,))
    try:
        package = git_package(url)
    except ValueError as error:
        if aliases and url.startswith((".", "/")):
            # A repository beside this one, whose home is not known here.
            return Component(id=place.id, kind=Kind.LIBRARY, name=posixpath.basename(place.name), evidence=(here,))
        return Problem(path=file.path, line=line, reason=f"a submodule: {error}")
    purl = package.id if package.id.startswith("pkg:") else ""
    return Component(id=package.id, kind=Kind.LIBRARY, name=package.name, purl=purl, aliases=aliases, evidence=(here,))

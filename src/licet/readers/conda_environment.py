"""`environment.yml`, `conda.yaml`: packages of conda, and those of the Python index under `pip`.

Source: conda documentation, environment files (`channel::name=version=build`); purl type `conda`.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from licet.model.bom import PRODUCT, Found, Problem
from licet.model.vocabulary import Scope
from licet.readers.nodes import Node, yaml_document
from licet.readers.opened import OpenedFile
from licet.readers.packages import MAX_VERSION, Need, Package, is_development, needed_by, shown
from licet.readers.requirement_strings import is_address, parse_address, parse_requirement
from licet.readers.structured import MAX_FAULTS

NAME: Final = "conda-environment"
LIMIT: Final = 1024 * 1024

_NAME: Final = re.compile(r"(?:.*[._-])?(?:environment|conda(?:[_-]env)?)(?:[._-].*)?\.ya?ml")
_SPEC: Final = re.compile(
    r"(?:([\w./-]{1,100})(?:/[\w-]{1,40})?::)?([A-Za-z0-9_][\w.-]{0,100})[ \t]*(?:(==?)[ \t]*([^\s=,<>|*]{1,100}))?(.*)"
)


def wants(path: str) -> bool:
    """Tell whether the path is one of an environment of conda."""
    return bool(_NAME.fullmatch(path.lower().rpartition("/")[2][:200]))


def read(file: OpenedFile) -> Found:
    """Return the packages, linked from the product; nothing for settings of another kind."""
    document = yaml_document(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    if not document.get("dependencies").items:
        return Found()
    problems: list[Problem] = []
    found = needed_by(PRODUCT, file, _needs(file, document, problems))
    return replace(found, problems=(*found.problems, *problems[:MAX_FAULTS]))


def _needs(file: OpenedFile, document: Node, problems: list[Problem]) -> Iterator[Need]:
    scope = Scope.DEVELOPMENT if is_development(file.name.rpartition(".")[0]) else Scope.RUNTIME
    for node in document.get("dependencies").items:
        for text, line, pip in _texts(node):
            try:
                package = _pip(text, file.folder) if pip else _package(text)
            except ValueError as error:
                problems.append(Problem(path=file.path, line=line, reason=str(error)))
                continue
            if package:
                yield Need(package=package, line=line, scope=scope)


def _texts(node: Node) -> Iterator[tuple[str, int, bool]]:
    if node.text:
        yield node.text, node.line, False
    for one in node.get("pip").items:
        if one.text:
            yield one.text, one.line, True


def _pip(text: str, folder: str) -> Package | None:
    if text.startswith("-"):
        return None  # an option; a file of requirements is read by itself
    return parse_address(text, folder=folder) if is_address(text) else parse_requirement(text, folder=folder)


def _package(text: str) -> Package:
    """Return the package of conda that a specification names.

    Raises:
        ValueError: it names none.
    """
    from packageurl import PackageURL  # noqa: PLC0415 - a project without packages does not pay for it

    found = _SPEC.fullmatch(text)
    if not found:
        raise ValueError(f"{shown(text)} is no package of conda")
    channel, name, exact, version, rest = found.groups()
    # `=1.2` means any 1.2.x, and pins as far as people pin with conda; a range or several versions pin nothing.
    pinned = version if exact and not rest.startswith((",", "|", "*", ".*")) else ""
    purl = PackageURL(
        type="conda",
        name=name.lower(),
        version=(pinned or "")[:MAX_VERSION] or None,
        qualifiers={"channel": channel} if channel else None,
    ).to_string()
    return Package(id=purl, name=name, version=pinned or "")

"""`setup.cfg`: the license that a Python project claims, and the packages it needs.

Source: setuptools documentation, declarative configuration.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Problem
from licet.model.vocabulary import Kind, Scope
from licet.readers.file_names import is_named
from licet.readers.license_fields import as_claims, as_texts, classifier_claims, license_field
from licet.readers.opened import OpenedFile
from licet.readers.packages import Need, conditional, is_development, needed_by
from licet.readers.requirement_strings import parse_requirement
from licet.readers.structured import MAX_FAULTS, not_text

NAME: Final = "setup-cfg"
LIMIT: Final = 1024 * 1024
MAY_BE_EMPTY: Final = True

MAX_LINES: Final = 50_000

_SECTION: Final = re.compile(r"\[([^\[\]\n]{1,200})\][ \t]*")
_OPTION: Final = re.compile(r"([A-Za-z][\w.-]{0,100})[ \t]*[=:][ \t]*(.*)", re.DOTALL)

Lines = list[tuple[str, int]]
"""Lines of a value with their numbers."""


def wants(path: str) -> bool:
    """Tell whether the path is one of a `setup.cfg`."""
    return is_named(path, "setup.cfg")


def read(file: OpenedFile) -> Found:
    """Return the project's claims and its dependencies, linked from the product."""
    try:
        options = _options(file.text())
    except UnicodeDecodeError:
        return Found(problems=(not_text(file),))
    problems: list[Problem] = []
    found = needed_by(PRODUCT, file, _needs(file, options, problems))
    own = _own(file, options)
    components = (own, *found.components) if own.claims or own.texts or own.name else found.components
    return replace(found, components=components, problems=(*found.problems, *problems[:MAX_FAULTS]))


def _options(text: str) -> dict[tuple[str, str], Lines]:
    """Return the lines of each option by section and name; an indented line goes on with the one before."""
    found: dict[tuple[str, str], Lines] = {}
    section = ""
    current: Lines = []
    for number, line in enumerate(text.split("\n")[:MAX_LINES], 1):
        bare = line.strip()
        if not bare or bare.startswith(("#", ";")):
            continue
        opened, option = _SECTION.fullmatch(line), _OPTION.fullmatch(line)
        if opened:
            section, current = opened[1].strip().lower(), []
        elif line[:1] in {" ", "\t"}:
            current.append((bare, number))
        elif option:
            current = [(option[2].strip(), number)] if option[2].strip() else []
            found[section, option[1].lower().replace("-", "_")] = current
    return found


def _own(file: OpenedFile, options: dict[tuple[str, str], Lines]) -> Component:
    def first(key: str) -> tuple[str, int]:
        return (options.get(("metadata", key)) or [("", 0)])[0]

    value, line = first("license_expression") if first("license_expression")[0] else first("license")
    field = license_field(value, file.evidence(line))
    classifiers = options.get(("metadata", "classifiers"), []) + options.get(("metadata", "classifier"), [])
    return Component(
        id=f"file:{file.folder}" if file.folder else PRODUCT,
        kind=Kind.LIBRARY if file.folder else Kind.APPLICATION,
        name="" if first("name")[0].startswith(("attr:", "file:")) else first("name")[0][:200],
        claims=(*as_claims(field), *classifier_claims((text, file.evidence(at)) for text, at in classifiers)),
        texts=as_texts(field),
        evidence=(file.evidence(line or first("name")[1]),),
    )


def _needs(file: OpenedFile, options: dict[tuple[str, str], Lines], problems: list[Problem]) -> Iterator[Need]:
    for (section, key), lines in options.items():
        extra = section == "options.extras_require"
        tool = key in {"setup_requires", "tests_require"} or (extra and is_development(key))
        wanted = extra or (section == "options" and key in {"install_requires", "setup_requires", "tests_require"})
        for text, line in lines if wanted else ():
            if text.startswith("file:"):
                continue  # a file of requirements is read by itself
            for one in text.split("\n"):
                try:
                    package = parse_requirement(one.partition(" #")[0].strip(), folder=file.folder)
                except ValueError as error:
                    problems.append(Problem(path=file.path, line=line, reason=f"{key}: {error}"))
                    continue
                note = f"extra {key}" if extra and not tool else ""
                scope = Scope.DEVELOPMENT if tool else Scope.RUNTIME
                yield Need(package=conditional(package, note), line=line, scope=scope)

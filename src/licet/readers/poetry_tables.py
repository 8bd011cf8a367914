"""The dependencies that Poetry keeps in its own tables of `pyproject.toml`."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from licet.model.vocabulary import Scope
from licet.readers.packages import (
    Need,
    Package,
    archive_package,
    conditional,
    git_package,
    is_development,
    local_package,
    pypi_package,
)
from licet.readers.structured import Lines, Shape, string

_EXACT: Final = re.compile(r"(?:==)?[ ]?(\d[\w.+!-]*)")


def poetry_needs(poetry: Mapping[str, object], folder: str, shape: Shape, lines: Lines) -> Iterator[Need]:
    """Yield the dependencies of `[tool.poetry]`, its groups included; faults go to the shape."""
    groups = shape.table(poetry.get("group"), "tool.poetry.group")
    tables = [
        ("dependencies", "tool.poetry.dependencies", poetry.get("dependencies")),
        ("dev", "tool.poetry.dev-dependencies", poetry.get("dev-dependencies")),
    ]
    for name, group in groups.items():
        where = f"tool.poetry.group.{name}.dependencies"
        tables.append((name, where, shape.table(group, f"tool.poetry.group.{name}").get("dependencies")))
    for group_name, where, value in tables:
        start = lines.first(where)
        scope = Scope.DEVELOPMENT if is_development(group_name) else Scope.RUNTIME
        for name, wanted in shape.table(value, where).items():
            if name.lower() == "python":
                continue
            line = lines.first(name, start)
            for spec in wanted if isinstance(wanted, list) else [wanted]:
                try:
                    package = poetry_package(name, spec, folder, shape)
                except ValueError as error:
                    shape.fault(f"{where}: {error}", line=line)
                    continue
                yield Need(package=package, line=line, scope=scope)


def poetry_package(name: str, spec: object, folder: str, shape: Shape) -> Package:
    """Return the package that one entry means: a version, or a table with a version or a source.

    Raises:
        ValueError: the name or the source is none.
    """
    if isinstance(spec, str):
        exact = _EXACT.fullmatch(spec.strip())
        return pypi_package(name, exact[1] if exact else "")
    table = shape.table(spec, name)
    ref = string(table.get("rev")) or string(table.get("tag")) or string(table.get("branch"))
    if string(table.get("git")):
        package = git_package(string(table.get("git")), name=name, ref=ref)
    elif string(table.get("url")):
        package = archive_package(string(table.get("url")), name=name)
    elif string(table.get("path")):
        package = local_package(string(table.get("path")), folder=folder, name=name)
    else:
        package = poetry_package(name, string(table.get("version")), folder, shape)
    notes = [f"if {string(table.get('markers'))}"] if string(table.get("markers")) else []
    notes += ["optional"] if table.get("optional") is True else []
    return conditional(package, ", ".join(notes))

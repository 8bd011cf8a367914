"""`pyproject.toml`: the license that a Python project claims, and the packages it needs.

Source: PyPA specifications `pyproject.toml` (PEP 621, 639) and dependency groups (PEP 735); Poetry, uv, PDM tables.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Problem
from licet.model.vocabulary import Kind, Scope
from licet.readers import license_files
from licet.readers.file_names import is_named
from licet.readers.license_fields import as_claims, as_texts, classifier_claims, license_field
from licet.readers.opened import OpenedFile
from licet.readers.packages import (
    Need,
    Package,
    archive_package,
    conditional,
    git_package,
    is_development,
    local_package,
    needed_by,
    pypi_package,
    shown,
)
from licet.readers.poetry_tables import poetry_needs
from licet.readers.requirement_strings import parse_requirement
from licet.readers.requirements_txt import wants as is_requirements_file
from licet.readers.structured import Lines, Shape, parse_toml, string, strings, table

NAME: Final = "pyproject"
LIMIT: Final = 512 * 1024


@dataclass(frozen=True, slots=True)
class _List:
    """A list of requirements at a place of the document."""

    where: str
    value: object
    scope: Scope = Scope.RUNTIME
    note: str = ""


def wants(path: str) -> bool:
    """Tell whether the path is one of a `pyproject.toml`."""
    return is_named(path, "pyproject.toml")


def read(file: OpenedFile) -> Found:
    """Return the project's claims and its dependencies, linked from the product."""
    document = parse_toml(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    shape, lines = Shape(file), Lines(file.text())
    project = shape.table(document.get("project"), "project")
    tool = shape.table(document.get("tool"), "tool")
    poetry = shape.table(tool.get("poetry"), "tool.poetry")
    own = _own(file, project, poetry, shape, lines)
    sources = table(table(tool.get("uv")).get("sources"))
    needs = (
        *_needs(_lists(document, project, shape), sources, file.folder, shape, lines),
        *poetry_needs(poetry, file.folder, shape, lines),
    )
    _check_dynamic(project, tool, shape, lines)
    # An extra that names another extra of the project (`name[other]`) needs nothing new.
    itself = _python_ids(own.name)
    found = needed_by(PRODUCT, file, (need for need in needs if need.package.id not in itself))
    return replace(found, components=(*_telling(own), *found.components), problems=(*found.problems, *shape.problems))


def _own(
    file: OpenedFile, project: Mapping[str, object], poetry: Mapping[str, object], shape: Shape, lines: Lines
) -> Component:
    """Return the project itself: the product at the root, else what its folder holds."""
    start = lines.first("project") or lines.first("tool.poetry")
    name = shape.string(project.get("name", poetry.get("name")), "project.name")
    evidence = file.evidence(lines.first("license", start))
    field = license_field(_license(project, poetry, shape, lines), evidence)
    classifiers = shape.items(project.get("classifiers", poetry.get("classifiers")), "project.classifiers")
    stated = [(text, file.evidence(lines.first(text))) for text in map(string, classifiers)]
    return Component(
        id=f"file:{file.folder}" if file.folder else PRODUCT,
        kind=Kind.LIBRARY if file.folder else Kind.APPLICATION,
        name=name,
        version=string(project.get("version", poetry.get("version"))),
        claims=(*as_claims(field), *classifier_claims(stated)),
        texts=as_texts(field),
        evidence=(file.evidence(lines.first(name, start) if name else 0),),
    )


def _telling(own: Component) -> tuple[Component, ...]:
    """Return the project itself where the manifest says anything of it."""
    says = own.claims or own.texts or (own.id == PRODUCT and (own.name or own.version))
    return (own,) if says else ()


def _license(project: Mapping[str, object], poetry: Mapping[str, object], shape: Shape, lines: Lines) -> str:
    """Return the license as stated; files it names instead must be such as are read on their own."""
    value = project.get("license", poetry.get("license"))
    named = [text for text in strings(project.get("license-files")) if not set("*?[") & set(text)]
    stated = ""
    if isinstance(value, dict):
        stated = shape.string(value.get("text"), "project.license.text")
        named += strings(value.get("file"))
    else:
        stated = shape.string(value, "project.license")
    for name in named:
        if not license_files.wants(name):
            shape.fault(f"the license file {shown(name)} is not read under this name", line=lines.first(name))
    return stated


def _lists(document: Mapping[str, object], project: Mapping[str, object], shape: Shape) -> Iterator[_List]:
    """Yield the lists of requirements in the standard tables and those of uv and PDM."""
    tool = table(document.get("tool"))
    uv, pdm = (shape.table(tool.get(name), f"tool.{name}") for name in ("uv", "pdm"))
    build = shape.table(document.get("build-system"), "build-system")
    yield _List("project.dependencies", project.get("dependencies"))
    yield _List("build-system.requires", build.get("requires"), Scope.DEVELOPMENT)
    yield _List("tool.uv.dev-dependencies", uv.get("dev-dependencies"), Scope.DEVELOPMENT)
    where = "project.optional-dependencies"
    for name, value in shape.table(project.get("optional-dependencies"), where).items():
        scope = Scope.DEVELOPMENT if is_development(name) else Scope.RUNTIME
        yield _List(f"{where}.{name}", value, scope, f"optional extra {name}")
    groups = (
        ("dependency-groups", document.get("dependency-groups")),
        ("tool.pdm.dev-dependencies", pdm.get("dev-dependencies")),
    )
    for where, value in groups:
        for name, group in shape.table(value, where).items():
            yield _List(f"{where}.{name}", group, Scope.DEVELOPMENT)


def _needs(
    lists: Iterable[_List], sources: Mapping[str, object], folder: str, shape: Shape, lines: Lines
) -> Iterator[Need]:
    for wanted in lists:
        table_name, _, key = wanted.where.rpartition(".")
        start = lines.first(key, lines.first(table_name))
        for item in shape.items(wanted.value, wanted.where):
            if isinstance(item, dict) and "include-group" in item:
                continue
            text = shape.string(item, wanted.where)
            if not isinstance(item, str):
                continue
            line = lines.first(text, start)
            try:
                package = _from_source(parse_requirement(text, folder=folder), sources, folder)
            except ValueError as error:
                shape.fault(f"{wanted.where}: {error}", line=line)
                continue
            notes = ", ".join(note for note in (wanted.note, package.note) if note)
            yield Need(package=conditional(package, notes), line=line, scope=wanted.scope)


def _from_source(package: Package, sources: Mapping[str, object], folder: str) -> Package:
    """Return the package from where `[tool.uv.sources]` takes it.

    Raises:
        ValueError: the source names nothing that can be told.
    """
    source = table(sources.get(package.name))
    ref = string(source.get("rev")) or string(source.get("tag")) or string(source.get("branch"))
    found = package
    if string(source.get("git")):
        found = git_package(string(source.get("git")), name=package.name, ref=ref)
    elif string(source.get("url")):
        found = archive_package(string(source.get("url")), name=package.name)
    elif string(source.get("path")):
        found = local_package(string(source.get("path")), folder=folder, name=package.name)
    return conditional(found, package.note)


def _python_ids(name: str) -> tuple[str, ...]:
    """Return the id under which the project itself is installed; none where it has no usable name."""
    try:
        return (pypi_package(name).id,)
    except ValueError:
        return ()


def _check_dynamic(project: Mapping[str, object], tool: Mapping[str, object], shape: Shape, lines: Lines) -> None:
    """Report dependencies that only the build can tell, unless they stand in a file that is read."""
    setuptools = table(table(tool.get("setuptools")).get("dynamic"))
    files = strings(table(setuptools.get("dependencies")).get("file"))
    known = files and all(map(is_requirements_file, files))
    if "dependencies" in strings(project.get("dynamic")) and not known:
        shape.fault("project.dependencies is dynamic, so what is needed is not known here", line=lines.first("dynamic"))

"""`package.json`: the license that an npm package claims, and the packages it needs."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Problem
from licet.model.vocabulary import Kind, Scope
from licet.readers.file_names import is_named
from licet.readers.npm_fields import fault_of_license, license_claims, npm_source
from licet.readers.opened import OpenedFile
from licet.readers.packages import Need, conditional, needed_by
from licet.readers.structured import Lines, Shape, json_table

NAME: Final = "package-json"
LIMIT: Final = 1024 * 1024

# Field, scope, and what is noted of its dependencies.
_FIELDS: Final = (
    ("dependencies", Scope.RUNTIME, ""),
    ("optionalDependencies", Scope.RUNTIME, "optional"),
    ("peerDependencies", Scope.RUNTIME, "peer"),
    ("devDependencies", Scope.DEVELOPMENT, ""),
)


def wants(path: str) -> bool:
    """Tell whether the path is one of a `package.json`."""
    return is_named(path, "package.json")


def read(file: OpenedFile) -> Found:
    """Return the package's claims and its dependencies, linked from the product."""
    document = json_table(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    shape, lines = Shape(file), Lines(file.text())
    fault_of_license(document, shape, "")
    own = _own(file, document, shape, lines)
    found = needed_by(PRODUCT, file, _needs(file, document, shape, lines))
    says = own.claims or own.texts or (own.id == PRODUCT and (own.name or own.version))
    components = (own, *found.components) if says else found.components
    return replace(found, components=components, problems=(*found.problems, *shape.problems))


def _own(file: OpenedFile, document: dict[str, object], shape: Shape, lines: Lines) -> Component:
    """Return the package itself: the product at the root, else what its folder holds."""
    claims, texts = license_claims(document, file, lines.first("license") or lines.first("licenses"))
    return Component(
        id=f"file:{file.folder}" if file.folder else PRODUCT,
        kind=Kind.LIBRARY if file.folder else Kind.APPLICATION,
        name=shape.string(document.get("name"), "name"),
        version=shape.string(document.get("version"), "version"),
        claims=claims,
        texts=texts,
        evidence=(file.evidence(lines.first("name")),),
    )


def _needs(file: OpenedFile, document: dict[str, object], shape: Shape, lines: Lines) -> Iterator[Need]:
    optional = shape.table(document.get("optionalDependencies"), "optionalDependencies")
    for field, scope, note in _FIELDS:
        start = lines.first(field)
        for name, spec in shape.table(document.get(field), field).items():
            # npm writes an optional dependency into both tables, and the optional one counts.
            if field == "dependencies" and name in optional:
                continue
            line = lines.first(name, start)
            wanted = shape.string(spec, f"{field}.{name}")
            if wanted.startswith("workspace:"):
                continue
            try:
                package = npm_source(name, wanted, file.folder)
            except ValueError as error:
                shape.fault(f"{field}: {error}", line=line)
                continue
            yield Need(package=conditional(package, note), line=line, scope=scope)

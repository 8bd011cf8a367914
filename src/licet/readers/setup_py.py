"""`setup.py`: what a call of `setup` says of the license and the packages that are needed, read as a syntax tree.

Source: setuptools documentation, keywords. Nothing is executed: a value counts where it is written out, or is a name
that the same file gives one value. A list that is read from a file of requirements is that file's.
"""

import ast
import warnings
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
from licet.readers.structured import MAX_FAULTS

NAME: Final = "setup-py"
LIMIT: Final = 512 * 1024
MAY_BE_EMPTY: Final = True

MAX_MARKS: Final = 100_000
"""Signs that nest or chain expressions; a script of setuptools has some hundreds."""
MAX_DEPTH: Final = 8
"""Names that lead to names."""

_LISTS: Final = ("install_requires", "setup_requires", "tests_require")

Texts = list[tuple[str, int]]
Names = dict[str, ast.expr]


def wants(path: str) -> bool:
    """Tell whether the path is one of a `setup.py`."""
    return is_named(path, "setup.py")


def read(file: OpenedFile) -> Found:
    """Return the project's claims and its dependencies, linked from the product."""
    text = file.text()
    if "setup(" not in text or sum(map(text.count, ",([{.+=")) > MAX_MARKS:
        return Found()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Found()  # the reader of Python sources says so
    names = _names(tree)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_setup(node.func)]
    problems: list[Problem] = []
    needs: list[Need] = []
    own = Component(id=f"file:{file.folder}" if file.folder else PRODUCT, kind=Kind.APPLICATION)
    for call in calls[:1]:
        given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
        own = _own(file, own, given, names, call.lineno)
        needs += _needs(file, given, names, problems)
    found = needed_by(PRODUCT, file, needs)
    components = (own, *found.components) if own.claims or own.texts or own.name else found.components
    return replace(found, components=components, problems=(*found.problems, *problems[:MAX_FAULTS]))


def _is_setup(function: ast.expr) -> bool:
    match function:
        case ast.Name(id="setup") | ast.Attribute(value=ast.Name(id="setuptools" | "distutils"), attr="setup"):
            return True
        case _:
            return False


def _names(tree: ast.Module) -> Names:
    """Return the names that are given just one value, at the top level or below a `with` there."""
    found: Names = {}
    twice: set[str] = set()
    opened = [(node, inner) for node in tree.body if isinstance(node, ast.With) for inner in node.body]
    for node in (*tree.body, *(inner for _, inner in opened)):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                if name in found:
                    twice.add(name)
                found[name] = value
            case _:
                continue
    for outer, inner in opened:
        # What is made below `with open("requirements.txt")` comes from that file.
        if isinstance(inner, ast.Assign) and isinstance(inner.targets[0], ast.Name):
            files = [item.context_expr for item in outer.items]
            found[inner.targets[0].id] = ast.copy_location(ast.Tuple(elts=[*files, inner.value], ctx=ast.Load()), inner)
    return {name: value for name, value in found.items() if name not in twice}


def _own(file: OpenedFile, own: Component, given: Names, names: Names, line: int) -> Component:
    said = _text(given.get("license_expression"), names) or _text(given.get("license"), names)
    field = license_field(said[0], file.evidence(said[1])) if said else None
    classifiers = _texts(given.get("classifiers"), names) or []
    name, version = _text(given.get("name"), names), _text(given.get("version"), names)
    return replace(
        own,
        kind=Kind.LIBRARY if file.folder else Kind.APPLICATION,
        name=name[0][:200] if name else "",
        version=version[0][:100] if version else "",
        claims=(*as_claims(field), *classifier_claims((text, file.evidence(at)) for text, at in classifiers)),
        texts=as_texts(field),
        evidence=(file.evidence(said[1] if said else line),),
    )


def _needs(file: OpenedFile, given: Names, names: Names, problems: list[Problem]) -> Iterator[Need]:
    for key, value, note in _lists(given, names):
        texts = _texts(value, names)
        tool = key in _LISTS[1:] or (bool(note) and is_development(note))
        if texts is None:
            if not _reads_a_file(value, names):
                reason = f"{key} is worked out when the script runs; its packages are not known"
                hint = "keep the packages in pyproject.toml or requirements.txt"
                problems.append(Problem(path=file.path, line=value.lineno, reason=reason, hint=hint))
            continue
        for text, line in texts:
            try:
                package = parse_requirement(text, folder=file.folder)
            except ValueError as error:
                problems.append(Problem(path=file.path, line=line, reason=f"{key}: {error}"))
                continue
            scope = Scope.DEVELOPMENT if tool else Scope.RUNTIME
            yield Need(
                package=conditional(package, f"extra {note}" if note and not tool else ""), line=line, scope=scope
            )


def _lists(given: Names, names: Names) -> Iterator[tuple[str, ast.expr, str]]:
    for key in _LISTS:
        if key in given:
            yield key, given[key], ""
    extras = _followed(given.get("extras_require"), names)
    for name, value in zip(extras.keys, extras.values, strict=True) if isinstance(extras, ast.Dict) else ():
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            yield "extras_require", value, name.value


def _followed(value: ast.expr | None, names: Names) -> ast.expr | None:
    for _ in range(MAX_DEPTH):
        if not isinstance(value, ast.Name) or value.id not in names:
            return value
        value = names[value.id]
    return None


def _text(value: ast.expr | None, names: Names) -> tuple[str, int] | None:
    found = _followed(value, names)
    if isinstance(found, ast.Subscript):
        # `deps["numpy"]`: a table that is worked out has the packages' names as its keys.
        found = found.slice
    if isinstance(found, ast.Constant) and isinstance(found.value, str):
        return found.value.encode("utf-8", "replace").decode(), found.lineno
    return None


def _texts(value: ast.expr | None, names: Names, depth: int = 0) -> Texts | None:
    """Return the texts of a list that is written out, lists added to each other included; None for any other."""
    found = _followed(value, names)
    match found:
        case ast.BinOp(op=ast.Add(), left=left, right=right) if depth < MAX_DEPTH:
            first, second = _texts(left, names, depth + 1), _texts(right, names, depth + 1)
            return None if first is None or second is None else first + second
        case ast.List(elts=members) | ast.Tuple(elts=members):
            texts = [_text(member, names) for member in members]
            return None if None in texts else [text for text in texts if text]
        case ast.Constant(value=str()):
            text = _text(found, names)
            return [(line, text[1]) for line in text[0].split("\n") if line.strip()] if text else None
        case _:
            return None


def _reads_a_file(value: ast.expr, names: Names) -> bool:
    """Whether a value comes from a file of requirements, which is read by itself."""
    waiting: list[ast.expr] = [value]
    for _ in range(MAX_DEPTH):
        texts = [
            node.value
            for one in waiting
            for node in ast.walk(one)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        if any("require" in text and text.endswith((".txt", ".in")) for text in texts):
            return True
        waiting = [
            names[node.id]
            for one in waiting
            for node in ast.walk(one)
            if isinstance(node, ast.Name) and node.id in names
        ][:64]
    return False

"""Python sources: the models, adapters, tokenizers, datasets and services that a program loads.

Source: INPUTS 3 and 3.1. The file is parsed and never run or imported; a call in a comment is none.
"""

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum, auto
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Imported, Link
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers.hub_ids import component, named
from licet.readers.masking import clean
from licet.readers.opened import OpenedFile
from licet.readers.packages import place_scope
from licet.readers.parts import merged
from licet.readers.python_calls import find_loads, may_load
from licet.readers.python_commands import commands_of, runs_commands
from licet.readers.python_menus import offered
from licet.readers.python_names import Index, Place, TooLargeError, index_names
from licet.readers.python_options import keyword, leaf_name
from licet.readers.python_pairs import Load, Reference
from licet.readers.python_saved import output_ids, publishes
from licet.readers.python_spacy import WORDS as PIPELINE_WORDS
from licet.readers.python_spacy import pipeline_packages
from licet.readers.python_statements import statements
from licet.readers.python_tables import written_settings
from licet.readers.python_texts import Texts
from licet.readers.python_values import Values
from licet.readers.weight_addresses import in_program, parts_of

NAME: Final = "python-source"
LIMIT: Final = 2 * 1024 * 1024

ALWAYS_PARSED: Final = 32 * 1024
"""A longer file in which no word of any loading call occurs is not parsed."""
MAX_MARKS: Final = 400_000
"""Brackets, commas and dots of one file, counted before it is parsed; they bound the size of its tree."""
MAX_STEPS: Final = 12
"""Calls between a loaded model and its use, as in `prepare(Model.from_pretrained(...).to(device))`."""

_TRAINING_CALLS: Final = frozenset(
    {"fit", "fit_generator", "backward", "train_on_batch", "train_model", "train", "finetune", "fine_tune"}
)
_TRAINING_WORDS: Final = frozenset({"train", "training", "finetune", "finetuning", "tune", "sft", "dpo", "pretrain"})
_EVALUATING_WORDS: Final = frozenset({"eval", "evaluate", "evaluation", "test", "testing", "benchmark", "bench"})
_PROGRAM_FOLDERS: Final = frozenset({"bin", "scripts", "tools"})
_TEST_FOLDERS: Final = frozenset({"test", "tests", "testing", "e2e", "unittests", "integration_tests"})
_WORD: Final = re.compile(r"[a-z0-9]+")
_SPEAKS: Final = re.compile(
    r"model|llm|checkpoint|ckpt|embedder|reranker|tokenizer|pretrained|repo|hub|hf", re.IGNORECASE
)
"""What stands in every program that names a model in a list or a setting: the names of these say so."""

_BUILDING: Final = frozenset({"setup.py", "conftest.py", "noxfile.py", "tasks.py", "fabfile.py", "conf.py"})
"""Programs that build or test a project."""
_USES: Final = {
    Kind.APPLICATION: How.BUNDLES,
    Kind.SERVICE: How.CALLS,
    Kind.TOKENIZER: How.TOKENIZES_WITH,
}

Part = tuple[Component, Link | None]
_Open = dict[tuple[int, str], tuple[int, str]]
"""The line and the mark of each expression that stays open, by the function it stands in."""


class _Role(Enum):
    """What a file is for."""

    RUNS = auto()
    TRAINS = auto()
    EVALUATES = auto()
    TESTS = auto()


def wants(path: str) -> bool:
    """Tell whether a file is Python source, or may be a program whose first line alone says so."""
    *folders, name = path.split("/")
    return name.endswith((".py", ".pyw")) or ("." not in name and not _PROGRAM_FOLDERS.isdisjoint(folders[-1:]))


def read(file: OpenedFile) -> Found:
    """Return what a Python file loads.

    Raises:
        UnicodeDecodeError: the file is no UTF-8.
    """
    first = file.data.partition(b"\n")[0]
    named = file.name.endswith((".py", ".pyw"))
    return read_code(file, file.text()) if named or (first.startswith(b"#!") and b"python" in first) else Found()


def read_code(file: OpenedFile, text: str) -> Found:
    """Return what a piece of Python code loads; `text` may be a part of the file, its lines kept in place."""
    relevant = may_load(text) or runs_commands(text) or publishes(text) or any(word in text for word in PIPELINE_WORDS)
    if not relevant and len(text) > ALWAYS_PARSED:
        return Found()
    if sum(map(text.count, ",([{.+=")) > MAX_MARKS:
        return file.problem("Python source not read: it has too many parts", hides=relevant)
    tree = _parsed(file, text)
    if isinstance(tree, Found):
        return tree
    imports = _imports(file, tree)
    written = _written(file, text, tree)
    if not relevant:
        return replace(merged(written), imports=imports)
    try:
        index = index_names(tree, file)
    except TooLargeError:
        return file.problem("Python source not read: it has too many parts")
    found = _assembled(file, text, tree, index)
    # A hosted model has the name of a repository at times: what a call says of it counts.
    known = {one for part in found.components for one in (part.id, part.name)}
    more = merged(part for part in written if known.isdisjoint((part[0].id, part[0].name)))
    return replace(_joined(found, more), imports=imports)


def _joined(first: Found, second: Found) -> Found:
    """Return what two ways of looking at one file found."""
    return replace(
        first,
        components=(*first.components, *second.components),
        links=(*first.links, *second.links),
        problems=(*first.problems, *second.problems),
    )


def _written(file: OpenedFile, text: str, tree: ast.Module) -> list[Part]:
    """Return the weights and data that stand in the program by their address, and the models of its lists."""
    scope = Scope.DEVELOPMENT if _role_of_path(file.path) is _Role.TESTS else place_scope(file.path)
    parts = parts_of(file, list(in_program(text, tree)), scope)
    nodes = tuple(ast.walk(tree)) if _SPEAKS.search(text) else ()
    listed = [(found, line, "one of a list") for found, line in offered(nodes)]
    listed += [(found, line, "a setting") for found, line in written_settings(nodes)]
    for found, line, note in listed:
        part = component(found.identity, found.kind, (file.evidence(line, note),), scope=scope)
        how = How.BUILDS_WITH if scope is Scope.DEVELOPMENT else found.how
        parts.append(
            (part, Link(source=PRODUCT, how=how, target=part.id, basis=Basis.INFERRED, evidence=part.evidence))
        )
    return parts


def _imports(file: OpenedFile, tree: ast.Module) -> tuple[Imported, ...]:
    """Return the modules that a file imports, once each, wherever the import stands."""
    first: dict[str, int] = {}
    for node in statements(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                first.setdefault(alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names if node.module and not node.level else ():
                first.setdefault(f"{node.module}.{alias.name}", node.lineno)
    development = _role_of_path(file.path) is _Role.TESTS or place_scope(file.path) is Scope.DEVELOPMENT
    scope = Scope.DEVELOPMENT if development or file.name in _BUILDING else Scope.RUNTIME
    return tuple(Imported(name=name, evidence=file.evidence(line), scope=scope) for name, line in sorted(first.items()))


def _parsed(file: OpenedFile, text: str) -> ast.Module | Found:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text)
        except SyntaxError as error:
            reason = f"not valid Python 3: {clean(error.msg or 'syntax error')[:200]}"
            line = max(error.lineno or 0, 0)
            return file.problem(reason, line=line, hint="correct it, or exclude the file from the scan")
        except (RecursionError, MemoryError):
            return file.problem("Python source not read: nested too deeply")
        except ValueError as error:
            return file.problem(f"not usable as Python source: {clean(str(error))[:120]}")


def _assembled(file: OpenedFile, text: str, tree: ast.Module, index: Index) -> Found:
    loads, values = find_loads(index, file, text)
    role = _role(file.path, index)
    made: dict[int, tuple[Component, ...]] = {}
    parts: list[Part] = []
    open_lines: _Open = {}
    for load in loads:
        found = tuple(_component(file, load, reference, role, open_lines) for reference in load.references)
        made[id(load.call.call)] = (*made.get(id(load.call.call), ()), *found)
        for part, reference in zip(found, load.references, strict=True):
            if part.id != PRODUCT:
                parts.append((part, _link(load, reference, part, role)))
    if any(word in text for word in PIPELINE_WORDS):
        parts += _packages(file, tree, role)
    links = [*_adapted(file, loads, made, values), *_tuned(file, index, made, values, role)]
    ran = commands_of(file, index, values) if runs_commands(text) else Found()
    outputs = output_ids(index, Texts(values), values) if publishes(text) else ()
    whole = replace(_joined(_tidied(merged(parts), links), ran), outputs=outputs)
    if values.exhausted:
        problems = file.problem("Python values not followed to the end: names may be missing").problems
        return replace(whole, problems=(*whole.problems, *problems))
    return whole


def _role(path: str, index: Index) -> _Role:
    """Tell what a file is for: tests, training, evaluation, else the product's own running."""
    words = _WORD.findall(path.lower().rpartition("/")[2].removesuffix(".py"))
    if _role_of_path(path) is _Role.TESTS:
        return _Role.TESTS
    leaves = {leaf_name(call.func) for call, _ in index.calls}
    trains = not _TRAINING_CALLS.isdisjoint(leaves) or any(leaf.endswith("Trainer") for leaf in leaves)
    if trains or not _TRAINING_WORDS.isdisjoint(words):
        return _Role.TRAINS
    return _Role.EVALUATES if not _EVALUATING_WORDS.isdisjoint(words) else _Role.RUNS


def _role_of_path(path: str) -> _Role:
    """Tell by its path alone whether a file is a test."""
    *folders, name = path.lower().split("/")
    words = _WORD.findall(name.removesuffix(".py"))
    tests = not _TEST_FOLDERS.isdisjoint(folders) or words[:1] == ["test"] or words[-1:] in (["test"], ["conftest"])
    return _Role.TESTS if tests else _Role.RUNS


def _component(file: OpenedFile, load: Load, reference: Reference, role: _Role, open_lines: _Open) -> Component:
    """Return the component; an expression that stays open is one component in all of its function."""
    what = reference.named
    lines, suffix = reference.lines, ""
    if what.identity.unresolved:
        line = lines[-1]
        number = 1 + sum(1 for first, _ in open_lines.values() if first == line)
        mark = "" if number == 1 else f"#{number}"
        expression = (id(load.call.place.scope), what.identity.unresolved)
        first, suffix = open_lines.setdefault(expression, (line, mark))
        lines = (first, *lines)
    line_of_call = load.call.call.lineno
    places = [file.evidence(line, reference.note if line == line_of_call else "") for line in dict.fromkeys(lines)]
    places += [reference.origin] if reference.origin else []
    tests = role is _Role.TESTS or (role is _Role.EVALUATES and what.kind is Kind.DATASET)
    scope = Scope.DEVELOPMENT if tests else place_scope(file.path)
    # An open reference is named after its first place, so its places keep their order.
    ordered = tuple(places) if what.identity.unresolved else tuple(sorted(places))
    return component(what.identity, what.kind, ordered, scope=scope, suffix=suffix)


def _link(load: Load, reference: Reference, part: Component, role: _Role) -> Link:
    how, basis = _use(load, reference, role)
    return Link(source=PRODUCT, how=how, target=part.id, basis=basis, evidence=part.evidence)


def _use(load: Load, reference: Reference, role: _Role) -> tuple[How, Basis]:
    """Return how the product uses what is loaded (INPUTS 3; vocabulary, section 2)."""
    kind = reference.named.kind
    basis = Basis.INFERRED if reference.guessed or load.call.row.optional else Basis.OBSERVED
    if kind is Kind.DATASET:
        if reference.named.how:
            return reference.named.how, basis
        if role in {_Role.TESTS, _Role.EVALUATES}:
            return How.EVALUATES_ON, basis
        return How.TRAINS_ON, basis if role is _Role.TRAINS else Basis.INFERRED
    if role is _Role.TESTS:
        return How.BUILDS_WITH, basis
    if load.call.row.how:
        return load.call.row.how, basis
    if leaf_name(load.call.call.func).endswith("Trainer"):
        return How.FINE_TUNES, Basis.OBSERVED
    return reference.named.how or _USES.get(kind, How.EMBEDS), basis


def _packages(file: OpenedFile, tree: ast.Module, role: _Role) -> Iterator[Part]:
    """Yield the spaCy pipelines that are imported or configured by name."""
    for name, line, basis in pipeline_packages(tree):
        tests = role is _Role.TESTS
        scope = Scope.DEVELOPMENT if tests else place_scope(file.path)
        part = component(named("spacy", name), Kind.MODEL, (file.evidence(line),), scope=scope)
        how = How.BUILDS_WITH if tests else How.EMBEDS
        yield part, Link(source=PRODUCT, how=how, target=part.id, basis=basis, evidence=part.evidence)


def _adapted(
    file: OpenedFile, loads: list[Load], made: dict[int, tuple[Component, ...]], values: Values
) -> Iterator[Link]:
    """Yield the links between adapters and the models that they are put on in this file."""
    for load in loads:
        if load.call.row.base is None:
            continue
        at, name = load.call.row.base
        call = load.call.call
        base = keyword(call, name)
        if base is None and at is not None and at < len(call.args):
            base = call.args[at]
        elif base is None and at is None and isinstance(call.func, ast.Attribute):
            base = call.func.value
        for adapter in made[id(call)]:
            for model in _loaded(base, load.call.place, made, values) if base is not None else ():
                if adapter.id != model.id:
                    here = (file.evidence(call.lineno),)
                    basis = Basis.OBSERVED
                    yield Link(source=adapter.id, how=How.ADAPTS, target=model.id, basis=basis, evidence=here)


def _tuned(
    file: OpenedFile, index: Index, made: dict[int, tuple[Component, ...]], values: Values, role: _Role
) -> Iterator[Link]:
    """Yield a link for each model of this file that is handed to a trainer."""
    for call, place in index.calls if role is _Role.TRAINS else ():
        if not leaf_name(call.func).endswith("Trainer"):
            continue
        model = keyword(call, "model") or (call.args[0] if call.args else None)
        for base in _loaded(model, place, made, values) if model is not None else ():
            if base.kind in {Kind.MODEL, Kind.ADAPTER} and base.id != PRODUCT:
                here = (file.evidence(call.lineno),)
                how = How.FINE_TUNES
                yield Link(source=PRODUCT, how=how, target=base.id, basis=Basis.INFERRED, evidence=here)


def _loaded(
    node: ast.AST, place: Place, made: dict[int, tuple[Component, ...]], values: Values, steps: int = 0
) -> Iterator[Component]:
    """Yield what an object was loaded from, through methods and functions that hand it on."""
    for origin in values.origins(node, place) if steps < MAX_STEPS else ():
        match origin.node:
            case ast.Call() as call if id(call) in made:
                yield from made[id(call)]
            case ast.Call(func=ast.Attribute(value=inner)) | ast.Call(args=[inner, *_]):
                yield from _loaded(inner, origin.place, made, values, steps + 1)
            case _:
                continue


def _tidied(found: Found, links: list[Link]) -> Found:
    """Add the links; a repository that is loaded as a model brings its tokenizer along."""
    embedded = {link.target for link in found.links if link.how is How.EMBEDS}
    kept = [link for link in found.links if link.how is not How.TOKENIZES_WITH or link.target not in embedded]
    known = {part.id for part in found.components} | {PRODUCT}
    for link in links:
        same = [(one.source, one.how, one.target) for one in kept]
        if (link.source, link.how, link.target) not in same and {link.source, link.target} <= known:
            kept.append(link)
    return replace(found, links=tuple(kept))

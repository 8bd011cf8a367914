"""Python sources: the models, adapters, tokenizers, datasets and services that a program loads.

Source: INPUTS 3 and 3.1. The file is parsed and never run or imported; a call in a comment is none.
"""

import ast
import re
import warnings
from collections.abc import Iterator
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Link, Problem
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers.hub_ids import component
from licet.readers.masking import clean
from licet.readers.opened import OpenedFile
from licet.readers.parts import evidence_of, merged
from licet.readers.python_calls import WORDS, Load, Reference, find_loads
from licet.readers.python_names import Index, Place, TooLargeError, index_names
from licet.readers.python_options import keyword, leaf_name
from licet.readers.python_values import Values

NAME: Final = "python-source"
LIMIT: Final = 2 * 1024 * 1024

ALWAYS_PARSED: Final = 32 * 1024
"""A longer file in which no word of any loading call occurs is not parsed."""
MAX_MARKS: Final = 400_000
"""Brackets, commas and dots of one file, counted before it is parsed; they bound the size of its tree."""
MAX_STEPS_TO_LOAD: Final = 12
"""Calls between a loaded model and its use, as in `prepare(Model.from_pretrained(...).to(device))`."""

_TRAINING_CALLS: Final = frozenset(
    {"fit", "fit_generator", "backward", "train_on_batch", "train_model", "train", "finetune", "fine_tune"}
)
_TRAINING_WORDS: Final = frozenset({"train", "training", "finetune", "finetuning", "tune", "sft", "dpo", "pretrain"})
_TESTING_WORDS: Final = frozenset({"eval", "evaluate", "evaluation", "test", "testing", "benchmark", "bench", "score"})
_TEST_FOLDERS: Final = frozenset({"test", "tests", "testing", "e2e", "unittests", "integration_tests"})
_WORD: Final = re.compile(r"[a-z0-9]+")

Part = tuple[Component, Link | None]


def wants(path: str) -> bool:
    """Tell whether a file is Python source."""
    return path.endswith((".py", ".pyw"))


def read(file: OpenedFile) -> Found:
    """Return what a Python file loads.

    Raises:
        UnicodeDecodeError: the file is no UTF-8.
    """
    return read_code(file, file.text())


def read_code(file: OpenedFile, text: str) -> Found:
    """Return what a piece of Python code loads; `text` may be a part of the file, its lines kept in place."""
    relevant = any(word in text for word in WORDS)
    if not relevant and len(text) > ALWAYS_PARSED:
        return Found()
    if sum(map(text.count, ",([{.+=")) > MAX_MARKS:
        return file.problem("Python source not read: it has too many parts", hides=relevant)
    tree = _parsed(file, text, hides=relevant)
    if isinstance(tree, Found) or not relevant:
        return tree if isinstance(tree, Found) else Found()
    try:
        index = index_names(tree)
    except TooLargeError:
        return file.problem("Python source not read: it has too many parts")
    loads, values = find_loads(index, file.path)
    return _assembled(file, index, loads, values)


def _parsed(file: OpenedFile, text: str, *, hides: bool) -> ast.Module | Found:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text)
        except SyntaxError as error:
            reason = f"not valid Python 3: {clean(error.msg or 'syntax error')[:200]}"
            line = max(error.lineno or 0, 0)
            return file.problem(reason, line=line, hides=hides, hint="correct it, or exclude the file from the scan")
        except (RecursionError, MemoryError):
            return file.problem("Python source not read: nested too deeply", hides=hides)
        except ValueError as error:
            return file.problem(f"not usable as Python source: {clean(str(error))[:120]}", hides=hides)


def _assembled(file: OpenedFile, index: Index, loads: list[Load], values: Values) -> Found:
    ids: dict[int, tuple[Component, ...]] = {}
    parts: list[Part] = []
    uses = _Uses(file, index)
    open_lines: dict[tuple[int, str], int] = {}
    for load in loads:
        found = []
        for reference in load.references:
            part = _component(file, load, reference, uses, open_lines)
            found.append(part)
            parts.append((part, uses.link(load, reference, part)))
        ids[id(load.call.call)] = tuple(found)
    parts += _adapted(file, loads, ids, values)
    parts += _tuned(file, index, ids, values)
    return _tidied(merged(parts))


def _component(
    file: OpenedFile, load: Load, reference: Reference, uses: "_Uses", open_lines: dict[tuple[int, str], int]
) -> Component:
    """Return the component; one expression that stays open in one function is one component."""
    lines = reference.lines
    expression = reference.named.identity.unresolved
    if expression:
        first = open_lines.setdefault((id(load.call.place.scope), expression), lines[-1])
        lines = (first, *lines)
    places = tuple(file.evidence(line, reference.note if line == load.call.call.lineno else "") for line in lines)
    made = component(reference.named.identity, reference.named.kind, places, scope=uses.scope(reference))
    return made if made.id == PRODUCT else _with_places(made, places)


def _with_places(made: Component, places: tuple[object, ...]) -> Component:
    return made if len(places) == 1 else _sorted(made)


def _sorted(made: Component) -> Component:
    from dataclasses import replace  # placeholder

    return replace(made, evidence=evidence_of(made.evidence))

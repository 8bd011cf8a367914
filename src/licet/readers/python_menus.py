"""The models that a Python program offers to choose from: lists and tables whose name says that they hold models.

Pages and command lines show such lists; which entry is loaded is known only when the program runs. The keys of a
table say something of models, such as their sizes; its values are what is chosen. A list that is asked alone whether
a model is in it says what models can do, and offers none.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from licet.readers.named_settings import Reference, model_value, speaks_of_a_model
from licet.readers.python_options import keyword, leaf_name
from licet.readers.python_widgets import choices, is_choice

MAX_OFFERED: Final = 500
"""Models of one file."""
MAX_DEPTH: Final = 4
"""Lists inside lists."""

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_MODELS: Final = frozenset({"models", "llms", "checkpoints", "embedders", "rerankers"})
_SINGLE: Final = frozenset({"model", "checkpoint", "llm", "repo", "repos", "hf", "hub", "pretrained"})
_HOLDERS: Final = frozenset({"ids", "map", "mapping", "names", "list", "choices", "options", "paths", "table", "urls"})
"""Words beside a single model, as in `MODEL_MAP`, that tell of several."""
_OPTIONS: Final = frozenset({"add_argument"})
_NO_MENU: Final = frozenset(
    {
        *("banned", "blocked", "costs", "deprecated", "dummy", "excluded", "ignored", "limits", "no", "prefixes"),
        *("prices", "pricing", "removed", "support", "supports", "test", "tests", "types", "unsupported", "without"),
    }
)
"""Words of lists that tell of models, or name what is not offered."""


def offered(tree: ast.Module) -> Iterator[tuple[Reference, int]]:
    """Yield the models that lists of a program name, with their lines."""
    assigned = [*_assigned(tree)]
    menus = [(name, value) for name, value in assigned if is_menu(name)]
    menus += _choices(tree, dict(assigned))
    asked = _asked_alone(tree) if menus else frozenset()
    count = 0
    texts = {id(text): text for name, value in menus if name not in asked for text in _texts(value, 0)}
    for text in texts.values():
        found = model_value(str(text.value), bare=True)
        if found and not found.identity.unresolved and count < MAX_OFFERED:
            count += 1
            yield found, text.lineno


def _assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets, value=value):
                yield from ((_name(target), value) for target in targets)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield _name(target), value
            case _:
                continue


def _choices(tree: ast.Module, known: Mapping[str, ast.expr]) -> Iterator[tuple[str, ast.expr]]:
    """Yield what can be chosen in elements of pages and options of command lines that ask for a model."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        option = leaf_name(call.func) in _OPTIONS
        given = keyword(call, "choices") if option else choices(call) if is_choice(call) else None
        label = keyword(call, "label") or (call.args[0] if call.args else None)
        if given is not None and isinstance(label, ast.Constant) and speaks_of_a_model(str(label.value).lower()):
            yield "", known.get(given.id, given) if isinstance(given, ast.Name) else given


def _asked_alone(tree: ast.Module) -> frozenset[str]:
    """Return the names whose every use is the question whether something is in them, or begins or ends like them."""
    uses: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for node in ast.walk(tree):
        match node:
            case ast.Name(ctx=ast.Load()) | ast.Attribute(ctx=ast.Load()):
                uses[_name(node)] += 1
            case ast.Compare(ops=operators, comparators=holders):
                pairs = zip(operators, holders, strict=True)
                asked.update(_name(holder) for operator, holder in pairs if isinstance(operator, ast.In | ast.NotIn))
            case ast.Call(func=ast.Attribute(attr="startswith" | "endswith"), args=[given]):
                asked[_name(given)] += 1
            case ast.GeneratorExp(elt=test, generators=[ast.comprehension(target=ast.Name(id=one), iter=holder)]):
                asked[_name(holder)] += _asks_for(one, test)
            case _:
                continue
    return frozenset(name for name, count in asked.items() if uses[name] == count)


def _asks_for(name: str, test: ast.expr) -> bool:
    """Tell whether a test asks only if a name is part of a text: `any(one in model for one in MODELS)`."""
    match test:
        case ast.Compare(left=ast.Name(id=left), ops=[ast.In() | ast.NotIn() | ast.Eq()]):
            return left == name
        case ast.Call(func=ast.Attribute(attr="startswith" | "endswith"), args=[ast.Name(id=given)]):
            return given == name
        case _:
            return False


def _name(target: ast.expr) -> str:
    match target:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def is_menu(name: str) -> bool:
    """Tell whether the name of a list says that it holds models to choose from."""
    words = {word.lower() for word in _WORD.findall(name)}
    several = bool(words & _MODELS) or bool(words & _SINGLE and words & _HOLDERS)
    return several and not words & _NO_MENU


def _is_price(node: ast.expr) -> bool:
    """Tell whether an entry is a broken number: a row that has one says what a model costs, or how good it is."""
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def _texts(node: ast.expr | None, depth: int) -> Iterator[ast.Constant]:
    """Yield the texts of a list or a table; a single text is an ordinary constant and no list."""
    match node:
        case ast.List(elts=members) | ast.Tuple(elts=members) | ast.Set(elts=members):
            inside: list[ast.expr] = [] if any(map(_is_price, members)) else members
        case ast.Dict(values=members):
            inside = members
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            inside = [left, right]
        case _:
            return
    for member in inside if depth < MAX_DEPTH else ():
        if isinstance(member, ast.Constant) and isinstance(member.value, str):
            yield member
        else:
            yield from _texts(member, depth + 1)

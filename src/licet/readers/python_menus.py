"""The models that a Python program offers to choose from: lists and tables whose name says that they hold models.

Pages and command lines show such lists; which entry is loaded is known only when the program runs. The keys of a
table say something of models, such as their sizes; its values are what is chosen. A list that is asked alone whether
a model is in it says what models can do, and offers none.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from licet.readers.idioms import names as table_names
from licet.readers.named_settings import Reference, speaks_of_a_model
from licet.readers.python_options import keyword, leaf_name
from licet.readers.python_providers import home_of, offered_model
from licet.readers.python_widgets import choices, is_choice, named_choices

Nodes = Sequence[ast.AST]
"""All parts of a program, walked once for everything that looks at them."""
MAX_OFFERED: Final = 500
"""Models of one file."""
MAX_DEPTH: Final = 4
"""Lists inside lists."""

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_MODELS: Final = frozenset({"models", "llms", "checkpoints", "embedders", "rerankers"})
_SINGLE: Final = frozenset({"model", "checkpoint", "llm", "repo", "repos", "hf", "hub", "pretrained"})
_HOLDERS: Final = frozenset({"ids", "map", "mapping", "names", "list", "choices", "options", "paths", "table", "urls"})
"""Words beside a single model, as in `MODEL_MAP`, that tell of several."""
_PAIR: Final = 2
_OPTIONS: Final = frozenset({"add_argument"})
_NO_MENU: Final = frozenset(
    {
        *("banned", "blocked", "costs", "deprecated", "dummy", "excluded", "ignored", "limits", "no", "prefixes"),
        *("prices", "pricing", "removed", "support", "supports", "test", "tests", "types", "unsupported", "without"),
    }
)
"""Words of lists that tell of models, or name what is not offered."""


def offered(nodes: Nodes) -> Iterator[tuple[Reference, int]]:
    """Yield the models that lists of a program name, with their lines."""
    assigned = [*_assigned(nodes)]
    menus = [(name, value) for name, value in assigned if is_menu(name)]
    menus += _choices(nodes, dict(assigned))
    asked = _asked_alone(nodes) if menus else frozenset()
    count = 0
    home = home_of(nodes) if menus else ""
    texts = {id(text): (text, near) for name, value in menus if name not in asked for text, near in _texts(value, 0)}
    for text, near in texts.values():
        found = offered_model(str(text.value), near or home)
        if found and count < MAX_OFFERED:
            count += 1
            yield found, text.lineno


def _assigned(nodes: Nodes) -> Iterator[tuple[str, ast.expr]]:
    for node in nodes:
        match node:
            case ast.Assign(targets=targets, value=value):
                yield from ((_name(target), value) for target in targets)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield _name(target), value
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if is_menu(name):
                yield from ((name, one.value) for one in ast.walk(node) if isinstance(one, ast.Return) and one.value)
            case _:
                continue


def _labeled(nodes: Nodes) -> Iterator[tuple[ast.expr | None, ast.expr | None]]:
    """Yield the labels of elements and options with what can be chosen in them."""
    for node in nodes:
        match node:
            case ast.Call() if leaf_name(node.func) in _OPTIONS:
                yield (node.args[0] if node.args else None), keyword(node, "choices")
            case ast.Call() if is_choice(node):
                yield keyword(node, "label") or (node.args[0] if node.args else None), choices(node)
            case ast.Dict(keys=keys, values=values):
                # An element of the program's own making, under its label.
                yield from ((key, named_choices(one)) for key, one in zip(keys, values, strict=True))
            case _:
                continue


def _choices(nodes: Nodes, known: Mapping[str, ast.expr]) -> Iterator[tuple[str, ast.expr]]:
    """Yield what can be chosen in elements of pages and options of command lines that ask for a model."""
    for label, given in _labeled(nodes):
        if given is not None and isinstance(label, ast.Constant) and speaks_of_a_model(str(label.value).lower()):
            yield "", known.get(given.id, given) if isinstance(given, ast.Name) else given


def _asked_alone(nodes: Nodes) -> frozenset[str]:
    """Return the names whose every use is the question whether something is in them, or begins or ends like them."""
    uses: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for node in nodes:
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


def _texts(node: ast.expr | None, depth: int, near: str = "") -> Iterator[tuple[ast.Constant, str]]:
    """Yield the texts of a list or a table, with the provider under whose name they stand.

    A single text is an ordinary constant and no list.
    """
    inside: list[tuple[ast.expr, str]] = []
    match node:
        case ast.List(elts=members) | ast.Tuple(elts=members) | ast.Set(elts=members):
            # Under a provider, a pair is a label and a name.
            named = members[1:] if near and isinstance(node, ast.Tuple) and len(members) == _PAIR else members
            inside = [] if any(map(_is_price, members)) else [(member, near) for member in named]
        case ast.Dict(keys=keys, values=values):
            inside = [(value, _provider(key) or near) for key, value in zip(keys, values, strict=True)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            inside = [(left, near), (right, near)]
        case _:
            return
    for member, beside in inside if depth < MAX_DEPTH else ():
        if isinstance(member, ast.Constant) and isinstance(member.value, str):
            yield member, beside
        else:
            yield from _texts(member, depth + 1, beside)


def _provider(key: ast.expr | None) -> str:
    """Return the provider that a key of a table names."""
    name = key.value.lower() if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
    return name if name in table_names().providers or name in table_names().provider_prefixes else ""

"""The statements of a Python program, without looking into their expressions, which are nine tenths of a tree."""

import ast
from collections import deque
from collections.abc import Iterator
from typing import Final

_BODIES: Final = ("body", "handlers", "orelse", "finalbody", "cases")
"""The fields that hold statements, in the order in which a node has them."""

_SIMPLE: Final = frozenset(
    kind
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.stmt) and not set(_BODIES).intersection(kind._fields)
)
"""Statements without others in them, which most are."""


def statements(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the statements of a program at every depth, with their branches, in the order of `ast.walk`."""
    waiting: deque[ast.AST] = deque([tree])
    while waiting:
        node = waiting.popleft()
        yield node
        if type(node) in _SIMPLE:
            continue
        for name in _BODIES:
            waiting.extend(getattr(node, name, ()))

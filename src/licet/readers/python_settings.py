"""The keys under which a Python expression looks into the settings of its project, as in `settings.llm.model`."""

import ast
from collections.abc import Iterator
from typing import Final

from licet.readers.python_containers import MAX_DEPTH, Chase, Origin
from licet.readers.python_names import Area, Block, Place, Scope
from licet.readers.python_options import holds_settings, leaf_name
from licet.readers.settings_values import Settings, Value

MAX_KEYS: Final = 8
"""Keys that one expression can stand for."""


def settings_of(settings: Settings, chase: Chase, node: ast.AST, place: Place, depth: int) -> list[Origin]:
    """Return the values that the settings files give to the key that an expression looks under."""
    found: list[Origin] = []
    for keys, sure in list(_keys(chase, node, place, depth))[:MAX_KEYS]:
        if keys and (sure or len(keys) > 1):
            found += map(_origin, settings.under(*keys))
    return found


def variable_of(settings: Settings, name: str) -> list[Origin]:
    """Return the values that `.env`, compose and other settings files give to a variable of the environment."""
    return [_origin(value) for value in settings.under(name)] if name else []


def _origin(value: Value) -> Origin:
    """A value as the text that it would be in a Python file at its place."""
    node = ast.Constant(value=value.text, lineno=value.line, col_offset=0)
    scope = Scope(area=Area.MODULE, node=node, block=Block(), file=value.file)
    return Origin(node, Place(scope, scope.block, (value.line, 0)))


def _keys(chase: Chase, node: ast.AST, place: Place, depth: int) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield the keys of an expression, and whether what they are looked up in is known to hold settings."""
    if depth > MAX_DEPTH:
        return
    match node:
        case ast.Attribute(value=inner, attr=key):
            yield from _below(chase, inner, place, key, depth)
        case ast.Subscript(value=inner, slice=ast.Constant(value=str() as key)):
            yield from _below(chase, inner, place, key, depth)
        case ast.Call(func=ast.Attribute(value=inner, attr="get" | "pop"), args=[ast.Constant(value=str() as key), *_]):
            yield from _below(chase, inner, place, key, depth)
        case ast.Name() | ast.Call():
            others = [one for one in chase(node, place, depth + 1) if one.node is not node]
            for other in others[:MAX_KEYS]:
                if isinstance(other.node, ast.Attribute | ast.Subscript | ast.Call):
                    yield from _keys(chase, other.node, other.place, depth + 1)
            if not any(isinstance(one.node, ast.Attribute | ast.Subscript) for one in others):
                yield (), holds_settings(leaf_name(node))
        case _:
            yield (), False


def _below(chase: Chase, node: ast.AST, place: Place, key: str, depth: int) -> Iterator[tuple[tuple[str, ...], bool]]:
    for keys, sure in _keys(chase, node, place, depth + 1):
        if holds_settings(key):
            yield (), True
        elif isinstance(node, ast.Name) and node.id in {"self", "cls"}:
            yield (), False
        else:
            yield (*keys, key), sure

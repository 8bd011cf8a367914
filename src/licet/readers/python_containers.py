"""What is inside the lists, tuples and dictionaries that a Python file writes down."""

import ast
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from licet.readers.python_names import Place

MAX_MEMBERS: Final = 256
"""Members of one list or dictionary that are looked at, and candidates of one value."""
MAX_DEPTH: Final = 24
"""Steps from a use to what it can be."""


class Origin(NamedTuple):
    """An expression with its place; a name or attribute stands for itself where nothing is known of it."""

    node: ast.AST
    place: Place


Chase = Callable[[ast.AST, Place, int], list[Origin]]
"""Returns where a value comes from; the last argument counts the steps that led here."""


def part(chase: Chase, origin: Origin, path: tuple[int, ...], depth: int) -> list[Origin]:
    """Return the part of a tuple or list that unpacking along `path` gives."""
    whole = chase(origin.node, origin.place, depth)
    if not path or depth > MAX_DEPTH:
        return [] if path else whole
    found: list[Origin] = []
    for one in whole:
        if isinstance(one.node, ast.Tuple | ast.List) and path[0] < len(one.node.elts):
            found += part(chase, Origin(one.node.elts[path[0]], one.place), path[1:], depth + 1)
    return found


def elements(chase: Chase, origin: Origin, path: tuple[int, ...], depth: int) -> list[Origin]:
    """Return what iterating over the value can give, taken apart along `path` where tuples are unpacked."""
    if depth > MAX_DEPTH:
        return []
    found: list[Origin] = []
    for one in chase(origin.node, origin.place, depth + 1):
        found += _elements(chase, one, path, depth + 1)
    return distinct(found)


def entries(chase: Chase, mapping: Origin, key: str | None, depth: int) -> list[Origin]:
    """Return the values of a dictionary under a key, or all of them."""
    found: list[Origin] = []
    if not isinstance(mapping.node, ast.Dict) or depth > MAX_DEPTH:
        return found
    for at, value in list(zip(mapping.node.keys, mapping.node.values, strict=True))[:MAX_MEMBERS]:
        if at is None:
            for spread in chase(value, mapping.place, depth + 1):
                found += entries(chase, spread, key, depth + 1)
        elif key is None or any(_is_text(one.node, key) for one in chase(at, mapping.place, depth + 1)):
            found += chase(value, mapping.place, depth + 1)
    return found


def subscript(chase: Chase, container: Origin, at: Origin, depth: int) -> list[Origin]:
    """Return what `container[at]` can be; every member where the index is not known."""
    found: list[Origin] = []
    for one in chase(container.node, container.place, depth):
        match one.node:
            case ast.Dict():
                keys = [key.node for key in chase(at.node, at.place, depth)]
                texts = [key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
                wanted: list[str | None] = list(texts) if len(texts) == len(keys) else [None]
                found += [value for text in wanted for value in entries(chase, one, text, depth)]
            case ast.List(elts=members) | ast.Tuple(elts=members) if not isinstance(at.node, ast.Slice):
                number = _number(at.node)
                inside = number is not None and -len(members) <= number < len(members)
                for member in [members[number]] if inside and number is not None else members[:MAX_MEMBERS]:
                    found += chase(member, one.place, depth)
            case _:
                continue
    return found


def distinct(found: Iterable[Origin]) -> list[Origin]:
    """Return each expression once, in order, bounded."""
    by_node = {id(origin.node): origin for origin in reversed(list(found))}
    return list(reversed(by_node.values()))[:MAX_MEMBERS]


def _elements(chase: Chase, origin: Origin, path: tuple[int, ...], depth: int) -> Iterator[Origin]:
    match origin.node:
        case ast.List(elts=members) | ast.Tuple(elts=members) | ast.Set(elts=members):
            for member in members[:MAX_MEMBERS]:
                if isinstance(member, ast.Starred):
                    yield from elements(chase, Origin(member.value, origin.place), path, depth)
                else:
                    yield from part(chase, Origin(member, origin.place), path, depth)
        case ast.Dict(keys=keys):
            yield from _parts(chase, keys, origin.place, path, depth)
        case ast.Call() as call:
            yield from _elements_of_call(chase, call, origin.place, path, depth)
        case _:
            return


def _parts(
    chase: Chase, nodes: Iterable[ast.expr | None], place: Place, path: tuple[int, ...], depth: int
) -> Iterator[Origin]:
    for node in list(nodes)[:MAX_MEMBERS]:
        if node is not None:
            yield from part(chase, Origin(node, place), path, depth)


def _elements_of_call(
    chase: Chase, call: ast.Call, place: Place, path: tuple[int, ...], depth: int
) -> Iterator[Origin]:
    match call:
        case ast.Call(func=ast.Attribute(value=receiver, attr="values" | "items" | "keys" as method)):
            rest = path[1:] if method == "items" else path
            for one in chase(receiver, place, depth):
                if isinstance(one.node, ast.Dict) and (method != "items" or path):
                    by_key = method == "keys" or (method == "items" and path[0] == 0)
                    yield from _parts(chase, one.node.keys if by_key else one.node.values, one.place, rest, depth)
        case ast.Call(func=ast.Name(id="enumerate"), args=[first, *_]) if path[:1] == (1,):
            yield from elements(chase, Origin(first, place), path[1:], depth)
        case ast.Call(func=ast.Name(id="zip"), args=given) if path and path[0] < len(given):
            yield from elements(chase, Origin(given[path[0]], place), path[1:], depth)
        case ast.Call(func=ast.Name(id="tqdm") | ast.Attribute(attr="tqdm"), args=[first, *_]):
            yield from elements(chase, Origin(first, place), path, depth)
        case _:
            return


def is_open(origin: Origin) -> bool:
    """Tell whether nothing more is known of a value: a call or a name, not a text or a container."""
    return isinstance(origin.node, ast.Call | ast.Name | ast.Attribute) or (
        isinstance(origin.node, ast.Constant) and origin.node.value is None
    )


def plain_annotation(annotation: ast.expr) -> ast.expr:
    """Return what an annotation names, without `Optional` and `| None`."""
    match annotation:
        case ast.Subscript(slice=inner) | ast.BinOp(left=inner):
            return inner
        case _:
            return annotation


def _number(node: ast.AST) -> int | None:
    match node:
        case ast.Constant(value=int() as number):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as number)):
            return -number
        case _:
            return None


def _is_text(node: ast.AST, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text

"""Which bindings of a name can reach a use of it, in the text of one function or module."""

import ast
from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence
from typing import Final

from licet.readers.python_names import LEAVING, Area, Binding, Block, Place, Scope, position

MAX_BINDINGS: Final = 256
"""Bindings of one name that are looked at for one use."""
MAX_BLOCKS: Final = 200
"""Branches inside each other that are looked at."""


def reaching_bindings(name: str, place: Place) -> Sequence[Binding]:
    """Return the bindings that a name can have where it is used, by Python's scope rules; none if it is not bound.

    In the scope of the use, a binding hides what stands before it, and the branches of an `if` exclude each other.
    A function sees whatever its surroundings ever bind.
    """
    at: Place | None = place
    scope: Scope | None = place.scope
    while scope is not None:
        found = scope.names.get(name)
        if found and (scope.area is not Area.CLASS or scope is place.scope):
            return _reaching(found, at) if at else found[-MAX_BINDINGS:]
        at = scope.place if at and scope.area in {Area.COMPREHENSION, Area.CLASS} else None
        scope = scope.parent
    return ()


def narrowed(name: str, place: Place) -> Iterator[ast.Constant]:
    """Yield the texts that a name is known to equal where it is used: `if name == "x"`, `case "x"`."""
    bindings = place.scope.names.get(name, ())
    for block in _above(place.block):
        since = position(block.owner) if block.owner else (0, 0)
        if any(since < binding.place.at < place.at for binding in bindings[-MAX_BINDINGS:]):
            return
        found = tuple(_equal_to(name, block))
        if found:
            yield from found
            return


def _equal_to(name: str, block: Block) -> Iterator[ast.Constant]:
    match block.owner:
        case ast.If(test=test) if block.branch == "body":
            yield from _tested(name, test)
        case ast.Match(subject=ast.Name(id=subject), cases=cases) if subject == name:
            patterns: list[ast.pattern] = [cases[int(block.branch)].pattern]
            for pattern in patterns:
                match pattern:
                    case ast.MatchValue(value=ast.Constant(value=str()) as constant):
                        yield constant
                    case ast.MatchOr(patterns=more):
                        patterns.extend(more)
                    case _:
                        continue
        case _:
            return


def _tested(name: str, test: ast.expr) -> Iterator[ast.Constant]:
    tests = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) else [test]
    found: list[ast.Constant] = []
    for one in tests:
        match one:
            case ast.Compare(
                left=ast.Name(id=left), ops=[ast.Eq()], comparators=[ast.Constant(value=str()) as constant]
            ) if left == name:
                found.append(constant)
            case ast.Compare(
                left=ast.Name(id=left),
                ops=[ast.In()],
                comparators=[ast.List(elts=members) | ast.Tuple(elts=members) | ast.Set(elts=members)],
            ) if left == name and all(isinstance(member, ast.Constant) for member in members):
                found.extend(member for member in members if isinstance(member, ast.Constant))
            case _:
                return
    yield from found


def _reaching(found: list[Binding], place: Place) -> Sequence[Binding]:
    before = found[: bisect_left(found, place.at, key=lambda binding: binding.place.at)][-MAX_BINDINGS:]
    above = {id(block): block for block in _above(place.block)}
    branches = {id(block.owner): block.branch for block in above.values()}
    reaching: list[Binding] = []
    covered: set[tuple[int, str]] = set()
    for binding in reversed(before):
        if _excluded(binding.place.block, above, branches):
            continue
        reaching.append(binding)
        if _covers(binding.place.block, covered, above):
            break
    # A use before every binding stands in a loop, or runs later than the text says.
    return reaching[::-1] or found[-MAX_BINDINGS:]


def _above(block: Block) -> list[Block]:
    above = [block]
    while above[-1].parent is not None and len(above) < MAX_BLOCKS:
        above.append(above[-1].parent)
    return above


def _excluded(block: Block, above: Container[int], branches: dict[int, str]) -> bool:
    """Tell whether what happens in `block` is never seen where the blocks `above` are."""
    for inner in _above(block):
        if id(inner) in above:
            return False
        if inner.leaves:
            return True
        if isinstance(inner.owner, ast.If | ast.Match) and branches.get(id(inner.owner), inner.branch) != inner.branch:
            return True
    return False


def _covers(block: Block, covered: set[tuple[int, str]], above: Container[int]) -> bool:
    """Tell whether every way to the use passes a binding, now that one in `block` is known."""
    while id(block) not in above:
        covered.add((id(block.owner), block.branch))
        owner = block.owner
        if not isinstance(owner, ast.If) or not owner.orelse or block.parent is None:
            return False
        branches = (("body", owner.body), ("orelse", owner.orelse))
        if not all((id(owner), branch) in covered or isinstance(body[-1], LEAVING) for branch, body in branches):
            return False
        block = block.parent
    return True

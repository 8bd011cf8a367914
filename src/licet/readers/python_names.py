"""Where the names of a Python file are bound: scopes, blocks and bindings, found without running anything.

The tree is walked with an explicit stack, so its depth costs no recursion. Positions in the text order uses and
bindings; blocks (the branches of `if`, `for`, `try` ...) tell which binding can reach which use.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Final, NamedTuple

from licet.readers.opened import OpenedFile

MAX_NODES: Final = 600_000

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Position = tuple[int, int]
START: Final[Position] = (0, -1)
"""Before everything that stands in the file."""

LEAVING: Final = (ast.Return, ast.Raise)

_LEAVES: Final = frozenset(
    {ast.Name, ast.Constant, ast.Load, ast.Store, ast.Del, ast.Pass, ast.Break, ast.Continue, ast.alias, ast.arg}
    | {*ast.operator.__subclasses__(), *ast.unaryop.__subclasses__(), *ast.boolop.__subclasses__()}
    | {*ast.cmpop.__subclasses__()}
)
"""Nodes below which nothing is bound or called."""
_PLAIN: Final = frozenset(
    {ast.Expr, ast.Attribute, ast.BinOp, ast.BoolOp, ast.Compare, ast.UnaryOp, ast.Subscript, ast.Slice, ast.Tuple}
    | {ast.List, ast.Set, ast.Dict, ast.IfExp, ast.keyword, ast.Starred, ast.JoinedStr, ast.FormattedValue, ast.Await}
    | {ast.Raise, ast.Assert, ast.With, ast.AsyncWith, ast.Yield, ast.YieldFrom, ast.Delete}
)
"""Nodes that bind nothing themselves and have no scope of their own."""


class Bound(Enum):
    """What binds a name."""

    VALUE = auto()
    ELEMENT = auto()
    PARAMETER = auto()
    IMPORT = auto()
    FUNCTION = auto()
    CLASS = auto()
    OPAQUE = auto()


class Area(Enum):
    """The kinds of scope."""

    MODULE = auto()
    CLASS = auto()
    FUNCTION = auto()
    COMPREHENSION = auto()


@dataclass(slots=True, kw_only=True, eq=False)
class Block:
    """A run of statements; `owner` is the statement it is a branch of, `leaves` that it ends with return or raise."""

    parent: "Block | None" = None
    owner: ast.AST | None = None
    branch: str = ""
    leaves: bool = False


class Place(NamedTuple):
    """Where an expression stands."""

    scope: "Scope"
    block: Block
    at: Position


@dataclass(slots=True, kw_only=True, eq=False)
class Binding:
    """One binding of a name.

    `node` is the value, the iterable of an ELEMENT, the default of a PARAMETER or the definition; `path` the indexes
    of unpacking; `name` the dotted name of an IMPORT and the own name otherwise; `inner` the scope of a FUNCTION or
    CLASS, and of the function a PARAMETER belongs to; `annotation` what an attribute of a class is declared to be.
    """

    kind: Bound
    node: ast.AST | None
    place: Place
    name: str
    path: tuple[int, ...] = ()
    inner: "Scope | None" = None
    annotation: ast.expr | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Scope:
    """A module, class, function or comprehension with the names bound in it.

    `attributes` holds what a class's methods assign to `self`; `returns` what a function returns; `file` is the file of
    a module, without its bytes.
    """

    area: Area
    node: ast.AST
    block: Block
    parent: "Scope | None" = None
    place: Place | None = None
    names: dict[str, list[Binding]] = field(default_factory=dict)
    attributes: dict[str, list[Binding]] = field(default_factory=dict)
    returns: list[tuple[ast.expr, Place]] = field(default_factory=list)
    outer_names: set[str] = field(default_factory=set)
    file: OpenedFile | None = None

    @property
    def own_name(self) -> str:
        """The name of the class or function."""
        return str(getattr(self.node, "name", ""))


@dataclass(slots=True, kw_only=True)
class Index:
    """All bindings and calls of one file, calls in the order of the text; `starred` are modules imported with `*`.

    `written` holds assignments to attributes of other things than `self`, by their dotted text; `inner` the scopes of
    classes and functions by the identity of their definitions.
    """

    module: Scope
    classes: list[Scope] = field(default_factory=list)
    calls: list[tuple[ast.Call, Place]] = field(default_factory=list)
    starred: list[str] = field(default_factory=list)
    written: dict[str, list[Binding]] = field(default_factory=dict)
    inner: dict[int, Scope] = field(default_factory=dict)


class TooLargeError(Exception):
    """The file has more parts than are looked at."""


def file_of(place: Place) -> OpenedFile | None:
    """Return the file in which something stands, without its bytes."""
    scope = place.scope
    while scope.parent is not None:
        scope = scope.parent
    return scope.file


def index_names(tree: ast.Module, file: OpenedFile | None = None) -> Index:
    """Return the index of a parsed file.

    Raises:
        TooLargeError: the tree has more than `MAX_NODES` nodes.
    """
    root = Block()
    known = replace(file, data=b"", project=None) if file else None
    module = Scope(area=Area.MODULE, node=tree, block=root, file=known)
    index = Index(module=module)
    todo: list[tuple[ast.AST, Scope, Block]] = [(node, module, root) for node in reversed(tree.body)]
    for _ in range(MAX_NODES):
        if not todo:
            break
        node, scope, block = todo.pop()
        if type(node) in _PLAIN:
            todo.extend(reversed([(child, scope, block) for child in _children(node)]))
        else:
            todo.extend(reversed(list(_visit(node, scope, block, index))))
    else:
        raise TooLargeError
    index.calls.sort(key=lambda call: call[1].at)
    for inside in _scopes(index):
        for bindings in (*inside.names.values(), *inside.attributes.values()):
            bindings.sort(key=lambda binding: binding.place.at)
    return index


def position(node: ast.AST) -> Position:
    """Return the line and column where a node starts."""
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def end(node: ast.AST) -> Position:
    """Return the line and column where a node ends: there an assignment takes effect."""
    return getattr(node, "end_lineno", None) or 0, getattr(node, "end_col_offset", None) or 0


def owner_class(name: str, scope: Scope | None) -> Scope | None:
    """Return the class whose method has `name` as its first parameter (`self`, `cls`), seen from `scope`."""
    while scope:
        node = scope.node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and name in scope.names:
            first = [*node.args.posonlyargs, *node.args.args][:1]
            inside = scope.parent and scope.parent.area is Area.CLASS
            return scope.parent if inside and first and first[0].arg == name else None
        if name in scope.names:
            return None
        scope = scope.parent
    return None


def _scopes(index: Index) -> Iterator[Scope]:
    seen: set[int] = set()
    for start in (index.module, *index.classes, *(place.scope for _, place in index.calls)):
        scope: Scope | None = start
        while scope is not None and id(scope) not in seen:
            seen.add(id(scope))
            yield scope
            scope = scope.parent


def _visit(node: ast.AST, scope: Scope, block: Block, index: Index) -> Iterator[tuple[ast.AST, Scope, Block]]:
    """Record one node and yield what is below it, each part with its scope and block."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
            yield from _function(node, scope, block, index)
        case ast.ClassDef():
            yield from _class(node, scope, block, index)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            yield from _comprehension(node, scope, block)
        case ast.If() | ast.While():
            yield node.test, scope, block
            yield from _branch(node, "body", node.body, scope, block)
            yield from _branch(node, "orelse", node.orelse, scope, block)
        case ast.For() | ast.AsyncFor():
            yield node.iter, scope, block
            _bind(node.target, Bound.ELEMENT, node.iter, Place(scope, block, position(node.target)), index)
            yield from _branch(node, "body", node.body, scope, block)
            yield from _branch(node, "orelse", node.orelse, scope, block)
        case ast.Try() | ast.TryStar():
            yield from _branch(node, "body", [*node.body, *node.orelse], scope, block)
            for handler in node.handlers:
                yield from _branch(handler, "handler", handler.body, scope, block)
            yield from ((part, scope, block) for part in node.finalbody)
        case ast.Match():
            yield node.subject, scope, block
            for number, case in enumerate(node.cases):
                yield from _branch(node, str(number), case.body, scope, block)
        case _:
            _record(node, scope, block, index)
            yield from ((child, scope, block) for child in _children(node))


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a node below which something can be bound or called."""
    for name in node._fields:
        value = getattr(node, name, None)
        if isinstance(value, list):
            yield from (one for one in value if isinstance(one, ast.AST) and type(one) not in _LEAVES)
        elif isinstance(value, ast.AST) and type(value) not in _LEAVES:
            yield value


def _branch(
    owner: ast.AST, branch: str, body: Sequence[ast.stmt], scope: Scope, block: Block
) -> Iterator[tuple[ast.AST, Scope, Block]]:
    if body:
        inner = Block(parent=block, owner=owner, branch=branch, leaves=isinstance(body[-1], LEAVING))
        yield from ((part, scope, inner) for part in body)


def _record(node: ast.AST, scope: Scope, block: Block, index: Index) -> None:
    """Record what a node without scopes or branches of its own binds."""
    here = Place(scope, block, end(node))
    match node:
        case ast.Call():
            index.calls.append((node, Place(scope, block, position(node))))
        case ast.Assign() | ast.AnnAssign() | ast.NamedExpr():
            _assign(node, here, index)
        case ast.AugAssign():
            _bind(node.target, Bound.OPAQUE, None, here, index)
        case ast.withitem(context_expr=value, optional_vars=ast.expr() as target):
            _bind(target, Bound.VALUE, value, Place(scope, block, end(value)), index)
        case ast.Return(value=ast.expr() as value):
            scope.returns.append((value, Place(scope, block, position(node))))
        case ast.Global() | ast.Nonlocal():
            scope.outer_names.update(node.names)
        case ast.Import() | ast.ImportFrom():
            _import(node, here, index)
        case _:
            return


def _assign(node: ast.Assign | ast.AnnAssign | ast.NamedExpr, here: Place, index: Index) -> None:
    match node:
        case ast.Assign():
            for target in node.targets:
                _bind(target, Bound.VALUE, node.value, here, index)
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation) if here.scope.area is Area.CLASS:
            kind = Bound.VALUE if node.value else Bound.OPAQUE
            bound = Binding(kind=kind, node=node.value, place=here, name=name, annotation=annotation)
            _add(here.scope, name, bound)
        case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.NamedExpr(target=target, value=value):
            _bind(target, Bound.VALUE, value, here, index)
        case _:
            return


def _import(node: ast.Import | ast.ImportFrom, here: Place, index: Index) -> None:
    prefix = "." * node.level + (node.module or "") + "." if isinstance(node, ast.ImportFrom) else ""
    for alias in node.names:
        if alias.name == "*":
            index.starred.append(prefix.removesuffix("."))
            continue
        # `import a.b` binds `a`; every other form binds what it names.
        first = alias.name.partition(".")[0]
        whole = bool(prefix or alias.asname)
        target = prefix + alias.name if whole else first
        bound = Binding(kind=Bound.IMPORT, node=node, place=here, name=target)
        _add(here.scope, alias.asname or first, bound)


def _bind(target: ast.expr, kind: Bound, value: ast.expr | None, place: Place, index: Index) -> None:
    """Bind every name and attribute of an assignment's target."""
    todo: list[tuple[ast.expr, tuple[int, ...]]] = [(target, ())]
    while todo:
        part, path = todo.pop()
        match part:
            case ast.Name():
                _add(place.scope, part.id, Binding(kind=kind, node=value, place=place, name=part.id, path=path))
            case ast.Tuple() | ast.List():
                todo.extend((inner, (*path, number)) for number, inner in enumerate(part.elts))
            case ast.Attribute(value=ast.Name(id=name)):
                bound = Binding(kind=kind, node=value, place=place, name=part.attr, path=path)
                holder = owner_class(name, place.scope)
                where = holder.attributes if holder else index.written
                where.setdefault(part.attr if holder else f"{name}.{part.attr}", []).append(bound)
            case ast.Starred():
                todo.append((part.value, path))
            case _:
                continue


def _add(scope: Scope, name: str, binding: Binding) -> None:
    """Add a binding where the name lives: `global`, `nonlocal` and `:=` in a comprehension reach outside."""
    while scope.parent and (scope.area is Area.COMPREHENSION or name in scope.outer_names):
        scope = scope.parent
    scope.names.setdefault(name, []).append(binding)


def _function(node: Function, scope: Scope, block: Block, index: Index) -> Iterator[tuple[ast.AST, Scope, Block]]:
    here = Place(scope, block, position(node))
    inner = index.inner[id(node)] = Scope(area=Area.FUNCTION, node=node, block=Block(), parent=scope, place=here)
    if not isinstance(node, ast.Lambda):
        _add(scope, node.name, Binding(kind=Bound.FUNCTION, node=node, place=here, name=node.name, inner=inner))
        yield from ((part, scope, block) for part in node.decorator_list)
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
    defaults += arguments.defaults
    pairs = [*zip(positional, defaults, strict=True), *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]
    rest = [(part, None) for part in (arguments.vararg, arguments.kwarg) if part]
    start = Place(inner, inner.block, START)
    for argument, default in pairs:
        bound = Binding(kind=Bound.PARAMETER, node=default, place=start, name=argument.arg, inner=inner)
        inner.names.setdefault(argument.arg, []).append(bound)
        if default:
            yield default, scope, block
    for argument, _ in rest:
        bound = Binding(kind=Bound.OPAQUE, node=None, place=start, name=argument.arg)
        inner.names.setdefault(argument.arg, []).append(bound)
    body: Sequence[ast.AST] = [node.body] if isinstance(node, ast.Lambda) else node.body
    yield from ((part, inner, inner.block) for part in body)


def _class(node: ast.ClassDef, scope: Scope, block: Block, index: Index) -> Iterator[tuple[ast.AST, Scope, Block]]:
    here = Place(scope, block, position(node))
    inner = index.inner[id(node)] = Scope(area=Area.CLASS, node=node, block=Block(), parent=scope, place=here)
    index.classes.append(inner)
    _add(scope, node.name, Binding(kind=Bound.CLASS, node=node, place=here, name=node.name, inner=inner))
    outside: list[ast.AST] = [*node.decorator_list, *node.bases, *node.keywords]
    yield from ((part, scope, block) for part in outside)
    yield from ((part, inner, inner.block) for part in node.body)


def _comprehension(
    node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp, scope: Scope, block: Block
) -> Iterator[tuple[ast.AST, Scope, Block]]:
    here = Place(scope, block, position(node))
    inner = Scope(area=Area.COMPREHENSION, node=node, block=Block(), parent=scope, place=here)
    for generator in node.generators:
        place = Place(inner, inner.block, START)
        for name, path in _targets(generator.target):
            bound = Binding(kind=Bound.ELEMENT, node=generator.iter, place=place, name=name, path=path)
            inner.names.setdefault(name, []).append(bound)
    yield from ((part, inner, inner.block) for part in ast.iter_child_nodes(node))


def _targets(target: ast.expr) -> Iterator[tuple[str, tuple[int, ...]]]:
    todo: list[tuple[ast.expr, tuple[int, ...]]] = [(target, ())]
    while todo:
        part, path = todo.pop()
        if isinstance(part, ast.Name):
            yield part.id, path
        elif isinstance(part, ast.Tuple | ast.List):
            todo.extend((inner, (*path, number)) for number, inner in enumerate(part.elts))

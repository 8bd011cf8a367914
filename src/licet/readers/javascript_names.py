"""Where the names of a JavaScript or TypeScript file are bound, and what it calls: found in its tree, nothing is run.

The tree is walked with an explicit stack, so its depth costs no recursion.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_NODES: Final = 600_000

_FUNCTIONS: Final = frozenset(
    {"function_declaration", "function_expression", "function", "arrow_function", "method_definition"}
    | {"generator_function_declaration", "generator_function"}
)
_CLASSES: Final = frozenset({"class_declaration", "class", "abstract_class_declaration"})
_FIELDS: Final = frozenset({"field_definition", "public_field_definition"})


class Bound(Enum):
    """What binds a name."""

    VALUE = auto()
    ELEMENT = auto()
    MEMBER = auto()
    IMPORT = auto()
    PARAMETER = auto()
    FUNCTION = auto()
    CLASS = auto()


@dataclass(slots=True, kw_only=True, eq=False)
class Binding:
    """One binding: its value, or for an IMPORT the module and the name there (empty: the module itself).

    For a MEMBER `name` is the property of the value that is taken; a PARAMETER has its number and function.
    """

    kind: Bound
    scope: "Scope"
    node: "Node | None" = None
    module: str = ""
    name: str = ""
    at: int = -1
    inner: "Scope | None" = None


@dataclass(slots=True, kw_only=True, eq=False)
class Scope:
    """A program, block, function or class with the names bound in it; `path` is the file's, on the outermost one."""

    parent: "Scope | None" = None
    own_name: str = ""
    is_class: bool = False
    is_function: bool = False
    names: dict[str, list[Binding]] = field(default_factory=dict)
    members: dict[str, list[Binding]] = field(default_factory=dict)
    returns: list["Node"] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Program:
    """What one file names and holds, in the order of the text; `complete` tells that all was seen."""

    top: Scope
    objects: list[tuple["Node", Scope]] = field(default_factory=list)
    arrays: list["Node"] = field(default_factory=list)
    calls: list[tuple["Node", Scope]] = field(default_factory=list)
    complete: bool = True


def index_program(root: "Node") -> Program:
    """Return the names and calls of a parsed file."""
    top = Scope()
    program = Program(top=top)
    todo: list[tuple[Node, Scope]] = [(root, top)]
    for _ in range(MAX_NODES):
        if not todo:
            break
        node, scope = todo.pop()
        inner = _visit(node, scope, program)
        todo.extend((child, inner) for child in reversed(node.named_children))
    else:
        program.complete = False
    return program


def text_of(node: "Node | None") -> str:
    """Return the text of a node."""
    return node.text.decode("utf-8", "replace") if node is not None and node.text else ""


def literal(node: "Node | None") -> str:
    """Return the content of a string literal without its quotes; escapes are kept as they are written."""
    return text_of(node)[1:-1] if node is not None and node.type == "string" else ""


def _visit(node: "Node", scope: Scope, program: Program) -> Scope:
    """Record one node, and return the scope of what is below it."""
    kind = node.type
    if kind in _FUNCTIONS:
        return _function(node, scope)
    if kind in _CLASSES:
        return _class(node, scope)
    if kind in {"call_expression", "new_expression"}:
        program.calls.append((node, scope))
    elif kind in _FIELDS:
        name = node.child_by_field_name("property") or node.child_by_field_name("name")
        value = node.child_by_field_name("value")
        if value is not None:
            scope.members.setdefault(text_of(name), []).append(Binding(kind=Bound.VALUE, scope=scope, node=value))
    elif kind == "object":
        program.objects.append((node, scope))
    elif kind == "array":
        program.arrays.append(node)
    elif kind == "statement_block":
        return Scope(parent=scope)
    elif kind == "return_statement":
        _return(node, scope)
    else:
        _bind(node, scope)
    return scope


def _bind(node: "Node", scope: Scope) -> None:
    """Record what a node without a scope of its own binds."""
    match node.type:
        case "import_statement":
            _import(node, scope)
        case "variable_declarator":
            _target(node.child_by_field_name("name"), node.child_by_field_name("value"), scope)
        case "assignment_expression" | "augmented_assignment_expression":
            _assigned(node, scope)
        case "for_in_statement":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and left.type == "identifier":
                _add(scope, text_of(left), Binding(kind=Bound.ELEMENT, scope=scope, node=right))
        case "enum_declaration":
            name = node.child_by_field_name("name")
            _add(scope, text_of(name), Binding(kind=Bound.VALUE, scope=scope, node=node.child_by_field_name("body")))
        case _:
            return


def _add(scope: Scope, name: str, binding: Binding) -> None:
    scope.names.setdefault(name, []).append(binding)


def _import(node: "Node", scope: Scope) -> None:
    module = literal(node.child_by_field_name("source"))
    for clause in (child for child in node.named_children if child.type == "import_clause"):
        for part in clause.named_children:
            match part.type:
                case "identifier":
                    _add(scope, text_of(part), Binding(kind=Bound.IMPORT, scope=scope, module=module, name="default"))
                case "namespace_import":
                    local = text_of(part.named_children[-1]) if part.named_children else ""
                    _add(scope, local, Binding(kind=Bound.IMPORT, scope=scope, module=module))
                case "named_imports":
                    for one in part.named_children:
                        name = text_of(one.child_by_field_name("name"))
                        local = text_of(one.child_by_field_name("alias")) or name
                        _add(scope, local, Binding(kind=Bound.IMPORT, scope=scope, module=module, name=name))
                case _:
                    continue


def _target(target: "Node | None", value: "Node | None", scope: Scope) -> None:
    """Bind the names of a declaration's target; `{ a, b: c } = value` binds members of the value."""
    if target is None:
        return
    if value is None:
        # What is assigned later, perhaps in an inner block, is bound where the name is declared.
        scope.names.setdefault(text_of(target), [])
        return
    if target.type == "identifier":
        _add(scope, text_of(target), Binding(kind=Bound.VALUE, scope=scope, node=value))
    elif target.type == "object_pattern":
        for key, local, _ in _members(target):
            _add(scope, local, Binding(kind=Bound.MEMBER, scope=scope, node=value, name=key))


def _members(pattern: "Node") -> Iterator[tuple[str, str, "Node | None"]]:
    """Yield the key, the name and the default of each member of an object pattern."""
    for part in pattern.named_children:
        match part.type:
            case "shorthand_property_identifier_pattern":
                yield text_of(part), text_of(part), None
            case "object_assignment_pattern":
                left = part.child_by_field_name("left")
                yield text_of(left), text_of(left), part.child_by_field_name("right")
            case "pair_pattern":
                key, value = part.child_by_field_name("key"), part.child_by_field_name("value")
                if value is not None and value.type == "assignment_pattern":
                    left = value.child_by_field_name("left")
                    yield text_of(key), text_of(left), value.child_by_field_name("right")
                elif value is not None and value.type == "identifier":
                    yield text_of(key), text_of(value), None
            case _:
                continue


def _assigned(node: "Node", scope: Scope) -> None:
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return
    if left.type == "identifier":
        name = text_of(left)
        home: Scope | None = scope
        while home is not None and name not in home.names:
            home = home.parent
        _add(home or scope, name, Binding(kind=Bound.VALUE, scope=scope, node=right))
    elif left.type == "member_expression" and text_of(left.child_by_field_name("object")) == "this":
        owner = class_of(scope)
        if owner is not None:
            name = text_of(left.child_by_field_name("property"))
            owner.members.setdefault(name, []).append(Binding(kind=Bound.VALUE, scope=scope, node=right))


def class_of(scope: Scope | None) -> Scope | None:
    """Return the class around a scope."""
    while scope is not None and not scope.is_class:
        scope = scope.parent
    return scope


def _class(node: "Node", scope: Scope) -> Scope:
    name = text_of(node.child_by_field_name("name"))
    inner = Scope(parent=scope, own_name=name, is_class=True)
    if name:
        _add(scope, name, Binding(kind=Bound.CLASS, scope=scope, node=node, inner=inner))
    return inner


def _function(node: "Node", scope: Scope) -> Scope:
    name = text_of(node.child_by_field_name("name"))
    inner = Scope(parent=scope, own_name=name, is_function=True)
    if name and node.type != "method_definition":
        _add(scope, name, Binding(kind=Bound.FUNCTION, scope=scope, node=node, inner=inner))
    elif name:
        scope.members.setdefault(name, []).append(Binding(kind=Bound.FUNCTION, scope=scope, node=node, inner=inner))
    single = node.child_by_field_name("parameter")
    parameters = node.child_by_field_name("parameters")
    given = [single] if single is not None else parameters.named_children if parameters is not None else []
    for at, parameter in enumerate(given):
        _parameter(parameter, at, inner)
    body = node.child_by_field_name("body")
    if body is not None and body.type != "statement_block":
        inner.returns.append(body)
    return inner


def _parameter(node: "Node", at: int, inner: Scope) -> None:
    target = node.child_by_field_name("pattern") or node.child_by_field_name("left") or node
    default = node.child_by_field_name("value") or node.child_by_field_name("right")
    if target.type == "identifier":
        bound = Binding(kind=Bound.PARAMETER, scope=inner, node=default, at=at, inner=inner)
        _add(inner, text_of(target), bound)
    elif target.type == "object_pattern":
        for key, local, value in _members(target):
            bound = Binding(kind=Bound.PARAMETER, scope=inner, node=value, at=at, name=key, inner=inner)
            _add(inner, local, bound)


def _return(node: "Node", scope: Scope) -> None:
    around: Scope | None = scope
    while around is not None and not around.is_function:
        around = around.parent
    if around is not None and node.named_children:
        around.returns.append(node.named_children[0])

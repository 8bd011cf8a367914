"""What the expressions of a JavaScript or TypeScript file can be: their texts, and the names of what is called.

Source: INPUTS 3.1, as for Python: constants, fields of classes, defaults, `x || "d"`, branches, members of objects,
templates with unknown parts, variables of the environment, constants of the project's other modules.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from licet.model.bom import Evidence
from licet.readers.hub_ids import UNKNOWN
from licet.readers.javascript_modules import Modules
from licet.readers.javascript_names import Binding, Bound, Program, Scope, class_of, literal, text_of
from licet.readers.opened import OpenedFile
from licet.readers.settings_values import Settings

if TYPE_CHECKING:
    from tree_sitter import Node

MAX_DEPTH: Final = 24
MAX_STEPS: Final = 60_000
"""Steps of all evaluations of one file; what is left then is unresolved."""
MAX_CANDIDATES: Final = 128
_MAX_TEXT: Final = 2_000
_WRAPPERS: Final = frozenset(
    {"parenthesized_expression", "await_expression", "as_expression", "satisfies_expression", "non_null_expression"}
    | {"type_assertion", "spread_element"}
)
_CDN: Final = re.compile(r"(?:npm:|https?://[^/]+/(?:npm/|pin/|v\d+/|\*)?)((?:@[\w.-]+/)?[\w.-]+)")


class At(NamedTuple):
    """An expression, where its names are looked up, and the file that it stands in."""

    node: "Node"
    scope: Scope
    file: OpenedFile


class Text(NamedTuple):
    """One text that an expression can have, with its place."""

    text: str
    line: int
    file: OpenedFile | None

    def evidence(self) -> Evidence | None:
        """Return the place as evidence, where it is known."""
        return self.file.evidence(self.line) if self.file else None


class Values:
    """Answers what expressions of one file can be; every answer is bounded."""

    def __init__(self, program: Program, file: OpenedFile, modules: Modules, settings: Settings) -> None:
        self._file = file
        self._modules = modules
        self._settings = settings
        self._steps = MAX_STEPS
        self._active: set[int] = set()
        self._calls: dict[str, list[At]] = {}
        for node, scope in program.calls:
            name = _last(node.child_by_field_name("function") or node.child_by_field_name("constructor"))
            self._calls.setdefault(name, []).append(At(node, scope, file))

    def origins(self, at: At, depth: int = 0) -> list[At]:
        """Return the expressions that can give a value; the expression itself where none is known."""
        self._steps -= 1
        if depth > MAX_DEPTH or self._steps < 0:
            return [at]
        found = list(islice(self._origins(at, depth + 1), MAX_CANDIDATES))
        return found or [at]

    def texts(self, at: At, depth: int = 0) -> list[Text]:
        """Return the texts that an expression can have; `{?}` stands for what is not known."""
        found = [text for one in self.origins(at, depth) for text in self._terminal(one, depth + 1)]
        return list(dict.fromkeys(found))[:MAX_CANDIDATES]

    def names(self, at: At, depth: int = 0) -> list[tuple[str, str]]:
        """Return the modules and dotted names that a called thing can have: `("openai", "OpenAI().chat.create")`."""
        self._steps -= 1
        if depth > MAX_DEPTH or self._steps < 0:
            return []
        return list(dict.fromkeys(islice(self._names(at, depth + 1), MAX_CANDIDATES)))

    def member(self, at: At, name: str, depth: int = 0) -> list[At]:
        """Return what a property of an object can be; every member where the name is empty."""
        found: list[At] = []
        for one in self.origins(at, depth):
            found += self._member(one, name, depth + 1)
        return found[:MAX_CANDIDATES]

    # -- values -----------------------------------------------------------------------------------------------------

    def _origins(self, at: At, depth: int) -> Iterator[At]:
        node, scope, file = at
        match node.type:
            case kind if kind in _WRAPPERS and node.named_children:
                yield from self.origins(At(node.named_children[0], scope, file), depth)
            case "identifier" | "shorthand_property_identifier":
                for binding in _bindings(text_of(node), scope):
                    yield from self._bound(binding, file, depth)
            case "member_expression":
                yield from self._property(at, depth)
            case "subscript_expression":
                yield from self._item(at, depth)
            case "ternary_expression":
                for branch in ("consequence", "alternative"):
                    yield from self._field(at, branch, depth)
            case "binary_expression" if text_of(node.child_by_field_name("operator")) in {"||", "??"}:
                yield from self._field(at, "left", depth)
                yield from self._field(at, "right", depth)
            case "call_expression":
                yield from self._returned(at, depth) or [at]
            case _:
                yield at

    def _field(self, at: At, name: str, depth: int) -> list[At]:
        inner = at.node.child_by_field_name(name)
        return self.origins(At(inner, at.scope, at.file), depth) if inner is not None else []

    def _bound(self, binding: Binding, file: OpenedFile, depth: int) -> list[At]:
        if id(binding) in self._active:
            return []
        self._active.add(id(binding))
        try:
            node = binding.node
            inner = At(node, binding.scope, file) if node is not None else None
            match binding.kind:
                case Bound.VALUE if inner:
                    return self.origins(inner, depth)
                case Bound.ELEMENT if inner:
                    return self.member(inner, "", depth)
                case Bound.MEMBER if inner:
                    return self.member(inner, binding.name, depth)
                case Bound.PARAMETER:
                    return self._parameter(binding, inner, file, depth)
                case Bound.IMPORT:
                    return self._imported(binding, file, depth)
                case _:
                    return []
        finally:
            self._active.discard(id(binding))

    def _imported(self, binding: Binding, file: OpenedFile, depth: int) -> list[At]:
        found = self._modules.imported(binding.module, file.path)
        if found is None:
            return []
        program, other = found
        inner = program.top.names.get(binding.name, ())
        return [one for each in inner for one in self._bound(each, other, depth + 1)]

    def _parameter(self, binding: Binding, default: At | None, file: OpenedFile, depth: int) -> list[At]:
        """A parameter has its default, and what the calls of this file give."""
        found = self.origins(default, depth) if default else []
        name = binding.inner.own_name if binding.inner else ""
        for call in self._calls.get(name, ())[:MAX_CANDIDATES] if name and file is self._file else ():
            given = arguments(call.node)
            if binding.at < len(given):
                one = At(given[binding.at], call.scope, call.file)
                found += self.member(one, binding.name, depth + 1) if binding.name else self.origins(one, depth + 1)
        return found

    def _property(self, at: At, depth: int) -> list[At]:
        inner, name = at.node.child_by_field_name("object"), text_of(at.node.child_by_field_name("property"))
        if inner is None:
            return []
        if text_of(inner) in {"this", "super"}:
            owner = class_of(at.scope)
            members = owner.members.get(name, ()) if owner else ()
            return [one for binding in members for one in self._bound(binding, at.file, depth)]
        return [
            one for each in self.origins(At(inner, at.scope, at.file), depth) for one in self._member(each, name, depth)
        ]

    def _item(self, at: At, depth: int) -> list[At]:
        inner, key = at.node.child_by_field_name("object"), at.node.child_by_field_name("index")
        return self.member(At(inner, at.scope, at.file), literal(key), depth) if inner is not None else []

    def _member(self, at: At, name: str, depth: int) -> list[At]:
        """Return a property of a written object or class, or the members of a list."""
        node, scope, file = at
        found: list[At] = []
        if node.type == "identifier":
            for binding in _bindings(text_of(node), scope):
                for one in binding.inner.members.get(name, ()) if binding.inner else ():
                    found += self._bound(one, file, depth)
            return found
        for part in node.named_children[:MAX_CANDIDATES] if node.type in {"object", "array", "enum_body"} else ():
            match part.type:
                case "pair" | "enum_assignment":
                    key = part.child_by_field_name("key") or part.child_by_field_name("name")
                    value = part.child_by_field_name("value")
                    if value is not None and name in {"", literal(key) or text_of(key)}:
                        found += self.origins(At(value, scope, file), depth)
                case "shorthand_property_identifier" if name in {"", text_of(part)}:
                    found += self.origins(At(part, scope, file), depth)
                case "spread_element" if part.named_children:
                    found += self.member(At(part.named_children[0], scope, file), name, depth)
                case _ if node.type == "array" and not name:
                    found += self.origins(At(part, scope, file), depth)
        return found

    def _returned(self, at: At, depth: int) -> list[At]:
        function = at.node.child_by_field_name("function")
        found: list[At] = []
        for binding in _bindings(text_of(function), at.scope) if _is(function, "identifier") else ():
            if binding.inner is not None and binding.kind is Bound.FUNCTION and id(binding) not in self._active:
                self._active.add(id(binding))
                for value in binding.inner.returns[:MAX_CANDIDATES]:
                    found += self.origins(At(value, binding.inner, at.file), depth)
                self._active.discard(id(binding))
        return found

    # -- texts ------------------------------------------------------------------------------------------------------

    def _terminal(self, at: At, depth: int) -> list[Text]:
        node, scope, file = at
        line = node.start_point[0] + 1
        match node.type:
            case "string":
                return [Text(literal(node)[:_MAX_TEXT], line, file)]
            case "template_string":
                parts = [self._part(At(child, scope, file), depth) for child in node.children if child.type != "`"]
                return [Text("".join(parts)[:_MAX_TEXT], line, file)]
            case "binary_expression" if text_of(node.child_by_field_name("operator")) == "+":
                sides = (node.child_by_field_name("left"), node.child_by_field_name("right"))
                parts = [self._only(At(side, scope, file), depth) for side in sides if side is not None]
                return [Text("".join(parts)[:_MAX_TEXT], line, file)]
            case "undefined" | "null":
                return []
            case "member_expression" | "subscript_expression":
                return self._environment(node) or [Text(UNKNOWN, line, file)]
            case _:
                return [Text(UNKNOWN, line, file)]

    def _part(self, at: At, depth: int) -> str:
        if at.node.type == "template_substitution" and at.node.named_children:
            return self._only(At(at.node.named_children[0], at.scope, at.file), depth)
        return text_of(at.node)

    def _only(self, at: At, depth: int) -> str:
        found = [text.text for text in self.texts(at, depth + 1)]
        return found[0] if len(found) == 1 else UNKNOWN

    def _environment(self, node: "Node") -> list[Text]:
        """`process.env.NAME` has what the settings of the project say."""
        holder = text_of(node.child_by_field_name("object"))
        name = text_of(node.child_by_field_name("property")) or literal(node.child_by_field_name("index"))
        if not holder.endswith(".env") or not name:
            return []
        return [Text(value.text, value.line, value.file) for value in self._settings.under(name)]

    # -- names ------------------------------------------------------------------------------------------------------

    def _names(self, at: At, depth: int) -> Iterator[tuple[str, str]]:
        node, scope, file = at
        match node.type:
            case kind if kind in _WRAPPERS and node.named_children:
                yield from self.names(At(node.named_children[0], scope, file), depth)
            case "identifier":
                yield from self._names_of(text_of(node), at, depth)
            case "member_expression":
                yield from self._names_of_member(at, depth)
            case "call_expression" | "new_expression":
                yield from self._names_of_call(at, depth)
            case "assignment_expression" | "augmented_assignment_expression":
                right = node.child_by_field_name("right")
                if right is not None:
                    yield from self.names(At(right, scope, file), depth)
            case _:
                yield "", "?"

    def _names_of_member(self, at: At, depth: int) -> Iterator[tuple[str, str]]:
        node, scope, file = at
        inner, name = node.child_by_field_name("object"), text_of(node.child_by_field_name("property"))
        if text_of(inner) == "this":
            owner = class_of(scope)
            for binding in owner.members.get(name, ()) if owner else ():
                if binding.node is not None:
                    yield from self.names(At(binding.node, binding.scope, file), depth)
        elif inner is not None:
            for module, path in self.names(At(inner, scope, file), depth):
                yield module, f"{path}.{name}" if path else name

    def _names_of(self, name: str, at: At, depth: int) -> Iterator[tuple[str, str]]:
        bindings = _bindings(name, at.scope)
        if not bindings:
            yield "", name
        for binding in bindings:
            if id(binding) in self._active:
                continue
            self._active.add(id(binding))
            match binding.kind:
                case Bound.IMPORT:
                    path = "" if binding.name == "default" else binding.name
                    yield _package(binding.module), path
                    yield from self._names_elsewhere(binding, at.file, depth)
                case Bound.VALUE if binding.node is not None:
                    yield from self.names(At(binding.node, binding.scope, at.file), depth)
                case Bound.MEMBER if binding.node is not None:
                    for module, path in self.names(At(binding.node, binding.scope, at.file), depth):
                        yield module, f"{path}.{binding.name}" if path else binding.name
                case Bound.FUNCTION | Bound.CLASS:
                    yield "local", name
                case _:
                    yield "", "?"
            self._active.discard(id(binding))

    def _names_elsewhere(self, binding: Binding, file: OpenedFile, depth: int) -> Iterator[tuple[str, str]]:
        """Yield the names of what another module of the project exports, such as a client."""
        found = self._modules.imported(binding.module, file.path)
        for inner in found[0].top.names.get(binding.name, ()) if found else ():
            if inner.kind is Bound.VALUE and inner.node is not None and found:
                yield from self.names(At(inner.node, inner.scope, found[1]), depth + 1)

    def _names_of_call(self, at: At, depth: int) -> Iterator[tuple[str, str]]:
        called = at.node.child_by_field_name("function") or at.node.child_by_field_name("constructor")
        if called is None:
            return
        if called.type == "import" or text_of(called) == "require":
            given = arguments(at.node)
            yield _package(literal(given[0])) if given else "", ""
            return
        for module, path in self.names(At(called, at.scope, at.file), depth):
            yield module, f"{path}()"


def arguments(call: "Node") -> list["Node"]:
    """Return the arguments of a call."""
    given = call.child_by_field_name("arguments")
    return [one for one in given.named_children if one.type != "comment"] if given is not None else []


def _bindings(name: str, scope: Scope | None) -> list[Binding]:
    while scope is not None:
        found = scope.names.get(name)
        if found:
            return found[-MAX_CANDIDATES:]
        scope = scope.parent
    return []


def _is(node: "Node | None", kind: str) -> bool:
    return node is not None and node.type == kind


def _last(node: "Node | None") -> str:
    if node is None:
        return ""
    return text_of(node.child_by_field_name("property")) if node.type == "member_expression" else text_of(node)[:200]


def _package(module: str) -> str:
    """Return the package of an import; one from a delivery network goes by its name there."""
    known = _CDN.match(module)
    return known[1].partition("@")[0] if known and not known[1].startswith("@") else known[1] if known else module

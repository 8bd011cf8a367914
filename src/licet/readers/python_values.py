"""The expressions that the value of an expression can come from, in one Python file, without running it.

Source: INPUTS 3.1: module constants, class attributes, defaults of functions, dataclasses and command lines,
dictionaries and lists of candidates; lexical and class scope, never one table of names for the whole file.
"""

import ast
from collections.abc import Iterable, Iterator
from typing import Final

from licet.readers.python_containers import (
    MAX_DEPTH,
    MAX_MEMBERS,
    Origin,
    distinct,
    elements,
    entries,
    part,
    subscript,
)
from licet.readers.python_flow import narrowed, reaching_bindings
from licet.readers.python_names import Area, Binding, Bound, Index, Place, Scope, owner_class
from licet.readers.python_options import Options, keyword, leaf_name, option_default, setting_default

MAX_STEPS: Final = 60_000
"""Steps of all evaluations of one file; what is left then is unresolved."""

MAX_SITES: Final = 64
"""Calls of one function that are looked at for what they give it."""
MAX_NAMES: Final = 16
"""Dotted names of one expression."""

_COPIES: Final = frozenset({"list", "tuple", "sorted", "set", "frozenset", "reversed", "dict", "deepcopy", "copy"})
_CHOICES: Final = frozenset({"selectbox", "radio"})


class Values:
    """Answers where values come from; every answer is bounded, so any file is read in bounded time."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.options = Options(index)
        self._steps = MAX_STEPS
        self._active: set[int] = set()
        self._names: dict[int, tuple[str, ...]] = {}
        self._scopes = {id(scope.node): scope for scope in index.classes}
        self._sites: dict[str, list[tuple[ast.Call, Place]]] = {}
        for call, place in index.calls:
            self._sites.setdefault(leaf_name(call.func), []).append((call, place))

    def origins(self, node: ast.AST, place: Place, depth: int = 0) -> list[Origin]:
        """Return the expressions that can give the value; the node itself where none is known."""
        self._steps -= 1
        if depth > MAX_DEPTH or self._steps < 0:
            return [Origin(node, place)]
        return distinct(self._origins(node, place, depth + 1)) or [Origin(node, place)]

    def dotted(self, node: ast.AST, place: Place, depth: int = 0) -> tuple[str, ...]:
        """Return the dotted names an expression can have: `library.Class().method`, `local:name`, `?.method`."""
        self._steps -= 1
        if depth > MAX_DEPTH or self._steps < 0:
            return ("?",)
        return tuple(dict.fromkeys(self._dotted(node, place, depth + 1)))[:MAX_NAMES] or ("?",)

    def argument(
        self, call: ast.Call, place: Place, at: int | None, names: Iterable[str], depth: int = 0
    ) -> list[Origin]:
        """Return where an argument, given by keyword or position, comes from; nothing if it is not given.

        Keywords of a dictionary that is spread (`**settings`) count where it is known.
        """
        for name in names:
            given = keyword(call, name)
            if given is not None:
                return self.origins(given, place, depth)
        if at is not None and at < len(call.args) and not any(isinstance(a, ast.Starred) for a in call.args[: at + 1]):
            return self.origins(call.args[at], place, depth)
        for spread in (one.value for one in call.keywords if one.arg is None):
            for origin in self.origins(spread, place, depth):
                found = [value for name in names for value in entries(self.origins, origin, name, depth + 1)]
                if found:
                    return found
        return []

    def local_class(self, node: ast.AST, place: Place, depth: int = 0) -> Scope | None:
        """Return the class of this file that an expression names."""
        for origin in self.origins(node, place, depth):
            if isinstance(origin.node, ast.ClassDef):
                return self._scopes.get(id(origin.node))
        return None

    def _origins(self, node: ast.AST, place: Place, depth: int) -> Iterator[Origin]:
        match node:
            case ast.Name():
                yield from self._name(node, place, depth)
            case ast.Attribute():
                yield from self._attribute(node, place, depth)
            case ast.Subscript(value=value, slice=at):
                yield from subscript(self.origins, Origin(value, place), Origin(at, place), depth)
            case ast.IfExp(body=first, orelse=second):
                yield from self.origins(first, place, depth)
                yield from self.origins(second, place, depth)
            case ast.BoolOp(values=choices):
                for choice in choices:
                    yield from self.origins(choice, place, depth)
            case ast.NamedExpr(value=value) | ast.Await(value=value) | ast.Starred(value=value):
                yield from self.origins(value, place, depth)
            case ast.Call():
                yield from self._call(node, place, depth)
            case _:
                yield Origin(node, place)

    def _name(self, node: ast.Name, place: Place, depth: int) -> Iterator[Origin]:
        known = [Origin(constant, place) for constant in narrowed(node.id, place)]
        if known:
            yield from known
            return
        for binding in reaching_bindings(node.id, place):
            yield from self._bound(binding, depth)

    def _bound(self, binding: Binding, depth: int) -> list[Origin]:
        """Return what a binding binds; nothing while it is being looked at already."""
        self._steps -= 1
        if id(binding) in self._active or self._steps < 0:
            return []
        self._active.add(id(binding))
        try:
            match binding.kind, binding.node:
                case Bound.VALUE, ast.AST() as value:
                    return part(self.origins, Origin(value, binding.place), binding.path, depth)
                case Bound.ELEMENT, ast.AST() as iterable:
                    return elements(self.origins, Origin(iterable, binding.place), binding.path, depth)
                case Bound.PARAMETER, _:
                    return self._parameter(binding, depth)
                case Bound.CLASS | Bound.FUNCTION, ast.AST() as definition:
                    return [Origin(definition, binding.place)]
                case _:
                    return []
        finally:
            self._active.discard(id(binding))

    def _parameter(self, binding: Binding, depth: int) -> list[Origin]:
        """A parameter has its default, the default of its command line option, and what this file's calls give."""
        function = binding.inner
        if function is None or function.place is None:
            return []
        found: list[Origin] = []
        if isinstance(binding.node, ast.AST):
            found += self.origins(binding.node, function.place, depth)
        for decorator in getattr(function.node, "decorator_list", ()):
            default = option_default(decorator, binding.name)
            if default is not None:
                found += self.origins(default, function.place, depth)
        owner = function.parent if function.parent and function.parent.area is Area.CLASS else None
        name = owner.own_name if owner and function.own_name == "__init__" else function.own_name
        arguments = getattr(function.node, "args", None)
        if not name or not isinstance(arguments, ast.arguments):
            return found
        positions = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
        bare = owner is not None and "staticmethod" not in map(leaf_name, getattr(function.node, "decorator_list", ()))
        at = positions.index(binding.name) - bare if binding.name in positions else None
        if at is not None and at < 0:
            return found
        for call, place in self._sites.get(name, ())[:MAX_SITES]:
            self._steps -= 1
            if self._calls(call, place, function, owner, depth):
                found += self.argument(call, place, at, (binding.name,), depth)
        return found

    def _calls(self, call: ast.Call, place: Place, function: Scope, owner: Scope | None, depth: int) -> bool:
        """Tell whether a call of that name calls that function."""
        match call.func:
            case ast.Name(id=name):
                wanted = owner or function
                return any(binding.inner is wanted for binding in reaching_bindings(name, place))
            case ast.Attribute(value=receiver) if owner:
                return any(owner in self._family(one, depth) for one in self.instances(receiver, place, depth))
            case _:
                return False

    def instances(self, node: ast.AST, place: Place, depth: int = 0) -> Iterator[Scope]:
        """Yield the classes of this file that an object can be an instance of."""
        if isinstance(node, ast.Name):
            own = owner_class(node.id, place.scope)
            if own is not None:
                yield own
                return
            for binding in reaching_bindings(node.id, place):
                annotated = self._annotation(binding)
                scope = self.local_class(annotated.node, annotated.place, depth + 1) if annotated else None
                if scope:
                    yield scope
        if depth > MAX_DEPTH:
            return
        for origin in self.origins(node, place, depth + 1):
            if isinstance(origin.node, ast.Call):
                scope = self.local_class(origin.node.func, origin.place, depth + 1)
                if scope:
                    yield scope

    def _annotation(self, binding: Binding) -> Origin | None:
        """Return the annotation of a parameter, without `Optional` and `| None`."""
        function = binding.inner
        if binding.kind is not Bound.PARAMETER or function is None or function.place is None:
            return None
        arguments = getattr(function.node, "args", None)
        if not isinstance(arguments, ast.arguments):
            return None
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            if argument.arg == binding.name and argument.annotation is not None:
                match argument.annotation:
                    case ast.Subscript(slice=inner) | ast.BinOp(left=inner):
                        return Origin(inner, function.place)
                    case annotation:
                        return Origin(annotation, function.place)
        return None

    def _family(self, scope: Scope, depth: int) -> list[Scope]:
        """Return a class and its bases in this file, nearest first."""
        found = [scope]
        if isinstance(scope.node, ast.ClassDef) and scope.place and depth < MAX_DEPTH:
            for base in scope.node.bases:
                parent = self.local_class(base, scope.place, depth + 1)
                if parent and parent is not scope:
                    found += self._family(parent, depth + 1)
        return found

    def _attribute(self, node: ast.Attribute, place: Place, depth: int) -> Iterator[Origin]:
        if isinstance(node.value, ast.Name):
            own = owner_class(node.value.id, place.scope)
            if own is not None:
                yield from self._class_attribute(own, node.attr, depth, subclasses=True)
                return
        known = False
        for origin in self.origins(node.value, place, depth):
            found = self._attribute_of(origin, node.attr, depth)
            known = known or bool(found)
            yield from found
        for scope in () if known else self.instances(node.value, place, depth):
            found = self._class_attribute(scope, node.attr, depth)
            known = known or bool(found)
            yield from found
        if not known:
            for default, at in self.options.fallback(node.value, node.attr):
                yield from self.origins(default, at, depth)

    def _attribute_of(self, origin: Origin, attr: str, depth: int) -> list[Origin]:
        match origin.node:
            case ast.Constant() if attr == "value":
                return [origin]  # a member of an enumeration
            case ast.ClassDef():
                scope = self._scopes.get(id(origin.node))
                return self._class_attribute(scope, attr, depth) if scope else []
            case ast.Call() as call:
                given = keyword(call, attr)
                if given is not None and leaf_name(call.func) != "add_argument":
                    return self.origins(given, origin.place, depth)
                defaults = self.options.parsed(call, attr)
                return [found for default, at in defaults for found in self.origins(default, at, depth)]
            case _:
                return []

    def _class_attribute(self, scope: Scope, attr: str, depth: int, *, subclasses: bool = False) -> list[Origin]:
        """Return what an attribute of a class or of its instances can be; a method sees what subclasses set."""
        found: list[Origin] = []
        for one in self._family(scope, depth):
            for binding in (*one.names.get(attr, ()), *one.attributes.get(attr, ()))[:MAX_MEMBERS]:
                found += self._property(binding, depth) or self._bound(binding, depth)
            if found:
                break
        if subclasses and depth < MAX_DEPTH:
            for other in self.index.classes if len(self.index.classes) <= MAX_MEMBERS else ():
                if other is not scope and attr in other.names and scope in self._family(other, depth):
                    found += self._class_attribute(other, attr, depth + 1)
        return found

    def _property(self, binding: Binding, depth: int) -> list[Origin]:
        if binding.kind is not Bound.FUNCTION or binding.inner is None:
            return []
        returned = binding.inner.returns if getattr(binding.node, "decorator_list", ()) else []
        return [found for value, at in returned for found in self.origins(value, at, depth)]

    def _call(self, call: ast.Call, place: Place, depth: int) -> Iterator[Origin]:
        """A call gives a setting's default, what a function of this file returns, or itself."""
        leaf = leaf_name(call.func)
        match setting_default(call), call:
            case ast.AST() as default, _:
                yield from self.origins(default, place, depth)
            case None, ast.Call(args=[only]) if leaf in _COPIES:
                yield from self.origins(only, place, depth)
            case None, ast.Call(args=[only, *_]) if leaf == "choice":
                yield from elements(self.origins, Origin(only, place), (), depth)
            case None, ast.Call(args=[_, choices, *_]) if leaf in _CHOICES:
                yield from elements(self.origins, Origin(choices, place), (), depth)
            case None, ast.Call(func=ast.Attribute(value=receiver, attr="get"), args=[key, *rest]):
                yield from subscript(self.origins, Origin(receiver, place), Origin(key, place), depth)
                for default in rest[:1]:
                    yield from self.origins(default, place, depth)
            case _:
                yield from self._returned(call, place, depth) or [Origin(call, place)]

    def _returned(self, call: ast.Call, place: Place, depth: int) -> list[Origin]:
        found: list[Origin] = []
        functions: list[Scope | None] = []
        match call.func:
            case ast.Name(id=name):
                bindings = reaching_bindings(name, place)
                functions = [binding.inner for binding in bindings if binding.kind is Bound.FUNCTION]
            case ast.Attribute(value=receiver, attr=name):
                for scope in self.instances(receiver, place, depth) if leaf_name(receiver) in {"self", "cls"} else ():
                    functions += [one.inner for one in scope.names.get(name, ()) if one.kind is Bound.FUNCTION]
            case _:
                return []
        for function in functions:
            if function is None or id(function) in self._active:
                continue
            self._active.add(id(function))
            for value, at in function.returns[:MAX_MEMBERS]:
                found += self.origins(value, at, depth)
            self._active.discard(id(function))
        return found

    def _dotted(self, node: ast.AST, place: Place, depth: int) -> Iterator[str]:
        match node:
            case ast.Name(id=name):
                bindings = reaching_bindings(name, place)
                for binding in bindings:
                    yield from self._dotted_binding(binding, depth)
                if not bindings:
                    yield from (f"{module}.{name}" for module in self.index.starred)
                    yield name
            case ast.Attribute():
                yield from self._dotted_attribute(node, place, depth)
            case ast.Call(func=func):
                returned = [origin for origin in self._returned(node, place, depth) if origin.node is not node]
                for origin in returned:
                    yield from self.dotted(origin.node, origin.place, depth)
                if not returned:
                    yield from (f"{name}()" for name in self.dotted(func, place, depth))
            case ast.Await(value=value) | ast.NamedExpr(value=value):
                yield from self.dotted(value, place, depth)
            case _:
                return

    def _dotted_attribute(self, node: ast.Attribute, place: Place, depth: int) -> Iterator[str]:
        own = owner_class(node.value.id, place.scope) if isinstance(node.value, ast.Name) else None
        if own is None:
            yield from (f"{name}.{node.attr}" for name in self.dotted(node.value, place, depth))
            return
        for binding in (*own.attributes.get(node.attr, ()), *own.names.get(node.attr, ())):
            yield from self._dotted_binding(binding, depth)
        yield f"self.{node.attr}"

    def _dotted_binding(self, binding: Binding, depth: int) -> tuple[str, ...]:
        """Return the names behind a binding, which are the same at every use; none while they are looked for."""
        known = self._names.get(id(binding))
        if known is None:
            self._names[id(binding)] = ()
            known = tuple(dict.fromkeys(self._binding_names(binding, depth)))[:MAX_NAMES]
            self._names[id(binding)] = known
        return known

    def _binding_names(self, binding: Binding, depth: int) -> Iterator[str]:
        if binding.kind is Bound.IMPORT:
            yield binding.name
        elif binding.kind in {Bound.CLASS, Bound.FUNCTION}:
            yield f"local:{binding.name}"
        else:
            annotated = self._annotation(binding)
            if annotated:
                yield from (f"{name}()" for name in self.dotted(annotated.node, annotated.place, depth))
            for origin in self._bound(binding, depth):
                yield from self.dotted(origin.node, origin.place, depth)

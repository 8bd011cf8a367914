"""The expressions that the value of an expression can come from, in one Python file, without running it.

Source: INPUTS 3.1: module constants, class attributes, defaults of functions, dataclasses and command lines,
dictionaries and lists of candidates; lexical and class scope, never one table of names for the whole file.
"""

import ast
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from licet.readers.python_containers import (
    MAX_DEPTH,
    MAX_MEMBERS,
    Origin,
    distinct,
    elements,
    entries,
    is_open,
    part,
    plain_annotation,
    subscript,
)
from licet.readers.python_flow import narrowed, reaching_bindings
from licet.readers.python_modules import Modules
from licet.readers.python_names import START, Binding, Bound, Index, Place, Scope, file_of, owner_class
from licet.readers.python_options import Options, environment_name, keyword, leaf_name, setting_default
from licet.readers.python_settings import settings_of, variable_of
from licet.readers.python_sites import Sites
from licet.readers.python_widgets import chosen, is_choice
from licet.readers.settings_values import Settings

MAX_STEPS: Final = 60_000
"""Steps of all evaluations of one file; what is left then is unresolved."""
MAX_TURN: Final = 6_000
"""Steps that one call of a file may take, so that a knot in one leaves the others their answers."""

MAX_HOPS: Final = 6
"""Files that hand a name on to each other."""

_COPIES: Final = frozenset({"list", "tuple", "sorted", "set", "frozenset", "reversed", "dict", "deepcopy", "copy"})


class Values:
    """Answers where values come from; every answer is bounded, so any file is read in bounded time."""

    def __init__(self, index: Index, modules: Modules, settings: Callable[[], Settings]) -> None:
        self.index = index
        self.modules = modules
        self.settings = settings
        self._options: dict[int, Options] = {}
        self._adopted: list[Index] = []
        self._starred: dict[int, list[str]] = {}
        self._steps = MAX_STEPS
        self._turn = MAX_TURN
        self._active: set[int] = set()
        self._scopes: dict[int, Scope] = {}
        self.sites = Sites(self, index)
        self.adopt(index)

    def adopt(self, index: Index) -> Index:
        """Take in another file, so that values can be followed into it."""
        if id(index.module) not in self._options:
            self._adopted.append(index)
            self._options[id(index.module)] = Options(index)
            self._starred[id(index.module)] = index.starred
            self._scopes |= index.inner
        return index

    @property
    def exhausted(self) -> bool:
        """Whether the steps of the file are used up, so that answers are missing."""
        return self._steps < 0

    def turn(self) -> None:
        """Begin with another call of the file: it has steps of its own."""
        self._turn = MAX_TURN

    def step(self) -> bool:
        """Count one step; false when those of this call, or all of the file, are used up."""
        if self._turn <= 0:
            return False
        self._turn -= 1
        self._steps -= 1
        return self._steps >= 0

    def starred(self, place: Place) -> list[str]:
        """Return the modules that the file of a place imports with `*`."""
        return self._starred.get(id(_module(place)), [])

    def origins(self, node: ast.AST, place: Place, depth: int = 0) -> list[Origin]:
        """Return the expressions that can give the value; the node itself where none is known."""
        if depth > MAX_DEPTH or not self.step():
            return [Origin(node, place)]
        return distinct(self._origins(node, place, depth + 1)) or [Origin(node, place)]

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
                yield from self._item(Origin(value, place), at, depth)
                yield from settings_of(self.settings(), self.origins, node, place, depth)
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
            yield from self.bound(binding, depth)

    def bound(self, binding: Binding, depth: int) -> list[Origin]:
        """Return what a binding binds; nothing while it is being looked at already."""
        if id(binding) in self._active or not self.step():
            return []
        self._active.add(id(binding))
        try:
            match binding.kind, binding.node:
                case Bound.VALUE, ast.AST() as value:
                    return part(self.origins, Origin(value, binding.place), binding.path, depth)
                case Bound.ELEMENT, ast.AST() as iterable:
                    return elements(self.origins, Origin(iterable, binding.place), binding.path, depth)
                case Bound.PARAMETER, _:
                    return self.sites.parameter(binding, depth)
                case Bound.IMPORT, _:
                    inner = self.imported_bindings(binding.name, binding.place)
                    return [found for one in inner for found in self.bound(one, depth)]
                case Bound.CLASS | Bound.FUNCTION, ast.AST() as definition:
                    return [Origin(definition, binding.place)]
                case _:
                    return []
        finally:
            self._active.discard(id(binding))

    def imported_bindings(self, name: str, place: Place, hops: int = 0) -> list[Binding]:
        """Return the bindings in other files of the project that an imported name stands for."""
        file = file_of(place)
        found: list[Binding] = []
        for index, rest in self.modules.imported(name, file.path) if file and hops < MAX_HOPS and self.step() else ():
            self.adopt(index)
            head, _, member = rest.partition(".")
            for binding in index.module.names.get(head, ())[-MAX_MEMBERS:]:
                if binding.kind is Bound.IMPORT:
                    found += self.imported_bindings(f"{binding.name}.{member}".rstrip("."), binding.place, hops + 1)
                elif member and binding.inner is not None:
                    found += binding.inner.names.get(member, ())
                elif not member:
                    found.append(binding)
            if head and head not in index.module.names:
                inside = Place(index.module, index.module.block, START)
                for module in index.starred:
                    found += self.imported_bindings(f"{module}.{rest}", inside, hops + 1)
        return found[:MAX_MEMBERS]

    def attribute_of_module(self, node: ast.Attribute, place: Place) -> list[Binding]:
        """Return what `module.name` stands for, where a module of the project is imported."""
        parts: list[str] = []
        inner: ast.expr = node
        while isinstance(inner, ast.Attribute) and len(parts) < MAX_DEPTH:
            parts.append(inner.attr)
            inner = inner.value
        if not isinstance(inner, ast.Name):
            return []
        bindings = [one for one in reaching_bindings(inner.id, place) if one.kind is Bound.IMPORT]
        rest = ".".join(reversed(parts))
        return [found for one in bindings for found in self.imported_bindings(f"{one.name}.{rest}", one.place)]

    def instances(self, node: ast.AST, place: Place, depth: int = 0) -> Iterator[Scope]:
        """Yield the classes of this file that an object can be an instance of."""
        if isinstance(node, ast.Name):
            own = owner_class(node.id, place.scope)
            if own is not None:
                yield own
                return
            yield from self._declared(reaching_bindings(node.id, place), depth)
        if depth > MAX_DEPTH:
            return
        if isinstance(node, ast.Attribute):
            for holder in self.instances(node.value, place, depth + 1):
                yield from self._declared(holder.names.get(node.attr, ()), depth)
        for origin in self.origins(node, place, depth + 1):
            if isinstance(origin.node, ast.Call):
                scope = self.local_class(origin.node.func, origin.place, depth + 1)
                if scope:
                    yield scope

    def _declared(self, bindings: Iterable[Binding], depth: int) -> Iterator[Scope]:
        for binding in bindings:
            annotated = self.annotation(binding)
            scope = self.local_class(annotated.node, annotated.place, depth + 1) if annotated else None
            if scope:
                yield scope

    def annotation(self, binding: Binding) -> Origin | None:
        """Return the annotation of a parameter or an attribute, without `Optional` and `| None`."""
        if binding.annotation is not None:
            return Origin(plain_annotation(binding.annotation), binding.place)
        function = binding.inner
        if binding.kind is not Bound.PARAMETER or function is None or function.place is None:
            return None
        arguments = getattr(function.node, "args", None)
        if not isinstance(arguments, ast.arguments):
            return None
        for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
            if argument.arg == binding.name and argument.annotation is not None:
                return Origin(plain_annotation(argument.annotation), function.place)
        return None

    def family(self, scope: Scope, depth: int) -> list[Scope]:
        """Return a class and its bases in this file, nearest first."""
        found = [scope]
        if isinstance(scope.node, ast.ClassDef) and scope.place and depth < MAX_DEPTH:
            for base in scope.node.bases:
                parent = self.local_class(base, scope.place, depth + 1)
                if parent and parent is not scope:
                    found += self.family(parent, depth + 1)
        return found

    def _attribute(self, node: ast.Attribute, place: Place, depth: int) -> Iterator[Origin]:
        if isinstance(node.value, ast.Name):
            own = owner_class(node.value.id, place.scope)
            if own is not None:
                found = self._class_attribute(own, node.attr, depth, subclasses=True)
                yield from found
                if any(not is_open(one) for one in found):
                    return
                yield from settings_of(self.settings(), self.origins, node, place, depth)
                return
        known = False
        for binding in self.attribute_of_module(node, place):
            known = True
            yield from self.bound(binding, depth)
        for origin in self.origins(node.value, place, depth):
            found = self._attribute_of(origin, node.attr, depth)
            known = known or bool(found)
            yield from found
        for scope in () if known else self.instances(node.value, place, depth):
            found = self._class_attribute(scope, node.attr, depth)
            known = known or bool(found)
            yield from found
        if not known:
            for default, at in self._options_at(place).fallback(node.value, node.attr):
                yield from self.origins(default, at, depth)
        yield from settings_of(self.settings(), self.origins, node, place, depth)

    def _options_at(self, place: Place) -> Options:
        """Return the command line options of the file of a place."""
        return self._options.get(id(_module(place)), self._options[id(self.index.module)])

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
                defaults = self._options_at(origin.place).parsed(call, attr)
                return [found for default, at in defaults for found in self.origins(default, at, depth)]
            case _:
                return []

    def _class_attribute(self, scope: Scope, attr: str, depth: int, *, subclasses: bool = False) -> list[Origin]:
        """Return what an attribute of a class or of its instances can be; a method sees what subclasses set."""
        found: list[Origin] = []
        for one in self.family(scope, depth):
            for binding in (*one.names.get(attr, ()), *one.attributes.get(attr, ()))[:MAX_MEMBERS]:
                found += self._property(binding, depth) or self.bound(binding, depth)
            if found:
                break
        if not found or any(map(is_open, found)):
            found += self.sites.field(scope, attr, depth + 1)
        if subclasses and depth < MAX_DEPTH:
            for other in self.sites.subclasses(scope, depth):
                if attr in other.names or attr in other.attributes:
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
        yield from variable_of(self.settings(), name) if (name := environment_name(call)) else ()
        match setting_default(call), call:
            case ast.AST() as default, _:
                yield from self.origins(default, place, depth)
            case None, ast.Call(args=[only]) if leaf in _COPIES:
                yield from self.origins(only, place, depth)
            case None, ast.Call(args=[only, *_]) if leaf == "choice":
                yield from elements(self.origins, Origin(only, place), (), depth)
            case None, _ if is_choice(call) and (found := chosen(self.origins, call, place, depth)):
                yield from found
            case None, ast.Call(func=ast.Attribute(value=receiver, attr="get" | "pop"), args=[key, *rest]):
                found = self._item(Origin(receiver, place), key, depth)
                found += settings_of(self.settings(), self.origins, call, place, depth)
                for default in rest[:1]:
                    found += self.origins(default, place, depth)
                yield from found or [Origin(call, place)]
            case _:
                yield from self.returned(call, place, depth) or [Origin(call, place)]

    def _item(self, container: Origin, key: ast.expr, depth: int) -> list[Origin]:
        """Return what stands under a key; the options of a command line can be asked for as a dictionary."""
        found = subscript(self.origins, container, Origin(key, container.place), depth)
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            if leaf_name(container.node) == "environ":
                found += variable_of(self.settings(), key.value)
            for origin in self.origins(container.node, container.place, depth) if not found else ():
                inner = origin.node
                if isinstance(inner, ast.Attribute) and inner.attr == "__dict__":
                    asked = ast.copy_location(ast.Attribute(value=inner.value, attr=key.value), inner)
                elif isinstance(inner, ast.Call) and leaf_name(inner.func) == "vars" and inner.args:
                    asked = ast.copy_location(ast.Attribute(value=inner.args[0], attr=key.value), inner)
                else:
                    continue
                found += [one for one in self.origins(asked, origin.place, depth) if one.node is not asked]
        return found

    def returned(self, call: ast.Call, place: Place, depth: int) -> list[Origin]:
        """Return what the function of the project that a call names returns; nothing where it is none."""
        found: list[Origin] = []
        functions: list[Scope | None] = []
        match call.func:
            case ast.Name(id=name):
                for binding in reaching_bindings(name, place):
                    inner = [binding]
                    if binding.kind is Bound.IMPORT:
                        inner = self.imported_bindings(binding.name, binding.place)
                    functions += [one.inner for one in inner if one.kind is Bound.FUNCTION]
            case ast.Attribute(value=receiver, attr=name):
                functions += [b.inner for b in self.attribute_of_module(call.func, place) if b.kind is Bound.FUNCTION]
                for scope in self.instances(receiver, place, depth) if leaf_name(receiver) in {"self", "cls"} else ():
                    functions += [one.inner for one in scope.names.get(name, ()) if one.kind is Bound.FUNCTION]
            case _:
                return []
        for function in functions:
            if function is None or id(function) in self._active:
                continue
            self._active.add(id(function))
            with self.sites.entered(function, call, place):
                for value, at in function.returns[:MAX_MEMBERS]:
                    found += self.origins(value, at, depth)
            self._active.discard(id(function))
        return found


def _module(place: Place) -> Scope:
    scope = place.scope
    while scope.parent is not None:
        scope = scope.parent
    return scope

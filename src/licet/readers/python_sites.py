"""What the parameters of functions, and the fields of classes, are given where these are called.

Source: INPUTS 3.1 (defaults of functions and command lines; what this file's calls, and those of the files that import
a function, give it).
"""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Final

from licet.model.vocabulary import Scope as Role
from licet.readers.opened import OpenedFile
from licet.readers.packages import place_scope
from licet.readers.python_containers import MAX_MEMBERS, Origin
from licet.readers.python_flow import reaching_bindings
from licet.readers.python_names import Area, Binding, Index, Place, Scope, file_of
from licet.readers.python_options import keyword, leaf_name, option_default
from licet.readers.python_widgets import wired

if TYPE_CHECKING:
    from licet.readers.python_values import Values

MAX_SUBCLASSES: Final = 64
"""Classes of other files that come from one class."""
MAX_SITES: Final = 64
"""Calls of one function that are looked at for what they give it."""

_Site = tuple[ast.Call, Place]


class Sites:
    """The calls of a file and of those that import it, by the last part of what is called."""

    def __init__(self, values: "Values", index: Index) -> None:
        self._values = values
        self._own = _by_leaf(index)
        self._elsewhere: dict[str, dict[str, list[_Site]]] = {}
        self._entered: dict[int, _Site] = {}

    @contextmanager
    def entered(self, function: Scope, call: ast.Call, place: Place) -> Iterator[None]:
        """While what a call returns is looked for, the parameters have what that call gives."""
        before = self._entered.get(id(function))
        self._entered[id(function)] = call, place
        yield
        if before is None:
            del self._entered[id(function)]
        else:
            self._entered[id(function)] = before

    def parameter(self, binding: Binding, depth: int) -> list[Origin]:
        """A parameter has its default, the default of its command line option, and what calls give."""
        function = binding.inner
        if function is None or function.place is None:
            return []
        found: list[Origin] = []
        if isinstance(binding.node, ast.AST):
            found += self._values.origins(binding.node, function.place, depth)
        for decorator in getattr(function.node, "decorator_list", ()):
            default = option_default(decorator, binding.name)
            if default is not None:
                found += self._values.origins(default, function.place, depth)
        owner = function.parent if function.parent and function.parent.area is Area.CLASS else None
        arguments = getattr(function.node, "args", None)
        if not isinstance(arguments, ast.arguments):
            return found
        positions = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
        bare = owner is not None and "staticmethod" not in map(leaf_name, getattr(function.node, "decorator_list", ()))
        at = positions.index(binding.name) - bare if binding.name in positions else None
        if at is not None and at < 0:
            return found
        if id(function) in self._entered:
            call, place = self._entered[id(function)]
            given = self._values.argument(call, place, at, (binding.name,), depth)
            return given or found
        makes = owner if owner and function.own_name == "__init__" else None
        for call, place in self._calls(function, owner, makes, depth):
            found += self._values.argument(call, place, at, (binding.name,), depth)
        return found

    def field(self, owner: Scope, name: str, depth: int) -> list[Origin]:
        """Return what is given to a field of a class, by its name, where objects of it are made."""
        found: list[Origin] = []
        for call, place in self._calls(owner, owner, owner, depth):
            given = keyword(call, name)
            if given is not None:
                found += self._values.origins(given, place, depth)
        return found

    def _calls(self, function: Scope, owner: Scope | None, makes: Scope | None, depth: int) -> Iterator[_Site]:
        """Yield the calls of a function, or those that make objects of the class `makes`."""
        name = makes.own_name if makes else function.own_name
        if not name or function.place is None:
            return
        for call, place in (*self._own.get(name, ()), *self._others(function, owner, name))[:MAX_SITES]:
            if self._values.step() and self._meant(call, place, makes or function, None if makes else owner, depth):
                yield call, place

    def _others(self, function: Scope, owner: Scope | None, name: str) -> list[_Site]:
        """Return the calls of that name in files that import the function; tests call for themselves alone."""
        file = file_of(function.place) if function.place else None
        if file is None:
            return []
        found: list[_Site] = []
        for path in self._importers(file, owner.own_name if owner else name):
            if path not in self._elsewhere:
                index = self._values.modules.at(path)
                self._elsewhere[path] = _by_leaf(self._values.adopt(index)) if index else {}
            found += self._elsewhere[path].get(name, ())
        return found

    def subclasses(self, scope: Scope, depth: int) -> Iterator[Scope]:
        """Yield the classes that come from a class: of the file, and of the files that import it or one of these."""
        own = self._values.index.classes
        for other in own if len(own) <= MAX_MEMBERS else ():
            if other is not scope and scope in self._values.family(other, depth):
                yield other
        seen: list[Scope] = []
        todo = [scope]
        while todo and len(seen) <= MAX_SUBCLASSES:
            base = todo.pop()
            for other in self._derived(base, depth):
                if not any(is_same(other, one) for one in seen):
                    seen.append(other)
                    todo.append(other)
                    yield other

    def _derived(self, scope: Scope, depth: int) -> Iterator[Scope]:
        """Yield the classes of the files that import a class which come from it."""
        file = file_of(scope.place) if scope.place else None
        for path in self._importers(file, scope.own_name) if file else ():
            index = self._values.modules.at(path)
            for other in self._values.adopt(index).classes[:MAX_MEMBERS] if index else ():
                if self._values.step() and any(is_same(scope, one) for one in self._values.family(other, depth)[1:]):
                    yield other

    def _importers(self, file: OpenedFile, name: str) -> Iterator[str]:
        """Yield the files that import a name of a file, but not tests for what is no test."""
        for path in self._values.modules.importers(file.path, (name,)):
            if place_scope(path) is not Role.DEVELOPMENT or place_scope(file.path) is Role.DEVELOPMENT:
                yield path

    def _meant(self, call: ast.Call, place: Place, wanted: Scope, owner: Scope | None, depth: int) -> bool:
        """Tell whether a call of that name calls that function, or makes that class."""
        match call.func:
            case ast.Attribute(value=receiver) if owner:
                instances = self._values.instances(receiver, place, depth)
                return any(is_same(owner, one) for each in instances for one in self._values.family(each, depth))
            case ast.Name(id=name) if not owner:
                bindings = reaching_bindings(name, place)
                if any(binding.inner is wanted for binding in bindings):
                    return True
                inner = (one for b in bindings for one in self._values.imported_bindings(b.name, b.place))
                return any(one.inner is not None and is_same(wanted, one.inner) for one in inner)
            case ast.Attribute() if not owner:
                named = self._values.attribute_of_module(call.func, place)
                return any(one.inner is not None and is_same(wanted, one.inner) for one in named)
            case _:
                return False


def _by_leaf(index: Index) -> dict[str, list[_Site]]:
    found: dict[str, list[_Site]] = {}
    for call, place in chain(index.calls, wired(index.calls)):
        found.setdefault(leaf_name(call.func), []).append((call, place))
    return found


def is_same(first: Scope, second: Scope) -> bool:
    """Whether two scopes are of one definition, of which the file may have been parsed twice."""
    if first is second:
        return True
    if first.place is None or second.place is None or first.place.at != second.place.at:
        return False
    one, other = file_of(first.place), file_of(second.place)
    return one is not None and other is not None and one.path == other.path

"""The dotted names that the things of a Python file go by: `library.Class().method`, through variables and imports."""

import ast
from collections.abc import Iterator
from typing import Final

from licet.readers.python_containers import MAX_DEPTH
from licet.readers.python_flow import reaching_bindings
from licet.readers.python_names import Binding, Bound, Place, owner_class
from licet.readers.python_options import leaf_name
from licet.readers.python_values import Values

_IMPORTERS: Final = frozenset({"import_module", "__import__", "lazy_import", "optional_import"})
"""Calls that import the module which they are given by name."""
MAX_NAMES: Final = 16
"""Dotted names of one expression."""


class Dotted:
    """Answers by what names an expression goes; every answer is bounded by the steps of `Values`."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._known: dict[int, tuple[str, ...]] = {}

    def names(self, node: ast.AST, place: Place, depth: int = 0) -> tuple[str, ...]:
        """Return the dotted names an expression can have: `library.Class().method`, `local:name`, `?.method`."""
        if depth > MAX_DEPTH or not self._values.step():
            return ("?",)
        return tuple(dict.fromkeys(self._names(node, place, depth + 1)))[:MAX_NAMES] or ("?",)

    def _names(self, node: ast.AST, place: Place, depth: int) -> Iterator[str]:
        match node:
            case ast.Name(id=name):
                bindings = reaching_bindings(name, place)
                for binding in bindings:
                    yield from self._of_binding(binding, depth)
                if not bindings:
                    yield from (f"{module}.{name}" for module in self._values.starred(place))
                    yield name
            case ast.Attribute():
                yield from self._of_attribute(node, place, depth)
            case ast.Call(func=func, args=[ast.Constant(value=str() as module), *_]) if leaf_name(func) in _IMPORTERS:
                yield module
            case ast.Call(func=func):
                returned = [one for one in self._values.returned(node, place, depth) if one.node is not node]
                for origin in returned:
                    yield from self.names(origin.node, origin.place, depth)
                if not returned:
                    yield from (f"{name}()" for name in self.names(func, place, depth))
            case ast.Await(value=value) | ast.NamedExpr(value=value):
                yield from self.names(value, place, depth)
            case _:
                return

    def _of_attribute(self, node: ast.Attribute, place: Place, depth: int) -> Iterator[str]:
        own = owner_class(node.value.id, place.scope) if isinstance(node.value, ast.Name) else None
        if own is None:
            yield from (f"{name}.{node.attr}" for name in self.names(node.value, place, depth))
            return
        for binding in (*own.attributes.get(node.attr, ()), *own.names.get(node.attr, ())):
            yield from self._of_binding(binding, depth)
        yield f"self.{node.attr}"

    def _of_binding(self, binding: Binding, depth: int) -> tuple[str, ...]:
        """Return the names behind a binding, which are the same at every use; none while they are looked for."""
        known = self._known.get(id(binding))
        if known is None:
            self._known[id(binding)] = ()
            known = tuple(dict.fromkeys(self._behind(binding, depth)))[:MAX_NAMES]
            self._known[id(binding)] = known
        return known

    def _behind(self, binding: Binding, depth: int) -> Iterator[str]:
        if binding.kind is Bound.IMPORT:
            yield binding.name
            for inner in self._values.imported_bindings(binding.name, binding.place):
                if inner.kind is not Bound.CLASS:
                    yield from self._of_binding(inner, depth + 1)
        elif binding.kind in {Bound.CLASS, Bound.FUNCTION}:
            yield f"local:{binding.name}"
        else:
            annotated = self._values.annotation(binding)
            if annotated:
                yield from (f"{name}()" for name in self.names(annotated.node, annotated.place, depth))
            for origin in self._values.bound(binding, depth):
                yield from self.names(origin.node, origin.place, depth)

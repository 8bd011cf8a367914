"""Settings that a Python program writes down under the usual names: `{"base_model": "org/name"}`.

What reads them may be a library, a container or another program, so that no call shows the use. The names are data.
"""

import ast
from collections.abc import Iterator
from typing import Final

from licet.readers.idioms import names as table_names
from licet.readers.named_settings import Reference, model_value

MAX_WRITTEN: Final = 500
"""Settings of one file."""
_LOCAL: Final = "local:"
"""What LlamaIndex writes before the name of a model that it loads itself."""


def written_settings(tree: ast.Module) -> Iterator[tuple[Reference, int]]:
    """Yield the models that the settings of a program name, with their lines."""
    count = 0
    for name, value in _pairs(tree):
        text = value.value if isinstance(value, ast.Constant) else None
        if name not in table_names().written_settings or not isinstance(text, str):
            continue
        found = model_value(text.removeprefix(_LOCAL))
        if found and not found.identity.unresolved and count < MAX_WRITTEN:
            count += 1
            yield found, value.lineno


def _pairs(tree: ast.Module) -> Iterator[tuple[object, ast.expr]]:
    """Yield the keys and values of tables, and of assignments to a member or an attribute."""
    for node in ast.walk(tree):
        match node:
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    yield (key.value if isinstance(key, ast.Constant) else None), value
            case ast.Assign(targets=[ast.Subscript(slice=ast.Constant(value=name))], value=value):
                yield name, value
            case ast.Assign(targets=[ast.Attribute(attr=name)], value=value):
                yield name, value
            case _:
                continue

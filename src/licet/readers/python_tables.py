"""Settings that a Python program writes down under the usual names: `{"base_model": "org/name"}`.

What reads them may be a library, a container or another program, so that no call shows the use. The names are data.
"""

import ast
from collections.abc import Iterator
from typing import Final, TypeGuard

from licet.readers.idioms import names as table_names
from licet.readers.masking import mask
from licet.readers.named_settings import Reference, model_value, setting
from licet.readers.python_menus import Nodes
from licet.readers.python_options import environment_name, leaf_name, setting_default

_OF_CLASSES: Final = dict.fromkeys(("model", "model_id", "model_name", "model_name_or_path", "repo_id"), "MODEL_ID")
"""Keywords by which classes are told which model to load, with the setting that each is as good as."""
MAX_WRITTEN: Final = 500
"""Settings of one file."""
_LOCAL: Final = "local:"
"""What LlamaIndex writes before the name of a model that it loads itself."""


def written_settings(nodes: Nodes) -> Iterator[tuple[Reference, int]]:
    """Yield the models that the settings of a program name, with their lines."""
    count = 0
    for key, default in _defaults(nodes):
        stated = setting(key, str(default.value))
        if stated and not stated.identity.unresolved and mask(str(default.value)) == default.value:
            yield stated, default.lineno
    for name, value in _pairs(nodes):
        text = value.value if isinstance(value, ast.Constant) else None
        if name not in table_names().written_settings or not isinstance(text, str) or mask(text) != text:
            continue
        found = model_value(text.removeprefix(_LOCAL))
        if found and not found.identity.unresolved and count < MAX_WRITTEN:
            count += 1
            yield found, value.lineno


def _defaults(nodes: Nodes) -> Iterator[tuple[str, ast.Constant]]:
    """Yield variables of the environment, and keys that are asked for, with the texts that stand in for them."""
    for call in (node for node in nodes if isinstance(node, ast.Call)):
        default = setting_default(call) if environment_name(call) else None
        match default, call:
            case ast.Constant(value=str()), _:
                yield environment_name(call), default
            case None, ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str() as key), given]):
                values = given.values if isinstance(given, ast.Dict) else [given]
                yield from ((key.lower(), one) for one in values if _is_text(one))
            case _:
                continue


def _is_text(node: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _pairs(nodes: Nodes) -> Iterator[tuple[object, ast.expr]]:
    """Yield the keys and values of tables, and of assignments to a member or an attribute."""
    for node in nodes:
        match node:
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    yield (key.value if isinstance(key, ast.Constant) else None), value
            case ast.Call(func=func, keywords=given) if leaf_name(func).lstrip("_")[:1].isupper():
                # A class of a library that no table knows: its keyword says what the value is.
                yield from ((_OF_CLASSES.get(one.arg or "", ""), one.value) for one in given)
            case ast.Assign(targets=[ast.Subscript(slice=ast.Constant(value=name))], value=value):
                yield name, value
            case ast.Assign(targets=[ast.Attribute(attr=name)], value=value):
                yield name, value
            case _:
                continue

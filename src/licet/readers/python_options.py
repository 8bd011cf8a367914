"""Defaults of settings: command lines, environment variables, fields of dataclasses and of settings classes.

Source: INPUTS 3.1 (argparse, click, typer, dataclass and pydantic fields, `os.getenv(k, d)`).
"""

import ast
from collections.abc import Iterator
from typing import Final

from licet.readers.python_names import Bound, Index, Place, position

Default = tuple[ast.expr, Place]

_ENVIRONMENT: Final = frozenset({"getenv", "config", "env", "getenv_or_default", "get_env"})
"""Calls `f(name, default)`; `config` and `env` are those of decouple and environs."""
_FIELDS: Final = frozenset({"field", "Field", "Option", "Argument", "Query", "Form", "Body", "Setting", "attrib", "ib"})
"""Calls that stand where a default is expected, and hold it."""
_FLAGS: Final = frozenset({"DEFINE_string", "DEFINE_enum"})
_PARSED: Final = frozenset({"parse_args", "parse_known_args", "parse_intermixed_args"})
_SETTINGS: Final = frozenset(
    {"arg", "args", "cfg", "conf", "config", "flags", "hparams", "opt", "options", "opts", "params", "settings"}
)
"""Names by which programs pass their settings around; also as the end of a name, as in `model_args`."""
_PROMPTS: Final = frozenset({"text_input", "Textbox", "prompt_input"})


def leaf_name(node: ast.AST) -> str:
    """Return the last name of `a.b.c`, `a` or `a.b()`; empty for anything else."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
            return name
        case _:
            return ""


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """Return the value of a keyword argument."""
    return next((given.value for given in call.keywords if given.arg == name), None)


def setting_default(call: ast.Call) -> ast.expr | None:
    """Return the default of a call that reads a setting or declares one."""
    leaf = leaf_name(call.func)
    if leaf in _ENVIRONMENT or (leaf == "get" and leaf_name(getattr(call.func, "value", call)) == "environ"):
        return keyword(call, "default") or (call.args[1] if len(call.args) > 1 else None)
    if leaf in _PROMPTS:
        return keyword(call, "value") or (call.args[1] if len(call.args) > 1 else None)
    if leaf == "value":  # the settings of Qt
        return keyword(call, "default_value") or keyword(call, "defaultValue")
    if leaf in _FIELDS:
        default = keyword(call, "default") or (call.args[0] if call.args else None)
        return None if isinstance(default, ast.Constant) and default.value is ... else default
    return None


def holds_settings(name: str) -> bool:
    """Tell whether programs pass their settings around under such a name: `args`, `model_config`, `get_settings`."""
    lowered = name.lower()
    return lowered in _SETTINGS or lowered.rpartition("_")[2] in _SETTINGS or lowered.endswith(("settings", "config"))


def environment_name(call: ast.Call) -> str:
    """Return the variable of the environment that a call reads: `os.getenv("X")`, `environ.get("X")`."""
    leaf = leaf_name(call.func)
    reads = leaf in _ENVIRONMENT or (leaf == "get" and leaf_name(getattr(call.func, "value", call)) == "environ")
    first = call.args[0] if call.args else None
    return first.value if reads and isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def option_default(decorator: ast.expr, parameter: str) -> ast.expr | None:
    """Return the default that a click decorator gives to a parameter."""
    if not isinstance(decorator, ast.Call) or leaf_name(decorator.func) not in {"option", "argument"}:
        return None
    return _option(decorator) if _destination(decorator) == parameter else None


class Options:
    """The command line options of one file, by the attribute that holds their value."""

    def __init__(self, index: Index) -> None:
        self._options: dict[str, list[Default]] = {}
        self._fields: dict[str, list[Default]] = {}
        for call, place in index.calls:
            leaf = leaf_name(call.func)
            if leaf == "add_argument" or leaf in _FLAGS:
                default = _option(call) if leaf == "add_argument" else _flag(call)
                if default is not None:
                    self._options.setdefault(_destination(call), []).append((default, place))
        self._fields.update(_fields(index))

    def parsed(self, call: ast.Call, attribute: str) -> list[Default]:
        """Return the defaults behind an attribute of what `parse_args()` returns."""
        return self._options.get(attribute, []) if leaf_name(call.func) in _PARSED else []

    def fallback(self, receiver: ast.expr, attribute: str) -> list[Default]:
        """Return the defaults behind `args.name` where nothing is known of `args` but that it holds settings.

        An option of the command line counts, or the field of the one class of the file that declares it.
        """
        if not any(holds_settings(part) for part in _parts(receiver)):
            return []
        fields = self._fields.get(attribute, [])
        return self._options.get(attribute) or (fields if len(fields) == 1 else [])


def _parts(node: ast.expr) -> Iterator[str]:
    while isinstance(node, ast.Attribute):
        yield node.attr.lower()
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id.lower()


def _fields(index: Index) -> dict[str, list[Default]]:
    found: dict[str, list[Default]] = {}
    for scope in index.classes:
        for name, bindings in scope.names.items():
            for binding in bindings:
                if binding.kind is Bound.VALUE and isinstance(binding.node, ast.expr):
                    found.setdefault(name, []).append((binding.node, binding.place))
    return found


def _destination(call: ast.Call) -> str:
    """Return the attribute or parameter that an option sets: `dest`, a bare name, else its first long form."""
    named = keyword(call, "dest")
    if isinstance(named, ast.Constant):
        return str(named.value)
    names = [given.value for given in call.args if isinstance(given, ast.Constant) and isinstance(given.value, str)]
    if leaf_name(call.func) in _FLAGS:
        names = names[:1]
    bare = [name for name in names if not name.startswith("-")]
    long = [name for name in names if name.startswith("--")]
    chosen = (bare or long or names or [""])[0]
    return chosen.partition("/")[0].strip("-").replace("-", "_")


def _option(call: ast.Call) -> ast.expr | None:
    """Return an option's default; a closed list of choices stands in for one that is missing."""
    default = keyword(call, "default")
    if default is not None and not (isinstance(default, ast.Constant) and default.value is None):
        return default
    choices = keyword(call, "choices")
    if not isinstance(choices, ast.List | ast.Tuple) or not choices.elts:
        return None
    line, column = position(choices)
    every = ast.BoolOp(op=ast.Or(), values=list(choices.elts))
    return ast.copy_location(every, choices) if line or column else every


def _flag(call: ast.Call) -> ast.expr | None:
    return keyword(call, "default") or (call.args[1] if len(call.args) > 1 else None)

"""The texts that an expression of a Python file can have; what only a run would know is written `{?}`.

Source: INPUTS 3.1 (f-strings, `+`, `os.path.join` with unknown parts give a partial id).
"""

import ast
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Final, NamedTuple

from licet.readers.hub_ids import UNKNOWN
from licet.readers.opened import OpenedFile
from licet.readers.python_containers import MAX_DEPTH, Origin
from licet.readers.python_names import Place, file_of
from licet.readers.python_options import leaf_name
from licet.readers.python_values import Values

MAX_TEXTS: Final = 128
"""Texts of one expression."""
MAX_LENGTH: Final = 2_000
MAX_NUMBER: Final = 10**15
MAX_PARTS: Final = 64
"""Parts of one f-string or path that are read."""

_OF_ARGUMENT: Final = frozenset(
    {
        "str",
        "Path",
        "PurePath",
        "PosixPath",
        "expanduser",
        "expandvars",
        "abspath",
        "realpath",
        "normpath",
        "fspath",
        "open",
    }
)
_OF_RECEIVER: Final = frozenset({"resolve", "as_posix", "absolute", "expanduser", "strip", "rstrip", "lstrip"})
_FIELD: Final = re.compile(r"\{([A-Za-z0-9_]{0,60})[^{}]{0,60}\}")
_PERCENT: Final = re.compile(r"%[sdr]")


class Text(NamedTuple):
    """One text an expression can have, and the line and file where its first known part is written."""

    text: str
    line: int
    file: OpenedFile | None = None


class Texts:
    """Reads texts in one file, and in those that it refers to."""

    def __init__(self, values: Values) -> None:
        self._values = values

    def read(self, origins: Iterable[Origin]) -> list[Text]:
        """Return the texts of what a value comes from, without those that are empty."""
        found = (text for origin in origins for text in self._terminal(origin, 0))
        return list(islice(dict.fromkeys(text for text in found if text.text), MAX_TEXTS))

    def of(self, node: ast.AST, place: Place, depth: int = 0) -> list[Text]:
        """Return the texts of an expression; `{?}` where none is known."""
        if depth > MAX_DEPTH:
            return [_unknown(node)]
        origins = self._values.origins(node, place, depth)
        found = list(islice((text for one in origins for text in self._terminal(one, depth + 1)), MAX_TEXTS))
        # Beside what only a run knows, a number is the start of a count, not a part of a name.
        open_too = any(text.text == UNKNOWN for text in found)
        return [text for text in found if not text.text.isdigit()] if open_too else found

    def _terminal(self, origin: Origin, depth: int) -> Sequence[Text]:
        node, place = origin
        match node:
            case ast.Constant():
                return _constant(node, place, depth)
            case ast.JoinedStr(values=parts):
                return self._joined(parts, place, depth)
            case ast.FormattedValue(value=value):
                return self.of(value, place, depth + 1)
            case ast.BinOp():
                return self._operation(node, place, depth)
            case ast.Call():
                return self._call(node, place, depth)
            case _:
                return self._of_path(node, place, depth)

    def _of_path(self, node: ast.AST, place: Place, depth: int) -> Sequence[Text]:
        """`__file__`, `path.parent`, `path.parents[n]`."""
        match node:
            case ast.Name(id="__file__"):
                file = file_of(place)
                return [Text(f"./{file.path}", node.lineno, file)] if file else [_unknown(node)]
            case ast.Attribute(value=value, attr="parent"):
                return _each(self.of(value, place, depth + 1), _folder)
            case ast.Subscript(value=ast.Attribute(value=value, attr="parents"), slice=ast.Constant(value=int() as up)):
                return _each(self.of(value, place, depth + 1), lambda text: _above(text, up + 1))
            case _:
                return [_unknown(node)]

    def _joined(self, parts: Iterable[ast.AST], place: Place, depth: int, separator: str = "") -> list[Text]:
        """Concatenate the parts; an unknown part becomes `{?}`, and so do several that can each be several things.

        Which of them go together is known only when the program runs.
        """
        choices = [self.of(part, place, depth + 1) or [_unknown(part)] for part in islice(parts, MAX_PARTS)]
        if sum(len(choice) > 1 for choice in choices) > 1:
            choices = [_known_alone(choice) for choice in choices]
        if sum(len(choice) > 1 for choice in choices) > 1:
            choices = [choice if len(choice) == 1 else [choice[0]._replace(text=UNKNOWN)] for choice in choices]
        return list(islice(_concatenated(choices, separator), MAX_TEXTS)) if choices else []

    def _operation(self, node: ast.BinOp, place: Place, depth: int) -> Sequence[Text]:
        match node.op:
            case ast.Add():
                return self._joined((node.left, node.right), place, depth)
            case ast.Div():
                return self._joined((node.left, node.right), place, depth, "/")
            case ast.Mod():
                given = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
                values = [self.of(value, place, depth + 1) for value in given]
                return [
                    template._replace(text=_percent(template.text, values))
                    for template in self.of(node.left, place, depth + 1)
                ]
            case _:
                return [_unknown(node)]

    def _call(self, call: ast.Call, place: Place, depth: int) -> Sequence[Text]:
        leaf = leaf_name(call.func)
        match call:
            case ast.Call(func=ast.Attribute(value=template, attr="format")):
                return [
                    text._replace(text=self._formatted(text.text, call, place, depth))
                    for text in self.of(template, place, depth + 1)
                ]
            case ast.Call(func=ast.Attribute(value=value, attr="replace"), args=[ast.expr() as old, new, *rest]):
                # `str.replace(text, old, new)` is the same as `text.replace(old, new)`.
                plain = [old, new, *rest] if isinstance(value, ast.Name) and value.id == "str" else [value, old, new]
                return self._replaced(plain, place, depth)
            case ast.Call(func=ast.Attribute(value=value, attr="lower")):
                return _each(self.of(value, place, depth + 1), str.lower)
            case ast.Call(args=[_, *_] as parts) if leaf in {"join", "joinpath", "Path"}:
                return self._join(call, parts, place, depth)
            case ast.Call(args=[only, *_]) if leaf in _OF_ARGUMENT:
                return self.of(only, place, depth + 1)
            case ast.Call(args=[only]) if leaf == "dirname":
                return _each(self.of(only, place, depth + 1), _folder)
            case ast.Call(args=[_, only]) if leaf == "cast":
                return self.of(only, place, depth + 1)
            case ast.Call(func=ast.Attribute(value=value)) if leaf in _OF_RECEIVER:
                return self.of(value, place, depth + 1)
            case _:
                return [_unknown(call)]

    def _replaced(self, given: Sequence[ast.AST], place: Place, depth: int) -> Sequence[Text]:
        """Replace where both words are known; else the text is what it was."""
        old, new = (_only(self.of(one, place, depth + 1)) for one in given[1:3])
        texts = self.of(given[0], place, depth + 1)
        return texts if UNKNOWN in old + new or not old else _each(texts, lambda text: text.replace(old, new))

    def _join(self, call: ast.Call, parts: list[ast.expr], place: Place, depth: int) -> Sequence[Text]:
        match call.func:
            case ast.Attribute(value=ast.Constant(value=str() as separator), attr="join"):
                members = parts[0].elts if isinstance(parts[0], ast.List | ast.Tuple) else []
                return self._joined(members, place, depth, separator) or [_unknown(call)]
            case ast.Attribute(value=receiver, attr="joinpath"):
                return self._joined((receiver, *parts), place, depth, "/")
            case _:
                return self._joined(parts, place, depth, "/")

    def _formatted(self, template: str, call: ast.Call, place: Place, depth: int) -> str:
        """Fill the fields of `template.format(...)` that have one known value."""
        count = 0

        def fill(match: re.Match[str]) -> str:
            nonlocal count
            name = match[1]
            given: ast.expr | None = None
            if not name or (name.isascii() and name.isdigit()):
                number = int(name) if name else count
                count += 1
                given = call.args[number] if number < len(call.args) else None
            else:
                given = next((one.value for one in call.keywords if one.arg == name), None)
            return _only(self.of(given, place, depth + 1)) if given else UNKNOWN

        return _FIELD.sub(fill, template)


def _constant(node: ast.Constant, place: Place, depth: int) -> list[Text]:
    """A number is a text only inside one; None, True and bytes are none."""
    match node.value:
        case str() as text:
            return [Text(text[:MAX_LENGTH], node.lineno, file_of(place))]
        case bool():
            return []
        case int() | float() as number if depth and abs(number) < MAX_NUMBER:
            return [Text(str(number)[:40], node.lineno, file_of(place))]
        case _:
            return []


def _unknown(node: ast.AST) -> Text:
    return Text(UNKNOWN, getattr(node, "lineno", 0))


def _known_alone(texts: list[Text]) -> list[Text]:
    """Return the one text that is known beside what a run may set: a default, however many places write it."""
    known = [text for text in texts if UNKNOWN not in text.text]
    return known[:1] if len({text.text for text in known}) == 1 else texts


def _only(texts: Sequence[Text]) -> str:
    return texts[0].text if len(texts) == 1 else UNKNOWN


def _each(texts: Iterable[Text], change: Callable[[str], str]) -> list[Text]:
    return [text if text.text == UNKNOWN else text._replace(text=change(text.text)) for text in texts]


def _folder(path: str) -> str:
    return UNKNOWN if path in {".", "./", ""} else posixpath.dirname(path.rstrip("/")) or "."


def _above(path: str, levels: int) -> str:
    for _ in range(min(levels, 64)):
        path = _folder(path)
    return path


def _concatenated(choices: Sequence[Sequence[Text]], separator: str) -> Iterator[Text]:
    for combination in product(*choices):
        parts = [text.text.strip("/") if separator == "/" and at else text.text for at, text in enumerate(combination)]
        if separator == "/" and len(parts) > 1:
            parts = [part.rstrip("/") for part in parts[:-1]] + parts[-1:]
        first = next((text for text in combination if text.text != UNKNOWN), combination[0])
        joined = separator.join(parts)[:MAX_LENGTH]
        yield first._replace(text=joined.replace(UNKNOWN + UNKNOWN, UNKNOWN))


def _percent(template: str, values: Sequence[Sequence[Text]]) -> str:
    following = iter(values)
    return _PERCENT.sub(lambda _: _only(next(following, ())), template)

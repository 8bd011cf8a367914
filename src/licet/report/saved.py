"""Read a result that was saved as JSON; what is read is trusted no more than any other input."""

import json
from copy import deepcopy
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from licet.errors import TargetError
from licet.report.baseline import gate_fails
from licet.report.result import Result
from licet.report.words import RANKS, clean, short

if TYPE_CHECKING:
    import jsonschema_rs

Node = dict[str, Any]
"""A node of the schema, which is our own."""

MOST_BYTES: Final = 128 * 1024 * 1024
_HINT = "save one with `licet check -o result.json`"
_REASON = 200


def load_result(path: Path | str) -> Result:
    """Return the saved result.

    Raises:
        TargetError: the file cannot be read, is larger than 128 MiB, is no JSON, does not fit the schema, or says
            one verdict and means another.
    """
    name = clean(str(path))
    value = _completed(_parsed(_content(Path(path), name), name), _published())
    fault = _misfit(value)
    if fault:
        raise TargetError(f"{name} is no saved result: {fault}", hint=_HINT)
    result = cast("Result", value)
    if _contradicts(result):
        raise TargetError(f"{name} contradicts itself: verdict, gate and findings disagree", hint=_HINT)
    return result


def _content(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise TargetError(f"cannot read {name}: {error.strerror or error}", hint=_HINT) from error
    if len(content) > MOST_BYTES:
        raise TargetError(f"{name} is larger than {MOST_BYTES >> 20} MiB", hint=_HINT)
    return content


def _parsed(content: bytes, name: str) -> object:
    try:
        return cast("object", json.loads(content.decode("utf-8"), parse_constant=_refuse))
    except (ValueError, RecursionError) as error:
        raise TargetError(f"{name} is no JSON: {short(str(error), _REASON)}", hint=_HINT) from error


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no JSON number")


def _completed(value: object, node: Node) -> object:
    """The value with the keys that results have had since it was saved, at the defaults that the schema gives them.

    It is looked into as deep as the schema goes, whatever is in it.
    """
    reference = node.get("$ref")
    if isinstance(reference, str):
        node = _published()["$defs"][reference.rpartition("/")[2]] | node
    match value:
        case dict():
            known: dict[str, Node] = node.get("properties", {})
            added = {
                name: deepcopy(each["default"])
                for name, each in known.items()
                if "default" in each and name not in value
            }
            told = {name: _completed(each, known[name]) if name in known else each for name, each in value.items()}
            return told | added
        case list() if "items" in node:
            return [_completed(each, node["items"]) for each in value]
        case _:
            return value


def _misfit(value: object) -> str:
    """What the schema has against a value, in one line; empty where it fits."""
    try:
        for error in _schema().iter_errors(value):
            where = "/".join(map(str, error.instance_path)) or "the whole"
            return short(f"{where}: {error.message}", _REASON)
    except (ValueError, RecursionError) as error:
        return short(str(error), _REASON)
    return ""


@cache
def _published() -> Node:
    return cast("Node", json.loads(files("licet").joinpath("schemas/result.schema.json").read_text("utf-8")))


@cache
def _schema() -> "jsonschema_rs.Draft202012Validator":
    import jsonschema_rs  # noqa: PLC0415 - only saved results need it

    return jsonschema_rs.Draft202012Validator(_published())


def _contradicts(result: Result) -> bool:
    rank = RANKS[result["verdict"]]
    worst = max((RANKS[each["verdict"]] for each in result["findings"] if not each["waived_by"]), default=0)
    return gate_fails(result) != result["gate"]["fails"] or worst > rank

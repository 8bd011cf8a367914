"""The published JSON Schema of the system file, and how to look things up in it."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from licet.config.positions import KeyPath

_FILE = Path(__file__).resolve().parent.parent / "schemas" / "licet.schema.json"
_NOTHING: Mapping[str, object] = {}


@cache
def schema() -> Mapping[str, object]:
    """Return the whole schema (JSON Schema 2020-12)."""
    return as_table(json.loads(_FILE.read_text(encoding="utf-8")))


def as_table(value: object) -> Mapping[str, object]:
    """Return a value as a table; an empty one where it is none."""
    return value if isinstance(value, dict) else _NOTHING


def node_at(path: KeyPath) -> Mapping[str, object]:
    """Return the schema of the value at a path, references followed; empty where the schema knows none."""
    node = schema()
    for part in path:
        if isinstance(part, int):
            node = as_table(node.get("items", as_table(node.get("then")).get("items")))
        else:
            node = as_table(as_table(node.get("properties")).get(part))
        node = _followed(node)
    return node


def keys_at(path: KeyPath) -> tuple[str, ...]:
    """Return the keys of the table at a path, in the schema's order."""
    return tuple(as_table(node_at(path).get("properties")))


def _followed(node: Mapping[str, object]) -> Mapping[str, object]:
    """A node with its reference replaced; its own annotations stay on top."""
    reference = node.get("$ref")
    if not isinstance(reference, str):
        return node
    target = schema()
    for part in reference.removeprefix("#/").split("/"):
        target = as_table(target.get(part))
    return {**_followed(target), **{key: value for key, value in node.items() if key != "$ref"}}

"""A new `licet.toml`: every key of the schema with its meaning, the answered ones set, the others commented out."""

import json
import textwrap
from collections.abc import Iterator, Mapping

from licet.config.editing import written_key
from licet.config.positions import KeyPath
from licet.config.schema import as_table, keys_at, node_at

Answer = bool | int | str | tuple[str, ...]

_WIDTH = 110
_MOST_CHOICES = 12
_HEAD = """\
# What a scan of the project cannot see. A key that is absent is unknown and never assumed; an empty list means
# none; a list that is given is complete. Take away the # before a key to set it. docs/licet-toml.md explains all.
"""
_COMMENTED: tuple[tuple[str, KeyPath], ...] = (
    ("[[component]]", ("component", 0)),
    ("[[link]]", ("link", 0)),
    ("[policy]", ("policy",)),
    ("[[waiver]]", ("waiver", 0)),
)


def render(answers: Mapping[tuple[str, str], Answer]) -> str:
    """Return the text of a system file; `answers` maps (table, key) of [product] and [use] to values."""
    parts = (
        _HEAD,
        *(f"\n[{table}]\n{_keys((table,), answers)}" for table in ("product", "use")),
        *(f"\n{_comment(_description(path))}#{header}\n{_keys(path, {})}" for header, path in _COMMENTED),
        *(f"\n{_comment(_description((name,)))}#[{name}]\n{_pairs(name)}" for name in ("answers", "positions")),
    )
    return "".join(parts)


def choices(path: KeyPath) -> tuple[str, ...]:
    """Return the words that a key, or the elements of its list, can take; empty where they are free."""
    node = node_at(path)
    listed = node.get("enum", node_at((*path, 0)).get("enum"))
    return tuple(str(choice) for choice in listed) if isinstance(listed, list) else ()


def _keys(path: KeyPath, answers: Mapping[tuple[str, str], Answer]) -> str:
    """Each key of a table: its meaning, then the key, commented out where it has no answer."""
    return "".join(_lines(path, answers))


def _lines(path: KeyPath, answers: Mapping[tuple[str, str], Answer]) -> Iterator[str]:
    for key in keys_at(path):
        yield _comment(_description((*path, key)))
        answer = answers.get((str(path[0]), key))
        if answer is None:
            yield f"#{key} = {_written(_example((*path, key)), (*path, key))}\n"
        else:
            yield f"{key} = {_written(answer, (*path, key))}\n"


def _description(path: KeyPath) -> str:
    described = str(node_at(path).get("description", ""))
    words = choices(path)
    return f"{described} One of: {', '.join(words)}." if 0 < len(words) <= _MOST_CHOICES else described


def _example(path: KeyPath) -> object:
    listed = node_at(path).get("examples")
    return listed[0] if isinstance(listed, list) and listed else ""


def _pairs(table: str) -> str:
    """The keys of a table that has an example as a whole."""
    pairs = as_table(_example((table,))).items()
    return "".join(f"#{written_key(key)} = {_written(value, (table, key))}\n" for key, value in pairs)


def _comment(text: str) -> str:
    return "".join(f"# {line}\n" for line in textwrap.wrap(text, _WIDTH - 2, break_on_hyphens=False))


def _written(value: object, path: KeyPath) -> str:
    """A value in TOML; the escapes of a JSON string are escapes of a TOML basic string."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case list() | tuple():
            return f"[{', '.join(_written(item, (*path, 0)) for item in value)}]"
        case dict():
            pairs = (f"{written_key(key)} = {_written(item, (*path, key))}" for key, item in value.items())
            return f"{{ {', '.join(pairs)} }}"
        case _ if node_at(path).get("format") == "date":
            return str(value)
        case _:
            return json.dumps(str(value), ensure_ascii=False)

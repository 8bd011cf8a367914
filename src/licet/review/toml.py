"""A draft agreement as TOML, in the form that docs/licenses.md fixes and `read_agreement` accepts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from licet.review.draft import Drafted, Plain

_TABLES: Final = ("permits", "duties")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a record needs besides statements: `file` is the text's path relative to the record's folder."""

    id: str
    name: str
    kind: str
    file: str
    sha256: str
    source: str
    """The file that was reviewed, for the comment."""


def agreement(head: Head, statements: Sequence[Drafted]) -> str:
    """Return the record of a draft: without `reviewed_by`, and not complete."""
    lines = [
        f"# A draft, read by a program from {_comment(head.source)}: check every statement against the text.",
        "# Licet answers needs-review until somebody has confirmed it: correct it, set complete = true where the whole",
        "# text was read, and add reviewed_by.",
        f"id = {_value(head.id)}",
        f"name = {_value(head.name)}",
        f"kind = {_value(head.kind)}",
        "complete = false",
        f'documents = [{{ name = "license", file = {_value(head.file)}, sha256 = {_value(head.sha256)} }}]',
    ]
    for family in _TABLES:
        some = [one for one in statements if one.family == family]
        lines += ["", f"[{family}]", *(f"{one.name} = {_inline(one)}" for one in some)] if some else []
    for family, word in (("conditions", "kind"), ("restrictions", "tag")):
        for one in (each for each in statements if each.family == family):
            lines += ["", f"[[{family}]]", f"{word} = {_value(one.name)}", *_lines(one)]
    return "\n".join(lines) + "\n"


def _inline(one: Drafted) -> str:
    return "{ " + ", ".join(f"{key} = {value}" for key, value in _pairs(one)) + " }"


def _lines(one: Drafted) -> Iterator[str]:
    for key, value in _pairs(one):
        yield f"{key} = {value}"


def _pairs(one: Drafted) -> Iterator[tuple[str, str]]:
    if one.value:
        yield "value", _value(one.value)
    for key, plain in one.more.items():
        yield key, _value(plain)
    yield "section", _value(one.section)
    yield "locator", _value(one.quote)
    if one.note:
        yield "note", _value(one.note)


def _value(plain: Plain) -> str:
    """A value as TOML writes it; its strings are those of JSON, but for the delete character."""
    if isinstance(plain, Mapping):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_value(value)}" for key, value in plain.items()) + " }"
    if not isinstance(plain, str | int):
        return "[" + ", ".join(map(_value, plain)) + "]"
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def plain(one: Drafted) -> Mapping[str, object]:
    """A draft statement as JSON."""
    return {
        "statement": one.key,
        **({"value": one.value} if one.value else {}),
        **one.more,
        "section": one.section,
        "locator": one.quote,
        "line": one.line,
        "last_line": one.last_line,
        "places": one.places,
        **({"note": one.note} if one.note else {}),
    }

"""JSON as text that is safe to look at: what does not print is escaped, which changes no value."""

import json
from functools import cache


def json_text(value: object, *, indent: int | None = 1) -> str:
    """Return a value as JSON, one newline at its end.

    Letters of any script stand as they are. Control and direction characters, which JSON need not escape, are
    escaped, as a terminal or an editor that shows the file would obey them; so are lone surrogates.
    """
    text = _encoder(indent).encode(value)
    return "\n".join(line if line.isprintable() else "".join(map(_shown, line)) for line in text.split("\n")) + "\n"


@cache
def _encoder(indent: int | None) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, indent=indent)


def _shown(character: str) -> str:
    return character if character.isprintable() else json.dumps(character)[1:-1]

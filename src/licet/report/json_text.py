"""JSON as text that is safe to look at: what does not print is escaped, which changes no value."""

import json


def json_text(value: object, *, indent: int | None = 1) -> str:
    """Return a value as JSON, one newline at its end.

    Letters of any script stand as they are. Control and direction characters, which JSON need not escape, are
    escaped, as a terminal or an editor that shows the file would obey them; so are lone surrogates.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return "\n".join(line if line.isprintable() else "".join(map(_shown, line)) for line in text.split("\n")) + "\n"


def _shown(character: str) -> str:
    return character if character.isprintable() else json.dumps(character)[1:-1]

"""Values of JSON that others wrote, taken out one by one with their types checked."""

import json
from typing import Final

MAX_ITEMS: Final = 100_000


def json_of(body: bytes) -> object:
    """Return the value that bytes hold; None where they hold none, or one too deep."""
    try:
        value: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return value


def member(value: object, key: str) -> object:
    """Return a member of an object; None where it is none, or lacks it."""
    return value.get(key) if isinstance(value, dict) else None


def text(value: object, key: str) -> str:
    """Return a member that is a text; empty where it is none."""
    found = member(value, key)
    return found if isinstance(found, str) else ""


def texts(value: object, key: str) -> tuple[str, ...]:
    """Return the texts in a member that is a list."""
    found = member(value, key)
    return tuple(one for one in found[:MAX_ITEMS] if isinstance(one, str)) if isinstance(found, list) else ()


def items(value: object, key: str) -> tuple[object, ...]:
    """Return the items of a member that is a list."""
    found = member(value, key)
    return tuple(found[:MAX_ITEMS]) if isinstance(found, list) else ()

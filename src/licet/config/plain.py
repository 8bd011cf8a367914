"""TOML values as JSON values, so that a JSON Schema can judge them; what JSON lacks is noted."""

import math
import re
from datetime import date, datetime, time

from licet.config.positions import MAX_DEPTH, KeyPath

LARGEST = 10**15
"""The largest number that counts anything here: persons, or US dollars."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_MOST_ITEMS = 10_000

DATE_KEYS = frozenset({"at", "expires", "change_date", "released", "built"})
"""The keys whose value is a date."""


def plain(value: object, path: KeyPath, odd: dict[KeyPath, str]) -> object:
    """Return a TOML value as a JSON value: dates as ISO 8601 text, whole floats as integers, numbers within bounds.

    `odd` receives the path and the name of each value that JSON cannot hold where it stands: a date where none
    belongs, a time, a number that is none, text that cannot be written, a table too deep, a list too long.
    """
    if len(path) > MAX_DEPTH:
        odd[path] = "a table nested this deep"
        return ""
    match value:
        case dict():
            return {key: plain(item, (*path, key), odd) for key, item in value.items()}
        case list() if len(value) > _MOST_ITEMS:
            odd[path] = f"a list of more than {_MOST_ITEMS} items"
            return []
        case list():
            return [plain(item, (*path, index), odd) for index, item in enumerate(value)]
        case str() if _SURROGATE.search(value):
            odd[path] = "text that is no Unicode"
            return ""
        case bool() | str():
            return value
        case int():
            return max(-LARGEST - 1, min(value, LARGEST + 1))
        case float() if not math.isfinite(value):
            odd[path] = "inf or nan"
            return ""
        case float():
            bounded = max(-LARGEST - 1.0, min(value, LARGEST + 1.0))
            return int(bounded) if bounded.is_integer() else bounded
        case _:
            return _moment(value, path, odd)


def _moment(value: object, path: KeyPath, odd: dict[KeyPath, str]) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        if path and path[-1] not in DATE_KEYS:
            odd[path] = "a date; text stands in quotes"
        return value.isoformat()
    odd[path] = "a time" if isinstance(value, time) else "a date with a time; write the date alone"
    return str(value)


def name_of(value: object) -> str:
    """Return what a JSON value is, in plain words."""
    match value:
        case bool():
            return str(value).lower()
        case int():
            return "a number"
        case float():
            return "a fraction"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a table"

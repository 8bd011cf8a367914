"""The errors of the schema in plain words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from licet.config.nearest import nearest
from licet.config.plain import DATE_KEYS, name_of
from licet.config.positions import KeyPath
from licet.config.schema import as_table, keys_at

_LONGEST = 60
"""Characters of the user's own words in one message."""

_MOST_CHOICES = 12
"""Longer lists of choices are left to the documentation."""

_MOST_KEYS = 20
"""Unknown keys of one table that are told."""

_TYPES = {
    "string": "text in quotes",
    "boolean": "true or false",
    "integer": "a whole number",
    "array": "a list",
    "object": "a table",
}
_PHRASES = {
    "minimum": " must not be negative",
    "maximum": " is too large",
    "maxLength": " is too long",
    "format": " must be a date such as 2027-01-31",
    "minItems": " is an empty list; leave the key out where the number is unknown, write 0 for none",
    "minLength": " must not be empty; leave the key out",
}
"""What the other keywords of the schema ask; a test proves that the list is complete."""

UNKNOWN = "additionalProperties"
"""The keyword behind an unknown key."""

_ARRAYS_OF_TABLES = ("component", "link", "waiver")
_PLACES: tuple[KeyPath, ...] = (
    *((), ("product",), ("use",), ("component", 0), ("link", 0), ("policy",), ("waiver", 0)),
    *(("component", 0, "facts"), ("link", 0, "facts"), ("policy", "costs")),
)
"""Where a misplaced key may belong."""

_SHAPES = {
    "territories": "is no territory; write an ISO 3166 code such as DE, or EU, EEA, UK, worldwide",
    "seat": "is no territory; write an ISO 3166 code such as DE, or EU, EEA, UK",
    "modalities": "is no modality; write it in lower case, such as text or image",
    "location": "is no web address such as https://acme.example/model; user names and passwords do not belong in it",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong at one place; `many` where several such faults can stand at the same place."""

    path: KeyPath
    message: str
    many: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One error of the schema: the keyword that fails, its details, where, and the value there."""

    keyword: str
    details: Mapping[str, object]
    path: KeyPath
    value: object


def shown(text: str) -> str:
    """Return the user's own words in quotes: cut, and with every character that does not print escaped."""
    cut = text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
    return '"' + "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in cut) + '"'


def spot(path: KeyPath, prefix: str = "") -> str:
    """Return the name of a table: `[use]`, `[[component]]`, `facts of [[component]]`."""
    match path:
        case ():
            return f"[{prefix[:-1]}]" if prefix else "the top level"
        case (str(name),):
            return f"[{prefix}{name}]"
        case (str(name), int()):
            return f"[[{prefix}{name}]]"
        case _:
            within = 2 if isinstance(path[1], int) else 1
            inner = next(part for part in reversed(path) if isinstance(part, str))
            return f"{shown(inner)[1:-1]} of {spot(path[:within], prefix)}"


def subject(path: KeyPath, prefix: str = "") -> str:
    """Return the name of a value: `"delivery" in [use]`, also for an element of that list."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    if len(path) == 1:
        return spot(path, prefix) if path[0] not in _ARRAYS_OF_TABLES else f"[[{prefix}{path[0]}]]"
    return f"{shown(str(path[-1]))} in {spot(path[:-1], prefix)}"


def explained(breach: Breach, prefix: str) -> Iterator[Fault]:
    """Yield the faults behind one error of the schema."""
    path = breach.path
    match breach.keyword:
        case "additionalProperties":
            known = keys_at(path)
            unexpected = [key for key in as_table(breach.value) if key not in known]
            for key in unexpected[:_MOST_KEYS]:
                yield Fault((*path, key), _unknown(path, key, prefix))
            for key in unexpected[_MOST_KEYS : _MOST_KEYS + 1]:
                more = len(unexpected) - _MOST_KEYS
                yield Fault((*path, key), f"and {more} more unknown keys in {spot(path, prefix)}")
        case "required":
            missing = shown(str(breach.details.get("property")))
            yield Fault(path, f"missing key {missing} in {spot(path, prefix)}", many=True)
        case "anyOf":
            yield Fault(path, f'{spot(path, prefix)} needs an "id" or a "purl"', many=True)
        case _:
            yield Fault(path, f"{subject(path, prefix)}{_wrong(breach)}")


def _unknown(path: KeyPath, key: str, prefix: str) -> str:
    """An unknown key, with the key that was meant or the table where it belongs."""
    said = f"unknown key {shown(key)} in {spot(path, prefix)}" if path else f"unknown table or key {shown(key)}"
    homes = [spot(place, prefix) for place in _PLACES if place != path and key in keys_at(place)]
    meant = nearest(key, keys_at(path))
    if homes:
        return f"{said}; it belongs in {' or '.join(homes)}"
    return f"{said}; did you mean {shown(meant)}?" if meant else said


def _wrong(breach: Breach) -> str:
    """What is wrong with one value, to follow its name."""
    match breach.keyword:
        case "type":
            return f" must be {_expected(breach)}, not {name_of(breach.value)}"
        case "enum":
            return _not_one_of(breach)
        case "pattern":
            return _misshapen(breach)
        case other:
            return _PHRASES[other]


def _expected(breach: Breach) -> str:
    if len(breach.path) == 1 and breach.path[0] in _ARRAYS_OF_TABLES:
        return "written with double brackets"
    types = breach.details.get("types")
    return " or ".join(_TYPES[str(name)] for name in types) if isinstance(types, list) else ""


def _not_one_of(breach: Breach) -> str:
    value, options = breach.value, breach.details.get("options")
    choices = [str(option) for option in options] if isinstance(options, list) else []
    listed = ", ".join(choices) if len(choices) <= _MOST_CHOICES else "the known words"
    if not isinstance(value, str):
        return f" must be one of {listed}, not {name_of(value)}"
    meant = nearest(value, choices)
    hint = f"; did you mean {shown(meant)}?" if meant else ""
    return f": {shown(value)} is not one of {listed}{hint}"


def _misshapen(breach: Breach) -> str:
    """Text that has not the shape its key asks for."""
    key = next((part for part in reversed(breach.path) if isinstance(part, str)), "")
    text = breach.value if isinstance(breach.value, str) else ""
    if key in DATE_KEYS:
        return _PHRASES["format"]
    if key in _SHAPES:
        return f": {shown(text)} {_SHAPES[key]}"
    if not text.strip():
        return " must not be empty; leave the key out"
    return f": {shown(text)} must be one line, without control characters or spaces around it"

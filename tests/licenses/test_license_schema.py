"""The published schema of records: every shipped record keeps it, and it says what the reader says."""

import json
import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

import jsonschema_rs
import pytest

from licet.errors import KnowledgeError
from licet.licenses import ids, load, parse_record
from licet.licenses.record import ANY_DUTY, PARAMETERS, QUALIFIERS, RECORD_KEYS
from licet.model.vocabulary import TAGS, Act, Category, Duty, Trigger, Value

SCHEMA = json.loads((files("licet.schemas") / "license.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)


def as_json(value: Any) -> Any:
    """TOML as JSON: dates become texts."""
    match value:
        case dict():
            return {key: as_json(inner) for key, inner in value.items()}
        case list():
            return [as_json(inner) for inner in value]
        case date():
            return value.isoformat()
        case _:
            return value


def record(license_id: str) -> dict[str, Any]:
    return tomllib.loads((files("licet.licenses") / "data" / f"{license_id}.toml").read_text("utf-8"))


def breaches(data: object) -> list[str]:
    return [f"{error.instance_path}: {error.message}" for error in VALIDATOR.iter_errors(data)]


def test_the_schema_is_a_schema() -> None:
    jsonschema_rs.meta.validate(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("license_id", ids())
def test_every_record_keeps_the_schema_and_is_read(license_id: str) -> None:
    assert breaches(as_json(record(license_id))) == []
    assert parse_record(record(license_id), source=license_id) == load(license_id)


def test_the_words_are_those_of_the_vocabulary() -> None:
    own, parts = SCHEMA["$defs"], SCHEMA["properties"]
    assert set(parts) == {*RECORD_KEYS, "reviewed_by", "frees", "includes", "lifts", "profile"}
    assert parts["category"]["enum"] == list(Category)
    assert own["value"]["enum"] == list(Value)
    assert own["trigger"]["enum"] == list(Trigger)
    assert own["tag"]["enum"] == list(TAGS)
    assert list(parts["permits"]["properties"]) == own["act"]["enum"] == list(Act)
    assert list(parts["duties"]["properties"]) == own["duty"]["enum"] == list(Duty)
    assert parts["restrictions"]["items"]["properties"]["qualifiers"]["items"]["enum"] == list(QUALIFIERS)
    for duty in Duty:
        stated = parts["duties"]["properties"][duty]["properties"]["parameters"]["properties"]
        assert set(stated) == {*PARAMETERS.get(duty, {}), *ANY_DUTY}
        assert {key: tuple(stated[key].get("enum", ())) for key in PARAMETERS.get(duty, {})} == PARAMETERS.get(duty, {})


def undescribed(schema: Any, path: str = "") -> list[str]:
    """The keys of a schema, and of the schemas within it, that nothing describes."""
    found = []
    for key, inner in schema.get("properties", {}).items():
        meant = SCHEMA["$defs"].get(inner.get("$ref", "").rpartition("/")[2], {})
        if "description" not in inner and "description" not in meant:
            found.append(f"{path}.{key}")
        found += undescribed(inner, f"{path}.{key}")
    below = [*schema.get("oneOf", []), *schema.get("patternProperties", {}).values()]
    below += [schema["items"]] if "items" in schema else []
    return found + [name for inner in below for name in undescribed(inner, f"{path}[]")]


def closed(schema: Any) -> bool:
    """Whether every table of the schema refuses keys that it does not name."""
    if isinstance(schema, list):
        return all(closed(inner) for inner in schema)
    if not isinstance(schema, dict):
        return True
    own = schema.get("type") != "object" or schema.get("additionalProperties") is False
    return own and all(closed(inner) for inner in schema.values())


def test_every_key_is_described_and_every_table_is_closed() -> None:
    assert undescribed(SCHEMA) == []
    assert [name for own in SCHEMA["$defs"].values() for name in undescribed(own)] == []
    assert closed(SCHEMA)


PLACE = {"section": "1", "locator": "as the text has it"}
BREACHES: list[tuple[str, object]] = [
    ("permits", {"host": {"value": "yes"}}),
    ("permits", {"host": {"value": "perhaps", **PLACE}}),
    ("permits", {"fly": {"value": "yes", **PLACE}}),
    ("permits", {"host": {"value": "silent", "section": "1"}}),
    ("permits", {"host": {"value": "yes", "section": "1", "locator": " ".join("abcdefghijklmnop")}}),
    ("duties", {"naming": {"value": "yes", "triggers": ["on-sale"], **PLACE}}),
    ("duties", {"naming": {"value": "yes", "triggers": [{"any": ["on-any-use"]}], **PLACE}}),
    ("duties", {"naming": {"value": "yes", "parameters": {"suffix": "x"}, **PLACE}}),
    ("duties", {"share-alike": {"value": "yes", "parameters": {"scope": "planet"}, **PLACE}}),
    ("conditions", [{"kind": "threshold", "metric": "MAU", "effect": "display", **PLACE}]),
    ("conditions", [{"kind": "threshold", "metric": "MAU", "effect": "display", "value": 0, **PLACE}]),
    ("conditions", [{"kind": "territory", "excluded": ["Europe"], **PLACE}]),
    ("conditions", [{"kind": "exempt", "who": "friends", **PLACE}]),
    ("conditions", [{"kind": "trade-controls", "years": 3, **PLACE}]),
    ("conditions", [{"kind": "trade-controls", "on": ["flying"], **PLACE}]),
    ("restrictions", [{"tag": "harm", "strength": "weak", **PLACE}]),
    ("restrictions", [{"tag": "harm", "strength": "prohibited"}]),
    ("restrictions", [{"tag": "harm", "strength": "prohibited", "qualifiers": ["perhaps"], **PLACE}]),
    ("derivatives", {"adapts": "perhaps"}),
    ("derivatives", {"adapts:static": "silent"}),
    ("no_further_restrictions", {"section": "1"}),
    ("readings", [{"id": "x"}]),
    ("complete", "yes"),
    ("reviewed", "2026"),
    ("id", "a b"),
    ("treats_as_restriction", ["breathing"]),
    ("surprise", 1),
]


@pytest.mark.parametrize(("key", "value"), BREACHES)
def test_schema_and_reader_refuse_the_same(key: str, value: object) -> None:
    data = record("MIT") | {key: value}
    assert breaches(as_json(data))
    with pytest.raises(KnowledgeError):
        parse_record(data, source="toy.toml")

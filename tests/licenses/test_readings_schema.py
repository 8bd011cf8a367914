"""The published schema of contested points: the shipped file keeps it, and it says what the reader says."""

import json
import tomllib
from importlib.resources import files
from typing import Any

import jsonschema_rs
import pytest

from licet.errors import KnowledgeError
from licet.licenses.readings import EFFECTS, MOST_WORDS, parse_readings
from licet.model.vocabulary import How

SCHEMA = json.loads((files("licet.schemas") / "readings.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)


def shipped() -> dict[str, Any]:
    return tomllib.loads((files("licet.licenses") / "readings.toml").read_text("utf-8"))


def test_the_schema_is_a_schema() -> None:
    jsonschema_rs.meta.validate(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_shipped_points_keep_the_schema() -> None:
    assert [error.message for error in VALIDATOR.iter_errors(shipped())] == []


def test_the_words_are_those_of_the_reader() -> None:
    told = SCHEMA["$defs"]["effect"]["properties"]
    assert told["link"]["enum"] == list(How)
    assert told["effect"]["enum"] == list(EFFECTS)
    quote = SCHEMA["$defs"]["holder"]["properties"]["quote"]["pattern"]
    assert f"{{0,{MOST_WORDS - 1}}}" in quote


BREACHES: dict[str, Any] = {
    "no holders": lambda position: position.pop("held_by"),
    "a holder without a source": lambda position: position["held_by"].append(
        {"who": "A", "url": "https://example.org"}
    ),
    "a holder by hearsay": lambda position: position["held_by"].append({"who": "A", "source": "B", "url": "a friend"}),
    "a date in words": lambda position: position["held_by"][0].update(date="last May"),
    "a long quote": lambda position: position["held_by"][0].update(quote=" ".join(["word"] * 16)),
    "no links": lambda position: position.update(links=[]),
    "an unknown link": lambda position: position["links"][0].update(link="eats"),
    "an unknown effect": lambda position: position["links"][0].update(effect="perhaps"),
    "an unknown key": lambda position: position.update(pages=7),
}


@pytest.mark.parametrize("name", BREACHES)
def test_the_schema_and_the_reader_refuse_alike(name: str) -> None:
    data = shipped()
    BREACHES[name](data["network-reach"]["positions"][0])
    assert not VALIDATOR.is_valid(data)
    with pytest.raises(KnowledgeError, match="network-reach"):
        parse_readings(data, source="readings.toml")

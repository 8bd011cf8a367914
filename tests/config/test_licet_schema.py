"""The published schema: valid, complete, closed, and in the words of the vocabulary."""

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema_rs

from licet.config.schema import as_table, keys_at, node_at, schema
from licet.config.wording import _PHRASES, UNKNOWN
from licet.licenses import readings
from licet.model.use import Use
from licet.model.vocabulary import REMEDY_KINDS, TAGS, Category, Delivery, How, Kind, Organization, Verdict

FILE = Path(__file__).resolve().parents[2] / "src" / "licet" / "schemas" / "licet.schema.json"

TABLES: tuple[tuple[str | int, ...], ...] = (
    *(("product",), ("use",), ("component", 0), ("link", 0), ("answers",), ("positions",), ("policy",), ("waiver", 0)),
    *(("component", 0, "facts"), ("link", 0, "facts"), ("use", "monthly_active_users", 0), ("policy", "costs")),
)
SILENT = {
    *("$schema", "$id", "$defs", "$ref", "title", "description", "examples", "properties", "items"),
    *("if", "then", "else"),
}


def words(*path: str | int) -> list[object]:
    node = node_at(path)
    listed = node.get("enum")
    assert isinstance(listed, list)
    return listed


def nodes(node: object) -> Iterator[dict[str, object]]:
    """Every subschema; the maps of names to subschemas are entered, not yielded."""
    if not isinstance(node, dict):
        return
    yield node
    for name in ("properties", "$defs"):
        for inner in as_table(node.get(name)).values():
            yield from nodes(inner)
    for name in ("items", "if", "then", "else", "additionalProperties"):
        yield from nodes(node.get(name))


def test_the_schema_is_a_valid_json_schema() -> None:
    jsonschema_rs.meta.validate(json.loads(FILE.read_text()))
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_words_are_those_of_the_vocabulary() -> None:
    assert words("product", "kind") == words("component", 0, "kind") == list(Kind)
    assert words("use", "delivery", 0) == list(Delivery)
    assert words("use", "organization") == list(Organization)
    assert words("use", "fields", 0) == list(TAGS)
    assert words("link", 0, "how") == list(How)
    assert keys_at(("policy", "costs")) == REMEDY_KINDS
    assert set(words("policy", "fail_on")) == set(Verdict) - {Verdict.ALLOWED}
    rule = as_table(node_at(("policy", "deny", 0)).get("then"))
    assert rule["enum"] == [f"category:{category}" for category in Category]


def test_the_positions_are_those_of_the_readings() -> None:
    known = readings()
    assert keys_at(("positions",)) == tuple(known)
    for name, reading in known.items():
        assert words("positions", name) == [position.name for position in reading.positions]


def test_every_fact_of_the_use_is_a_key() -> None:
    fields = set(Use.__dataclass_fields__)
    sizes = {"monthly_active_users", "daily_active_users", "annual_revenue_usd", "monthly_revenue_usd"}
    assert set(keys_at(("use",))) == fields - {"sizes"} | sizes


def test_the_fact_names_are_listed_with_type_and_sentence() -> None:
    listed = as_table(as_table(as_table(schema()["$defs"])["factNames"])["$defs"])
    component = as_table(as_table(listed["component"])["properties"])
    link = as_table(as_table(listed["link"])["properties"])
    assert {
        *("modified", "alone", "substantial_extract", "personal_data", "special_categories", "consent_documented"),
        *("users_reach_functionality", "competes_with_licensor", "additional_use_grant", "change_date"),
        *("content_filter", "registered", "license_acquired", "terms_accepted"),
    } <= set(component)
    assert {"how", "one_work", "downloaded_at_first_run"} <= set(link)
    for facts in (component, link):
        for fact in facts.values():
            described = as_table(fact)
            assert str(described["description"]).endswith(".")
            assert {"type", "enum", "$ref"} & set(described)


def test_every_table_is_closed_and_every_key_is_described() -> None:
    for path in TABLES:
        node = node_at(path)
        assert node["additionalProperties"] == ({"type": "boolean"} if path == ("answers",) else False)
        for key in keys_at(path):
            described = node_at((*path, key))
            assert described.get("description"), (path, key)
            assert described.get("examples"), (path, key)


def test_every_example_keeps_to_its_own_schema() -> None:
    whole = schema()
    for node in nodes(dict(whole)):
        examples = node.get("examples")
        checker = jsonschema_rs.Draft202012Validator({**node, "$defs": whole["$defs"]}, validate_formats=True)
        for example in examples if isinstance(examples, list) else []:
            assert checker.is_valid(example), example


def test_every_keyword_that_can_fail_has_its_words() -> None:
    used = {keyword for node in nodes(dict(schema())) for keyword in node} - SILENT
    assert used == {"type", "enum", "pattern", "required", "anyOf", UNKNOWN, *_PHRASES}

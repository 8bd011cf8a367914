import json
from importlib.resources import files
from pathlib import Path
from typing import cast

import jsonschema_rs
import pytest

from licet.report import places, possibilities, result
from licet.report.result import Result

ROOT = Path(__file__).resolve().parents[2]
SHAPES = (
    *(
        "Tool",
        "Release",
        "Product",
        "Size",
        "Use",
        "Settings",
        "Gate",
        "Summary",
        "Seen",
        "ClaimMade",
        "TextRead",
        "Licenses",
    ),
    *("Component", "Link", "Step", "Clause", "ReadingTaken", "Finding", "Duty", "Question", "Remedy", "Plan"),
    *("Waived", "LicenseSource"),
    *("Settled", "MayMatter"),
    *("Outbound", "OutboundPart", "Risk", "Restricted", "KnownLicense", "Unread"),
    *("CapableOf", "CapabilityLimit", "CapabilityRow", "CapabilityMatrix"),
)
Schema = dict[str, object]


def schema() -> Schema:
    return cast("Schema", json.loads(files("licet").joinpath("schemas/result.schema.json").read_text("utf-8")))


def definitions() -> dict[str, Schema]:
    return cast("dict[str, Schema]", schema()["$defs"])


def test_the_schema_is_itself_valid() -> None:
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(schema())


@pytest.mark.parametrize("name", SHAPES)
def test_types_and_schema_name_the_same_keys(name: str) -> None:
    home = next(each for each in (result, possibilities, places) if hasattr(each, name))
    keys = set(getattr(home, name).__annotations__)
    shape = definitions()[name]
    assert set(cast("Schema", shape["properties"])) == keys
    assert set(cast("list[str]", shape["required"])) == keys


def test_the_document_names_the_same_keys() -> None:
    assert list(cast("Schema", schema()["properties"])) == list(Result.__annotations__)
    assert set(definitions()) == set(SHAPES)


def test_everything_in_the_schema_is_described() -> None:
    bare: list[str] = []
    for name, shape in (*definitions().items(), ("document", schema())):
        properties = cast("dict[str, Schema]", shape["properties"])
        bare += [f"{name}.{key}" for key, value in properties.items() if not {"description", "$ref"} & set(value)]
        bare += [] if shape.get("description") else [name]
    assert bare == []


def test_the_guide_explains_every_key_of_the_document_and_of_a_finding() -> None:
    guide = (ROOT / "docs" / "result.md").read_text("utf-8")
    keys = [*Result.__annotations__, *result.Finding.__annotations__, *result.Licenses.__annotations__]
    assert [key for key in keys if f"`{key}`" not in guide] == []

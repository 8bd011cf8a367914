import json

import pytest

from licet.model.bom import Found
from licet.model.vocabulary import Basis, How, Kind
from licet.readers.adapter_config import read, wants
from tests.readers.opening import opened

COMMIT = "ab" * 20


def config(path: str = "adapter_config.json", **values: object) -> Found:
    return read(opened(path, json.dumps({"peft_type": "LORA", **values}, indent=1)))


def test_adapter_in_the_root_is_the_product() -> None:
    found = config(base_model_name_or_path="org/base")
    assert [(part.id, part.kind) for part in found.components] == [
        ("product", Kind.ADAPTER),
        ("pkg:huggingface/org/base", Kind.MODEL),
    ]
    (link,) = found.links
    assert (link.source, link.how, link.target, link.basis) == (
        "product",
        How.ADAPTS,
        "pkg:huggingface/org/base",
        Basis.OBSERVED,
    )
    assert link.evidence[0].line == 3


def test_adapter_in_a_folder_is_embedded() -> None:
    found = config("loras/sql/adapter_config.json", base_model_name_or_path="org/base", revision=COMMIT)
    assert [(link.source, link.how, link.target) for link in found.links] == [
        ("product", How.EMBEDS, "file:loras/sql"),
        ("file:loras/sql", How.ADAPTS, f"pkg:huggingface/org/base@{COMMIT}"),
    ]
    assert found.components[0].name == "sql"


@pytest.mark.parametrize(
    ("base", "text"),
    [
        (None, "base_model_name_or_path is not given"),
        ("", "base_model_name_or_path is not given"),
        ("/root/models/glm", "/root/models/glm"),
        ("my_base", "my_base"),
        (["a/b"], "base_model_name_or_path is not given"),
    ],
)
def test_base_that_cannot_be_read_is_unresolved(base: object, text: str) -> None:
    found = config(base_model_name_or_path=base)
    assert found.components[1].unresolved == text
    assert found.links[0].target == "unresolved:adapter_config.json:3"


def test_base_beside_the_adapter() -> None:
    assert config("m/lora/adapter_config.json", base_model_name_or_path="../base").links[1].target == "file:m/base"


def test_json_of_another_kind_is_nothing() -> None:
    assert read(opened("adapter_config.json", '{"a": 1}')) == Found()
    assert read(opened("adapter_config.json", "[]")) == Found()


def test_bad_json_is_one_problem() -> None:
    (problem,) = read(opened("adapter_config.json", '{"peft_type": ')).problems
    assert problem.line == 1


def test_names_that_end_so_are_wanted() -> None:
    assert wants("a/adapter_config.json")
    assert wants("x__adapter_config.json")
    assert not wants("config.json")

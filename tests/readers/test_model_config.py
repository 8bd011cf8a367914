import json

import pytest

from licet.model.bom import Found
from licet.model.vocabulary import Basis, How, Kind
from licet.readers.model_config import read, wants
from tests.readers.opening import opened


def config(path: str = "config.json", **values: object) -> Found:
    return read(opened(path, json.dumps(values, indent=1)))


def test_model_in_the_root_is_the_product() -> None:
    found = config(model_type="bert")
    assert [(part.id, part.kind, part.evidence[0].note) for part in found.components] == [
        ("product", Kind.MODEL, "bert")
    ]
    assert found.links == ()


def test_model_in_a_folder_is_embedded() -> None:
    found = config("models/m/config.json", architectures=["BertModel"])
    assert [(link.source, link.how, link.target, link.basis) for link in found.links] == [
        ("product", How.EMBEDS, "file:models/m", Basis.INFERRED)
    ]


@pytest.mark.parametrize(
    ("path", "values", "how"),
    [
        ("config.json", {}, How.FINE_TUNES),
        ("config.json", {"quantization_config": {"bits": 4}}, How.QUANTIZES),
        ("models/name/config.json", {}, How.COPIES),
    ],
)
def test_origin_is_an_inferred_base(path: str, values: dict[str, object], how: How) -> None:
    found = config(path, model_type="x", _name_or_path="org/name", **values)
    link = found.links[-1]
    assert (link.how, link.target, link.basis) == (how, "pkg:huggingface/org/name", Basis.INFERRED)
    assert link.evidence[0].line == 3


@pytest.mark.parametrize("origin", ["/root/m", "./m", "C:\\m", "my_model", "a/b/c"])
def test_local_origin_hides_nothing_but_is_told(origin: str) -> None:
    found = config(model_type="x", _name_or_path=origin)
    assert len(found.components) == 1
    (problem,) = found.problems
    assert (problem.line, problem.hides) == (3, False)


@pytest.mark.parametrize(
    "values", [{}, {"name": "app"}, {"model_type": 7}, {"architectures": []}, {"_name_or_path": ""}]
)
def test_config_of_another_kind_is_nothing(values: dict[str, object]) -> None:
    assert config("config.json", **values) == Found()


def test_only_model_configurations_are_wanted() -> None:
    assert wants("m/config.json")
    assert wants("x__config.json")
    assert not wants("m/adapter_config.json")
    assert not wants("m/tokenizer_config.json")
    assert not wants("tsconfig.json")

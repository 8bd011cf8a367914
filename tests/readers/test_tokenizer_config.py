import json

import pytest

from licet.model.bom import Found
from licet.model.vocabulary import Basis, How, Kind
from licet.readers.tokenizer_config import read, wants
from tests.readers.opening import opened


def config(path: str = "tokenizer_config.json", **values: object) -> Found:
    return read(opened(path, json.dumps(values, indent=1)))


def test_tokenizer_of_a_repository() -> None:
    found = config("models/m/tokenizer_config.json", name_or_path="org/t")
    assert [(part.id, part.kind) for part in found.components] == [("pkg:huggingface/org/t", Kind.TOKENIZER)]
    (link,) = found.links
    assert (link.source, link.how, link.target, link.basis) == (
        "product",
        How.TOKENIZES_WITH,
        "pkg:huggingface/org/t",
        Basis.INFERRED,
    )
    assert link.evidence[0].line == 2


@pytest.mark.parametrize("name", [None, "", "/root/t", "my_tokenizer", "./t", 7, ["a/b"]])
def test_other_names_say_nothing(name: object) -> None:
    assert config(name_or_path=name) == Found()


def test_folder_of_the_same_name_is_that_repository() -> None:
    assert config("models/Name/tokenizer_config.json", name_or_path="org/name") == Found()


def test_other_json_says_nothing() -> None:
    assert read(opened("tokenizer_config.json", "[1]")) == Found()
    assert len(read(opened("tokenizer_config.json", "{")).problems) == 1


def test_names_that_end_so_are_wanted() -> None:
    assert wants("m/x__tokenizer_config.json")
    assert not wants("m/config.json")

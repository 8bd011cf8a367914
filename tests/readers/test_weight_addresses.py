"""Weights by their address: in programs and in settings, not in comments and documentation."""

import pytest

from licet.model.bom import Found
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers import python_source
from licet.readers.weight_addresses import kind_of, read, wants
from tests.readers.opening import opened

HUB = "pkg:huggingface/"


def places(found: Found) -> dict[str, list[int]]:
    assert not found.problems
    return {part.id: [place.line for place in part.evidence] for part in found.components}


def test_tables_of_programs_are_read() -> None:
    code = """
# https://a.org/comment.pth
def fetch(name):
    '''See https://a.org/documented.pth'''
    'https://a.org/statement.pth'
    return TABLE[name]

TABLE = {
    "small": "https://a.org/small.pth",
    "big": "https://huggingface.co/org/m/resolve/main/big.safetensors?download=true",
    "page": "https://a.org/page.html",
    "said": "get it at https://a.org/said.pth",
}
"""
    found = python_source.read(opened("app.py", code))
    assert places(found) == {"url:https://a.org/small.pth": [9], HUB + "org/m": [10]}


def test_a_loading_call_speaks_for_its_address() -> None:
    code = "import torch\ntorch.hub.load_state_dict_from_url('https://a.org/m.pth')"
    found = python_source.read(opened("app.py", code))
    assert [(link.how, link.basis) for link in found.links] == [(How.EMBEDS, Basis.OBSERVED)]


def test_settings_are_read() -> None:
    text = '{\n "downloads": {\n  "m.safetensors": "https://huggingface.co/org/m/resolve/main/m.safetensors"}}'
    assert places(read(opened("presets/anime.json", text))) == {HUB + "org/m": [3]}
    assert [part.scope for part in read(opened("tests/presets/a.json", text)).components] == [Scope.DEVELOPMENT]


def test_wanted_files() -> None:
    assert all(map(wants, ("presets/a.json", "config.json", "my_models.json")))
    assert not any(map(wants, ("package.json", "data/a.json", "presets/a.py")))


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://a.org/m.pth", Kind.MODEL),
        ("https://a.org/m.pth.tar", Kind.MODEL),
        ("https://a.org/v1_models/tts_models--en--multi-dataset.zip", Kind.MODEL),
        ("https://a.org/data/voice-model.tar.gz", Kind.MODEL),
        ("https://a.org/pretrained/a.zip", Kind.MODEL),
        ("https://data.a.org/speech/A-1.1.tar.bz2", Kind.DATASET),
        ("https://www.openslr.org/resources/60/a.tar.gz", Kind.DATASET),
        ("https://a.org/models/data/a.zip", Kind.DATASET),
        ("https://a.org/A-Corpus-0.92.zip?download=1", Kind.DATASET),
        ("https://huggingface.co/org/m/tree/main/", Kind.MODEL),
        ("https://huggingface.co/org/m", None),
        ("https://a.org/tool.zip", None),
        ("https://a.org/models/page.html", None),
    ],
)
def test_an_address_says_what_it_leads_to(address: str, kind: Kind | None) -> None:
    assert kind_of(address) == kind


def test_data_is_linked_as_data() -> None:
    found = python_source.read(opened("fetch.py", "URL = 'https://data.a.org/A.tgz'"))
    assert [(part.kind, part.id) for part in found.components] == [(Kind.DATASET, "url:https://data.a.org/A.tgz")]
    assert [link.how for link in found.links] == [How.RETRIEVES_FROM]


def test_an_address_over_several_lines_is_one() -> None:
    code = 'URL = (\n    "https://a.org/asr-models/"\n    "parakeet-int8.tar.bz2"\n)\n'
    assert places(python_source.read(opened("app.py", code))) == {
        "url:https://a.org/asr-models/parakeet-int8.tar.bz2": [2]
    }


def test_files_of_the_hub_as_libraries_write_them() -> None:
    code = 'A = "hf://datasets/acme/d/x.csv"\nB = "hf://acme/m/a.bin"\nC = "hf://user_id/repo_id/a.bin"\n'
    assert places(python_source.read(opened("app.py", code))) == {"hf:datasets/acme/d": [1], HUB + "acme/m": [2]}

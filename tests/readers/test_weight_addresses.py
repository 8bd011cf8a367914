"""Weights by their address: in programs and in settings, not in comments and documentation."""

from licet.model.bom import Found
from licet.model.vocabulary import Basis, How, Scope
from licet.readers import python_source
from licet.readers.weight_addresses import read, wants
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

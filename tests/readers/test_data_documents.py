"""Descriptions of data: Croissant, data provenance, DVC."""

from pathlib import Path

from licet.discover import discover
from licet.model.bom import Found
from licet.readers import croissant, data_provenance, dvc
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

HUB = "pkg:huggingface/"
CHATS = "hf:datasets/acme/support-chats"


def claims(found: Found) -> list[str]:
    return [claim.license for claim in found.components[0].claims]


def test_full_croissant() -> None:
    found = croissant.read(asset("croissant", "full", "data/croissant.json"))
    assert linked(found) == [
        ("product", "bundles", CHATS, 4),
        (CHATS, "extracts-from", "hf:datasets/acme/raw-chats", 10),
        (CHATS, "extracts-from", "a printed book", 10),
    ]
    # `sdLicense` is the license of the description, and the text "None" is no license.
    assert claims(found) == [
        "https://creativecommons.org/licenses/by/4.0/",
        "Other (specified in description)",
        "conditions of use: DUO_0000018 not for profit; prohibition odrl:commercialize",
    ]
    assert (found.components[0].name, found.components[0].version) == ("support-chats", "1.2.0")


def test_dataset_without_an_address_is_its_description() -> None:
    found = croissant.read(asset("croissant", "minimal", "data/tiny.json"))
    assert [part.id for part in found.components] == ["file:data/tiny.json"]


def test_json_is_looked_at_by_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "croissant.json").write_bytes(asset("croissant", "full").data)
    late = b'{"a": "' + b"x" * 20_000 + b'", "@context": "http://mlcommons.org/croissant/", "@type": "sc:Dataset"}'
    (tmp_path / "late.json").write_bytes(late)
    (tmp_path / "huge.json").write_bytes(b"[" + b"1," * 20_000_000)
    found = discover(tmp_path)
    assert CHATS in {part.id for part in found.components}
    assert found.problems == ()
    assert not any("late" in part.id for part in found.components)


def test_full_record_of_the_data_provenance_initiative() -> None:
    found = data_provenance.read(asset("data-provenance", "full", "dpi.json"))
    assert linked(found) == [
        ("product", "bundles", "hf:datasets/acme/chats", 4),
        ("hf:datasets/acme/chats", "extracts-from", "hf:datasets/acme/raw", 7),
        ("hf:datasets/acme/chats", "generated-by", "OpenAI ChatGPT", 8),
    ]
    assert claims(found) == ["CC BY-NC 4.0"]


def test_record_of_the_data_provenance_standards() -> None:
    found = data_provenance.read(asset("data-provenance", "minimal", "tickets.json"))
    assert [(part.id, part.name) for part in found.components] == [("file:tickets.json#1", "tickets")]
    assert claims(found) == ["internal"]


def test_full_file_of_dvc() -> None:
    found = dvc.read(asset("dvc", "full", "store/models.dvc"))
    assert linked(found) == [
        ("product", "embeds", "file:store/models/helpdesk.safetensors", 8),
        (
            "file:store/models/helpdesk.safetensors",
            "copies",
            "pkg:github/acme/registry@" + "ab" * 20,
            4,
        ),
    ]


def test_stages_of_dvc_make_models_from_data() -> None:
    text = """stages:
  train:
    cmd: python train.py --model_name_or_path acme/base
    deps: [train.py, data/chats.jsonl]
    outs:
    - models/helpdesk
    - metrics.json: {cache: false}
"""
    assert linked(dvc.read(opened("dvc.yaml", text))) == [
        ("product", "embeds", "file:models/helpdesk", 6),
        ("file:models/helpdesk", "trains-on", "file:data/chats.jsonl", 4),
        ("product", "fine-tunes", HUB + "acme/base", 3),
    ]

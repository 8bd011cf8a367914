"""One part for one thing: mirrors, renames, letter case, revisions, local copies, copies from a cache."""

import json
from collections.abc import Mapping
from pathlib import Path

from licet.model.bom import Bom, Component
from licet.model.vocabulary import Basis, Kind
from licet.pipeline import scan
from tests.readers.assets import asset
from tests.readers.binaries import gguf

HUB = "pkg:huggingface/"
COMMIT = "ab" * 20


def bom(root: Path, files: Mapping[str, str | bytes]) -> Bom:
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    return scan(root).bom


def named(found: Bom, word: str) -> list[Component]:
    """The parts that the project itself shows, by a word of their names."""
    return [one for one in found.components if word in one.id.lower() and one.scope.value != "mentioned"]


def adapter(base: str, **more: object) -> str:
    return json.dumps({"base_model_name_or_path": base, "peft_type": "LORA", **more})


def test_mirror_that_an_adapter_names_leads_to_the_licensor(tmp_path: Path) -> None:
    """The real case: an adapter trained on unsloth's upload of gemma-2-9b (INPUTS 1.3)."""
    found = bom(tmp_path, {"adapter_config.json": adapter("unsloth/gemma-2-9b-bnb-4bit")})
    links = {(link.source, link.how.value, link.target) for link in found.links}
    assert ("product", "adapts", HUB + "unsloth/gemma-2-9b-bnb-4bit") in links
    assert (HUB + "unsloth/gemma-2-9b-bnb-4bit", "quantizes", HUB + "google/gemma-2-9b") in links


def test_verbatim_upload_of_others_is_the_licensors_model(tmp_path: Path) -> None:
    found = bom(
        tmp_path,
        {
            "adapter_config.json": adapter("unsloth/Llama-3.2-1B-Instruct"),
            "settings.yaml": "llm_model: meta-llama/Llama-3.2-1B-Instruct\n",
        },
    )
    (part,) = named(found, "llama-3.2-1b-instruct")
    assert {HUB + "unsloth/Llama-3.2-1B-Instruct", HUB + "meta-llama/Llama-3.2-1B-Instruct"} <= {part.id, *part.aliases}


def test_renamed_repository_is_one_part(tmp_path: Path) -> None:
    found = bom(
        tmp_path,
        {"a.yaml": "model_id: meta-llama/Meta-Llama-3.1-8B\n", "b.yaml": "model_id: meta-llama/Llama-3.1-8B\n"},
    )
    assert len(named(found, "llama-3.1-8b")) == 1


def test_letter_case_makes_no_second_part(tmp_path: Path) -> None:
    found = bom(tmp_path, {"a.yaml": "model_id: BAAI/bge-M3\n", ".env": "EMBEDDING_MODEL=baai/bge-m3\n"})
    assert len(named(found, "bge-m3")) == 1


def test_revision_pins_the_part_that_others_name_without_one(tmp_path: Path) -> None:
    found = bom(
        tmp_path,
        {"get.sh": f"hf download acme/base --revision {COMMIT}\n", "a.yaml": "model_id: acme/base\n"},
    )
    assert [part.id for part in named(found, "acme/base")] == [f"{HUB}acme/base@{COMMIT}"]


def test_local_copy_under_the_name_of_its_repository_is_a_copy(tmp_path: Path) -> None:
    config = json.dumps({"model_type": "bert", "_name_or_path": "acme/bert-mini"})
    found = bom(tmp_path, {"models/bert-mini/config.json": config})
    assert ("file:models/bert-mini", "copies", HUB + "acme/bert-mini") in {
        (link.source, link.how.value, link.target) for link in found.links
    }


def test_copy_from_a_cache_in_the_project_is_the_repository_at_its_commit(tmp_path: Path) -> None:
    place = f"cache/models--acme--bert-mini/snapshots/{COMMIT}"
    found = bom(
        tmp_path,
        {
            f"{place}/config.json": json.dumps({"model_type": "bert"}),
            f"{place}/LICENSE": "MIT License\n\nCopyright (c) 2026 Acme\n",
            "app.yaml": "model_id: acme/bert-mini\n",
        },
    )
    (part,) = named(found, "bert-mini")
    assert (part.id, part.name) == (f"{HUB}acme/bert-mini@{COMMIT}", "acme/bert-mini")
    assert part.places == (place,)
    assert [text.evidence.path for text in part.texts] == [f"{place}/LICENSE"]


def test_card_configuration_adapter_and_weights_of_one_folder_are_one_part(tmp_path: Path) -> None:
    card = "---\nlicense: mit\nbase_model: acme/base\n---\n"
    found = bom(
        tmp_path,
        {
            "lora/README.md": card,
            "lora/adapter_config.json": adapter("acme/base"),
            "lora/adapter.gguf": gguf({"general.type": "adapter", "general.license": "mit"}),
            "lora/adapter_model.bin": b"\x80",
        },
    )
    (part,) = named(found, "file:lora")
    assert part.kind is Kind.ADAPTER
    # The card alone would say fine-tuned; the configuration of the adapter knows better.
    ways = [(link.how.value, link.basis) for link in found.links if link.target == HUB + "acme/base"]
    assert ways == [("adapts", Basis.OBSERVED)]


def test_bill_of_materials_and_manifest_speak_of_one_package(tmp_path: Path) -> None:
    found = bom(tmp_path, {"bom.json": asset("cyclonedx", "full").data, "requirements.txt": "torch\n"})
    assert [part.id for part in named(found, "torch")] == ["pkg:pypi/torch@2.4.0"]


def test_dataset_by_its_name_in_a_table_is_the_dataset_of_the_hub(tmp_path: Path) -> None:
    found = bom(
        tmp_path,
        {
            "data/dataset_info.json": asset("llama-factory-data", "full").data,
            "sft.yaml": "model_name_or_path: a/b\nstage: sft\ndataset: alpaca_en\n",
            "other.yaml": "model_name_or_path: a/b\ndataset_name: llamafactory/Alpaca_en\n",
        },
    )
    assert [part.id.lower() for part in named(found, "alpaca")] == ["hf:datasets/llamafactory/alpaca_en"]


def test_image_of_a_server_is_under_the_servers_license(tmp_path: Path) -> None:
    """Redis: BSD up to 7.2, RSALv2 or SSPLv1 from 7.4, and AGPLv3 as a third choice from 8 (its own license page)."""
    compose = "services: {db: {image: 'redis:7.4-alpine'}, old: {image: 'redis:7.2'}}\n"
    found = bom(tmp_path, {"compose.yaml": compose, "requirements.txt": "redis==5.0\n"})
    claims = {part.id: [claim.license for claim in part.claims] for part in found.components}
    assert claims["pkg:docker/redis@7.4-alpine"] == ["LicenseRef-scancode-rsalv2 OR SSPL-1.0"]
    assert claims["pkg:docker/redis@7.2"] == ["BSD-3-Clause"]
    assert claims["pkg:pypi/redis@5.0"] == []

from licet.model.bom import Problem
from licet.readers.ollama_files import parse_manifest
from licet.readers.ollama_store import read
from tests.readers.assets import asset
from tests.readers.opening import opened

ROOT = ".ollama/models/manifests/"


def test_manifest_is_a_model_by_the_name_that_ollama_knows() -> None:
    for place, name in (
        ("registry.ollama.ai/library/llama3.2/3b", "ollama:llama3.2:3b"),
        ("registry.ollama.ai/acme/helper/latest", "ollama:acme/helper:latest"),
        ("hf.co/bartowski/Llama-GGUF/Q4_K_M", "pkg:huggingface/bartowski/Llama-GGUF"),
    ):
        found = read(asset("ollama-store", "full", ROOT + place))
        assert [part.id for part in found.components] == [name]


def test_layers_of_licenses_are_all_told() -> None:
    manifest = parse_manifest(asset("ollama-store", "full"))
    assert manifest is not None
    assert not isinstance(manifest, Problem)
    assert manifest.layers["license"] == ("sha256:" + "b" * 64, "sha256:" + "d" * 64)
    assert manifest.config == "sha256:" + "c" * 64


def test_digest_that_is_a_path_is_no_layer() -> None:
    manifest = parse_manifest(asset("ollama-store", "hostile"))
    assert manifest is not None
    assert not isinstance(manifest, Problem)
    assert (dict(manifest.layers), manifest.config) == ({}, "")


def test_other_files_in_such_places_are_left_alone() -> None:
    assert read(opened(ROOT + "a/b/c/d", b"kind: Deployment")).components == ()

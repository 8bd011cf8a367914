import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.model.bom import PRODUCT, Evidence
from licet.model.vocabulary import Kind
from licet.readers.hub_ids import component, dataset_identity, file_identity, is_hub_id, model_identity

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("org/name", "pkg:huggingface/org/name"),
        ("Meta-Llama/Llama_3.1-8B", "pkg:huggingface/Meta-Llama/Llama_3.1-8B"),
        (" org/name ", "pkg:huggingface/org/name"),
        ("gpt2", "pkg:huggingface/gpt2"),
        ("bert-base-uncased", "pkg:huggingface/bert-base-uncased"),
        ("https://huggingface.co/org/name", "pkg:huggingface/org/name"),
        (f"https://huggingface.co/org/name/resolve/{COMMIT}/a.bin", f"pkg:huggingface/org/name@{COMMIT}"),
        ("https://huggingface.co/org/name/blob/main/a.bin?download=true", "pkg:huggingface/org/name"),
        ("https://huggingface.co/datasets/org/name", "hf:datasets/org/name"),
        ("https://huggingface.co/spaces/org/name", "url:https://huggingface.co/spaces/org/name"),
        ("hf://org/name/sub/file.gguf", "pkg:huggingface/org/name"),
        ("hf://datasets/org/name/x.csv", "hf:datasets/org/name"),
        ("hf-hub:org/name", "pkg:huggingface/org/name"),
        ("https://host.example/m.bin#part?x", "url:https://host.example/m.bin"),
        ("https://me:secret@host.example/m.bin?token=1", "url:https://host.example/m.bin"),
        ("s3://bucket/m", "url:s3://bucket/m"),
        ("http://host.example/m.bin", "url:https://host.example/m.bin"),
        ("http://localhost/m.bin", "url:http://localhost/m.bin"),
        ("http://host.example:8080/m.bin", "url:http://host.example:8080/m.bin"),
        ("http://10.0.0.1/m.bin", "url:http://10.0.0.1/m.bin"),
        ("./m", "file:m"),
        ("m/", "file:m"),
        ("checkpoints/last", "file:checkpoints/last"),
        ("a/b/c.safetensors", "file:a/b/c.safetensors"),
        (".\\a\\b", "file:a/b"),
        (".", PRODUCT),
    ],
)
def test_model_reference_has_its_identity(text: str, expected: str) -> None:
    identity = model_identity(text)
    assert (identity.id, identity.unresolved) == (expected, "")


@pytest.mark.parametrize(
    "text",
    ["YOLOV11", "Krea2_Turbo", "a/b/c", "a b/c", "org/{?}", "{?}", "/home/user/m", "~/m", "../m", "C:\\m", "", "a--b/c",
     "-x/y", "org/name:tag", "ä/b", "org/..", "https://host/a b", "a/\x00b"],
)  # fmt: skip
def test_what_names_nothing_is_unresolved(text: str) -> None:
    identity = model_identity(text)
    assert identity.id == ""
    assert identity.unresolved


def test_revision_pins_only_as_a_commit() -> None:
    assert model_identity("org/name", revision=COMMIT).id == f"pkg:huggingface/org/name@{COMMIT}"
    assert model_identity("org/name", revision="main").id == "pkg:huggingface/org/name"
    assert model_identity("org/name", revision="v1").version == "v1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("squad", "hf:datasets/squad"),
        ("org/name", "hf:datasets/org/name"),
        ("./data", "file:data"),
        ("data/train.csv", "file:data/train.csv"),
    ],
)
def test_dataset_reference_has_its_identity(text: str, expected: str) -> None:
    assert dataset_identity(text).id == expected


def test_path_counts_from_its_folder_and_stays_in_the_project() -> None:
    assert file_identity("../base", folder="models/lora").id == "file:models/base"
    assert file_identity("../..", folder="models/lora").id == PRODUCT
    assert file_identity("../../..", folder="models/lora").unresolved == "../../.."


def test_long_reference_is_cut_and_secret_masked() -> None:
    assert len(model_identity("x " * 500).unresolved) == 200
    assert "aB3aB3" not in model_identity("f('hf_" + "aB3" * 10 + "')").unresolved


def test_unresolved_component_is_named_after_its_place() -> None:
    part = component(model_identity("a b"), Kind.MODEL, (Evidence(path="x.py", line=3),))
    assert (part.id, part.unresolved, part.name) == ("unresolved:x.py:3", "a b", "")


@given(st.text(max_size=80))
def test_any_text_has_an_identity_or_none(text: str) -> None:
    for identity in (model_identity(text), dataset_identity(text, folder="a/b")):
        assert bool(identity.id) != bool(identity.unresolved)
        repr(identity).encode()


@given(st.from_regex(r"[A-Za-z0-9]{1,20}/[A-Za-z0-9][A-Za-z0-9_.]{0,20}[A-Za-z0-9]", fullmatch=True))
def test_case_of_an_id_is_kept(text: str) -> None:
    if is_hub_id(text) and model_identity(text).purl:
        assert model_identity(text).id == f"pkg:huggingface/{text}"

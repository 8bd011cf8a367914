import pytest

from licet.model.vocabulary import Scope
from licet.readers.dockerfile import read, wants
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

HUB = "pkg:huggingface/"


def test_full_file() -> None:
    found = read(asset("dockerfile", "full", "Dockerfile"))
    assert sorted(linked(found)) == sorted(
        [
            ("product", "builds-with", "pkg:docker/node@22", 4),
            ("product", "bundles", "pkg:docker/nvidia/cuda@12.2.0-runtime", 7),
            ("product", "bundles", "pkg:docker/astral-sh/uv@0.5?repository_url=ghcr.io", 12),
            ("product", "embeds", HUB + "acme/argued", 3),
            ("product", "embeds", HUB + "BAAI/bge-m3", 8),
            ("product", "embeds", HUB + "meta-llama/Llama-3.2-1B@" + "ab" * 20, 16),
            ("product", "embeds", "spacy:en_core_web_sm", 19),
            ("product", "embeds", HUB + "acme/weights", 21),
            ("product", "runs", HUB + "acme/served", 22),
            ("product", "tokenizes-with", HUB + "acme/tok", 22),
            ("product", "links", "pkg:pypi/vllm@0.6.0", 14),
        ]
    )


def test_stage_that_only_builds_is_of_development() -> None:
    found = read(asset("dockerfile", "full", "Dockerfile"))
    scopes = {part.id: part.scope for part in found.components}
    assert scopes["pkg:docker/node@22"] is Scope.DEVELOPMENT
    assert scopes["pkg:docker/nvidia/cuda@12.2.0-runtime"] is Scope.RUNTIME


def test_scratch_is_no_image_and_a_variable_without_value_is_unresolved() -> None:
    found = read(opened("Dockerfile", "FROM ${BASE}\nFROM scratch\n"))
    assert [part.unresolved for part in found.components] == ["{?}"]


def test_secret_in_a_command_is_not_kept() -> None:
    token = "hf_" + "abcdefghij" * 3
    text = f"FROM scratch\nENV HF_TOKEN={token}\nRUN hf download a/b --token {token}\n"
    assert "hf_abc" not in repr(read(opened("Dockerfile", text)))


@pytest.mark.parametrize(
    "path",
    [
        "Dockerfile",
        "docker/Dockerfile.rag-api",
        "api.dockerfile",
        "Containerfile.gpu",
        "Dockerfile-gpu",
        "o__r__docker_Dockerfile",
    ],
)
def test_names_of_dockerfiles(path: str) -> None:
    assert wants(path)
    assert not wants("src/dockerfile_parser.py")


def test_programs_that_a_build_runs_are_read() -> None:
    text = (
        "FROM python:3.11\n"
        "RUN python -c \"from transformers import AutoModel; AutoModel.from_pretrained('acme/one')\"\n"
        "RUN python3 - <<END\nfrom sentence_transformers import SentenceTransformer\n"
        "SentenceTransformer('acme/two')\nEND\n"
        "RUN python -c 'this is no program'\n"
    )
    found = read(opened("Dockerfile", text))
    assert {part.id: part.evidence[0].line for part in found.components if part.kind == "model"} == {
        HUB + "acme/one": 2,
        HUB + "acme/two": 5,
    }
    assert found.problems == ()

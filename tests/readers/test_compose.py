import pytest

from licet.model.vocabulary import Kind
from licet.readers.compose import read, wants
from tests.readers.assets import asset
from tests.readers.linked import linked

HUB = "pkg:huggingface/"


def test_full_file() -> None:
    found = read(asset("compose", "full", "compose.yaml"))
    assert sorted(linked(found)) == sorted(
        [
            ("product", "runs", "pkg:docker/mongo@8", 3),
            ("product", "calls", "api:openai/gpt-4o-mini", 9),
            ("product", "embeds", HUB + "BAAI/bge-m3", 10),
            ("product", "runs", "pkg:docker/vllm/vllm-openai@v0.6.0", 15),
            ("product", "runs", HUB + "Qwen/Qwen2.5-7B-Instruct", 16),
            ("product", "runs", "pkg:docker/huggingface/text-generation-inference@2.3?repository_url=ghcr.io", 18),
            ("product", "runs", HUB + "mistralai/Mistral-7B-Instruct-v0.3", 20),
            ("product", "runs", "pkg:docker/ollama/ollama", 22),
            ("product", "runs", "ollama:llama3.2:3b", 23),
            ("product", "runs", "pkg:docker/ai/smollm2", 26),
        ]
    )
    parts = {part.id: part for part in found.components}
    assert parts["pkg:docker/ai/smollm2"].kind is Kind.MODEL
    assert parts["pkg:docker/mongo@8"].kind is Kind.IMAGE
    tgi = parts["pkg:docker/huggingface/text-generation-inference@2.3?repository_url=ghcr.io"]
    assert tgi.evidence[0].note == "only in the profile gpu"
    assert "sk-abc" not in repr(found)


@pytest.mark.parametrize(
    "path",
    ["compose.yaml", "docker-compose.yml", "a/docker-compose.gpu.yml", "o__r__docker-compose.yml", "compose.dev.yaml"],
)
def test_names_of_compose_files(path: str) -> None:
    assert wants(path)
    assert not wants("compose.md")

from licet.readers.helm_values import read, wants
from tests.readers.assets import asset
from tests.readers.linked import linked

HUB = "pkg:huggingface/"
ADAPTER = HUB + "nvidia/llama-3.1-nemoguard-8b-topic-control"


def test_full_values() -> None:
    assert sorted(linked(read(asset("helm-values", "full", "values.yaml")))) == sorted(
        [
            ("product", "runs", "pkg:docker/huggingface/chat-ui@0.9.4?repository_url=ghcr.io", 2),
            ("product", "runs", "pkg:docker/vllm/vllm-openai@latest", 9),
            ("product", "runs", HUB + "meta-llama/Llama-3.1-8B-Instruct", 11),
            ("product", "runs", ADAPTER, 16),
            (
                HUB + "nvidia/llama-3.1-nemoguard-8b-topic-control",
                "adapts",
                HUB + "meta-llama/Llama-3.1-8B-Instruct",
                13,
            ),
            ("product", "runs", "ollama:llama3.2:3b", 20),
            ("product", "runs", HUB + "acme/deployed", 27),
            ("product", "embeds", HUB + "BAAI/bge-m3", 29),
        ]
    )


def test_names_of_values() -> None:
    assert all(map(wants, ("values.yaml", "a/values-prod.yml", "values.gpu.yaml", "o__chart_values.yaml")))
    assert not wants("a/evaluation.yaml")

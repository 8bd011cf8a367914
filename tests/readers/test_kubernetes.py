from licet.readers.kubernetes import read
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

HUB = "pkg:huggingface/"


def test_full_template_and_manifests() -> None:
    assert sorted(linked(read(asset("kubernetes", "full", "deploy.yaml")))) == sorted(
        [
            ("product", "runs", "pkg:docker/curlimages/curl@8.5.0", 11),
            ("product", "embeds", HUB + "acme/fetched", 12),
            ("product", "runs", "pkg:docker/vllm/vllm-openai@v0.6.0", 15),
            ("product", "runs", HUB + "acme/served", 16),
            ("product", "runs", HUB + "acme/sql-lora", 16),
            ("product", "embeds", HUB + "BAAI/bge-m3", 19),
            ("product", "runs", HUB + "acme/kubeai-model", 27),
            ("product", "embeds", HUB + "acme/reranker", 32),
        ]
    )


def test_line_of_a_command_in_a_block_of_text() -> None:
    text = "apiVersion: v1\nkind: Job\nspec:\n  args:\n  - sh\n  - -c\n  - |\n    echo\n    ollama pull qwen:0.5b\n"
    assert linked(read(opened("job.yaml", text))) == [("product", "runs", "ollama:qwen:0.5b", 9)]


def test_settings_of_another_kind_are_left_alone() -> None:
    assert read(opened("a.yaml", "apiVersion: 1\nimage: x\n# kind\n")).components == ()

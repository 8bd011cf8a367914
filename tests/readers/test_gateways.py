from licet.readers.gateways import read
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened


def test_full_settings_route_to_models_by_provider() -> None:
    assert linked(read(asset("gateways", "full"))) == [
        ("product", "runs", "ollama:qwen3:32b", 4),
        ("product", "calls", "api:azure/gpt-4o", 10),
        ("product", "runs", "pkg:huggingface/meta-llama/Llama-3.1-8B-Instruct", 14),
        ("product", "calls", "api:anthropic/claude-3-5-sonnet-20241022", 19),
    ]


def test_localai_and_llama_swap() -> None:
    local = "backend: llama\nparameters:\n  model: huggingface://acme/weights/q4.gguf\n"
    assert linked(read(opened("m.yaml", local)))[0][2] == "pkg:huggingface/acme/weights"
    swap = "# provider\nmodels:\n  a:\n    cmd: llama-server -hf acme/swap:Q4_K_M --port 1\n"
    assert linked(read(opened("s.yaml", swap)))[0][:3] == ("product", "runs", "pkg:huggingface/acme/swap")


def test_provider_of_another_thing_is_none() -> None:
    assert read(opened("t.yaml", "provider: aws\nmodel: t3.micro\n")).components == ()

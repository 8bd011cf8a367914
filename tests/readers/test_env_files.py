from licet.readers.env_files import read, wants
from tests.readers.assets import asset
from tests.readers.linked import linked

HUB = "pkg:huggingface/"


def test_full_file_names_models_and_keeps_nothing_else() -> None:
    found = read(asset("env-files", "full", ".env"))
    assert linked(found) == [
        ("product", "runs", "ollama:qwen3.5:9b", 2),
        ("product", "embeds", HUB + "microsoft/harrier-oss-v1-0.6b", 3),
        ("product", "calls", "api:openai/gpt-4o", 4),
        ("product", "embeds", HUB + "Qwen/Qwen3-Reranker-4B", 5),
        ("product", "embeds", HUB + "acme/by-default", 6),
    ]
    assert "sk-abc" not in repr(found)


def test_names_of_files_of_variables() -> None:
    assert all(map(wants, (".env", "a/.env.example", "docker.env", "o__r__.env.example", "env.sample", "b_.env.dev")))
    assert not any(map(wants, ("environment.yml", "src/env.py", "env.d.ts", "venv/x")))

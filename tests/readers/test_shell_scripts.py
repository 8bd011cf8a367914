from licet.readers.shell_scripts import read
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

HUB = "pkg:huggingface/"


def test_full_script() -> None:
    assert linked(read(asset("shell-scripts", "full", "run.sh"))) == [
        ("product", "runs", "pkg:docker/vllm/vllm-openai@latest", 4),
        ("product", "runs", HUB + "meta-llama/Meta-Llama-3-8B-Instruct", 4),
        ("product", "retrieves-from", "hf:datasets/acme/corpus", 8),
        ("product", "runs", "ollama:llama3.2:3b", 9),
        ("product", "fine-tunes", HUB + "acme/base", 10),
        ("product", "trains-on", "hf:datasets/acme/tuning", 10),
        ("product", "embeds", HUB + "acme/cloned", 11),
        ("product", "links", "pkg:pypi/torch", 12),
        ("product", "links", "pkg:pypi/flask", 12),
    ]


def test_script_without_any_of_the_words_is_passed_over() -> None:
    assert read(opened("a.sh", "echo hi\n")).components == ()


def test_many_quotes_and_words_take_linear_time() -> None:
    text = "hf download '" + '"' * 200_000 + " x" * 200_000
    assert read(opened("a.sh", text)).components == ()

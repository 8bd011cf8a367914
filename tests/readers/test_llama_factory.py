from licet.model.vocabulary import Kind
from licet.readers.llama_factory import read
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

HUB = "pkg:huggingface/"
MADE = "file:saves/llama3-8b/lora/sft"


def test_full_training() -> None:
    found = read(asset("llama-factory", "full", "a.yaml"))
    assert linked(found) == [
        ("product", "bundles", MADE, 15),
        (MADE, "adapts", HUB + "meta-llama/Meta-Llama-3-8B-Instruct", 2),
        (MADE, "fine-tunes", HUB + "acme/first-lora", 3),
        (MADE, "fine-tunes", HUB + "acme/second-lora", 3),
        (MADE, "rewarded-by", HUB + "acme/reference", 12),
        (MADE, "rewarded-by", HUB + "acme/reward", 13),
        (MADE, "trains-on", "llamafactory:identity", 9),
        (MADE, "trains-on", "llamafactory:alpaca_en", 9),
        (MADE, "evaluates-on", "llamafactory:alpaca_zh", 10),
    ]
    assert (found.components[0].kind, found.components[0].own) == (Kind.ADAPTER, True)


def test_inference_embeds_the_model() -> None:
    found = read(opened("a.yaml", "model_name_or_path: Qwen/Qwen3-VL-4B-Instruct\ninfer_backend: vllm\n"))
    assert linked(found) == [("product", "embeds", HUB + "Qwen/Qwen3-VL-4B-Instruct", 1)]


def test_export_merges_adapters_quantizes_or_converts() -> None:
    base = "model_name_or_path: a/b\nexport_dir: out/merged\n"
    for more, how in (
        ("adapter_name_or_path: c/d\n", "merges"),
        ("export_quantization_bit: 4\n", "quantizes"),
        ("", "converts"),
    ):
        assert linked(read(opened("a.yaml", base + more)))[1][:3] == ("file:out/merged", how, HUB + "a/b")


def test_folder_that_a_training_wrote_is_the_model_that_is_run() -> None:
    found = read(opened("a.yaml", "model_name_or_path: saves/llama3-8b/lora/sft\ntemplate: llama3\n"))
    assert found.links[0].target == MADE

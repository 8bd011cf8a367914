from licet.readers.unsloth import read
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

HUB = "pkg:huggingface/"
MADE = HUB + "acme/gemma-helper"


def test_full_settings_in_sections() -> None:
    assert linked(read(asset("unsloth", "full"))) == [
        ("product", "bundles", MADE, 11),
        (MADE, "adapts", HUB + "unsloth/gemma-2-9b-bnb-4bit", 2),
        (MADE, "trains-on", "hf:datasets/yahma/alpaca-cleaned", 9),
    ]


def test_full_fine_tuning_is_no_adapter() -> None:
    text = "model_name: a/b\nmax_seq_length: 1\nload_in_4bit: false\nfull_finetuning: true\n"
    assert linked(read(opened("u.yaml", text)))[1][1] == "fine-tunes"


def test_a_model_name_alone_may_be_of_anything() -> None:
    assert read(opened("u.yaml", "model_name: a/b\nmax_seq_length: 512\n")).components == ()

from licet.model.vocabulary import Kind, Scope
from licet.readers.axolotl import read
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

HUB = "pkg:huggingface/"
MADE = HUB + "acme/gemma-helper"


def test_full_configuration() -> None:
    found = read(asset("axolotl", "full", "a.yaml"))
    assert linked(found) == [
        ("product", "bundles", MADE, 5),
        (MADE, "adapts", HUB + "google/gemma-3-4b-it@" + "ab" * 20, 1),
        (MADE, "fine-tunes", HUB + "acme/first-lora", 7),
        (MADE, "tokenizes-with", HUB + "acme/tok", 3),
        (MADE, "trains-on", "hf:datasets/cgato/SlimOrcaDedupCleaned", 9),
        (MADE, "trains-on", "file:data/own.jsonl", 12),
        (MADE, "trains-on", "hf:datasets/allenai/c4", 16),
        (MADE, "evaluates-on", "hf:datasets/acme/held-out", 14),
        (MADE, "rewarded-by", HUB + "acme/reward", 17),
    ]
    kinds = {part.id: (part.kind, part.own, part.scope) for part in found.components}
    assert kinds[MADE] == (Kind.ADAPTER, True, Scope.RUNTIME)
    assert kinds["hf:datasets/acme/held-out"][2] is Scope.DEVELOPMENT


def test_without_an_adapter_the_base_is_fine_tuned_into_the_folder_of_the_output() -> None:
    found = read(opened("a.yml", "base_model: a/b\nnum_epochs: 1\noutput_dir: ./outputs/falcon-7b\n"))
    assert linked(found)[1] == ("file:outputs/falcon-7b", "fine-tunes", HUB + "a/b", 1)


def test_recipes_that_share_a_plain_folder_make_models_of_their_own() -> None:
    text = "base_model: a/b\nadapter: lora\noutput_dir: ./outputs/lora-out\n"
    assert {read(opened(f"{name}.yml", text)).components[0].id for name in "xy"} == {
        "file:x.yml#made",
        "file:y.yml#made",
    }


def test_base_model_alone_may_be_of_another_trainer() -> None:
    assert read(opened("a.yml", "base_model: a/b\n")).components == ()

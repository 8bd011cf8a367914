from licet.model.vocabulary import Kind
from licet.readers.trl import read
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

HUB = "pkg:huggingface/"
MADE = HUB + "acme/mistral-helper"


def test_full_recipe() -> None:
    found = read(asset("trl", "full", "a.yaml"))
    assert linked(found) == [
        ("product", "bundles", MADE, 15),
        (MADE, "adapts", HUB + "mistralai/Mistral-7B-v0.1", 1),
        (MADE, "tokenizes-with", HUB + "acme/tok", 3),
        (MADE, "distills-outputs", HUB + "acme/teacher-70b", 4),
        (MADE, "rewarded-by", HUB + "acme/reward", 5),
        (MADE, "trains-on", "hf:datasets/acme/mixed", 12),
        (MADE, "trains-on", "hf:datasets/HuggingFaceH4/ultrachat_200k", 8),
        (MADE, "evaluates-on", "hf:datasets/acme/held-out", 13),
    ]
    assert (found.components[0].kind, found.components[0].own) == (Kind.ADAPTER, True)


def test_minimal_recipe_fine_tunes() -> None:
    assert [link[:3] for link in linked(read(asset("trl", "minimal", "sft.yaml")))] == [
        ("product", "bundles", "file:sft.yaml#made"),
        ("file:sft.yaml#made", "fine-tunes", HUB + "acme/base"),
        ("file:sft.yaml#made", "trains-on", "hf:datasets/acme/data"),
    ]


def test_settings_of_another_trainer_are_left_to_its_reader() -> None:
    assert read(opened("a.yaml", "model_name_or_path: a/b\ndataset_name: c\ntemplate: x\n")).components == ()

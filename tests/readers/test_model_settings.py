from licet.readers.model_settings import read
from tests.readers.assets import asset
from tests.readers.linked import linked

HUB = "pkg:huggingface/"


def test_full_settings_name_models_by_their_keys() -> None:
    assert sorted(linked(read(asset("model-settings", "full")))) == [
        ("product", "embeds", HUB + "OpenRAL/rskill-locateanything-3b-nf4", 3),
        ("product", "embeds", HUB + "openai/clip-vit-base-patch32", 5),
        ("product", "tokenizes-with", HUB + "acme/tok", 6),
    ]


def test_what_the_reader_of_a_trainer_understands_is_left_to_it() -> None:
    assert read(asset("axolotl", "full")).components == ()
    assert read(asset("trl", "full")).components == ()

from licet.readers.mergekit import read
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

HUB = "pkg:huggingface/"
MADE = "file:m.yaml#made"


def test_full_configuration_links_every_model_from_what_is_made() -> None:
    found = read(asset("mergekit", "full", "m.yaml"))
    assert linked(found) == [
        ("product", "bundles", MADE, 4),
        (MADE, "merges", HUB + "acme/base-7b", 5),
        (MADE, "merges", HUB + "acme/a-7b", 8),
        (MADE, "merges", HUB + "acme/a-lora", 8),
        (MADE, "merges", HUB + "acme/b-7b", 10),
        (MADE, "merges", HUB + "acme/vision", 16),
        (MADE, "tokenizes-with", HUB + "acme/tok", 17),
    ]
    made = found.components[0]
    assert (made.name, made.own) == ("blend-7b", True)
    assert found.components[1].version == "v1.0"


def test_file_that_mergekit_wrote_speaks_of_the_model_beside_it() -> None:
    text = "merge_method: linear\nmodels:\n- model: a/b\n- model: c/d\n"
    assert linked(read(opened("out/mergekit_config.yml", text)))[:2] == [
        ("product", "embeds", "file:out", 1),
        ("file:out", "merges", HUB + "a/b", 3),
    ]
    assert linked(read(opened("mergekit_config.yml", text)))[0] == ("product", "merges", HUB + "a/b", 3)


def test_mixture_of_experts_is_a_merge() -> None:
    text = "base_model: a/b\nexperts:\n  - source_model: c/d\nshared_experts:\n  - source_model: e/f\n"
    assert [link[2] for link in linked(read(opened("moe.yml", text)))[1:]] == [HUB + "a/b", HUB + "c/d", HUB + "e/f"]


def test_local_or_bare_models_are_unresolved() -> None:
    text = "merge_method: x\nmodels:\n- model: model_a\n- model: ./local\n"
    assert [link[2] for link in linked(read(opened("m.yml", text)))[1:]] == ["model_a", "./local"]


def test_settings_of_another_kind_are_left_alone() -> None:
    assert read(opened("ci.yml", "# merge_method of pull requests\njobs: {}\n")).components == ()

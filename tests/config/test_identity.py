"""What ids, purls and kinds say together."""

import pytest

from licet.config.identity import identify
from licet.model.vocabulary import Kind


@pytest.mark.parametrize(
    ("name", "purl", "kind"),
    [
        ("engine", "", Kind.LIBRARY),
        ("engine", "pkg:pypi/numpy@2.1", Kind.LIBRARY),
        ("bert", "pkg:huggingface/google-bert/bert-base-uncased", Kind.MODEL),
        ("pkg:huggingface/google-bert/bert-base-uncased", "", Kind.MODEL),
        ("hf:google-bert/bert-base-uncased", "", Kind.MODEL),
        ("google-bert/bert-base-uncased", "", Kind.MODEL),
        ("hf:datasets/rajpurkar/squad", "", Kind.DATASET),
        ("hf:datasets/squad", "", Kind.DATASET),
        ("squad", "pkg:huggingface/datasets/rajpurkar/squad", Kind.DATASET),
        ("ollama:llama3.1:8b", "", Kind.MODEL),
        ("api:provider/model", "", Kind.SERVICE),
        ("pkg:docker/library/redis@7", "", Kind.IMAGE),
    ],
)
def test_the_kind_that_is_not_stated_is_told_by_the_name(name: str, purl: str, kind: Kind) -> None:
    assert identify(name, purl, "").kind is kind


def test_a_stated_kind_stands() -> None:
    assert identify("hf:acme/lora", "", "adapter").kind is Kind.ADAPTER


def test_the_purl_is_canonical_and_gives_the_version() -> None:
    found = identify("x", "pkg:PyPI/Foo_Bar@1.0", "")
    assert (found.id, found.purl, found.version) == ("x", "pkg:pypi/foo-bar@1.0", "1.0")


def test_an_id_that_is_a_purl_or_names_the_hub_gives_the_purl() -> None:
    assert identify("pkg:pypi/a@1", "", "").purl == "pkg:pypi/a@1"
    assert identify("hf:Org/Name-1.5", "", "").purl == "pkg:huggingface/Org/Name-1.5"


def test_a_data_set_on_the_hub_has_no_purl() -> None:
    assert identify("hf:datasets/squad", "", "").purl == ""
    assert identify("hf:datasets/rajpurkar/squad", "", "").purl == ""


def test_a_bare_owner_and_name_may_be_the_hubs() -> None:
    assert identify("org/name", "", "").aliases == ("pkg:huggingface/org/name",)
    assert identify("org/name", "", "dataset").aliases == ("hf:datasets/org/name",)
    assert identify("org/name", "", "library").aliases == ()
    assert identify("org/name", "pkg:huggingface/other/name", "").aliases == ()


@pytest.mark.parametrize("name", ["engine", "a/b/c", "a b/c", "/b", "a/", "datasets/squad", "ü/b"])
def test_other_names_are_local(name: str) -> None:
    found = identify(name, "", "")
    assert (found.purl, found.aliases, found.kind) == ("", (), Kind.LIBRARY)

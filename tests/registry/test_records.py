"""Rows of a registry: the plain shape, that of Hub records, and what is no row."""

import re

import pytest

from licet.model.vocabulary import Kind
from licet.propagate.lanes import LINK_KINDS
from licet.registry.records import MAX_LINKS, MAX_TEXT, Record, RowError, read_record


def links(record: Record) -> list[tuple[str, str, Kind]]:
    return [(LINK_KINDS[link.link], link.id, link.kind) for link in record.links]


def test_the_plain_shape() -> None:
    record = read_record(
        {
            "id": " acme/app ",
            "kind": "Application",
            "license": "Apache-2.0",
            "links": [
                {"how": "embeds", "to": "acme/m"},
                {"how": "links:static", "to": "lib"},
                {"how": "calls", "to": "s"},
            ],
            "owner": {"not": "read"},
        }
    )
    assert (record.id, record.kind, record.licenses, record.hub) == (
        "acme/app",
        Kind.APPLICATION,
        (("Apache-2.0", ""),),
        False,
    )
    assert links(record) == [
        ("embeds", "acme/m", Kind.MODEL),
        ("links:static", "lib", Kind.LIBRARY),
        ("calls", "s", Kind.SERVICE),
    ]


def test_an_id_is_enough() -> None:
    assert read_record({"id": "x"}) == Record(id="x", kind=Kind.MODEL, licenses=(), links=(), hub=False)


@pytest.mark.parametrize(
    ("row", "how"),
    [
        ({"relation": "quantized", "tags": ["lora"]}, "quantizes"),  # told beats tags
        ({"base_model_relation": "adapter"}, "adapts"),
        ({"tags": ["base_model:adapter:a/b"]}, "adapts"),
        ({"tags": ["peft", "gguf"]}, "adapts"),  # a GGUF LoRA is an adapter (INPUTS 1.3)
        ({"base_model": "a/b, c/d", "tags": ["lora"]}, "adapts"),  # 14 adapters list several bases
        ({"base_model": ["a/b", "c/d"]}, "merges"),
        ({"tags": ["mergekit"]}, "merges"),
        ({"tags": ["merge", "gguf"]}, "quantizes"),  # a quantized copy of a merged model
        ({"formats": ["gguf"]}, "quantizes"),
        ({"library": "mlx"}, "quantizes"),
        ({"tags": ["4-bit"]}, "quantizes"),
        ({"relation": "merged"}, "fine-tunes"),  # no word of the Hub's
        ({}, "fine-tunes"),
    ],
)
def test_how_a_relation_is_inferred(row: dict[str, object], how: str) -> None:
    record = read_record({"id": "x", "base_model": "a/b", **row})
    assert {name for name, _, _ in links(record)} == {how}
    assert record.kind is (Kind.ADAPTER if how == "adapts" else Kind.MODEL)


def test_a_record_of_the_hub() -> None:
    record = read_record(
        {"id": "x", "license": "lfm1.0", "license_tags": ["other"], "base_model": None, "datasets": ["org/set"]}
    )
    assert record.hub
    assert record.licenses == (("other", "lfm1.0"),)
    assert links(record) == [("trains-on", "hf:datasets/org/set", Kind.DATASET)]


def test_several_licenses_bind_together() -> None:
    assert read_record({"id": "x", "license": ["MIT", "Apache-2.0"]}).licenses == (("MIT", ""), ("Apache-2.0", ""))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([], "a row must be a table with an id"),
        ({}, "id is missing"),
        ({"id": "  "}, "id is empty"),
        ({"id": 7}, "id must be a text"),
        ({"id": "x" * (MAX_TEXT + 1)}, f"id has more than {MAX_TEXT} characters"),
        ({"id": "x", "kind": "robot"}, "kind 'robot' is none of"),
        ({"id": "x", "license": {"a": 1}}, "license must be a text"),
        ({"id": "x", "links": "y"}, "links must be a list of {how, to}"),
        ({"id": "x", "links": ["y"]}, "links must be a list of {how, to}"),
        ({"id": "x", "links": [{"how": "eats", "to": "y"}]}, "how 'eats' is none of copies"),
        ({"id": "x", "links": [{"how": "embeds"}]}, "to is missing"),
        ({"id": "x", "datasets": [None]}, "datasets must be a text or a list of texts"),
        ({"id": "x", "base_model": {"a": "b"}}, "base_model must be a text or a list of texts"),
        ({"id": "x", "datasets": ["d"] * (MAX_LINKS + 1)}, f"more than {MAX_LINKS:,} links"),
    ],
)
def test_what_is_no_row_says_why(row: object, reason: str) -> None:
    with pytest.raises(RowError, match=re.escape(reason)) as caught:
        read_record(row)
    assert str(caught.value).startswith(reason)


def test_what_cannot_be_printed_is_replaced() -> None:
    assert read_record({"id": "a\x1b[31mb\nc"}).id == "a\ufffd[31mb c"

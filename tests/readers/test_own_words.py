import pytest

from licet.model.bom import UNCOPIED
from licet.model.vocabulary import How, Kind
from licet.readers.nodes import Node
from licet.readers.own_words import MAX_TOLD, first, id_in, is_text, kind_in, link_in, told_in, told_in_words


def node(name: str, value: str) -> Node:
    return Node({"name": Node(name), "value": Node(value)})


def test_only_our_own_names_are_read() -> None:
    told = told_in([node("licet:kind", "model"), node("cdx:x", "y"), node("licet:link", "a"), node("licet:link", "b")])
    assert told == (("kind", "model"), ("link", "a"), ("link", "b"))
    assert first(told, "link") == "a"
    assert first(told, "none") == ""


def test_a_comment_holds_the_same() -> None:
    assert told_in_words("licet:kind=dataset; free words; licet:id=hf:datasets/a/b=c; seen at x.py:3") == (
        ("kind", "dataset"),
        ("id", "hf:datasets/a/b=c"),
    )


def test_what_is_told_is_bounded() -> None:
    assert len(told_in([node("licet:x", "y" * 9000)] * 900)) == MAX_TOLD
    assert len(told_in([node("licet:x", "y" * 9000)])[0][1]) == 500


@pytest.mark.parametrize(("said", "kind"), [("model", Kind.MODEL), ("weapon", None), ("", None)])
def test_kinds_are_those_of_the_vocabulary(said: str, kind: Kind | None) -> None:
    assert kind_in((("kind", said),)) == kind


@pytest.mark.parametrize(
    ("said", "identity"),
    [
        ("hf:datasets/org/name", "hf:datasets/org/name"),
        ("api:provider/model", "api:provider/model"),
        ("file:models/x", ""),
        ("product", ""),
        ("pkg:pypi/x", ""),
        ("hf:a b", ""),
        ("hf:a\x1b", ""),
        ("url:file:///etc/passwd", ""),
    ],
)
def test_ids_name_what_is_outside_the_project(said: str, identity: str) -> None:
    assert id_in((("id", said),)) == identity


def test_links_are_those_of_the_vocabulary() -> None:
    assert link_in("fine-tunes") == (How.FINE_TUNES, {})
    assert link_in("links:static") == (How.LINKS, {"how": "static"})
    assert link_in("links:magic") == (How.LINKS, {})
    assert link_in("steals") is None
    assert link_in("") is None


def test_our_words_for_a_text_that_is_not_there_are_no_text() -> None:
    assert not is_text(f"{UNCOPIED} It is called X.")
    assert is_text("Permission is hereby granted")

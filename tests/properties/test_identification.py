"""Whatever a copy looks like, the answer is the same; texts put together are both found; nothing makes it fail."""

import re
import textwrap
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.identify import recognize
from licet.identify.files import identify_bytes
from licet.model.bom import Evidence
from tests.identify.conftest import installed
from tests.shared import SHARED

HERE = Evidence(path="LICENSE")
INSTALLED = {
    "MIT": ("rich", "LICENSE"),
    "Apache-2.0": ("packaging", "LICENSE.APACHE"),
    "BSD-2-Clause": ("packaging", "LICENSE.BSD"),
    "BSD-3-Clause": ("jinja2", "LICENSE.txt"),
    "MPL-2.0": ("pathspec", "LICENSE"),
}
SIGNS = ["#", "//", "*", ";", "--", "%"]
LINE_ENDS = ["\n", "\r\n", "\r"]

Answer = list[tuple[str, str, str, str]]
Change = Callable[[str], str]


def answer(text: str) -> Answer:
    return [(one.license, one.document, one.kind, one.match) for one in recognize(text, HERE, reading=False)]


@cache
def known(name: str) -> tuple[str, Answer]:
    """A text at hand, and what it is as it stands."""
    if name in INSTALLED:
        text = installed(*INSTALLED[name])
    else:
        text = (SHARED / "license-texts" / name).read_text(encoding="utf-8")
    text = text.replace("\r\n", "\n")
    return text, answer(text)


def names() -> list[str]:
    shared: list[Path] = sorted((SHARED / "license-texts").glob("*.txt"))
    return [*INSTALLED, *(path.name for path in shared)]


NAMES = names()
some_text = st.sampled_from(NAMES)


@pytest.mark.parametrize("name", INSTALLED)
def test_the_texts_of_installed_packages_are_what_their_names_say(name: str) -> None:
    assert known(name)[1] == [(name, "license", "text", "exact")]


@pytest.mark.parametrize("name", NAMES)
def test_each_text_at_hand_is_one_license_and_exact(name: str) -> None:
    ((_, _, kind, match),) = known(name)[1]
    assert (kind, match) == ("text", "exact")


def filled(text: str, width: int) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(
        textwrap.fill(part, width, break_long_words=False, break_on_hyphens=False) for part in paragraphs
    )


def cased(text: str, how: str) -> str:
    return {"upper": text.upper, "lower": text.lower, "title": text.title, "swapped": text.swapcase}[how]()


def commented(text: str, sign: str, margin: int) -> str:
    return "\n".join(f"{' ' * margin}{sign} {line}".rstrip() for line in text.splitlines())


@settings(max_examples=120, deadline=None)
@given(some_text, st.integers(20, 200))
def test_the_width_of_the_lines_changes_nothing(name: str, width: int) -> None:
    text, expected = known(name)
    assert answer(filled(text, width)) == expected


@settings(max_examples=80, deadline=None)
@given(some_text, st.sampled_from(["upper", "lower", "title", "swapped"]))
def test_the_case_of_the_letters_changes_nothing(name: str, how: str) -> None:
    text, expected = known(name)
    assert answer(cased(text, how)) == expected


@settings(max_examples=120, deadline=None)
@given(some_text, st.sampled_from(SIGNS), st.integers(0, 8), st.booleans())
def test_comment_signs_change_nothing(name: str, sign: str, margin: int, narrow: bool) -> None:  # noqa: FBT001 - drawn
    text, expected = known(name)
    assert answer(commented(filled(text, 70) if narrow else text, sign, margin)) == expected


@settings(max_examples=80, deadline=None)
@given(some_text, st.sampled_from(LINE_ENDS))
def test_what_ends_the_lines_changes_nothing(name: str, line_end: str) -> None:
    text, expected = known(name)
    assert answer(text.replace("\n", line_end)) == expected


@settings(max_examples=80, deadline=None)
@given(some_text, st.data())
def test_blank_lines_and_indentation_change_nothing(name: str, data: st.DataObject) -> None:
    text, expected = known(name)
    more = data.draw(st.lists(st.sampled_from(["", "\n", "    ", "\t", "\n\n  "]), min_size=1, max_size=50))
    lines = text.splitlines()
    # a blank line within a paragraph only, not within a word split at the end of its line
    spaced = [
        f"{more[at % len(more)] if not before.endswith('-') else ''}{line}"
        for at, (before, line) in enumerate(zip(["", *lines], lines, strict=False))
    ]
    assert answer("\n".join(spaced)) == expected


@settings(max_examples=80, deadline=None)
@given(some_text, st.integers(20, 120), st.sampled_from(SIGNS), st.sampled_from(LINE_ENDS))
def test_all_of_it_at_once_changes_nothing(name: str, width: int, sign: str, line_end: str) -> None:
    text, expected = known(name)
    assert answer(commented(filled(text, width), sign, 2).upper().replace("\n", line_end)) == expected


@settings(max_examples=120, deadline=None)
@given(some_text, some_text)
def test_two_texts_one_after_the_other_are_both_found(first: str, second: str) -> None:
    (one, expected), (other, more) = known(first), known(second)
    found = answer(f"{one}\n\n{other}")
    assert found == ([*expected, *more] if expected != more else expected)


@settings(max_examples=60, deadline=None)
@given(st.lists(some_text, min_size=3, max_size=5, unique=True))
def test_many_texts_are_all_found_in_their_order(chosen: list[str]) -> None:
    texts = [known(name) for name in chosen]
    found = answer("\n\n----------\n\n".join(text for text, _ in texts))
    assert found == list(dict.fromkeys(each for _, expected in texts for each in expected))


@pytest.mark.parametrize("sentence", ["Nobody may sell it by night.", "No bank may have a copy of it."])
@pytest.mark.parametrize("name", INSTALLED)
def test_a_sentence_put_in_anywhere_is_shown_and_nothing_else(name: str, sentence: str) -> None:
    text, _ = known(name)
    terms = max(text.find(words) for words in ("Permission is hereby", "Redistribution and use", "1. Definitions"))
    # the exhibit at the end of one of them is a notice that counts as a license where it stands alone
    for place in re.finditer(r"\.\s+|\n\n", text[terms:].partition("Exhibit B")[0]):
        at = terms + place.end()
        (one,) = (each for each in recognize(f"{text[:at]}{sentence} {text[at:]}", HERE) if each.kind == "text")
        assert (one.license, one.match, one.score) == (name, "modified", 1.0), text[at - 20 : at + 20]
        assert sentence.rstrip(".") in " ".join(one.inserted)


def test_a_copyright_sign_that_parts_a_word_is_read() -> None:
    text, _ = known("MIT")
    for at in range(0, len(text), 7):
        assert recognize(f"{text[:at]}\u00a9{text[at:]}", HERE)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=3000), st.sampled_from(["LICENSE", "a.py", "a.html", "a.ipynb", "a.md"]))
def test_no_text_makes_it_fail(text: str, name: str) -> None:
    result = identify_bytes(name, text.encode("utf-8", "surrogatepass"), notices=True)
    assert result.path == name
    for one in result.detections:
        assert 0 < one.score <= 1
        assert 0 < one.coverage <= 1
        assert all(0 <= span.start < span.end for span in one.spans)


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=2000),
    st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"{\\rtf1 ", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf", b"{"]),
    st.sampled_from(["LICENSE", "a.pdf", "a.docx", "a.odt", "a.rtf", "a.html", "a.ipynb", "a.doc"]),
)
def test_no_bytes_make_it_fail(data: bytes, head: bytes, name: str) -> None:
    result = identify_bytes(name, head + data, notices=True)
    assert result.path == name
    assert not (result.problems and result.detections)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(INSTALLED)), st.data())
def test_a_text_with_any_characters_put_in_is_read(name: str, data: st.DataObject) -> None:
    text, _ = known(name)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(st.text(max_size=40)) + text[at:]
    for one in recognize(text, HERE):
        if one.kind == "text":
            assert (one.match == "exact") == (not one.edits)
        for edit in one.edits:
            assert 0 <= edit.start <= edit.end <= len(text)
            assert (edit.start == edit.end) == (edit.kind == "deleted")

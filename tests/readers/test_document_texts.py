"""Texts of documents: the format is told by content, then by name; nothing raises, whatever the bytes are."""

import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.model.bom import Problem
from licet.readers.document_texts import MAX_BYTES, Text, document_text
from tests.readers.documents import SHOWN, encrypted, one_page, read_text, reason_of, written_docx
from tests.readers.opening import opened


def test_plain_text_keeps_its_lines() -> None:
    assert read_text("LICENSE", "A\r\nB\rC") == Text(text="A\nB\nC")
    assert read_text("a.py", "# <b> is a tag\n") == Text(text="# <b> is a tag\n")
    assert read_text("LICENSE", "Lizenz".encode("utf-16")).text == "Lizenz"
    assert read_text("LICENSE", "für".encode("cp1252")) == Text(text="für", note="read as Windows-1252")
    assert read_text("LICENSE", "") == Text(text="")
    assert reason_of("LICENSE", b"a\x00b") == "not UTF-8 text"


def test_a_text_under_the_name_of_another_format_is_read_and_noted() -> None:
    assert read_text("LICENSE.pdf", "Terms.") == Text(
        text="Terms.", note="no PDF file, though its name says so; read as text"
    )
    assert reason_of("LICENSE.docx", b"\x00\x01") == "it is no DOCX file that can be read, though its name says so"


def test_html_keeps_its_lines_and_loses_its_markup() -> None:
    page = (
        "<!DOCTYPE html>\n<html><head><style>p { color: red }\n</style><SCRIPT>if (a<b) {}\n</SCRIPT ></head>\n"
        "<body><!-- no\nlicense --><nav\nclass='a>b'>You may</nav> share &amp; copy.<br/>\nA <a@b.example> B"
    )
    for path in ("LICENSE.html", "LICENSE"):
        text = read_text(path, page).text
        assert text.count("\n") == page.count("\n")
        words = ["<!--", "no", "license", "-->", "You", "may", "share", "&amp;", "copy.", "A", "<a@b.example>", "B"]
        assert text.split() == words
    assert read_text("a.html", page).text.split("\n")[6].split()[:2] == ["You", "may"]
    assert read_text("a.html", "").text == ""
    assert read_text("a.html", "a<!-- never closed").text.split() == ["a<!--", "never", "closed"]
    assert read_text("a.html", 'a <b title="cut').text.split() == ["a", "<b", 'title="cut']


def test_the_comments_of_scripts_stay() -> None:
    script = "/* MIT License.\n   (c) Acme */ var a = 1; /* b */ call();\n/* never closed"
    text = read_text("a.html", f"<html><body>one <script>{script}</script> two").text
    assert text.split() == [
        "one",
        *["/*", "MIT", "License.", "(c)", "Acme", "*/", "/*", "b", "*/", "/*", "never", "closed"],
        "two",
    ]
    assert text.count("\n") == script.count("\n")


@pytest.mark.parametrize(
    "piece", ["<", "<div>", "<a \"'", "<!--", "<script>", "</script", "<script></script >", "<script>/*", "<aa-", "\"'"]
)
def test_hostile_html_is_read_in_linear_time(piece: str) -> None:
    text = read_text("a.html", f"<html><a {piece * (1_000_000 // len(piece))}").text
    assert len(text) <= 1_000_020


def test_notebooks_give_the_sources_of_their_cells() -> None:
    cells = '[{"source": ["A\\n", "B"], "outputs": ["no"]}, {"source": "C\\r\\nD"}, {"source": [1, null]}, 7]'
    assert read_text("a.ipynb", f'{{"cells": {cells}}}').text == "A\nB\nC\nD\n\n"
    assert read_text("a.ipynb", '{"worksheets": [{"cells": [{"input": ["A"]}]}]}').text == "A"
    assert reason_of("a.ipynb", "{}") == "notebook: it holds no cells"
    assert reason_of("a.ipynb", '{"cells": [').startswith("not valid JSON")
    assert reason_of("a.ipynb", "[" * 100_000) == "not read: nested deeper than 64 levels"
    assert reason_of("a.ipynb", '{"cells": [' + "{}," * 600_000).startswith("notebook: not read: holds more than")


def test_old_word_files_are_not_read() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert reason_of("LICENSE.doc", old) == "DOC: the format of old word processors is not read"


def test_large_files_are_not_read() -> None:
    assert reason_of("LICENSE", b"x" * (MAX_BYTES + 1)) == "not read: larger than 4 MiB"


SEEDS = (one_page(), encrypted(""), one_page(zlib.compress(SHOWN), entries=b"/Filter /FlateDecode"), written_docx())
TOKENS = (
    *(
        b"<<",
        b">>",
        b"[",
        b"]",
        b"(",
        b")",
        b"obj",
        b"endobj",
        b"stream",
        b"-1",
        b"0",
        b"99999999999",
        b"null",
        b"xref",
    ),
    *(
        b"/Kids",
        b"/Filter /LZWDecode",
        b"/Filter /ASCII85Decode",
        b"/DecodeParms",
        b"2 0 R",
        b"3 0 R",
        b"1.5",
        b"BI",
        b"Do",
    ),
)


@pytest.mark.parametrize("seed", range(12))
def test_mutated_files_never_raise(seed: int) -> None:
    rolls = random.Random(seed)  # noqa: S311 - repeatable mutations, no secret
    for _ in range(25):
        data = bytearray(rolls.choice(SEEDS))
        for _ in range(rolls.choice((1, 2, 5, 20))):
            place = rolls.randrange(len(data))
            match rolls.randrange(3):
                case 0:
                    data[place] = rolls.randrange(256)
                case 1:
                    del data[place : place + rolls.randrange(1, 40)]
                case _:
                    data[place : place + rolls.choice((0, 2, 4))] = rolls.choice(TOKENS)
        assert isinstance(document_text(opened("LICENSE", bytes(data))), Text | Problem)


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("a.pdf", b"%PDF-1.4\n"),
        ("a.rtf", b"{\\rtf1"),
        ("a.docx", b"PK\x03\x04"),
        ("a.html", b"<html>"),
        ("a.ipynb", b"{"),
    ],
)
@given(data=st.binary(max_size=2_000))
@settings(deadline=None, max_examples=30)
def test_arbitrary_bytes_never_raise(path: str, start: bytes, data: bytes) -> None:
    assert isinstance(document_text(opened(path, start + data)), Text | Problem)

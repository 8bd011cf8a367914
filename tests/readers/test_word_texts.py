"""Texts of DOCX, ODT and RTF files: paragraphs, broken files, and hostile ones within bounds."""

import struct
import tracemalloc
import zipfile

import pytest

from licet.readers.document_texts import Text
from tests.readers.documents import LINES, RELATIONS, odt_file, read_text, reason_of, word_file, written_docx, zipped


def test_docx_gives_its_paragraphs() -> None:
    for path in ("LICENSE.docx", "LICENSE"):
        assert read_text(path, written_docx()).text.split("\n")[:4] == [LINES[0], f"{LINES[1]}\tAnd", "more.", LINES[2]]


def test_docx_leaves_out_what_is_deleted_or_written_twice() -> None:
    text = (
        '<w:document xmlns:w="w" xmlns:mc="m"><w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>A</w:t>'
        "<w:instrText>no</w:instrText><w:noBreakHyphen/><w:t>B</w:t></w:r><w:del><w:r><w:t>no</w:t></w:r></w:del>"
        "<mc:AlternateContent><mc:Choice><w:t>C</w:t></mc:Choice><mc:Fallback><w:t>no</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:p></w:document>"
    )
    assert read_text("a.docx", word_file(text)).text == "A-BC\n"
    assert reason_of("a.docx", word_file('<w:document xmlns:w="w"/>')) == "DOCX: it holds no text"


def test_odt_gives_its_paragraphs() -> None:
    body = (
        "<text:tracked-changes><text:p>no</text:p></text:tracked-changes><text:h>A</text:h><text:p>B<text:tab/>C"
        '<text:s text:c="2"/><text:span>D\nE</text:span><text:line-break/>F</text:p>'
    )
    assert read_text("LICENSE.odt", odt_file(body)).text == "A\nB\tC  D E\nF\n"


def _lying() -> bytes:
    data = bytearray(word_file(b" " * 20_000_000))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 100)
    return bytes(data)


def _locked() -> bytes:
    data = bytearray(word_file("<a/>"))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


HOSTILE_OFFICE = {
    "cut off": (written_docx()[:3000], "it is broken (BadZipFile)"),
    "no archive": (b"PK\x03\x04nothing", "it is broken (BadZipFile)"),
    "another archive": (zipped({"a.txt": "a"}), "it is a ZIP archive, and no document in it is read"),
    "no main part": (zipped({"_rels/.rels": RELATIONS}), "it is a ZIP archive"),
    "broken XML": (word_file("<a><b></a>"), "it is broken (ExpatError)"),
    "inflates to megabytes": (word_file(b" " * 50_000_000), "word/main.xml inflates to more than 4 MiB"),
    "lies about its size": (_lying(), "it is broken (BadZipFile)"),
    "protected": (_locked(), "it is protected by a password"),
    "another compression": (word_file(b" " * 50_000_000, zipfile.ZIP_BZIP2), "compressed in a way that is not read"),
    "many files": (zipped({f"f{number}": "" for number in range(6_000)}), "more than 5000 files"),
    "entities": (word_file('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), "it declares a document type"),
    "deep": (word_file("<a>" * 100_000), "nested deeper than 200 levels"),
    "long text": (word_file(f'<w:p xmlns:w="w"><w:t>{"a" * 3_000_000}</w:t></w:p>'), "longer than 2000000 characters"),
    "many spaces": (
        odt_file("<text:p>" + '<text:s text:c="999999999"/>' * 20_000 + "</text:p>"),
        "longer than 2000000",
    ),
    "long number": (odt_file('<text:p>a<text:s text:c="' + "9" * 9_000 + '"/></text:p>'), "it is broken (ValueError)"),
}


@pytest.mark.parametrize("case", HOSTILE_OFFICE)
def test_hostile_office_files_are_a_problem_within_bounds(case: str) -> None:
    data, reason = HOSTILE_OFFICE[case]
    tracemalloc.start()
    try:
        assert reason in reason_of("LICENSE.docx", data)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


def test_rtf_gives_its_paragraphs() -> None:
    text = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\*\generator no;}\pard The \'93Work\'94 \u8212?\b is\b0  "
        b"free\\~now\r\n" + rb"\par Keep \{this\}\tab\uc2\u960 ab{\uc1 \u-10179?\u-8701?}.\par{\pict\bin5 }}}}}}}"
    )
    assert read_text("LICENSE.rtf", text) == Text(text="The “Work” —is free now\nKeep {this}\tπ😃.\n")
    assert read_text("LICENSE", rb"{\rtf1\ansicpg1251 \'c4}").text == "Д"
    assert read_text("a.rtf", rb"{\rtf1 cut").note == "the file ends before its text is closed"
    assert reason_of("a.rtf", rb"{\rtf1 }") == "RTF: it holds no text"
    assert reason_of("a.rtf", rb"{\rtf1" + b"{" * 1000) == "RTF: not read: nested deeper than 200 levels"
    assert reason_of("a.rtf", rb"{\rtf1" + b"{}" * 600_000) == "RTF: not read: it consists of more than 1000000 pieces"
    assert reason_of("a.rtf", rb"{\rtf1 " + b"a" * 3_000_000).startswith("RTF: not read: its text is longer")

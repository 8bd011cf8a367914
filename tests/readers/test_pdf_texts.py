"""Texts of PDF files: printed lines, broken files, and hostile ones within bounds of time and memory."""

import sys
import tracemalloc
import zlib

import pytest

from licet.model.bom import Problem
from licet.readers import pdf_texts
from licet.readers.document_texts import document_text
from tests.readers.documents import (
    BOMB,
    CATALOG,
    FONT,
    LINES,
    SHOWN,
    encrypted,
    one_page,
    pdf_of,
    pdf_stream,
    read_text,
    reason_of,
)
from tests.readers.opening import opened


def test_pdf_gives_its_printed_lines() -> None:
    assert read_text("LICENSE.pdf", one_page()).text.strip().split("\n") == list(LINES)
    assert read_text("LICENSE", one_page(zlib.compress(SHOWN), entries=b"/Filter /FlateDecode")).text.strip().split(
        "\n"
    ) == list(LINES)
    form = pdf_stream(SHOWN, b"/Type /XObject /Subtype /Form /Resources << /Font << /F1 5 0 R >> >>")
    assert read_text("a.pdf", one_page(b"/X Do", more=(form,))).text.strip().split("\n") == list(LINES)


def test_pdf_tells_pages_without_text() -> None:
    page = b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    pages = b"<< /Type /Pages /Count 2 /Kids [3 0 R 6 0 R] >>"
    two = pdf_of(CATALOG, pages, page % 4, pdf_stream(SHOWN), FONT, page % 7, pdf_stream(b""))
    assert read_text("a.pdf", two).note == "1 of 2 pages hold no text"
    assert reason_of("a.pdf", one_page(b"")) == "PDF: it holds no text, perhaps because its pages are images"
    unknown = b"<< /Type /Font /Subtype /Type1 /BaseFont /A /ToUnicode 6 0 R >>"
    private = pdf_stream(b"1 beginbfrange\n<00> <ff> <e000>\nendbfrange")
    assert (
        reason_of("a.pdf", one_page(font=unknown, more=(private,)))
        == "PDF: its fonts do not tell which letters they draw"
    )


def test_protected_pdf() -> None:
    assert read_text("a.pdf", encrypted("")).text.strip().split("\n") == list(LINES)
    assert reason_of("a.pdf", encrypted("secret")) == "PDF: it is protected by a password"


@pytest.mark.parametrize("data", [b"%PDF-1.7\x00", b"%PDF-1.4\n" + b"\xff" * 5000, one_page()[:-100], one_page()[:400]])
def test_broken_pdf(data: bytes) -> None:
    assert reason_of("LICENSE.pdf", data).startswith("PDF: it is broken or incomplete (")


def test_pdf_needs_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    found = document_text(opened("a.pdf", one_page()))
    assert isinstance(found, Problem)
    assert (found.reason, found.hides) == ("PDF: reading it needs the library pypdf", True)
    assert "pip install 'licet[documents]'" in found.hint


def _overlapping() -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 500))
    data = b"%PDF-1.4\n1 0 obj\n" + CATALOG + b"\nendobj\n"
    pages = len(data)
    data += b"2 0 obj\n<< /Type /Pages /Count 1 /Kids [" + kids + b"] >>\nendobj\n"
    big = len(data)
    data += b"3 0 obj\n" + pdf_stream(b"x" * 1_000_000) + b"\nendobj\n"
    lines = b"%010d 00000 n \n%010d 00000 n \n" % (9, pages) + b"%010d 00000 n \n" % big * 497
    end = b"xref\n0 500\n0000000000 65535 f \n%strailer\n<< /Size 500 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return data + end % (lines, len(data))


def _chained() -> bytes:
    """Write a chain of reference streams, each of which inflates to almost a megabyte."""
    packed = zlib.compress(bytes(900_000), 9)
    data, before = b"%PDF-1.5\n", b""
    for number in range(1, 60):
        entries = b"/Type /XRef /Size 1 /W [1 1 1] /Root 1 0 R /Filter /FlateDecode" + before
        before = b" /Prev %d" % len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, pdf_stream(packed, entries))
    return data + b"startxref\n%s\n%%%%EOF" % before.removeprefix(b" /Prev ")


LONG_NAME = b"<< /Type /Font /Subtype /Type1 /BaseFont /A /Encoding << /Differences [97 /" + b"Z" * 4000 + b"] >> >>"
LONG_TARGET = b"<< /Type /Font /Subtype /Type1 /BaseFont /A /ToUnicode 6 0 R >>"
HOSTILE_PDF = {
    "inflates to megabytes": (one_page(BOMB, entries=b"/Filter /FlateDecode"), "a part of it is too large"),
    "inflates twice": (one_page(zlib.compress(BOMB), entries=b"/Filter [/FlateDecode /FlateDecode]"), "a part of it"),
    "inflates in many streams": (_chained(), "inflates to more than 16 MiB"),
    "page tree in a circle": (pdf_of(CATALOG, b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"), "it is broken"),
    "page tree that doubles": (
        pdf_of(
            CATALOG, *(b"<< /Type /Pages /Kids [" + b"%d 0 R " % (n + 1) * 9 + b"] >>" for n in range(2, 30)), b"<< >>"
        ),
        "a part of it is too large",
    ),
    "too many pages": (
        pdf_of(CATALOG, b"<< /Type /Pages /Kids [" + b"3 0 R " * 600 + b"] >>", b"<< /Type /Page >>"),
        "more than 500 pages",
    ),
    "nested arrays": (one_page(b"[" * 100_000), "nested too deeply"),
    "a page too large": (one_page(b"q Q " * 200_000), "the drawing of page 1 is larger than 512 KiB"),
    "a long string": (
        one_page(b"BT /F1 12 Tf (" + b"a" * 200_000 + b") Tj ET"),
        "page 1 holds more than 100000 characters",
    ),
    "a letter with a long name": (one_page(font=LONG_NAME), "a font of page 1 names its letters with long words"),
    "a letter that stands for many": (
        one_page(font=LONG_TARGET, more=(pdf_stream(b"1 beginbfchar\n<61> <" + b"0041" * 100 + b">\nendbfchar"),)),
        "a font of page 1 turns a letter into a long text",
    ),
    "objects that overlap": (_overlapping(), "its objects overlap"),
    "objects that are nowhere": (
        pdf_of(
            CATALOG,
            b"<< /Type /Pages /Kids [" + b" ".join(b"%d 0 R" % n for n in range(100, 1000)) + b"] >>",
            b"(" + b"x" * 1_000_000 + b")",
        ),
        "its list of objects is wrong in too many places",
    ),
}


@pytest.mark.parametrize("case", HOSTILE_PDF)
def test_hostile_pdf_is_a_problem_within_bounds(case: str) -> None:
    data, reason = HOSTILE_PDF[case]
    tracemalloc.start()
    try:
        assert reason in reason_of("LICENSE.pdf", data)
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


def test_long_texts_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_texts, "MAX_TEXT", 20)
    assert reason_of("a.pdf", one_page()) == "PDF: not read: its text is longer than 20 characters"
    monkeypatch.setattr(pdf_texts, "MAX_PAGE_TEXT", 60)
    form = pdf_stream(SHOWN, b"/Type /XObject /Subtype /Form /Resources << /Font << /F1 5 0 R >> >>")
    assert (
        reason_of("a.pdf", one_page(b"/X Do " * 5, more=(form,)))
        == "PDF: not read: page 1 holds more than 60 characters"
    )
    monkeypatch.setattr(pdf_texts, "MAX_RESOURCES", 1)
    assert (
        reason_of("a.pdf", one_page(b"/X Do", more=(form,))) == "PDF: not read: page 1 uses more than 1 fonts and forms"
    )


def test_a_page_may_be_bare() -> None:
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    bare = pdf_of(CATALOG, pages, b"<< /Type /Page /Parent 2 0 R >>")
    assert reason_of("a.pdf", bare) == "PDF: it holds no text, perhaps because its pages are images"


def test_encryption_that_is_not_known() -> None:
    lock = (
        b"<< /Filter /Standard /V 5 /R 6 /Length 256 /CF << /StdCF << /CFM /AESV3 >> >> /StmF /StdCF /StrF /StdCF /P -4"
    )
    keys = b" ".join(
        b"/%s <%s>" % (key, b"00" * size) for key, size in ((b"O", 48), (b"U", 48), (b"OE", 32), (b"UE", 32))
    )
    data = one_page(more=(lock + b" " + keys + b" /Perms <" + b"00" * 16 + b"> >>",))
    data = data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 6 0 R")
    assert reason_of("a.pdf", data) in {
        "PDF: it is encrypted in a way that is not read",  # without the library cryptography
        "PDF: it is protected by a password",
    }


def test_work_on_a_pdf_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_texts, "MAX_CALLS", 5_000)
    assert reason_of("a.pdf", one_page()) == "PDF: not read: it takes too long to read"
    assert sys.getprofile() is None


def test_a_profiler_is_left_alone() -> None:
    def profile(*_event: object) -> None:
        """Count nothing."""

    sys.setprofile(profile)
    try:
        assert read_text("a.pdf", one_page()).text.startswith(LINES[0])
        assert sys.getprofile() is profile
    finally:
        sys.setprofile(None)


def test_nothing_is_said_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    reason_of("a.pdf", one_page()[:-100])
    assert capfd.readouterr() == ("", "")

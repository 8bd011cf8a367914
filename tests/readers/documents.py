"""Documents for the tests of readers, written here: no text of others is in them."""

import io
import zipfile
import zlib

import docx
from pypdf import PdfWriter

from licet.model.bom import Problem
from licet.readers.document_texts import Text, document_text
from tests.readers.opening import opened

LINES = ("The Invented License", "You may share the work.", "You must keep this notice.")


def read_text(path: str, content: str | bytes) -> Text:
    found = document_text(opened(path, content))
    assert isinstance(found, Text), found
    return found


def reason_of(path: str, content: str | bytes) -> str:
    found = document_text(opened(path, content))
    assert isinstance(found, Problem), found
    assert found.path == path
    assert found.hides
    assert found.hint
    return found.reason


def pdf_of(*bodies: bytes) -> bytes:
    """Write a PDF of these objects; the first is the catalog (ISO 32000-1, 7.5)."""
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return data + end % (size, table, size, len(data))


def pdf_stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
SHOWN = b"BT /F1 12 Tf 14 TL 50 700 Td " + b" ".join(b"(%s) Tj T*" % line.encode() for line in LINES) + b" ET"


def one_page(
    content: bytes = SHOWN, *, entries: bytes = b"", font: bytes = FONT, more: tuple[bytes, ...] = ()
) -> bytes:
    """Write a PDF of one page; the objects `more` are numbered from 6."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >>"
    forms = b" /XObject << /X 6 0 R >> >> >>" if more else b" >> >>"
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return pdf_of(CATALOG, pages, page + forms, pdf_stream(content, entries), font, *more)


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(one_page()))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def written_docx() -> bytes:
    document = docx.Document()
    document.add_heading(LINES[0], 0)
    document.add_paragraph(f"{LINES[1]}\tAnd\nmore.")
    document.add_table(1, 1).cell(0, 0).text = LINES[2]
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def zipped(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


RELATIONS = '<Relationships><Relationship Type="http://x/officeDocument" Target="/word/main.xml"/></Relationships>'


def word_file(xml: str | bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    return zipped({"_rels/.rels": RELATIONS, "word/main.xml": xml}, method)


def odt_file(body: str) -> bytes:
    return zipped({"content.xml": f'<office:content xmlns:office="o" xmlns:text="t">{body}</office:content>'})


BOMB = zlib.compress(b" " * 50_000_000, 9)

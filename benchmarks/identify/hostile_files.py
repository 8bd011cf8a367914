"""Files that are made to cost time or memory, or to break a reader; written in pieces, so that writing costs little."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Final

from benchmarks.identify.split import SHARED

MEGABYTE: Final = 1_000_000


def _random(size: int) -> Iterator[bytes]:
    rng = Random(size)  # noqa: S311 - repeatable, not secret
    for _ in range(size // MEGABYTE):
        yield rng.randbytes(MEGABYTE)


def _repeat(piece: str, size: int) -> Iterator[bytes]:
    block = (piece * (1 + 100_000 // len(piece))).encode()
    for _ in range(1 + size // len(block)):
        yield block


def _words(size: int) -> Iterator[bytes]:
    rng = Random(size)  # noqa: S311 - repeatable, not secret
    vocabulary = [f"w{number:x}" for number in range(50_000)]
    for _ in range(size // MEGABYTE):
        yield " ".join(rng.choices(vocabulary, k=MEGABYTE // 6)).encode()


def _license_words(size: int) -> Iterator[bytes]:
    # words of licenses in random order: much to look up, nothing to find
    rng = Random(size)  # noqa: S311 - repeatable, not secret
    vocabulary = sorted({word for text in _texts() for word in text.split()}) or ["license"]
    for _ in range(size // MEGABYTE):
        yield " ".join(rng.choices(vocabulary, k=MEGABYTE // 7)).encode()


def _fragments(size: int) -> Iterator[bytes]:
    # stretches of twelve words from all licenses in random order: candidates everywhere
    rng = Random(size)  # noqa: S311 - repeatable, not secret
    texts = [text.split() for text in _texts()] or [["license"] * 20]
    for _ in range(size // 10_000):
        pieces = []
        for _ in range(130):
            words = rng.choice(texts)
            start = rng.randrange(max(1, len(words) - 12))
            pieces.append(" ".join(words[start : start + 12]))
        yield ("\n".join(pieces) + "\n").encode()


def _all_texts(size: int, gap: str) -> Iterator[bytes]:
    block = gap.join(gap.join(text.split()) if gap == " " else text for text in _texts() or ["license"]).encode()
    for _ in range(1 + size // len(block)):
        yield block


def _texts() -> list[str]:
    return [path.read_text("utf-8", "replace") for path in sorted((SHARED / "license-texts").glob("*.txt"))]


def _nested(size: int) -> Iterator[bytes]:
    count = size // 11
    yield from (b"<div>" * count, b"license", b"</div>" * count)


def _pdf(stream: Iterator[bytes]) -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join([*map(packer.compress, stream), packer.flush()])
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    output = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(output))
        output += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(output)
    output += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(output + b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table)


def _whole_pdf() -> bytes:
    words = b"Permission is hereby granted, free of charge, to any person"
    return _pdf(iter([b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % words]))


def _pdf_bomb() -> Iterator[bytes]:
    yield b"BT /F1 12 Tf 72 700 Td "
    yield from (b"(license) Tj " * 10_000 for _ in range(2000))
    yield b"ET"


def _encrypted_pdf() -> Iterator[bytes]:
    # a reader asks for the password before anything else, so the rest may be nonsense
    entry = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(0) (0)] " % (b"o" * 32, b"u" * 32)
    yield _whole_pdf().replace(b"trailer << ", b"trailer << " + entry)


def _docx(document: Iterator[bytes]) -> Iterator[bytes]:
    output = io.BytesIO()
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        )
        packed.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relation}" Target="word/document.xml"/></Relationships>',
        )
        with packed.open("word/document.xml", "w") as part:
            part.write(b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>')
            part.writelines(document)
            part.write(b"</w:body></w:document>")
    yield output.getvalue()


def _paragraphs(count: int) -> Iterator[bytes]:
    block = b"<w:p><w:r><w:t>license</w:t></w:r></w:p>" * 1000
    for _ in range(count // 1000):
        yield block


def _entities() -> bytes:
    lines = ["<!DOCTYPE lolz [<!ENTITY l0 'license '>"]
    lines += [f"<!ENTITY l{level} '{f'&l{level - 1};' * 10}'>" for level in range(1, 10)]
    return ("<?xml version='1.0'?>\n" + "\n".join(lines) + "]>\n<license>&l9;</license>\n").encode()


FILES: Final[Mapping[str, Callable[[], Iterator[bytes]]]] = {
    "empty.txt": lambda: iter([b""]),
    "random.txt": lambda: _random(1 * MEGABYTE),
    "random-50-mb.bin": lambda: _random(50 * MEGABYTE),
    "zeros-50-mb.txt": lambda: _repeat("\0", 50 * MEGABYTE),
    "one-line-50-mb.txt": lambda: _words(50 * MEGABYTE),
    "one-word-50-mb.txt": lambda: _repeat("x", 50 * MEGABYTE),
    "license-100000-times.txt": lambda: iter([b"license " * 100_000]),
    "license-in-50-mb.txt": lambda: _repeat("license ", 50 * MEGABYTE),
    "copyright-lines.txt": lambda: _repeat("Copyright (c) 2020 Example\n", 5 * MEGABYTE),
    "copyright-in-one-line.txt": lambda: _repeat("copyright (c) 2020 ", 5 * MEGABYTE),
    "permission-is-hereby.txt": lambda: _repeat("permission is hereby granted free of charge ", 5 * MEGABYTE),
    "license-words.txt": lambda: _license_words(5 * MEGABYTE),
    "fragments.txt": lambda: _fragments(2 * MEGABYTE),
    "all-texts-2-mb.txt": lambda: _all_texts(2 * MEGABYTE, "\n\n"),
    "all-texts-50-mb-in-one-line.txt": lambda: _all_texts(50 * MEGABYTE, " "),
    "nested.html": lambda: _nested(10 * MEGABYTE),
    "open-tags.html": lambda: _repeat("<a href='", 5 * MEGABYTE),
    "comment-openers.html": lambda: _repeat("<!-- ", 5 * MEGABYTE),
    "ampersands.html": lambda: _repeat("&amp;lt;&#99999999999;&", 5 * MEGABYTE),
    "link-openers.md": lambda: _repeat("[a](", 5 * MEGABYTE),
    "quotes.md": lambda: _repeat("> ", 5 * MEGABYTE),
    "comment-signs.c": lambda: _repeat("/* // * ", 5 * MEGABYTE),
    "tags-open-parentheses.txt": lambda: iter([b"SPDX-License-Identifier: " + b"(" * 200_000]),
    "tags-long-expression.txt": lambda: iter([b"SPDX-License-Identifier: " + b"MIT OR " * 200_000 + b"MIT\n"]),
    "tags-many.txt": lambda: _repeat("SPDX-License-Identifier: MIT\n", 5 * MEGABYTE),
    "urls.txt": lambda: _repeat("https://www.apache.org/licenses/LICENSE-2.0\n", 5 * MEGABYTE),
    "slashes.txt": lambda: _repeat("http://", 5 * MEGABYTE),
    "dots.txt": lambda: _repeat("a.", 5 * MEGABYTE),
    "combining.txt": lambda: _repeat("e\u0301\u0301\u0301\u200b", 5 * MEGABYTE),
    "nested.ipynb": lambda: iter([b"[" * 500_000]),
    "entities.xml": lambda: iter([_entities()]),
    "whole.pdf": lambda: iter([_whole_pdf()]),
    "truncated.pdf": lambda: iter([_whole_pdf()[:400]]),
    "encrypted.pdf": _encrypted_pdf,
    "bomb.pdf": lambda: iter([_pdf(_pdf_bomb())]),
    "whole.docx": lambda: _docx(_paragraphs(1000)),
    "truncated.docx": lambda: iter([b"".join(_docx(_paragraphs(1000)))[:500]]),
    "bomb.docx": lambda: _docx(_paragraphs(5_000_000)),
}
"""The files by name, each with what makes it in pieces."""

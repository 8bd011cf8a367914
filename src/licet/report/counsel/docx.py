"""A document as a Word file: styles, headings and tables, open to mark-up."""

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from licet.errors import UsageError
from licet.report.counsel.blocks import Block, Document, Grid, Heading, Para, Points, Quote
from licet.report.words import clean

if TYPE_CHECKING:
    from docx.document import Document as Word

_DAY: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for every date of the file, so that the same document gives the same bytes."""


def render(document: Document) -> bytes:
    """Return the file.

    Raises:
        UsageError: python-docx, the extra `counsel`, is not installed.
    """
    try:
        from docx import Document as new  # noqa: PLC0415, N813 - an extra, slow to import
    except ImportError as error:
        hint = "pip install 'licet[counsel]'"
        raise UsageError("a Word file needs python-docx, which is not installed", hint=hint) from error
    word = new()
    _head(word, document)
    for block in document.blocks:
        _put(word, block)
    stream = BytesIO()
    word.save(stream)
    return _settled(stream)


def _head(word: "Word", document: Document) -> None:
    about = word.core_properties
    about.title, about.author, about.comments = clean(document.title), "Licet", ""
    about.created = about.modified = _DAY
    about.last_modified_by = "Licet"
    word.add_heading(clean(document.title), 0)
    word.add_paragraph(clean(document.line), style="Subtitle")


def _put(word: "Word", block: Block) -> None:
    match block:
        case Heading():
            word.add_heading(clean(block.text), block.level)
        case Para():
            paragraph = word.add_paragraph()
            if block.lead:
                paragraph.add_run(clean(block.lead).strip() + " ").bold = True
            paragraph.add_run(clean(block.text))
        case Points():
            for item in block.items:
                word.add_paragraph(clean(item), style="List Number" if block.numbered else "List Bullet")
        case Quote():
            paragraph = word.add_paragraph(style="Intense Quote")
            paragraph.add_run(f"\N{LEFT DOUBLE QUOTATION MARK}{clean(block.text)}\N{RIGHT DOUBLE QUOTATION MARK}")
            paragraph.add_run(f"  {clean(block.source)}").italic = False
        case Grid():
            _grid(word, block)


def _grid(word: "Word", grid: Grid) -> None:
    """A table whose head repeats on every page.

    Cells are written as text, row by row: reaching for each cell by its place takes time that grows with the square.
    """
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above
    from docx.shared import Cm  # noqa: PLC0415 - as above

    table = word.add_table(rows=1, cols=len(grid.head), style="Table Grid")
    table.autofit = False
    whole = sum(grid.widths)
    for cell, text in zip(table.rows[0].cells, grid.head, strict=True):
        cell.paragraphs[0].add_run(clean(text)).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - it has no other way
    for row in grid.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(clean(text))
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Cm(16 * width / whole)


def _settled(stream: BytesIO) -> bytes:
    """The same archive with one date for all its members."""
    settled = BytesIO()
    with ZipFile(stream) as before, ZipFile(settled, "w", ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = ZIP_DEFLATED
            after.writestr(member, before.read(name))
    return settled.getvalue()

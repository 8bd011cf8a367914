"""A document as a Word file: styles, headings and tables, open to mark-up."""

from datetime import UTC, datetime
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from licet.errors import UsageError
from licet.report.counsel.blocks import Block, Document, Grid, Heading, Para, Points, Quote
from licet.report.counsel.docx_grid import WIDTH, put_grid
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
    _page(word)
    _head(word, document)
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        _put(word, block, following)
    stream = BytesIO()
    word.save(stream)
    return _settled(stream)


def _page(word: "Word") -> None:
    """A4 with a page number at the foot of each page."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.shared import Cm  # noqa: PLC0415 - as above

    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    section.footer.paragraphs[0]._p.append(number)  # noqa: SLF001 - the library has no other way


def _head(word: "Word", document: Document) -> None:
    about = word.core_properties
    about.title, about.author, about.comments = clean(document.title), "Licet", ""
    about.created = about.modified = _DAY
    about.last_modified_by = "Licet"
    word.add_heading(clean(document.title), 0)
    word.add_paragraph(clean(document.line), style="Subtitle")


def _put(word: "Word", block: Block, following: Block | None) -> None:
    """Add a block; a paragraph stays on the page of the list or the table that it opens."""
    match block:
        case Heading():
            word.add_heading(clean(block.text), block.level)
        case Para():
            paragraph = word.add_paragraph()
            if block.lead:
                paragraph.add_run(clean(block.lead).strip() + " ").bold = True
            paragraph.add_run(clean(block.text))
            paragraph.paragraph_format.keep_with_next = isinstance(following, Points | Grid)
        case Points():
            for item in block.items:
                word.add_paragraph(clean(item), style="List Number" if block.numbered else "List Bullet")
        case Quote():
            paragraph = word.add_paragraph(style="Intense Quote")
            paragraph.add_run(f"\N{LEFT DOUBLE QUOTATION MARK}{clean(block.text)}\N{RIGHT DOUBLE QUOTATION MARK}")
            paragraph.add_run(f"  {clean(block.source)}").italic = False
        case Grid():
            put_grid(word, block)
            word.add_paragraph().paragraph_format.space_after = 0  # a table has no space of its own after it


def _settled(stream: BytesIO) -> bytes:
    """The same archive with one date for all its members."""
    settled = BytesIO()
    with ZipFile(stream) as before, ZipFile(settled, "w", ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            member = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = ZIP_DEFLATED
            after.writestr(member, before.read(name))
    return settled.getvalue()

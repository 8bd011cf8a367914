"""A table of a Word file, written as fast as long annexes need it."""

from collections.abc import Iterable
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from licet.report.counsel.blocks import Grid
from licet.report.words import clean

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.shared import Length
    from docx.table import _Row as Row

WIDTH: Final = 16.0
"""Centimeters between the margins of a page."""


def put_grid(word: "Word", grid: Grid) -> None:
    """Add a table whose head repeats on every page, and whose rows are not torn apart.

    One row is made with all its properties, and the others are copies of it with their own words: making each cell
    through the library takes ten times as long.
    """
    from docx.oxml import OxmlElement  # noqa: PLC0415 - an extra, slow to import
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.shared import Cm  # noqa: PLC0415 - as above

    table = word.add_table(rows=2, cols=len(grid.head), style="Table Grid")
    table.autofit = False
    widths = [Cm(WIDTH * share / sum(grid.widths)) for share in grid.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    head, model = table.rows
    _fill(head, [clean(text) for text in grid.head], widths)
    _mark(head, "w:tblHeader")
    for cell in head.cells:
        cell.paragraphs[0].runs[0].bold = True
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "EDEFF3")
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - the library has no other way
    _fill(model, ["-"] * len(grid.head), widths)
    table._tbl.remove(model._tr)  # noqa: SLF001 - as above
    texts = qn("w:t")
    for row in grid.rows:
        copy = deepcopy(model._tr)  # noqa: SLF001 - as above
        for place, text in zip(copy.iter(texts), row, strict=True):
            place.text = clean(text)
        table._tbl.append(copy)  # noqa: SLF001 - as above


def _fill(row: "Row", words: Iterable[str], widths: Iterable["Length"]) -> None:
    """Give each cell of a row its width and its words; the row stays on one page."""
    from docx.shared import Pt  # noqa: PLC0415 - as above

    _mark(row, "w:cantSplit")
    for cell, text, width in zip(row.cells, words, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(text).font.size = Pt(9)


def _mark(row: "Row", name: str) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - as above

"""XLSX: every table of a result as a sheet; cells are texts, never formulas or links."""

import io
from datetime import UTC, datetime
from typing import Final

from licet.errors import UsageError
from licet.report.bom import EPOCH
from licet.report.options import Options
from licet.report.result import Result
from licet.report.tables import Sheet, sheets_of

_WIDEST: Final = 60
_NARROWEST: Final = 8
_ROWS: Final = 100_000


def render(result: Result, options: Options) -> bytes:  # noqa: ARG001 - every reporter has this signature
    """Return the workbook.

    Raises:
        UsageError: the library behind it is not installed.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra, needed here alone
    except ImportError as error:
        raise UsageError("XLSX needs the library xlsxwriter", hint="pip install 'licet[tables]'") from error
    out = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, settings) as book:
        day = datetime.fromisoformat(result["date"] or EPOCH).replace(tzinfo=UTC)
        book.set_properties({"title": f"Licet: {result['product']['name']}"[:200], "created": day})
        bold = book.add_format({"bold": True})
        for sheet in sheets_of(result):
            page = book.add_worksheet(sheet.name)
            for column, width in enumerate(_widths(sheet)):
                page.set_column(column, column, width)
                page.write_string(0, column, sheet.header[column], bold)
            for number, row in enumerate(sheet.rows[:_ROWS], start=1):
                for column, cell in enumerate(row):
                    page.write_string(number, column, cell)
            page.freeze_panes(1, 1)
            page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.header) - 1)
    return out.getvalue()


def _widths(sheet: Sheet) -> list[int]:
    """A width for each column that fits most of its cells."""
    columns = zip(sheet.header, *sheet.rows[:200], strict=True)
    return [min(max(_NARROWEST, *map(len, cells)) + 2, _WIDEST) for cells in columns]

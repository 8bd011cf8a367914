"""CSV: one row per part, for a spreadsheet or a script (RFC 4180, but lines end in a plain newline)."""

import csv
import io

from licet.report.lookup import index_of
from licet.report.options import Options
from licet.report.result import Result
from licet.report.tables import parts


def render(result: Result, options: Options, *, judged: bool = True) -> str:  # noqa: ARG001 - a reporter's signature
    """Return the parts with a header line; no cell begins like a formula, unjudged ones have no verdict."""
    sheet = parts(index_of(result), judged=judged)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(sheet.header)
    writer.writerows(sheet.rows)
    return out.getvalue()

"""The last stage: every output is a reading of one `Result`, which is a reading of one `Analysis`.

`view.result_of` makes the result, the functions of `REPORTERS` write it, `output.deliver` puts it where it belongs.
The libraries behind a format are loaded only when that format is written.
"""

from collections.abc import Callable
from typing import Final

from licet.report.options import Options
from licet.report.result import Result

__all__ = ["ALL", "BINARY", "FORMATS", "REPORTERS", "SUFFIXES", "BinaryReporter", "Options", "Reporter", "format_of"]

Reporter = Callable[[Result, Options], str]
"""What writes a result in one format."""

BinaryReporter = Callable[[Result, Options], bytes]
"""The same for a format that is no text."""


def _terminal(result: Result, options: Options) -> str:
    from licet.report import terminal  # noqa: PLC0415 - rich is loaded for text alone

    return terminal.render(result, options)


def _json(result: Result, options: Options) -> str:
    from licet.report import document  # noqa: PLC0415 - each format brings only its own modules

    return document.render(result, options)


def _html(result: Result, options: Options) -> str:
    from licet.report import html  # noqa: PLC0415 - jinja2 is loaded for pages alone

    return html.render(result, options)


def _spdx3(result: Result, options: Options) -> str:
    from licet.report import spdx3  # noqa: PLC0415 - as above

    return spdx3.render(result, options)


def _spdx2(result: Result, options: Options) -> str:
    from licet.report import spdx2  # noqa: PLC0415 - as above

    return spdx2.render(result, options)


def _cyclonedx(result: Result, options: Options) -> str:
    from licet.report import cyclonedx  # noqa: PLC0415 - as above

    return cyclonedx.render(result, options)


def _cyclonedx_1_6(result: Result, options: Options) -> str:
    from licet.report import cyclonedx  # noqa: PLC0415 - as above

    return cyclonedx.render(result, options, version="1.6")


def _sarif(result: Result, options: Options) -> str:
    from licet.report import sarif  # noqa: PLC0415 - as above

    return sarif.render(result, options)


def _junit(result: Result, options: Options) -> str:
    from licet.report import junit  # noqa: PLC0415 - as above

    return junit.render(result, options)


def _codequality(result: Result, options: Options) -> str:
    from licet.report import codequality  # noqa: PLC0415 - as above

    return codequality.render(result, options)


def _markdown(result: Result, options: Options) -> str:
    from licet.report import pull_request  # noqa: PLC0415 - as above

    return pull_request.render(result, options)


def _csv(result: Result, options: Options) -> str:
    from licet.report import comma_separated  # noqa: PLC0415 - as above

    return comma_separated.render(result, options)


def _xlsx(result: Result, options: Options) -> bytes:
    from licet.report import workbook  # noqa: PLC0415 - xlsxwriter is loaded for workbooks alone

    return workbook.render(result, options)


def _memo_docx(result: Result, options: Options) -> bytes:  # noqa: ARG001 - every reporter has this signature
    from licet.report.counsel import docx, memo  # noqa: PLC0415 - python-docx is loaded for Word files alone

    return docx.render(memo.memo(result))


def _memo_pdf(result: Result, options: Options) -> bytes:  # noqa: ARG001 - as above
    from licet.report.counsel import memo, pdf  # noqa: PLC0415 - typst is loaded for PDF files alone

    return pdf.render(memo.memo(result))


def _incident_docx(result: Result, options: Options) -> bytes:  # noqa: ARG001 - as above
    from licet.report.counsel import docx, incident  # noqa: PLC0415 - as above

    return docx.render(incident.incident(result))


def _incident_pdf(result: Result, options: Options) -> bytes:  # noqa: ARG001 - as above
    from licet.report.counsel import incident, pdf  # noqa: PLC0415 - as above

    return pdf.render(incident.incident(result))


REPORTERS: Final[dict[str, Reporter]] = {
    "terminal": _terminal,
    "json": _json,
    "html": _html,
    "spdx3": _spdx3,
    "spdx2": _spdx2,
    "cyclonedx": _cyclonedx,
    "cyclonedx-1.6": _cyclonedx_1_6,
    "sarif": _sarif,
    "junit": _junit,
    "codequality": _codequality,
    "markdown": _markdown,
    "csv": _csv,
}
"""Every format that is text, by its name."""

BINARY: Final[dict[str, BinaryReporter]] = {
    "xlsx": _xlsx,
    "memo-docx": _memo_docx,
    "memo-pdf": _memo_pdf,
    "incident-docx": _incident_docx,
    "incident-pdf": _incident_pdf,
}
"""Every format that is no text, by its name."""

ALL: Final[dict[str, Reporter | BinaryReporter]] = {**REPORTERS, **BINARY}
"""Every format by its name."""

FORMATS: Final = tuple(ALL)
"""The names of all formats."""

SUFFIXES: Final = {
    ".spdx3.json": "spdx3",
    ".spdx.json": "spdx2",
    ".cdx-1.6.json": "cyclonedx-1.6",
    ".cdx.json": "cyclonedx",
    ".sarif.json": "sarif",
    ".sarif": "sarif",
    ".codequality.json": "codequality",
    "code-quality-report.json": "codequality",
    ".xml": "junit",
    ".md": "markdown",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".incident.docx": "incident-docx",
    ".incident.pdf": "incident-pdf",
    ".docx": "memo-docx",
    ".pdf": "memo-pdf",
    ".txt": "terminal",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
}
"""The format that a file's name asks for; the first that fits counts."""


def format_of(path: str) -> str | None:
    """The format that goes with a file's suffix; None where the suffix says nothing."""
    name = path.lower()
    return next((form for suffix, form in SUFFIXES.items() if name.endswith(suffix)), None)

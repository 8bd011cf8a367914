"""The last stage: every output is a reading of one `Result`, which is a reading of one `Analysis`.

`view.result_of` makes the result, the functions of `REPORTERS` write it, `output.deliver` puts it where it belongs.
The libraries behind a format are loaded only when that format is written.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Final, cast

from licet.report.options import Options
from licet.report.result import Result

__all__ = ["ALL", "BINARY", "FORMATS", "REPORTERS", "SUFFIXES", "BinaryReporter", "Options", "Reporter", "format_of"]

Reporter = Callable[[Result, Options], str]
"""What writes a result in one format."""

BinaryReporter = Callable[[Result, Options], bytes]
"""The same for a format that is no text."""


def _text(module: str, **options: object) -> Reporter:
    """The `render` of a module of this package, imported when it is first called."""
    return lambda result, given: cast("str", import_module(f"licet.report.{module}").render(result, given, **options))


def _workbook(result: Result, options: Options) -> bytes:
    return cast("bytes", import_module("licet.report.workbook").render(result, options))


def _counsel(says: str, becomes: str) -> BinaryReporter:
    """A document for counsel (`memo`, `incident`) as a kind of file (`docx`, `pdf`)."""

    def render(result: Result, options: Options) -> bytes:  # noqa: ARG001 - every reporter has this signature
        document = getattr(import_module(f"licet.report.counsel.{says}"), says)(result)
        return cast("bytes", import_module(f"licet.report.counsel.{becomes}").render(document))

    return render


REPORTERS: Final[dict[str, Reporter]] = {
    "terminal": _text("terminal"),
    "json": _text("document"),
    "html": _text("html"),
    "spdx3": _text("spdx3"),
    "spdx2": _text("spdx2"),
    "cyclonedx": _text("cyclonedx"),
    "cyclonedx-1.6": _text("cyclonedx", version="1.6"),
    "sarif": _text("sarif"),
    "junit": _text("junit"),
    "codequality": _text("codequality"),
    "markdown": _text("pull_request"),
    "csv": _text("comma_separated"),
}
"""Every format that is text, by its name."""

BINARY: Final[dict[str, BinaryReporter]] = {
    "xlsx": _workbook,
    **{f"{says}-{becomes}": _counsel(says, becomes) for says in ("memo", "incident") for becomes in ("docx", "pdf")},
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

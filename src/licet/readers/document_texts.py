"""The text of a document in any usual format: plain text, HTML, notebooks, PDF, DOCX, ODT and RTF.

What a file is, its first bytes tell; the name decides only among the formats that are text themselves. Lines keep
their numbers in plain text and HTML; of the other formats, they count within the extracted text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from licet.model.bom import Problem
from licet.readers.not_read import AS_TEXT, EXPORT, MAX_TEXT, NotRead
from licet.readers.opened import OpenedFile
from licet.readers.pdf_texts import pdf_text
from licet.readers.structured import items, json_table, not_text, table
from licet.readers.word_texts import office_text, rtf_text

MAX_BYTES: Final = 4 * 1024 * 1024
"""Bytes of one document."""
MAX_NOTEBOOK_VALUES: Final = 500_000
"""Values of one notebook, counted by their commas and brackets before they are parsed."""

_PDF_START: Final = 1024  # bytes before the mark that readers of PDF tolerate
_WEB: Final = (".html", ".htm", ".xhtml")
_BINARY: Final = (".pdf", ".docx", ".odt", ".doc", ".rtf")
_PACKAGES: Final = ("DOCX", "ODT")
_WEB_PAGE: Final = re.compile(r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?<(?:!doctype\s{1,9}html|html)[\s>]", re.IGNORECASE)
# What begins a stretch without text, and what ends it.
_HIDDEN: Final = re.compile(r"<(script|style|template|svg)(?=[\s/>])", re.IGNORECASE)
_ENDINGS: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])[^<>]*+>?", re.IGNORECASE) for name in ("script", "style", "template", "svg")
}
_NAME: Final = r"<[/!?]?[A-Za-z][A-Za-z0-9:-]*+(?=[\s/?>])"
# No part of a tag reaches over the next "<", so every character is looked at once.
_TAG: Final = re.compile(rf"""{_NAME}(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>|{_NAME}[^<>]*+>""")


_LEADING: Final = ("<a ", "<a\n", "<li")  # of links and list items the identify stage takes care


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of a document; `note` says what was guessed or is missing."""

    text: str
    note: str = ""


def document_text(file: OpenedFile) -> Text | Problem:
    """Return the text of a file in whatever format it is, or the problem that hides it."""
    kind = _kind(file)
    if len(file.data) > MAX_BYTES:
        return _problem(file, kind, f"not read: larger than {MAX_BYTES // 1024**2} MiB", AS_TEXT)
    try:
        match kind:
            case "PDF":
                text, note = pdf_text(file.data)
            case "DOCX" | "ODT" | "ZIP":
                (text, kind), note = office_text(file.data), ""
            case "RTF":
                text, note = rtf_text(file.data)
            case "DOC":
                return _problem(file, kind, "the format of old word processors is not read", "save it as .docx or .txt")
            case "notebook":
                return _notebook(file)
            case _:
                return _plain(file)
    except NotRead as fault:
        return _problem(file, kind, fault.reason, fault.hint)
    if not text.strip():
        images = ", perhaps because its pages are images" if kind == "PDF" else ""
        return _problem(file, kind, f"it holds no text{images}", AS_TEXT)
    return Text(text=text, note=note)


def _kind(file: OpenedFile) -> str:
    start = file.data[:_PDF_START]
    if b"%PDF-" in start and (start.startswith(b"%PDF-") or file.name.lower().endswith(".pdf") or b"\x00" in start):
        return "PDF"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for kind in _PACKAGES if file.name.upper().endswith(f".{kind}")), "ZIP")
    if start.startswith(b"{\\rtf"):
        return "RTF"
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "DOC"
    return "notebook" if file.name.lower().endswith(".ipynb") else ""


def _problem(file: OpenedFile, kind: str, reason: str, hint: str) -> Problem:
    return Problem(path=file.path, reason=f"{kind}: {reason}" if kind else reason, hint=hint)


def _plain(file: OpenedFile) -> Text | Problem:
    """Return text, Markdown, source code or HTML; tags other than those of HTML pages stay in it."""
    name = file.name.lower()
    claimed = next((ending[1:].upper() for ending in _BINARY if name.endswith(ending)), "")
    decoded = _decoded(file)
    if not decoded:
        if claimed:
            return _problem(file, "", f"it is no {claimed} file that can be read, though its name says so", EXPORT)
        return not_text(file)
    text, note = decoded.text, decoded.note
    if claimed and text.strip():
        note = f"no {claimed} file, though its name says so; read as text"
    if name.endswith(_WEB) or _WEB_PAGE.match(text[:MAX_TEXT]):
        text = _TAG.sub(_blank, _without_hidden(text))
    return Text(text=text, note=note)


def _decoded(file: OpenedFile) -> Text | None:
    """Return the text, and a note where its encoding had to be guessed; None for a binary file."""
    try:
        return Text(text=file.text())
    except UnicodeDecodeError:
        pass
    if b"\x00" in file.data:
        return None
    try:
        text = file.data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return Text(text=text.replace("\r\n", "\n").replace("\r", "\n"), note="read as Windows-1252")


def _without_hidden(text: str) -> str:
    """Blank scripts, styles and drawings up to their end, or to the end of the page as a browser does.

    Comments stay, those of scripts too: the license of a page, or of a script in it, stands there.
    """
    parts: list[str] = []
    position = 0
    while match := _HIDDEN.search(text, position):
        ending = _ENDINGS[match[1].lower()].search(text, match.end())
        parts.append(text[position : match.start()])
        position = ending.end() if ending else len(text)
        parts.extend(_comments(text[match.start() : position]))
    parts.append(text[position:])
    return "".join(parts)


def _blank(tag: re.Match[str]) -> str:
    """Blank a tag; one that leads to an address stays, for the address may be that of a license."""
    return tag.group() if tag.group()[:3].lower() in _LEADING else _lines(tag.group())


def _comments(block: str) -> Iterator[str]:
    """Yield the comments of a script or a style, and what takes the place of all else in it."""
    done = 0
    while (start := block.find("/*", done)) >= 0:
        end = block.find("*/", start + 2)
        end = end + 2 if end >= 0 else len(block)
        yield _lines(block[done:start])
        yield block[start:end]
        done = end
    yield _lines(block[done:])


def _lines(text: str) -> str:
    """Return what takes the place of markup: a space, and the ends of its lines."""
    return " " + "\n" * text.count("\n")


def _notebook(file: OpenedFile) -> Text | Problem:
    """Return the sources of the cells one below the other; what the cells printed is left out."""
    data = file.data
    if data.count(b",") + data.count(b"[") + data.count(b"{") > MAX_NOTEBOOK_VALUES:
        return _problem(file, "notebook", f"not read: holds more than {MAX_NOTEBOOK_VALUES} values", AS_TEXT)
    document = json_table(file)
    if isinstance(document, Problem):
        return replace(document, hint=document.hint or EXPORT)
    # Format 4 has the cells on top, format 3 in worksheets.
    sheets = (document, *(table(sheet) for sheet in items(document.get("worksheets"))))
    cells = [table(cell) for sheet in sheets for cell in items(sheet.get("cells"))]
    if not cells:
        return _problem(file, "notebook", "it holds no cells", AS_TEXT)
    return Text(text="\n".join(_source(cell.get("source", cell.get("input"))) for cell in cells))


def _source(source: object) -> str:
    lines = source if isinstance(source, str) else "".join(line for line in items(source) if isinstance(line, str))
    return lines.replace("\r\n", "\n").replace("\r", "\n")

"""The license headers of source files: opening comments that speak of a license, and SPDX tags.

Only the head of a file is looked at. Source: REUSE 3.3 (comment headers), SPDX 2.3 annex E (tags in files).
"""

import re
from typing import Final

from licet.model.bom import Found, LicenseText
from licet.readers.comments import SOURCE, comments, ending_of
from licet.readers.opened import OpenedFile

NAME: Final = "source-headers"
LIMIT: Final = 4 * 1024
HEAD: Final = True
"""Only the first `LIMIT` bytes of a file are needed."""

_SPEAKS: Final = (
    *("licen", "spdx", "permission", "permitted", "warrant", "redistribut", "public domain", "under the terms"),
    *("released under", "distributed under", "commercial", "confidential"),
)
"""Words without which no header says anything of a license; a copyright line alone is none."""
_SPEAKS_BYTES: Final = tuple(word.encode() for word in _SPEAKS)
_SIGNED: Final = re.compile(r"copyright|\(c\)|\u00a9|author|coding[:=]|^#!", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")
# The sources of a cell of a notebook: a text, or a list of texts.
_CELL: Final = re.compile(r'"(?:source|input)"\s{0,20}:\s{0,20}(?=[\["])')
_STRING: Final = re.compile(r'\s{0,200}[\[,]?\s{0,200}"((?:[^"\\\n]|\\.)*)"')
_ESCAPED: Final = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_SURROGATES: Final = range(0xD800, 0xE000)
_ESCAPES: Final = {"n": "\n", "t": " ", "r": "", "b": "", "f": ""}


def wants(path: str) -> bool:
    """Tell whether the path is one of a source file."""
    return ending_of(path) in SOURCE


def read(file: OpenedFile) -> Found:
    """Return the header of a source file; one without words where the file has none, nothing where it is no text."""
    data = file.data[:LIMIT]
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not data.strip() or (b"\x00" in data and not marked):
        return Found()
    lowered = data.lower()
    speaks = marked or any(word in lowered for word in _SPEAKS_BYTES)
    line, text = _header(_decoded(data, marked=marked), ending_of(file.path)) if speaks else (0, "")
    return Found(texts=(LicenseText(text=text, role="header", covers="code", evidence=file.evidence(line)),))


def same_header(text: str) -> str:
    """Return what of a header is compared: its words, but for lines that only say whose file it is."""
    lines = (line for line in text.split("\n") if _last_word(line) >= 0 or not _SIGNED.search(line))
    return " ".join(_WORD.findall(" ".join(lines).casefold()))


def _decoded(data: bytes, *, marked: bool) -> str:
    """Return the head as text, whatever its encoding; the last line of one that was cut off is left out."""
    text = data.decode("utf-16" if marked else "utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    return text[: text.rfind("\n") + 1] if len(data) == LIMIT and "\n" in text else text


def _header(head: str, ending: str) -> tuple[int, str]:
    """Return the line (from 1) and the words of all comments that speak of a license, at their distance in lines."""
    before, text = _cells(head) if ending == ".ipynb" else (0, head)
    kept: list[str] = []
    line = 0
    last = text.count("\n", 0, max(0, _last_word(text)))
    for first, lines in comments(text, ending):
        if _last_word("\n".join(lines)) >= 0:
            line = line or before + first + 1
            kept += [""] * (before + first + 1 - line - len(kept))
            kept += lines
        if first + len(lines) > last:
            break
    return line, "\n".join(kept)


def _last_word(text: str) -> int:
    """Return where the last word that speaks of a license stands; less than 0 where there is none."""
    lowered = text.lower()
    return max(lowered.rfind(word) for word in _SPEAKS)


def _cells(head: str) -> tuple[int, str]:
    """Return the sources of the cells in the head of a notebook, and the lines before them.

    Each line of a cell has a line of its own in the usual layout; elsewhere the lines are near the place.
    """
    found: list[str] = []
    before = -1
    for cell in _CELL.finditer(head):
        position, is_list = cell.end(), head[cell.end()] == "["
        while part := _STRING.match(head, position):
            line = head.count("\n", 0, part.start(1))
            before = line if before < 0 else before
            found += [""] * (line - before - len(found))
            found += _ESCAPED.sub(_plain, part[1]).removesuffix("\n").split("\n")
            position = part.end() if is_list else len(head)
    return max(before, 0), "\n".join(found)


def _plain(escape: re.Match[str]) -> str:
    sign = escape[1]
    if len(sign) == 1:
        return _ESCAPES.get(sign, sign)
    code = int(sign[1:], 16)
    return "\ufffd" if code in _SURROGATES else chr(code)

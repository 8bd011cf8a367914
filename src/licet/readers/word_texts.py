"""The text of DOCX, ODT and RTF files, under bounds.

DOCX and ODT are read straight from their XML: that needs no library, and bytes are counted while they are inflated.
"""

import re
import zipfile
import zlib
from io import BytesIO
from struct import error as StructError  # noqa: N812 - an exception, named as one
from typing import Final
from xml.parsers import expat

from licet.readers.not_read import AS_TEXT, EXPORT, MAX_TEXT, NotRead

MAX_FILES: Final = 5_000
"""Files in one DOCX or ODT file."""
MAX_XML: Final = 4 * 1024 * 1024
"""Bytes of one XML file in a DOCX or ODT file."""
MAX_DEPTH: Final = 200
"""Elements around a text in XML, groups around it in RTF."""
MAX_PIECES: Final = 1_000_000
"""Control words, braces and runs of text in one RTF file."""


def office_text(data: bytes) -> tuple[str, str]:
    """Return the text of a DOCX or ODT file, one line for each paragraph, and the name of the format.

    The text is read straight from the XML: it needs no library, and the bytes are counted while they are inflated.

    Raises:
        NotRead: the file is broken, protected, too large in some way, or a package of another kind.
    """
    if data.count(b"PK\x01\x02") > MAX_FILES:
        raise NotRead(f"it holds more than {MAX_FILES} files")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "content.xml" in names:
                return _xml_text(_inflated(archive, "content.xml")), "ODT"
            main = _main_part(archive) if "_rels/.rels" in names else ""
            if main not in names:
                raise NotRead(
                    "it is a ZIP archive, and no document in it is read", "unpack it, or put the text beside it"
                )
            folder = main.rpartition("/")[0]
            parts = (main, f"{folder}/footnotes.xml", f"{folder}/endnotes.xml")
            texts = [_xml_text(_inflated(archive, part)) for part in parts if part in names]
            return "\n".join(texts), "DOCX"
    except _BROKEN_ARCHIVE as error:
        raise NotRead(f"it is broken ({type(error).__name__})", EXPORT) from None


_BROKEN_ARCHIVE: Final = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, StructError, EOFError),
    *(LookupError, NotImplementedError, OSError, ValueError),
)
_PARAGRAPHS: Final = frozenset({"p", "h"})
_TEXTS: Final = frozenset({"t"})
# What is written in place of an element, in both formats.
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " ", "noBreakHyphen": "-"}
# What is deleted, written twice, or said about the text.
_LEFT_OUT: Final = frozenset({"Fallback", "tracked-changes", "annotation", "note-citation", "del", "moveFrom"})


def _inflated(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return one file of an archive; whatever size it declares, no more than `MAX_XML` bytes are inflated."""
    info = archive.getinfo(name)
    if info.flag_bits & 1:
        raise NotRead("it is protected by a password")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise NotRead("it is compressed in a way that is not read", EXPORT)
    with archive.open(info) as stream:
        xml = stream.read(MAX_XML + 1)
    if len(xml) > MAX_XML:
        raise NotRead(f"not read: {name} inflates to more than {MAX_XML // 1024**2} MiB")
    return xml


def _main_part(archive: zipfile.ZipFile) -> str:
    """Return the path of the document in a package (ECMA-376 part 2, relationships of the package)."""
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "")
        if name.rpartition(":")[2] == "Relationship" and kind.endswith("/officeDocument"):
            found.append(attributes.get("Target", "").removeprefix("/"))

    parser = _parser()
    parser.StartElementHandler = start
    parser.Parse(_inflated(archive, "_rels/.rels"), True)  # noqa: FBT003 - takes no keyword
    return found[0] if found else ""


class _XmlText:
    """Gathers the text of the paragraphs of a document while its XML is read."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._size = 0
        self._open: list[str] = []
        self._left_out = 0
        self._paragraphs = 0
        self._plain = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        prefix, _, name = tag.rpartition(":")
        self._open.append(name)
        if len(self._open) > MAX_DEPTH:
            raise NotRead(f"not read: nested deeper than {MAX_DEPTH} levels", EXPORT)
        if self._left_out or name in _LEFT_OUT:
            self._left_out += 1
            return
        if name in _PARAGRAPHS:
            self._paragraphs += 1
            self._plain += prefix == "text"
        elif self._paragraphs and name in _SIGNS and self._open[-2] != "tabs":
            times = attributes.get("text:c", "1")
            self._add(_SIGNS[name] * (min(int(times), 200) if times.isdecimal() and name == "s" else 1))

    def end(self, _tag: str) -> None:
        name = self._open.pop()
        if self._left_out:
            self._left_out -= 1
        elif name in _PARAGRAPHS:
            self._paragraphs -= 1
            self._plain = max(0, self._plain - 1)
            self._add("\n")

    def data(self, text: str) -> None:
        # In ODT every text of a paragraph counts, and its line breaks are mere layout; in DOCX only what is in <w:t>.
        if self._left_out or not self._paragraphs:
            return
        if self._plain:
            self._add(" ".join(text.split("\n")))
        elif self._open[-1] in _TEXTS:
            self._add(text)

    def _add(self, text: str) -> None:
        self._size += len(text)
        if self._size > MAX_TEXT:
            raise NotRead(f"not read: its text is longer than {MAX_TEXT} characters")
        self.parts.append(text)


def _xml_text(xml: bytes) -> str:
    gathered = _XmlText()
    parser = _parser()
    parser.StartElementHandler = gathered.start
    parser.EndElementHandler = gathered.end
    parser.CharacterDataHandler = gathered.data
    parser.Parse(xml, True)  # noqa: FBT003 - takes no keyword
    return "".join(gathered.parts)


def _parser() -> expat.XMLParserType:
    def refuse(*_declaration: object) -> None:
        raise NotRead("not read: it declares a document type, which no word processor writes", EXPORT)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    return parser


# A control word, a byte in hexadecimal, a control symbol, a brace, a run of text (RTF 1.9.1, conventions of a reader).
_RTF: Final = re.compile(
    r"\\([A-Za-z]{1,32})(-?[0-9]{1,9})? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|([^\\{}\r\n]++)", re.DOTALL
)
_RTF_SIGNS: Final = {
    **dict.fromkeys(("par", "line", "row", "sect", "page", "softline"), "\n"),
    **dict.fromkeys(("tab", "cell", "nestcell"), "\t"),
    **dict.fromkeys(("emspace", "enspace", "qmspace"), " "),
    "emdash": "\u2014",
    "endash": "\u2013",
    "bullet": "\u2022",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
}
_RTF_SYMBOLS: Final = {"\\": "\\", "{": "{", "}": "}", "~": " ", "_": "-", "\n": "\n", "\r": "\n"}
_RTF_LEFT_OUT: Final = frozenset(
    {
        *("fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "info", "pict", "object", "objdata"),
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "fldinst", "themedata"),
        *("colorschememapping", "latentstyles", "datastore", "generator", "xmlnstbl", "rsidtbl", "filetbl", "revtbl"),
    }
)
_RTF_PAGES: Final = frozenset({437, 850, 852, 874, *range(1250, 1259)})


def rtf_text(data: bytes) -> tuple[str, str]:
    """Return the text of an RTF file, one line for each paragraph, and a note where the file ends early.

    Raises:
        NotRead: the text is too long, or its groups are nested too deeply.
    """
    source = data.decode("latin-1")
    page = re.search(r"\\ansicpg([0-9]{1,5})(?![0-9])", source[:4096])
    text = _Rtf(f"cp{page[1]}" if page and int(page[1]) in _RTF_PAGES else "cp1252")
    position = 0
    for _ in range(MAX_PIECES):
        match = None if text.closed else _RTF.search(source, position)
        if not match:
            break
        position = match.end() + text.take(match)
    else:
        raise NotRead(f"not read: it consists of more than {MAX_PIECES} pieces", EXPORT)
    whole = "".join(text.parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\x00", "")
    return whole, "" if text.closed else "the file ends before its text is closed"


class _Rtf:
    r"""Gathers the text of an RTF file: each open group remembers whether it is left out, and how `\u` is followed."""

    def __init__(self, encoding: str) -> None:
        self.parts: list[str] = []
        self.closed = False
        self._encoding = encoding
        self._groups: list[tuple[bool, int]] = []
        self._left_out = False
        self._after = 1  # characters that stand behind a \u for readers that do not know it
        self._skip = 0
        self._size = 0

    def take(self, match: re.Match[str]) -> int:
        """Take one piece; return how many characters behind it are no text."""
        word, number, code, symbol, brace, run = match.groups()
        if brace:
            self._brace(brace)
        elif word:
            return self._word(word, int(number) if number else None)
        elif symbol == "*":
            self._left_out = True
        elif symbol:
            self._add(_RTF_SYMBOLS.get(symbol, ""))
        else:
            raw = bytes([int(code, 16)]) if code else run.encode("latin-1")
            self._add(raw.decode(self._encoding, "replace"))
        return 0

    def _brace(self, brace: str) -> None:
        self._skip = 0
        if brace == "{":
            self._groups.append((self._left_out, self._after))
            if len(self._groups) > MAX_DEPTH:
                raise NotRead(f"not read: nested deeper than {MAX_DEPTH} levels", EXPORT)
        elif self._groups:
            self._left_out, self._after = self._groups.pop()
            self.closed = not self._groups

    def _word(self, word: str, number: int | None) -> int:
        if word in _RTF_LEFT_OUT:
            self._left_out = True
        elif word == "bin":
            return max(0, number or 0)
        elif word == "uc":
            self._after = min(max(0, number or 0), 10)
        elif word == "u" and number is not None:
            self._skip = 0
            self._add(chr(number % 0x10000))
            self._skip = self._after
        else:
            self._add(_RTF_SIGNS.get(word, ""))
        return 0

    def _add(self, text: str) -> None:
        skipped = min(self._skip, len(text))
        self._skip -= skipped
        if self._left_out or skipped == len(text):
            return
        self._size += len(text)
        if self._size > MAX_TEXT:
            raise NotRead(f"not read: its text is longer than {MAX_TEXT} characters", AS_TEXT)
        self.parts.append(text[skipped:])

"""The text of PDF files, under bounds.

A PDF of a few kilobytes can ask for gigabytes or for hours. What its streams inflate to is counted, and the work on it
is counted in function calls: the same file always ends at the same place.
"""

import logging
import re
import sys
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from struct import error as StructError  # noqa: N812 - an exception, named as one
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Final

from licet.readers.not_read import EXPORT, MAX_TEXT, NotRead

if TYPE_CHECKING:
    from pypdf import Configuration, PageObject, PdfReader

MAX_PAGES: Final = 500
MAX_CALLS: Final = 10_000_000
"""Function calls and returns while a PDF is read: some seconds; a page of print takes about 150,000."""
MAX_INFLATED: Final = 16 * 1024 * 1024
"""Bytes to which all streams of a PDF that matter for its text may inflate."""
MAX_STREAM: Final = 1024 * 1024
"""Bytes of one such stream, before and after each of its filters taken together."""
MAX_SEARCHED: Final = 128 * 1024 * 1024
"""Bytes that are searched in all for objects which are not where the PDF says."""
MAX_PAGE: Final = 512 * 1024
"""Bytes of the drawing instructions of one page of a PDF."""
MAX_PAGE_TEXT: Final = 100_000
"""Characters of one page of a PDF; a page of print has up to 8,000."""
MAX_RESOURCES: Final = 500
"""Fonts and forms that one page of a PDF may use."""
MAX_GLYPH_NAME: Final = 40

_PIECE: Final = 1024
_LONG_TARGET: Final = re.compile(rb"[0-9A-Fa-f]{65,}")
_SURROGATES: Final = re.compile("[\ud800-\udfff\x00]")
_UNREADABLE: Final = re.compile("[\ufffd\ue000-\uf8ff\x01-\x08\x0e-\x1f]")


class _Stop(BaseException):
    """A bound of a PDF is reached; no `Exception`, because pypdf swallows those and would go on."""


def pdf_text(data: bytes) -> tuple[str, str]:
    """Return the text of a PDF, one line for each printed line, and a note about pages without text.

    Raises:
        NotRead: the file is broken, protected, too large in some way, or pypdf is not installed.
    """
    try:
        from pypdf import PdfReader, apply_configuration  # noqa: PLC0415 - an optional library, needed for PDF alone
        from pypdf.errors import DependencyError, LimitReachedError, PyPdfError  # noqa: PLC0415 - see above
        from pypdf.filters import decode_stream_data  # noqa: PLC0415 - see above
    except ImportError:
        hint = "pip install 'licet[documents]', or put the text beside it as .txt"
        raise NotRead("reading it needs the library pypdf", hint) from None
    broken = (  # what mutated files have provoked, and the roots of what the library's own code may raise
        *(PyPdfError, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError),
        *(OSError, StructError, TypeError, ValueError, zlib.error),
    )
    try:
        with _quiet(), apply_configuration(_limits()), _counted(decode_stream_data.__code__):
            reader = PdfReader(_Stream(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise NotRead("it is protected by a password")
            return _pages_text(reader)
    except _Stop as stop:
        raise NotRead(f"not read: {stop}") from None
    except DependencyError:
        raise NotRead("it is encrypted in a way that is not read") from None
    except LimitReachedError:
        raise NotRead("not read: a part of it is too large, or refers to itself", EXPORT) from None
    except RecursionError:
        raise NotRead("not read: it is nested too deeply", EXPORT) from None
    except broken as error:
        raise NotRead(f"it is broken or incomplete ({type(error).__name__})", EXPORT) from None


def _limits() -> "Configuration":
    from pypdf import Configuration  # noqa: PLC0415 - see pdf_text

    return Configuration(
        maximum_declared_stream_length=64 * 1024 * 1024,
        array_based_stream_maximum_output_length=MAX_PAGE,
        array_maximum_element_count=50_000,
        dictionary_maximum_element_count=20_000,
        jbig2_maximum_output_length=1,
        lzw_maximum_output_length=MAX_STREAM,
        run_length_maximum_output_length=MAX_STREAM,
        zlib_maximum_output_length=MAX_STREAM,
        zlib_maximum_recovery_input_length=200_000,
        brotli_maximum_output_length=MAX_STREAM,
        image_maximum_buffer_size=1,
        stream_filters_maximum_length=4,
        stream_decoding_work_maximum_length=MAX_STREAM,
        stream_parsing_work_maximum_count=200_000,
        page_tree_maximum_entries=4 * MAX_PAGES,
        page_tree_maximum_page_entries=100 * MAX_PAGES,
        xform_maximum_invocations_per_extraction=500,
        jbig2dec_binary=None,  # nothing is ever run
        disable_legacy_handling=True,
    )


class _Stream(BytesIO):
    """The bytes of a PDF; objects may overlap, so it is counted how much is taken out of them in large pieces."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._left = 4 * len(data) + 1024 * 1024
        self._searchable = MAX_SEARCHED

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        if len(data) > _PIECE:
            self._left -= len(data)
            if self._left < 0:
                raise _Stop("its objects overlap")
        return data

    def getbuffer(self) -> memoryview:
        # pypdf searches the whole file for each object that it does not find where it should be.
        self._searchable -= len(self.getvalue())
        if self._searchable < 0:
            raise _Stop("its list of objects is wrong in too many places")
        return super().getbuffer()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library's warnings off the terminal: what matters becomes a problem."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


@contextmanager
def _counted(decoder: CodeType) -> Iterator[None]:
    """Stop after `MAX_CALLS` calls and returns, and after `MAX_INFLATED` bytes returned by the decoder."""
    calls, inflated = MAX_CALLS, MAX_INFLATED

    def count(frame: FrameType, event: str, value: object) -> None:  # pragma: no cover - python traces no profiler
        nonlocal calls, inflated
        calls -= 1
        if calls < 0:
            raise _Stop("it takes too long to read")
        if event == "return" and frame.f_code is decoder and isinstance(value, bytes):
            inflated -= len(value)
            if inflated < 0:
                raise _Stop(f"it inflates to more than {MAX_INFLATED // 1024**2} MiB")

    before = sys.getprofile()
    if before is not None:  # someone measures the program, and only one can listen
        yield
        return
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(None)


def _pages_text(reader: "PdfReader") -> tuple[str, str]:
    pages = reader.pages
    if len(pages) > MAX_PAGES:
        raise _Stop(f"it has more than {MAX_PAGES} pages")
    texts: list[str] = []
    left = MAX_TEXT
    for number, page in enumerate(pages, 1):
        text = _page_text(page, number)
        left -= len(text)
        if left < 0:
            raise _Stop(f"its text is longer than {MAX_TEXT} characters")
        texts.append(text)
    whole = "\n".join(texts)
    if len(_UNREADABLE.findall(whole)) * 5 > len(whole):
        raise NotRead("its fonts do not tell which letters they draw")
    bare = sum(1 for text in texts if not text.strip())
    return whole, f"{bare} of {len(texts)} pages hold no text" if bare else ""


def _page_text(page: "PageObject", number: int) -> str:
    contents = page.get_contents()
    if contents is None:
        return ""
    if len(contents.get_data()) > MAX_PAGE:
        raise _Stop(f"the drawing of page {number} is larger than {MAX_PAGE // 1024} KiB")
    _check_fonts(page, number)
    size = shown = 0

    def count_shown(_operator: object, operands: object, *_matrices: object) -> None:
        nonlocal shown
        for operand in operands if isinstance(operands, list) else ():
            for item in operand if isinstance(operand, list) else (operand,):
                shown += len(item) if isinstance(item, (str, bytes)) else 0
        if shown > MAX_PAGE_TEXT:
            raise _Stop(f"page {number} holds more than {MAX_PAGE_TEXT} characters")

    def count_text(text: str, *_place: object) -> None:
        nonlocal size
        size += len(text)
        if size > MAX_PAGE_TEXT:
            raise _Stop(f"page {number} holds more than {MAX_PAGE_TEXT} characters")

    text = page.extract_text(visitor_operand_before=count_shown, visitor_text=count_text)
    if len(text) > MAX_PAGE_TEXT:
        raise _Stop(f"page {number} holds more than {MAX_PAGE_TEXT} characters")
    return _SURROGATES.sub("\ufffd", text).replace("\u00ad\n", "").replace("\r", "\n")


def _check_fonts(page: "PageObject", number: int) -> None:
    """Refuse fonts that turn one byte into a long text: a page of them would not fit into memory."""
    seen: set[int] = set()
    left = MAX_PAGE
    pending: list[object] = [page]
    while pending:
        inherited: Callable[[str], object] | None = getattr(pending.pop(), "get_inherited", None)
        resources = inherited("/Resources") if inherited else None
        for font in _members(resources, "/Font"):
            seen.add(id(font))
            left -= _font_size(font, number)
            if left < 0:
                raise _Stop(f"the fonts of page {number} have more than {MAX_PAGE // 1024} KiB of letters")
        for form in _members(resources, "/XObject"):
            if id(form) not in seen:
                seen.add(id(form))
                pending.append(form)
        if len(seen) > MAX_RESOURCES:
            raise _Stop(f"page {number} uses more than {MAX_RESOURCES} fonts and forms")


def _font_size(font: object, number: int) -> int:
    """Return the size of a font's table of letters, which is read anew for each page."""
    names = _resolved(_resolved(font, "/Encoding"), "/Differences")
    if isinstance(names, list) and any(isinstance(name, str) and len(name) > MAX_GLYPH_NAME for name in names):
        raise _Stop(f"a font of page {number} names its letters with long words")
    read: Callable[[], bytes] | None = getattr(_resolved(font, "/ToUnicode"), "get_data", None)
    letters = read() if read else b""
    if _LONG_TARGET.search(letters.replace(b" ", b"")):
        raise _Stop(f"a font of page {number} turns a letter into a long text")
    return len(letters)


def _members(resources: object, key: str) -> Iterator[object]:
    members = _resolved(resources, key)
    if isinstance(members, dict):
        yield from (_resolved(members, name) for name in members)


def _resolved(holder: object, key: str = "") -> object:
    """Return what a key of a PDF dictionary refers to; None where the holder is no dictionary."""
    value = holder
    if key:
        value = holder.get(key) if isinstance(holder, dict) else None
    resolve: Callable[[], object] | None = getattr(value, "get_object", None)
    return resolve() if resolve else value

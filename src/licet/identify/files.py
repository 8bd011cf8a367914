"""Identify the licenses of files: their text in whatever format, what is recognized in it, and what is left over."""

import os
import re
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

from licet.identify.copyrights import Copyright, copyrights
from licet.identify.index import Index, load
from licet.identify.match import OVERLAP, WINDOW, recognize, recognize_windows
from licet.licenses.expression import all_of, parse
from licet.model.bom import Detection, Evidence, Problem, Span
from licet.readers.comments import SOURCE
from licet.readers.document_texts import MAX_BYTES, Text, document_text
from licet.readers.opened import OpenedFile
from licet.walk import Entry, open_file, open_pieces, walk

MOST: Final = 512 * 1024 * 1024
"""Bytes of a file that are read, in windows."""
STDIN: Final = "-"

_WORD: Final = re.compile(r"[^\W_]")
_MOST_LEFT: Final = 100
"""Stretches without a license that are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one file holds: the licenses, their expression, the stretches that no license takes up, the problems.

    `expression` joins with AND what is granted or named; a license text that is merely mentioned beside others is not
    in it. `copyrights` are told where they were asked for.
    """

    path: str
    expression: str = ""
    detections: tuple[Detection, ...] = ()
    left_over: tuple[Span, ...] = ()
    copyrights: tuple[Copyright, ...] = ()
    problems: tuple[Problem, ...] = ()
    note: str = ""


def paths_below(given: str) -> Iterator[str | Problem]:
    """Yield the files at and below a path, in the order of their paths, and what cannot be walked."""
    if given == STDIN or not os.path.isdir(given):  # noqa: PTH112 - Path.is_dir raises where the system refuses
        yield given
        return
    for found in walk(Path(given)):
        if isinstance(found, Entry):
            yield os.path.join(given, found.path)  # noqa: PTH118 - keeps "./" as the user wrote it
        else:
            yield Problem(path=os.path.join(given, found.path), reason=found.reason, hint=found.hint)  # noqa: PTH118 - as above


def identify_file(path: str, *, notices: bool = False, reading: bool = True) -> Result:
    """Return what a file holds.

    `notices` asks for copyright holders and years as well, `reading` for what differences from known texts say.
    """
    root, name = Path(os.path.dirname(path) or "."), os.path.basename(path)  # noqa: PTH119, PTH120 - keeps what the user wrote
    opened = open_file(root, name, MAX_BYTES)
    if isinstance(opened, Problem):
        large = opened.reason.startswith("not read: larger")
        return _large(root, name, path) if large else _failed(path, opened)
    return identify_bytes(path, opened.data, notices=notices, reading=reading)


def identify_bytes(path: str, data: bytes, *, notices: bool = False, reading: bool = True) -> Result:
    """Return what the bytes of a file hold; its name helps to tell the format."""
    text = document_text(OpenedFile(path=path, data=data, sha256=""))
    if isinstance(text, Problem):
        return _failed(path, text)
    return identify_text(path, text, notices=notices, reading=reading)


def identify_text(path: str, text: Text, *, notices: bool = False, reading: bool = True) -> Result:
    """Return what a text holds."""
    # code that follows a license is no part of it
    code = os.path.splitext(path)[1].lower() in SOURCE  # noqa: PTH122 - the path is kept as the user wrote it
    found = recognize(text.text, Evidence(path=path), apart=False if code else None, reading=reading)
    return Result(
        path=path,
        expression=expression_of(found, load()),
        detections=found,
        left_over=_left_over(text.text, found),
        copyrights=copyrights(text.text) if notices else (),
        note=text.note,
    )


def expression_of(detections: Sequence[Detection], index: Index) -> str:
    """Return what is granted or named, joined with AND; words that name no license in particular are left out."""
    telling = [one.license for one in detections if not _is_generic(one, index)]
    return _joined(tuple(dict.fromkeys(telling)))


@lru_cache(maxsize=4096)
def _joined(licenses: tuple[str, ...]) -> str:
    return str(all_of(parse(one) for one in licenses)) if licenses else ""


def _is_generic(one: Detection, index: Index) -> bool:
    return one.kind == "reference" and one.key in index.generic


def _failed(path: str, problem: Problem) -> Result:
    return Result(
        path=path, problems=(Problem(path=path, reason=problem.reason, hint=problem.hint, line=problem.line),)
    )


def _large(root: Path, name: str, path: str) -> Result:
    """Read a large file in windows; only plain text comes as large as that."""
    pieces = open_pieces(root, name, WINDOW - OVERLAP, MOST)
    if isinstance(pieces, Problem):
        return _failed(path, pieces)
    first = next(pieces, b"")
    if b"\0" in first:
        return _failed(path, Problem(path=path, reason="not text: the file holds NUL bytes"))
    found = recognize_windows(_windows(chain([first], pieces)), Evidence(path=path), apart=False)
    return Result(path=path, expression=expression_of(found, load()), detections=found, note="read in windows")


def _windows(pieces: Iterable[bytes]) -> Iterator[tuple[int, int, str]]:
    """Decode pieces and give each with the end of the one before, the characters and the lines before it."""
    decoder = getincrementaldecoder("utf-8")("replace")
    kept, characters, lines = "", 0, 0
    for piece in pieces:
        window = kept + decoder.decode(piece)
        yield characters, lines, window
        done = max(0, len(window) - OVERLAP)
        lines += window.count("\n", 0, done)
        characters += done
        kept = window[done:]


def _left_over(text: str, found: Sequence[Detection]) -> tuple[Span, ...]:
    """Return the stretches of a text that no license takes up and that hold words."""
    gaps: list[Span] = []
    place, line = 0, 1
    for start, end in (*sorted((span.start, span.end) for one in found for span in one.spans), (len(text), len(text))):
        if start > place and _WORD.search(text, place, start):
            last = line + text.count("\n", place, start)
            gaps.append(Span(start=place, end=start, line=line, last_line=last))
            if len(gaps) == _MOST_LEFT:
                break
        if end > place:
            line += text.count("\n", place, end)
            place = end
    return tuple(gaps)

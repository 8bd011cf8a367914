"""`licet license review FILE`: read an unseen agreement as draft statements, for a specialist to confirm."""

import argparse
import os
import re
import sys
from hashlib import sha256
from pathlib import Path
from typing import Final

from licet.cli.review_forms import as_json, as_markdown, as_terminal
from licet.errors import TargetError, UsageError
from licet.model.bom import Problem
from licet.readers.document_texts import MAX_BYTES, document_text
from licet.readers.opened import OpenedFile
from licet.report.output import screen_options
from licet.report.words import clean
from licet.review.inherit import merged
from licet.review.sheet import Sheet, review
from licet.review.toml import Head, agreement
from licet.walk import open_file

NAME = "review"
HELP = "read an unseen agreement as a draft record, with what to ask a specialist"
NOTHING: Final = 3

FORMATS: Final = ("terminal", "json", "toml", "markdown")
_ENDINGS: Final = {".toml": "toml", ".json": "json", ".md": "markdown", ".markdown": "markdown", ".txt": "terminal"}
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,127}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the file, what is written where, and the head of the draft."""
    parser.add_argument("file", metavar="FILE", help="the agreement: text, Markdown, HTML, DOCX, ODT, RTF or PDF")
    parser.add_argument("-f", "--format", choices=FORMATS, help="what is printed (default: terminal)")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        action="append",
        default=[],
        help="write a file in the format of its name; agreements/NAME.toml is the draft record (repeatable)",
    )
    parser.add_argument("--id", default="", help="id of the draft record (default: from the file's name)")
    parser.add_argument("--name", default="", help="name of the agreement (default: the file's name)")
    parser.add_argument("--force", action="store_true", help="overwrite files that are there")


def run(arguments: argparse.Namespace) -> int:
    """Review one file.

    Returns 0 where statements were drafted or the text is a known license, 3 where nothing could be read.

    Raises:
        TargetError: the file cannot be read.
        UsageError: an option is wrong, or a file is there already; nothing was written then.
    """
    opened, text = _opened(arguments.file)
    forms = {path: _form(path) for path in arguments.output}
    _refuse(arguments, forms)
    sheet = review(text)
    files: dict[Path, str] = {}
    for path, form in forms.items():
        if form == "toml":
            files |= _draft(arguments, Path(path), opened, text, sheet)
        else:
            files[Path(path)] = _shown(form, sheet, arguments.file)
    _check_free(files, force=arguments.force)
    for path, content in files.items():
        _write(path, content)
    if arguments.format == "toml":
        sys.stdout.write(
            agreement(_head(arguments, opened, text, arguments.file, sheet.kind), merged(sheet.kept, sheet.statements))
        )
    elif arguments.format or not files:
        sys.stdout.write(_shown(arguments.format or "terminal", sheet, arguments.file))
    for path in files:
        print(f"wrote {clean(str(path))}", file=sys.stderr)
    return 0 if sheet.statements or sheet.known else NOTHING


def _opened(path: str) -> tuple[OpenedFile, str]:
    opened = open_file(Path(os.path.dirname(path) or "."), os.path.basename(path), MAX_BYTES)  # noqa: PTH119, PTH120 - keeps the name
    if isinstance(opened, Problem):
        raise TargetError(f"{clean(path)}: {opened.reason}", hint=opened.hint or "name one file that can be read")
    found = document_text(opened)
    if isinstance(found, Problem):
        raise TargetError(f"{clean(path)}: {found.reason}", hint=found.hint or "save it as text")
    if not found.text.strip():
        raise TargetError(f"{clean(path)}: the file is empty", hint="name a file that holds the agreement")
    return opened, found.text


def _form(path: str) -> str:
    form = _ENDINGS.get(Path(path).suffix.lower())
    if form is None:
        raise UsageError(f"the name {path!r} says no format", hint=f"end it in one of {', '.join(_ENDINGS)}")
    return form


def _refuse(arguments: argparse.Namespace, forms: dict[str, str]) -> None:
    if arguments.id and not _ID.fullmatch(arguments.id):
        raise UsageError("--id must be an id of letters, digits, dots and hyphens", hint="such as LicenseRef-Acme")
    _check_free([Path(path) for path in forms], force=arguments.force)


def _check_free(paths: dict[Path, str] | list[Path], *, force: bool) -> None:
    taken = [path for path in paths if path.exists() or path.is_symlink()]
    if taken and not force:
        raise UsageError(f"{clean(str(taken[0]))} exists already", hint="--force overwrites it")


def _shown(form: str, sheet: Sheet, path: str) -> str:
    match form:
        case "json":
            return as_json(sheet, path)
        case "markdown":
            return as_markdown(sheet, path)
        case _:
            return as_terminal(sheet, path, screen_options())


def _draft(arguments: argparse.Namespace, path: Path, opened: OpenedFile, text: str, sheet: Sheet) -> dict[Path, str]:
    """The record, and beside it the text that was read where the file itself is no plain text."""
    if _is_plain(opened, text):
        place = Path(os.path.relpath(arguments.file, path.parent)).as_posix()
        return {
            path: agreement(_head(arguments, opened, text, place, sheet.kind), merged(sheet.kept, sheet.statements))
        }
    beside = path.with_suffix(".txt")
    record = agreement(_head(arguments, opened, text, beside.name, sheet.kind), merged(sheet.kept, sheet.statements))
    return {beside: text, path: record}


def _is_plain(opened: OpenedFile, text: str) -> bool:
    """Whether the record can point to the file: its bytes are the text that was read."""
    try:
        return opened.data.decode("utf-8-sig").replace("\r\n", "\n") == text
    except UnicodeDecodeError:
        return False


def _head(arguments: argparse.Namespace, opened: OpenedFile, text: str, place: str, kind: str) -> Head:
    stem = Path(arguments.file).stem
    slug = re.sub(r"[^A-Za-z0-9.]+", "-", stem).strip("-.")[:80] or "agreement"
    return Head(
        id=arguments.id or f"LicenseRef-{slug}",
        name=arguments.name or " ".join(clean(stem).split()) or "agreement",
        kind=kind,
        file=place,
        sha256=opened.sha256 if _is_plain(opened, text) else sha256(text.encode("utf-8")).hexdigest(),
        source=arguments.file,
    )


def _write(path: Path, text: str) -> None:
    """Write the whole file or nothing; its folder is made where there is none."""
    temporary = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write {clean(str(path))}: {error.strerror or error}") from error

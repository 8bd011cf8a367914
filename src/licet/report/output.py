"""Put a result where it belongs: files in the format of their names, the rest on standard output."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from licet.errors import UsageError
from licet.report import ALL, SUFFIXES, BinaryReporter, Reporter, format_of
from licet.report.options import WIDTH, Options
from licet.report.result import Result

_WIDEST = 100


def screen_options(*, no_color: bool = False, quiet: bool = False) -> Options:
    """Return the layout that standard output can show.

    Without a terminal behind it: 80 columns and no color. Color needs a terminal, no `NO_COLOR` and no
    `TERM=dumb`; an encoding other than UTF-8 gets seven bits.
    """
    is_terminal = sys.stdout.isatty()
    plain = no_color or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("_", "-")
    return Options(
        width=min(shutil.get_terminal_size().columns, _WIDEST) if is_terminal else WIDTH,
        color=is_terminal and not plain,
        ascii=encoding not in {"utf-8", "utf8"},
        quiet=quiet,
    )


def deliver(
    result: Result,
    *,
    form: str | None = None,
    files: Sequence[str] = (),
    options: Options,
    always_print: bool = False,
    reporters: Mapping[str, Reporter | BinaryReporter] = ALL,
) -> None:
    """Write the result to each of `files` and to standard output.

    A file gets the format of its name, else `form`; files are written whole or not at all. Standard output gets
    `form` (default: terminal) where there are no files, where `form` is in none of them, or with `always_print`.
    `reporters` are the formats that may be asked for.

    Raises:
        UsageError: a file's format is unknown, or it cannot be written; nothing is printed then. Or the format is no
            text and standard output is a terminal.
    """
    chosen = {path: _format_for(path, form, reporters) for path in files}
    for path, each in chosen.items():
        content = reporters[each](result, Options())
        _write(Path(path), content if isinstance(content, bytes) else content.encode("utf-8"))
    if not files or (form and form not in chosen.values()) or (always_print and not form):
        content = reporters[form or "terminal"](result, options)
        if isinstance(content, bytes):
            _put_bytes(content)
        else:
            put(content, raw=bool(form and form != "terminal"))


def _format_for(path: str, form: str | None, reporters: Mapping[str, Reporter | BinaryReporter]) -> str:
    found = format_of(path) or form
    if found is not None and found in reporters:
        return found
    names = ", ".join(suffix for suffix, name in SUFFIXES.items() if name in reporters)
    says = f"asks for {found}, which is not to be had here" if found else "says no format"
    raise UsageError(
        f"the name {path!r} {says}", hint=f"end it in one of {names}, or add -f with one of {', '.join(reporters)}"
    )


def _write(path: Path, content: bytes) -> None:
    """Write beside the file and put it in place at once, so that no reader ever sees half of it."""
    try:
        if path.exists() and not path.is_file():  # a device or a pipe is written to and never replaced
            path.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(path)), content)
    except OSError as error:
        reason = f"cannot write {str(path)!r}: {error.strerror or error}"
        raise UsageError(reason, hint="check the folder and its rights") from error


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def put(text: str, *, raw: bool) -> None:
    """Print; formats for machines are UTF-8 whatever the terminal's encoding is."""
    buffer = getattr(sys.stdout, "buffer", None)
    if raw and buffer is not None:
        sys.stdout.flush()
        buffer.write(text.encode("utf-8"))
        buffer.flush()
    else:
        sys.stdout.write(text)


def _put_bytes(content: bytes) -> None:
    if sys.stdout.isatty():
        raise UsageError("this format is no text that a terminal could show", hint="write a file: -o NAME")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()

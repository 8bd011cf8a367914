"""Reads the rows of a registry one by one: JSON lines, or Parquet in batches. What is no row is a reason, no end."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from licet.errors import TargetError, UsageError

MAX_LINE: Final = 4 * 1024 * 1024
"""Bytes of one line."""
BATCH: Final = 4096
"""Rows of a Parquet file that are held at a time."""
COLUMNS: Final = (
    *("id", "kind", "license", "links", "license_tags", "base_model", "relation", "base_model_relation", "datasets"),
    *("tags", "library", "library_name", "formats"),
)
"""The columns that are read; all others are passed over."""

Numbered = tuple[int, object | str]
"""The number of a line or row, from 1, and a row; a text in its place says why there is none."""


def rows(path: Path) -> Iterator[Numbered]:
    """Yield each row with its number, or the reason why there is none.

    Raises:
        TargetError: the file cannot be read at all.
        UsageError: its name says no known format, or what reads it is not installed.
    """
    match path.suffix.lower():
        case ".jsonl" | ".ndjson":
            return _lines(path)
        case ".parquet":
            return _parquet(path)
        case suffix:
            raise UsageError(f"{path}: cannot read {suffix or 'a file without ending'}", hint="use .jsonl or .parquet")


def _lines(path: Path) -> Iterator[Numbered]:
    try:
        with path.open("rb") as file:
            yield from _rows_of(file)
    except OSError as error:
        raise TargetError(f"{path}: {error.strerror or error}", hint="name a .jsonl or .parquet file") from error


def _rows_of(file: BinaryIO) -> Iterator[Numbered]:
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_LINE)
            yield number, f"the line is longer than {MAX_LINE // 1024 // 1024} MiB"
        elif line.strip():
            yield number, _row(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)


def _row(line: bytes) -> object | str:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return "the line is no UTF-8"
    except json.JSONDecodeError as error:
        return f"no JSON: {error.msg} at character {error.colno}"
    except (RecursionError, ValueError):
        return "no JSON that can be read: nested too deep, or a number too long"
    return row if isinstance(row, dict) else "a row must be an object with an id"


def _parquet(path: Path) -> Iterator[Numbered]:
    """Rows of a Parquet file, the known columns alone."""
    try:
        import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra, and slow to import
        from pyarrow import parquet  # noqa: PLC0415 - as above
    except ImportError as error:
        raise UsageError(f"{path}: reading Parquet needs pyarrow", hint="pip install licet[registry]") from error
    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            known = [name for name in COLUMNS if name in file.schema_arrow.names]
            for batch in file.iter_batches(batch_size=BATCH, columns=known):
                for row in _table(batch):
                    number += 1
                    yield number, row
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        if not number:
            raise TargetError(f"{path}: {reason}", hint="name a .jsonl or .parquet file") from error
        yield number + 1, f"the rest of the file cannot be read: {reason}"


def _table(batch: Any) -> list[dict[str, object]]:
    found: list[dict[str, object]] = batch.to_pylist()
    return found

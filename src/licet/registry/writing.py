"""Writes the results per component, row by row, as JSON lines, CSV or Parquet; the file appears whole or not at all."""

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from licet.errors import UsageError
from licet.propagate.lanes import how_of
from licet.registry.judging import Judged, Judging

COLUMNS: Final = ("row", "id", "kind", "license", "verdict", "findings", "duties", "questions", "discrepancies")
"""The columns of the results, as docs/graph.md explains them."""
_BATCH: Final = 8192
_FORMULA: Final = ("=", "+", "-", "@")

Value = str | int | list[str]
Result = dict[str, Value]


def result_of(judging: Judging, judged: Judged) -> Result:
    """The result of one component by the names of the columns."""
    terms = judging.classes.terms[int(judging.reach.graph.part[judged.part])]
    outcome = judged.outcome
    return {
        "row": judging.registry.line[judged.part],
        "id": judging.registry.ids[judged.part],
        "kind": str(terms.component.kind),
        "license": terms.expression,
        "verdict": str(outcome.verdict),
        "findings": [f"{rule}: {verdict}" for rule, verdict in outcome.findings],
        "duties": list(outcome.duties),
        "questions": outcome.questions,
        "discrepancies": [
            f"{drop.base} ({', '.join(str(how_of(step)) for step in reversed(drop.through))}): {drop.clause}"
            for drop in judged.drops
        ],
    }


def write(path: Path, results: Iterable[Result]) -> Iterator[Result]:
    """Write results as they come, and yield each; the file is put in place when all are written.

    Raises:
        UsageError: the name says no known format, the file cannot be written, or what writes it is not installed.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UsageError(f"the name {str(path)!r} says no format", hint=f"end it in one of {', '.join(_WRITERS)}")
    try:
        with _in_place(path) as file:
            yield from writer(file, results)
    except OSError as error:
        reason = f"cannot write {str(path)!r}: {error.strerror or error}"
        raise UsageError(reason, hint="check the folder and its rights") from error


@contextmanager
def _in_place(path: Path) -> Iterator[BinaryIO]:
    if path.exists() and not path.is_file():  # a device or a pipe is written to and never replaced
        with path.open("wb") as file:
            yield file
        return
    real = Path(os.path.realpath(path))
    temporary = real.with_name(f".{real.name[:40]}.{os.getpid()}.part")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        temporary.replace(real)
    finally:
        temporary.unlink(missing_ok=True)


def _json_lines(file: BinaryIO, results: Iterable[Result]) -> Iterator[Result]:
    for result in results:
        file.write(json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        yield result


def _csv(file: BinaryIO, results: Iterable[Result]) -> Iterator[Result]:
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for result in results:
        writer.writerow([_cell(result[name]) for name in COLUMNS])
        yield result
    text.detach()


def _cell(value: Value) -> str | int:
    """A value as a spreadsheet takes it: lists joined, and nothing that it would run as a formula."""
    text = "; ".join(value) if isinstance(value, list) else value
    return f"'{text}" if isinstance(text, str) and text.startswith(_FORMULA) else text


def _parquet(file: BinaryIO, results: Iterable[Result]) -> Iterator[Result]:
    try:
        import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra, and slow to import
        from pyarrow import parquet  # noqa: PLC0415 - as above
    except ImportError as error:
        raise UsageError("writing Parquet needs pyarrow", hint="pip install licet[registry]") from error
    lists = {"findings", "duties", "discrepancies"}
    numbers = {"row": pa.int64(), "questions": pa.int32()}
    fields = [(name, pa.list_(pa.string()) if name in lists else numbers.get(name, pa.string())) for name in COLUMNS]
    schema = pa.schema(fields)
    with parquet.ParquetWriter(file, schema) as writer:
        batch: list[Result] = []
        for result in results:
            batch.append(result)
            if len(batch) == _BATCH:
                writer.write_table(pa.Table.from_pylist(batch, schema=schema))
                batch.clear()
            yield result
        writer.write_table(pa.Table.from_pylist(batch, schema=schema))


_WRITERS: Final[dict[str, Callable[[BinaryIO, Iterable[Result]], Iterator[Result]]]] = {
    ".jsonl": _json_lines,
    ".csv": _csv,
    ".parquet": _parquet,
}

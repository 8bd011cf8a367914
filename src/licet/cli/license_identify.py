"""`licet license identify`: which licenses files hold, by their text, and what was changed in them."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Final

from licet.errors import UsageError
from licet.identify.files import STDIN, Result, identify_bytes, identify_file, paths_below
from licet.model.bom import Detection, Edit, Problem, Span
from licet.report.json_text import json_text
from licet.report.words import clean

NAME = "identify"
HELP = "which licenses files hold, by their text, and what was changed in them"
NOTHING: Final = 3

_MOST_STDIN: Final = 4 * 1024 * 1024
_EDITS: Final = 5
"""Differences shown in the terminal."""
_CHUNK: Final = 32
"""Files that a worker takes at once."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the paths, the format and the number of workers."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="files and folders; - reads one text from the input")
    parser.add_argument(
        "-f",
        "--format",
        choices=("text", "json", "jsonl"),
        default="text",
        help="text (default), json, or jsonl: one record a line and file",
    )
    parser.add_argument("--jobs", type=_positive, default=1, metavar="N", help="processes that share the files (1)")
    parser.add_argument("--copyrights", action="store_true", help="tell copyright holders and years as well")


def run(arguments: argparse.Namespace) -> int:
    """Identify the licenses of the files.

    Returns 0 where a license was found, 3 where none was, 2 where a file that was named cannot be read.

    Raises:
        UsageError: a path does not exist.
    """
    results = _results(arguments)
    show = {"text": _text, "json": _json, "jsonl": _jsonl}[arguments.format]
    return _exit_code(show(results), named=set(arguments.paths))


def record(result: Result) -> dict[str, object]:
    """A result as plain data: one record of the JSON forms."""
    told: dict[str, object] = {
        "path": result.path,
        "expression": result.expression,
        "licenses": [_license(one) for one in result.detections],
        "left_over": [_flat(span) for span in result.left_over],
        "problems": [_problem(problem) for problem in result.problems],
    }
    if result.copyrights:
        told["copyrights"] = [asdict(one) for one in result.copyrights]
    if result.note:
        told["note"] = result.note
    return told


def _license(one: Detection) -> dict[str, object]:
    told: dict[str, object] = {
        "id": one.license,
        "scancode_key": one.key,
        "document": one.document,
        "kind": one.kind,
        "score": one.score,
        "coverage": one.coverage,
        "modified": bool(one.edits),
        "edits": [_flat(edit) for edit in one.edits],
        "spans": [_flat(span) for span in one.spans],
    }
    if one.drafts:
        told["drafts"] = [asdict(draft) for draft in one.drafts]
    if one.touched:
        told["touched"] = [asdict(each) for each in one.touched]
    return told


def _flat(value: Span | Edit) -> dict[str, object]:
    """A value that holds none but plain ones, field by field: `asdict` copies each deeply, a tenth of a file's time."""
    return {name: getattr(value, name) for name in value.__slots__}


def _problem(problem: Problem) -> dict[str, object]:
    told: dict[str, object] = {"reason": problem.reason}
    return told | ({"line": problem.line} if problem.line else {}) | ({"hint": problem.hint} if problem.hint else {})


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _results(arguments: argparse.Namespace) -> Iterator[Result]:
    """Identify the files in their order, in one process or in several."""
    import os  # noqa: PLC0415 - for the check of what was named alone

    missing = next((path for path in arguments.paths if path != STDIN and not os.path.lexists(path)), None)
    if missing is not None:
        raise UsageError(f"{clean(missing)} does not exist", hint="name files or folders, or - for the input")
    work = partial(_one, notices=arguments.copyrights, reading=arguments.format != "jsonl")
    found = (path for given in arguments.paths for path in paths_below(given))
    if arguments.jobs == 1:
        yield from map(work, found)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - slow to import, rarely needed

    with ProcessPoolExecutor(arguments.jobs) as workers:
        yield from workers.map(work, found, chunksize=_CHUNK)


def _one(path: str | Problem, *, notices: bool, reading: bool) -> Result:
    if isinstance(path, Problem):
        return Result(path=path.path, problems=(path,))
    if path == STDIN:
        return identify_bytes(STDIN, _input(), notices=notices, reading=reading)
    return identify_file(path, notices=notices, reading=reading)


def _input() -> bytes:
    data = sys.stdin.buffer.read(_MOST_STDIN + 1)
    if len(data) > _MOST_STDIN:
        raise UsageError(f"the input is larger than {_MOST_STDIN // 1024**2} MiB", hint="put it into a file")
    return data


# -- output; each form yields what the exit code needs ----------------------------------------------------------------


def _jsonl(results: Iterable[Result]) -> Iterator[Result]:
    for result in results:
        print(json_text(record(result), indent=None), end="")
        yield result


def _json(results: Iterable[Result]) -> Iterator[Result]:
    found = list(results)
    print(json_text([record(result) for result in found], indent=2), end="")
    yield from found


def _text(results: Iterable[Result]) -> Iterator[Result]:
    without = 0
    for result in results:
        if result.detections or result.problems or result.copyrights:
            print("\n".join(_block(result)))
        else:
            without += 1
        yield result
    if without:
        print(f"no license in {without} {'file' if without == 1 else 'files'}")


def _block(result: Result) -> Iterator[str]:
    yield f"{clean(result.path)}  {clean(result.expression)}".rstrip()
    for one in result.detections:
        span = one.spans[0]
        lines = f"line {span.line}" if span.line == span.last_line else f"lines {span.line}-{span.last_line}"
        yield f"  {_how(one):18}  {clean(one.license)}  {lines}"
        yield from _differences(one)
    if result.detections and result.left_over:
        yield f"  left over           {', '.join(_lines(span.line, span.last_line) for span in result.left_over[:8])}"
    for notice in result.copyrights:
        yield f"  copyright           {clean(notice.holder)} {clean(notice.years)}  line {notice.line}"
    for problem in result.problems:
        yield f"  not read            {clean(problem.reason)}{'; ' + clean(problem.hint) if problem.hint else ''}"


def _lines(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first}-{last}"


def _how(one: Detection) -> str:
    if one.kind != "text":
        return f"changed {one.kind}" if one.edits else one.kind
    what = "text" if one.document == "license" else one.document
    return f"modified {what}" if one.edits else what


def _differences(one: Detection) -> Iterator[str]:
    """What differs from the known text, where the text is one; a changed notice shows for itself."""
    if one.kind != "text":
        return
    for edit in one.edits[:_EDITS]:
        gone = f"{edit.missing} {'word' if edit.missing == 1 else 'words'} gone" if edit.missing else ""
        added = f'added "{clean(_short(edit.text))}"' if edit.text else ""
        yield f"    line {edit.line}: {', '.join(filter(None, (added, gone)))}"
    if len(one.edits) > _EDITS:
        yield f"    and {len(one.edits) - _EDITS} more differences"
    for draft in one.drafts[:_EDITS]:
        yield f"    line {draft.line} seems to speak of {draft.about}: to be read by a person"
    touched = [f"{each.statement} ({each.how})" for each in one.touched]
    if touched:
        more = f" and {len(touched) - _EDITS} more" if len(touched) > _EDITS else ""
        yield f"    bears on {', '.join(touched[:_EDITS])}{more}"


def _short(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:99].rstrip()}\u2026"  # noqa: PLR2004 - a line or so


def _exit_code(results: Iterable[Result], named: set[str]) -> int:
    found = failed = False
    for result in results:
        found = found or bool(result.detections)
        failed = failed or (bool(result.problems) and result.path in named)
    return 2 if failed else 0 if found else NOTHING

"""Compare Licet with ScanCode on the same files, in one run, on one core.

Usage: python -m benchmarks.identify.compare [tuning|heldout|all] [--scancode-python PYTHON] [--differences OUT.md
[--adjudicate]]. Prints a table in Markdown; asserts nothing.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.identify.accuracy import GROUPS, batches, rate, scores
from benchmarks.identify.sides import Answer, Run, read
from benchmarks.identify.split import HALVES, ROOT, Row, rows

_OURS = "benchmarks.identify.ours"
_THEIRS = "benchmarks.identify.scancode_side"


def main() -> int:
    """Run both sides, print the table and write the list of differences."""
    options = _options()
    samples = rows(options.half, options.kind)
    if not samples:
        print("the samples of ../shared are not at hand")
        return 2
    core = keep_to_one_core(options.core)
    ours = _side([sys.executable, "-m", _OURS], samples)
    theirs = _side([options.scancode_python, "-m", _THEIRS, "--api", options.api], samples)
    now = datetime.now(UTC).date()
    print(f"{ours[1].name} and {theirs[1].name}, {options.half}, {len(samples)} files, core {core}, {now}\n")
    print("\n".join(table(samples, ours, theirs)))
    if options.differences:
        lines = differing(samples, ours[0], theirs[0])
        options.differences.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"\n{len(lines) - 2} differences in {options.differences}")
    return 0


def keep_to_one_core(core: int | None) -> str:
    """Keep this process and its children to one core; where the system cannot, say so."""
    if sys.platform != "linux":
        return "any"
    chosen = max(os.sched_getaffinity(0)) if core is None else core
    os.sched_setaffinity(0, {chosen})
    return str(chosen)


def _side(command: Sequence[str], samples: Sequence[Row]) -> tuple[list[Answer], Run]:
    listed = "".join(f"{kind}\t{path}\n" for kind, paths in batches(samples).items() for path in paths)
    ended = subprocess.run(command, input=listed, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    return read(ended.stdout.splitlines())


def table(samples: Sequence[Row], ours: tuple[list[Answer], Run], theirs: tuple[list[Answer], Run]) -> list[str]:
    """Return the table as lines of Markdown."""
    lines = [
        "| | files | exact: Licet | ScanCode | F1: Licet | ScanCode | files/CPU s: Licet | ScanCode | ratio |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    pair = scores(samples, ours[0]), scores(samples, theirs[0])
    for group in GROUPS:
        mine, other = pair[0][group], pair[1][group]
        if not mine.files:
            continue
        exact = f"{mine.exact_rate:.3f} | {other.exact_rate:.3f}"
        fast, slow = (rate(run, group, mine.files) for run in (ours[1], theirs[1]))
        lines.append(
            f"| {group} | {mine.files} | {exact} | {mine.f1:.3f} | {other.f1:.3f}"
            f" | {fast:.0f} | {slow:.1f} | {_ratio(fast, slow)} |"
        )
    whole = [len(samples) / (run.load + sum(run.seconds.values())) for run in (ours[1], theirs[1])]
    lines += [
        f"| all, with the index opened | {len(samples)} | | | | | {whole[0]:.0f} | {whole[1]:.1f} | {_ratio(*whole)} |",
        "",
        "| | Licet | ScanCode |",
        "|---|---|---|",
        f"| index opened, CPU s | {ours[1].load:.2f} | {theirs[1].load:.2f} |",
        f"| peak memory, MB | {ours[1].peak:.0f} | {theirs[1].peak:.0f} |",
    ]
    return lines


def _ratio(fast: float, slow: float) -> str:
    return f"{fast / slow:.0f}x" if slow else ""


def differing(samples: Sequence[Row], ours: Sequence[Answer], theirs: Sequence[Answer]) -> list[str]:
    """Return a table of the files on which the three do not agree, with an empty column for who is right."""
    mine, other = ({answer.file: answer.keys for answer in answers} for answers in (ours, theirs))
    lines = ["| file | kind | expected | Licet | ScanCode | who is right, and why |", "|---|---|---|---|---|---|"]
    for row in samples:
        sets = row.keys, mine[row.file], other[row.file]
        if len(set(sets)) > 1:
            cells = " | ".join(", ".join(f"`{key}`" for key in sorted(keys)) or "none" for keys in sets)
            lines.append(f"| {row.file} | {row.kind} | {cells} | |")
    return lines


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("half", nargs="?", choices=HALVES, default="heldout", help="which half (default: heldout)")
    parser.add_argument("--kind", choices=[*GROUPS], default="all", help="one kind of files alone")
    parser.add_argument("--scancode-python", default=os.environ.get("SCANCODE_PYTHON"), help="or SCANCODE_PYTHON")
    parser.add_argument("--api", default="match", help="where ScanCode's keys come from: match (default) or detections")
    parser.add_argument("--core", type=int, help="the core to use (default: the last one)")
    parser.add_argument("--differences", type=Path, metavar="OUT.md", help="write the differences for adjudication")
    parser.add_argument("--adjudicate", action="store_true", help="with --differences: tuning is over")
    options = parser.parse_args()
    if options.differences and options.half != "tuning" and not options.adjudicate:
        parser.error("--differences lists held-out files only with --adjudicate, when nothing is tuned any more")
    if not options.scancode_python:
        parser.error("name the Python of ScanCode's environment; README.md tells how to make one")
    return options


if __name__ == "__main__":
    sys.exit(main())

"""Measure how long a scan takes, on generated trees of growing size and on a repository of 600 files.

Usage: python -m benchmarks.discover.speed [TOOLS_PYTHON]. Prints seconds of one core and what was found; the ratio of
the largest tree to the smallest tells whether the time grows with the size. `TOOLS_PYTHON` is a Python that has
`license-compliance-checker` or `ai-bom` installed; what it has is timed on the same tree in the same run.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.discover.tree import write_tree

SIZES = (600, 2_500, 5_000, 10_000)
REPOSITORY = 600
SCAN = [sys.executable, "-m", "licet", "scan", "-f", "json"]
CHECK = [sys.executable, "-m", "licet", "check", "-f", "json"]
OTHERS = {
    "license-compliance-checker": ("lcc", ["scan", "{folder}", "--format", "json", "--offline", "--recursive"]),
    "ai-bom": ("ai-bom", ["scan", "{folder}", "--format", "json", "--quiet", "--deep"]),
}
LIMIT = 300


def timed(command: list[str]) -> tuple[float, float, str]:
    """Run a command on one core; return its seconds of work, its seconds on the clock and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    pin = ["taskset", "-c", "0"] if shutil.which("taskset") else []
    try:
        done = subprocess.run([*pin, *command], capture_output=True, text=True, check=False, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return LIMIT, LIMIT, ""
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return work, wall, done.stdout


def models_in(text: str) -> int:
    """Count the different names of the tree's models in a printed result, whatever its form."""
    return len({word for word in text.replace('"', " ").replace("/", " ").split() if word.startswith(PREFIXES)})


PREFIXES = ("literal-", "chat-", "embed-small-", "embed-big-", "settings-", "given-", "web-")


def main() -> int:
    """Print one line for each measurement."""
    tools = Path(sys.argv[1]).parent if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        seconds: dict[int, float] = {}
        for size in SIZES:
            root = Path(folder) / f"tree{size}"
            written = write_tree(root, size)
            seconds[size], wall, printed = timed([*SCAN, str(root)])
            parts = len(json.loads(printed)["components"]) if printed else 0
            shown = f"{size:6} files {written / 1e6:5.1f} MB"
            print(f"scan   {shown} {seconds[size]:6.1f} s of work {wall:6.1f} s  {parts} parts")
        per_file = [seconds[size] / size for size in (SIZES[0], SIZES[-1])]
        print(f"time per file, {SIZES[-1]} against {SIZES[0]} files: {per_file[1] / per_file[0]:.2f}")
        work, wall, _ = timed([*CHECK, str(Path(folder) / f"tree{REPOSITORY}")])
        print(f"check  {REPOSITORY:6} files, cold: {work:.1f} s of work {wall:.1f} s")
        compare(Path(folder) / f"tree{REPOSITORY}", tools)
    return 0


def compare(root: Path, tools: Path | None) -> None:
    """Time the other tools on one tree, beside Licet."""
    work, wall, printed = timed([*SCAN, str(root)])
    print(f"{'licet':28} {work:7.1f} s of work {wall:7.1f} s  {models_in(printed)} of the tree's models named")
    for name, (command, words) in OTHERS.items():
        program = tools / command if tools else None
        if program is None or not program.exists():
            print(f"{name:28} skipped: give a Python that has it")
            continue
        given = [word.format(folder=root) for word in words]
        work, wall, printed = timed([os.fspath(program), *given])
        print(f"{name:28} {work:7.1f} s of work {wall:7.1f} s  {models_in(printed)} of the tree's models named")


if __name__ == "__main__":
    sys.exit(main())

"""Show how long Licet takes over hostile files, and how much memory: each file is read by a process of its own.

Usage: python -m benchmarks.identify.hostile [--only WORD] [--timeout SECONDS]. Prints; asserts nothing.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.identify.hostile_files import FILES
from benchmarks.identify.ours import Licet, identify_all
from benchmarks.identify.sides import cpu_seconds, peak_mb
from benchmarks.identify.split import ROOT

_READ = "--read"


def main() -> int:
    """Print a line per file: its size, the seconds and the memory, and what was reported."""
    if sys.argv[1:2] == [_READ]:
        return _read(Path(sys.argv[2]))
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", metavar="WORD", help="files with this in their name alone")
    parser.add_argument("--timeout", type=float, default=300, help="seconds after which a file is given up")
    options = parser.parse_args()
    print(f"{'file':<34}{'MB':>7}{'CPU s':>8}{'wall s':>8}{'peak MB':>9}{'opened':>8}  reported")
    for name, make in FILES.items():
        if options.only in name:
            with TemporaryDirectory() as folder:
                path = Path(folder) / name
                with path.open("wb") as file:
                    file.writelines(make())
                print(_line(path, options.timeout), flush=True)
    return 0


def _line(path: Path, timeout: float) -> str:
    head = f"{path.name:<34}{path.stat().st_size / 1e6:>7.1f}"
    command = [sys.executable, "-m", "benchmarks.identify.hostile", _READ, str(path)]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False, cwd=ROOT)
    except subprocess.TimeoutExpired:
        return f"{head}  no end after {timeout:.0f} s"
    if ended.returncode:
        return f"{head}  ended with {ended.returncode}: {ended.stderr.strip().rpartition(chr(10))[2][:100]}"
    row = json.loads(ended.stdout)
    return f"{head}{row['cpu']:>8.2f}{row['wall']:>8.2f}{row['peak']:>9.0f}{row['opened']:>8.0f}  {row['reported']}"


def _read(path: Path) -> int:
    Licet().open()
    opened, cpu, wall = peak_mb(), cpu_seconds(), time.perf_counter()
    record = next(iter(identify_all([path])))
    row = {"cpu": cpu_seconds() - cpu, "wall": time.perf_counter() - wall, "peak": peak_mb(), "opened": opened}
    found = sorted({found.key or found.id for found in record.licenses})
    shown = f"{len(record.licenses)} found" + (f" ({', '.join(found)[:60]})" if found else "")
    print(json.dumps({**row, "reported": "; ".join([shown, *(problem[:80] for problem in record.problems)])}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

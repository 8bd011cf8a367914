"""Measure start-up and a whole check against bare Python, in one run.

Usage: python benchmarks/startup.py [EXAMPLE]. Prints medians and ratios; asserts nothing.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 15
ROOT = Path(__file__).resolve().parents[1]


def median_seconds(command: list[str]) -> float:
    """The median wall time of a command over ROUNDS runs, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> int:
    """Print one line per command: median, and the ratio to bare Python."""
    python = sys.executable
    licet = [python, "-m", "licet"]
    example = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "examples" / "hr-classifier")
    script = Path(python).with_name("licet")
    entry = [str(script)] if script.exists() else licet
    bare = median_seconds([python, "-c", "pass"])
    rows = {
        "python -c pass": bare,
        "licet --help": median_seconds([*entry, "--help"]),
        f"licet check {Path(example).name}": median_seconds([*entry, "check", example]),
        f"licet check {Path(example).name} -f json": median_seconds([*entry, "check", example, "-f", "json"]),
    }
    for name, seconds in rows.items():
        print(f"{seconds * 1000:8.0f} ms  {seconds / bare:5.1f} x  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Measure how long the catalog takes to open and to look names up, each time in a fresh process.

Usage: python benchmarks/catalog.py. Prints medians; asserts nothing.
"""

import statistics
import subprocess
import sys

ROUNDS = 15
NAMES = ("pkg:huggingface/meta-llama/Meta-Llama-3.1-8B", "api:openai/gpt-4o", "pkg:huggingface/no/such-model")
PROBE = """
import sys, time
from licet.catalog import store
start = time.perf_counter()
store.head()
opened = time.perf_counter()
store.find(sys.argv[1])
done = time.perf_counter()
list(store.entries())
print(opened - start, done - opened, time.perf_counter() - done)
"""


def main() -> int:
    """Print one line per name: opening, the first look-up, reading every entry."""
    for name in NAMES:
        rows = []
        for _ in range(ROUNDS):
            command = [sys.executable, "-c", PROBE, name]
            done = subprocess.run(command, capture_output=True, check=True, text=True)
            rows.append([float(value) * 1000 for value in done.stdout.split()])
        opened, looked, all_ = (statistics.median(column) for column in zip(*rows, strict=True))
        print(f"open {opened:5.2f} ms, look up {looked:5.2f} ms, read all {all_:7.1f} ms  {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Measure every format on results of 500 parts: seconds (the best of five) and size; 1 where one takes a second.

Two systems: one that knows its licenses and owes notices, and one of which nobody knows a license, with 500 findings.

usage: python -m benchmarks.report.speed [PARTS]
"""

import sys
import time
from typing import Final

from licet.report import ALL, Options
from licet.report.result import Result
from licet.report.view import result_of
from tests.report.generated import large, unlicensed

LIMIT: Final = 1.0
_RUNS: Final = 5


def measured(result: Result) -> dict[str, tuple[float, float, int]]:
    """By format: the first run, the best of the next ones, and the bytes."""
    told: dict[str, tuple[float, float, int]] = {}
    for form, write in ALL.items():
        times: list[float] = []
        content: str | bytes = ""
        for _ in range(_RUNS):
            start = time.process_time()
            content = write(result, Options())
            times.append(time.process_time() - start)
        size = len(content if isinstance(content, bytes) else content.encode("utf-8"))
        told[form] = (times[0], min(times), size)
    return told


def main() -> int:
    """Print a row per format."""
    parts = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    slow: list[str] = []
    for name, result in (("known", result_of(large(parts))), ("unlicensed", result_of(unlicensed(parts)))):
        print(f"{name + ', ' + str(parts) + ' parts':<20}first   best of {_RUNS}      size")
        for form, (first, best, size) in measured(result).items():
            print(f"{form:<16}{first:>7.3f} s{best:>10.3f} s{size / 1024:>10.0f} KiB")
            slow += [f"{form} ({name})"] if best >= LIMIT else []
    print(f"a second or more: {', '.join(slow)}" if slow else "every format under a second")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())

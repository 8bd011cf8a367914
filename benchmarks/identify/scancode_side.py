"""ScanCode's side, run by the Python of ScanCode's own environment: see README.md beside this file.

It takes the keys from `index.match`, the way ScanCode's own test suite obtains the expressions that the samples were
recorded with, or with `--api detections` from `scancode.api.get_licenses`, what its command reports.

Usage: $SCANCODE_PYTHON -m benchmarks.identify.scancode_side [--api match|detections] < LIST
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.identify.sides import serve

APIS = ("match", "detections")


class ScanCode:
    """ScanCode as a side of the comparison."""

    def __init__(self, api: str) -> None:
        self.api = api
        self.name = f"ScanCode {version('scancode-toolkit')} ({api})"
        self._index: Any = None
        self._api: Any = None

    def open(self) -> None:
        """Load ScanCode's license index, and what its commands import besides."""
        self._index = import_module("licensedcode.cache").get_index()
        if self.api == "detections":
            self._api = import_module("scancode.api")
            self._expressions = import_module("license_expression").Licensing()

    def keys(self, paths: Sequence[Path]) -> Iterator[tuple[Path, frozenset[str]]]:
        """Yield each file with the keys of the licenses found in it."""
        of = self._matched if self.api == "match" else self._detected
        for path in paths:
            yield path, of(str(path))

    def _matched(self, path: str) -> frozenset[str]:
        matches = self._index.match(location=path, min_score=0)
        return frozenset(key for match in matches for key in match.rule.license_keys())

    def _detected(self, path: str) -> frozenset[str]:
        detections = self._api.get_licenses(path)["license_detections"]
        expressions = [detection["license_expression"] for detection in detections]
        return frozenset(key for one in expressions for key in self._expressions.license_keys(one))


def main() -> int:
    """Answer the files on the standard input."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--api", choices=APIS, default=APIS[0], help="where the keys are taken from")
    serve(ScanCode(parser.parse_args().api))
    return 0


if __name__ == "__main__":
    sys.exit(main())

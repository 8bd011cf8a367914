"""Licet's side: the one place where the benchmarks call it.

It calls `licet license identify -f jsonl` inside this process.

Usage: python -m benchmarks.identify.ours PATH..., or with none as one side of benchmarks.identify.compare.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from benchmarks.identify.sides import serve
from licet.cli import main
from licet.version import VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A license found in a file; `edits` counts the differences."""

    id: str
    key: str
    kind: str
    score: float
    coverage: float
    modified: bool
    edits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was found in a file."""

    path: Path
    expression: str
    licenses: tuple[Found, ...]
    problems: tuple[str, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all licenses found, the id where there is no key."""
        said = " ".join(found.key or found.id for found in self.licenses).replace("(", " ").replace(")", " ")
        return frozenset(said.split()) - {"AND", "OR", "WITH"}


class Licet:
    """Licet as a side of the comparison."""

    name = f"Licet {VERSION}"

    def open(self) -> None:
        """Read a file that holds a tag, so that the index and the names of licenses are open afterwards."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "tag.txt"
            path.write_text("SPDX-License-Identifier: MIT\n", encoding="utf-8")
            list(identify_all([path]))

    def keys(self, paths: Sequence[Path]) -> Iterator[tuple[Path, frozenset[str]]]:
        """Yield each file with the keys of the licenses found in it."""
        for record in identify_all(paths):
            yield record.path, record.keys


def identify_all(paths: Sequence[Path]) -> Iterator[Record]:
    """Yield what Licet finds in each file, in the order of `paths`; one process, one job."""
    # by way of a file, so that the output of thousands of files does not count as Licet's memory
    with TemporaryFile("w+", encoding="utf-8") as output:
        with redirect_stdout(output):
            main(["license", "identify", "-f", "jsonl", "--jobs", "1", *map(str, paths)])
        output.seek(0)
        given = {path.name: path for path in paths}
        records = {Path(row["path"]).name: row for row in map(json.loads, output)}
    for name, path in given.items():
        yield _record(path, records.get(name, {"problems": ["no record"]}))


def _record(path: Path, row: Mapping[str, Any]) -> Record:
    licenses = [
        Found(
            id=one["id"],
            key=one.get("scancode_key") or "",
            kind=one["kind"],
            score=one["score"],
            coverage=one["coverage"],
            modified=one["modified"],
            edits=len(one.get("edits") or ()),
        )
        for one in row.get("licenses", ())
    ]
    return Record(
        path=path,
        expression=row.get("expression") or "",
        licenses=tuple(licenses),
        problems=tuple(map(str, row.get("problems", ()))),
    )


def _main() -> int:
    if not sys.argv[1:]:
        serve(Licet())
        return 0
    for record in identify_all([Path(word) for word in sys.argv[1:]]):
        print(record.path.name, ", ".join(map(_shown, record.licenses)) or "nothing", *record.problems, sep=": ")
    return 0


def _shown(found: Found) -> str:
    return f"{found.key or found.id} ({found.kind}{', modified' if found.modified else ''}, {found.score:g})"


if __name__ == "__main__":
    sys.exit(_main())

"""What both sides of the comparison share: they get the same files, are timed alike and answer in the same form.

It needs the standard library alone, since ScanCode's side runs in ScanCode's own environment. A side reads lines of
`kind<TAB>path` from its input and writes one JSON object per file, then one with the figures of the run.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol


class Side(Protocol):
    """An identifier: `name` says which and of what version."""

    @property
    def name(self) -> str:
        """The identifier and its version."""

    def open(self) -> None:
        """Load the index, and whatever else is loaded once."""

    def keys(self, paths: Sequence[Path]) -> Iterator[tuple[Path, frozenset[str]]]:
        """Yield each file with the keys of the licenses found in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The keys found in a file."""

    file: str
    kind: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The figures of one process: CPU seconds for loading and for each kind, peak memory in MB."""

    name: str
    load: float
    peak: float
    seconds: dict[str, float] = field(default_factory=dict)


def measure(side: Side, batches: Mapping[str, Sequence[Path]]) -> tuple[list[Answer], Run]:
    """Let a side read every file, kind by kind, in this process."""
    start = cpu_seconds()
    side.open()
    load = cpu_seconds() - start
    answers: list[Answer] = []
    seconds: dict[str, float] = {}
    for kind, paths in batches.items():
        start = cpu_seconds()
        found = list(side.keys(paths))
        seconds[kind] = cpu_seconds() - start
        answers += [Answer(file=path.name, kind=kind, keys=keys) for path, keys in found]
    return answers, Run(name=side.name, load=load, peak=peak_mb(), seconds=seconds)


def cpu_seconds() -> float:
    """Return the CPU time of this process and of the children it waited for."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def peak_mb() -> float:
    """Return the most memory this process has held, in MB; of a file mapped into memory what was read counts."""
    status = Path("/proc/self/status")
    if status.exists():
        # Linux's getrusage also counts what the parent held when it started this process
        held = next(
            (line for line in status.read_text("ascii", "replace").splitlines() if line.startswith("VmHWM")), ""
        )
        if held:
            return int(held.split()[1]) / (1e6 / 1024)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e6 / 1024)


def serve(side: Side) -> None:
    """Answer the files named on the standard input on the standard output."""
    batches: dict[str, list[Path]] = {}
    for line in sys.stdin:
        kind, _, path = line.rstrip("\n").partition("\t")
        batches.setdefault(kind, []).append(Path(path))
    answers, run = measure(side, batches)
    for answer in answers:
        print(json.dumps({"file": answer.file, "kind": answer.kind, "keys": sorted(answer.keys)}))
    print(json.dumps({"run": asdict(run)}))


def read(lines: Iterable[str]) -> tuple[list[Answer], Run]:
    """Return what a side wrote.

    Raises:
        ValueError: the side ended before its figures.
    """
    answers: list[Answer] = []
    for line in lines:
        row = json.loads(line)
        if "run" in row:
            return answers, Run(**row["run"])
        answers.append(Answer(file=row["file"], kind=row["kind"], keys=frozenset(row["keys"])))
    raise ValueError("the side ended before its figures")

"""Measure which license keys Licet finds in the detection samples, and how fast.

Usage: python -m benchmarks.identify.accuracy [tuning|heldout|all] [--errors [--adjudicate]]. Prints; asserts nothing.
"""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.identify.ours import Licet
from benchmarks.identify.sides import Answer, Run, measure
from benchmarks.identify.split import HALVES, KINDS, MIXED, Row, by_kind, rows

GROUPS: Mapping[str, tuple[str, ...]] = {**{kind: (kind,) for kind in KINDS}, MIXED: KINDS[1:], "all": KINDS}
"""What is counted together: each kind, all but full texts, and all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well key sets agree: files with exactly the expected set; keys found rightly, wrongly, and not found."""

    files: int
    exact: int
    right: int
    wrong: int
    missed: int

    @property
    def exact_rate(self) -> float:
        """The share of files whose key set is exactly the expected one."""
        return self.exact / self.files if self.files else 0.0

    @property
    def precision(self) -> float:
        """The share of the keys found that are expected (micro: over all files together)."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        """The share of the expected keys that are found (micro)."""
        return self.right / (self.right + self.missed) if self.right else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def score(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> Score:
    """Return the score of pairs of expected and found keys."""
    listed = list(pairs)
    return Score(
        files=len(listed),
        exact=sum(expected == found for expected, found in listed),
        right=sum(len(expected & found) for expected, found in listed),
        wrong=sum(len(found - expected) for expected, found in listed),
        missed=sum(len(expected - found) for expected, found in listed),
    )


def scores(samples: Sequence[Row], answers: Sequence[Answer]) -> dict[str, Score]:
    """Return the score of each group."""
    found = {answer.file: answer.keys for answer in answers}
    return {
        group: score((row.keys, found[row.file]) for row in samples if row.kind in kinds)
        for group, kinds in GROUPS.items()
    }


def rate(run: Run, group: str, files: int) -> float:
    """Return files per CPU second in a group, the opening of the index left out."""
    seconds = sum(run.seconds.get(kind, 0.0) for kind in GROUPS[group])
    return files / seconds if seconds else 0.0


def batches(samples: Sequence[Row]) -> dict[str, list[Path]]:
    """Return the files of each kind."""
    return {kind: [row.path for row in some] for kind, some in by_kind(samples).items() if some}


def main() -> int:
    """Print the table, and the differences if they were asked for."""
    options = _options()
    samples = rows(options.half)
    if not samples:
        print("the samples of ../shared are not at hand")
        return 2
    answers, run = measure(Licet(), batches(samples))
    print(f"{run.name}, {options.half}: {len(samples)} files")
    print(f"{'':<12}{'files':>6}{'exact':>8}{'precision':>11}{'recall':>8}{'F1':>7}{'files/CPU s':>13}")
    for group, one in scores(samples, answers).items():
        print(
            f"{group:<12}{one.files:>6}{one.exact_rate:>8.3f}{one.precision:>11.3f}{one.recall:>8.3f}{one.f1:>7.3f}"
            f"{rate(run, group, one.files):>13.0f}"
        )
    total = run.load + sum(run.seconds.values())
    print(
        f"index opened in {run.load:.3f} CPU s; with it {len(samples) / total:.0f} files/CPU s; peak {run.peak:.0f} MB"
    )
    if options.errors:
        print(*differences(samples, answers), sep="\n")
    return 0


def differences(samples: Sequence[Row], answers: Sequence[Answer]) -> list[str]:
    """Return a line for each file whose keys are not those expected."""
    found = {answer.file: answer.keys for answer in answers}
    return [
        f"{row.kind}  {row.file}\n    expected {_shown(row.keys)}\n    got      {_shown(found[row.file])}"
        for row in samples
        if found[row.file] != row.keys
    ]


def _shown(keys: frozenset[str]) -> str:
    return ", ".join(sorted(keys)) or "(none)"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("half", nargs="?", choices=HALVES, default="tuning", help="which half (default: tuning)")
    parser.add_argument("--errors", action="store_true", help="list the files whose keys are not those expected")
    parser.add_argument("--adjudicate", action="store_true", help="with --errors: tuning is over, show held-out files")
    options = parser.parse_args()
    if options.errors and options.half != "tuning" and not options.adjudicate:
        parser.error("--errors lists held-out files only with --adjudicate, when nothing is tuned any more")
    return options


if __name__ == "__main__":
    sys.exit(main())

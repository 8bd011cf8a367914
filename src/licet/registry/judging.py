"""Judges a registry: every part by its row, each distinct row once, by the judge that judges projects."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from licet.judge import judge
from licet.model.analysis import Judgement
from licet.model.use import Config
from licet.model.vocabulary import DutyStatus, Verdict, worst
from licet.propagate.algebra import Algebra
from licet.propagate.kernel import Reach, graph_of, reach
from licet.propagate.lanes import PRODUCTS
from licet.registry.gather import ABSENT, Registry
from licet.registry.marks import Rules
from licet.registry.terms import Classes, classes_of
from licet.registry.views import As, Views

_OWED = frozenset({DutyStatus.DUE, DutyStatus.PENDING})
UNFINISHED = "not-followed"
"""The one finding on a part whose upstream is too knotted to be followed to its end; it needs review."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was judged of all parts with one row: rules with their worst verdicts, duties, open questions."""

    verdict: Verdict
    findings: tuple[tuple[str, Verdict], ...] = ()
    duties: tuple[str, ...] = ()
    questions: int = 0


_NOT_FOLLOWED = Outcome(Verdict.REVIEW, ((UNFINISHED, Verdict.REVIEW),))


@dataclass(frozen=True, slots=True)
class Drop:
    """A license further up whose terms a part does not carry on: through which links, and the clause in the way."""

    base: str
    through: tuple[int, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One part of the registry with what was judged."""

    part: int
    outcome: Outcome
    drops: tuple[Drop, ...]


@dataclass(slots=True)
class Judging:
    """A registry with its classes, rows and outcomes so far."""

    registry: Registry
    classes: Classes
    reach: Reach
    views: Views
    rules: Rules
    seen_as: As
    outcomes: dict[object, Outcome] = field(default_factory=dict)
    drops: dict[tuple[int, int], tuple[Drop, ...]] = field(default_factory=dict)

    def parts(self) -> Iterator[int]:
        """The parts that have a row of their own, in the order of their rows."""
        line = np.array(self.registry.line, np.int64)
        rows = np.flatnonzero(line)
        yield from rows[np.argsort(line[rows], kind="stable")].tolist()

    def judged(self) -> Iterator[Judged]:
        """Judge every part that has a row of its own, in the order of the rows."""
        for part in self.parts():
            yield Judged(part, self.outcome(part), self.dropped(part))

    def outcome(self, part: int) -> Outcome:
        """What was judged of one part."""
        if self.reach.unfinished[part]:
            return _NOT_FOLLOWED
        key = self.views.key(part, self.seen_as)
        found = self.outcomes.get(key)
        if found is None:
            found = self.outcomes[key] = _outcome(judge(self.views.system(part, self.seen_as)))
        return found

    def dropped(self, part: int) -> tuple[Drop, ...]:
        """The terms of bases, at whatever distance, that the license declared for a part does not carry on."""
        key = (int(self.reach.rows[part]), int(self.reach.graph.part[part]))
        found = self.drops.get(key)
        if found is None:
            found = self.drops[key] = tuple(self._drops(*key))
        return found

    def _drops(self, row: int, derived: int) -> Iterator[Drop]:
        algebra = self.reach.algebra
        seen: set[tuple[int, tuple[int, ...]]] = set()
        for atom in sorted(algebra.rows[row], key=lambda one: (algebra.atoms[one][0], algebra.atoms[one][1].steps)):
            base, lane = algebra.atoms[atom]
            if not lane.steps or lane.outputs or (base, lane.steps) in seen:
                continue
            seen.add((base, lane.steps))
            case = self.rules.drift(derived, base, lane.steps)
            if case is not None:
                clause = next(iter(case.clauses), None)
                place = f"{clause.license} §{clause.section}" if clause else ""
                yield Drop(self.classes.terms[base].expression, lane.steps, place)


def _outcome(judgement: Judgement) -> Outcome:
    rules: dict[str, Verdict] = {}
    for finding in judgement.findings:
        if not finding.waived_by:
            rules[finding.rule] = worst(finding.verdict, rules.get(finding.rule, Verdict.ALLOWED))
    duties = sorted({str(duty.duty) for duty in judgement.duties if duty.status in _OWED})
    ordered = sorted(rules.items(), key=lambda item: (-item[1].rank, item[0]))
    return Outcome(judgement.verdict, tuple(ordered), tuple(duties), len(judgement.questions))


def prepare(registry: Registry, config: Config, *, path: str, now: date, seen_as: As = "part") -> Judging:
    """Find the terms of all parts and carry them along the links; nothing is judged yet."""
    classes = classes_of(registry.sorts, path)
    rules = Rules(classes.terms, config, now)
    of_sort = np.array([*classes.of_sort, 0], np.int32)
    sort = np.array(registry.sort, np.int32)
    part = of_sort[np.where(sort == ABSENT, len(classes.of_sort), sort)]
    products = np.array([each.kind in PRODUCTS for each in classes.parts], np.int32)
    source = np.array(registry.source, np.int32)
    link = np.array(registry.link, np.int32) * 2 + (products[part[source]] if len(source) else 0)
    graph = graph_of(part, source, np.array(registry.target, np.int32), link.astype(np.int32))
    found = reach(graph, Algebra(classes.parts, rules.marks()))
    views = Views(found, classes, registry.ids, config, now)
    return Judging(registry, classes, found, views, rules, seen_as)

"""From a case and its tree to a finding."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from licet.judge.explore import Branch, Leaf, Node, asks, explore, leaves, may_matter, settle, under, worst_leaf
from licet.judge.interplay import settled_by
from licet.judge.pattern import pattern_of
from licet.model.bom import Link
from licet.model.findings import Finding, ReadingOutcome, Severity, Step
from licet.model.system import System
from licet.model.terms import Reading
from licet.model.vocabulary import Verdict
from licet.rules.case import Case, Rule
from licet.rules.facts import Facts
from licet.rules.registry import RULES

SEVERITY: Mapping[Verdict, Severity] = {
    Verdict.BLOCKED: "high",
    Verdict.REVIEW: "medium",
    Verdict.WITH_DUTIES: "low",
    Verdict.ALLOWED: "info",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Argued:
    """A finding with the tree it was read from, which the questions need."""

    finding: Finding
    tree: Node


Placed = tuple[int, Argued]
"""A finding that has no number yet, with the place of its rule among the rules."""


def findings_of(system: System, rules: tuple[Rule, ...] = RULES, facts: Facts | None = None) -> tuple[Argued, ...]:
    """Every rule's findings, worst first, then in the order of the rules and by key; numbered F1, F2 ..."""
    facts = facts or Facts(system)
    found = [
        (at, case, tree)
        for at, rule in enumerate(rules)
        for case in rule.cases(system)
        if _matters(tree := explore(case.decide, facts, capped=case.capped))
    ]
    found.sort(key=lambda each: (-settle(each[2]).rank, each[0], f"{rules[each[0]].id}:{each[1].key}"))
    return tuple(
        Argued(finding=_finding(rules[at], case, tree, system.readings, f"F{number}"), tree=tree)
        for number, (at, case, tree) in enumerate(found, start=1)
    )


def argued(rule: Rule, cases: Iterable[Case], facts: Facts) -> Iterator[Argued]:
    """The findings of some cases of a rule: those that any answer leaves with a verdict but allowed."""
    for case in cases:
        yield from finding_of(rule, case, explore(case.decide, facts, capped=case.capped), facts.system)


def finding_of(rule: Rule, case: Case, tree: Node, system: System) -> Iterator[Argued]:
    """The finding of a case whose decision was explored; none where every answer allows."""
    if _matters(tree):
        yield Argued(finding=_finding(rule, case, tree, system.readings), tree=tree)


def _matters(tree: Node) -> bool:
    """Whether some answer leaves another verdict than allowed."""
    return isinstance(tree, Branch) or tree.verdict is not Verdict.ALLOWED


def numbered(found: Iterable[Placed]) -> tuple[Argued, ...]:
    """Put findings in their order and number them."""
    return tuple(
        Argued(finding=replace(one.finding, id=f"F{number}"), tree=one.tree)
        for number, one in enumerate(in_order(found), start=1)
    )


def in_order(found: Iterable[Placed]) -> tuple[Argued, ...]:
    """Findings in their order: worst first, then in the order of the rules and by key."""
    order = sorted(found, key=lambda item: (-item[1].finding.verdict.rank, item[0], item[1].finding.key))
    return tuple(one for _, one in order)


def _finding(rule: Rule, case: Case, tree: Node, points: Mapping[str, Reading], number: str = "") -> Finding:
    verdict = settle(tree)
    bad = worst_leaf(tree)
    return Finding(
        key=f"{rule.id}:{case.key}",
        rule=rule.id,
        verdict=verdict,
        severity=SEVERITY[verdict],
        title=case.title,
        components=case.components,
        path=steps(bad.outcome.path),
        clauses=case.clauses,
        act=case.act,
        tags=case.tags,
        duty=case.duty,
        facts=_facts(tree),
        readings=_readings(tree, points),
        questions=tuple(ask.id for ask in asks(tree)),
        settled_by=settled_by(pattern_of(tree)),
        may_matter=tuple(ask.id for ask in may_matter(tree)),
        because=_because(tree, bad),
        id=number,
    )


def steps(path: tuple[Link, ...]) -> tuple[Step, ...]:
    """A path as shown: product first."""
    return tuple(Step(source=k.source, how=k.how, target=k.target, evidence=k.evidence) for k in path)


def _facts(tree: Node) -> dict[str, str]:
    """The known facts that any branch rested on, and the open ones."""
    if isinstance(tree, Leaf) and not tree.beyond:
        return dict(tree.used)
    known = {name: value for leaf in leaves(tree) for name, value in leaf.used.items()}
    return {**known, **{ask.id: "unknown" for ask in (*asks(tree), *may_matter(tree))}}


def _readings(tree: Node, points: Mapping[str, Reading]) -> tuple[ReadingOutcome, ...]:
    return tuple(
        ReadingOutcome(
            id=ask.reading,
            position=position.name,
            verdict=settle(under(tree, ask.id, position.name)),
            held_by=tuple(dict.fromkeys(holder.who for holder in position.held_by)),
        )
        for ask in asks(tree)
        if ask.reading
        for position in points[ask.reading].positions
    )


def _because(tree: Node, bad: Leaf) -> tuple[str, ...]:
    """The argument: one sentence where all is known, else one per answer to the first open fact."""
    if not isinstance(tree, Branch):
        return (bad.outcome.why,)
    said = [f"{tree.ask.asks}"]
    for answer, sub in tree.answers.items():
        leaf = worst_leaf(sub)
        said.append(f"{answer}: {settle(sub).replace('-', ' ')} ({leaf.outcome.why})")
    return tuple(said)

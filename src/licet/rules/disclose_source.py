"""A duty to disclose the source of a work, against a part in it whose source is not ours to give (vocabulary 10.7)."""

from collections.abc import Iterator, Sequence

from licet.model.findings import Terms
from licet.model.system import System
from licet.model.terms import License
from licet.model.vocabulary import Act, Category, Duty, Kind, Value, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Facts
from licet.rules.reach import binds_work, may_span, work
from licet.rules.support import each_use, part_case

ID = "disclose-source"
_MANY = 20
"""Parts without a known license from which on they are judged together."""
_CODE = frozenset({Kind.LIBRARY, Kind.APPLICATION, Kind.TOKENIZER, Kind.MODEL, Kind.ADAPTER})


def cases(system: System) -> Iterator[Case]:
    """One case per pair of a part that demands the source of the whole and a closed part beside it.

    Where very many parts have no license that is known, they are one case together.
    """
    every = [other for name, other in system.terms.items() if name in system.exposures and _closed(other)]
    for terms, license_ in system.licensed() if every else ():
        if license_.duty(Duty.DISCLOSE_SOURCE).value is not Value.YES:
            continue
        if not any(may_span(system, each.way[-1], license_) for each in each_use(system, terms)):
            continue
        closed = [other for other in every if other is not terms]
        unknown = [other for other in closed if not _proprietary(other)]
        together = len(unknown) > _MANY
        for other in filter(_proprietary, closed) if together else closed:
            yield _case(system, (terms, license_), other)
        if together:
            yield _together(system, (terms, license_), unknown)


def _proprietary(terms: Terms) -> bool:
    return any(license_.category is Category.PROPRIETARY for license_ in terms.licenses)


def _together(system: System, one: tuple[Terms, License], others: Sequence[Terms]) -> Case:
    """Many parts whose license is not known, beside one that demands the source of the whole: one question."""

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, one[0]):
            mine = work(facts, exposure, one[1])
            if len(mine.nodes) == 1 or not binds_work(facts, exposure, one[1], mine):
                continue
            met = next(
                (
                    second
                    for other in others
                    for second in each_use(system, other)
                    if any(node in work(facts, second, one[1]).nodes[1:] for node in mine.nodes[1:])
                ),
                None,
            )
            asks = f"May you give out the source of the {len(others)} parts whose license is not known?"
            if met and not facts.of_part(one[0].component.id, "sources-may-be-given", asks):
                why = f"the source of {system.label(met.component)} and others would have to be given too"
                yield Outcome(verdict=Verdict.BLOCKED, why=why, path=met.path)

    title = (
        f"{one[0].component.label} demands the source of the whole, and the license of {len(others)} parts is not known"
    )
    clause = one[1].duty(Duty.DISCLOSE_SOURCE).clause
    names = tuple(other.component.id for other in others)
    return part_case(*one, title, outcomes, clause, suffix="unknown", duty=Duty.DISCLOSE_SOURCE, others=names)


def _closed(terms: Terms) -> bool:
    """Whether the source is not known to be ours to give: a proprietary license, or terms nobody has read."""
    if terms.component.own or terms.component.kind not in _CODE:
        return False
    return _proprietary(terms) or bool(terms.unread) or not terms.expression


def _case(system: System, one: tuple[Terms, License], other: Terms) -> Case:
    forbidden = any(license_.permission(Act.REDISTRIBUTE).value is Value.NO for license_ in other.licenses)

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, one[0]):
            for second in each_use(system, other):
                mine, theirs = work(facts, exposure, one[1]), work(facts, second, one[1])
                met = any(node in theirs.nodes[1:] for node in mine.nodes[1:])
                if not met or not binds_work(facts, exposure, one[1], mine):
                    continue
                asks = f"May you give out the source of {other.component.label}?"
                if forbidden or not facts.of_part(other.component.id, "source-may-be-given", asks):
                    why = f"the source of {other.component.label} would have to be given too"
                    yield Outcome(verdict=Verdict.BLOCKED, why=why, path=second.path)

    known = forbidden or _proprietary(other)
    closed = "is closed" if known else "may not be ours to give (its license is not known)"
    title = f"{one[0].component.label} demands the source of the whole, and {other.component.label} {closed}"
    clause = one[1].duty(Duty.DISCLOSE_SOURCE).clause
    others = (other.component.id,)
    return part_case(*one, title, outcomes, clause, suffix=other.component.id, duty=Duty.DISCLOSE_SOURCE, others=others)


RULE = Rule(id=ID, risk="copyleft", cases=cases)

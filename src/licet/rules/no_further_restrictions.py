"""A ban on further restrictions against parts whose terms add some, in one work (vocabulary 10.1)."""

from collections.abc import Iterator
from dataclasses import replace

from licet.model.bom import PRODUCT
from licet.model.findings import Terms
from licet.model.system import System
from licet.model.terms import Clause, License
from licet.model.vocabulary import Duty, Strength, Value, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Facts
from licet.rules.reach import binds_work, work
from licet.rules.support import each_use, part_case

ID = "no-further-restrictions"


def cases(system: System) -> Iterator[Case]:
    """One case per pair of a part that bans further restrictions and a part that brings some."""
    licensed = system.licensed()
    yield from _release_cases(system, licensed)
    added_by: dict[tuple[str, str], Clause | None] = {}
    for terms, license_ in licensed:
        if license_.no_further_restrictions is None or license_.duty(Duty.SHARE_ALIKE).value is not Value.YES:
            continue
        for other, brings in licensed:
            pair = (license_.id, brings.id)
            if pair not in added_by:
                added_by[pair] = added_restriction(license_, brings)
            added = added_by[pair]
            if (
                added
                and other is not terms
                and brings.id not in {license_.id, *license_.compatible_with}
                and license_.id not in _allowed(brings)
            ):
                yield _case(system, (terms, license_), (other, brings), added)


def _release_cases(system: System, licensed: tuple[tuple[Terms, License], ...]) -> Iterator[Case]:
    """The product's own license may ban further restrictions, too: every branch of it against every part."""
    for terms, brings in licensed:
        clashes: list[tuple[License, Clause]] = []
        for way in system.outbound:
            pairs = [(own, _clash(own, brings)) for own in way if own is not None]
            clashes += [(own, added) for own, added in pairs if added is not None][:1]
        if system.outbound and len(clashes) == len(system.outbound):
            yield _release_case(system, terms, brings, *clashes[0])


def _clash(own: License, brings: License) -> Clause | None:
    """What a part adds that the license of the work forbids to add; None where the two can meet."""
    if own.no_further_restrictions is None or own.duty(Duty.SHARE_ALIKE).value is not Value.YES:
        return None
    if own.id in {brings.id, brings.or_later, *_allowed(brings)} or brings.id in {*own.compatible_with, own.or_later}:
        return None
    return added_restriction(own, brings)


def _release_case(system: System, terms: Terms, brings: License, own: License, added: Clause) -> Case:
    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            reached = work(facts, exposure, own)
            if reached.top == PRODUCT and binds_work(facts, exposure, own, reached):
                why = f"{system.config.product.name} is released under {own.id}"
                yield Outcome(verdict=Verdict.BLOCKED, why=why, path=exposure.path)

    title = (
        f"{system.config.product.name} may add no restrictions under {own.id}, and {terms.component.label} adds some"
    )
    suffix = f"release:{own.id}"
    case = part_case(terms, brings, title, outcomes, added, suffix=suffix)
    return replace(case, clauses=(*case.clauses, *filter(None, (own.no_further_restrictions,))))


def _allowed(brings: License) -> tuple[str, ...]:
    """The licenses that the bringing one itself lets its part be released under, or combined with."""
    return (*brings.compatible_with, *brings.combines_with)


def added_restriction(license_: License, brings: License) -> Clause | None:
    """The clause by which a license adds what the other forbids to add: a duty that it names, or a limit of use."""
    for duty in (Duty.FLOW_DOWN, *(Duty(name) for name in license_.treats_as_restriction)):
        term = brings.duty(duty)
        if term.value is Value.YES and term.clause:
            return term.clause
    return next((r.clause for r in brings.restrictions if r.strength is Strength.PROHIBITED), None)


def _case(system: System, one: tuple[Terms, License], other: tuple[Terms, License], added: Clause) -> Case:
    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, one[0]):
            for second in each_use(system, other[0]):
                mine, theirs = work(facts, exposure, one[1]), work(facts, second, one[1])
                met = [node for node in mine.nodes[1:] if node in theirs.nodes[1:]]
                if met and binds_work(facts, exposure, one[1], mine):
                    why = f"both are part of {system.label(met[0])}"
                    yield Outcome(verdict=Verdict.BLOCKED, why=why, path=second.path)

    title = f"{one[0].component.label} permits no restrictions beyond its own, and {other[0].component.label} adds some"
    case = part_case(
        *one,
        title,
        outcomes,
        one[1].no_further_restrictions,
        suffix=f"{other[0].component.id}:{other[1].id}",
        others=(other[0].component.id,),
    )
    return replace(case, clauses=(*case.clauses, added))


RULE = Rule(id=ID, risk="copyleft", cases=cases)

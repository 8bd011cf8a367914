"""A ban on further restrictions against parts whose terms add some, in one work (vocabulary 10.1)."""

from collections.abc import Iterator
from dataclasses import replace

from licet.model.bom import PRODUCT
from licet.model.findings import Exposure, Terms
from licet.model.system import System
from licet.model.terms import Clause, License
from licet.model.vocabulary import DERIVING, Duty, How, Strength, Value, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Facts
from licet.rules.reach import binds_work, work
from licet.rules.share_alike import ours_to_release, released_under
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
                and brings.plain.id not in {license_.plain.id, *license_.compatible_with}
                and license_.plain.id not in brings.compatible_with
            ):
                yield _case(system, (terms, license_), (other, brings), added)


def _release_cases(system: System, licensed: tuple[tuple[Terms, License], ...]) -> Iterator[Case]:
    """The license of a release of ours may ban further restrictions, too: every branch of it against every part."""
    nodes = [PRODUCT, *(name for name in system.terms if ours_to_release(system, name))]
    for node in nodes:
        ways = released_under(system, node)[1]
        for terms, brings in licensed if ways else ():
            clashes = [clash for way in ways if (clash := _first_clash(system, way, brings))]
            if len(clashes) == len(ways) and terms.component.id != node:
                yield _release_case(system, node, (terms, brings), clashes[0])


def _first_clash(system: System, way: tuple[License | None, ...], brings: License) -> tuple[License, Clause] | None:
    """The first license of a branch that bans what a part adds, in every version that it leaves open."""
    for own in way:
        if own is None:
            continue
        versions = (own, *system.versions.get(own.id, ()))
        added = [_clash(version, brings) for version in versions]
        if added[0] is not None and all(added):
            return own, added[0]
    return None


def _clash(own: License, brings: License) -> Clause | None:
    """What a part adds that the license of the work forbids to add; None where the two can meet."""
    if own.no_further_restrictions is None or own.duty(Duty.SHARE_ALIKE).value is not Value.YES:
        return None
    mine, theirs = own.plain, brings.plain
    if mine.id in {theirs.id, theirs.or_later, *brings.compatible_with}:
        return None
    if theirs.id in {*mine.compatible_with, mine.or_later}:
        return None
    return added_restriction(own, brings)


def _release_case(system: System, node: str, part: tuple[Terms, License], clash: tuple[License, Clause]) -> Case:
    terms, brings = part
    own, added = clash
    label = system.label(node)

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            if _remote(exposure, brings):
                continue
            reached = work(facts, exposure, own)
            binds = node in reached.nodes and binds_work(facts, exposure, own, reached)
            if binds and not _let_in(facts, exposure, own, brings):
                yield Outcome(verdict=Verdict.BLOCKED, why=f"{label} is released under {own.id}", path=exposure.path)

    title = f"{label} may add no restrictions under {own.id}, and {terms.component.label} adds some"
    case = part_case(terms, brings, title, outcomes, added, suffix=f"release:{node}:{own.id}")
    return replace(case, clauses=(*case.clauses, *filter(None, (own.no_further_restrictions,))))


def _let_in(facts: Facts, exposure: Exposure, own: License, brings: License) -> bool:
    """Whether a part may be in the work although it adds terms.

    The part's own license lets it be combined with such a work, or an exception of the work's license lets it in.
    """
    if own.plain.id in brings.combines_with and exposure.last.how not in DERIVING | {How.COPIES}:
        return True
    grants = (grant for grant in own.includes if brings.plain.id in grant.licenses)
    return any(facts.granted(exposure.component, grant) for grant in grants)


def _remote(exposure: Exposure, brings: License) -> bool:
    """Whether somebody else operates the part: terms of service license no copy, so it is no part of the work."""
    called = brings.kind == "service" and exposure.last.how is How.CALLS
    return called and exposure.last.facts.get("one_work") is not True


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
                if _remote(second, other[1]):
                    continue
                mine, theirs = work(facts, exposure, one[1]), work(facts, second, one[1])
                met = [node for node in mine.nodes[1:] if node in theirs.nodes[1:]]
                binds = met and binds_work(facts, exposure, one[1], mine)
                if binds and not _let_in(facts, second, one[1], other[1]):
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

"""Share-alike against the license of what it reaches, and against another share-alike (vocabulary 10.2)."""

from collections.abc import Iterator
from dataclasses import replace

from licet.model.bom import PRODUCT
from licet.model.findings import Exposure, Terms
from licet.model.system import System, Ways
from licet.model.terms import License
from licet.model.vocabulary import DERIVING, Duty, How, Reach, Value, Verdict
from licet.rules import within
from licet.rules.case import Case, Outcome, Rule
from licet.rules.crowds import MANY, Claim, Parts, all_but_first, clashing, meeting, told
from licet.rules.facts import Ask, Facts
from licet.rules.reach import binds_work, work
from licet.rules.support import can_meet, each_use, fits, is_named, may_fit, part_case
from licet.rules.triggers import offered_as_service

ID = "share-alike"


def cases(system: System) -> Iterator[Case]:
    """One case per part under share-alike against outbound licenses, and one per pair that may meet in one work."""
    sharing = [
        (terms, license_)
        for terms, license_ in system.licensed()
        if license_.duty(Duty.SHARE_ALIKE).value in {Value.YES, Value.CONDITIONAL}
    ]
    for terms, license_ in sharing:
        yield _outbound_case(system, terms, license_)
    for ones, others in clashing(sharing, sharing, lambda one, other: not can_meet(one, other)):
        yield from _pairs(system, ones, others)
    yield from within.pairs(system, sharing)
    yield from within.releases(system, sharing, _releases(system))


def _releases(system: System) -> dict[str, tuple[License, ...]]:
    """The known licenses under which we release the product and our parts, one of each branch that claims the most."""
    nodes = [PRODUCT, *(name for name in system.terms if ours_to_release(system, name))]
    found: dict[str, tuple[License, ...]] = {}
    for node in nodes:
        ways = released_under(system, node)[1]
        claims = [next((own for own in way if own and within.claims_whole(own)), None) for way in ways]
        if claims and all(claims):
            found[node] = tuple(own for own in claims if own)
    return found


def _outbound_case(system: System, terms: Terms, license_: License) -> Case:
    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            yield _decide(facts, exposure, license_)

    title = f"what contains {terms.component.label} must be released under {license_.id}"
    clause = license_.duty(Duty.SHARE_ALIKE).clause
    return part_case(terms, license_, title, outcomes, clause, duty=Duty.SHARE_ALIKE)


def _decide(facts: Facts, exposure: Exposure, license_: License) -> Outcome:
    reached = work(facts, exposure, license_)
    nodes = list(reached.nodes[1:])
    stack = license_.duty(Duty.SHARE_ALIKE).reach is Reach.SERVICE_STACK
    if stack and PRODUCT not in nodes and offered_as_service(facts, exposure):
        nodes.append(PRODUCT)
    if not nodes or not binds_work(facts, exposure, license_, reached):
        return Outcome(verdict=Verdict.ALLOWED, why="the clause does not reach beyond the part", path=exposure.path)
    for node in nodes:
        outcome = _release(facts, node, exposure, license_)
        if outcome:
            return outcome
    return Outcome(verdict=Verdict.ALLOWED, why="what it reaches is under a fitting license", path=exposure.path)


def _release(facts: Facts, node: str, exposure: Exposure, license_: License) -> Outcome | None:
    """The conflict, if any, between the clause and the license under which we release a part that it reaches."""
    system = facts.system
    if not ours_to_release(system, node):
        return _others_part(facts, node, exposure, license_)
    name, ways = released_under(system, node)
    facts.used[f"license of {system.label(node)}"] = name or "not chosen"
    combined = exposure.way[-1].how not in DERIVING | {How.COPIES}
    if not name or name == license_.id or fits(system, ways, license_, combined=combined):
        return None
    why = f"{system.label(node)} is to be released under {name}"
    if all(any(own and is_named(facts, exposure.component, own, license_) for own in way) for way in ways) and ways:
        return None
    if may_fit(ways, license_):
        why = f"{why}; whether {license_.id} takes that is to be read"
        return Outcome(verdict=Verdict.REVIEW, why=why, path=exposure.path)
    if license_.duty(Duty.SHARE_ALIKE).parameters.get("form") == "source" and _source_offered(facts, node, license_):
        return None
    return Outcome(verdict=Verdict.BLOCKED, why=why, path=exposure.path)


def _source_offered(facts: Facts, node: str, license_: License) -> bool:
    """Whether a clause that binds the source alone is met: object code may be under terms of one's own."""
    asks = (
        f"Is the source of {facts.system.label(node)} offered under {license_.id}, whatever its object code is under?"
    )
    return facts.yes(Ask(f"source-offered:{node}:{license_.id}", asks, node))


def _others_part(facts: Facts, node: str, exposure: Exposure, license_: License) -> Outcome | None:
    """A part of somebody else's in between: fine under its own stated license (drift is judged elsewhere)."""
    terms = facts.system.terms[node]
    if terms.licenses or terms.unread:
        return None
    label = facts.system.label(node)
    if facts.yes(Ask(f"release-as:{node}", f"Will {label} be released under {license_.id}?", node)):
        return None
    return Outcome(verdict=Verdict.BLOCKED, why=f"{label} is not released under {license_.id}", path=exposure.path)


def ours_to_release(system: System, node: str) -> bool:
    """Whether we decide under what a part is released: the product, a part of ours, one with a stated `release_as`."""
    terms = system.terms.get(node)
    return system.is_own(node) or bool(terms and terms.component.release_as)


def released_under(system: System, node: str) -> tuple[str, Ways]:
    """The name and, where known, the records of the license under which we release the product or a part of ours."""
    product = system.config.product.license
    if node == PRODUCT:
        return product, system.outbound
    terms = system.terms[node]
    name = terms.component.release_as or terms.expression or product
    return name, system.outbound if name == product else system.releases.get(name, ())


def _pairs(system: System, ones: Parts, others: Parts) -> Iterator[Case]:
    """Parts under two licenses that cannot meet: each two of them, or all together where these are very many."""
    if len(ones) * len(others) > MANY:
        yield _together(ones, others)
        return
    for at, one in ones:
        for place, other in others:
            if one[0] is not other[0]:
                yield _pair_case(system, *((one, other) if at < place else (other, one)))


def _together(ones: Parts, others: Parts) -> Case:
    """Very many parts under two licenses that cannot meet in one work: two passes, not each pair."""
    first, second = ones[0][1], others[0][1]
    listed = may_fit(((first[1],),), second[1]) or may_fit(((second[1],),), first[1])

    def claims(facts: Facts, part: tuple[Terms, License]) -> Iterator[Claim]:
        for exposure in each_use(facts.system, part[0]):
            reached = work(facts, exposure, part[1])
            nodes = [node for node in reached.nodes[1:] if ours_to_release(facts.system, node)]
            if nodes and binds_work(facts, exposure, part[1], reached):
                yield from ((node, exposure) for node in nodes)

    def met(facts: Facts, node: str, mine: Exposure, _: Exposure) -> Outcome:
        ids = f"{first[1].id} and {second[1].id}"
        where = f"parts under both reach {facts.system.label(node)}"
        if listed:
            why = f"{where}; whether {ids} can meet there is to be read"
            return Outcome(verdict=Verdict.REVIEW, why=why, path=mine.path)
        why = f"{where}, which cannot be under {ids} at once"
        return Outcome(verdict=Verdict.BLOCKED, why=why, path=mine.path)

    title = f"{told(ones)} and {told(others)} each demand their own license for one work"
    clauses = [part[1].duty(Duty.SHARE_ALIKE).clause for part in (first, second)]
    case = part_case(
        *first,
        title,
        meeting(ones, others, claims, claims, met),
        clauses[0],
        suffix=f"together:{second[0].component.id}:{second[1].id}",
        duty=Duty.SHARE_ALIKE,
        others=all_but_first(ones, others),
    )
    return replace(case, clauses=tuple(dict.fromkeys(filter(None, clauses))))


def _pair_case(system: System, one: tuple[Terms, License], other: tuple[Terms, License]) -> Case:
    listed = may_fit(((one[1],),), other[1]) or may_fit(((other[1],),), one[1])

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, one[0]):
            for second in each_use(system, other[0]):
                mine, theirs = work(facts, exposure, one[1]), work(facts, second, other[1])
                met = [n for n in mine.nodes[1:] if n in theirs.nodes[1:] and ours_to_release(system, n)]
                binds = (
                    met and binds_work(facts, exposure, one[1], mine) and binds_work(facts, second, other[1], theirs)
                )
                if binds:
                    ids = f"{one[1].id} and {other[1].id}"
                    why = f"both reach {system.label(met[0])}, which cannot be under {ids} at once"
                    if listed:
                        why = f"both reach {system.label(met[0])}; whether {ids} can meet there is to be read"
                    verdict = Verdict.REVIEW if listed else Verdict.BLOCKED
                    yield Outcome(verdict=verdict, why=why, path=exposure.path)

    label = other[0].component.label
    title = f"{one[0].component.label} and {label} each demand their own license for one work"
    case = part_case(
        *one,
        title,
        outcomes,
        one[1].duty(Duty.SHARE_ALIKE).clause,
        suffix=f"{other[0].component.id}:{other[1].id}",
        duty=Duty.SHARE_ALIKE,
        others=(other[0].component.id,),
    )
    second_clause = other[1].duty(Duty.SHARE_ALIKE).clause
    return replace(case, clauses=(*case.clauses, second_clause)) if second_clause else case


RULE = Rule(id=ID, risk="copyleft", cases=cases)

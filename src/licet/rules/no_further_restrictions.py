"""A ban on further restrictions against parts whose terms add some, in one work (vocabulary 10.1)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from licet.model.bom import PRODUCT
from licet.model.findings import Exposure, Terms
from licet.model.system import System
from licet.model.terms import Clause, License
from licet.model.vocabulary import DERIVING, LEARNING, Duty, How, Strength, Value, Verdict
from licet.rules.between import once
from licet.rules.case import Case, Outcome, Rule
from licet.rules.crowds import MANY
from licet.rules.facts import Facts, Later
from licet.rules.reach import binds_work, may_span, work
from licet.rules.share_alike import ours_to_release, released_under
from licet.rules.support import each_use, is_named, part_case

ID = "no-further-restrictions"
_Part = tuple[Terms, License]


def cases(system: System) -> Iterator[Case]:
    """One case per pair of a part that bans further restrictions and a part that brings some.

    Where very many parts ban and bring some under one license, they are one case together.
    """
    licensed = system.licensed()
    yield from _release_cases(system, licensed)
    different = {id(brings): brings for _, brings in licensed}
    for banning in _banning(system, licensed):
        own = banning[0][1]
        added_by = ((at, _added(own, brings)) for at, brings in different.items())
        adds = {at: added for at, added in added_by if added}
        adding = [each for each in licensed if id(each[1]) in adds and _may_reach(system, each[0], own, each[1])]
        if len(banning) * len(adding) > MANY:
            yield _together(banning, adding, adds)
            continue
        for one in banning:
            for other in adding:
                if other[0] is not one[0]:
                    yield _case(system, one, other, adds[id(other[1])])


def _banning(system: System, licensed: Iterable[_Part]) -> Iterable[Sequence[_Part]]:
    """The parts whose clause may reach beyond them, put together by license; a part where it was not read is apart."""
    found: dict[tuple[int, bool], list[_Part]] = {}  # by identity: an acquired license keeps its id
    for terms, license_ in licensed:
        bans = license_.no_further_restrictions and license_.duty(Duty.SHARE_ALIKE).value is Value.YES
        if bans and _may_reach(system, terms, license_):
            found.setdefault((id(license_), bool(terms.exception_unread)), []).append((terms, license_))
    return found.values()


def _may_reach(system: System, terms: Terms, license_: License, brings: License | None = None) -> bool:
    """Whether a license's clause could span anything beyond a part, whatever the facts; `brings` as in `work`."""
    return any(
        may_span(system, exposure.way[-1], license_) or _defined(exposure.way[-1].how, brings)
        for exposure in each_use(system, terms)
    )


def _defined(how: How, brings: License | None) -> bool:
    return brings is not None and how in LEARNING and brings.derivation(how).value is Value.YES


@once
def _added(license_: License, brings: License) -> Clause | None:
    """What a license adds that the other forbids to add, unless one may be under the other."""
    if brings.plain.id in {license_.plain.id, *license_.compatible_with}:
        return None
    return None if license_.plain.id in brings.compatible_with else added_restriction(license_, brings)


def _release_cases(system: System, licensed: tuple[tuple[Terms, License], ...]) -> Iterator[Case]:
    """The license of a release of ours may ban further restrictions, too: every branch of it against every part."""
    nodes = [PRODUCT, *(name for name in system.terms if ours_to_release(system, name))]
    for node in nodes:
        ways = released_under(system, node)[1]
        clashes_with: dict[int, list[tuple[License, Clause]]] = {}
        for terms, brings in licensed if ways else ():
            if id(brings) not in clashes_with:
                clashes_with[id(brings)] = [clash for way in ways if (clash := _first_clash(way, brings))]
            clashes = clashes_with[id(brings)]
            bars = len(clashes) == len(ways) and terms.component.id != node
            if bars and _may_reach(system, terms, clashes[0][0], brings):
                open_ = not all(_in_every_version(system, way, brings) for way in ways)
                yield _release_case(system, node, (terms, brings), clashes[0], linked_is_fine=open_)


def _first_clash(way: tuple[License | None, ...], brings: License) -> tuple[License, Clause] | None:
    """The first license of a branch that bans what a part adds."""
    for own in way:
        added = _clash(own, brings) if own is not None else None
        if own is not None and added is not None:
            return own, added
    return None


def _in_every_version(system: System, way: tuple[License | None, ...], brings: License) -> bool:
    """Whether some license of a branch bans what a part adds in every later version that it leaves open, too.

    What is our own may be under any of them; what we copy the part into is offered under all.
    """
    for own in way:
        versions = (own, *system.versions.get(own.id, ())) if own is not None else ()
        if versions and all(_clash(version, brings) for version in versions):
            return True
    return False


@once
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


def _release_case(
    system: System, node: str, part: tuple[Terms, License], clash: tuple[License, Clause], *, linked_is_fine: bool
) -> Case:
    terms, brings = part
    own, added = clash
    label = system.label(node)

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            if _remote(exposure, brings) or (linked_is_fine and not _content(exposure)):
                continue
            reached = work(facts, exposure, own, brings=brings)
            binds = node in reached.nodes and binds_work(facts, exposure, own, reached)
            if binds and not _let_in(facts, exposure, own, brings):
                yield Outcome(verdict=Verdict.BLOCKED, why=f"{label} is released under {own.id}", path=exposure.path)

    title = f"{label} may add no restrictions under {own.id}, and {terms.component.label} adds some"
    case = part_case(terms, brings, title, outcomes, added, suffix=f"release:{node}:{own.id}")
    return replace(case, clauses=(*case.clauses, *filter(None, (own.no_further_restrictions,))))


def _let_in(facts: Facts, exposure: Exposure, own: License, brings: License) -> bool:
    """Whether a part may be in the work although it adds terms.

    The part's own license lets it be combined with such a work, its notice names the work's license, or an exception
    of the work's license lets it in.
    """
    if own.plain.id in brings.combines_with and not _content(exposure):
        return True
    if is_named(facts, exposure.component, own, brings):
        return True
    grants = (grant for grant in own.includes if brings.plain.id in grant.licenses)
    return any(facts.granted(exposure.component, grant) for grant in grants)


def _content(exposure: Exposure) -> bool:
    """Whether the part's own content was copied or changed into what holds it, rather than linked."""
    return exposure.way[-1].how in DERIVING or exposure.way[-1].how is How.COPIES


def _remote(exposure: Exposure, brings: License) -> bool:
    """Whether somebody else operates the part: terms of service license no copy, so it is no part of the work."""
    called = brings.kind == "service" and exposure.last.how is How.CALLS
    return called and exposure.last.facts.get("one_work") is not True


def added_restriction(license_: License, brings: License) -> Clause | None:
    """The clause by which a license adds what the other forbids to add: a duty that it names, or a limit of use.

    A limit that the other has too is no further one, nor is a duty to pass on limits that it has, all of them.
    """
    own = {limit.tag for limit in license_.restrictions if limit.strength is Strength.PROHIBITED}
    limits = [limit for limit in brings.restrictions if limit.strength is Strength.PROHIBITED]
    passed_on = bool(limits) and own >= {limit.tag for limit in limits}
    for name in (Duty.FLOW_DOWN, *license_.treats_as_restriction):
        duty, _, medium = name.partition(":")
        term = brings.duty(Duty(duty))
        known = passed_on and term.duty is Duty.FLOW_DOWN and term.parameters.get("what") == "use-restrictions"
        elsewhere = bool(medium) and term.parameters.get("medium") != medium
        if term.value is Value.YES and term.clause and not known and not elsewhere:
            return term.clause
    return next((limit.clause for limit in limits if limit.tag not in own), None)


def _together(banning: Sequence[_Part], adding: Sequence[_Part], adds: Mapping[int, Clause]) -> Case:
    """Very many parts under one license that bans restrictions, and those that add some: two passes, not each pair."""
    first, own = banning[0]

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        later = Later(facts)
        claimed: dict[str, list[Terms]] = {}
        for terms, _ in banning:
            with later:
                for node in _claims(facts, terms, own):
                    claimed.setdefault(node, []).append(terms)
        for other in adding:
            with later:
                if met := _met(facts, other, own, claimed):
                    yield met
                    return
        later.ask()

    bans = f"{len(banning)} parts under {own.id} permit" if banning[1:] else f"{first.component.label} permits"
    title = f"{bans} no restrictions beyond {'their' if banning[1:] else 'its'} own, and {len(adding)} parts add some"
    parts = dict.fromkeys(terms.component.id for terms, _ in (*banning[1:], *adding))
    others = tuple(name for name in parts if name != first.component.id)
    case = part_case(first, own, title, outcomes, own.no_further_restrictions, suffix="together", others=others)
    added = dict.fromkeys(adds[id(brings)] for _, brings in adding)
    return replace(case, clauses=(*case.clauses, *added))


def _claims(facts: Facts, terms: Terms, own: License) -> Iterator[str]:
    """What the clause of a part binds beyond the part."""
    for exposure in each_use(facts.system, terms):
        mine = work(facts, exposure, own)
        if mine.nodes[1:] and binds_work(facts, exposure, own, mine):
            yield from mine.nodes[1:]


def _met(facts: Facts, part: _Part, own: License, claimed: Mapping[str, Sequence[Terms]]) -> Outcome | None:
    """Where a part that adds restrictions is in what the clause of another binds."""
    terms, brings = part
    for exposure in each_use(facts.system, terms):
        if _remote(exposure, brings):
            continue
        for node in work(facts, exposure, own, brings=brings).nodes[1:]:
            others = any(other is not terms for other in claimed.get(node, ()))
            if others and not _let_in(facts, exposure, own, brings):
                why = f"parts under {own.id} and {terms.component.label} are part of {facts.system.label(node)}"
                return Outcome(verdict=Verdict.BLOCKED, why=why, path=exposure.path)
    return None


def _case(system: System, one: tuple[Terms, License], other: tuple[Terms, License], added: Clause) -> Case:
    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, one[0]):
            for second in each_use(system, other[0]):
                if _remote(second, other[1]):
                    continue
                mine, theirs = work(facts, exposure, one[1]), work(facts, second, one[1], brings=other[1])
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

"""A part under a copyleft of its own inside a work that another license claims as a whole (vocabulary 10.2).

A work-level clause wants the entire work, every part of it, under its own license. A part whose own share-alike does
not reach the work (by file, by library, or because any free license will do for the rest) keeps its license all the
same: both hold only where the part's license lets it be under the other one, or be combined with it.
"""

from collections.abc import Iterator
from dataclasses import replace

from licet.model.bom import PRODUCT
from licet.model.findings import Exposure, Terms
from licet.model.system import System
from licet.model.terms import License
from licet.model.vocabulary import Duty, Reach, Value, Verdict
from licet.rules.case import FINE, Case, Outcome
from licet.rules.crowds import MANY, Parts, all_but_first, bound_by, clashing, meeting, told, within_reach
from licet.rules.facts import Facts
from licet.rules.reach import binds_work, surely_spans, work
from licet.rules.support import each_use, is_named, may_release, part_case

_WHOLE = frozenset({Reach.ENTIRE_WORK})
_ITSELF = frozenset({Reach.FILE, Reach.LIBRARY, Reach.VERBATIM})
_Part = tuple[Terms, License]


def claims_whole(license_: License) -> bool:
    """Whether a license wants the entire work that contains the part under itself."""
    term = license_.duty(Duty.SHARE_ALIKE)
    return term.value is Value.YES and term.reach in _WHOLE


def keeps_itself(license_: License) -> bool:
    """Whether a license keeps its part under itself and demands no license of its own for what is linked with it."""
    term = license_.duty(Duty.SHARE_ALIKE)
    narrow = term.reach in _ITSELF or _takes_any_free(license_)
    return term.value is Value.YES and narrow and license_.kind == "software"


def _takes_any_free(license_: License) -> bool:
    return license_.duty(Duty.SHARE_ALIKE).parameters.get("also") == "any-free"


def _surely_reaches(system: System, exposure: Exposure, kept: License, node: str) -> bool:
    """Whether the part's own clause comes as far as the work, whatever the facts: that clause is judged then.

    Where it hangs on a fact (is a library linked statically?), both claims meet under either answer: as far as the
    clause comes the work has to be under the part's license, and where it stops the part alone keeps it.
    """
    if _takes_any_free(kept):
        return False
    at = next((at for at, link in enumerate(exposure.way) if link.source == node), None)
    return at is not None and all(surely_spans(system, link, kept) for link in exposure.way[at:])


def _may_be_under(system: System, own: License, kept: License) -> bool:
    """Whether a part may be in a work under a license, or under a later version that this one leaves open."""
    if _takes_any_free(kept):
        return may_release(own, kept)
    return any(may_release(version, kept, combined=True) for version in (own, *system.versions.get(own.id, ())))


def pairs(system: System, sharing: list[_Part]) -> Iterator[Case]:
    """One case per part that claims the whole and part that keeps its own license; very many are one case together."""
    claiming = [each for each in sharing if claims_whole(each[1])]
    keeping = [each for each in sharing if keeps_itself(each[1])]
    for ones, others in clashing(claiming, keeping, lambda own, kept: not _may_be_under(system, own, kept)):
        if len(ones) * len(others) > MANY:
            yield _together(ones, others)
            continue
        for _, one in ones:
            for _, other in others:
                if other[0] is not one[0]:
                    yield _case(system, one, other)


def releases(system: System, sharing: list[_Part], nodes: dict[str, tuple[License, ...]]) -> Iterator[Case]:
    """One case per release of ours under a license that claims the whole and part that keeps its own license.

    `nodes` holds, by the id of the product or a part of ours, one license of each branch of its release.
    """
    for node, claims in nodes.items():
        for terms, kept in sharing:
            clash = [own for own in claims if claims_whole(own) and not _may_be_under(system, own, kept)]
            if clash and len(clash) == len(claims) and keeps_itself(kept) and terms.component.id != node:
                yield _release(system, node, clash[0], (terms, kept))


def _outcome(facts: Facts, exposure: Exposure, own: License, kept: License, where: str) -> Outcome:
    if is_named(facts, exposure.component, own, kept):
        return FINE
    why = f"{where}, all of which {own.id} claims, contains a part that stays under {kept.id}"
    return Outcome(verdict=Verdict.BLOCKED, why=why, path=exposure.path)


def _case(system: System, one: _Part, other: _Part) -> Case:
    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, one[0]):
            mine = work(facts, exposure, one[1])
            for second in each_use(system, other[0]) if len(mine.nodes) > 1 else ():
                theirs = work(facts, second, one[1])
                met = [node for node in mine.nodes[1:] if node in theirs.nodes[1:]]
                binds = met and binds_work(facts, exposure, one[1], mine)
                if binds and not _surely_reaches(system, second, other[1], met[0]):
                    yield _outcome(facts, second, one[1], other[1], system.label(met[0]))

    title = f"{one[0].component.label} claims the whole work, and {other[0].component.label} keeps its own license"
    clause, second_clause = one[1].duty(Duty.SHARE_ALIKE).clause, other[1].duty(Duty.SHARE_ALIKE).clause
    case = part_case(
        *one,
        title,
        outcomes,
        clause,
        suffix=f"within:{other[0].component.id}:{other[1].id}",
        duty=Duty.SHARE_ALIKE,
        others=(other[0].component.id,),
    )
    return replace(case, clauses=(*case.clauses, *filter(None, (second_clause,))))


def _together(ones: Parts, others: Parts) -> Case:
    """Very many parts that claim the whole and very many that keep their own license: two passes, not each pair."""
    first, second = ones[0][1], others[0][1]
    own, kept = first[1], second[1]

    def met(facts: Facts, node: str, _: Exposure, theirs: Exposure) -> Outcome | None:
        if _surely_reaches(facts.system, theirs, kept, node):
            return None
        outcome = _outcome(facts, theirs, own, kept, facts.system.label(node))
        return None if outcome is FINE else outcome

    keep = "keep their own license" if others[1:] else "keeps its own license"
    title = f"{told(ones)} {'claim' if ones[1:] else 'claims'} the whole work, and {told(others)} {keep}"
    clauses = [license_.duty(Duty.SHARE_ALIKE).clause for license_ in (own, kept)]
    case = part_case(
        *first,
        title,
        meeting(ones, others, bound_by(own), within_reach(own), met),
        clauses[0],
        suffix=f"within:together:{second[0].component.id}:{kept.id}",
        duty=Duty.SHARE_ALIKE,
        others=all_but_first(ones, others),
    )
    return replace(case, clauses=tuple(dict.fromkeys(filter(None, clauses))))


def _release(system: System, node: str, own: License, part: _Part) -> Case:
    terms, kept = part

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            reached = work(facts, exposure, own)
            binds = node in reached.nodes[1:] and binds_work(facts, exposure, own, reached)
            if binds and not _surely_reaches(system, exposure, kept, node):
                yield _outcome(facts, exposure, own, kept, system.label(node))

    title = f"all of {system.label(node)} goes out under {own.id}, and {terms.component.label} keeps its own license"
    clause = kept.duty(Duty.SHARE_ALIKE).clause
    suffix = f"within:{'' if node == PRODUCT else node}:{own.id}"
    case = part_case(terms, kept, title, outcomes, clause, suffix=suffix, duty=Duty.SHARE_ALIKE)
    return replace(case, clauses=(*case.clauses, *filter(None, (own.duty(Duty.SHARE_ALIKE).clause,))))

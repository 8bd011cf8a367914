"""A declared license that conflicts with a base or a text (vocabulary 9.4, 10.2).

Sources that disagree, a derived part that is labelled with less than its base demands, and a release of ours that
drops the base's limits of use. The base's terms are used meanwhile.
"""

from collections.abc import Iterator

from licet.model.bom import PRODUCT
from licet.model.findings import Exposure, Terms
from licet.model.system import System, Ways
from licet.model.terms import Clause, License
from licet.model.vocabulary import Act, Duty, Value, Verdict
from licet.rules.case import FINE, Case, Outcome, Rule, worst_of
from licet.rules.facts import Facts
from licet.rules.share_alike import ours_to_release, released_under
from licet.rules.support import carries, derived_nodes, fits, sticky
from licet.rules.triggers import distributed, holds, over_network

ID = "license-drift"
_SHOWN = 2
"""Sentences on sources that disagree which stand in a title; all of them are in the argument."""
_BY_ITSELF = frozenset({"illegal-acts", "sell-software", "no-endorsement"})
"""Limits that hold whatever a release says: of the law, on selling the part alone, on names."""


def cases(system: System) -> Iterator[Case]:
    """One case per part whose sources disagree, and one per derived part that drops its base's terms."""
    if system.differs:
        # whoever made the product, its files may be of others
        yield _sources_case(PRODUCT, system.label(PRODUCT), system.config.product.license, system.differs)
    for name, terms in system.terms.items():
        if terms.differs and not terms.component.own:
            yield _sources_case(name, terms.component.label, terms.expression, terms.differs)
    for terms, license_ in system.licensed():
        clauses = sticky(license_)
        if clauses and terms.component.release_as and not _keeps(system, terms, license_):
            yield _of_others(system, terms, license_, clauses)
        for node, exposures in derived_nodes(system, terms, license_).items() if clauses else ():
            mine = ours_to_release(system, node)
            case = _ours(system, node, terms, license_, exposures) if mine else None
            yield from (case,) if case else _relabelled(system, node, terms, license_, clauses)


def _sources_case(name: str, label: str, expression: str, differs: tuple[str, ...]) -> Case:
    def decide(facts: Facts) -> Outcome:
        path = next((e.path for e in facts.system.exposures.get(name, ())), ())
        asks = f"Has someone checked that {expression or 'no license'} is what governs {label}?"
        checked = facts.of_part(name, "license-checked", asks)
        verdict = Verdict.WITH_DUTIES if checked else Verdict.REVIEW
        return Outcome(verdict=verdict, why="; ".join(differs), path=path)

    title = f"sources disagree on the license of {label}: {_told(differs)}"
    return Case(key=f"{name}:sources", components=(name,), title=title, decide=decide)


def _told(differs: tuple[str, ...]) -> str:
    """Which sources say what: the first sentences, and how many more there are."""
    more = (f"and {len(differs) - _SHOWN} more",) if differs[_SHOWN:] else ()
    return "; ".join((*differs[:_SHOWN], *more))


def _keeps(system: System, terms: Terms, license_: License) -> bool:
    """Whether the license that is stated for the release of a part carries on what its own license demands."""
    name, ways = released_under(system, terms.component.id)
    if name in {license_.id, terms.expression} or fits(system, ways, license_):
        return True
    return bool(ways) and not _drops(ways, license_) and license_.duty(Duty.SHARE_ALIKE).value is not Value.YES


def _of_others(system: System, terms: Terms, license_: License, clauses: tuple[Clause, ...]) -> Case:
    """A part that is not ours and for which a release under other terms is stated."""
    name, release, label = terms.component.id, terms.component.release_as, terms.component.label
    shares = license_.duty(Duty.SHARE_ALIKE).value is Value.YES

    def decide(facts: Facts) -> Outcome:
        ways = system.exposures.get(name, ())
        path = next((way.path for way in ways if holds(facts, way, license_) and _leaves(facts, way, license_)), ())
        asks = f"Did whoever licenses {label} permit its release under {release}?"
        if not path or facts.of_part(name, "relicensed", asks):
            return FINE
        why = f"{label} is under {license_.id}, whose terms a release under {release} drops, and it is not ours"
        return Outcome(verdict=Verdict.BLOCKED if shares else Verdict.REVIEW, why=why, path=path)

    title = f"{label} is not ours, and release_as states {release} in place of {terms.expression}"
    capped = terms.exception_unread or license_.draft
    key = f"{name}:release-as:{license_.id}"
    return Case(key=key, components=(name,), title=title, decide=decide, clauses=clauses, capped=capped)


def _relabelled(
    system: System, node: str, base: Terms, license_: License, clauses: tuple[Clause, ...]
) -> Iterator[Case]:
    """A part of somebody else's that contains the base and is labelled with a license that drops its terms."""
    derived = system.terms.get(node)
    if derived is None or derived.component.own or not derived.expression:
        return
    if any(carries(own, license_) for own in derived.licenses) or license_.id in derived.unread:
        return

    def decide(facts: Facts) -> Outcome:
        path = next((e.path for e in facts.system.exposures.get(node, ())), ())
        asks = f"Was {derived.component.label} relicensed by whoever licenses {base.component.label}?"
        if facts.of_part(node, "relicensed", asks):
            return FINE
        why = f"{derived.component.label} is labelled {derived.expression} but contains {base.component.label}"
        return Outcome(verdict=Verdict.REVIEW, why=f"{why} ({license_.id}), whose terms stay", path=path)

    title = f"{derived.component.label} is labelled {derived.expression}, its base is under {license_.id}"
    key = f"{node}:{base.component.id}:{license_.id}"
    components = (node, base.component.id)
    yield Case(key=key, components=components, title=title, decide=decide, clauses=clauses)


def _ours(system: System, node: str, base: Terms, license_: License, exposures: tuple[Exposure, ...]) -> Case | None:
    """A release of ours that contains the base under a known license which drops the base's limits of use."""
    name, ways = released_under(system, node)
    if not _drops(ways, license_) or not _limits(license_):
        return None
    flow = license_.duty(Duty.FLOW_DOWN)
    firm = flow.value is Value.YES or license_.permission(Act.SUBLICENSE).value is Value.NO
    clause = flow.clause if flow.value in {Value.YES, Value.CONDITIONAL} else license_.permission(Act.SUBLICENSE).clause

    place = clause.section if clause else ""

    def decide(facts: Facts) -> Outcome:
        shared = [e for e in exposures if holds(facts, e, license_) and _leaves(facts, e, license_)]
        if shared and not firm:
            asks = f"Do the terms of {name} as you release it keep {license_.name} §{place}?"
            if facts.of_part(node, "limits-passed-on", asks):
                return FINE
        verdict = Verdict.BLOCKED if firm else Verdict.REVIEW
        why = f"{system.label(node)} is released under {name}, which drops limits of use that {license_.id} passes on"
        return worst_of(Outcome(verdict=verdict, why=why, path=exposure.path) for exposure in shared)

    components = (base.component.id,) if node == PRODUCT else (base.component.id, node)
    return Case(
        key=f"{node}:{base.component.id}:{license_.id}",
        components=components,
        title=f"{system.label(node)} contains {base.component.label} and cannot be released under {name} alone",
        decide=decide,
        clauses=(clause,) if clause else sticky(license_)[-1:],
        duty=Duty.FLOW_DOWN if flow.value in {Value.YES, Value.CONDITIONAL} else None,
        capped=base.exception_unread or license_.draft or not firm,
    )


def _leaves(facts: Facts, exposure: Exposure, license_: License) -> bool:
    """Whether the part is given away or reached over a network."""
    return distributed(facts, exposure) or over_network(facts, exposure, license_)


def _drops(ways: Ways, base: License) -> bool:
    """Whether some branch of a known release carries none of the base's limits; terms of one's own can carry all."""
    return any(all(license_ is not None and not carries(license_, base) for license_ in way) for way in ways)


def _limits(license_: License) -> bool:
    """Whether a license limits use, beyond what the law forbids anyway and what bears on the part by itself alone.

    Where it wants its limits passed on, each of them counts.
    """
    limits = {r.tag for r in license_.restrictions if r.strength == "prohibited"}
    return bool(limits if license_.duty(Duty.FLOW_DOWN).value is Value.YES else limits - _BY_ITSELF)


RULE = Rule(id=ID, risk="evidence", cases=cases)

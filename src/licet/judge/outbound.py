"""Under which licenses the product, and each part of ours by itself, could be released, given what it is made of."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from licet.judge.again import Record, found_again, record_of
from licet.judge.conclude import findings_of
from licet.model.bom import PRODUCT, Link
from licet.model.findings import Finding, Outbound, OutboundPart, Terms
from licet.model.system import System
from licet.model.terms import Clause, License
from licet.model.use import Config
from licet.model.vocabulary import Act, Basis, Delivery, How, Kind, Verdict, worst
from licet.rules import (
    act_withheld,
    license_drift,
    missing_license,
    no_further_restrictions,
    no_sharing_of_derivatives,
    not_reviewed,
    share_alike,
)

OWN_TERMS = "LicenseRef-Proprietary"
"""Terms of one's own writing: they can carry whatever has to be passed on."""
RELEASED: Final[Mapping[Kind, Delivery]] = {
    Kind.MODEL: Delivery.DISTRIBUTED_WEIGHTS,
    Kind.ADAPTER: Delivery.DISTRIBUTED_WEIGHTS,
    Kind.DATASET: Delivery.DATASET_RELEASE,
    Kind.LIBRARY: Delivery.DISTRIBUTED_SOURCE,
}
"""Kinds of parts that can be released by themselves, and how that is done."""
_RULES = (share_alike.RULE, license_drift.RULE, no_further_restrictions.RULE)
_RULES_OF_RELEASE = (*_RULES, act_withheld.RULE, no_sharing_of_derivatives.RULE)
"""What a release of a part by itself meets as well: the use judges these for the product as it is delivered."""
_RULES_OF_READING = (missing_license.RULE, not_reviewed.RULE)
"""What was not read may bar any release; it is the same whatever the license, and so judged once."""
_OF_READING = frozenset(rule.id for rule in _RULES_OF_READING)
_MOST_OPEN = 3
_ACTS = frozenset({None, Act.MODIFY, Act.REDISTRIBUTE})


def outbound_of(
    system: System, candidates: Iterable[License], findings: tuple[Finding, ...] = ()
) -> tuple[Outbound, ...]:
    """Judge each candidate, and terms of one's own, as the product's license; sorted by id.

    `findings` are those on the system as it stands: terms that were not read leave every release unknown.
    """
    unread = _unread(system, findings)
    record = record_of(system, _RULES, duties=False)
    found = [_try(record, license_.id, license_, unread) for license_ in candidates]
    found.append(_try(record, OWN_TERMS, None, unread))
    return tuple(sorted(found, key=lambda outbound: outbound.license))


def separable(terms: Mapping[str, Terms]) -> tuple[str, ...]:
    """The ids of the parts of ours that can be released by themselves: weights, adapters, data, code."""
    parts = (terms[name].component for name in sorted(terms))
    return tuple(part.id for part in parts if part.own and part.kind in RELEASED and part.id != PRODUCT)


def by_itself(config: Config, links: tuple[Link, ...], part: Terms) -> tuple[Config, tuple[Link, ...]]:
    """The use and the links of a release of one part: nothing but the part, and what it was made from and with."""
    delivery = RELEASED[part.component.kind]
    use = replace(config.use, delivery=(delivery,), makes_trained_model_available=None)
    within = tuple(link for link in links if PRODUCT not in {link.source, link.target})
    held = Link(source=PRODUCT, how=How.BUNDLES, target=part.component.id, basis=Basis.INFERRED)
    return replace(config, use=use), (held, *within)


def outbound_part(system: System, part: Terms, candidates: Iterable[License]) -> OutboundPart:
    """Judge each candidate, and terms of one's own, as the license of one part; `system` is that of `by_itself`."""
    name = part.component.id
    before = system.config.product.license
    unread = _unread(system, tuple(each.finding for each in findings_of(system, _RULES_OF_READING)))
    record = record_of(system, _RULES_OF_RELEASE, duties=False)
    found = [_try_part(record, part, license_.id, license_, unread) for license_ in candidates]
    found.append(_try_part(record, part, OWN_TERMS, None, unread))
    return OutboundPart(
        component=name,
        wanted=part.component.release_as or part.expression or before,
        delivery=RELEASED[part.component.kind],
        licenses=tuple(sorted(found, key=lambda outbound: outbound.license)),
    )


def _try(record: Record, name: str, license_: License | None, unread: tuple[str, ...]) -> Outbound:
    changed = _released(record.system, name, license_, record.system.terms)
    return _concluded(name, (a.finding for a in found_again(record, changed)), unread)


def _try_part(record: Record, part: Terms, name: str, license_: License | None, unread: tuple[str, ...]) -> Outbound:
    mine = replace(part, component=replace(part.component, release_as=name), licenses=())
    changed = _released(record.system, name, license_, {**record.system.terms, part.component.id: mine})
    findings = (a.finding for a in found_again(record, changed))
    return _concluded(name, (each for each in findings if each.act in _ACTS), unread)


def _unread(system: System, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Sentences on the parts within reach whose terms are not known, the first few by name."""
    titles = dict.fromkeys(
        each.title
        for each in findings
        if each.rule in _OF_READING
        and each.verdict.rank >= Verdict.REVIEW.rank
        and not each.waived_by
        and each.components[0] in system.exposures
    )
    told = tuple(titles)
    more = (f"and {len(told) - _MOST_OPEN} more parts whose terms were not read",) if told[_MOST_OPEN:] else ()
    return (*told[:_MOST_OPEN], *more)


def _released(system: System, name: str, license_: License | None, terms: Mapping[str, Terms]) -> System:
    """The system with the product, and what goes with it, released under a license."""
    product = replace(system.config.product, license=name)
    before = system.config.product.license
    along = {key: _with_product(value, before, name) for key, value in terms.items()}
    ways = ((license_,),)
    config = replace(system.config, product=product)
    return replace(system, config=config, terms=along, outbound=ways, releases={**system.releases, name: ways})


def _concluded(name: str, findings: Iterable[Finding], unread: tuple[str, ...]) -> Outbound:
    concerned = [
        finding
        for finding in findings
        if finding.verdict.rank >= Verdict.REVIEW.rank and not finding.key.endswith(":sources")
    ]
    verdict = worst(*(finding.verdict for finding in concerned), Verdict.REVIEW if unread else Verdict.ALLOWED)
    because = tuple(f"{finding.title} ({_place(finding.clauses)})" for finding in concerned) + unread
    clauses = tuple(dict.fromkeys(clause for finding in concerned for clause in finding.clauses))
    match verdict:
        case Verdict.BLOCKED:
            return Outbound(license=name, possible="no", because=because, clauses=clauses)
        case Verdict.REVIEW:
            return Outbound(license=name, possible="unknown", because=because, clauses=clauses)
        case _:
            return Outbound(license=name, possible="yes")


def _with_product(terms: Terms, before: str, name: str) -> Terms:
    """A part of ours that goes with the product is released with it."""
    goes_along = terms.component.own and not terms.component.release_as and terms.expression in {before, ""}
    return replace(terms, expression=name, licenses=()) if goes_along else terms


def _place(clauses: tuple[Clause, ...]) -> str:
    return f"{clauses[0].license} §{clauses[0].section}" if clauses else "sources"

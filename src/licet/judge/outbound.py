"""Under which licenses the product could be released, given what it is made of."""

from collections.abc import Iterable
from dataclasses import replace

from licet.judge.conclude import findings_of
from licet.model.findings import Outbound, Terms
from licet.model.system import System
from licet.model.terms import Clause, License
from licet.model.vocabulary import Verdict, worst
from licet.rules import license_drift, no_further_restrictions, share_alike

OWN_TERMS = "LicenseRef-Proprietary"
"""Terms of one's own writing: they can carry whatever has to be passed on."""
_RULES = (share_alike.RULE, license_drift.RULE, no_further_restrictions.RULE)


def outbound_of(system: System, candidates: Iterable[License]) -> tuple[Outbound, ...]:
    """Judge each candidate, and terms of one's own, as the product's license; sorted by id."""
    found = [_try(system, license_.id, license_) for license_ in candidates]
    found.append(_try(system, OWN_TERMS, None))
    return tuple(sorted(found, key=lambda outbound: outbound.license))


def _try(system: System, name: str, license_: License | None) -> Outbound:
    product = replace(system.config.product, license=name)
    before = system.config.product.license
    terms = {key: _with_product(value, before, name) for key, value in system.terms.items()}
    config = replace(system.config, product=product)
    changed = replace(system, config=config, terms=terms, outbound=((license_,),))
    concerned = [
        a.finding
        for a in findings_of(changed, _RULES)
        if a.finding.verdict.rank >= Verdict.REVIEW.rank and not a.finding.key.endswith(":sources")
    ]
    verdict = worst(*(finding.verdict for finding in concerned))
    because = tuple(f"{finding.title} ({_place(finding.clauses)})" for finding in concerned)
    match verdict:
        case Verdict.BLOCKED:
            return Outbound(license=name, possible="no", because=because)
        case Verdict.REVIEW:
            return Outbound(license=name, possible="unknown", because=because)
        case _:
            return Outbound(license=name, possible="yes")


def _with_product(terms: Terms, before: str, name: str) -> Terms:
    """A part of ours that goes with the product is released with it."""
    goes_along = terms.component.own and not terms.component.release_as and terms.expression in {before, ""}
    return replace(terms, expression=name, licenses=()) if goes_along else terms


def _place(clauses: tuple[Clause, ...]) -> str:
    return f"{clauses[0].license} §{clauses[0].section}" if clauses else "sources"

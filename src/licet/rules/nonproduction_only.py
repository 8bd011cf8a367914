"""A license for testing and evaluation only, against production use (vocabulary 10.3)."""

from collections.abc import Iterator

from licet.model.bom import PRODUCT
from licet.model.findings import Exposure, Terms
from licet.model.system import System
from licet.model.terms import License, OtherCondition, Restriction
from licet.model.vocabulary import Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Ask, Facts
from licet.rules.support import bites, each_use, free_for_outputs, part_case, restriction, used_or_behind

ID = "nonproduction-only"


def cases(system: System) -> Iterator[Case]:
    """One case per part whose license leaves production use out."""
    for terms, license_ in system.licensed():
        limit = restriction(license_, ID)
        if limit:
            yield _case(system, terms, license_, limit)


def _case(system: System, terms: Terms, license_: License, limit: Restriction) -> Case:
    changed = _change_date_passed(system, terms)

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            if not used_or_behind(facts, exposure, license_):
                continue
            if changed:
                yield from _under_change_license(facts, terms, exposure)
                continue
            if _granted(facts, terms, license_):
                continue
            sold = exposure.contact != "tool" and facts.commercial() and (facts.hosts() or facts.ships())
            used = sold or in_production(facts, license_)
            if used and bites(facts, license_, limit) and not free_for_outputs(facts, exposure, license_, ID):
                yield Outcome(verdict=Verdict.BLOCKED, why="the use is production use", path=exposure.path)

    title = f"{terms.component.label} may not be used in production"
    if changed:
        title = f"the change date of {terms.component.label} has passed, and which license governs since is not stated"
    return part_case(terms, license_, title, outcomes, limit.clause, tags=(ID,))


def in_production(facts: Facts, license_: License) -> bool:
    """Whether the product is used in production, as the license words it: each has its own definition."""
    limit = restriction(license_, ID)
    words = f' ({license_.name} {limit.clause.section}: "{limit.clause.quote}")' if limit else ""
    asks = "Is the product used in production (for real work or by customers), rather than for tests and evaluation"
    return facts.yes(Ask(f"production-use:{license_.id}", f"{asks}{words}?", PRODUCT))


def _change_date_passed(system: System, terms: Terms) -> bool:
    """Whether a stated change date has passed (as in BUSL)."""
    date = terms.component.facts.get("change_date")
    return isinstance(date, str) and date <= system.now.isoformat()


def _under_change_license(facts: Facts, terms: Terms, exposure: Exposure) -> Iterator[Outcome]:
    """The change license stands in the licensor's copy: it is stated as the license of the part, or asked for."""
    name, label = terms.component.id, terms.component.label
    facts.used[f"change date of {label}"] = f"{terms.component.facts['change_date']} (stated)"
    asks = f"Does the license that governs {label} since its change date permit this use (state it as its license)?"
    if not facts.of_part(name, "change-license-permits", asks):
        why = "the change date has passed: the change license governs, and it is not stated"
        yield Outcome(verdict=Verdict.REVIEW, why=why, path=exposure.path)


def _granted(facts: Facts, terms: Terms, license_: License) -> bool:
    """Whether a grant outside the text covers the use (as in BUSL)."""
    kinds = {c.kind for c in license_.conditions if isinstance(c, OtherCondition)}
    if "parameters-outside-text" not in kinds and "change-date" not in kinds:
        return False
    asks = f"Does the additional use grant of {terms.component.label} cover this use?"
    return facts.of_part(terms.component.id, "additional-use-grant", asks)


RULE = Rule(id=ID, risk="prohibition", cases=cases)

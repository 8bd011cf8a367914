"""Publishing a changed version where the license keeps derivatives private (vocabulary 10.8)."""

from collections.abc import Iterator

from licet.model.findings import Exposure, Terms
from licet.model.system import System
from licet.model.terms import License, Restriction
from licet.model.vocabulary import DERIVING, Act, Value, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Facts
from licet.rules.support import DATA_READING, adapted, bites, each_use, part_case, restriction
from licet.rules.triggers import distributed, holds, learning_link, over_network

ID = "no-sharing-of-derivatives"


def cases(system: System) -> Iterator[Case]:
    """One case per part whose license forbids sharing adapted material."""
    for terms, license_ in system.licensed():
        limit = restriction(license_, ID)
        if limit:
            yield _case(system, terms, license_, limit)


def _case(system: System, terms: Terms, license_: License, limit: Restriction) -> Case:
    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            changed = _changed(facts, exposure, license_) and bites(facts, license_, limit)
            if changed and _shared(facts, exposure, license_, limit):
                yield Outcome(verdict=Verdict.BLOCKED, why="a changed version is shared", path=exposure.path)

    title = f"changed versions of {terms.component.label} may not be shared"
    return part_case(terms, license_, title, outcomes, limit.clause, act=Act.REDISTRIBUTE, tags=(ID,))


def _changed(facts: Facts, exposure: Exposure, license_: License) -> bool:
    if exposure.contact == "trained" and not exposure.ours and license_.kind == "data":
        return facts.position(DATA_READING, exposure.component) == "reaches"
    if not holds(facts, exposure, license_):
        link = learning_link(exposure)
        open_ = link is not None and license_.derivation(link.how).value is not Value.NO
        return open_ and exposure.ours and adapted(facts, exposure)
    if exposure.contact == "trained":
        return True
    said = {license_.derivation(link.how).value for link in exposure.way if link.how in DERIVING}
    if said - {Value.NO, Value.CONDITIONAL}:
        return True
    if Value.CONDITIONAL in said:
        return adapted(facts, exposure)
    stated = facts.system.terms[exposure.component].component.facts.get("modified")
    return not said and facts.modified(exposure) if stated is not True else True


def _shared(facts: Facts, exposure: Exposure, license_: License, limit: Restriction) -> bool:
    """Whether a changed version reaches others: a service hands it out where the license says so, else it is asked."""
    if exposure.contact == "trained":
        return facts.ships() or facts.hosts()
    if distributed(facts, exposure):
        return True
    if not over_network(facts, exposure, license_):
        return False
    if limit.hosted:
        return True
    asks = f"Does the service hand out the changed {facts.system.label(exposure.component)} itself, not only results?"
    return facts.of_part(exposure.component, "hands-out-copies", asks)


RULE = Rule(id=ID, risk="prohibition", cases=cases)

"""A license for non-commercial use, against commercial use (vocabulary 10.3)."""

from collections.abc import Iterator

from licet.model.findings import Terms
from licet.model.system import System
from licet.model.terms import Clause, License, OtherCondition, Restriction
from licet.model.vocabulary import Act, Value, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Facts
from licet.rules.support import bites, each_use, free_for_outputs, freed, part_case, restriction, used_or_behind

ID = "noncommercial-only"
READING = "noncommercial-inside-company"
_COMPANIES = "commercial organization"


def cases(system: System) -> Iterator[Case]:
    """One case per part whose license withholds commercial use."""
    for terms, license_ in system.licensed():
        limit = restriction(license_, ID)
        act = license_.permission(Act.USE_COMMERCIALLY)
        if limit is None and act.value is not Value.NO:
            continue
        clause = limit.clause if limit else act.clause
        yield _case(system, terms, license_, clause, limit)


def _case(system: System, terms: Terms, license_: License, clause: Clause | None, limit: Restriction | None) -> Case:
    contested = any(reading.id == READING for reading in license_.readings)

    def one(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            if not used_or_behind(facts, exposure, license_) or freed(facts, license_):
                continue
            if facts.commercial():
                if bites(facts, license_, limit) and not free_for_outputs(facts, exposure, license_, ID):
                    yield Outcome(verdict=Verdict.BLOCKED, why="the use is commercial", path=exposure.path)
            elif _shuts_out_companies(license_) and facts.is_company():
                why = "the user is a company, which the license shuts out whatever its work is for"
                yield Outcome(verdict=Verdict.BLOCKED, why=why, path=exposure.path)
            elif contested and facts.is_company() and facts.position(READING, terms.component.id) == "by-user":
                why = "the user is a company, and the reading chosen looks at the user"
                yield Outcome(verdict=Verdict.BLOCKED, why=why, path=exposure.path)

    title = f"{terms.component.label} may not be used commercially"
    return part_case(terms, license_, title, one, clause, act=Act.USE_COMMERCIALLY, tags=(ID,))


def _shuts_out_companies(license_: License) -> bool:
    """Whether a license is for non-commercial organizations alone, so that a company has no rights for any purpose."""
    return any(
        isinstance(each, OtherCondition) and each.kind == "actor" and each.parameters.get("actors") == _COMPANIES
        for each in license_.conditions
    )


RULE = Rule(id=ID, risk="prohibition", cases=cases)

"""A license for research only, against any other purpose (vocabulary 10.3)."""

from collections.abc import Iterator

from licet.model.bom import PRODUCT
from licet.model.findings import Terms
from licet.model.system import System
from licet.model.terms import License, Restriction
from licet.model.vocabulary import Act, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Ask, Facts
from licet.rules.support import bites, each_use, part_case, restriction, used_or_behind

ID = "research-only"


def cases(system: System) -> Iterator[Case]:
    """One case per part whose license permits research alone."""
    for terms, license_ in system.licensed():
        limit = restriction(license_, ID)
        if limit:
            yield _case(system, terms, license_, limit)


def _case(system: System, terms: Terms, license_: License, limit: Restriction) -> Case:
    def outcomes(facts: Facts) -> Iterator[Outcome]:
        asks = (
            f'Is the whole use research, as {license_.name} {limit.clause.section} defines it ("{limit.clause.quote}")?'
        )
        for exposure in each_use(system, terms):
            if not used_or_behind(facts, exposure, license_):
                continue
            research = not facts.commercial() and facts.yes(Ask(f"research-purpose:{license_.id}", asks, PRODUCT))
            if not research and bites(facts, license_, limit):
                why = "the use is not research alone"
                yield Outcome(verdict=Verdict.BLOCKED, why=why, path=exposure.path)

    title = f"{terms.component.label} may be used for research only"
    return part_case(terms, license_, title, outcomes, limit.clause, act=Act.USE_COMMERCIALLY, tags=(ID,))


RULE = Rule(id=ID, risk="prohibition", cases=cases)

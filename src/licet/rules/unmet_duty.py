"""A duty that the stated facts say is not met: no registration, no content filter, terms not accepted."""

from collections.abc import Iterator

from licet.model.findings import Terms
from licet.model.system import System
from licet.model.terms import DutyTerm, License
from licet.model.vocabulary import Duty, Value, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Facts
from licet.rules.support import each_use, part_case
from licet.rules.triggers import fires

ID = "unmet-duty"
FACT_OF = {Duty.REGISTER: "registered", Duty.CONTENT_FILTER: "content_filter", Duty.FOLLOW_POLICY: "terms_accepted"}
"""The stated fact that says whether a duty is met."""


def cases(system: System) -> Iterator[Case]:
    """One case per duty that a component's facts contradict."""
    for terms, license_ in system.licensed():
        for duty, fact in FACT_OF.items():
            term = license_.duty(duty)
            if terms.component.facts.get(fact) is False and term.value in {Value.YES, Value.CONDITIONAL}:
                yield _case(system, terms, license_, term, fact)


def _case(system: System, terms: Terms, license_: License, term: DutyTerm, fact: str) -> Case:
    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            if fires(facts, exposure, license_, term):
                yield Outcome(verdict=Verdict.REVIEW, why=f"{fact} = false is stated", path=exposure.path)

    title = f"{terms.component.label} demands {term.duty.replace('-', ' ')}, and {fact} = false is stated"
    return part_case(terms, license_, title, outcomes, term.clause, suffix=term.duty, duty=term.duty)


RULE = Rule(id=ID, risk="duty", cases=cases)

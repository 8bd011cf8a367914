"""A license known only by a claim, where the organization's policy asks for the text (design sections 3 and 6)."""

from collections.abc import Iterator

from licet.model.findings import Terms
from licet.model.system import System
from licet.model.vocabulary import Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Facts

ID = "missing-text"


def cases(system: System) -> Iterator[Case]:
    """One case per part whose license text is not at hand; without such a policy it is an open duty instead."""
    if system.config.policy.evidence != "text":
        return
    for name, terms in system.terms.items():
        if terms.expression and not terms.text_at_hand and not terms.component.own and name in system.exposures:
            yield _case(system, name, terms)


def _case(system: System, name: str, terms: Terms) -> Case:
    def decide(facts: Facts) -> Outcome:
        path = facts.system.exposures[name][0].path
        return Outcome(verdict=Verdict.REVIEW, why=f"the license is known by grade {terms.grade} only", path=path)

    title = f"the license text of {system.label(name)} is not at hand, and the policy asks for it"
    return Case(key=name, components=(name,), title=title, decide=decide)


RULE = Rule(id=ID, risk="evidence", cases=cases)

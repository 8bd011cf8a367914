"""A part without any license: nobody has granted anything (design section 6)."""

from collections.abc import Iterator

from licet.model.findings import Terms
from licet.model.system import System
from licet.model.vocabulary import Verdict
from licet.rules.case import FINE, Case, Outcome, Rule
from licet.rules.facts import Ask, Facts

ID = "missing-license"
COVERED = "one that covers this use"


def cases(system: System) -> Iterator[Case]:
    """One case per part of others that reaches the product and states no license."""
    for name, terms in system.terms.items():
        component = terms.component
        if not terms.expression and not component.own and not component.unresolved and name in system.exposures:
            yield _case(system, name, terms)


def _case(system: System, name: str, terms: Terms) -> Case:
    label = terms.component.label

    def decide(facts: Facts) -> Outcome:
        if all(e.contact == "tool" and not e.ours for e in system.exposures[name]):
            return FINE
        asks = f"Under what license, or by whose permission, do you use {label}? (state it as its license)"
        ask = Ask(f"license:{name}", asks, name, answers=(COVERED, "none"))
        path = system.exposures[name][0].path
        if facts.choice(ask) == COVERED:
            return Outcome(verdict=Verdict.WITH_DUTIES, why="a license that is stated can be judged", path=path)
        return Outcome(verdict=Verdict.REVIEW, why="no license is a reservation of all rights", path=path)

    return Case(key=name, components=(name,), title=f"{label} states no license", decide=decide)


RULE = Rule(id=ID, risk="evidence", cases=cases)

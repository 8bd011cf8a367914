"""A license text that was changed: what it says now has to be read (design section 6)."""

from collections.abc import Iterator

from licet.model.findings import Terms
from licet.model.system import System
from licet.model.vocabulary import Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Facts

ID = "modified-text"


def cases(system: System) -> Iterator[Case]:
    """One case per part whose license text differs from the known one."""
    for name, terms in system.terms.items():
        if terms.modified_text and not terms.component.own:
            yield _case(name, terms)


def _case(name: str, terms: Terms) -> Case:
    def decide(facts: Facts) -> Outcome:
        path = next((e.path for e in facts.system.exposures.get(name, ())), ())
        asks = (
            f"Has someone read the changed text of {terms.component.label} and found the terms of {terms.expression}?"
        )
        read = facts.of_part(name, "changed-text-read", asks)
        return Outcome(
            verdict=Verdict.WITH_DUTIES if read else Verdict.REVIEW, why="; ".join(terms.modified_text), path=path
        )

    title = f"the license text of {terms.component.label} is a changed {terms.expression}"
    return Case(key=name, components=(name,), title=title, decide=decide)


RULE = Rule(id=ID, risk="evidence", cases=cases)

"""A part without any license: nobody has granted anything (design section 6).

Whether its files were read or never seen makes no difference for the verdict, and all for what has to be done.
"""

from collections.abc import Iterator

from licet.model.bom import Unread, looked
from licet.model.findings import Terms
from licet.model.system import System
from licet.model.vocabulary import Verdict
from licet.rules.case import FINE, Case, Outcome, Rule
from licet.rules.facts import Ask, Facts

ID = "missing-license"
COVERED = "one that covers this use"


def cases(system: System) -> Iterator[Case]:
    """One case per part of others that reaches the product and states no license."""
    unread = Unread.of(system.problems)
    for name, terms in system.terms.items():
        component = terms.component
        if not terms.expression and not component.own and not component.unresolved and name in system.exposures:
            yield _case(system, name, terms, unread)


def _case(system: System, name: str, terms: Terms, unread: Unread) -> Case:
    label = terms.component.label
    title, known = _what_is_known(terms, unread)

    def decide(facts: Facts) -> Outcome:
        if all(e.contact == "tool" and not e.ours for e in system.exposures[name]):
            return FINE
        asks = f"Under what license, or by whose permission, do you use {label}? (state it as its license)"
        ask = Ask(f"license:{name}", asks, name, answers=(COVERED, "none"))
        path = system.exposures[name][0].path
        if facts.choice(ask) == COVERED:
            return Outcome(verdict=Verdict.WITH_DUTIES, why="a license that is stated can be judged", path=path)
        why = f"{known}; no license is a reservation of all rights"
        return Outcome(verdict=Verdict.REVIEW, why=why, path=path)

    return Case(key=name, components=(name,), title=title, decide=decide)


def _what_is_known(terms: Terms, unread: Unread) -> tuple[str, str]:
    """Tell "no license" from "not looked", as the title of the finding and as the reason in it."""
    component, label = terms.component, terms.component.label
    if terms.differs:
        return f"no license of {label} is known, but something was found", "; ".join(terms.differs)
    if looked(component, unread):
        return f"no license was found in the files of {label}", "its files were read, and none of them licenses it"
    if component.at_hand:
        title = f"no license of {label} was found, and not all of its files could be read"
        return title, "what could not be read may hold one"
    return f"no license is stated for {label}, and its files were not at hand", "nobody has looked into its files"


RULE = Rule(id=ID, risk="evidence", cases=cases)

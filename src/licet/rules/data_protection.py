"""Personal data: no license clears consent or a legal basis (vocabulary 10.10)."""

from collections.abc import Iterator

from licet.model.bom import PRODUCT
from licet.model.system import System
from licet.model.vocabulary import Verdict
from licet.rules.case import FINE, Case, Outcome, Rule
from licet.rules.facts import Facts

ID = "data-protection"


def cases(system: System) -> Iterator[Case]:
    """One case per part that is stated to hold personal data, or one for the product that is stated to process it."""
    parts = [name for name, terms in system.terms.items() if _personal(terms.component.facts)]
    for name in parts:
        yield _case(system, name)
    if not parts and system.config.use.personal_data:
        yield _case(system, PRODUCT)


def _personal(facts: object) -> bool:
    get = facts.get if hasattr(facts, "get") else {}.get
    return get("personal_data") is True or get("special_categories") is True


def _case(system: System, name: str) -> Case:
    label = system.label(name)
    terms = system.terms.get(name)
    special = bool(terms and terms.component.facts.get("special_categories") is True)
    words = "data of special categories (such as health)" if special else "personal data"

    def decide(facts: Facts) -> Outcome:
        path = next((e.path for e in system.exposures.get(name, ())), ())
        asks = f"Is it documented that consent, or another legal basis, covers this use of the {words} in {label}?"
        if facts.of_part(name, "consent-documented", asks):
            return FINE
        return Outcome(verdict=Verdict.REVIEW, why=f"no license clears {words}", path=path)

    title = f"{label} involves {words}; no license clears consent"
    return Case(key=name, components=(name,), title=title, decide=decide)


RULE = Rule(id=ID, risk="data-protection", cases=cases)

"""Personal data: no license clears consent or a legal basis (vocabulary 10.10)."""

from collections.abc import Iterator

from licet.model.bom import PRODUCT
from licet.model.system import System
from licet.model.vocabulary import Verdict
from licet.rules.case import FINE, Case, Outcome, Rule
from licet.rules.facts import Facts

ID = "data-protection"


LIKELY = frozenset(
    {
        *("hr-decisions", "credit-scoring", "social-scoring", "biometric", "surveillance", "migration-asylum"),
        *("law-enforcement-justice", "medical-advice", "medical-results-interpretation", "automated-decisions"),
    }
)
"""Fields that are hardly served without personal data."""


def cases(system: System) -> Iterator[Case]:
    """One case per part that is stated to hold personal data, one for a product that processes it or likely does."""
    for name, terms in system.terms.items():
        if _personal(terms.component.facts):
            yield _case(system, name)
    likely = not LIKELY.isdisjoint(system.config.use.fields or ())
    stated = system.config.use.personal_data
    if stated or (stated is None and likely):
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
        if name == PRODUCT and not facts.personal_data():
            return FINE
        path = next((e.path for e in system.exposures.get(name, ())), ())
        asks = f"Is it documented that consent, or another legal basis, covers this use of the {words} in {label}?"
        if facts.of_part(name, "consent-documented", asks):
            return FINE
        return Outcome(verdict=Verdict.REVIEW, why=f"no license clears {words}", path=path)

    title = f"{label} involves {words}; no license clears consent"
    return Case(key=name, components=(name,), title=title, decide=decide)


RULE = Rule(id=ID, risk="data-protection", cases=cases)

"""The organization's own rules, on top of the licenses (design section 3)."""

from collections.abc import Iterator

from licet.model.findings import Terms
from licet.model.system import System
from licet.model.vocabulary import Category, Verdict
from licet.rules.case import FINE, Case, Outcome, Rule
from licet.rules.facts import Facts

ID = "policy"


def cases(system: System) -> Iterator[Case]:
    """One case per part whose license, or its category, the policy denies or wants reviewed."""
    if not (system.config.policy.deny or system.config.policy.review):
        return
    for name, terms in system.terms.items():
        if terms.component.own or name not in system.exposures:
            continue
        denied = _hit(terms, system.config.policy.deny)
        review = _hit(terms, system.config.policy.review)
        if denied:
            yield _case(name, terms, denied, Verdict.BLOCKED)
        elif review:
            yield _case(name, terms, review, Verdict.REVIEW)


def _hit(terms: Terms, entries: tuple[str, ...]) -> str:
    """The first policy entry that a component's licenses meet."""
    names = {_plain(alias) for one in terms.licenses for alias in (one.id, one.plain.id, *one.plain.aliases)}
    names |= {_plain(unread) for unread in terms.unread}
    categories = {f"category:{license_.category}" for license_ in terms.licenses}
    categories |= {f"category:{profile.category}" for profile in terms.profiles}
    if terms.unread or not terms.expression:
        categories.add(f"category:{Category.UNKNOWN}")
    return next((entry for entry in entries if entry.casefold() in categories or _plain(entry) in names), "")


def _plain(name: str) -> str:
    """A name without case, spaces and hyphens; dots and plus signs tell versions."""
    return "".join(sign for sign in name.casefold() if sign.isalnum() or sign in ".+")


def _case(name: str, terms: Terms, entry: str, verdict: Verdict) -> Case:
    def decide(facts: Facts) -> Outcome:
        path = facts.system.exposures[name][0].path
        asks = f"Has the review of {entry} that your policy wants been made, with a good result?"
        if verdict is Verdict.REVIEW and facts.of_part(name, "policy-reviewed", asks):
            return FINE
        said = "denies" if verdict is Verdict.BLOCKED else "wants a review of"
        return Outcome(verdict=verdict, why=f"the organization's policy {said} {entry}", path=path)

    said = "is denied" if verdict is Verdict.BLOCKED else "needs a review"
    title = f"{terms.component.label} ({terms.expression or 'no license'}) {said} by your own policy: {entry}"
    return Case(key=name, components=(name,), title=title, decide=decide)


RULE = Rule(id=ID, risk="prohibition", cases=cases)

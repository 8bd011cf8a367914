"""References that lead nowhere: an identity that could not be read, a link to an unknown id, a part without a link."""

from collections.abc import Iterator

from licet.model.bom import PRODUCT
from licet.model.system import System
from licet.model.vocabulary import Scope, Verdict
from licet.rules import untold_training
from licet.rules.case import Case, Outcome, Rule
from licet.rules.contradictions import contradictions
from licet.rules.facts import Ask, Facts

ID = "unresolved-reference"
FITS = "a part that is described and fits"


def cases(system: System) -> Iterator[Case]:
    """One case per unresolved part, per link to an unknown id, per part that no link reaches, per contradiction."""
    for name, terms in system.terms.items():
        component = terms.component
        if component.scope is Scope.MENTIONED:
            continue
        if component.unresolved:
            place = f" ({component.evidence[0]})" if component.evidence else ""
            yield _case(
                name, name, f"which {component.kind} is loaded by {component.unresolved}{place} could not be read"
            )
        elif name in system.unreached and not component.own:
            yield _case(name, name, f"no link says how {component.label} is used")
    for link in system.dangling:
        missing = link.target if link.target not in system.terms else link.source
        key = f"{link.source}:{link.how}:{link.target}"
        yield _case(
            key, PRODUCT, f"the link {link.source} {link.how} {link.target} names {missing}, which is not described"
        )
    for key, part, told in contradictions(system):
        yield _case(key, part, told)
    yield from untold_training.cases(system)


def _case(key: str, component: str, title: str) -> Case:
    def decide(facts: Facts) -> Outcome:
        path = next((e.path for e in facts.system.exposures.get(component, ())), ())
        ask = Ask(f"identity:{key}", f"Which part is it, and how is it used ({title})?", component, (FITS, "not known"))
        verdict = Verdict.ALLOWED if facts.choice(ask) == FITS else Verdict.REVIEW
        return Outcome(verdict=verdict, why="what is not known cannot be judged", path=path)

    return Case(key=key, components=(component,), title=title, decide=decide)


RULE = Rule(id=ID, risk="evidence", cases=cases)

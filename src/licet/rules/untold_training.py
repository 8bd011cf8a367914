"""Models that are trained on a part's outputs while no link says which: their terms would follow from the part's.

A license may call such a model a derivative (vocabulary 8), or put a duty on making it available; with a link the
model is judged like any other, without one it would never be seen.
"""

from collections.abc import Iterator
from dataclasses import replace

from licet.model.findings import Terms
from licet.model.system import System
from licet.model.terms import Clause, License
from licet.model.vocabulary import How, Kind, Trigger, Value, Verdict
from licet.rules.case import Case, Outcome
from licet.rules.facts import Facts
from licet.rules.support import each_use, part_case, sticky
from licet.rules.training import told, trains_on_outputs

_GIVES_OUTPUTS = frozenset({Kind.MODEL, Kind.ADAPTER, Kind.SERVICE})
_HELD = frozenset({"inside", "apart", "output"})


def cases(system: System) -> Iterator[Case]:
    """One case per part on whose outputs a model would be bound, where training is stated and no link says of what.

    Where nothing is stated nothing is asked: a model that nobody speaks of is no part of the product.
    """
    if not system.config.use.trains_models_on_outputs:
        return
    for terms, license_ in system.licensed():
        clauses = _follow(license_)
        if clauses and not told(system, terms.component.id) and terms.component.kind in _GIVES_OUTPUTS:
            yield _case(terms, license_, clauses)


def _follow(license_: License) -> tuple[Clause, ...]:
    """The clauses by which terms lie on a model that learned from the outputs: a definition, or duties of their own."""
    defined = license_.derivation(How.DISTILLS_OUTPUTS)
    named = [
        term.clause
        for term in license_.duties.values()
        if term.value in {Value.YES, Value.CONDITIONAL} and any(Trigger.TRAINED_MODEL in g for g in term.triggers)
    ]
    found = [clause for clause in named if clause]
    if defined.value is Value.YES:
        found = [*filter(None, (defined.clause,)), *sticky(license_), *found]
    return tuple(dict.fromkeys(found))


def _case(terms: Terms, license_: License, clauses: tuple[Clause, ...]) -> Case:
    label = terms.component.label
    derivative = license_.derivation(How.DISTILLS_OUTPUTS).value is Value.YES
    becomes = "is a derivative by its license" if derivative else "owes what its license says of such models"

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(facts.system, terms):
            if exposure.contact not in _HELD or not trains_on_outputs(facts, exposure):
                continue
            asks = f"Is any model trained on outputs of {label}? (describe it, with a link distills-outputs to {label})"
            if facts.of_part(terms.component.id, "trains-on-its-outputs", asks):
                why = f"a model trained on outputs of {label} {becomes}, and no link says which model that is"
                yield Outcome(verdict=Verdict.REVIEW, why=why, path=exposure.path)

    title = f"a model trained on outputs of {label} {becomes}; no link says which model that is"
    case = part_case(terms, license_, title, outcomes, clauses[0], suffix="trained-on-outputs")
    return replace(case, clauses=clauses)

"""Training a model on outputs where the license bars competing models (vocabulary 10.4)."""

from collections.abc import Iterator

from licet.model.findings import Terms
from licet.model.system import System
from licet.model.terms import License, Restriction
from licet.model.vocabulary import Act, Kind, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Facts
from licet.rules.support import each_use, part_case, restriction
from licet.rules.training import merges, trains_on_outputs

ID = "competing-model-training"


def cases(system: System) -> Iterator[Case]:
    """One case per part whose license bars training competitors on its outputs."""
    for terms, license_ in system.licensed():
        limit = restriction(license_, ID)
        if limit:
            yield _case(system, terms, license_, limit)


def _case(system: System, terms: Terms, license_: License, limit: Restriction) -> Case:
    label = terms.component.label

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            learns = exposure.contact == "trained" and terms.component.kind is Kind.DATASET
            if not (learns or merges(facts, exposure) or trains_on_outputs(facts, exposure)):
                continue
            asks = f'Is what you train of the kind that {license_.name} bars ("{limit.clause.quote}")?'
            if facts.of_part(terms.component.id, "competes-with-licensor", asks):
                yield Outcome(verdict=Verdict.BLOCKED, why="the trained model competes", path=exposure.path)

    data = terms.component.kind is Kind.DATASET
    title = (
        f"{label} may not train a competing model" if data else f"outputs of {label} may not train a competing model"
    )
    return part_case(terms, license_, title, outcomes, limit.clause, act=Act.TRAIN_ON_OUTPUTS, tags=(ID,))


RULE = Rule(id=ID, risk="prohibition", cases=cases)

"""Training a model on outputs where the license bars competing models, or models of a kind (vocabulary 10.4)."""

from collections.abc import Iterator

from licet.model.findings import Terms
from licet.model.system import System
from licet.model.terms import License, Restriction
from licet.model.vocabulary import Act, Kind, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Facts
from licet.rules.support import each_use, part_case
from licet.rules.training import distills_weights, merges, trains_on_outputs

ID = "competing-model-training"


def cases(system: System) -> Iterator[Case]:
    """One case per part and clause that bars training competitors, or models of a kind, on its outputs."""
    for terms, license_ in system.licensed():
        limits = [limit for limit in license_.restrictions if limit.tag == ID]
        for at, limit in enumerate(limits):
            yield _case(system, terms, license_, limit, str(at) if at else "")


def _case(system: System, terms: Terms, license_: License, limit: Restriction, suffix: str) -> Case:
    label = terms.component.label

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            learns = exposure.contact == "trained" and terms.component.kind is Kind.DATASET
            made = merges(facts, exposure) or distills_weights(facts, exposure)
            if not (learns or made or trains_on_outputs(facts, exposure)):
                continue
            if _is_barred(facts, license_, limit, terms.component.id):
                why = "the trained model is of the kind that the clause bars" if limit.models else "it competes"
                yield Outcome(verdict=Verdict.BLOCKED, why=why, path=exposure.path)

    outputs = label if terms.component.kind is Kind.DATASET else f"outputs of {label}"
    kind = "model of the kind that the license names" if limit.models else "competing model"
    title = f"{outputs} may not train a {kind}"
    return part_case(
        terms, license_, title, outcomes, limit.clause, suffix=suffix, act=Act.TRAIN_ON_OUTPUTS, tags=(ID,)
    )


def _is_barred(facts: Facts, license_: License, limit: Restriction, component: str) -> bool:
    """Whether what is trained is of the kind that a clause bars, asked in its words.

    That the product does not compete answers for a bar on competitors alone: a clause that describes the models may
    reach one that competes with nothing.
    """
    if limit.models == "any":
        return True
    note = f"; {limit.note}" if limit.note else ""
    place = f'§{limit.clause.section}: "{limit.clause.quote}"{note}'
    asks = f"Is what you train of the kind that {license_.name} bars ({place})?"
    if limit.models == "described":
        return facts.of_part(component, f"trains-barred-model:{license_.id}", asks)
    return facts.of_part(component, "competes-with-licensor", asks)


RULE = Rule(id=ID, risk="prohibition", cases=cases)

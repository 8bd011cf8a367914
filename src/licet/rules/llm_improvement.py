"""Improving another language model where the license bars it (vocabulary 10.4, reading merge-improves-llm)."""

from collections.abc import Iterator

from licet.model.findings import Exposure, Terms
from licet.model.system import System
from licet.model.terms import License, Restriction
from licet.model.vocabulary import DERIVING, Act, How, Kind, Value, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Facts
from licet.rules.support import bites, each_use, part_case
from licet.rules.training import distills_weights, merges, told, trains_on_outputs
from licet.rules.triggers import own_models

ID = "llm-improvement"
READING = "merge-improves-llm"
_MODELS = frozenset({Kind.MODEL, Kind.ADAPTER})
_KINDS = {"": "language model", "any": "model", "described": "model of the kind that its license describes"}
_ASKED = {
    "": "improves-other-language-model",
    "any": "improves-other-model",
    "described": "improves-other-model",
}


def cases(system: System) -> Iterator[Case]:
    """One case per part whose license bars the improvement of other language models."""
    for terms, license_ in system.licensed():
        limit = next((r for r in license_.restrictions if r.tag == ID), None)
        if limit:
            yield _case(system, terms, license_, limit)


def _case(system: System, terms: Terms, license_: License, limit: Restriction) -> Case:
    label = terms.component.label

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        derived = _derivatives(facts, license_)
        for exposure in each_use(system, terms):
            improves = _improves(facts, exposure, limit, derived) or _teaches(facts, exposure, limit, license_)
            if (improves or _tokenizes(facts, exposure, limit, derived)) and bites(facts, license_, limit):
                yield Outcome(verdict=Verdict.BLOCKED, why=f"another {kind} is improved", path=exposure.path)

    kind = _KINDS[limit.models]
    title = f"{label} may not be used to improve another {kind}"
    return part_case(terms, license_, title, outcomes, limit.clause, act=Act.TRAIN_ON_OUTPUTS, tags=(ID,))


def _derivatives(facts: Facts, license_: License) -> set[str]:
    """Our models that hold weights under the license: it excepts what it licenses, whichever part that is."""
    system = facts.system
    same = [terms for terms, other in system.licensed() if other.plain.id == license_.plain.id]
    uses = [each for terms in same for each in each_use(system, terms)]
    return {name for each in uses if _inside(each) for name in own_models(facts, each)}


def _inside(exposure: Exposure) -> bool:
    """Whether what was made holds the part's own weights."""
    return exposure.contact == "inside" and exposure.last.how in DERIVING


def _teaches(facts: Facts, exposure: Exposure, limit: Restriction, license_: License) -> bool:
    """Whether a model of the barred kind was taught by the part's weights and is none of its license's derivatives."""
    if not distills_weights(facts, exposure) or license_.derivation(How.DISTILLS_WEIGHTS).value is Value.YES:
        return False
    taught = (link.source for link in exposure.path if link.how is How.DISTILLS_WEIGHTS)
    student = next(name for name in taught if facts.system.is_own(name))
    if not _is_barred(facts, limit, student):
        return False
    asks = f"Is {facts.system.label(student)} a derivative of {facts.system.label(exposure.component)} by its license?"
    return not facts.of_part(student, f"derivative-of:{license_.id}", asks)


def _tokenizes(facts: Facts, exposure: Exposure, limit: Restriction, derived: set[str]) -> bool:
    """Whether a model of ours of the barred kind is improved by using the part as its tokenizer: it is asked."""
    link = next((each for each in exposure.path if each.how is How.TOKENIZES_WITH), None)
    if link is None or not facts.system.is_own(link.source) or link.source in derived:
        return False
    if facts.system.kind(link.source) not in _MODELS or not _is_barred(facts, limit, link.source):
        return False
    label, model = facts.system.label(exposure.component), facts.system.label(link.source)
    where = f'{limit.clause.license} §{limit.clause.section} ("{limit.clause.quote}")'
    asks = f"Is {model} improved by using {label} as its tokenizer, as {where} means it?"
    return facts.of_part(link.source, f"improved-by:{exposure.component}", asks)


def _improves(facts: Facts, exposure: Exposure, limit: Restriction, derived: set[str]) -> bool:
    """Whether another model of the barred kind is improved; the license's own derivatives are excepted."""
    if merges(facts, exposure) and facts.position(READING, exposure.component) == "breach":
        return True
    if not trains_on_outputs(facts, exposure):
        return False
    if exposure.contact != "trained":
        if told(facts.system, exposure.component):
            return False  # a link says which model learns from the outputs: it is judged there
        label = facts.system.label(exposure.component)
        asks = f"Is a {_KINDS[limit.models]} trained on outputs of {label} that is not itself derived from it?"
        return facts.of_part(exposure.component, _ASKED[limit.models], asks)
    made = own_models(facts, exposure)
    return not set(made) <= derived and any(_is_barred(facts, limit, name) for name in made)


def _is_barred(facts: Facts, limit: Restriction, name: str) -> bool:
    """Whether a model is of the kind that the clause is about."""
    match limit.models:
        case "any":
            return True
        case "":
            return _is_language_model(facts, name)
        case "described":
            where = f'{limit.clause.license} §{limit.clause.section} ("{limit.clause.quote}")'
            asks = f"Is {facts.system.label(name)} of the kind of model that {where} names?"
            return facts.of_part(name, f"of-the-kind:{limit.clause.license}", asks)


def _is_language_model(facts: Facts, name: str) -> bool:
    terms = facts.system.terms.get(name)
    modalities = terms.component.modalities if terms else facts.system.config.product.modalities
    if modalities is not None:
        facts.used[f"modalities of {facts.system.label(name)}"] = ", ".join(modalities) or "none"
        return "text" in modalities
    return facts.of_part(name, "language-model", f"Is {facts.system.label(name)} a large language model?")


RULE = Rule(id=ID, risk="prohibition", cases=cases)

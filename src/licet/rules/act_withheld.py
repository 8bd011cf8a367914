"""An act that the use needs and the license does not grant (vocabulary 9.1, 10.3)."""

from collections.abc import Iterator

from licet.model.findings import Exposure, Terms
from licet.model.system import System
from licet.model.terms import License, OtherCondition, Permission
from licet.model.vocabulary import APART, DERIVING, TAGS, Act, How, Value, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Ask, Facts
from licet.rules.support import each_use, part_case
from licet.rules.triggers import contract_reaches, distributed, holds, over_network, uses

ID = "act-withheld"

WORDS = {
    Act.USE_COMMERCIALLY: "used commercially",
    Act.MODIFY: "modified",
    Act.REDISTRIBUTE: "passed on to others",
    Act.HOST: "offered over a network",
    Act.USE_OUTPUTS: "used for its outputs in this way",
    Act.TRAIN_ON_OUTPUTS: "used to train another model with its outputs",
}
_SILENCE_MATTERS = frozenset({Act.MODIFY, Act.REDISTRIBUTE, Act.HOST, Act.USE_COMMERCIALLY})
"""Acts that need a permission: silence is no grant. Outputs need none by themselves."""

_JUDGED_BY_TAGS = frozenset({"competing-model-training", "llm-improvement"})


def cases(system: System) -> Iterator[Case]:
    """One case per part and act that its license does not plainly grant."""
    for terms, license_ in system.licensed():
        for act in WORDS:
            permission = license_.permission(act)
            if _in_question(license_, permission):
                yield _case(system, terms, license_, permission)


def _in_question(license_: License, permission: Permission) -> bool:
    match permission.value:
        case Value.YES | Value.NOT_REVIEWED:
            return False  # what was not reviewed is one finding for the whole license
        case Value.NO:
            tags = {r.tag for r in license_.restrictions}
            by_tag = permission.act is Act.TRAIN_ON_OUTPUTS and not tags.isdisjoint(_JUDGED_BY_TAGS)
            return permission.act is not Act.USE_COMMERCIALLY and not by_tag
        case Value.SILENT:
            return permission.act in _SILENCE_MATTERS
        case Value.CONDITIONAL:
            return not _explained(license_, permission)


def _explained(license_: License, permission: Permission) -> bool:
    """Whether another statement of the record says on what a conditional act depends, so that its rule judges it."""
    named = [c for c in license_.conditions if isinstance(c, OtherCondition) and c.kind == "actor"]
    depends = [c for c in license_.conditions if c not in named]
    tagged = any(r.tag in TAGS for r in license_.restrictions)
    owed = any(d.value in {Value.YES, Value.CONDITIONAL} and d.triggers for d in license_.duties.values())
    if permission.act in {Act.REDISTRIBUTE, Act.HOST, Act.MODIFY}:
        return bool(depends) or tagged or owed
    return bool(depends) or tagged


def _case(system: System, terms: Terms, license_: License, permission: Permission) -> Case:
    act, label = permission.act, terms.component.label

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            if _needed(facts, exposure, license_, act):
                yield _decide(facts, exposure, permission, label)

    said = "may not be" if permission.value is Value.NO else "is not plainly permitted to be"
    title = f"{label} {said} {WORDS[act]}"
    return part_case(terms, license_, title, outcomes, permission.clause, suffix=act, act=act)


def _decide(facts: Facts, exposure: Exposure, permission: Permission, label: str) -> Outcome:
    words = WORDS[permission.act]
    if permission.value is Value.NO:
        return Outcome(verdict=Verdict.BLOCKED, why=f"{label} is {words}, which is withheld", path=exposure.path)
    asks = f"Has the rights holder permitted that {label} is {words} (in another agreement, or in writing)?"
    if facts.yes(Ask(f"permission:{permission.act}:{exposure.component}", asks, exposure.component)):
        return Outcome(verdict=Verdict.ALLOWED, why="the rights holder permitted it", path=exposure.path)
    why = f"the license does not say that {label} may be {words}, and silence is no permission"
    return Outcome(verdict=Verdict.REVIEW, why=why, path=exposure.path)


def _needed(facts: Facts, exposure: Exposure, license_: License, act: Act) -> bool:
    """Whether this exposure performs the act."""
    match act:
        case Act.USE_COMMERCIALLY:
            return uses(facts, exposure, license_) and facts.commercial()
        case Act.MODIFY:
            return exposure.ours and exposure.last.how in DERIVING
        case Act.REDISTRIBUTE:
            return holds(facts, exposure, license_) and distributed(facts, exposure)
        case Act.HOST:
            return exposure.last.how is not How.CALLS and over_network(facts, exposure, license_)
        case Act.USE_OUTPUTS:
            produces = exposure.contact == "output" or exposure.last.how in APART
            return produces and facts.publishes_outputs()
        case Act.TRAIN_ON_OUTPUTS:
            learned = exposure.last.how in {How.DISTILLS_OUTPUTS, How.REWARDED_BY, How.GENERATED_BY}
            return learned and exposure.contact == "trained" and contract_reaches(facts, exposure)
        case Act.SUBLICENSE:
            return False


RULE = Rule(id=ID, risk="prohibition", cases=cases)

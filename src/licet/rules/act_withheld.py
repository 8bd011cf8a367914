"""An act that the use needs and the license does not grant (vocabulary 9.1, 10.3)."""

from collections.abc import Iterator

from licet.model.findings import Exposure, Terms
from licet.model.system import System
from licet.model.terms import Condition, License, OtherCondition, Permission, Territory, Threshold
from licet.model.vocabulary import DERIVING, TAGS, Act, How, Trigger, Value, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Ask, Facts
from licet.rules.support import adapted, binds_under_reading, contested, each_use, part_case
from licet.rules.training import trains_on_outputs
from licet.rules.triggers import distributed, holds, over_network, uses

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

_PURPOSE = frozenset({"noncommercial-only", "research-only", "nonproduction-only"})
_LEARNING = frozenset({"competing-model-training", "llm-improvement"})
_TAGS_OF = {
    Act.USE_COMMERCIALLY: _PURPOSE | {"competing-product", "sell-software"},
    Act.MODIFY: _PURPOSE,
    Act.REDISTRIBUTE: _PURPOSE | {"no-sharing-of-derivatives", "sell-software"},
    Act.HOST: _PURPOSE | {"managed-service"},
    Act.USE_OUTPUTS: frozenset(TAGS),
    Act.TRAIN_ON_OUTPUTS: frozenset(TAGS),
}
"""Tags whose own rules judge what a conditional act depends on."""
_SHARING = frozenset({Trigger.DISTRIBUTION, Trigger.NETWORK_ACCESS})
_EVENTS_OF = {Act.REDISTRIBUTE: _SHARING, Act.HOST: _SHARING, Act.MODIFY: frozenset({Trigger.MODIFICATION})}
"""Triggers of duties that are themselves the conditions of an act."""


def cases(system: System) -> Iterator[Case]:
    """One case per part and act that its license does not plainly grant."""
    for terms, license_ in system.licensed():
        for act in WORDS:
            permission = license_.permission(act)
            hangs = act is not Act.USE_COMMERCIALLY and contested(system, license_, f"permits.{act}")
            if hangs or _in_question(license_, permission):
                yield _case(system, terms, license_, permission)


def _in_question(license_: License, permission: Permission) -> bool:
    match permission.value:
        case Value.YES | Value.NOT_REVIEWED:
            return False  # what was not reviewed is one finding for the whole license
        case Value.NO:
            tags = {r.tag for r in license_.restrictions}
            by_tag = permission.act is Act.TRAIN_ON_OUTPUTS and not tags.isdisjoint(_LEARNING)
            return permission.act is not Act.USE_COMMERCIALLY and not by_tag
        case Value.SILENT:
            return permission.act in _SILENCE_MATTERS
        case Value.CONDITIONAL:
            return not _explained(license_, permission)


def _explained(license_: License, permission: Permission) -> bool:
    """Whether statements that other rules judge say on what a conditional act depends."""
    act = permission.act
    concerned = [c for c in license_.conditions if not c.on or act in c.on]
    judged = any(isinstance(c, Threshold | Territory) for c in concerned)
    tags = {r.tag for r in license_.restrictions}
    if any(_asks_who(c, tags) and act in c.on for c in concerned):
        return False
    owed = {
        event
        for term in license_.duties.values()
        if term.value in {Value.YES, Value.CONDITIONAL}
        for group in term.triggers
        for event in group
    }
    return judged or not tags.isdisjoint(_TAGS_OF[act]) or not owed.isdisjoint(_EVENTS_OF.get(act, frozenset()))


def _asks_who(condition: Condition, tags: set[str]) -> bool:
    """Whether a condition looks at who the user is, and no tag of its own is judged instead."""
    if not isinstance(condition, OtherCondition) or condition.kind != "actor":
        return False
    return condition.parameters.get("actors") != "competitor" or "competing-product" not in tags


def _case(system: System, terms: Terms, license_: License, permission: Permission) -> Case:
    act, label = permission.act, terms.component.label
    hangs = "" if act is Act.USE_COMMERCIALLY else contested(system, license_, f"permits.{act}")

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            if _needed(facts, exposure, license_, act):
                if not hangs or binds_under_reading(facts, hangs, exposure.component):
                    yield _decide(facts, exposure, permission, label)
            elif act is Act.MODIFY and exposure.contact == "inside" and _changed_by_others(exposure):
                why = f"the publisher changed {label}, which its license does not permit"
                yield Outcome(verdict=Verdict.REVIEW, why=why, path=exposure.path)

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
            changed = facts.system.terms[exposure.component].component.facts.get("modified") is True
            if changed or (exposure.ours and exposure.last.how in DERIVING):
                return changed or _changes(facts, exposure, license_)
            return exposure.contact == "inside" and not _changed_by_others(exposure) and facts.modified(exposure)
        case Act.REDISTRIBUTE:
            return holds(facts, exposure, license_) and distributed(facts, exposure)
        case Act.HOST:
            theirs = license_.kind == "service" and exposure.last.how is How.CALLS
            return not theirs and over_network(facts, exposure, license_)
        case Act.USE_OUTPUTS:
            return exposure.contact in {"inside", "apart", "output"} and facts.publishes_outputs()
        case Act.TRAIN_ON_OUTPUTS:
            return trains_on_outputs(facts, exposure)
        case Act.SUBLICENSE:
            return False


def _changes(facts: Facts, exposure: Exposure, license_: License) -> bool:
    """Whether a link that derives is a modification by the license's own words: asked where these make it depend."""
    said = license_.derivation(exposure.last.how).value
    return said is not Value.NO and (said is not Value.CONDITIONAL or adapted(facts, exposure))


def _changed_by_others(exposure: Exposure) -> bool:
    """Whether a publisher made what reaches us out of the part: not our act, but nothing its license shows."""
    return not exposure.ours and exposure.last.how in DERIVING


RULE = Rule(id=ID, risk="prohibition", cases=cases)

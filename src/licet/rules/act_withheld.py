"""An act that the use needs and the license does not grant (vocabulary 9.1, 10.3)."""

from collections.abc import Iterator

from licet.model.findings import Exposure, Terms
from licet.model.system import System
from licet.model.terms import BESIDE, License, Permission
from licet.model.vocabulary import DERIVING, Act, How, Value, Verdict
from licet.rules import noncommercial_only, nonproduction_only
from licet.rules.between import once_each
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
_PLAIN = frozenset({Value.YES, Value.NOT_REVIEWED})
"""A grant, and what is one finding for the whole license."""
_PURPOSES = frozenset({noncommercial_only.ID, nonproduction_only.ID})
_LEARNING = frozenset({"competing-model-training", "llm-improvement"})


def cases(system: System) -> Iterator[Case]:
    """One case per part and act that its license does not plainly grant."""
    for terms, license_ in system.licensed():
        for permission in _doubtful(license_):
            act = permission.act
            hangs = act is not Act.USE_COMMERCIALLY and contested(system, license_, f"permits.{act}")
            if hangs or _in_question(terms, license_, permission):
                yield _case(system, terms, license_, permission)


@once_each
def _doubtful(license_: License) -> tuple[Permission, ...]:
    """The acts that a license does not plainly grant, or whose grant is contested."""
    points = {statement for reading in license_.readings for statement in reading.statements}
    every = (license_.permission(act) for act in WORDS)
    return tuple(each for each in every if each.value not in _PLAIN or f"permits.{each.act}" in points)


def _in_question(terms: Terms, license_: License, permission: Permission) -> bool:
    match permission.value:
        case Value.YES | Value.NOT_REVIEWED:
            return False
        case Value.NO:
            tags = {r.tag for r in license_.restrictions}
            by_tag = permission.act is Act.TRAIN_ON_OUTPUTS and not tags.isdisjoint(_LEARNING)
            return permission.act is not Act.USE_COMMERCIALLY and not by_tag
        case Value.SILENT:
            return permission.act in _SILENCE_MATTERS
        case Value.CONDITIONAL:
            return not _judged_elsewhere(terms, permission)


def _judged_elsewhere(terms: Terms, permission: Permission) -> bool:
    """Whether the record says which statements hold the whole condition of an act, so that their rules judge it.

    The grant of a license beside this one is judged where there is such a license.
    """
    if BESIDE in permission.hangs_on and len(terms.licenses) == 1:
        return False
    return bool(permission.hangs_on)


def _case(system: System, terms: Terms, license_: License, permission: Permission) -> Case:
    act, label = permission.act, terms.component.label
    hangs = "" if act is Act.USE_COMMERCIALLY else contested(system, license_, f"permits.{act}")

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            if _needed(facts, exposure, license_, act):
                disputed = bool(hangs) and _of_its_kind(facts, license_, permission)
                if not hangs or (disputed and binds_under_reading(facts, hangs, exposure.component)):
                    yield _decide(facts, exposure, permission, label)
            elif act is Act.MODIFY and exposure.contact == "inside" and _changed_by_others(exposure):
                why = f"the publisher changed {label}, which its license does not permit"
                yield Outcome(verdict=Verdict.REVIEW, why=why, path=exposure.path)

    said = "may not be" if permission.value is Value.NO else "is not plainly permitted to be"
    title = f"{label} {said} {WORDS[act]}"
    return part_case(terms, license_, title, outcomes, permission.clause, suffix=act, act=act)


def _of_its_kind(facts: Facts, license_: License, permission: Permission) -> bool:
    """Whether a contested act is of the kind that it is withheld for, where limits of purpose hold the condition.

    Use that keeps within the limits is granted under every position.
    """
    limits = {name.removeprefix("restrictions.") for name in permission.hangs_on}
    if not limits or not limits <= _PURPOSES:
        return True
    if noncommercial_only.ID in limits and facts.commercial():
        return True
    return nonproduction_only.ID in limits and nonproduction_only.in_production(facts, license_)


def _decide(facts: Facts, exposure: Exposure, permission: Permission, label: str) -> Outcome:
    words = WORDS[permission.act]
    if permission.value is Value.NO:
        return Outcome(verdict=Verdict.BLOCKED, why=f"{label} is {words}, which is withheld", path=exposure.path)
    asks = f"Has the rights holder permitted that {label} is {words} (in another agreement, or in writing)?"
    why = f"the license does not say that {label} may be {words}, and silence is no permission"
    if permission.value is Value.CONDITIONAL and permission.clause:
        note = f"; {permission.note}" if permission.note else ""
        place = f'section {permission.clause.section} says "{permission.clause.quote}"{note}'
        asks = f"Does the license, or the rights holder, permit that {label} is {words} as you do it ({place})?"
        why = f"whether {label} may be {words} depends on what the license says and no fact answers"
    if facts.yes(Ask(f"permission:{permission.act}:{exposure.component}", asks, exposure.component)):
        return Outcome(verdict=Verdict.ALLOWED, why="it is permitted, by the answer given", path=exposure.path)
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

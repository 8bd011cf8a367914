"""What is owed: every duty of every license that reaches the product, due, pending, met or standing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from licet.judge.conclude import steps
from licet.judge.explore import Leaf, Node, asks, explore, leaves, may_matter, worst_leaf
from licet.judge.wording import how_to_meet
from licet.model.findings import Exposure, OwedDuty, Terms
from licet.model.system import System
from licet.model.terms import DutyTerm, License, Threshold
from licet.model.vocabulary import Duty, DutyStatus, Trigger, Value, Verdict
from licet.rules.case import FINE, Outcome
from licet.rules.facts import Facts
from licet.rules.naming import prefix_of, published_name
from licet.rules.reach import binds_work, takes_extract, work
from licet.rules.support import binds_under_reading, contested
from licet.rules.triggers import applies, fires, own_models
from licet.rules.unmet_duty import FACT_OF

INFORMATIVE = frozenset({Duty.PATENT_GRANT, Duty.GOVERNING_LAW, Duty.RETALIATION, Duty.TERMINATION})
"""Terms that stand whatever one does: nobody has to act on them today."""
_WAITING = frozenset({Trigger.LITIGATION, Trigger.BREACH})
_OF_THE_WORK = frozenset({Duty.SHARE_ALIKE, Duty.DISCLOSE_SOURCE})
_BY_MORE = _OF_THE_WORK | {Duty.STATE_CHANGES, Duty.REQUEST_LICENSE}
"""Duties that hang on more than triggers: on a larger work, a modification, a size."""
_SAID = frozenset({Value.YES, Value.CONDITIONAL})
MISSING_TEXT = "missing-text"
_ORDER: Final = {status: at for at, status in enumerate(DutyStatus)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A duty with the tree it was read from, which the questions need."""

    duty: OwedDuty
    tree: Node


@dataclass(frozen=True, slots=True)
class _Stands:
    """How a duty stands, the way on which that rests, and the tree of its decision."""

    status: DutyStatus
    exposure: Exposure
    tree: Node


def duties_of(system: System, facts: Facts | None = None) -> tuple[Owed, ...]:
    """Every duty that is owed or may be: due first, then pending, met, standing; numbered D1, D2 ..."""
    return numbered_duties(owed_for(facts or Facts(system), system.licensed(), tuple(system.terms)))


def owed_for(facts: Facts, licensed: Iterable[tuple[Terms, License]], names: Iterable[str]) -> Iterator[Owed]:
    """The duties that some licenses of some parts bring, without numbers, and the missing texts of the parts named."""
    for terms, license_ in licensed:
        alike: dict[tuple[frozenset[Trigger], ...], _Stands | None] = {}
        for term in license_.duties.values():
            if term.value not in _SAID:
                continue
            stands = _standing(facts.system, terms, term)
            if stands is None and _by_triggers_alone(facts.system, license_, term):
                if term.triggers not in alike:
                    alike[term.triggers] = _weighed(facts, terms, license_, term)
                stands = alike[term.triggers]
            elif stands is None:
                stands = _weighed(facts, terms, license_, term)
            if stands:
                yield _owed(facts.system, terms, license_, term, stands)
    yield from _missing_texts(facts.system, names)


def numbered_duties(found: Iterable[Owed]) -> tuple[Owed, ...]:
    """Put duties in their order and number them."""
    return tuple(
        Owed(duty=replace(o.duty, id=f"D{n}"), tree=o.tree) for n, o in enumerate(duties_in_order(found), start=1)
    )


def duties_in_order(found: Iterable[Owed]) -> tuple[Owed, ...]:
    """Duties in their order: due first, then pending, met, standing; then by kind and key."""
    return tuple(sorted(found, key=lambda each: (_ORDER[each.duty.status], each.duty.duty, each.duty.key)))


def _standing(system: System, terms: Terms, term: DutyTerm) -> _Stands | None:
    """How a duty stands for which nobody has to do anything today; None for any other."""
    events = {event for group in term.triggers for event in group}
    if term.duty not in INFORMATIVE and not (events and events <= _WAITING):
        return None
    return _Stands(DutyStatus.STANDING, system.exposures[terms.component.id][0], Leaf(FINE))


def _by_triggers_alone(system: System, license_: License, term: DutyTerm) -> bool:
    """Whether nothing but its triggers tells when a duty is due, so that others with the same stand as it does."""
    if term.duty in _BY_MORE or term.parameters.get("when") or any(term.duty in each.duties for each in license_.lifts):
        return False
    firm = term.value is Value.YES or term.duty is Duty.FLOW_DOWN
    return firm and not contested(system, license_, f"duties.{term.duty}")


def _weighed(facts: Facts, terms: Terms, license_: License, term: DutyTerm) -> _Stands | None:
    """How a duty stands, by the facts; None where no answer makes it due."""
    exposures = facts.system.exposures[terms.component.id]

    def decide(known: Facts) -> Outcome:
        for exposure in exposures:
            due = _is_due(known, exposure, license_, term)
            if due and _condition_holds(known, exposure, terms, license_, term):
                return Outcome(verdict=Verdict.WITH_DUTIES, why="it is owed", path=exposure.path)
        return FINE

    tree = explore(decide, facts)
    verdicts = {tree.verdict} if isinstance(tree, Leaf) else {leaf.verdict for leaf in leaves(tree)}
    if verdicts == {Verdict.ALLOWED}:
        return None
    path = worst_leaf(tree).outcome.path
    return _Stands(
        status=DutyStatus.DUE if verdicts == {Verdict.WITH_DUTIES} else DutyStatus.PENDING,
        exposure=next((e for e in exposures if e.path == path), exposures[0]),
        tree=tree,
    )


def _owed(system: System, terms: Terms, license_: License, term: DutyTerm, stands: _Stands) -> Owed:
    status = stands.status
    if status is DutyStatus.DUE and _is_met(system, terms, license_, term, stands.exposure):
        status = DutyStatus.MET
    return Owed(duty=_duty(system, terms, term, status, stands), tree=stands.tree)


def _is_due(facts: Facts, exposure: Exposure, license_: License, term: DutyTerm) -> bool:
    """Whether the duty's trigger fires; duties of a work also where the part was made into a larger one."""
    of_work = term.duty in _OF_THE_WORK
    if not (of_work and takes_extract(exposure, license_)) and fires(facts, exposure, license_, term):
        return True
    if not of_work:
        return False
    reached = work(facts, exposure, license_)
    return len(reached.nodes) > 1 and binds_work(facts, exposure, license_, reached)


def _beyond_dispute(facts: Facts, exposure: Exposure, license_: License, term: DutyTerm, point: str) -> bool:
    """Whether a duty is due by an event that the contested point on it is not about."""
    about = facts.system.readings[point].trigger
    plain = tuple(group for group in term.triggers if about not in group)
    return bool(about and plain) and _is_due(facts, exposure, license_, replace(term, triggers=plain))


def _condition_holds(facts: Facts, exposure: Exposure, terms: Terms, license_: License, term: DutyTerm) -> bool:
    """Whether what a conditional duty waits for is the case: a size, or a fact that is asked."""
    point = contested(facts.system, license_, f"duties.{term.duty}")
    disputed = point and not _beyond_dispute(facts, exposure, license_, term, point)
    if disputed and not binds_under_reading(facts, point, terms.component.id):
        return False
    lifted = (lifted for lifted in license_.lifts if term.duty in lifted.duties)
    if any(facts.granted(terms.component.id, each) for each in lifted):
        return False
    waits = term.parameters.get("when", "")
    if term.duty is Duty.REQUEST_LICENSE or waits == "above-threshold":
        thresholds = [c for c in license_.conditions if isinstance(c, Threshold)]
        sizes = [c for c in thresholds if term.duty is not Duty.DISPLAY or c.effect == "display"]
        return any(facts.above(threshold, license_) for threshold in sizes) if sizes else True
    if not waits and (term.value is Value.YES or term.duty is Duty.FLOW_DOWN):
        return True  # a flow-down that is conditional is indirect: others must not be let do what the policy bars
    return applies(facts, terms.component.id, license_, term)


def _is_met(system: System, terms: Terms, license_: License, term: DutyTerm, exposure: Exposure) -> bool:
    """Whether stated facts show that the duty is met."""
    fact = FACT_OF.get(term.duty)
    if fact and terms.component.facts.get(fact) is True:
        return True
    if term.duty is not Duty.NAMING or not prefix_of(license_):
        return False
    names = [published_name(system, node) for node in own_models(Facts(system), exposure)]
    return bool(names) and all(name.casefold().startswith(prefix_of(license_).casefold()) for name in names)


def _duty(system: System, terms: Terms, term: DutyTerm, status: DutyStatus, stands: _Stands) -> OwedDuty:
    name = terms.component.id
    freed = any(license_.frees for license_ in terms.licenses)
    license_id = term.clause.license if term.clause else terms.expression
    return OwedDuty(
        key=f"{term.duty}:{name}:{license_id}",
        duty=term.duty,
        status=status,
        component=name,
        trigger=_in_words(term.triggers),
        path=steps(stands.exposure.path),
        clause=term.clause,
        how_to_meet=how_to_meet(term, terms.component.label, system.config.product.name, alone=freed),
        questions=tuple(ask.id for ask in asks(stands.tree)),
        may_matter=tuple(ask.id for ask in may_matter(stands.tree)),
    )


@lru_cache(maxsize=1024)
def _in_words(triggers: tuple[frozenset[Trigger], ...]) -> str:
    return " or ".join(" and ".join(sorted(group)) for group in triggers)


def _missing_texts(system: System, names: Iterable[str]) -> Iterator[Owed]:
    """A license that is known while its text is not at hand: keeping the text is an open duty (design section 6)."""
    for name in names:
        terms, exposures = system.terms[name], system.exposures.get(name, ())
        delivered = [e for e in exposures if e.contact != "tool"]
        if terms.component.own or not terms.expression or terms.text_at_hand or not delivered:
            continue
        duty = OwedDuty(
            key=f"{MISSING_TEXT}:{name}",
            duty=MISSING_TEXT,
            status=DutyStatus.DUE,
            component=name,
            trigger="on-any-use",
            path=steps(delivered[0].path),
            how_to_meet=f"put the license text of {terms.component.label} ({terms.expression}) beside it",
        )
        yield Owed(duty=duty, tree=Leaf(Outcome(verdict=Verdict.WITH_DUTIES, why="the text is not at hand")))

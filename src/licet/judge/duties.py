"""What is owed: every duty of every license that reaches the product, due, pending, met or standing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from licet.judge.conclude import steps
from licet.judge.explore import Leaf, Node, asks, explore, may_matter, worst_leaf
from licet.judge.wording import advice_on
from licet.model.findings import Exposure, OwedDuty, Step, Terms
from licet.model.system import System
from licet.model.terms import DutyTerm, License, Threshold
from licet.model.vocabulary import Duty, DutyStatus, Trigger, Value, Verdict
from licet.rules.between import once_each
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
MISSING_TEXT = "missing-text"
_NOT_AT_HAND: Final = Leaf(Outcome(verdict=Verdict.WITH_DUTIES, why="the text is not at hand"))
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
    path: tuple[Step, ...]
    tree: Node


@dataclass(frozen=True, slots=True)
class _Draft:
    """A duty before it is put into words: its place in the order, and what makes it once its number is known."""

    place: tuple[int, str, str]
    made: Callable[[str], Owed]


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a duty of a license is judged, whatever the system is.

    `waits` is true where nobody has to act today. Duties of one number in `alike` have the same triggers, and nothing
    else tells when they are due, so that they stand alike; -1 where something does. `advice` says how to meet it, and
    how where an exception frees what contains the part.
    """

    term: DutyTerm
    trigger: str
    waits: bool
    alike: int
    advice: tuple[str, str]


def duties_of(system: System, facts: Facts | None = None) -> tuple[Owed, ...]:
    """Every duty that is owed or may be: due first, then pending, met, standing; numbered D1, D2 ..."""
    drafts = _drafts(facts or Facts(system), system.licensed(), tuple(system.terms))
    order = sorted(drafts, key=lambda draft: draft.place)
    return tuple(draft.made(f"D{number}") for number, draft in enumerate(order, start=1))


def owed_for(facts: Facts, licensed: Iterable[tuple[Terms, License]], names: Iterable[str]) -> Iterator[Owed]:
    """The duties that some licenses of some parts bring, without numbers, and the missing texts of the parts named."""
    return (draft.made("") for draft in _drafts(facts, licensed, names))


def _drafts(facts: Facts, licensed: Iterable[tuple[Terms, License]], names: Iterable[str]) -> Iterator[_Draft]:
    for terms, license_ in licensed:
        known: dict[int, _Stands | None] = {}
        for plan in _plans(license_):
            if plan.waits:
                first = facts.system.exposures[terms.component.id][0]
                yield _draft(facts.system, terms, license_, plan, _stands(DutyStatus.STANDING, first, Leaf(FINE)))
                continue
            if plan.alike in known:
                stands = known[plan.alike]
            else:
                stands = _weighed(facts, terms, license_, plan.term)
                if plan.alike >= 0:
                    known[plan.alike] = stands
            if stands:
                yield _draft(facts.system, terms, license_, plan, stands)
    yield from _missing_texts(facts.system, names)


@once_each
def _plans(license_: License) -> tuple[_Plan, ...]:
    points = {statement for reading in license_.readings for statement in reading.statements}
    lifted = {duty for each in license_.lifts for duty in each.duties}
    numbers: dict[tuple[frozenset[Trigger], ...], int] = {}
    found = []
    for term in license_.duties.values():
        if term.value not in {Value.YES, Value.CONDITIONAL}:
            continue
        events = {event for group in term.triggers for event in group}
        firm = term.value is Value.YES or term.duty is Duty.FLOW_DOWN
        free = term.duty not in lifted and f"duties.{term.duty}" not in points and not term.parameters.get("when")
        alone = firm and free and term.duty not in _BY_MORE
        plan = _Plan(
            term=term,
            trigger=" or ".join(" and ".join(sorted(group)) for group in term.triggers),
            waits=term.duty in INFORMATIVE or bool(events and events <= _WAITING),
            alike=numbers.setdefault(term.triggers, len(numbers)) if alone else -1,
            advice=(advice_on(term), advice_on(term, alone=True)),
        )
        found.append(plan)
    return tuple(found)


def numbered_duties(found: Iterable[Owed]) -> tuple[Owed, ...]:
    """Put duties in their order and number them."""
    return tuple(
        Owed(duty=replace(o.duty, id=f"D{n}"), tree=o.tree) for n, o in enumerate(duties_in_order(found), start=1)
    )


def duties_in_order(found: Iterable[Owed]) -> tuple[Owed, ...]:
    """Duties in their order: due first, then pending, met, standing; then by kind and key."""
    return tuple(sorted(found, key=lambda each: (_ORDER[each.duty.status], each.duty.duty, each.duty.key)))


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
    due = isinstance(tree, Leaf) and tree.verdict is Verdict.WITH_DUTIES
    if isinstance(tree, Leaf) and tree.verdict is Verdict.ALLOWED:
        return None
    path = worst_leaf(tree).outcome.path
    exposure = next((e for e in exposures if e.path == path), exposures[0])
    return _stands(DutyStatus.DUE if due else DutyStatus.PENDING, exposure, tree)


def _stands(status: DutyStatus, exposure: Exposure, tree: Node) -> _Stands:
    return _Stands(status, exposure, steps(exposure.path), tree)


def _draft(system: System, terms: Terms, license_: License, plan: _Plan, stands: _Stands) -> _Draft:
    term, name = plan.term, terms.component.id
    status = stands.status
    if status is DutyStatus.DUE and _is_met(system, terms, license_, term, stands.exposure):
        status = DutyStatus.MET
    key = f"{term.duty}:{name}:{term.clause.license if term.clause else terms.expression}"
    freed = any(license_.frees for license_ in terms.licenses)

    def made(number: str) -> Owed:
        duty = OwedDuty(
            key=key,
            duty=term.duty,
            status=status,
            component=name,
            trigger=plan.trigger,
            path=stands.path,
            clause=term.clause,
            how_to_meet=plan.advice[freed].format(part=terms.component.label, product=system.config.product.name),
            questions=tuple(ask.id for ask in asks(stands.tree)),
            may_matter=tuple(ask.id for ask in may_matter(stands.tree)),
            id=number,
        )
        return Owed(duty=duty, tree=stands.tree)

    return _Draft((_ORDER[status], term.duty, key), made)


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


def _missing_texts(system: System, names: Iterable[str]) -> Iterator[_Draft]:
    """A license that is known while its text is not at hand: keeping the text is an open duty (design section 6)."""
    for name in names:
        terms, exposures = system.terms[name], system.exposures.get(name, ())
        if terms.component.own or not terms.expression or terms.text_at_hand:
            continue
        delivered = next((e for e in exposures if e.contact != "tool"), None)
        if delivered:
            yield _missing_text(terms, delivered)


def _missing_text(terms: Terms, delivered: Exposure) -> _Draft:
    name = terms.component.id
    key = f"{MISSING_TEXT}:{name}"

    def made(number: str) -> Owed:
        duty = OwedDuty(
            key=key,
            duty=MISSING_TEXT,
            status=DutyStatus.DUE,
            component=name,
            trigger="on-any-use",
            path=steps(delivered.path),
            how_to_meet=f"put the license text of {terms.component.label} ({terms.expression}) beside it",
            id=number,
        )
        return Owed(duty=duty, tree=_NOT_AT_HAND)

    return _Draft((_ORDER[DutyStatus.DUE], MISSING_TEXT, key), made)

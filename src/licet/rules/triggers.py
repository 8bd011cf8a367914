"""When a duty's trigger fires for one exposure (vocabulary section 4).

Each function takes facts, an exposure and the license whose term it is, and answers yes or no; what is unknown
is raised by the facts and judged under each answer.
"""

from functools import lru_cache

from licet.model.bom import PRODUCT, Link
from licet.model.findings import Exposure
from licet.model.terms import DutyTerm, License
from licet.model.vocabulary import CONTAINING, DERIVING, LEARNING, Duty, How, Kind, Reach, Trigger, Value
from licet.rules.facts import Facts
from licet.rules.gates import ALONE_READING, TRAINING_READING, kind_of, training_is_open

SYNTHETIC_READING = "third-party-synthetic-data"

BY_OUTPUTS = frozenset({How.DISTILLS_OUTPUTS, How.REWARDED_BY, How.GENERATED_BY})
_OF_THE_WORK = frozenset({Duty.SHARE_ALIKE, Duty.DISCLOSE_SOURCE})
_STACK = Reach.SERVICE_STACK
_DATA = frozenset({Kind.DATASET, Kind.OUTPUT})


def fires(facts: Facts, exposure: Exposure, license_: License, term: DutyTerm) -> bool:
    """Whether any of a duty's triggers fires; `state-changes` is owed only where there is a modification."""
    for group in _in_order(term.triggers or (frozenset({Trigger.ANY_USE}),)):
        for event in group:
            if not _event(facts, exposure, license_, event, term.duty):
                break
        else:
            return term.duty is not Duty.STATE_CHANGES or facts.modified(exposure)
    return False


@lru_cache(maxsize=1024)
def _in_order(triggers: tuple[frozenset[Trigger], ...]) -> tuple[tuple[Trigger, ...], ...]:
    return tuple(tuple(sorted(group)) for group in triggers)


def applies(facts: Facts, component: str, license_: License, term: DutyTerm) -> bool:
    """Whether the fact that a conditional duty waits for is the case; it is asked in the license's own words."""
    quote = f'"{term.clause.quote}"' if term.clause else term.duty
    hint = f" ({term.note})" if term.note else ""
    label = facts.system.label(component)
    asks = f"{label}, {license_.name}: does {quote} apply to you{hint}?"
    return facts.of_part(component, term.parameters.get("when", "") or f"applies-{term.duty}", asks)


def _event(facts: Facts, exposure: Exposure, license_: License, event: Trigger, duty: Duty) -> bool:
    match event:
        case Trigger.DISTRIBUTION:
            return holds(facts, exposure, license_) and distributed(facts, exposure)
        case Trigger.ANY_USE | Trigger.COMMERCIAL_USE | Trigger.PUBLISHING_RESEARCH | Trigger.MODIFICATION:
            return uses(facts, exposure, license_) and _further(facts, exposure, license_, event)
        case Trigger.NETWORK_ACCESS if duty in _OF_THE_WORK and license_.duty(Duty.SHARE_ALIKE).reach is _STACK:
            return offered_as_service(facts, exposure)
        case Trigger.NETWORK_ACCESS:
            return over_network(facts, exposure, license_)
        case Trigger.PUBLISHING_OUTPUTS:
            return _outputs_published(facts, exposure, license_)
        case Trigger.TRAINED_MODEL:
            made = exposure.contact != "tool" and own_models(facts, exposure)
            return bool(made) and facts.makes_model_available() and contract_reaches(facts, exposure)
        case Trigger.LITIGATION | Trigger.BREACH:
            return False


def _further(facts: Facts, exposure: Exposure, license_: License, event: Trigger) -> bool:
    """What must be the case beside any use; what learned from the part and is a derivative of it is a modification."""
    match event:
        case Trigger.COMMERCIAL_USE:
            return facts.commercial()
        case Trigger.PUBLISHING_RESEARCH:
            return facts.publishes_research()
        case Trigger.MODIFICATION:
            learned = exposure.contact == "trained" and holds(facts, exposure, license_)
            return learned or facts.modified(exposure)
        case _:
            return True


def distributed(facts: Facts, exposure: Exposure) -> bool:
    """Whether copies of the part leave the house with the product: contained in it, or run beside it."""
    if any(link.how is How.CALLS or _fetched_by_user(facts, link) for link in exposure.way):
        return False
    if exposure.contact in {"tool", "output"}:
        return False
    return facts.ships(facts.system.kind(exposure.component)) and _goes_along(facts, exposure)


def _goes_along(facts: Facts, exposure: Exposure) -> bool:
    """Whether the part itself goes out with the product: a corpus that is queried may stay at home, so it is asked."""
    if all(link.how is not How.RETRIEVES_FROM for link in exposure.way):
        return True
    label = facts.system.label(exposure.component)
    asks = f"Does a copy of {label}, or an index that holds its content, go to others with the product?"
    return facts.of_part(exposure.component, "shipped-along", asks)


def _fetched_by_user(facts: Facts, link: Link) -> bool:
    """Whether the user fetches the part from its publisher, who is somebody else."""
    return link.facts.get("downloaded_at_first_run") is True and not facts.system.is_own(link.target)


def over_network(facts: Facts, exposure: Exposure, license_: License) -> bool:
    """Whether users reach the part over a network through the product."""
    if exposure.contact == "apart":
        if not facts.hosts():
            return False
        if any(link.how is How.CALLS for link in exposure.path):
            label = facts.system.label(exposure.component)
            asks = f"Do users of the product reach the functions of {label} itself, in a copy that you operate?"
            return facts.of_part(exposure.component, "users-reach-functionality", asks)
        return True
    return holds(facts, exposure, license_) and facts.hosts()


def offered_as_service(facts: Facts, exposure: Exposure) -> bool:
    """Whether users of a hosted product reach the functions of the part itself (SSPL 13: not hosting as such)."""
    if exposure.contact not in {"inside", "apart"} or not facts.hosts():
        return False
    label = facts.system.label(exposure.component)
    asks = f"Do users of the product reach the functions of {label} itself, as a service?"
    return facts.of_part(exposure.component, "users-reach-functionality", asks)


def holds(facts: Facts, exposure: Exposure, license_: License) -> bool:
    """Whether what reaches the product counts as the licensed material itself, or a derivative of it."""
    match exposure.contact:
        case "inside":
            return not _only_alone(exposure) or _alone_binds(facts, exposure)
        case "trained":
            return _learned_is_derivative(facts, exposure, license_)
        case "apart":
            return all(link.how is not How.CALLS for link in exposure.path)
        case _:
            return False


def uses(facts: Facts, exposure: Exposure, license_: License) -> bool:
    """Whether the product's makers use the part: at run time, in training of their own, or as a tool."""
    match exposure.contact:
        case "inside":
            return exposure.ours or holds(facts, exposure, license_)
        case "trained":
            return exposure.ours or holds(facts, exposure, license_)
        case "tool":
            return exposure.ours
        case "output":
            return contract_reaches(facts, exposure)
        case "apart":
            return _operates(facts, exposure)


def _operates(facts: Facts, exposure: Exposure) -> bool:
    """Whether we operate what holds the part: always what we call or run directly; behind a call it is asked."""
    called = next((link for link in exposure.path if link.how is How.CALLS), None)
    if called is None or called is exposure.last or facts.system.is_own(called.target):
        return True
    label = facts.system.label(called.target)
    asks = f"Do you operate {label} yourselves (rather than use it as somebody else's service)?"
    return facts.of_part(called.target, "operated-by-us", asks)


def learning_link(exposure: Exposure) -> Link | None:
    """The link nearest to the part by which something learned from it."""
    return next((link for link in reversed(exposure.way) if link.how in LEARNING), None)


def _learned_is_derivative(facts: Facts, exposure: Exposure, license_: License) -> bool:
    """Whether the license's own definition, or a chosen reading, makes what learned from the part a derivative."""
    link = learning_link(exposure)
    if link is None:
        return False
    if license_.derivation(link.how).value is Value.YES:
        return not exposure.received or contract_reaches(facts, exposure)
    if not reading_applies(facts, license_, link):
        return False
    return facts.position(TRAINING_READING, exposure.component) == "adapted-material"


def reading_applies(facts: Facts, license_: License, link: Link) -> bool:
    """Whether the open point on training with share-alike data concerns this license and link."""
    return training_is_open(license_, kind_of(facts.system, link))


def _outputs_published(facts: Facts, exposure: Exposure, license_: License) -> bool:
    if exposure.contact != "trained":
        return uses(facts, exposure, license_) and facts.publishes_outputs()
    link = learning_link(exposure)
    if link is None or not reading_applies(facts, license_, link):
        return False
    produced = facts.position(TRAINING_READING, exposure.component) == "produced-work"
    return produced and (facts.ships() or facts.hosts())


def _only_alone(exposure: Exposure) -> bool:
    """Whether an adapter stands between the product and the part, so that the part itself may be absent."""
    return any(link.how is How.ADAPTS for link in exposure.path)


def _alone_binds(facts: Facts, exposure: Exposure) -> bool:
    """Whether an adapter without its base carries the base's terms (reading `derivative-alone`).

    The base is a floor: only an adapter that is stated to be delivered alone, with no other way by which the base
    is inside the product, hangs on the reading.
    """
    adapter = next(link for link in exposure.path if link.how is How.ADAPTS)
    others = facts.system.exposures.get(exposure.component, ())
    if any(other.contact == "inside" and not _only_alone(other) for other in others):
        return True
    terms = facts.system.terms.get(adapter.source)
    stated = terms.component.facts.get("alone") if terms else None
    return stated is not True or facts.position(ALONE_READING, exposure.component) == "yes"


def contract_reaches(facts: Facts, exposure: Exposure) -> bool:
    """Whether terms on outputs bind us: always for outputs that we made, else by the reading on received ones."""
    link = next((link for link in reversed(exposure.path) if link.how in BY_OUTPUTS), None)
    if link is None or facts.system.is_own(link.source):
        return True
    return facts.position(SYNTHETIC_READING, exposure.component) == "bound"


def own_models(facts: Facts, exposure: Exposure) -> tuple[str, ...]:
    """The ids of our own models that were made from the part or its outputs, the one nearest to the product first.

    Learning makes its downstream end a model, whatever kind is stated; so does deriving, or being generated, but of
    what is stated to be data.
    """
    made = DERIVING | LEARNING | {How.GENERATED_BY}
    found: list[str] = []
    for at, link in enumerate(exposure.way):
        rest = exposure.way[at:]
        chain = all(step.how in made or step.how in CONTAINING - {How.BUNDLES} for step in rest)
        makes = any(step.how in made for step in rest)
        kind = facts.system.kind(link.source)
        first = link.how in LEARNING or (link.how in made and kind not in _DATA)
        own = facts.system.is_own(link.source)
        model = first or kind in {Kind.MODEL, Kind.ADAPTER}
        if own and chain and makes and model and (first or link.source == PRODUCT):
            found.append(link.source)
    return tuple(found)

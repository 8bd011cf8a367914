"""How far a share-alike clause reaches downstream: link by link, from the part towards the product.

What becomes of the clause at each link is the table of gates; here its questions are put to the facts.
"""

from dataclasses import dataclass

from licet.model.bom import Link
from licet.model.findings import Exposure
from licet.model.system import System
from licet.model.terms import License
from licet.model.vocabulary import LEARNING, Duty, How, Reach, Value
from licet.rules.facts import Ask, Facts
from licet.rules.gates import COMPILED_IN, CROSSES_UNDER, Asked, Gate, extracts_database, gate, kind_of, networked
from licet.rules.remembered import remembered
from licet.rules.triggers import applies, contract_reaches, distributed, fires, offered_as_service, over_network

NETWORK_READING = "network-reach"


@dataclass(frozen=True, slots=True)
class Work:
    """What a clause reaches: `nodes` from the part downstream (the product last), `path` product first."""

    nodes: tuple[str, ...]
    path: tuple[Link, ...]

    @property
    def top(self) -> str:
        """The part furthest downstream that the clause reaches."""
        return self.nodes[-1]


def work(facts: Facts, exposure: Exposure, license_: License, *, brings: License | None = None) -> Work:
    """The work that a license's share-alike (or no-further-restrictions) clause spans along one exposure.

    `brings` is the license of the part at its end, where another's clause meets it: what is a derivative of the part
    by that license's own definition brings its terms along, whatever the other license says of the link.
    """
    return _work(facts, exposure, license_, brings)


@remembered
def _work(facts: Facts, exposure: Exposure, license_: License, brings: License | None) -> Work:
    nodes = [exposure.component]
    for link in reversed(exposure.way):
        defined = brings and link.how in LEARNING and brings.derivation(link.how).value is Value.YES
        if not defined and not _spans(facts, link, license_):
            break
        if exposure.received and link not in exposure.path and not contract_reaches(facts, exposure):
            break
        nodes.append(link.source)
    return Work(tuple(nodes), exposure.path)


def may_span(system: System, link: Link, license_: License) -> bool:
    """Whether a license's clause could cross a link, whatever the facts: a cheap look before each pair is judged."""
    return gate(license_, kind_of(system, link)).way != "stops"


def surely_spans(system: System, link: Link, license_: License) -> bool:
    """Whether a license's clause crosses a link whatever the facts."""
    found = gate(license_, kind_of(system, link))
    return found.way == "crosses" and not found.unless and not found.apart


def _spans(facts: Facts, link: Link, license_: License) -> bool:
    """Whether the clause crosses one link: the gate, with its question put to the facts."""
    return _passes(facts, link, license_, gate(license_, kind_of(facts.system, link)))


def _passes(facts: Facts, link: Link, license_: License, found: Gate) -> bool:
    if any(facts.granted(link.target, freedom) for freedom in found.unless):
        return False
    match found.way:
        case "stops":
            return False
        case "crosses":
            return not (found.apart and link.facts.get("one_work") is False)
        case "reading":
            return facts.position(found.of, link.target) == CROSSES_UNDER[found.of]
        case "asks":
            return _answered(facts, link, license_, Asked(found.of))


def _answered(facts: Facts, link: Link, license_: License, asked: Asked) -> bool:
    """Whether the answer to a gate's question lets the clause cross."""
    label, source = facts.system.label(link.target), facts.system.label(link.source)
    match asked:
        case Asked.ONE_WORK:
            return facts.one_work(link)
        case Asked.ONE_PROGRAM:
            return _one_program(facts, link, license_)
        case Asked.STATIC:
            return _linked_statically(facts, link) and _passes(facts, link, license_, gate(license_, COMPILED_IN))
        case Asked.EXTRACT:
            asks = f"Is {source} a substantial part of {label}?"
            return facts.of_part(link.source, asked, asks)
        case Asked.FILES:
            asks = f"Are the changed files of {label} released under {license_.id}?"
            return not facts.of_part(link.target, asked, asks)
        case Asked.RELINK:
            asks = (
                f"Can users relink the product with a changed {label} (object files, or a shared library in its place)?"
            )
            return not facts.of_part(link.target, asked, asks)


def _linked_statically(facts: Facts, link: Link) -> bool:
    """Whether a library is part of the program's own file; asked once per link."""
    label, source = facts.system.label(link.target), facts.system.label(link.source)
    asks = (
        f"Is {label} compiled into {source} (static linking), rather than loaded from a file of its own that users can"
        " replace (a shared library, an imported package)?"
    )
    return facts.yes(Ask(f"{Asked.STATIC}:{link.source}:{link.target}", asks, link.target))


def _one_program(facts: Facts, link: Link, license_: License) -> bool:
    """Whether a separate program is one work with what uses it.

    Across a network, the reading `network-reach` answers for clauses that network access triggers, where one is
    chosen and neither the link nor [answers] says how this pair is built.
    """
    told = isinstance(link.facts.get("one_work"), bool) or f"one-work:{link.target}" in facts.system.config.answers
    chosen = facts.chosen(NETWORK_READING) if link.how is How.CALLS and networked(license_) and not told else ""
    return chosen == "one-work" if chosen else facts.one_work(link)


def takes_extract(exposure: Exposure, license_: License) -> bool:
    """Whether the exposure runs through an extract whose size decides on the duties of the work."""
    return any(extracts_database(link.how, license_) for link in exposure.way)


@remembered
def binds_work(facts: Facts, exposure: Exposure, license_: License, reached: Work) -> bool:
    """Whether the share-alike clause is triggered for the work it reaches.

    Combining the part into a larger work is itself the modification that a network clause waits for: the larger
    work is the version that users interact with.
    """
    term = license_.duty(Duty.SHARE_ALIKE)
    if term.value is Value.CONDITIONAL and term.parameters.get("when"):
        return _triggered(facts, exposure, license_, reached) and applies(facts, exposure.component, license_, term)
    return _triggered(facts, exposure, license_, reached)


def _triggered(facts: Facts, exposure: Exposure, license_: License, reached: Work) -> bool:
    term = license_.duty(Duty.SHARE_ALIKE)
    scope = term.reach
    if scope is Reach.SERVICE_STACK and offered_as_service(facts, exposure):
        return True
    if fires(facts, exposure, license_, term):
        return True
    larger = len(reached.nodes) > 1
    if not larger:
        return False
    events = {event for group in term.triggers for event in group}
    networked = any("on-network-access" in group for group in term.triggers)
    if networked and scope is not Reach.SERVICE_STACK and facts.hosts():
        return True
    ships = "on-distribution" in events and exposure.contact != "tool"
    return ships and facts.ships(facts.system.kind(reached.top))


def shared(facts: Facts, exposure: Exposure, license_: License) -> bool:
    """Whether the part itself leaves the house or is reached over a network."""
    return distributed(facts, exposure) or over_network(facts, exposure, license_)

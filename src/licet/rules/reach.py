"""How far a share-alike clause reaches downstream: link by link, from the part towards the product.

Scopes and links are those of vocabulary sections 5, 8 and 10.2. A work-level clause spans links that derive and
`links`; `embeds` and separate programs only where both ends form one work; `bundles` never.
"""

from dataclasses import dataclass

from licet.model.bom import Link
from licet.model.findings import Exposure
from licet.model.terms import License
from licet.model.vocabulary import APART, DERIVING, LEARNING, Basis, Duty, How, Reach, Trigger, Value
from licet.rules.facts import Facts
from licet.rules.triggers import (
    ALONE_READING,
    TRAINING_READING,
    applies,
    distributed,
    fires,
    offered_as_service,
    over_network,
    reading_applies,
)

NETWORK_READING = "network-reach"
WORK_LEVEL = frozenset({Reach.ENTIRE_WORK, Reach.SERVICE_STACK})
WHOLE = WORK_LEVEL | {Reach.DERIVATIVE}


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
    nodes = [exposure.component]
    scope = license_.duty(Duty.SHARE_ALIKE).reach or Reach.DERIVATIVE
    for link in reversed(exposure.path):
        defined = brings and link.how in LEARNING and brings.derivation(link.how).value is Value.YES
        if not defined and not _spans(facts, link, license_, scope):
            break
        nodes.append(link.source)
    return Work(tuple(nodes), exposure.path)


def may_span(link: Link, license_: License) -> bool:
    """Whether a license's clause could cross a link, whatever the facts: a cheap look before each pair is judged."""
    scope = license_.duty(Duty.SHARE_ALIKE).reach or Reach.DERIVATIVE
    match link.how:
        case How.LINKS:
            return scope in WHOLE or (scope is Reach.LIBRARY and link.facts.get("how") == "static")
        case How.EMBEDS | How.TOKENIZES_WITH:
            return scope in WHOLE
        case How.BUNDLES:
            return scope in WHOLE and link.basis is Basis.INFERRED
        case how:
            return scope in WHOLE if how in APART else True


def _spans(facts: Facts, link: Link, license_: License, scope: Reach) -> bool:
    """Whether the clause crosses one link."""
    how = link.how
    manner = f"{how}:{link.facts['how']}" if "how" in link.facts else how
    if any(freedom.covers(manner) and facts.granted(link.target, freedom) for freedom in license_.frees):
        return False
    if how is How.COPIES:
        return True
    if how in DERIVING:
        return _spans_derivation(facts, link, license_, scope)
    if how is How.LINKS:
        return _spans_linking(facts, link, license_, scope)
    if how in {How.EMBEDS, How.TOKENIZES_WITH}:
        return scope in WHOLE and facts.one_work(link)
    if how is How.BUNDLES and link.basis is Basis.INFERRED:
        # a folder of somebody's sources lies in ours: whether it is only shipped along is not known
        return scope in WHOLE and facts.one_work(link)
    if how in APART:
        return scope in WHOLE and license_.derivation(how).value is not Value.NO and _one_program(facts, link, license_)
    if how in LEARNING:
        return _spans_learning(facts, link, license_)
    return False


def _one_program(facts: Facts, link: Link, license_: License) -> bool:
    """Whether a separate program is one work with what uses it.

    Across a network, the reading `network-reach` answers for clauses that network access triggers, where one is
    chosen and neither the link nor [answers] says how this pair is built.
    """
    term = license_.duty(Duty.SHARE_ALIKE)
    networked = any(Trigger.NETWORK_ACCESS in group for group in term.triggers)
    told = isinstance(link.facts.get("one_work"), bool) or f"one-work:{link.target}" in facts.system.config.answers
    chosen = facts.chosen(NETWORK_READING) if link.how is How.CALLS and networked and not told else ""
    return chosen == "one-work" if chosen else facts.one_work(link)


def _spans_derivation(facts: Facts, link: Link, license_: License, scope: Reach) -> bool:
    """Derivative links carry the base's terms even where the definition is silent; a plain no stops them."""
    if scope is Reach.VERBATIM or license_.derivation(link.how).value is Value.NO:
        return False
    if scope is Reach.FILE and link.how is How.MODIFIES:
        label = facts.system.label(link.target)
        asks = f"Are the changed files of {label} released under {license_.id}?"
        return not facts.of_part(link.target, "changed-files-released", asks)
    if _extracts_database(link, scope):
        label = facts.system.label(link.target)
        asks = f"Is {facts.system.label(link.source)} a substantial part of {label}?"
        return facts.of_part(link.source, "substantial-extract", asks)
    if link.how is How.ADAPTS and license_.derivation(How.ADAPTS).value is not Value.YES:
        terms = facts.system.terms.get(link.source)
        alone = terms.component.facts.get("alone") if terms else None
        return alone is not True or facts.position(ALONE_READING, link.target) == "yes"
    return True


def _extracts_database(link: Link, scope: Reach) -> bool:
    """Whether the link takes a part out of a database whose license looks at how much was taken."""
    return link.how is How.EXTRACTS_FROM and scope is Reach.DERIVATIVE_DATABASE


def takes_extract(exposure: Exposure, license_: License) -> bool:
    """Whether the exposure runs through an extract whose size decides on the duties of the work."""
    scope = license_.duty(Duty.SHARE_ALIKE).reach or Reach.DERIVATIVE
    return any(_extracts_database(link, scope) for link in exposure.path)


def _spans_linking(facts: Facts, link: Link, license_: License, scope: Reach) -> bool:
    """Linking: by the license's own definition, else by its scope, else by the architecture."""
    manner = link.facts.get("how")
    said = license_.derivation(f"links:{manner}" if manner else How.LINKS).value
    if said is Value.NO or scope not in WHOLE | {Reach.LIBRARY}:
        return False
    if scope is Reach.LIBRARY:
        if manner != "static":
            return False
        label = facts.system.label(link.target)
        asks = f"Can users relink the product with a changed {label} (object files, or a shared library in its place)?"
        return not facts.of_part(link.target, "users-can-relink", asks)
    if link.facts.get("one_work") is False:
        return False
    return said is Value.YES or scope in WORK_LEVEL or facts.one_work(link)


def _spans_learning(facts: Facts, link: Link, license_: License) -> bool:
    if license_.derivation(link.how).value is Value.YES:
        return True
    if not reading_applies(facts, license_, link):
        return False
    return facts.position(TRAINING_READING, link.target) == "adapted-material"


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

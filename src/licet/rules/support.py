"""What several rules ask of terms and licenses."""

from collections.abc import Callable, Iterable

from licet.model.bom import PRODUCT, Link
from licet.model.findings import Exposure, Terms
from licet.model.system import System, Ways
from licet.model.terms import Clause, License, OtherCondition, Restriction
from licet.model.vocabulary import (
    DERIVING,
    LEARNING,
    Act,
    Category,
    Delivery,
    Duty,
    How,
    Kind,
    Organization,
    Strength,
    Value,
    Verdict,
)
from licet.rules.between import once
from licet.rules.case import FINE, Case, Outcome, worst_of
from licet.rules.facts import Ask, Facts
from licet.rules.triggers import uses

_ALSO = {
    "as-permissive": frozenset({Category.PERMISSIVE, Category.PUBLIC_DOMAIN}),
    "listed-elsewhere": frozenset({Category.STRONG_COPYLEFT}),
}
_FREE = frozenset(
    {
        *(Category.PUBLIC_DOMAIN, Category.PERMISSIVE, Category.WEAK_COPYLEFT, Category.STRONG_COPYLEFT),
        Category.NETWORK_COPYLEFT,
    }
)
"""Licenses that let source be passed on freely; what they ask in return is no matter."""
"""What licenses may meet a clause that names others than its own by a description or a list elsewhere."""
_RECIPIENT = "recipient-of-integrated-product"
_ORGANIZATIONS = {"education": Organization.ACADEMIC, "government": Organization.GOVERNMENT}
_PRODUCTS = frozenset({Kind.APPLICATION, Kind.SERVICE, Kind.IMAGE, Kind.LIBRARY})
DATA_READING = "noncommercial-data-behind-model"


def restriction(license_: License, tag: str) -> Restriction | None:
    """The strictest restriction of a tag in a license."""
    found = [r for r in license_.restrictions if r.tag == tag]
    return next((r for r in found if r.strength is Strength.PROHIBITED), found[0] if found else None)


def bites(facts: Facts, license_: License, limit: Restriction | None) -> bool:
    """Whether a restriction bites as worded: a prohibition does, a conditional one is asked."""
    if limit is None or limit.strength is Strength.PROHIBITED:
        return True
    asks = f'Is the use of the kind that {license_.name} §{limit.clause.section} bars ("{limit.clause.quote}")?'
    return facts.yes(Ask(f"barred:{limit.tag}:{license_.id}", asks, PRODUCT))


def exempted(facts: Facts, license_: License, exposure: Exposure, on: tuple[str, ...]) -> bool:
    """Whether a clause frees who receives the part inside somebody else's product from a condition on some acts."""
    frees = any(
        isinstance(c, OtherCondition)
        and c.parameters.get("who") == _RECIPIENT
        and (not c.on or not on or not set(c.on).isdisjoint(on))
        for c in license_.conditions
    )
    holder = exposure.last.source
    if not frees or facts.system.is_own(holder) or facts.system.kind(holder) not in _PRODUCTS:
        return False
    label = facts.system.label(exposure.component)
    asks = f"Do you receive {label} as part of an integrated product of somebody else ({facts.system.label(holder)})?"
    return facts.of_part(exposure.component, "recipient-of-integrated-product", asks)


def read_in_full(terms: Terms, clause: Clause | None, license_: License) -> bool:
    """Whether a prohibition may block: a person read its document in full and no unread exception may lift it."""
    if clause is None or terms.exception_unread or license_.draft:
        return False
    return not any(d.excerpt for d in license_.documents if d.name == clause.document)


def each_use(system: System, terms: Terms) -> tuple[Exposure, ...]:
    """The ways in which a part reaches the product."""
    return system.exposures.get(terms.component.id, ())


def used_or_behind(facts: Facts, exposure: Exposure, license_: License) -> bool:
    """Whether a purpose limit binds: we use the part, or a publisher trained what we hold on it and it reaches us."""
    if uses(facts, exposure, license_):
        return True
    if exposure.contact != "trained" or exposure.ours:
        return False
    return facts.position(DATA_READING, exposure.component) == "reaches"


def first_hit(exposures: Iterable[Exposure], hits: Iterable[bool], why: str) -> Outcome:
    """BLOCKED along the first exposure that hits, else FINE."""
    for exposure, hit in zip(exposures, hits, strict=True):
        if hit:
            return Outcome(verdict=Verdict.BLOCKED, why=why, path=exposure.path)
    return FINE


def derived_nodes(system: System, terms: Terms, license_: License) -> dict[str, tuple[Exposure, ...]]:
    """Each part downstream that contains the part's content, or is a derivative of it by the license, with exposures.

    Content comes along by copies and derivations alone; learning makes a derivative only where the license's own
    definition says so (vocabulary 8).
    """
    found: dict[str, list[Exposure]] = {}
    for exposure in each_use(system, terms):
        for at, link in enumerate(exposure.way):
            if all(_derives(step, license_) for step in exposure.way[at:]):
                found.setdefault(link.source, []).append(exposure)
    return {name: tuple(exposures) for name, exposures in found.items()}


def _derives(link: Link, license_: License) -> bool:
    learned = link.how in LEARNING and license_.derivation(link.how).value is Value.YES
    return learned or link.how in DERIVING or link.how is How.COPIES


def sticky(license_: License) -> tuple[Clause, ...]:
    """The clauses that a derived part's own license must carry on: flow-down, share-alike, limits of use."""
    found: list[Clause] = []
    for duty in (Duty.FLOW_DOWN, Duty.SHARE_ALIKE):
        term = license_.duty(duty)
        if term.value in {Value.YES, Value.CONDITIONAL} and term.clause:
            found.append(term.clause)
    found += [r.clause for r in license_.restrictions if r.strength is Strength.PROHIBITED][:1]
    return tuple(found)


@once
def carries(outbound: License, base: License) -> bool:
    """Whether a known license keeps every prohibition of another, so that releasing under it drops nothing."""
    own, part = outbound.plain, base.plain
    if own.id == part.id or own.id in part.compatible_with or own.or_later == part.id:
        return True
    kept = {r.tag for r in outbound.restrictions if r.strength is Strength.PROHIBITED}
    owed = {r.tag for r in base.restrictions if r.strength is Strength.PROHIBITED}
    passes_on = outbound.duty(Duty.FLOW_DOWN).value is Value.YES or outbound.duty(Duty.SHARE_ALIKE).value is Value.YES
    return bool(owed) and owed <= kept and passes_on


def may_release(outbound: License, base: License, *, combined: bool = False) -> bool:
    """Whether what a share-alike clause reaches may be under another license: itself, a version, an express clause.

    `combined` is true where the part was linked in and not changed into what is released. An exception of the part
    only adds, so that without it the license's own terms still hold; one of the release, by which the rest of a work
    goes free, cannot be granted for content of others who did not grant it.
    """
    own, part = outbound.plain, base.plain
    if outbound.frees and not combined and outbound.frees != base.frees:
        return False
    if own.id == part.id or own.id in part.compatible_with:
        return True
    if combined and (own.id in base.combines_with or _free_enough(own, part)):
        return True
    if not part.or_later:
        return False
    if combined and own.id == own.or_later and part.or_later in {own.id, *own.later}:
        return True  # what is our own may be under any later version; together with the part, the part's own is left
    return part.id == part.or_later and own.or_later == part.or_later


def _free_enough(outbound: License, base: License) -> bool:
    """Whether a clause takes any free license for what is linked with the part, and the release is under one."""
    return base.duty(Duty.SHARE_ALIKE).parameters.get("also") == "any-free" and outbound.category in _FREE


def is_named(facts: Facts, component: str, own: License, part: License) -> bool:
    """Whether the notice of a part names a license of a work as one that the part may be under as well.

    It is asked where the part's license takes such a notice for that license.
    """
    if own.plain.id not in part.plain.compatible_if_named:
        return False
    label = facts.system.label(component)
    asks = f"Does the notice of {label} name {own.plain.id} as a license that it may be under as well ({part.name})?"
    return facts.of_part(component, "names-secondary-license", asks)


def fits(system: System, ways: Ways, base: License, *, combined: bool = False) -> bool:
    """Whether a release meets a share-alike clause: in every branch, one of the licenses that bind together does.

    What is our own and only linked with the part may be under any later version that its license leaves open.
    """

    def meets(own: License) -> bool:
        later = system.versions.get(own.id, ()) if combined else ()
        return any(may_release(version, base, combined=combined) for version in (own, *later))

    return bool(ways) and all(any(own is not None and meets(own) for own in way) for way in ways)


def may_fit(ways: Ways, base: License) -> bool:
    """Whether a clause that also takes licenses which its text does not name may be met: to be read, not known."""
    kinds = _ALSO.get(base.duty(Duty.SHARE_ALIKE).parameters.get("also", ""), frozenset())
    return bool(ways) and all(lic is not None and lic.category in kinds for way in ways for lic in way)


@once
def can_meet(one: License, other: License) -> bool:
    """Whether two share-alike licenses can hold in one work: one lets it be under the other, or be combined with it."""
    return may_release(one, other, combined=True) or may_release(other, one, combined=True)


def part_case(
    terms: Terms,
    license_: License,
    title: str,
    outcomes: Callable[[Facts], Iterable[Outcome]],
    clause: Clause | None,
    *,
    suffix: str = "",
    act: Act | None = None,
    tags: tuple[str, ...] = (),
    duty: Duty | None = None,
    others: tuple[str, ...] = (),
) -> Case:
    """A case about one part under one license: the worst outcome, capped where the text was not read in full."""
    key = f"{terms.component.id}:{license_.id}"
    return Case(
        key=f"{key}:{suffix}" if suffix else key,
        components=(terms.component.id, *others),
        title=title,
        decide=lambda facts: worst_of(outcomes(facts)),
        clauses=(clause,) if clause else (),
        act=act,
        tags=tags,
        duty=duty,
        capped=not read_in_full(terms, clause, license_),
    )


def adapted(facts: Facts, exposure: Exposure) -> bool:
    """Whether what was made is adapted material, where the license does not say or makes it depend: it is asked."""
    asks = f"Is what was made adapted material of {facts.system.label(exposure.component)} (more than another format)?"
    return facts.of_part(exposure.component, "adapted-material", asks)


def contested(system: System, license_: License, statement: str) -> str:
    """The contested point that a statement (`permits.host`, `restrictions.<tag>`) hangs on; empty for none.

    A point whose positions do not say whether statements bind is a remark.
    """
    for reading in license_.readings:
        point = system.readings.get(reading.id)
        if point and statement in reading.statements and any(p.applies is not None for p in point.positions):
            return reading.id
    return ""


def binds_under_reading(facts: Facts, reading: str, component: str) -> bool:
    """Whether a contested statement binds as written under the position taken."""
    chosen = facts.position(reading, component)
    position = next((p for p in facts.system.readings[reading].positions if p.name == chosen), None)
    return position is None or position.applies is not False


def free_for_outputs(facts: Facts, exposure: Exposure, license_: License, tag: str) -> bool:
    """Whether a limit of purpose leaves out running the part for outputs alone, where that is a contested point.

    The point is one on which both the limit and the permission for outputs hang.
    """
    on_both = {f"restrictions.{tag}", f"permits.{Act.USE_OUTPUTS}"}
    reading = next((each.id for each in license_.readings if on_both <= set(each.statements)), "")
    if not reading or not (exposure.contact == "output" or _hands_out_outputs_alone(facts)):
        return False
    return not binds_under_reading(facts, reading, exposure.component)


def _hands_out_outputs_alone(facts: Facts) -> bool:
    return set(facts.system.config.use.delivery or ()) == {Delivery.OUTPUTS_ONLY}


def freed(facts: Facts, license_: License) -> bool:
    """Whether the license frees an organization such as the user from its limit of purpose."""
    groups = [
        c.parameters.get("who", "") for c in license_.conditions if isinstance(c, OtherCondition) and c.kind == "exempt"
    ]
    names = {word.strip() for who in groups for word in who.split(",")} & {*_ORGANIZATIONS, "charity"}
    if not names:
        return False
    organization = facts.system.config.use.organization
    if organization is not None and organization is not Organization.NON_PROFIT:
        facts.used["organization"] = f"{organization} (stated)"
        return any(_ORGANIZATIONS.get(name) is organization for name in names)
    asks = f"Is the user one of these ({', '.join(sorted(names))}), which {license_.name} frees?"
    return facts.yes(Ask(f"freed-organization:{license_.id}", asks, PRODUCT))

"""Fields of use that a license restricts, against the fields that the product serves (vocabulary 7)."""

from collections.abc import Iterator

from licet.model.bom import PRODUCT
from licet.model.findings import Exposure, Terms
from licet.model.system import System
from licet.model.terms import License, Restriction
from licet.model.vocabulary import BROADER_TAGS, FIELD_TAGS, Delivery, Strength, Verdict
from licet.rules.case import FINE, Case, Outcome, Rule
from licet.rules.facts import Ask, Facts
from licet.rules.support import binds_under_reading, contested, each_use, part_case
from licet.rules.triggers import over_network, uses

ID = "field-of-use"
BY_FACT = ("managed-service", "competing-product", "sell-software")
"""Tags that are no fields: facts decide them."""
_FIELDS = frozenset(FIELD_TAGS)


def cases(system: System) -> Iterator[Case]:
    """Known fields: one case per part and restricted tag that is served. Unknown fields: one case per part."""
    fields = system.config.use.fields
    served = None if fields is None else {*fields, *(tag for field in fields for tag in BROADER_TAGS.get(field, ()))}
    for terms, license_ in system.licensed():
        restricted = [r for r in license_.restrictions if r.tag in _FIELDS] if served is None else []
        if restricted:
            yield _open_case(system, terms, license_, restricted)
        for at, limit in enumerate(license_.restrictions):
            if served is not None and limit.tag in served and _served(limit, fields or (), license_):
                yield _field_case(system, terms, license_, limit, at)
            if limit.tag in BY_FACT:
                yield _fact_case(system, terms, license_, limit, at)


def _served(limit: Restriction, fields: tuple[str, ...], license_: License) -> bool:
    """Whether a field is served that a restriction names, or that may lie within it."""
    return limit.tag in fields or any(_within(field, limit, license_) for field in fields)


def _within(field: str, limit: Restriction, license_: License) -> bool:
    """Whether a field may lie within a broader restriction, where its own tag does not stand for the same words."""
    if limit.tag not in BROADER_TAGS.get(field, ()):
        return False
    return not any(r.tag == field and _same_words(r, limit) for r in license_.restrictions)


def _same_words(one: Restriction, other: Restriction) -> bool:
    """Whether two tags stand for one section and bite alike."""
    place = one.clause.section, one.strength, one.qualifiers
    return place == (other.clause.section, other.strength, other.qualifiers)


def _open_case(system: System, terms: Terms, license_: License, limits: list[Restriction]) -> Case:
    """No field is known: whether any restricted one is served is one question."""
    tags = tuple(dict.fromkeys(limit.tag for limit in limits))
    hard = any(limit.strength is Strength.PROHIBITED and not limit.qualifiers for limit in limits)

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        asks = f"Does the product serve a field that {license_.name} restricts ({', '.join(tags)})?"
        for exposure in each_use(system, terms):
            if uses(facts, exposure, license_) and facts.yes(Ask(f"fields:{license_.id}", asks, PRODUCT)):
                verdict = Verdict.BLOCKED if hard else Verdict.REVIEW
                yield Outcome(verdict=verdict, why="a restricted field is served", path=exposure.path)

    title = f"{terms.component.label} may not serve every field; the product's fields are not stated"
    return part_case(terms, license_, title, outcomes, limits[0].clause, suffix="open", tags=tags)


def _field_case(system: System, terms: Terms, license_: License, limit: Restriction, at: int) -> Case:
    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            if uses(facts, exposure, license_):
                yield _decide(facts, exposure, license_, limit)

    hangs = contested(system, license_, f"restrictions.{limit.tag}")
    title = f"{terms.component.label} restricts the field {limit.tag}" + (" (contested)" if hangs else "")
    return part_case(terms, license_, title, outcomes, limit.clause, suffix=f"{limit.tag}:{at}", tags=(limit.tag,))


def _decide(facts: Facts, exposure: Exposure, license_: License, limit: Restriction) -> Outcome:
    """A prohibited field blocks; qualifiers and conditions are asked; a broader tag is never more than review."""
    reading = contested(facts.system, license_, f"restrictions.{limit.tag}")
    if reading and not binds_under_reading(facts, reading, exposure.component):
        return FINE
    if not facts.serves(limit.tag):
        why = f"a field that is served may lie within {limit.tag}"
        asks = f"Does what the product does fall under {limit.tag}, as §{limit.clause.section} words it?"
        served = facts.yes(Ask(f"within:{limit.tag}:{license_.id}", asks, PRODUCT))
        return Outcome(verdict=Verdict.REVIEW, why=why, path=exposure.path) if served else FINE
    if not _as_worded(facts, license_, limit, f"use in the field {limit.tag}"):
        return FINE
    return Outcome(verdict=Verdict.BLOCKED, why=f"the product serves {limit.tag}", path=exposure.path)


def _as_worded(facts: Facts, license_: License, limit: Restriction, use: str) -> bool:
    """Whether a use is of the kind that a restriction words: its qualifiers, or else its condition, are asked."""
    quote, note = limit.clause.quote, f"; {limit.note}" if limit.note else ""
    for qualifier in limit.qualifiers:
        asks = f'Is the product\'s {use} {qualifier.replace("-", " ")}, or otherwise what "{quote}" bars?'
        if not facts.yes(Ask(f"qualifier:{limit.tag}:{qualifier}:{license_.id}", asks, PRODUCT)):
            return False
    if limit.strength is not Strength.CONDITIONAL or limit.qualifiers:
        return True
    asks = f'Is the {use} of the kind that the license bars ("{quote}"{note})?'
    return facts.yes(Ask(f"barred:{limit.tag}:{license_.id}", asks, PRODUCT))


def _fact_case(system: System, terms: Terms, license_: License, limit: Restriction, at: int) -> Case:
    label, name, words = terms.component.label, terms.component.id, limit.tag.replace("-", " ")
    note = f"; {limit.note}" if limit.note else ""
    place = f'{license_.name} §{limit.clause.section}: "{limit.clause.quote}"{note}'

    def hit(facts: Facts, exposure: Exposure) -> bool:
        match limit.tag:
            case "managed-service":
                asks = f"Do users of the product reach the functions of {label} itself, as a service ({place})?"
                hosted = over_network(facts, exposure, license_) if exposure.contact != "apart" else facts.hosts()
                return hosted and facts.of_part(name, "users-reach-functionality", asks)
            case "competing-product":
                asks = (
                    f"Does the product compete with {label}, or with its licensor, as the license means it ({place})?"
                )
                return facts.of_part(name, "competes-with-licensor", asks)
            case _:
                asks = f"Do you sell {label} itself, or what the license means by selling it ({place})?"
                internal = system.config.use.delivery == (Delivery.INTERNAL,)
                return not internal and facts.commercial() and facts.of_part(name, "sold-by-itself", asks)

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            matters = exposure.contact != "tool" or limit.tag == "competing-product"
            met = matters and uses(facts, exposure, license_) and hit(facts, exposure)
            if met and _as_worded(facts, license_, limit, f"use ({words})"):
                yield Outcome(verdict=Verdict.BLOCKED, why=f"the use is {limit.tag}", path=exposure.path)

    title = f"{label} bars {words}"
    return part_case(terms, license_, title, outcomes, limit.clause, suffix=f"{limit.tag}:{at}", tags=(limit.tag,))


RULE = Rule(id=ID, risk="use-restriction", cases=cases)

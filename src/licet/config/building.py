"""The typed values, built from values that were checked."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from licet.config.checking import entries, identity
from licet.config.document import Document
from licet.config.identity import Identity, identify
from licet.config.positions import KeyPath
from licet.config.schema import as_table
from licet.model.bom import Claim, Component, Fact, Link, Release
from licet.model.use import Config, Measurement, Policy, Product, Use, Waiver
from licet.model.vocabulary import Basis, Delivery, Grade, How, Kind, Organization, Verdict

Table = Mapping[str, object]
Reason = Literal["license-acquired", "not-applicable", "false-positive", "accepted-risk", "fixed-elsewhere"]

SIZES: Final = ("monthly_active_users", "daily_active_users", "annual_revenue_usd", "monthly_revenue_usd")
REASONS: Final[tuple[Reason, ...]] = (
    *("license-acquired", "not-applicable", "false-positive"),
    *("accepted-risk", "fixed-elsewhere"),
)


def build(document: Document, values: Table, *, name: str) -> Config:
    """Build the configuration; `values` were checked, `name` is the product's where the file gives none."""
    components = enumerate(entries(values, "component"))
    links = enumerate(entries(values, "link"))
    return Config(
        product=_product(as_table(values.get("product")), name),
        use=_use(as_table(values.get("use"))),
        components=tuple(_component(document, ("component", index), entry) for index, entry in components),
        links=tuple(_link(document, ("link", index), entry) for index, entry in links),
        answers={key: answer is True for key, answer in as_table(values.get("answers")).items()},
        positions={key: str(position) for key, position in as_table(values.get("positions")).items()},
        policy=_policy(as_table(values.get("policy"))),
        waivers=tuple(_waiver(entry) for entry in entries(values, "waiver")),
        path=document.name,
    )


def _product(table: Table, name: str) -> Product:
    return Product(
        name=_text(table, "name") or name,
        license=_text(table, "license"),
        kind=Kind(_text(table, "kind") or Kind.APPLICATION),
        version=_text(table, "version"),
        modalities=_words(table, "modalities"),
        release=_release(table),
    )


def _use(table: Table) -> Use:
    delivery = _words(table, "delivery")
    organization = _text(table, "organization")
    return Use(
        commercial=_flag(table, "commercial"),
        delivery=None if delivery is None else tuple(Delivery(word) for word in delivery),
        organization=Organization(organization) if organization else None,
        fields=_words(table, "fields"),
        territories=_words(table, "territories"),
        seat=_text(table, "seat") or None,
        sizes={size: _measurements(table[size]) for size in SIZES if size in table},
        trains_models_on_outputs=_flag(table, "trains_models_on_outputs"),
        publishes_outputs=_flag(table, "publishes_outputs"),
        makes_trained_model_available=_flag(table, "makes_trained_model_available"),
        publishes_research=_flag(table, "publishes_research"),
        personal_data=_flag(table, "personal_data"),
    )


def _component(document: Document, path: KeyPath, entry: Table) -> Component:
    evidence = document.evidence(path)
    who: Identity = identify(identity(entry), _text(entry, "purl"), _text(entry, "kind"))
    license_name = _text(entry, "license")
    claim = Claim(license=license_name, grade=Grade.STATED, evidence=document.evidence((*path, "license")))
    return Component(
        id=who.id,
        kind=who.kind,
        name=_text(entry, "name"),
        version=who.version or _text(entry, "version"),
        purl=who.purl,
        aliases=who.aliases,
        own=_flag(entry, "own"),
        release_as=_text(entry, "release_as"),
        release=_release(entry),
        modalities=_words(entry, "modalities"),
        claims=(claim,) if license_name else (),
        license_file=_text(entry, "license_file"),
        agreement_file=_text(entry, "agreement"),
        facts=_facts(entry),
        evidence=(evidence,),
    )


def _release(table: Table) -> Release:
    return Release(
        supplier=_text(table, "supplier"),
        originator=_text(table, "originator"),
        location=_text(table, "location"),
        released=_text(table, "released"),
        built=_text(table, "built"),
    )


def _link(document: Document, path: KeyPath, entry: Table) -> Link:
    return Link(
        source=_text(entry, "from"),
        how=How(_text(entry, "how")),
        target=_text(entry, "to"),
        basis=Basis.STATED,
        facts=_facts(entry),
        evidence=(document.evidence(path),),
    )


def _policy(table: Table) -> Policy:
    return Policy(
        deny=_words(table, "deny") or (),
        review=_words(table, "review") or (),
        fail_on=Verdict(_text(table, "fail_on") or Verdict.REVIEW),
        evidence="text" if table.get("evidence") == "text" else "claims",
        costs={kind: factor for kind, factor in as_table(table.get("costs")).items() if isinstance(factor, int)},
        waivers="forbidden" if table.get("waivers") == "forbidden" else "allowed",
    )


def _waiver(entry: Table) -> Waiver:
    expires = _text(entry, "expires")
    return Waiver(
        finding=_text(entry, "finding"),
        component=_text(entry, "component"),
        reason=next(reason for reason in REASONS if reason == entry.get("reason")),
        statement=_text(entry, "statement"),
        approved_by=_text(entry, "approved_by"),
        expires=date.fromisoformat(expires) if expires else None,
        clause=_text(entry, "clause"),
        path=_text(entry, "path"),
    )


def _facts(entry: Table) -> Mapping[str, Fact]:
    return {name: fact for name, fact in as_table(entry.get("facts")).items() if isinstance(fact, (bool, str, int))}


def _measurements(value: object) -> tuple[Measurement, ...]:
    """One number for every date, or numbers with their dates, in the order of the dates."""
    if isinstance(value, int):
        return (Measurement(value=value),)
    listed = [as_table(entry) for entry in value] if isinstance(value, list) else []
    dated = [(date.fromisoformat(_text(entry, "at")), _count(entry)) for entry in listed]
    return tuple(Measurement(value=count, at=at) for at, count in sorted(dated))


def _count(entry: Table) -> int:
    value = entry.get("value")
    return value if isinstance(value, int) else 0


def _text(table: Table, key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""


def _flag(table: Table, key: str) -> bool | None:
    value = table.get(key)
    return value if isinstance(value, bool) else None


def _words(table: Table, key: str) -> tuple[str, ...] | None:
    """The words of a list, each once; None where the key is absent."""
    value = table.get(key)
    return tuple(dict.fromkeys(str(word) for word in value)) if isinstance(value, list) else None

"""Typed builders for the tests of rules: real license records, real interpretation, propagation and judging.

`part`, `link`, `use`, `product` and `made` (a license by hand) put a `System` together; `found` runs one rule on it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Final

from licet.assemble import build_system
from licet.judge.conclude import findings_of
from licet.licenses import Leaf, load, parse, parse_record
from licet.model.bom import PRODUCT, Bom, Component, Fact, Identified, Link, Problem
from licet.model.findings import Finding
from licet.model.system import System
from licet.model.terms import License
from licet.model.use import Config, Measurement, Policy, Product, Use, Waiver
from licet.model.vocabulary import Basis, Delivery, Grade, How, Kind, Organization, Verdict, worst
from licet.pipeline import Scan, choose
from licet.rules.registry import RULES

NOW: Final = date(2026, 12, 1)
LLAMA: Final = "LicenseRef-scancode-llama-3.1-license-2024"
PLACE: Final = {"section": "2", "locator": "words of the license"}

_SAYS: Final = frozenset({"yes", "no", "conditional"})
"""Values that need a place in the text."""

Entry = Mapping[str, object]


def part(
    part_id: str,
    *,
    license: str | License = "",  # noqa: A002 - the key of licet.toml
    kind: str = "model",
    own: bool | None = None,
    facts: Mapping[str, Fact] | None = None,
    modalities: Sequence[str] | None = None,
    name: str = "",
    release_as: str = "",
    grade: str = "text",
    differs: tuple[str, ...] = (),
) -> Identified:
    """One component as the identify stage hands it on; a `License` made by hand comes in as an agreement.

    `license` is an expression of known licenses or of unknown ids; the text is at hand unless `grade` says less.
    """
    by_hand = license if isinstance(license, License) else None
    component = Component(
        id=part_id,
        kind=Kind(kind),
        name=name,
        own=own,
        release_as=release_as,
        modalities=None if modalities is None else tuple(modalities),
        agreement=by_hand,
        facts=dict(facts or {}),
    )
    concluded = license.id if isinstance(license, License) else str(parse(license)) if license else ""
    return Identified(
        component=component, concluded=concluded, grade=Grade(grade) if concluded else Grade.NONE, differs=differs
    )


def link(source: str, how: str, target: str, **facts: Fact) -> Link:
    """One stated link, downstream first; keywords are its facts (`how="static"` is spelled `manner="static"`)."""
    named = {"how" if key == "manner" else key: value for key, value in facts.items()}
    return Link(source=source, how=How(how), target=target, basis=Basis.STATED, facts=named)


def use(
    *,
    commercial: bool | None = None,
    delivery: Iterable[str] | None = None,
    organization: str = "",
    fields: Iterable[str] | None = None,
    territories: Iterable[str] | None = None,
    seat: str | None = None,
    sizes: Mapping[str, int | tuple[Measurement, ...]] | None = None,
    trains_models_on_outputs: bool | None = None,
    publishes_outputs: bool | None = None,
    makes_trained_model_available: bool | None = None,
    publishes_research: bool | None = None,
    personal_data: bool | None = None,
) -> Use:
    """The intended use; what is left out is unknown. A plain number in `sizes` answers for every date."""
    return Use(
        commercial=commercial,
        delivery=None if delivery is None else tuple(Delivery(channel) for channel in delivery),
        organization=Organization(organization) if organization else None,
        fields=None if fields is None else tuple(fields),
        territories=None if territories is None else tuple(territories),
        seat=seat,
        sizes={k: (Measurement(value=v),) if isinstance(v, int) else v for k, v in (sizes or {}).items()},
        trains_models_on_outputs=trains_models_on_outputs,
        publishes_outputs=publishes_outputs,
        makes_trained_model_available=makes_trained_model_available,
        publishes_research=publishes_research,
        personal_data=personal_data,
    )


def product(
    name: str = "acme",
    *,
    license: str = "",  # noqa: A002 - the key of licet.toml
    kind: str = "application",
    modalities: Sequence[str] | None = None,
) -> Product:
    """The product; no license means that none was chosen."""
    return Product(
        name=name, license=license, kind=Kind(kind), modalities=None if modalities is None else tuple(modalities)
    )


def system(
    parts: Iterable[Identified],
    links: Iterable[Link],
    *,
    use: Use | None = None,
    product: Product | None = None,
    policy: Policy | None = None,
    answers: Mapping[str, bool] | None = None,
    positions: Mapping[str, str] | None = None,
    waivers: Iterable[Waiver] = (),
    problems: Iterable[Problem] = (),
    now: date = NOW,
) -> System:
    """A system as the pipeline builds it from identified parts: interpreted, propagated, ready for judging."""
    config = Config(
        product=product or Product(name="acme"),
        use=use or Use(),
        policy=policy or Policy(),
        answers=dict(answers or {}),
        positions=dict(positions or {}),
        waivers=tuple(waivers),
        path="licet.toml",
    )
    found_parts = tuple(parts)
    bom = Bom(
        components=(Component(id=PRODUCT, kind=config.product.kind), *(item.component for item in found_parts)),
        links=tuple(links),
        problems=tuple(problems),
    )
    terms = choose(Scan(config=config, bom=bom, identified=found_parts), now)
    return build_system(config, terms, bom.links, bom, now)


def known(name: str) -> License | None:
    """The record of one known license; None for an unknown id or a compound expression."""
    tree = parse(name)
    return load(tree.id) if isinstance(tree, Leaf) and tree.known and not tree.exception else None


def made(
    license_id: str = "LicenseRef-toy",
    *,
    kind: str = "model",
    category: str = "use-restricted",
    permits: Mapping[str, str] | None = None,
    duties: Mapping[str, Entry] | None = None,
    conditions: Iterable[Entry] = (),
    restrictions: Mapping[str, Entry] | Iterable[str] = (),
    derivatives: Mapping[str, str] | None = None,
    readings: Mapping[str, Sequence[str]] | None = None,
    complete: bool = True,
    excerpt: bool = False,
    reviewed: str = "2026-11",
    **head: object,
) -> License:
    """A license by hand, read by the same parser as the records that ship; a clause is added to what says something.

    `permits` maps an act to a value; acts left out are granted. `restrictions` are tags that are prohibited, or tags
    with keys of their own (`strength`, `qualifiers`). `excerpt` says that only a part of its text was at hand.
    """
    acts = ("use-commercially", "modify", "redistribute", "host", "use-outputs", "train-on-outputs", "sublicense")
    values = {**dict.fromkeys(acts, "yes"), **(permits or {})}
    limits = restrictions if isinstance(restrictions, Mapping) else {tag: {} for tag in restrictions}
    document = {"name": "license", "source": "made for a test", "sha256": "0" * 64, "excerpt": excerpt}
    data = {
        "id": license_id,
        "name": f"The {license_id} terms",
        "kind": kind,
        "category": category,
        "complete": complete,
        "reviewed": reviewed,
        "documents": [document],
        **head,
        "permits": {act: _said({"value": value}) for act, value in values.items()},
        "duties": {duty: _said({"value": "yes", **entry}) for duty, entry in (duties or {}).items()},
        "conditions": [{**PLACE, **entry} for entry in conditions],
        "restrictions": [{"tag": tag, "strength": "prohibited", **PLACE, **entry} for tag, entry in limits.items()],
        "derivatives": dict(derivatives or {}),
        "derivative_clauses": {how: PLACE for how, value in (derivatives or {}).items() if value in _SAYS},
        "readings": [{"id": key, "statements": list(value)} for key, value in (readings or {}).items()],
    }
    return parse_record(data, source=f"{license_id}.toml")


def _said(entry: Entry) -> dict[str, object]:
    """An entry with its place in the text, where it says yes, no or conditional."""
    return {**PLACE, **entry} if entry["value"] in _SAYS else dict(entry)


def found(judged: System, rule_id: str) -> tuple[Finding, ...]:
    """The findings of one rule, worst first."""
    return tuple(item.finding for item in findings_of(judged, tuple(rule for rule in RULES if rule.id == rule_id)))


def verdict(judged: System, rule_id: str) -> Verdict:
    """The worst verdict of one rule; allowed where it finds nothing."""
    return worst(*(finding.verdict for finding in found(judged, rule_id)))


def answered(judged: System, question: str, *, yes: bool) -> System:
    """The same system after `[answers]` of licet.toml answered a question."""
    answers = {**judged.config.answers, question: yes}
    return replace(judged, config=replace(judged.config, answers=answers))


def taking(judged: System, reading: str, position: str) -> System:
    """The same system after `[positions]` of licet.toml chose one reading of a contested point."""
    positions = {**judged.config.positions, reading: position}
    return replace(judged, config=replace(judged.config, positions=positions))


def verdict_if(judged: System, rule_id: str, question: str) -> tuple[Verdict, Verdict]:
    """The verdicts of one rule after yes and after no to a question."""
    return (
        verdict(answered(judged, question, yes=True), rule_id),
        verdict(answered(judged, question, yes=False), rule_id),
    )


def in_every_order(
    parts: Sequence[Identified],
    links: Sequence[Link],
    rule_id: str,
    put: Callable[[Sequence[Identified], Sequence[Link]], System],
) -> Finding:
    """The one finding of a rule, proven to be the same, path and words included, for every order of parts and links.

    `put` makes the system of the parts and links in the order given; at most four of each, so that all are tried.
    """
    assert len(parts) <= 4 >= len(links)
    orders = [(ps, ks) for ps in permutations(parts) for ks in permutations(links)]
    results = {repr(found(put(ps, ks), rule_id)) for ps, ks in orders}
    assert len(results) == 1
    (finding,) = found(put(parts, links), rule_id)
    return finding


def quoted(finding: Finding) -> tuple[tuple[str, str, str], ...]:
    """Return the clauses of a finding as (license, section, quote), proven to have a place and 15 words at most."""
    assert finding.clauses
    for clause in finding.clauses:
        assert clause.license
        assert clause.section
        assert 1 <= len(clause.quote.split()) <= 15
    return tuple((clause.license, clause.section, clause.quote) for clause in finding.clauses)


def chain(finding: Finding) -> str:
    """The path of a finding in one line, product first: `product embeds model`."""
    return " ".join(f"{step.source} {step.how} {step.target};" for step in finding.path).rstrip(";")

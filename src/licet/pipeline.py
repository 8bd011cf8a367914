"""The stages in order; the file to read first.

discover -> resolve -> identify -> interpret -> propagate -> judge -> remedy; a report is a reading of the result.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from licet import catalog
from licet import config as configs
from licet.discover import discover, discover_bom
from licet.errors import NothingToJudgeError, TargetError
from licet.identify import identify
from licet.interpret import Alternatives, alternatives, branches_of, interpret
from licet.judge import (
    asked_of,
    by_itself,
    capability_matrix,
    judge,
    outbound_of,
    outbound_part,
    restriction_matrix,
    risk_matrix,
    separable,
)
from licet.licenses import (
    abilities,
    ids,
    knowledge_version,
    load,
    load_with,
    normalize,
    outbound,
    permissive,
    readings,
)
from licet.model.analysis import Analysis, Judgement
from licet.model.bom import PRODUCT, Bom, Component, Found, Identified, Link, Problem
from licet.model.findings import OutboundPart, Terms
from licet.model.system import System, Ways
from licet.model.terms import License
from licet.model.use import Config
from licet.model.vocabulary import Grade, Kind, Verdict
from licet.propagate import propagate
from licet.remedy import remedy
from licet.remedy.answers import elsewhere
from licet.remedy.edits import Edit, State, unchanged
from licet.resolve import resolve
from licet.version import VERSION

MAX_CHOICES = 24
"""Ways to take the ORs of a system that are judged before the rest keep the first branch."""

MAX_PARTS = 24
"""Parts of ours whose own outbound licenses are judged; the rest go with the product's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What is known before judging: the system file, the bill of materials, the licenses identified."""

    config: Config
    bom: Bom
    identified: tuple[Identified, ...]


def analyze(target: Path, *, now: date | None = None) -> Analysis:
    """Analyze a folder, or a `licet.toml` that describes a planned system.

    Raises:
        TargetError: the target cannot be read.
        ConfigError: licet.toml, or a file it names, has faults.
        NothingToJudgeError: no part was found.
    """
    scanned = scan(target)
    return assess(scanned, now=now or today())


analyze_path = analyze


def today() -> date:
    """The date for waivers and re-checks: SOURCE_DATE_EPOCH where it is set, else the day's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    return moment.date()


def scan(target: Path) -> Scan:
    """Find the parts and their licenses, without judging (raises as `analyze`)."""
    root, config = _open(target)
    whole = target.is_dir() or target.suffix == ".toml"
    found = discover(root) if whole else discover_bom(target)
    config = config if whole or config.path else _named_by(found, config)
    bom = resolve(found, config, root)
    identified = identify(bom)
    if not any(component.id != PRODUCT for component in bom.components) and not bom.problems:
        raise NothingToJudgeError(
            f"{target}: no model, dataset, package or service was found",
            hint="name a project folder, or describe the parts in licet.toml (licet init)",
        )
    config = _with_known_names(_product_of_scan(config, identified))
    return Scan(config=config, bom=bom, identified=identified)


def _open(target: Path) -> tuple[Path, Config]:
    if target.is_file() and target.suffix == ".toml":
        return target.parent, configs.load(target)
    if not target.exists():
        raise TargetError(f"{target}: no such folder", hint="name a project folder, a licet.toml or a BOM")
    root = target if target.is_dir() else target.parent
    found = configs.find(root)
    return root, configs.load(found) if found else configs.default(_name_of(target))


def _name_of(target: Path) -> str:
    """The name of a product of which nothing else is known: that of its folder, or of the file without endings."""
    return target.resolve().name if target.is_dir() else target.name.partition(".")[0] or target.name


def _named_by(found: Found, config: Config) -> Config:
    """Take the product's name from a bill of materials."""
    name = next((one.name for one in found.components if one.id == PRODUCT and one.name), config.product.name)
    return replace(config, product=replace(config.product, name=name))


def _with_known_names(config: Config) -> Config:
    """Spell the licenses that the policy names as everything else is spelled."""

    def known(entries: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(entry if entry.startswith("category:") else normalize(entry) for entry in entries)

    policy = replace(config.policy, deny=known(config.policy.deny), review=known(config.policy.review))
    return replace(config, policy=policy)


def _product_of_scan(config: Config, identified: tuple[Identified, ...]) -> Config:
    """Take what the project's own files say of the product where licet.toml is silent: its license, its kind."""
    mine = next((item for item in identified if item.component.id == PRODUCT), None)
    if mine is None:
        return config
    product = config.product
    if not product.license and mine.grade in {Grade.TEXT, Grade.METADATA}:
        product = replace(product, license=mine.concluded)
    if not config.path and mine.component.kind in {Kind.MODEL, Kind.ADAPTER, Kind.DATASET}:
        product = replace(product, kind=mine.component.kind)
    if product.modalities is None:
        product = replace(product, modalities=mine.component.modalities)
    return replace(config, product=product)


def unjudged(scanned: Scan) -> Analysis:
    """A scan in the shape of an analysis, for showing the parts; its verdict says no more than that none was given."""
    return Analysis(
        version=VERSION,
        knowledge=_knowledge(),
        config=scanned.config,
        bom=scanned.bom,
        identified=scanned.identified,
        terms=interpret(scanned.identified, product_license=scanned.config.product.license),
        verdict=Verdict.REVIEW,
        counts=_counts(scanned.bom),
    )


def assess(scanned: Scan, *, now: date, change: Edit = unchanged) -> Analysis:
    """Judge a scan, or what a change makes of it, and look for remedies."""
    state = _state(scanned, now, change)
    system = _system(scanned, state, now)
    judgement = judge(system)

    def rejudge(config: Config, terms: tuple[Terms, ...], links: tuple[Link, ...]) -> Judgement:
        return judge(_system(scanned, State(config=config, terms=terms, links=links), now, differs=system.differs))

    remedies, plan, findings = remedy(
        config=state.config,
        links=state.links,
        judgement=judgement,
        replacements=tuple(load(name) for name in permissive()[:1]),
        rejudge=rejudge,
        alternatives=catalog.alternatives(),
    )
    bom = replace(scanned.bom, links=state.links, problems=(*scanned.bom.problems, *_unasked(system)))
    return Analysis(
        version=VERSION,
        knowledge=_knowledge(),
        config=state.config,
        bom=bom,
        identified=scanned.identified,
        terms=judgement.terms,
        verdict=judgement.verdict,
        findings=findings,
        duties=judgement.duties,
        questions=judgement.questions,
        remedies=remedies,
        plan=plan,
        outbound=outbound_of(system, _candidates(system.terms.values()), judgement.findings),
        outbound_parts=_outbound_parts(system, scanned.bom, now),
        risks=risk_matrix(judgement.findings, judgement.duties),
        restrictions=restriction_matrix(system, judgement.findings),
        capabilities=capability_matrix(system, judgement.findings, abilities()),
        counts=_counts(scanned.bom),
    )


def judged(scanned: Scan, *, now: date, change: Edit = unchanged) -> Judgement:
    """Judge a scan, or what a change makes of it, without looking for remedies."""
    return judge(_system(scanned, _state(scanned, now, change), now))


def asked(scanned: Scan, *, now: date) -> frozenset[str]:
    """The ids of all questions that the system asks, answered ones and moot ones too."""
    return asked_of(_system(scanned, _state(scanned, now, unchanged), now))


def _state(scanned: Scan, now: date, change: Edit) -> State:
    """What is judged, after a change; the best branch of an OR is the best for the changed system."""
    terms = choose(scanned, now, change)
    return change(State(config=scanned.config, terms=terms, links=scanned.bom.links))


def _system(scanned: Scan, state: State, now: date, *, differs: tuple[str, ...] | None = None) -> System:
    told = _product_differs(replace(scanned, config=state.config)) if differs is None else differs
    return build_system(state.config, state.terms, state.links, scanned.bom, now, differs=told)


def unasked(scanned: Scan, *, now: date) -> tuple[Problem, ...]:
    """The answers of licet.toml that answer nothing."""
    return _unasked(_system(scanned, _state(scanned, now, unchanged), now))


def _unasked(system: System) -> tuple[Problem, ...]:
    """The answers of licet.toml that answer nothing: they hide no part, and are told all the same."""
    config = system.config
    wanted = frozenset(config.answers)
    known = asked_of(system, wanted=wanted) if wanted else wanted
    return tuple(
        Problem(
            path=config.path,
            reason=f'the answer "{name}" in [answers] {_why_unasked(name, known)}',
            hides=False,
            hint="take it out, or mend its id",
        )
        for name in sorted(wanted - known)
    )


def _why_unasked(name: str, known: frozenset[str]) -> str:
    if place := elsewhere(name):
        return f"is not read; its place is {place}"
    near = configs.nearest(name, known)
    return f'matches no question; did you mean "{near}"?' if near else "matches no question"


def _product_differs(scanned: Scan) -> tuple[str, ...]:
    """What sources on the product's license disagree on; that its terms are our own and unknown is no difference."""
    mine = next((item for item in scanned.identified if item.component.id == PRODUCT), None)
    if mine is None:
        return ()
    stated = scanned.config.product.license
    wanted, found = _plain_ids(stated), _plain_ids(mine.concluded)
    if not found or not wanted or not wanted.isdisjoint(found):
        return mine.differs if mine.concluded else mine.apart
    return (f"{scanned.config.path} says {stated}, but the project's own files say {mine.concluded}", *mine.differs)


def _plain_ids(expression: str) -> frozenset[str]:
    """The known licenses of an expression, whatever it says of later versions."""
    known = (leaf.id for way in branches_of(expression) for leaf in way if leaf.known) if expression else ()
    return frozenset(each.removesuffix("-only").removesuffix("-or-later") for each in known)


def choose(scanned: Scan, now: date, change: Edit = unchanged) -> tuple[Terms, ...]:
    """Take, for each license that is a choice, the branch that is judged best for this use (after the change)."""
    product = scanned.config.product.license
    options: tuple[Alternatives, ...] = alternatives(scanned.identified)
    chosen = {option.component: option.branches[0] for option in options}
    terms = interpret(scanned.identified, product_license=product, chosen=chosen)
    tried = 0
    for option in options:
        best: tuple[int, int, int] | None = None
        for at, branch in enumerate(option.branches):
            if tried >= MAX_CHOICES:
                break
            tried += 1
            candidate = interpret(
                scanned.identified, product_license=product, chosen={**chosen, option.component: branch}
            )
            state = change(State(config=scanned.config, terms=candidate, links=scanned.bom.links))
            result = judge(build_system(state.config, state.terms, state.links, scanned.bom, now))
            weight = (result.verdict.rank, sum(f.verdict.rank for f in result.findings), at)
            if best is None or weight < best:
                best, terms = weight, candidate
                chosen[option.component] = branch
    return terms


def build_system(
    config: Config,
    terms: tuple[Terms, ...],
    links: tuple[Link, ...],
    bom: Bom,
    now: date,
    *,
    differs: tuple[str, ...] = (),
) -> System:
    """Put a system together for judging: terms by id, exposures, the records of outbound licenses.

    `differs` are sentences on sources that disagree on the product's own license.
    """
    by_id = {item.component.id: item for item in terms}
    reached = propagate(by_id, links)
    problems = bom.problems
    if reached.cut_short:
        problems += (Problem(path="links", reason="the graph is too deep or too wide to be walked to its end"),)
    outbound = _ways(config.product.license)
    stated = {item.component.release_as for item in terms} | {item.expression for item in terms if item.component.own}
    releases = {name: _ways(name) for name in sorted(stated) if name}
    product = next((c for c in bom.components if c.id == PRODUCT), Component(id=PRODUCT, kind=config.product.kind))
    return System(
        config=config,
        product=product,
        differs=differs,
        terms=by_id,
        links=links,
        exposures=reached.exposures,
        unreached=reached.unreached,
        dangling=reached.dangling,
        problems=problems,
        readings=readings(),
        outbound=outbound,
        releases=releases,
        versions=_versions((outbound, *releases.values())),
        now=now,
    )


def _knowledge() -> str:
    """The state of the license records and of the catalog."""
    return f"{knowledge_version()}; catalog: {catalog.version()}"


def _ways(name: str) -> Ways:
    """The licenses behind an expression, branch by branch, with the exceptions that have a record."""
    if not name:
        return ()
    return tuple(
        tuple(load_with(leaf.id, leaf.exception) if leaf.known else None for leaf in branch)
        for branch in branches_of(name)
    )


def _versions(ways: Iterable[Ways]) -> dict[str, tuple[License, ...]]:
    """The later versions that the or-later licenses of our releases leave open, by their ids."""
    released = [license_ for each in ways for way in each for license_ in way if license_ is not None]
    return {
        license_.id: tuple(load(name) for name in license_.later)
        for license_ in released
        if license_.later and license_.id == license_.or_later
    }


def _candidates(terms: Iterable[Terms], stated: Iterable[str] = ()) -> tuple[License, ...]:
    """Licenses to release under: those of general use, those stated, and those that the parts are under."""
    names = {license_.plain.id for each in terms for license_ in each.licenses} | set(stated)
    known = set(ids())
    return tuple(load(name) for name in sorted({*outbound(), *names} & known))


def _outbound_parts(system: System, bom: Bom, now: date) -> tuple[OutboundPart, ...]:
    """Possible outbound licenses of each part of ours that can be released by itself, up to MAX_PARTS of them."""
    found = []
    for name in separable(system.terms)[:MAX_PARTS]:
        part = system.terms[name]
        config, links = by_itself(system.config, system.links, part)
        alone = build_system(config, tuple(system.terms.values()), links, bom, now)
        reached = [terms for key, terms in alone.terms.items() if key in alone.exposures]
        stated = {part.component.release_as, part.expression, system.config.product.license}
        found.append(outbound_part(alone, part, _candidates(reached, stated)))
    return tuple(found)


def _counts(bom: Bom) -> dict[str, int]:
    kinds = [component.kind for component in bom.components if component.id != PRODUCT]
    return {kind: kinds.count(kind) for kind in Kind if kind in kinds}

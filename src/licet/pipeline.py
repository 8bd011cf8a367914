"""The stages in order; the file to read first.

discover -> resolve -> identify -> interpret -> propagate -> judge -> remedy; a report is a reading of the result.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from licet import catalog
from licet import config as configs
from licet.assemble import build_system
from licet.consult import consult
from licet.discover import discover, discover_bom
from licet.errors import NothingToJudgeError
from licet.identify import identify
from licet.interpret import Alternatives, alternatives, branches_of, interpret
from licet.judge import (
    Record,
    asked_of,
    by_itself,
    capability_matrix,
    judge,
    judge_again,
    moved,
    outbound_of,
    outbound_part,
    record_of,
    restriction_matrix,
    risk_matrix,
    separable,
    try_again,
    uncollected,
    weigh_again,
)
from licet.licenses import (
    abilities,
    ids,
    knowledge_version,
    load,
    normalize,
    outbound,
    permissive,
)
from licet.model.analysis import Analysis, Judgement
from licet.model.bom import PRODUCT, Bom, Found, Identified, Link, Problem
from licet.model.findings import OutboundPart, Terms
from licet.model.lookups import OFFLINE, Consulted, Looking
from licet.model.system import System
from licet.model.terms import License
from licet.model.use import Config
from licet.model.vocabulary import Grade, Kind, Verdict
from licet.remedy import remedy
from licet.remedy.alternatives import known_alternatives
from licet.remedy.answers import elsewhere
from licet.remedy.edits import Edit, State, unchanged
from licet.resolve import resolve, used
from licet.sources.lock_file import remembered
from licet.sources.opened import opened
from licet.targets import Target, open_target, refuse_unseen
from licet.version import VERSION

MAX_CHOICES = 24
"""Ways to take the ORs of a system that are judged before the rest keep the first branch."""

MAX_PARTS = 24
"""Parts of ours whose own outbound licenses are judged; the rest go with the product's."""

_PLACES = 3
"""Files that a disagreement names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What is known before judging: the system file, the bill of materials, licenses, and what was looked up."""

    config: Config
    bom: Bom
    identified: tuple[Identified, ...]
    consulted: Consulted = field(default_factory=Consulted)


def analyze(
    target: Path | str, *, now: date | None = None, looking: Looking = OFFLINE, policy: Path | None = None
) -> Analysis:
    """Analyze a folder, a `licet.toml` that describes a planned system, or a repository such as `hf:org/name`.

    `policy` is the organization's own file.

    Raises:
        TargetError: the target cannot be read.
        ConfigError: licet.toml, or a file it names, has faults.
        NothingToJudgeError: no part was found.
    """
    scanned = scan(target, looking=looking, policy=policy)
    return assess(scanned, now=now or today())


analyze_path = analyze


def today() -> date:
    """The date for waivers and re-checks: SOURCE_DATE_EPOCH where it is set, else the day's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdecimal() else datetime.now(UTC)
    return moment.date()


def scan(target: Path | str, *, looking: Looking = OFFLINE, policy: Path | None = None) -> Scan:
    """Find the parts and their licenses, without judging (raises as `analyze`)."""
    aimed = open_target(target)
    config, unheeded = configs.governed(aimed.config, configs.load_policy(policy) if policy else None)
    root = aimed.root or Path()
    found = aimed.found or (discover_bom(aimed.document) if aimed.document else discover(root))
    config = _named_by(found, config) if aimed.document and not config.path else config
    consulted = _consulted(aimed, found, looking)
    bom = resolve(found, config, root, learned=consulted.found)
    bom = replace(bom, problems=(*bom.problems, *unheeded))
    identified = identify(bom)
    if not any(component.id != PRODUCT for component in bom.components) and not bom.problems:
        raise NothingToJudgeError(
            f"{target}: no model, dataset, package or service was found",
            hint="name a project folder, or describe the parts in licet.toml (licet init)",
        )
    config = _with_known_names(_product_of_scan(config, identified))
    return Scan(config=config, bom=bom, identified=identified, consulted=consulted)


def _consulted(aimed: Target, found: Found, looking: Looking) -> Consulted:
    """Look up what was found; without network a lock, where there is one, answers for all sources."""
    memory = remembered(aimed.root) if aimed.root and looking.locked and not looking.online else None
    with opened(online=looking.online, fresh=looking.fresh) as sources:
        consulted = consult(
            (*aimed.config.components, *found.components, *used(found, aimed.config)),
            (*aimed.config.links, *found.links),
            sources if memory is None else (),
            remembered=memory,
            depth=looking.depth,
            progress=looking.progress,
        )
    refuse_unseen(aimed, consulted, online=looking.online)
    return consulted


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


def unjudged(scanned: Scan, *, now: date | None = None) -> Analysis:
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
        assessed=now or today(),
    )


@uncollected()
def assess(scanned: Scan, *, now: date, change: Edit = unchanged) -> Analysis:
    """Judge a scan, or what a change makes of it, and look for remedies."""
    state, before = _state(scanned, now, change)
    system = _system(scanned, state, now, like=before.system if before else None)
    record = moved(before, system) if before else record_of(system)
    judgement = judge_again(record, system)

    def rejudge(config: Config, terms: tuple[Terms, ...], links: tuple[Link, ...]) -> Judgement:
        changed = State(config=config, terms=terms, links=links)
        return try_again(record, _system(scanned, changed, now, differs=system.differs, like=system))

    releases = outbound_of(system, _candidates(system.terms.values()), judgement.findings)
    remedies, plan, findings = remedy(
        config=state.config,
        links=state.links,
        judgement=judgement,
        replacements=tuple(load(name) for name in permissive()[:1]),
        rejudge=rejudge,
        alternatives=known_alternatives(),
        outbound=tuple(load(each.license) for each in releases if each.possible == "yes" and each.license in ids()),
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
        opened_by=judgement.opened_by,
        may_matter=judgement.may_matter,
        remedies=remedies,
        plan=plan,
        outbound=releases,
        outbound_parts=_outbound_parts(system, scanned.bom, now),
        risks=risk_matrix(judgement.findings, judgement.duties),
        restrictions=restriction_matrix(system, judgement.findings),
        capabilities=capability_matrix(system, judgement.findings, abilities()),
        counts=_counts(scanned.bom),
        assessed=now,
    )


def judged(scanned: Scan, *, now: date, change: Edit = unchanged) -> Judgement:
    """Judge a scan, or what a change makes of it, without looking for remedies."""
    return judge(_system(scanned, _state(scanned, now, change)[0], now))


def asked(scanned: Scan, *, now: date) -> frozenset[str]:
    """The ids of all questions that the system asks, answered ones and moot ones too."""
    return asked_of(_system(scanned, _state(scanned, now, unchanged)[0], now))


def _state(scanned: Scan, now: date, change: Edit) -> tuple[State, Record | None]:
    """What is judged, after a change; the best branch of an OR is the best for the changed system.

    With it comes the record of a system near to it, where choices were judged.
    """
    terms, record = _chosen(scanned, now, change)
    return change(State(config=scanned.config, terms=terms, links=scanned.bom.links)), record


def _system(
    scanned: Scan, state: State, now: date, *, differs: tuple[str, ...] | None = None, like: System | None = None
) -> System:
    told = _product_differs(replace(scanned, config=state.config)) if differs is None else differs
    return build_system(state.config, state.terms, state.links, scanned.bom, now, differs=told, like=like)


def unasked(scanned: Scan, *, now: date) -> tuple[Problem, ...]:
    """The answers of licet.toml that answer nothing."""
    return _unasked(_system(scanned, _state(scanned, now, unchanged)[0], now))


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
    """What sources on the product's license disagree on: its own files among each other, and with what is stated.

    Terms of our own that the files hold in unknown words are no difference; a known license that they name is one.
    """
    mine = next((item for item in scanned.identified if item.component.id == PRODUCT), None)
    if mine is None:
        return ()
    stated = scanned.config.product.license
    wanted, found = _plain_ids(stated), _plain_ids(mine.concluded)
    places = _named_in(mine, scanned.config)
    if not found or not stated or not places or not wanted.isdisjoint(found):
        return mine.differs if mine.concluded else mine.apart
    named = f"the project's own files say {mine.concluded} ({', '.join(places[:_PLACES])})"
    return (f"{scanned.config.path} says {stated}, but {named}", *mine.differs)


def _named_in(mine: Identified, config: Config) -> tuple[str, ...]:
    """Where the product's own files name a license; a file that is stated as a part's license is no such place."""
    of_parts = {part.license_file for part in config.components}
    seen = [*(claim.evidence for claim in mine.component.claims), *(one.evidence for one in mine.detected)]
    return tuple(dict.fromkeys(str(one) for one in seen if one.path not in of_parts))


def _plain_ids(expression: str) -> frozenset[str]:
    """The known licenses of an expression, whatever it says of later versions."""
    known = (leaf.id for way in branches_of(expression) for leaf in way if leaf.known) if expression else ()
    return frozenset(each.removesuffix("-only").removesuffix("-or-later") for each in known)


def choose(scanned: Scan, now: date, change: Edit = unchanged) -> tuple[Terms, ...]:
    """Take, for each license that is a choice, the branch that is judged best for this use (after the change).

    The parts are taken in their order, each with the branches that the ones before it have by then.
    """
    return _chosen(scanned, now, change)[0]


def _chosen(scanned: Scan, now: date, change: Edit) -> tuple[tuple[Terms, ...], Record | None]:
    """The terms with the best branches, and the record that they were weighed with."""
    options: tuple[Alternatives, ...] = alternatives(scanned.identified)
    chosen = {option.component: option.branches[0] for option in options}
    terms = interpret(scanned.identified, product_license=scanned.config.product.license, chosen=chosen)
    if not options:
        return terms, None
    first = _changed_system(scanned, terms, now, change)
    record = record_of(first)
    tried = 0
    for option in options:
        best: tuple[int, int, int] | None = None
        before = terms
        for at, branch in enumerate(option.branches):
            if tried >= MAX_CHOICES:
                break
            tried += 1
            candidate = _with_branch(scanned, before, option.component, branch)
            system = _changed_system(scanned, candidate, now, change, like=first)
            weight = (*weigh_again(record, system), at)
            if best is None or weight < best:
                best, terms = weight, candidate
    return terms, record


def _with_branch(scanned: Scan, terms: tuple[Terms, ...], component: str, branch: str) -> tuple[Terms, ...]:
    """The terms with one branch taken of the choice of a component; the other terms stay the same objects."""
    item = next(each for each in scanned.identified if each.component.id == component)
    [mine] = interpret((item,), product_license=scanned.config.product.license, chosen={component: branch})
    return tuple(mine if each.component.id == component else each for each in terms)


def _changed_system(
    scanned: Scan, terms: tuple[Terms, ...], now: date, change: Edit, *, like: System | None = None
) -> System:
    state = change(State(config=scanned.config, terms=terms, links=scanned.bom.links))
    return build_system(state.config, state.terms, state.links, scanned.bom, now, like=like)


def _knowledge() -> str:
    """The state of the license records and of the catalog."""
    return f"{knowledge_version()}; catalog: {catalog.version()}"


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

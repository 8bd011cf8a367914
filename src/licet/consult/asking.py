"""Consult: ask the sources about every part that is named, and about what those were made from, up to the roots.

What comes back is read by the readers that read the project, so that a card on the Hub says what a card in a folder
says. Between discover and resolve: its result is one more finding. A failure lowers the grade of the evidence and is
told; it hides nothing that the project itself shows, and never ends the run.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import quote

from licet import catalog
from licet.consult.reading import reading_of, wanted
from licet.model.bom import PRODUCT, Component, Found, Link, Problem
from licet.model.lookups import (
    DEPTH,
    PREFIXES,
    Answer,
    Consulted,
    Failed,
    Gated,
    Learned,
    Looked,
    Missing,
    Progress,
    Registry,
    Sought,
    silent,
)
from licet.model.vocabulary import How
from licet.sources import Source

MAX_SOUGHT: Final = 5_000
"""Names of one run that are asked for."""
THREADS: Final = 8

LOCK: Final = "licet.lock"
UNSEEN: Final = "unseen"
"""The state of a name that no source was asked for, or that local stores alone were and lack."""
_SHOWN: Final = 3
_STATES: Final = {Looked: "looked", Gated: "gated", Missing: "missing", Failed: "failed"}


@dataclass(slots=True, kw_only=True)
class _Run:
    """One run: what was asked, what was learned."""

    sources: Sequence[Source]
    remembered: Mapping[str, Learned] | None
    progress: Progress
    learned: dict[Sought, Learned] = field(default_factory=dict)
    cut: bool = False
    deeper: set[str] = field(default_factory=set)


def consult(
    found: Iterable[Component],
    links: Iterable[Link],
    sources: Sequence[Source],
    *,
    remembered: Mapping[str, Learned] | None = None,
    depth: int = DEPTH,
    progress: Progress = silent,
) -> Consulted:
    """Return what the sources know of the parts found, of what the catalog knows to be behind them, and onward.

    `remembered` are answers of a lock by the keys of names; they come before all sources. The order of the result does
    not depend on the order of the answers.
    """
    parts, drawn = tuple(found), tuple(links)
    run = _Run(sources=sources, remembered=remembered, progress=progress)
    if not sources and remembered is None:
        return Consulted()
    for generation in range(depth + 1):
        frontier = _frontier(run, parts, drawn)
        if not frontier:
            break
        if len(run.learned) + len(frontier) > MAX_SOUGHT:
            frontier, run.cut = frontier[: MAX_SOUGHT - len(run.learned)], True
        _ask(run, frontier)
        if run.cut or generation == depth:
            run.deeper |= {sought.id for sought in _frontier(run, parts, drawn)}
            break
    learned = tuple(run.learned[sought] for sought in sorted(run.learned))
    return Consulted(learned=learned, found=_together(learned, run))


# -- what to ask ------------------------------------------------------------------------------------------------------


def _frontier(run: _Run, parts: tuple[Component, ...], links: tuple[Link, ...]) -> list[Sought]:
    """The names that were not asked for: those of the project, of what was learned, and of what the catalog adds."""
    seen = (*parts, *(part for one in run.learned.values() for part in one.found.components))
    drawn = (*links, *(link for one in run.learned.values() for link in one.found.links))
    known = catalog.known(seen, drawn)
    behind = _only_evaluated((*drawn, *known.links))
    every = (part for part in (*seen, *known.components) if part.id not in behind)
    asked = {sought.key for sought in run.learned}
    asked |= {sought.id.casefold() for sought in run.learned}
    names = {sought.key: sought for part in every if (sought := sought_of(part)) is not None}
    return sorted(sought for key, sought in names.items() if key not in asked)


def _only_evaluated(links: Iterable[Link]) -> frozenset[str]:
    uses: dict[str, set[How]] = defaultdict(set)
    for link in links:
        uses[link.target].add(link.how)
    return frozenset(name for name, hows in uses.items() if hows <= {How.EVALUATES_ON})


def sought_of(part: Component) -> Sought | None:
    """Return the name under which sources know a part; None where no source can, or nobody need."""
    if part.id == PRODUCT or part.own or part.unresolved or part.agreement is not None:
        return None
    for name in (part.id, part.purl, *part.aliases):
        sought = named(name)
        if sought is not None:
            return replace(sought, version=sought.version or quote(part.version, safe=""))
    return None


def named(name: str) -> Sought | None:
    """Return what an id names that a source may know: a repository of the Hub, a package, a model of Ollama."""
    for registry, prefix in PREFIXES.items():
        if name.startswith(prefix):
            bare = name.removeprefix(prefix).partition("?")[0].partition("#")[0]
            if registry is Registry.OLLAMA:
                return Sought(registry=registry, name=bare)
            path, at, version = bare.rpartition("@")
            path, version = (path, version) if at and path else (bare, "")
            if registry is Registry.PYPI:
                path = re.sub(r"[-_.]+", "-", path).lower()
            return Sought(registry=registry, name=path, version=version)
    return None


# -- asking -----------------------------------------------------------------------------------------------------------


def _ask(run: _Run, frontier: Sequence[Sought]) -> None:
    """Ask for some names at once; what a lock remembers is taken from there."""
    memory = run.remembered or {}
    open_ = [sought for sought in frontier if sought.key not in memory]
    run.learned |= {sought: memory[sought.key] for sought in frontier if sought.key in memory}
    useful = [sought for sought in open_ if any(sought.registry in source.registries for source in run.sources)]
    total, done = len(run.learned) + len(useful), len(run.learned)
    run.progress(done, total)
    pool = ThreadPoolExecutor(max_workers=THREADS)
    try:
        for learned in pool.map(lambda sought: _learn(sought, run.sources), useful):
            done += 1
            run.progress(done, total)
            run.learned[learned.sought] = learned
    finally:
        # whoever breaks a run off does not wait for what nobody has begun
        pool.shutdown(wait=False, cancel_futures=True)
    run.learned |= {s: Learned(sought=s, state=UNSEEN) for s in open_ if s not in run.learned}


def _learn(sought: Sought, sources: Sequence[Source]) -> Learned:
    """Ask the sources in turn; the first that has files ends it, else the most telling answer counts."""
    answers: list[Answer] = []
    for source in sources:
        if sought.registry in source.registries:
            answers.append(source.lookup(sought, wanted))
            if isinstance(answers[-1], Looked):
                break
    kinds = (Looked, Gated, Failed, Missing)
    best = min(answers, key=lambda answer: kinds.index(type(answer)))
    first = answers[0] if not isinstance(answers[0], Missing) else best
    # a copy in a local store serves where the Hub gates or fails, and yet that is told
    told = "" if isinstance(first, Looked) or not first.reason else f"{first.source}: {first.reason}"
    if isinstance(best, Missing) and not best.reason:
        # that a local store lacks it says nothing of what is upstream
        return Learned(sought=sought, state=UNSEEN)
    looked = best if isinstance(best, Looked) else best.partly if isinstance(best, Gated) else None
    learned = Learned(sought=sought, state=_STATES[type(best)], source=best.source, reason=told)
    return learned if looked is None else _read(learned, looked)


def _read(learned: Learned, looked: Looked) -> Learned:
    today = learned.sought.named(looked.name)
    return replace(
        learned,
        revision=looked.revision,
        today=today.id if today.id.casefold() != learned.sought.id.casefold() else "",
        found=reading_of(learned.sought, looked),
    )


# -- what is told -----------------------------------------------------------------------------------------------------


def _together(learned: Sequence[Learned], run: _Run) -> Found:
    """Put together what was learned, and say once for many what could not be had."""
    problems = [problem for one in learned for problem in one.found.problems]
    reasons: dict[tuple[str, str], list[Sought]] = defaultdict(list)
    for one in learned:
        if one.reason:
            reasons[one.state, one.reason].append(one.sought)
    problems += [_problem(state, reason, names) for (state, reason), names in reasons.items()]
    memory = run.remembered
    lacking = sorted(sought.id for sought in run.learned if memory is not None and sought.key not in memory)
    if lacking:
        reason = f"{LOCK} does not know {_listed(lacking)}"
        problems.append(Problem(path=LOCK, reason=reason, hides=False, hint="run licet lock, and commit the file"))
    if run.deeper:
        problems.append(_cut_short(run))
    return Found(
        components=tuple(part for one in learned for part in one.found.components),
        links=tuple(link for one in learned for link in one.found.links),
        texts=tuple(text for one in learned for text in one.found.texts),
        problems=tuple(sorted(set(problems))),
    )


def _problem(state: str, reason: str, names: Sequence[Sought]) -> Problem:
    hints = {
        "gated": "set HF_TOKEN to the token of an account that has access, or state the license in licet.toml",
        "missing": "mend its name, or set HF_TOKEN where it is private; that it is not shown says nothing of a license",
        "failed": "try again; what is known without it was used",
    }
    first = names[0].id
    many = f" ({_listed(one.id for one in names)})" if len(names) > 1 else ""
    return Problem(path=first, reason=f"{reason}{many}", hides=False, hint=hints.get(state, ""))


def _cut_short(run: _Run) -> Problem:
    names = sorted(run.deeper)
    reason = f"not followed further up: {_listed(names)}"
    return Problem(path=names[0], reason=reason, hides=False, hint="give --depth a higher number")


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    more = f" and {len(every) - _SHOWN} more" if len(every) > _SHOWN else ""
    return f"{', '.join(every[:_SHOWN])}{more}"

"""Remedy: ways out of the findings, each judged again before it is offered, and the cheapest plan."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from licet.model.analysis import Judgement
from licet.model.bom import PRODUCT, Link
from licet.model.findings import Finding, OwedDuty, Plan, Question, Remedy, Terms
from licet.model.terms import License
from licet.model.use import Config
from licet.model.vocabulary import Duty, Verdict, worst
from licet.remedy.candidates import candidates
from licet.remedy.duties import OWED, meeting, missing_texts, place_of, standing, texts, verdict_of
from licet.remedy.edits import State
from licet.remedy.plan import MAX_JUDGED, Found, cheapest
from licet.remedy.scene import Alternative, Candidate, Scene, Stage, stage
from licet.remedy.touching import Footprints

MAX_TRIALS: Final = 120
MAX_WORK: Final = 6000
"""Candidates that are judged alone in one run, and times the parts of the system; the worst findings come first."""

MIN_TRIALS: Final = 8
MAX_BULK: Final = 12
"""Changes of very many parts at once that are judged besides."""
MAX_ERRANDS: Final = 5
MAX_ANSWERS: Final = 20

Rejudge = Callable[[Config, tuple[Terms, ...], tuple[Link, ...]], Judgement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A candidate that was judged: what it clears, the verdict then, and whether it makes something worse."""

    candidate: Candidate
    clears: tuple[str, ...] = ()
    verdict_after: Verdict | None = None
    harms: bool = False
    together: tuple[str, ...] = ()


def remedy(
    *,
    config: Config,
    links: tuple[Link, ...],
    judgement: Judgement,
    replacements: tuple[License, ...],
    rejudge: Rejudge,
    alternatives: Mapping[str, tuple[Alternative, ...]] | None = None,
    outbound: tuple[License, ...] = (),
) -> tuple[tuple[Remedy, ...], Plan | None, tuple[Finding, ...]]:
    """Offer what clears findings and raises nothing new, and the cheapest set that opens the gate.

    `replacements` are licenses that a replaced part could be under, the best first; `alternatives` are known parts by
    `kind:task`, `outbound` the licenses that the product may be released under.

    Returns: the remedies (cheapest first, numbered R1, R2 ...), the plan, and the findings with their remedies.
    """
    state = State(config=config, terms=judgement.terms, links=links)
    known: dict[str, Judgement] = {}

    def again(changed: State) -> Judgement:
        return rejudge(changed.config, changed.terms, changed.links)

    def alone(candidate: Candidate) -> Judgement:
        if candidate.effect not in known:
            known[candidate.effect] = again(candidate.edit(state)) if candidate.edit else judgement
        return known[candidate.effect]

    around = stage(state, replacements=replacements, alternatives=alternatives, outbound=outbound)
    meant = meeting(judgement)
    found = _search(around, judgement, again)
    chosen = found.chosen if found and found.after else ()
    trials = _trials(around, judgement, alone, first=chosen)
    trials = _without_stopgaps(trials, chosen)
    bought = frozenset(("acquire-license", t.candidate.target) for t in trials if t.candidate.kind == "acquire-license")
    trials += _duty_trials(judgement, meant, bought - {(each.kind, each.target) for each in chosen})
    trials = _gathered(trials + _steps(trials, found, judgement, Footprints(links), alone))
    ordered = sorted(trials, key=lambda t: (_weight(config, t.candidate), *_shown(t.candidate)))
    ids = {trial.candidate.key: f"R{number}" for number, trial in enumerate(ordered, start=1)}
    remedies = tuple(_remedy(trial, ids, _weight(config, trial.candidate)) for trial in ordered)
    plan = _plan(found, ids, config) if found else _duty_plan(remedies, judgement)
    findings = tuple(
        replace(finding, remedies=tuple(r.id for r in remedies if finding.id in r.clears))
        for finding in judgement.findings
    )
    return remedies, plan, findings


def _weight(config: Config, candidate: Candidate) -> int:
    """What a candidate costs to this organization."""
    return candidate.cost * config.policy.costs.get(candidate.kind, 1)


def _shown(candidate: Candidate) -> tuple[int, str, str, str]:
    return candidate.cost, candidate.kind, candidate.target, candidate.title


def _search(around: Stage, judgement: Judgement, again: Callable[[State], Judgement]) -> Found | None:
    """The cheapest way through the gate; None where it is open."""
    config = around.state.config
    gate = config.policy.fail_on
    if judgement.verdict.rank < gate.rank:
        return None

    def propose(judged: Judgement) -> Iterator[Candidate]:
        for finding in standing(judged):
            if finding.verdict.rank >= gate.rank:
                yield from candidates(Scene(stage=around, finding=finding))
        if gate.rank <= Verdict.WITH_DUTIES.rank:
            yield from meeting(judged)

    return cheapest(
        judgement,
        around.state,
        gate=gate,
        again=again,
        propose=propose,
        weigh=lambda candidate: _weight(config, candidate),
        budget=max(MIN_TRIALS, min(MAX_JUDGED, MAX_WORK // (len(around.state.terms) + 1))),
    )


# -- each candidate by itself ------------------------------------------------------------------------------------------


def _trials(
    around: Stage, judgement: Judgement, alone: Callable[[Candidate], Judgement], first: Iterable[Candidate]
) -> list[Trial]:
    """Judge every candidate once; the same change for several findings is one trial. Those of the plan come first."""
    tried: dict[str, Trial] = {}
    questions = {question.id: question for question in judgement.questions}
    budget = max(MIN_TRIALS, min(MAX_TRIALS, MAX_WORK // (len(around.state.terms) + 1)))
    effects = {candidate.effect for candidate in first}
    for candidate in first:
        tried[candidate.key] = _try(candidate, judgement, alone(candidate))
    bulk: set[str] = set()
    for finding in _wanting(judgement):
        for candidate in candidates(Scene(stage=around, finding=finding)):
            if candidate.edit is None:
                _open_step(tried, candidate, finding, questions)
                continue
            counted, most = (bulk, MAX_BULK) if candidate.bulk else (effects, budget)
            if candidate.key not in tried and (candidate.effect in counted or len(counted) < most):
                counted.add(candidate.effect)
                tried[candidate.key] = _try(candidate, judgement, alone(candidate))
    return [trial for trial in tried.values() if trial.clears and not trial.harms]


def _wanting(judgement: Judgement) -> Iterator[Finding]:
    """The findings that want a remedy: those that count and are more than a date to keep."""
    for finding in standing(judgement):
        if finding.verdict.rank >= Verdict.REVIEW.rank or finding.duty is Duty.NAMING:
            yield finding


def _open_step(
    tried: dict[str, Trial], candidate: Candidate, finding: Finding, questions: Mapping[str, Question]
) -> None:
    """A step whose outcome is open: a question must be able to better the verdict."""
    question = questions.get(candidate.target) if candidate.kind == "answer-question" else None
    if candidate.kind == "answer-question":
        if question is None or min(v.rank for v in question.verdict_if.values()) >= finding.verdict.rank:
            return
        candidate = replace(candidate, title=f"answer: {question.asks}")
    before = tried.get(candidate.key)
    clears = (*(before.clears if before else ()), finding.id)
    tried[candidate.key] = Trial(candidate=candidate, clears=tuple(dict.fromkeys(clears)))


def _try(candidate: Candidate, judgement: Judgement, after: Judgement) -> Trial:
    """What a change alone makes of the findings: what it clears, and whether one is new or worse than before."""
    before = {finding.key: finding for finding in standing(judgement)}
    now = {finding.key: finding for finding in standing(after)}
    harms = any(
        finding.verdict.rank > (before[key].verdict if key in before else Verdict.WITH_DUTIES).rank
        for key, finding in now.items()
    )
    cleared = tuple(
        finding.id
        for key, finding in before.items()
        if finding.verdict.rank > (now[key].verdict.rank if key in now else 0)
        and (key not in now or now[key].verdict.rank < Verdict.REVIEW.rank)
    )
    return Trial(candidate=candidate, clears=cleared, verdict_after=after.verdict, harms=harms)


def _without_stopgaps(trials: list[Trial], chosen: Iterable[Candidate]) -> list[Trial]:
    """Leave out what stands in for a known part, where a known part does as well."""
    planned = {candidate.key for candidate in chosen}
    named = {(t.candidate.kind, t.candidate.slot): t for t in trials if not t.candidate.fallback}
    return [
        trial
        for trial in trials
        if not trial.candidate.fallback
        or trial.candidate.key in planned
        or (trial.candidate.kind, trial.candidate.slot) not in named
    ]


def _steps(
    trials: list[Trial],
    found: Found | None,
    judgement: Judgement,
    footprints: Footprints,
    alone: Callable[[Candidate], Judgement],
) -> list[Trial]:
    """The changes of the plan that help together with others alone: what they clear with them, and who these are."""
    offered = {trial.candidate.key for trial in trials}
    if found is None or found.after is None:
        return []
    chosen = found.chosen
    left = {finding.key: finding.verdict for finding in standing(found.after)}
    made = []
    for step in chosen:
        if step.key in offered:
            continue
        clears, partners = [], set()
        for finding in standing(judgement):
            reads = footprints.of(finding)
            better = left.get(finding.key, Verdict.ALLOWED).rank < min(finding.verdict.rank, Verdict.REVIEW.rank)
            if better and not reads.isdisjoint(step.places):
                clears.append(finding.id)
                partners |= {each.key for each in chosen if not reads.isdisjoint(each.places)}
        others = tuple(sorted(partners - {step.key})) or tuple(each.key for each in chosen if each.key != step.key)
        trial = _try(step, judgement, alone(step))
        made.append(replace(trial, clears=tuple(clears), together=others))
    return made


def _gathered(trials: list[Trial]) -> list[Trial]:
    """Many texts to obtain are one errand; of many questions the first stand for the rest."""
    errands = [trial for trial in trials if trial.candidate.kind == "obtain-text"]
    asked = [trial for trial in trials if trial.candidate.kind == "answer-question"]
    dropped = asked[MAX_ANSWERS:]
    if len(errands) > MAX_ERRANDS:
        clears = tuple(dict.fromkeys(name for trial in errands for name in trial.clears))
        title = f"obtain the license texts of {len(errands)} parts and put them into the project"
        whole = Candidate(kind="obtain-text", target=PRODUCT, title=title, cost=1)
        dropped = [*dropped, *errands]
        trials = [*trials, Trial(candidate=whole, clears=clears)]
    return [trial for trial in trials if not any(trial is gone for gone in dropped)]


# -- duties ------------------------------------------------------------------------------------------------------------


def _duty_trials(judgement: Judgement, meant: Iterable[Candidate], bought: frozenset[tuple[str, str]]) -> list[Trial]:
    """What turns duties from due into met; that the texts are at hand is an open step."""
    trials = []
    for candidate in meant:
        if (candidate.kind, candidate.target) in bought:
            continue
        clears = tuple(d.id for d in judgement.duties if d.status in OWED and place_of(d) in candidate.places)
        after = verdict_of(judgement, candidate.places)
        trials.append(Trial(candidate=candidate, clears=clears, verdict_after=after))
    wanted = texts(judgement)
    if wanted:
        trials.append(Trial(candidate=wanted, clears=tuple(duty.id for duty in missing_texts(judgement))))
    return trials


def _duty_plan(remedies: tuple[Remedy, ...], judgement: Judgement) -> Plan | None:
    """Where the gate is open: everything that turns due into met."""
    duties = {duty.id for duty in judgement.duties}
    meeting_ = [r for r in remedies if not r.open_step and (r.kind == "rename" or not duties.isdisjoint(r.clears))]
    if not meeting_:
        return None
    met = {name for r in meeting_ for name in r.clears}
    left: list[OwedDuty] = [d for d in judgement.duties if d.status in OWED and d.id not in met]
    verdicts = [finding.verdict for finding in standing(judgement) if finding.id not in met]
    after = worst(*verdicts, *(Verdict.WITH_DUTIES for _ in left))
    cost = sum(r.weight for r in meeting_)
    what = f"{len(left)} duties are" if len(left) > 1 else "1 duty is"
    why = f"{what} left: pending, done over time, or to be met by a text that is not at hand" if left else ""
    return Plan(
        remedies=tuple(r.id for r in meeting_),
        cost=cost,
        optimal=not left,
        verdict_after=after,
        considered=1,
        bound=cost,
        unproven=why,
    )


# -- as values ---------------------------------------------------------------------------------------------------------


def _remedy(trial: Trial, ids: Mapping[str, str], weight: int) -> Remedy:
    candidate = trial.candidate
    together = tuple(ids[key] for key in trial.together if key in ids)
    return Remedy(
        id=ids[candidate.key],
        key=candidate.key,
        kind=candidate.kind,
        target=candidate.target,
        title=candidate.title,
        cost=candidate.cost,
        weight=weight,
        assumes=candidate.assumes,
        clears=trial.clears,
        verdict_after=trial.verdict_after,
        open_step=trial.verdict_after is None,
        together=tuple(sorted(together, key=_number)),
    )


def _number(identity: str) -> int:
    return int(identity[1:])


def _plan(found: Found, ids: Mapping[str, str], config: Config) -> Plan | None:
    """The plan as a value; None where no set of changes passes."""
    if found.after is None:
        return None
    cost = sum(_weight(config, candidate) for candidate in found.chosen)
    met = frozenset(place for each in found.chosen for place in each.places)
    return Plan(
        remedies=tuple(sorted((ids[candidate.key] for candidate in found.chosen), key=_number)),
        cost=cost,
        optimal=not found.unproven,
        verdict_after=verdict_of(found.after, met),
        considered=found.judged,
        bound=found.bound,
        unproven=found.unproven,
    )

"""Remedy: ways out of the findings, each judged again before it is offered, and the cheapest plan."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from licet.model.analysis import Judgement
from licet.model.bom import PRODUCT, Link
from licet.model.findings import Finding, OwedDuty, Plan, Question, Remedy, Terms
from licet.model.terms import License
from licet.model.use import Config
from licet.model.vocabulary import Duty, DutyStatus, Verdict, worst
from licet.remedy.candidates import Candidate, Scene, candidates
from licet.remedy.edits import Edit, State
from licet.remedy.plan import cheapest

MAX_TRIALS: Final = 90
MAX_WORK: Final = 4000
"""Candidates that are judged in one run, and times the parts of the system; the worst findings come first."""

MAX_ERRANDS: Final = 5
MAX_ANSWERS: Final = 20

Rejudge = Callable[[Config, tuple[Terms, ...], tuple[Link, ...]], Judgement]

_BY_NOTICE: Final = frozenset(
    {
        *(Duty.KEEP_NOTICES, Duty.GIVE_LICENSE_COPY, Duty.STATE_CHANGES, Duty.DISPLAY, Duty.DISCLOSE_AI_OUTPUT),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A candidate that was judged: what it clears, and the verdict then."""

    candidate: Candidate
    clears: tuple[str, ...]
    verdict_after: Verdict | None


def remedy(
    *,
    config: Config,
    links: tuple[Link, ...],
    judgement: Judgement,
    replacements: tuple[License, ...],
    rejudge: Rejudge,
    alternatives: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[tuple[Remedy, ...], Plan | None, tuple[Finding, ...]]:
    """Offer what clears findings and raises nothing new.

    `replacements` are licenses that a replaced part could be under, the best first; `alternatives` names known
    parts by `kind:task`.

    Returns: the remedies (cheapest first, numbered R1, R2 ...), the plan, and the findings with their remedies.
    """
    state = State(config=config, terms=judgement.terms, links=links)

    def again(changed: State) -> Judgement:
        return rejudge(changed.config, changed.terms, changed.links)

    trials = _trials(state, judgement, replacements, alternatives or {}, again)
    trials = _gathered(trials + _duty_trials(judgement))
    ordered = sorted(trials, key=lambda t: (t.candidate.cost, t.candidate.kind, t.candidate.target, t.candidate.title))
    remedies = tuple(_remedy(trial, number) for number, trial in enumerate(ordered, start=1))
    changes = {r.id: t.candidate.edit for r, t in zip(remedies, ordered, strict=True) if t.candidate.edit}
    plan = _plan(remedies, changes, state, judgement, again)
    findings = tuple(
        replace(finding, remedies=tuple(r.id for r in remedies if finding.id in r.clears))
        for finding in judgement.findings
    )
    return remedies, plan, findings


def _trials(
    state: State,
    judgement: Judgement,
    replacements: tuple[License, ...],
    alternatives: Mapping[str, tuple[str, ...]],
    again: Callable[[State], Judgement],
) -> list[Trial]:
    """Judge every candidate once; the same change for several findings is one trial."""
    tried: dict[str, Trial | None] = {}
    questions = {question.id: question for question in judgement.questions}
    budget = max(8, min(MAX_TRIALS, MAX_WORK // (len(state.terms) + 1)))
    judged = 0
    for finding in _wanting(judgement):
        scene = Scene(state=state, finding=finding, replacements=replacements, alternatives=alternatives)
        for candidate in candidates(scene):
            if candidate.edit is None:
                _open_step(tried, candidate, finding, questions)
            elif candidate.key not in tried and judged < budget:
                judged += 1
                tried[candidate.key] = _try(candidate, candidate.edit, state, judgement, again)
    return [trial for trial in tried.values() if trial is not None and trial.clears]


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
        trials = [*trials, Trial(candidate=whole, clears=clears, verdict_after=None)]
    return [trial for trial in trials if not any(trial is gone for gone in dropped)]


def _wanting(judgement: Judgement) -> Iterator[Finding]:
    """The findings that want a remedy: those that count and are more than a date to keep."""
    for finding in judgement.findings:
        mendable = finding.verdict.rank >= Verdict.REVIEW.rank or finding.duty is Duty.NAMING
        if mendable and not finding.waived_by:
            yield finding


def _open_step(
    tried: dict[str, Trial | None], candidate: Candidate, finding: Finding, questions: Mapping[str, Question]
) -> None:
    """A step whose outcome is open: a question must be able to better the verdict."""
    question = questions.get(candidate.target) if candidate.kind == "answer-question" else None
    if candidate.kind == "answer-question":
        if question is None or min(v.rank for v in question.verdict_if.values()) >= finding.verdict.rank:
            return
        candidate = replace(candidate, title=f"answer: {question.asks}")
    before = tried.get(candidate.key)
    clears = (*(before.clears if before else ()), finding.id)
    tried[candidate.key] = Trial(candidate=candidate, clears=tuple(dict.fromkeys(clears)), verdict_after=None)


def _try(
    candidate: Candidate, edit: Edit, state: State, judgement: Judgement, again: Callable[[State], Judgement]
) -> Trial | None:
    """Judge the changed system: None where a finding is new or worse than before."""
    after = again(edit(state))
    before = {finding.key: finding for finding in judgement.findings if not finding.waived_by}
    now = {finding.key: finding for finding in after.findings if not finding.waived_by}
    for key, finding in now.items():
        old = before[key].verdict.rank if key in before else Verdict.WITH_DUTIES.rank
        if finding.verdict.rank > old:
            return None
    cleared = tuple(
        finding.id
        for key, finding in before.items()
        if finding.verdict.rank > (now[key].verdict.rank if key in now else 0)
        and (key not in now or now[key].verdict.rank < Verdict.REVIEW.rank)
    )
    return Trial(candidate=candidate, clears=cleared, verdict_after=after.verdict)


def _duty_trials(judgement: Judgement) -> list[Trial]:
    """What turns duties from due into met: notices and displays, terms passed through, texts obtained."""
    due = [duty for duty in judgement.duties if duty.status is DutyStatus.DUE]
    groups: dict[tuple[str, str], list[OwedDuty]] = {}
    for duty in due:
        kind = _kind_for(duty)
        if kind:
            target = PRODUCT if kind == "obtain-text" else duty.component
            groups.setdefault((kind, target), []).append(duty)
    return [_meet(kind, component, duties, judgement) for (kind, component), duties in groups.items()]


def _kind_for(duty: OwedDuty) -> str:
    if duty.duty in _BY_NOTICE:
        return "add-notice"
    if duty.duty == Duty.FLOW_DOWN:
        return "pass-through-terms"
    return "obtain-text" if duty.duty == "missing-text" else ""


def _meet(kind: str, component: str, duties: list[OwedDuty], judgement: Judgement) -> Trial:
    met = {duty.id for duty in duties}
    left = [d for d in judgement.duties if d.status in {DutyStatus.DUE, DutyStatus.PENDING} and d.id not in met]
    verdicts = [finding.verdict for finding in judgement.findings if not finding.waived_by]
    after = worst(*verdicts, *(Verdict.WITH_DUTIES for _ in left))
    title = "; ".join(dict.fromkeys(duty.how_to_meet for duty in duties))
    if kind == "obtain-text" and len(duties) > 1:
        title = f"put the license texts of {len(duties)} parts beside them"
    candidate = Candidate(kind=kind, target=component, title=title, cost=2 if kind == "pass-through-terms" else 1)
    clears = tuple(duty.id for duty in duties)
    return Trial(candidate=candidate, clears=clears, verdict_after=None if kind == "obtain-text" else after)


def _remedy(trial: Trial, number: int) -> Remedy:
    candidate = trial.candidate
    return Remedy(
        id=f"R{number}",
        key=candidate.key,
        kind=candidate.kind,
        target=candidate.target,
        title=candidate.title,
        cost=candidate.cost,
        assumes=candidate.assumes,
        clears=trial.clears,
        verdict_after=trial.verdict_after,
        open_step=trial.verdict_after is None,
    )


def _plan(
    remedies: tuple[Remedy, ...],
    changes: Mapping[str, Edit],
    state: State,
    judgement: Judgement,
    again: Callable[[State], Judgement],
) -> Plan | None:
    """The cheapest way through the gate; where the gate is open, what turns due into met."""
    gate = state.config.policy.fail_on.rank
    failing = [f.id for f in judgement.findings if f.verdict.rank >= gate and not f.waived_by]
    if failing:
        return cheapest(remedies, changes, state, failing, passes=lambda j: j.verdict.rank < gate, rejudge=again)
    meeting = [r for r in remedies if not r.open_step and any(name.startswith("D") for name in r.clears)]
    meeting += [r for r in remedies if r.kind == "rename"]
    if not meeting:
        return None
    met = {name for r in meeting for name in r.clears}
    left = [d for d in judgement.duties if d.status in {DutyStatus.DUE, DutyStatus.PENDING} and d.id not in met]
    verdicts = [f.verdict for f in judgement.findings if not f.waived_by and f.id not in met]
    return Plan(
        remedies=tuple(r.id for r in meeting),
        cost=sum(r.cost for r in meeting),
        optimal=not left,
        verdict_after=worst(*verdicts, *(Verdict.WITH_DUTIES for _ in left)),
        considered=1,
    )

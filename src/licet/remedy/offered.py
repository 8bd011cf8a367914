"""What the remedies of an analysis would change, found again by their names."""

from collections.abc import Iterable, Iterator

from licet.config import nearest
from licet.errors import UsageError
from licet.licenses import ids, load, permissive
from licet.model.analysis import Analysis
from licet.model.findings import Remedy
from licet.remedy.alternatives import known_alternatives
from licet.remedy.candidates import candidates
from licet.remedy.changes import Change
from licet.remedy.edits import State
from licet.remedy.scene import Candidate, Scene, stage

PLAN = "plan"
"""The word for every remedy of the plan."""


def offered(analysis: Analysis, words: Iterable[str]) -> tuple[Change, ...]:
    """Return the changes of remedies by their ids or keys; `plan` stands for those of the plan.

    Raises:
        UsageError: no remedy goes by a word, or its outcome depends on what is learned.
    """
    known = {name: each for each in analysis.remedies for name in (each.id, each.key)}
    wanted: list[Remedy] = []
    for word in words:
        if word.casefold() == PLAN:
            wanted += [known[name] for name in analysis.plan.remedies] if analysis.plan else []
        elif word in known or word.upper() in known:
            wanted.append(known.get(word) or known[word.upper()])
        else:
            near = nearest(word, known)
            hint = f"nearest: {near}" if near else "licet plan lists them"
            raise UsageError(f"no remedy is called {word!r}", hint=hint)
    if not wanted:
        raise UsageError("there is no plan to carry out", hint="licet plan says why")
    made = {each.key: each for each in _candidates(analysis)}
    return tuple(_change(each, made.get(each.key)) for each in dict.fromkeys(wanted))


def _change(remedy: Remedy, candidate: Candidate | None) -> Change:
    if candidate is None or candidate.edit is None:
        why = (
            "its outcome depends on what is learned"
            if remedy.open_step
            else "it takes a duty as met, or is a late step"
        )
        raise UsageError(f"{remedy.id} cannot be judged as a change: {why}", hint="name another remedy, or use --set")
    return Change(told=f"{remedy.id} {candidate.title}", edit=candidate.edit)


def _candidates(analysis: Analysis) -> Iterator[Candidate]:
    state = State(config=analysis.config, terms=analysis.terms, links=analysis.bom.links)
    around = stage(
        state,
        replacements=tuple(load(name) for name in permissive()[:1]),
        alternatives=known_alternatives(),
        outbound=tuple(load(o.license) for o in analysis.outbound if o.possible == "yes" and o.license in ids()),
    )
    for finding in analysis.findings:
        yield from candidates(Scene(stage=around, finding=finding))

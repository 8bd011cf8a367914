"""One license as a page of Markdown in plain words: what you may do, what you owe and when, what is forbidden.

Everything on it is the record's; each line has its section and the words of the text. docs/licenses/ holds the pages.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from licet.cli.license_parts import (
    Blocks,
    bears_on,
    conditions,
    derivatives,
    documents,
    line,
    listed,
    named,
    others,
    readings_of,
    restrictions,
)
from licet.judge.duties import INFORMATIVE
from licet.judge.wording import how_to_meet
from licet.model.terms import DutyTerm, License, Permission
from licet.model.vocabulary import Act, Duty, Trigger, Value
from licet.report.markdown import code, escaped, opening
from licet.report.plain_terms import (
    ACT_NAMES,
    ACTS,
    CATEGORIES,
    DUTY_NAMES,
    EVENTS,
    PARTS,
    REACHES,
    SUBJECTS,
    details,
)
from licet.report.result import NOTICE
from licet.report.words import count

_OWED: Final = frozenset({Value.YES, Value.CONDITIONAL})
_PRODUCT: Final = "your product"
_MAIN_ACTS: Final = (Act.USE_COMMERCIALLY, Act.MODIFY, Act.REDISTRIBUTE, Act.HOST)
_ALLOWS: Final = {
    Value.YES: "It allows {}.",
    Value.CONDITIONAL: "Only under conditions does it allow {}.",
    Value.NO: "It does not allow {}.",
    Value.SILENT: "It does not say whether it allows {}.",
    Value.NOT_REVIEWED: "Whether it allows {} was not read.",
}
_SILENCE: Final = (
    "To change a work, hand it out or offer it you need a permission, and silence gives none. Ask the owner."
)
_UNREAD: Final = "A text was not at hand. What it says of these points is not known."


def page(terms: License) -> str:
    """A license as Markdown, the same bytes for the same record."""
    sections = (
        *_acts(terms),
        ("You owe", _duties(terms)),
        ("Know before you start", _standing(terms)),
        ("Not asked for, or left out", _not_owed(terms)),
        *restrictions(terms),
        ("Limits", conditions(terms)),
        ("What counts as a derivative", derivatives(terms)),
        ("Works together with", others(terms)),
        ("Where experts disagree", readings_of(terms)),
        ("Notes", [listed(map(opening, terms.notes))] if terms.notes else []),
        ("What was read", [*documents(terms), *_unsaid(terms)]),
    )
    blocks = [f'# What the "{escaped(terms.name)}" says', _identity(terms), " ".join(_verdict(terms))]
    for title, body in sections:
        if body:
            blocks += [f"## {title}", *body]
    source = f"`licet license show {terms.id} -f markdown` writes this page from the license's record."
    return "\n\n".join([*blocks, f"---\n\n{NOTICE} {source}"]) + "\n"


def _identity(terms: License) -> str:
    read = "read in full" if terms.complete else "**not read in full**"
    when = f", {escaped(terms.reviewed)}" if terms.reviewed else ""
    by = f" Licensor: {escaped(terms.licensor)}." if terms.licensor else ""
    return f"{code(terms.id)}, a license for {SUBJECTS[terms.kind]}, {read}{when}.{by}"


def _verdict(terms: License) -> Iterable[str]:
    """The license in a few sentences."""
    yield f"**In short.** Its kind is {code(terms.category)}; in general that means: {CATEGORIES[terms.category]}."
    for value, sentence in _ALLOWS.items():
        acts = [ACT_NAMES[act] for act in _MAIN_ACTS if terms.permission(act).value is value]
        if acts:
            yield sentence.format(_and(acts, "and" if value in _OWED else "or"))
    events = {event for term in _owed(terms) for group in term.triggers or (_ANY,) for event in group}
    if events:
        yield f"You owe something when you {_and([EVENTS[event] for event in Trigger if event in events], 'or')}."
    elif terms.complete:
        yield "It asks for nothing in return."
    same = terms.duty(Duty.SHARE_ALIKE)
    if same.value in _OWED:
        far = f": {REACHES[same.reach]}" if same.reach else ""
        yield f"What you make from it may have to stay under the same license{far}."
    if terms.restrictions:
        yield f"It forbids or limits {count(len(terms.restrictions), 'use')} by name."
    kinds = bears_on(terms.conditions)
    if kinds:
        yield f"It also depends on {_and(kinds, 'and')}."
    if not terms.complete:
        yield "Not all of its texts were read: more may be asked or forbidden than this page says."
    if terms.readings:
        yield f"Experts read it in different ways on {count(len(terms.readings), 'point')}."


_ANY: Final = frozenset({Trigger.ANY_USE})
"""What makes a duty without a trigger due."""


def _and(words: Sequence[str], last: str) -> str:
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _acts(terms: License) -> Iterable[tuple[str, Blocks]]:
    """What may be done, may not be done, depends, is not said, and was not read."""
    silence = any(terms.permission(act).value is Value.SILENT for act in _MAIN_ACTS)
    titles = {
        Value.YES: ("You may", ""),
        Value.CONDITIONAL: (
            "It depends",
            "Allowed only in some cases: those that the parts of this page named here set, or else the quoted words.",
        ),
        Value.NO: ("You may not", ""),
        Value.SILENT: ("The license does not say", _SILENCE if silence else ""),
        Value.NOT_REVIEWED: ("Not read", _UNREAD),
    }
    for value, (title, lead) in titles.items():
        found = [_act(terms, terms.permission(act)) for act in Act if terms.permission(act).value is value]
        yield title, [*filter(None, [lead]), listed(found)] if found else []


def _act(terms: License, found: Permission) -> str:
    hangs = bears_on(entry for entry in terms.conditions if found.act in entry.on)
    limit = f"see Limits for {_and(hangs, 'and')}" if hangs else ""
    return line(ACTS[found.act].format(part=PARTS[terms.kind]), found.clause, limit, _hangs(found), found.note)


def _hangs(found: Permission) -> str:
    """On what a conditional act hangs, or that Licet asks about it; empty where no use performs the act by itself."""
    if found.hangs_on:
        return f"hangs on {_and(named(found.hangs_on), 'and')}"
    asked = found.value is Value.CONDITIONAL and found.act is not Act.SUBLICENSE
    return "Licet asks you whether it is so" if asked else ""


def _owed(terms: License) -> list[DutyTerm]:
    """The duties that may ask for something; those that only inform are told apart."""
    return [term for term in map(terms.duty, Duty) if term.value in _OWED and term.duty not in INFORMATIVE]


def _duties(terms: License) -> Blocks:
    """What is owed, by the events that make it due."""
    groups: dict[tuple[frozenset[Trigger], ...], list[DutyTerm]] = {}
    for term in _owed(terms):
        groups.setdefault(tuple(sorted(term.triggers or (_ANY,), key=_rank)), []).append(term)
    blocks = []
    for events in sorted(groups, key=lambda events: [_rank(group) for group in events]):
        words = ", or ".join(map(_together, events))
        blocks += [f"### When you {words}", listed(_duty(terms, term) for term in groups[events])]
    if blocks or not terms.complete:
        return blocks
    return ["Nothing."]


def _together(events: frozenset[Trigger]) -> str:
    words = " and ".join(EVENTS[event] for event in Trigger if event in events)
    return f"both {words}" if len(events) > 1 else words


def _rank(events: frozenset[Trigger]) -> list[int]:
    return [at for at, event in enumerate(Trigger) if event in events]


def _duty(terms: License, term: DutyTerm) -> str:
    waits = term.value is Value.CONDITIONAL and not term.parameters.get("when")
    case = "only in some cases" if waits else ""
    demand = how_to_meet(term, PARTS[terms.kind], _PRODUCT)
    return line(demand, term.clause, case, *details(term), term.note)


def _standing(terms: License) -> Blocks:
    """Terms that stand whatever one does."""
    found = [term for term in map(terms.duty, Duty) if term.value in _OWED and term.duty in INFORMATIVE]
    return [listed(_duty(terms, term) for term in found)] if found else []


def _not_owed(terms: License) -> Blocks:
    found = [term for term in map(terms.duty, Duty) if term.value is Value.NO]
    return [listed(line(DUTY_NAMES[term.duty], term.clause, term.note) for term in found)] if found else []


def _unsaid(terms: License) -> Blocks:
    """Duties on which the texts are silent, and those on which a text was not read: two different things."""
    blocks = []
    for value, lead in (
        (Value.SILENT, "The texts that were read do not ask for, or speak of:"),
        (Value.NOT_REVIEWED, "A text was not at hand, so it is not known what is said of:"),
    ):
        found = [term for term in map(terms.duty, Duty) if term.value is value]
        told = [line(DUTY_NAMES[term.duty], term.clause, term.note) for term in found if term.clause or term.note]
        rest = [DUTY_NAMES[term.duty] for term in found if not (term.clause or term.note)]
        if found:
            blocks += [lead, listed([*told, *([", ".join(rest)] if rest else [])])]
    return blocks

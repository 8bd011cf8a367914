"""What changes for a user when a part's license becomes another one, statement by statement."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from licet.licenses import AllOf, Expression, Leaf, OneOf, leaves, load_with, parse
from licet.model.terms import DutyTerm, License
from licet.model.vocabulary import Act, Duty, Reach, Strength, Value
from licet.report.words import spoken

_FREE: Final = {
    Value.YES: 0,
    Value.CONDITIONAL: 1,
    Value.SILENT: 2,
    Value.NOT_REVIEWED: 2,
    Value.NO: 3,
}
"""How far an act is from being free; silence and what nobody read are no permission (vocabulary 9.1)."""


_WIDTH: Final = {reach: at for at, reach in enumerate(Reach)}
"""How much a share-alike clause takes in."""
_OF_DATA: Final = frozenset({Reach.DERIVATIVE_DATABASE, Reach.DATA_ONLY})
"""Scopes that are neither wider nor narrower than those of software: a change to or from them is told as worse."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class TermChange:
    """One statement that became better or worse for the user: `was` and `is_now` in words, with the new place."""

    worse: bool
    about: Literal["permission", "duty", "restriction", "condition"]
    name: str
    was: str
    is_now: str
    section: str = ""
    quote: str = ""


def term_changes(before: Iterable[License], after: Iterable[License]) -> tuple[TermChange, ...]:
    """Return what binding licenses (all of each side bind) change, the worse first.

    Of an act the least free statement of a side counts; a duty or a restriction is there where one license has it.
    """
    old, new = tuple(before), tuple(after)
    found = [*_acts(old, new), *_duties(old, new), *_restrictions(old, new), *_conditions(old, new)]
    return tuple(sorted(found, key=lambda each: (not each.worse, each.about, each.name)))


def records_of(expression: str) -> tuple[License, ...] | None:
    """The records of an expression without a choice; None where it leaves one, or a license of it was not read."""
    tree = parse(expression) if expression else None
    if tree is None or _leaves_a_choice(tree) or not all(leaf.known for leaf in leaves(tree)):
        return None
    return tuple(load_with(leaf.id, leaf.exception) for leaf in leaves(tree))


def _leaves_a_choice(tree: Expression) -> bool:
    match tree:
        case Leaf():
            return False
        case OneOf():
            return True
        case AllOf():
            return any(map(_leaves_a_choice, tree.parts))


def _acts(old: tuple[License, ...], new: tuple[License, ...]) -> Iterable[TermChange]:
    for act in Act:
        was = max((each.permission(act) for each in old), key=lambda said: _FREE[said.value])
        now = max((each.permission(act) for each in new), key=lambda said: _FREE[said.value])
        if _FREE[was.value] != _FREE[now.value]:
            place = now.clause
            yield TermChange(
                worse=_FREE[now.value] > _FREE[was.value],
                about="permission",
                name=act,
                was=was.value,
                is_now=now.value,
                section=place.section if place else "",
                quote=place.quote if place else "",
            )


def _duties(old: tuple[License, ...], new: tuple[License, ...]) -> Iterable[TermChange]:
    for duty in Duty:
        had, has = _owed(old, duty), _owed(new, duty)
        change = _duty_change(had, has) if had and has else _came_or_went(had, has)
        if change is None:
            continue
        worse, was, is_now = change
        clause = next((term.clause for term in (*has, *had) if term.clause), None)
        yield TermChange(
            worse=worse,
            about="duty",
            name=duty,
            was=was,
            is_now=is_now,
            section=clause.section if clause else "",
            quote=clause.quote if clause else "",
        )


_Change = tuple[bool, str, str]
"""Whether it became worse for the user, what was, what is now."""


def _came_or_went(had: tuple[DutyTerm, ...], has: tuple[DutyTerm, ...]) -> _Change | None:
    if not had and not has:
        return None
    return bool(has), "owed" if had else "not owed", "owed" if has else "not owed"


def _duty_change(had: tuple[DutyTerm, ...], has: tuple[DutyTerm, ...]) -> _Change | None:
    """What differs of a duty that both have: how far it reaches, else what makes it due."""
    was, now = _widest(had), _widest(has)
    if was != now:
        worse = was is None or now is None or not _OF_DATA.isdisjoint({was, now}) or _WIDTH[now] > _WIDTH[was]
        return worse, _word(was), _word(now)
    before, after = _events(had), _events(has)
    return (not after <= before, _due(before), _due(after)) if before != after else None


def _owed(licenses: tuple[License, ...], duty: Duty) -> tuple[DutyTerm, ...]:
    """The statements by which some license has a duty."""
    terms = (each.duty(duty) for each in licenses)
    return tuple(term for term in terms if term.value in {Value.YES, Value.CONDITIONAL})


def _widest(terms: tuple[DutyTerm, ...]) -> Reach | None:
    return max((term.reach for term in terms if term.reach), key=lambda reach: _WIDTH[reach], default=None)


def _events(terms: tuple[DutyTerm, ...]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(map(str, group)) for term in terms for group in term.triggers)


def _due(events: frozenset[frozenset[str]]) -> str:
    groups = sorted(" and ".join(sorted(spoken(each) for each in group)) for group in events)
    return f"owed {', or '.join(groups)}" if groups else "owed"


def _word(reach: Reach | None) -> str:
    return spoken(reach) if reach else "reach not said"


def _restrictions(old: tuple[License, ...], new: tuple[License, ...]) -> Iterable[TermChange]:
    had, has = _tags(old), _tags(new)
    for tag in sorted({*had, *has}):
        was, now = had.get(tag, ""), has.get(tag, "")
        if was != now:
            rank = {"": 0, Strength.CONDITIONAL: 1, Strength.PROHIBITED: 2}
            clause = next((r.clause for each in (*new, *old) for r in each.restrictions if r.tag == tag), None)
            yield TermChange(
                worse=rank[now] > rank[was],
                about="restriction",
                name=tag,
                was=was or "free",
                is_now=now or "free",
                section=clause.section if clause else "",
                quote=clause.quote if clause else "",
            )


def _tags(licenses: tuple[License, ...]) -> dict[str, str]:
    """Every restricted tag with the stricter of its strengths."""
    found: dict[str, str] = {}
    for each in licenses:
        for limit in each.restrictions:
            if found.get(limit.tag) != Strength.PROHIBITED:
                found[limit.tag] = limit.strength
    return found


def _conditions(old: tuple[License, ...], new: tuple[License, ...]) -> Iterable[TermChange]:
    """Thresholds, territories and the like that came or went, told by the words of their clauses."""
    had = {each.clause.quote: each for license_ in old for each in license_.conditions}
    has = {each.clause.quote: each for license_ in new for each in license_.conditions}
    for quote in sorted({*had} ^ {*has}):
        condition = has.get(quote) or had[quote]
        gained = quote in has
        yield TermChange(
            worse=gained,
            about="condition",
            name=getattr(condition, "kind", type(condition).__name__.lower()),
            was="none" if gained else "holds",
            is_now="holds" if gained else "none",
            section=condition.clause.section,
            quote=quote,
        )

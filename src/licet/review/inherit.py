"""What a changed copy of a known license keeps: the statements of the record whose words still stand in the text."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from licet.model.terms import Clause, Condition, License, OtherCondition, Territory, Threshold
from licet.model.vocabulary import Trigger, Value
from licet.review.draft import Drafted, Plain

_SPOKEN = frozenset((Value.YES, Value.NO, Value.CONDITIONAL))


def inherited(record: License, text: str, touched: Collection[str]) -> tuple[Drafted, ...]:
    """Return the statements of a record that still stand in a text; those in `touched` ask to be read again."""
    lines = _Lines(text)
    kept = []
    for one, document in _statements(record):
        line = lines.of(one.quote) if document == "license" else 0
        if line:
            near = any(each.startswith(one.key) for each in touched)
            note = f"as {record.id} says" + ("; a change stands near it" if near else "")
            kept.append(replace(one, line=line, last_line=line, note=note))
    return tuple(kept)


def merged(kept: Iterable[Drafted], changed: Iterable[Drafted]) -> tuple[Drafted, ...]:
    """Return what a text keeps and what its changes say; where both speak of one act or duty, the changes count."""
    new = tuple(changed)
    said = {one.key: one for one in new}
    old = tuple(kept)
    values = {one.key: one.value for one in old}
    alone = tuple(
        one for one in old if one.key not in said or (one.family == "conditions" and one.more != said[one.key].more)
    )
    told = (
        replace(one, note="; ".join(filter(None, (one.note, f"before the change: {values[one.key]}"))))
        if values.get(one.key, one.value) != one.value
        else one
        for one in new
    )
    return (*alone, *told)


class _Lines:
    """Finds the line on which a quote begins, white space aside."""

    def __init__(self, text: str) -> None:
        self._plain = ""
        self._starts: list[int] = []
        pieces = []
        size = 0
        for line in text.split("\n"):
            self._starts.append(size)
            words = " ".join(line.split())
            pieces.append(words)
            size += len(words) + 1 if words else 0
        self._plain = " ".join(filter(None, pieces))

    def of(self, quote: str) -> int:
        """Return the line, counted from 1; 0 where the quote does not occur."""
        at = self._plain.find(" ".join(quote.split()))
        if at < 0:
            return 0
        return max(number for number, start in enumerate(self._starts, 1) if start <= at)


def _statements(record: License) -> Iterator[tuple[Drafted, str]]:
    for act, permission in record.permits.items():
        if permission.clause and permission.value in _SPOKEN:
            yield _one(f"permits.{act}", permission.value, permission.clause, {})
    for duty, term in record.duties.items():
        if term.clause and term.value in _SPOKEN:
            more: dict[str, Plain] = {"triggers": [_event(group) for group in term.triggers]} if term.triggers else {}
            more |= {"parameters": dict(term.parameters)} if term.parameters else {}
            yield _one(f"duties.{duty}", term.value, term.clause, more)
    for condition in record.conditions:
        kind, more = _condition(condition)
        yield _one(f"conditions.{kind}", "", condition.clause, more | {"on": list(condition.on)})
    for entry in record.restrictions:
        held: dict[str, Plain] = {"qualifiers": list(entry.qualifiers)} if entry.qualifiers else {}
        held |= {"models": entry.models} if entry.models else {}
        held |= {"hosted": True} if entry.hosted else {}
        yield _one(f"restrictions.{entry.tag}", "", entry.clause, {"strength": str(entry.strength)} | held)


def _one(key: str, value: str, clause: Clause, more: Mapping[str, Plain]) -> tuple[Drafted, str]:
    drafted = Drafted(
        key=key, value=str(value), section=clause.section, quote=clause.quote, line=0, last_line=0, more=more
    )
    return drafted, clause.document


def _event(group: frozenset[Trigger]) -> Plain:
    events: list[Plain] = [str(trigger) for trigger in Trigger if trigger in group]
    return events[0] if len(events) == 1 else {"all": events}


def _condition(condition: Condition) -> tuple[str, dict[str, Plain]]:
    match condition:
        case Threshold():
            dated: dict[str, Plain] = {"measured_at": condition.measured_at} if condition.measured_at else {}
            over: dict[str, Plain] = {"over": condition.over} if condition.over else {}
            size: dict[str, Plain] = {"metric": condition.metric, "value": condition.value, "effect": condition.effect}
            return "threshold", size | {"measured": condition.measured, "inclusive": condition.inclusive} | dated | over
        case Territory():
            places: dict[str, Plain] = {"excluded": list(condition.excluded), "tested_on": list(condition.tested_on)}
            return "territory", places | {
                "multimodal_only": condition.multimodal_only,
                "other_terms": condition.other_terms,
            }
        case OtherCondition():
            return condition.kind, dict(condition.parameters)

"""Statements of a license as plain data and in words, for the commands that show them."""

from collections.abc import Mapping

from licet.model.terms import (
    Clause,
    Condition,
    Derivation,
    Document,
    DutyTerm,
    ImprovedModels,
    OtherCondition,
    Permission,
    Restriction,
    Territory,
    Threshold,
)
from licet.model.vocabulary import Act, Trigger, Value


def document_data(document: Document) -> dict[str, object]:
    """A text of a license as plain data."""
    whole: dict[str, object] = {"excerpt": True} if document.excerpt else {}
    return {**given(name=document.name, source=document.source, sha256=document.sha256), **whole}


def permitted(found: Permission) -> str:
    """Whether an act is permitted, and on what a conditional one hangs."""
    if found.hangs_on:
        return f"{found.value}, hangs on {', '.join(found.hangs_on)}"
    asked = found.value is Value.CONDITIONAL and found.act is not Act.SUBLICENSE
    return f"{found.value}, to be asked" if asked else found.value


def duty_data(term: DutyTerm) -> dict[str, object]:
    """A duty with its triggers, its parameters and its place."""
    triggers = [events_of(events) for events in term.triggers]
    return {
        "value": term.value,
        "triggers": [events[0] if len(events) == 1 else {"all": events} for events in triggers],
        "parameters": dict(term.parameters),
        **place(term.clause, term.note),
    }


def events_of(events: frozenset[Trigger]) -> list[Trigger]:
    """The events of a trigger in the order of the vocabulary."""
    return [trigger for trigger in Trigger if trigger in events]


def condition_data(condition: Condition) -> dict[str, object]:
    """A condition with the parameters of its kind and its place."""
    match condition:
        case Threshold():
            own: dict[str, object] = {
                "metric": condition.metric,
                "value": condition.value,
                "effect": condition.effect,
                "measured": condition.measured,
                **given(measured_at=condition.measured_at, over=condition.over),
            }
        case Territory():
            own = {
                "excluded": list(condition.excluded),
                "tested_on": list(condition.tested_on),
                "multimodal_only": condition.multimodal_only,
            }
        case OtherCondition():
            own = dict(condition.parameters)
    return {
        "kind": kind_of(condition),
        **own,
        "on": list(condition.on),
        **place(condition.clause, condition.note),
    }


def kind_of(condition: Condition) -> str:
    """The word for the kind of a condition."""
    match condition:
        case Threshold():
            return "threshold"
        case Territory():
            return "territory"
        case OtherCondition():
            return condition.kind


def place(clause: Clause | None, note: str = "") -> dict[str, str]:
    """Where a statement stands, its words and the note; what there is none of is left out."""
    if clause is None:
        return given(note=note)
    return given(document=clause.document, section=clause.section, locator=clause.quote, note=note)


def given(**values: str) -> dict[str, str]:
    """The values that are not empty."""
    return {key: value for key, value in values.items() if value}


def quoted(clause: Clause | None) -> str:
    """The section and the words of a clause; empty where there is none."""
    if clause is None:
        return ""
    document = "" if clause.document == "license" else f"{clause.document}, "
    return f"{document}{clause.section}: “{clause.quote}”"


def demand(term: DutyTerm) -> str:
    """A duty in words: its value, what makes it due and its parameters."""
    events = " or ".join(" and ".join(events_of(group)) for group in term.triggers)
    words = [f"{key}: {value}" for key, value in term.parameters.items()]
    return "; ".join(filter(None, (term.value, events, *words)))


def bound(condition: Condition) -> str:
    """A condition in words: what it sets and which acts and duties it bears on."""
    on = f"bears on: {', '.join(condition.on)}" if condition.on else ""
    match condition:
        case Threshold():
            over = f"over {condition.over}" if condition.over else ""
            measured = f"measured: {condition.measured} {condition.measured_at}".rstrip()
            limit = f"{'from' if condition.inclusive else 'above'} {condition.value:,} {condition.metric}"
            size = f"{limit}: {condition.effect}"
            return "; ".join(filter(None, (size, measured, over, on)))
        case Territory():
            parts = "multimodal parts only" if condition.multimodal_only else ""
            tests = f"tested on: {', '.join(condition.tested_on)}" if condition.tested_on else ""
            other = "other terms, not read, govern there" if condition.other_terms else ""
            return "; ".join(filter(None, (f"not in {', '.join(condition.excluded)}", other, tests, parts, on)))
        case OtherCondition():
            return "; ".join(filter(None, (*(f"{key}: {value}" for key, value in condition.parameters.items()), on)))


_OF_MODELS: Mapping[ImprovedModels, str] = {
    "": "",
    "any": ", models of any kind",
    "described": ", models that the clause describes",
}


def restricted(entry: Restriction) -> str:
    """The strength of a restriction, and what alone it bites on."""
    only = f", only if {' and '.join(entry.qualifiers)}" if entry.qualifiers else ""
    hosted = ", a hosted service included" if entry.hosted else ""
    return f"{entry.strength}{only}{_OF_MODELS[entry.models]}{hosted}"


def derived(found: Derivation) -> str:
    """Whether a link makes a derivative, and what was inferred where the text does not say."""
    return f"{found.value} ({found.inferred})" if found.inferred else str(found.value)

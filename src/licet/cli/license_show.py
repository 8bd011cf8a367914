"""`licet license show ID`: everything one license says, with the place of each statement."""

import argparse
import json
from collections.abc import Iterable

from licet.errors import UsageError
from licet.licenses import find, load, nearest, readings
from licet.model.terms import (
    Clause,
    Condition,
    Derivation,
    Document,
    DutyTerm,
    License,
    OtherCondition,
    Permission,
    Position,
    Restriction,
    StatementReading,
    Territory,
    Threshold,
)
from licet.model.vocabulary import Act, Duty, How, Trigger, Value

NAME = "show"
HELP = "everything one license says, with the place of each statement"

_SHOWN_LINKS = (
    *(How.FINE_TUNES, How.ADAPTS, How.QUANTIZES, How.MERGES, How.DISTILLS_OUTPUTS, How.EMBEDS, How.TRAINS_ON),
    How.LINKS,
)
_SILENT = {Value.SILENT, Value.NOT_REVIEWED}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the name of the license and the format."""
    parser.add_argument("name", metavar="ID", help="an id, a short name, a Hub id or a URL")
    parser.add_argument("-f", "--format", choices=("text", "json"), default="text", help="text (default) or json")


def run(arguments: argparse.Namespace) -> int:
    """Show one license.

    Raises:
        UsageError: the name is of no license, or of several.
    """
    found = find(arguments.name)
    if not found:
        raise unknown(arguments.name)
    terms = load(found)
    if arguments.format == "json":
        print(json.dumps(answer(terms), indent=2, ensure_ascii=False))
    else:
        _print_terms(terms)
    return 0


def unknown(name: str) -> UsageError:
    """The error for a name that no license, or more than one, goes by; its hint names the nearest."""
    near = ", ".join(nearest(name))
    hint = f"nearest: {near}" if near else "licet license list shows the licenses that are known"
    return UsageError(f"no license goes by the name {name!r}", hint=hint)


def answer(terms: License) -> dict[str, object]:
    """A license as plain data: the standard questions of DESIGN section 5, valid by license.schema.json."""
    return {
        "id": terms.id,
        "name": terms.name,
        "kind": terms.kind,
        "category": terms.category,
        "aliases": list(terms.aliases),
        "documents": [_document(document) for document in terms.documents],
        "permits": {act: permission_data(terms, act) for act in Act},
        "duties": {duty: duty_data(terms.duty(duty)) for duty in Duty},
        "conditions": [condition_data(condition) for condition in terms.conditions],
        "restrictions": [
            {
                "tag": entry.tag,
                "strength": entry.strength,
                "qualifiers": list(entry.qualifiers),
                **place(entry.clause, entry.note),
            }
            for entry in terms.restrictions
        ],
        "derivatives": {how: terms.derivation(how).value for how in links(terms)},
        "no_further_restrictions": place(terms.no_further_restrictions) or None,
        "compatible_with": list(terms.compatible_with),
        "complete": terms.complete,
        "reviewed": terms.reviewed,
        "readings": [{"id": point.id, "statements": list(point.statements)} for point in terms.readings],
    }


def links(terms: License) -> tuple[str, ...]:
    """The links that are told of every license, then the others that this one speaks of."""
    return tuple(dict.fromkeys((*_SHOWN_LINKS, *terms.derivatives)))


def _document(document: Document) -> dict[str, object]:
    whole: dict[str, object] = {"excerpt": True} if document.excerpt else {}
    return {**_given(name=document.name, source=document.source, sha256=document.sha256), **whole}


def permission_data(terms: License, act: Act) -> dict[str, object]:
    """What a license says on an act, and the kinds of its conditions that bear on it."""
    found = terms.permission(act)
    bound_by = [kind_of(condition) for condition in terms.conditions if act in condition.on]
    return {
        "value": found.value,
        "conditions": list(dict.fromkeys(bound_by)),
        **place(found.clause, found.note),
    }


def duty_data(term: DutyTerm) -> dict[str, object]:
    """A duty with its triggers, its parameters and its place."""
    triggers = [_events(events) for events in term.triggers]
    return {
        "value": term.value,
        "triggers": [events[0] if len(events) == 1 else {"all": events} for events in triggers],
        "parameters": dict(term.parameters),
        **place(term.clause, term.note),
    }


def _events(events: frozenset[Trigger]) -> list[Trigger]:
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
                **_given(measured_at=condition.measured_at, over=condition.over),
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
        return _given(note=note)
    return _given(document=clause.document, section=clause.section, locator=clause.quote, note=note)


def _given(**values: str) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}


def _print_terms(terms: License) -> None:
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.padding import Padding  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    console = Console(no_color=True, highlight=False, markup=False, emoji=False)
    with console.capture() as printed:
        console.print(Text(terms.name, style="bold"))
        for line in _headline(terms):
            console.print(Text(line))
        for title, rows in _sections(terms):
            console.print()
            console.print(Text(title, style="bold"))
            grid = Table.grid(padding=(0, 2))
            grid.add_column(min_width=18, no_wrap=True)
            grid.add_column(overflow="fold")
            for key, text in rows:
                grid.add_row(Text(key), Text(text))
            console.print(Padding(grid, (0, 0, 0, 2)))
    print("\n".join(line.rstrip() for line in printed.get().rstrip().splitlines()))


def _headline(terms: License) -> Iterable[str]:
    read = "read in full" if terms.complete else "read in part: what is absent was not reviewed"
    yield f"{terms.id}; {terms.kind}; {terms.category}"
    yield f"{read}{', ' + terms.reviewed if terms.reviewed else ''}"
    if terms.aliases:
        yield f"also: {', '.join(terms.aliases)}"


def _sections(terms: License) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """The titled parts of the text form, those without rows left out."""
    permits = [(str(act), _stated(terms.permission(act).value, terms.permission(act))) for act in Act]
    stated = [term for term in map(terms.duty, Duty) if term.value not in _SILENT or term.clause or term.note]
    duties = [(str(term.duty), _stated(demand(term), term)) for term in stated]
    unstated = [str(duty) for duty in Duty if terms.duty(duty) not in stated]
    if unstated:
        duties.append(("silent on" if terms.complete else "not reviewed", ", ".join(unstated)))
    derivations = [(how, terms.derivation(how)) for how in links(terms)]
    ban = terms.no_further_restrictions
    parts = {
        "What it permits": permits,
        "What it demands": duties,
        "No further restrictions": [("added terms", f"forbidden\n{quoted(ban)}")] if ban else [],
        "Conditions": [(kind_of(entry), _stated(bound(entry), entry)) for entry in terms.conditions],
        "Restrictions": [(entry.tag, _stated(restricted(entry), entry)) for entry in terms.restrictions],
        "Derivatives": [(how, _stated(derived(found), found)) for how, found in derivations],
        "Contested points": _numbered(_contested(point) for point in terms.readings),
        "Texts": [(text.name, "\n".join(filter(None, (text.source, text.sha256)))) for text in terms.documents],
        "Notes": _numbered(terms.notes),
    }
    return ((title, rows) for title, rows in parts.items() if rows)


def _numbered(texts: Iterable[str]) -> list[tuple[str, str]]:
    return [(str(number), text) for number, text in enumerate(texts, 1)]


def _stated(said: str, statement: Permission | DutyTerm | Condition | Restriction | Derivation) -> str:
    """What is said, its place in the text and the note, a line each."""
    note = "" if isinstance(statement, Derivation) else statement.note
    return "\n".join(filter(None, (said, quoted(statement.clause), f"({note})" if note else "")))


def quoted(clause: Clause | None) -> str:
    """The section and the words of a clause; empty where there is none."""
    if clause is None:
        return ""
    document = "" if clause.document == "license" else f"{clause.document}, "
    return f"{document}{clause.section}: “{clause.quote}”"


def demand(term: DutyTerm) -> str:
    """A duty in words: its value, what makes it due and its parameters."""
    events = " or ".join(" and ".join(_events(group)) for group in term.triggers)
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


def restricted(entry: Restriction) -> str:
    """The strength of a restriction, and what alone it bites on."""
    only = f", only if {' or '.join(entry.qualifiers)}" if entry.qualifiers else ""
    return f"{entry.strength}{only}"


def derived(found: Derivation) -> str:
    """Whether a link makes a derivative, and what was inferred where the text does not say."""
    return f"{found.value} ({found.inferred})" if found.inferred else str(found.value)


def _contested(point: StatementReading) -> str:
    """The point, the statements that hang on it and its positions, a line each."""
    known = readings().get(point.id)
    held = (
        [f"{position.name}: {position.holds} ({_holders(position)})" for position in known.positions] if known else []
    )
    question = f"{point.id}: {known.point}" if known else point.id
    return "\n".join((question, f"bears on: {', '.join(point.statements)}", *held))


def _holders(position: Position) -> str:
    names = dict.fromkeys(holder.who for holder in position.held_by)
    return f"held by {', '.join(names)}" if names else "no published holder found"

"""`licet license show ID`: everything one license says, with the place of each statement."""

import argparse
from collections.abc import Iterable

from licet.cli import license_exception
from licet.cli.license_words import (
    bound,
    condition_data,
    demand,
    derived,
    document_data,
    duty_data,
    kind_of,
    permitted,
    place,
    quoted,
    restricted,
)
from licet.errors import UsageError
from licet.licenses import (
    Leaf,
    by_category,
    exception_read,
    find,
    find_exception,
    load,
    load_exception,
    load_with,
    nearest,
    parse,
    profile,
    readings,
)
from licet.model.terms import (
    Condition,
    Derivation,
    DutyTerm,
    License,
    Permission,
    Position,
    Profile,
    Restriction,
    StatementReading,
)
from licet.model.vocabulary import Act, Duty, How, Value
from licet.report.json_text import json_text

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
    parser.add_argument(
        "-f",
        "--format",
        choices=("text", "json", "markdown"),
        default="text",
        help="text (default), json, or markdown: a page in plain words",
    )


def run(arguments: argparse.Namespace) -> int:
    """Show one license, one exception, or a license as it stands with an exception.

    Raises:
        UsageError: the name is of no license, or of several.
    """
    exception = None if find(arguments.name) else find_exception(arguments.name)
    if exception:
        told = load_exception(exception)
        data = license_exception.answer(told)
        head, parts = license_exception.headline(told), license_exception.sections(told)
        name = told.name
    else:
        terms = _terms(arguments.name)
        if arguments.format == "markdown":
            from licet.cli.license_page import page  # noqa: PLC0415 - needed for this format alone

            print(page(terms), end="")
            return 0
        data, head, parts, name = answer(terms), _headline(terms), _sections(terms), terms.name
    if arguments.format == "json":
        print(json_text(data, indent=2), end="")
    elif arguments.format == "markdown":
        raise UsageError(f"{name} is an exception: there are pages of licenses alone", hint="take -f text or -f json")
    else:
        _print(name, head, parts)
    return 0


def _terms(name: str) -> License:
    """The license of that name, or of an expression of one license with an exception; else what its category tells."""
    found = find(name)
    if found:
        return load(found)
    leaf = parse(name)
    if isinstance(leaf, Leaf) and leaf.known and exception_read(leaf.id, leaf.exception):
        return load_with(leaf.id, leaf.exception)
    known = profile(leaf.id) if isinstance(leaf, Leaf) and not leaf.exception else None
    if known:
        return by_category(known)
    raise unknown(name)


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
        "documents": [document_data(document) for document in terms.documents],
        "permits": {act: permission_data(terms, act) for act in Act},
        "duties": {duty: duty_data(_reviewed(terms, duty)) for duty in Duty},
        "conditions": [condition_data(condition) for condition in terms.conditions],
        "restrictions": [
            {
                "tag": entry.tag,
                "strength": entry.strength,
                "qualifiers": list(entry.qualifiers),
                **({"models": entry.models} if entry.models else {}),
                **({"hosted": True} if entry.hosted else {}),
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
        **(license_exception.grants_data(terms) if terms.without else {}),
        **({"profile": _profile(terms, terms.profile)} if terms.profile else {}),
    }


def _reviewed(terms: License, duty: Duty) -> DutyTerm:
    """What a license says on a duty; what its category alone lets one take for granted is no reading."""
    return DutyTerm(duty=duty, value=Value.NOT_REVIEWED) if terms.profile else terms.duty(duty)


def _profile(terms: License, known: Profile) -> dict[str, object]:
    """By what a license is judged whose text was not reviewed."""
    return {
        "category": known.category,
        "said": known.said,
        "said_by": known.said_by,
        "approved_by": known.approved_by,
        "assumed_duties": list(terms.duties),
    }


def links(terms: License) -> tuple[str, ...]:
    """The links that are told of every license, then the others that this one speaks of."""
    return tuple(dict.fromkeys((*_SHOWN_LINKS, *terms.derivatives)))


def permission_data(terms: License, act: Act) -> dict[str, object]:
    """What a license says on an act, and the kinds of its conditions that bear on it."""
    found = terms.permission(act)
    bound_by = [kind_of(condition) for condition in terms.conditions if act in condition.on]
    return {
        "value": found.value,
        "conditions": list(dict.fromkeys(bound_by)),
        **({"hangs_on": list(found.hangs_on)} if found.value is Value.CONDITIONAL else {}),
        **place(found.clause, found.note),
    }


def _print(name: str, head: Iterable[str], parts: Iterable[tuple[str, list[tuple[str, str]]]]) -> None:
    from rich.console import Console  # noqa: PLC0415 - slow to import
    from rich.padding import Padding  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    console = Console(no_color=True, highlight=False, markup=False, emoji=False)
    with console.capture() as printed:
        console.print(Text(name, style="bold"), soft_wrap=True)
        for line in head:
            console.print(Text(line))
        for title, rows in parts:
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
    if terms.profile:
        yield f"{terms.id}; {terms.category}"
        yield f"its text was not reviewed; it is known by its category alone: {terms.profile}"
        judged = "judged as nearly every permissive license" if terms.profile.settles else "a use of it needs a review"
        yield judged
        return
    read = "read in full" if terms.complete else "read in part: what is absent was not reviewed"
    yield f"{terms.id}; {terms.kind}; {terms.category}"
    yield f"{read}{', ' + terms.reviewed if terms.reviewed else ''}"
    if terms.aliases:
        yield f"also: {', '.join(terms.aliases)}"


def _sections(terms: License) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """The titled parts of the text form, those without rows left out."""
    permits = [(str(act), _stated(permitted(terms.permission(act)), terms.permission(act))) for act in Act]
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
        "What its exception adds": license_exception.grants(terms),
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

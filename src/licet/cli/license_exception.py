"""What a WITH exception adds to a license, as plain data and in words, for `licet license show`."""

from collections.abc import Iterable

from licet.cli.license_words import demand, derived, document_data, duty_data, place, quoted
from licet.model.terms import Freedom, Inclusion, License, LicenseException, Lifted

_Rows = list[tuple[str, str]]


def answer(exception: LicenseException) -> dict[str, object]:
    """An exception as plain data, valid by exception.schema.json."""
    category: dict[str, object] = {"category": exception.category} if exception.category else {}
    return {
        "id": exception.id,
        "name": exception.name,
        "kind": "exception",
        **category,
        "aliases": list(exception.aliases),
        "applies_to": list(exception.applies_to),
        "documents": [document_data(document) for document in exception.documents],
        "complete": exception.complete,
        "reviewed": exception.reviewed,
        "combines_with": list(exception.combines_with),
        "permits": {
            act: {"value": found.value, **place(found.clause, found.note)} for act, found in exception.permits.items()
        },
        "duties": {duty: duty_data(term) for duty, term in exception.duties.items()},
        "derivatives": {how: found.value for how, found in exception.derivatives.items()},
        "derivative_clauses": {how: place(found.clause) for how, found in exception.derivatives.items()},
        **grants_data(exception),
        "notes": list(exception.notes),
    }


def grants_data(terms: License | LicenseException) -> dict[str, object]:
    """What an exception frees, lets in and lifts, as plain data."""
    return {
        "frees": [{"links": list(grant.links), **_grant(grant)} for grant in terms.frees],
        "includes": [{"licenses": list(grant.licenses), **_grant(grant)} for grant in terms.includes],
        "lifts": [{"duties": list(grant.duties), **_grant(grant)} for grant in terms.lifts],
    }


def headline(exception: LicenseException) -> Iterable[str]:
    """The lines under the title."""
    yield f"{exception.id}; exception{f'; with it {exception.category}' if exception.category else ''}"
    read = "read in full" if exception.complete else "read in part"
    yield f"{read}{', ' + exception.reviewed if exception.reviewed else ''}"
    yield f"to: {', '.join(exception.applies_to)}"
    if exception.aliases:
        yield f"also: {', '.join(exception.aliases)}"


def sections(exception: LicenseException) -> Iterable[tuple[str, _Rows]]:
    """The titled parts of the text form, those without rows left out."""
    parts = {
        "What it adds": grants(exception),
        "What it permits": [
            (str(act), _lines(found.value, quoted(found.clause), found.note))
            for act, found in exception.permits.items()
        ],
        "What it changes in what is demanded": [
            (str(duty), _lines(demand(term), quoted(term.clause), term.note)) for duty, term in exception.duties.items()
        ],
        "Derivatives": [
            (how, _lines(derived(found), quoted(found.clause))) for how, found in exception.derivatives.items()
        ],
        "Texts": [(text.name, _lines(text.source, text.sha256)) for text in exception.documents],
        "Notes": [(str(number), note) for number, note in enumerate(exception.notes, 1)],
    }
    return ((title, rows) for title, rows in parts.items() if rows)


def grants(terms: License | LicenseException) -> _Rows:
    """What an exception frees, lets in and lifts."""
    rows: list[tuple[str, str, Freedom | Inclusion | Lifted]]
    rows = [("frees", ", ".join(grant.links), grant) for grant in terms.frees]
    rows += [("lets in", ", ".join(grant.licenses), grant) for grant in terms.includes]
    rows += [("lifts", ", ".join(grant.duties), grant) for grant in terms.lifts]
    told = [(word, _lines(f"{what}{_when(grant)}", quoted(grant.clause), grant.note)) for word, what, grant in rows]
    if isinstance(terms, LicenseException) and terms.combines_with:
        told.append(("combines with", ", ".join(terms.combines_with)))
    return told


def _when(grant: Freedom | Inclusion | Lifted) -> str:
    return f"; where {grant.when.replace('-', ' ')} holds" if grant.when else ""


def _grant(grant: Freedom | Inclusion | Lifted) -> dict[str, object]:
    when: dict[str, object] = {"when": grant.when} if grant.when else {}
    return {**when, **place(grant.clause, grant.note)}


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))

"""The whole argument behind one finding, duty, question, remedy, part or statement of a license."""

from difflib import get_close_matches

from licet.errors import UsageError
from licet.report.argument import argument
from licet.report.explained import (
    explain_component,
    explain_duty,
    explain_finding,
    explain_question,
    explain_remedy,
    explain_statement,
)
from licet.report.json_text import json_text
from licet.report.layout import Page
from licet.report.lookup import Index, index_of
from licet.report.options import Options
from licet.report.result import Result
from licet.report.statements import Told, statements_near, told_of
from licet.report.words import clean, short

_NEAREST = 3
_ID = 60


def explain(result: Result, identity: str, options: Options | None = None) -> str:
    """Return the argument as text: clauses, facts and their sources, every step, readings, questions, ways out.

    `identity` is an id or a key of the result, the label, purl or alias of a part, or a statement such as
    `gemma:duties.flow-down`; letter case does not matter.

    Raises:
        UsageError: nothing has this id; the hint names the nearest ids.
    """
    index = index_of(result)
    page = Page(options or Options())
    _write(page, index, _found(index, identity))
    page.gap()
    page.row((result["notice"], ""), at=2)
    return page.text()


def explain_json(result: Result, identity: str) -> str:
    """Return the argument as JSON: the thing itself, and all that it names (raises as `explain`)."""
    index = index_of(result)
    return json_text(argument(index, _found(index, identity)), indent=2)


def _found(index: Index, identity: str) -> tuple[str, str] | Told:
    found = _names(index.result).get(identity.strip().casefold()) or told_of(index, identity)
    if found is None:
        raise _unknown(index.result, identity)
    return found


def _write(page: Page, index: Index, found: tuple[str, str] | Told) -> None:
    match found:
        case Told():
            explain_statement(page, index, found)
        case ("finding", identity):
            explain_finding(page, index, index.findings[identity])
        case ("duty", identity):
            explain_duty(page, index, index.duties[identity])
        case ("question", identity):
            explain_question(page, index, index.questions[identity])
        case ("remedy", identity):
            explain_remedy(page, index, index.remedies[identity])
        case (_, identity):
            explain_component(page, index, index.components[identity])


def _names(result: Result) -> dict[str, tuple[str, str]]:
    """Everything a user may call a thing, in small letters; ids come before keys, keys before other names."""
    ids = [
        *(("finding", each["id"], each["key"]) for each in result["findings"]),
        *(("duty", each["id"], each["key"]) for each in result["duties"]),
        *(("remedy", each["id"], each["key"]) for each in result["remedies"]),
        *(("question", each["id"], each["id"]) for each in result["questions"]),
        *(("component", each["id"], each["id"]) for each in result["components"]),
    ]
    names: dict[str, tuple[str, str]] = {}
    for kind, identity, _ in ids:
        names.setdefault(identity.casefold(), (kind, identity))
    for kind, identity, key in ids:
        names.setdefault(key.casefold(), (kind, identity))
    for part in result["components"]:
        for name in (part["label"], part["purl"], *part["aliases"]):
            names.setdefault(name.casefold(), ("component", part["id"]))
    return names


def _unknown(result: Result, identity: str) -> UsageError:
    names = _names(result)
    wanted = identity.strip().casefold()[:200]
    near = get_close_matches(wanted, list(names), n=_NEAREST, cutoff=0.5)
    told = [short(name, _ID) for name in statements_near(index_of(result), wanted)]
    shown = (
        told
        or [short(names[each][1], _ID) for each in near]
        or [short(each["id"], _ID) for each in (*result["findings"], *result["duties"])][:_NEAREST]
    )
    hint = f"nearest: {', '.join(dict.fromkeys(shown))}" if shown else "the result holds no findings and no duties"
    return UsageError(f"nothing in the result is called {clean(identity)!r}", hint=hint)

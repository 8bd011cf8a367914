"""The whole argument behind one finding, duty, question, remedy or part."""

from difflib import get_close_matches

from licet.errors import UsageError
from licet.report.explained import explain_component, explain_duty, explain_finding, explain_question, explain_remedy
from licet.report.layout import Page
from licet.report.lookup import Index, index_of
from licet.report.options import Options
from licet.report.result import Result
from licet.report.words import clean, short

_NEAREST = 3
_ID = 60


def explain(result: Result, identity: str, options: Options | None = None) -> str:
    """Return the argument as text: clauses, facts and their sources, every step, readings, questions, ways out.

    `identity` is an id or a key of the result, or the label, purl or alias of a part; letter case does not matter.

    Raises:
        UsageError: nothing has this id; the hint names the nearest ids.
    """
    index = index_of(result)
    page = Page(options or Options())
    found = _names(result).get(identity.strip().casefold())
    if found is None:
        raise _unknown(result, identity)
    _write(page, index, *found)
    page.gap()
    page.row((result["notice"], ""), at=2)
    return page.text()


def _write(page: Page, index: Index, kind: str, identity: str) -> None:
    match kind:
        case "finding":
            explain_finding(page, index, index.findings[identity])
        case "duty":
            explain_duty(page, index, index.duties[identity])
        case "question":
            explain_question(page, index, index.questions[identity])
        case "remedy":
            explain_remedy(page, index, index.remedies[identity])
        case _:
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
    near = get_close_matches(identity.strip().casefold()[:200], list(names), n=_NEAREST, cutoff=0.5)
    shown = [short(names[each][1], _ID) for each in near] or [
        short(each["id"], _ID) for each in (*result["findings"], *result["duties"])
    ][:_NEAREST]
    hint = f"nearest: {', '.join(dict.fromkeys(shown))}" if shown else "the result holds no findings and no duties"
    return UsageError(f"nothing in the result is called {clean(identity)!r}", hint=hint)

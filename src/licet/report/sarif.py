"""SARIF 2.1.0, as code hosts show it: each result at the line where the part is named.

Source: OASIS SARIF 2.1.0, and what GitHub code scanning asks for beside it.
"""

from typing import Final
from urllib.parse import quote

from licet.report.issues import DUTY, Issue, Place, brief, help_of, issues_of
from licet.report.json_text import json_text
from licet.report.lookup import index_of
from licet.report.options import Options
from licet.report.result import Result
from licet.report.words import VERDICTS, clean, spoken

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT: Final = "%SRCROOT%"
_LEVELS: Final = {"blocked": "error", "needs-review": "warning", "allowed-with-duties": "note", "allowed": "note"}
_STATES: Final = {"new": "new", "known": "unchanged", "waived": "unchanged"}
_MOST_RELATED: Final = 10

Table = dict[str, object]


def render(result: Result, options: Options) -> str:  # noqa: ARG001 - every reporter has this signature
    """Return one run with a result per finding and per group of duties."""
    index = index_of(result)
    issues = issues_of(index)
    rules = list(dict.fromkeys(each.rule for each in issues))
    run: Table = {
        "tool": {"driver": _driver(result, rules)},
        "automationDetails": {"id": f"licet/{quote(result['product']['name'], safe='')}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(result)],
        "properties": {"verdict": result["verdict"], "gateFails": result["gate"]["fails"], "notice": result["notice"]},
        "results": [_result(each, rules, baseline=result["gate"]["baseline"]) for each in issues],
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(document)


def _driver(result: Result, rules: list[str]) -> Table:
    return {
        "name": "Licet",
        "version": result["tool"]["version"],
        "semanticVersion": result["tool"]["version"],
        "fullName": f"Licet {result['tool']['version']} ({result['tool']['knowledge']})",
        "rules": [_rule(each) for each in rules],
    }


def _rule(rule: str) -> Table:
    words = spoken(rule.removeprefix(DUTY)).split()
    return {
        "id": rule,
        "name": "".join(word[:1].upper() + word[1:] for word in ([*(["duty"] if DUTY in rule else []), *words])),
        "shortDescription": {"text": f"{' '.join(words).capitalize()}."},
        "fullDescription": {"text": brief(rule)},
        "help": {"text": brief(rule), "markdown": help_of(rule)},
        "defaultConfiguration": {"level": "note" if rule.startswith(DUTY) else "warning"},
        "properties": {"tags": ["license", "compliance"], "precision": "high"},
    }


def _invocation(result: Result) -> Table:
    """What could not be read goes with the run, as it may hide a part."""
    told = [
        {
            "level": "warning" if each["hides"] else "note",
            "message": {"text": clean(f"{each['reason']}{'; ' + each['hint'] if each['hint'] else ''}")},
            "locations": [_location(Place(path=each["path"], line=each["line"]))] if each["path"] else [],
        }
        for each in result["problems"]
    ]
    return {"executionSuccessful": True} | ({"toolExecutionNotifications": told} if told else {})


def _result(issue: Issue, rules: list[str], *, baseline: bool) -> Table:
    told: Table = {
        "ruleId": issue.rule,
        "ruleIndex": rules.index(issue.rule),
        "level": _LEVELS[issue.verdict],
        "message": {"text": _message(issue)},
        "locations": [_location(issue.place)],
        "partialFingerprints": {"licetIssue/v1": issue.fingerprint},
        "properties": {
            "id": issue.id,
            "key": clean(issue.key),
            "verdict": issue.verdict,
            "components": [clean(each) for each in issue.components],
        },
    }
    if issue.related:
        told["relatedLocations"] = [
            _location(each) | {"id": at} for at, each in enumerate(issue.related[:_MOST_RELATED], start=1)
        ]
    if issue.waiver:
        told["suppressions"] = [{"kind": "external", "status": "accepted", "justification": issue.waiver}]
    if baseline:
        told["baselineState"] = _STATES[issue.state]
    return told


def _message(issue: Issue) -> str:
    """One paragraph: verdict and title, then each detail; brackets would be read as links and are made round."""
    lines = [f"{VERDICTS[issue.verdict].capitalize()}: {issue.title}", *issue.details]
    text = " ".join(each if each.endswith((".", "?", "!")) else f"{each}." for each in lines)
    return text.replace("[", "(").replace("]", ")").replace("{", "(").replace("}", ")")


def _location(place: Place) -> Table:
    physical: Table = {"artifactLocation": {"uri": quote(place.path, safe="/"), "uriBaseId": _ROOT}}
    physical["region"] = {"startLine": max(place.line, 1)}
    told: Table = {"physicalLocation": physical}
    return told | ({"message": {"text": place.what}} if place.what else {})

"""GitLab's Code Quality report: a list of issues with stable fingerprints.

Source: GitLab documentation, "Code Quality report format". There is no field for a waiver: what one
covers is left out.
"""

from typing import Final

from licet.report.issues import Issue, issues_of
from licet.report.json_text import json_text
from licet.report.lookup import index_of
from licet.report.options import Options
from licet.report.result import Result
from licet.report.words import VERDICTS, clean

_SEVERITIES: Final = {
    "blocked": "blocker",
    "needs-review": "major",
    "allowed-with-duties": "minor",
    "allowed": "info",
}


def render(result: Result, options: Options) -> str:  # noqa: ARG001 - every reporter has this signature
    """Return the issues as one JSON list."""
    issues = [each for each in issues_of(index_of(result)) if each.state != "waived"]
    return json_text([_issue(each) for each in issues])


def _issue(issue: Issue) -> dict[str, object]:
    text = ". ".join([f"{VERDICTS[issue.verdict].capitalize()}: {issue.title}", *issue.details])
    return {
        "description": text,
        "check_name": f"licet/{issue.rule}",
        "fingerprint": issue.fingerprint,
        "severity": _SEVERITIES[issue.verdict],
        "location": {"path": clean(issue.place.path), "lines": {"begin": max(issue.place.line, 1)}},
    }

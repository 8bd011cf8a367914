"""A result as a short piece of HTML, for a notebook: no script, no style outside itself, everything escaped."""

from html import escape
from typing import Final

from licet.report import phrases
from licet.report.lookup import Index, index_of
from licet.report.result import Result
from licet.report.words import SIGNS, VERDICTS, clean

_MOST: Final = 12
_CELL: Final = "text-align:left;vertical-align:top;padding:2px 10px 2px 0"


def card(result: Result) -> str:
    """Return the verdict, the counts, the findings worst first, the plan, and what is still to be answered."""
    index = index_of(result)
    name = f"{result['product']['name']} {result['product']['version']}".strip()
    verdict = f"{SIGNS[result['verdict']]} {VERDICTS[result['verdict']].upper()}"
    lines = [
        "<div>",
        f"<p><strong>{_safe(name)}: {_safe(verdict)}</strong> ({_safe(phrases.gate_line(result))})<br>",
        f"{_safe(phrases.parts_line(result))}; {_safe(phrases.counts_line(result))}</p>",
        *_findings(index),
    ]
    if result["plan"]:
        plan = result["plan"]
        after = VERDICTS[plan["verdict_after"]]
        lines.append(f"<p>Plan: {_safe(' + '.join(plan['remedies']))}, then {_safe(after)}</p>")
    if result["questions"]:
        asked = "".join(f"<li>{_safe(each['asks'])}</li>" for each in result["questions"][:_MOST])
        lines.append(f"<p>Open questions:</p><ul>{asked}</ul>")
    return "\n".join([*lines, f"<p><small>{_safe(result['notice'])}</small></p>", "</div>"])


def _findings(index: Index) -> list[str]:
    found = index.active()
    if not found:
        return []
    rows = [
        "<tr>"
        + "".join(
            f'<td style="{_CELL}">{_safe(text)}</td>'
            for text in (
                each["id"],
                VERDICTS[each["verdict"]],
                each["title"],
                index.clause(each["clauses"][0]) if each["clauses"] else "",
                phrases.path_line(index, each["steps"]),
            )
        )
        + "</tr>"
        for each in found[:_MOST]
    ]
    head = "".join(f'<th style="{_CELL}">{word}</th>' for word in ("", "verdict", "finding", "clause", "path"))
    more = f"<p>and {len(found) - _MOST} more findings</p>" if len(found) > _MOST else ""
    return [f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>{more}"]


def _safe(text: str) -> str:
    return escape(clean(text))

"""Markdown for a pull request: short, with a mark by which the next run finds its own comment."""

from typing import Final

from licet.report.bom import slug
from licet.report.deciding import opening_line, openings, others_line
from licet.report.groups import duty_groups, finding_groups
from licet.report.issues import issues_of
from licet.report.lookup import Index, index_of, place, seen_at
from licet.report.markdown import code, escaped
from licet.report.options import Options
from licet.report.phrases import counts_line, gate_line, outcomes, parts_line, proof_line, use_line
from licet.report.result import Finding, Result
from licet.report.words import SIGNS, VERDICTS, count, short

_ROWS: Final = 10
_DUTIES: Final = 10
_ITEMS: Final = 6
_TITLE: Final = 160
_HEADER: Final = "| | finding | clause | where | way out |"


def render(result: Result, options: Options) -> str:  # noqa: ARG001 - every reporter has this signature
    """Return the comment: verdict, what decides it, the way out, and the duties folded away."""
    index = index_of(result)
    lines = [
        _mark(result),
        *_head(result),
        *_findings(index),
        *_opening(index),
        *_plan(index),
        *_duties(index),
        *_foot(index),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _mark(result: Result) -> str:
    """The line by which a later comment replaces an earlier one: the same for the same product."""
    return f"<!-- licet:report:{slug(result['product']['name'])} -->"


def _head(result: Result) -> list[str]:
    verdict = result["verdict"]
    name = escaped(short(f"{result['product']['name']} {result['product']['version']}".strip(), _TITLE))
    sign = SIGNS[verdict]
    return [
        f"### {sign} {name}: {VERDICTS[verdict]}",
        "",
        f"**{gate_line(result)}**. {escaped(counts_line(result))}. {escaped(parts_line(result))}.",
        "",
    ]


def _findings(index: Index) -> list[str]:
    groups = [group for verdict in ("blocked", "needs-review") for group in finding_groups(index, verdict)]
    if not groups:
        return []
    baseline = index.result["gate"]["baseline"]
    asked: dict[str, str] = {}
    rows = [_row(index, group.first, len(group.others), asked, baseline=baseline) for group in groups[:_ROWS]]
    left = sum(1 + len(group.others) for group in groups[_ROWS:])
    return [_HEADER, "|---|---|---|---|---|", *rows, *([f"\n+ {count(left, 'more finding')}"] if left else []), ""]


def _row(index: Index, finding: Finding, others: int, asked: dict[str, str], *, baseline: bool) -> str:
    """One finding: of a path, the place where the part itself is named; a question is asked once."""
    clause = index.clause(finding["clauses"][0]) if finding["clauses"] else ""
    where = next(filter(None, (seen_at(step) for step in reversed(finding["steps"]))), "")
    question = next((index.questions[each] for each in finding["questions"] if each in index.questions), None)
    out = next((each["title"] for each in index.ways_out(finding["remedies"], finding["questions"])), "")
    told = escaped(short(finding["title"], _TITLE)) + (f" (+ {others} alike)" if others else "")
    before = asked.setdefault(question["id"], finding["id"]) if question else ""
    asks = f"{escaped(short(question['asks'], _TITLE))} {escaped(outcomes(question))}" if question else ""
    asks = f"the answer to the question of {before}" if before and before != finding["id"] else asks
    state = " (known)" if baseline and finding["known"] else ""
    return " | ".join(
        [
            f"| {VERDICTS[finding['verdict']]}{state}",
            f"{finding['id']} {told}",
            escaped(clause),
            code(where).replace("|", "\\|") if where else "",
            f"{asks or escaped(short(out, _TITLE))} |",
        ]
    )


def _opening(index: Index) -> list[str]:
    """The fewest answers that open the gate, where answers alone can."""
    sets = list(openings(index))
    if not sets:
        return []
    told = [f"{escaped(short(asks, _TITLE))} **{escaped(reply)}**" for _, asks, reply in sets[0].answers]
    line = opening_line(len(sets[0].answers))
    more = others_line(len(sets))
    return [
        f"**{line[0].upper()}{line[1:]}** (then {VERDICTS[sets[0].verdict]}):",
        "",
        *_cut(told),
        *(["", f"{more}."] if more else []),
        "",
    ]


def _plan(index: Index) -> list[str]:
    plan = index.result["plan"]
    if not plan or not plan["remedies"]:
        return []
    steps = [
        f"{each} {escaped(short(index.remedies[each]['title'], _TITLE))}"
        for each in plan["remedies"]
        if each in index.remedies
    ]
    return [f"**Plan** to {VERDICTS[plan['verdict_after']]} ({escaped(proof_line(plan))}):", "", *_cut(steps), ""]


def _cut(items: list[str]) -> list[str]:
    """The first items of a list, and how many more there are."""
    left = len(items) - _ITEMS
    return [f"- {each}" for each in items[:_ITEMS]] + ([f"- + {left} more"] if left > 0 else [])


def _duties(index: Index) -> list[str]:
    groups = [(status, group) for status in ("due", "pending") for group in duty_groups(index, status)]
    if not groups:
        return []
    number = sum(len(group.duties) for _, group in groups)
    lines = [f"- {status}: {escaped(short(group.title, _TITLE))}" for status, group in groups[:_DUTIES]]
    left = len(groups) - _DUTIES
    more = [f"- + {left} more kinds"] if left > 0 else []
    return [
        "<details>",
        f"<summary>{count(number, 'duty')} due or pending</summary>",
        "",
        *lines,
        *more,
        "</details>",
        "",
    ]


def _foot(index: Index) -> list[str]:
    result = index.result
    waived = sum(1 for each in issues_of(index) if each.state == "waived")
    told = (
        [f"Use: {escaped(use_line(result))}."] if result["settings"]["stated"] else ["No `licet.toml` states the use."]
    )
    told += [f"{count(waived, 'finding')} waived."] if waived else []
    unread = [escaped(place(each["path"], each["line"])) for each in result["problems"] if each["hides"]]
    told += [f"Not read: {', '.join(unread[:3])}{' ...' if len(unread) > 3 else ''}."] if unread else []  # noqa: PLR2004 - three names
    return [f"<sub>{' '.join(told)} `licet explain F1` gives the argument. {escaped(result['notice'])}</sub>"]

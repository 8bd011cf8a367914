"""A difference for people and for programs: terminal, Markdown, JSON."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Final

from licet.report.difference import Cause, Difference, PartChange
from licet.report.json_text import json_text
from licet.report.layout import Page
from licet.report.markdown import escaped, opening
from licet.report.options import Options
from licet.report.phrases import gate_line
from licet.report.result import SCHEMA, Duty, Finding
from licet.report.term_changes import TermChange
from licet.report.words import DUTIES, RANKS, VERDICTS, short, spoken

_AT: Final = 12
_MOST: Final = 20
_TITLE: Final = 300
_SIDES: Final[tuple[Cause, ...]] = ("project", "knowledge")
_HEADS: Final[dict[Cause, str]] = {
    "project": "What changed in the project",
    "knowledge": "What changed because Licet knows more, or otherwise",
}
_SIGNS: Final = {"added": "+", "removed": "-", "changed": "~"}

Line = tuple[str, str, str]
"""A lead word, the sentence, and what stands beside it."""


def render(seen: Difference, options: Options) -> str:
    """Return the difference for a terminal: verdicts first, then the project's changes, then Licet's own."""
    page = Page(options)
    page.row((short(seen.after["product"]["name"], _TITLE), "heading"), at=2)
    page.row((_verdicts(seen), seen.after["verdict"]), at=2, right=gate_line(seen.after))
    if options.quiet:
        return page.text()
    for cause in _SIDES:
        lines = list(_lines(seen, cause))
        if not lines:
            continue
        page.gap()
        page.row((_HEADS[cause], "heading"), at=2)
        before = ""
        for lead, words, right in _cut(lines):
            page.row((words, ""), lead="" if lead == before else lead, style="heading", at=_AT, right=right)
            before = lead
    if not any(list(_lines(seen, cause)) for cause in _SIDES):
        page.gap()
        page.row(("nothing changed", ""), at=2)
    page.gap()
    page.row((seen.after["notice"], ""), at=2)
    return page.text()


def render_markdown(seen: Difference, options: Options) -> str:  # noqa: ARG001 - as the others
    """Return the difference as Markdown, every line of it and nothing in it acting as markup."""
    lines = [f"## {opening(seen.after['product']['name'])}: {escaped(_verdicts(seen))}", "", gate_line(seen.after), ""]
    for cause in _SIDES:
        found = list(_lines(seen, cause))
        if found:
            lines += [f"### {_HEADS[cause]}", ""]
            lines += [
                f"- **{lead}** {escaped(words)}{f' ({escaped(right)})' if right else ''}"
                for lead, words, right in found
            ]
            lines.append("")
    return "\n".join([*lines, escaped(seen.after["notice"]), ""])


def render_json(seen: Difference, options: Options) -> str:  # noqa: ARG001 - as the others
    """Return the difference as JSON; each change names its cause, findings and duties have their usual shapes."""
    judged = seen.judged
    told = {
        "schema": SCHEMA,
        "before": {key: seen.before[key] for key in ("tool", "product", "verdict", "gate")},
        "after": {key: seen.after[key] for key in ("tool", "product", "verdict", "gate")},
        "worse": seen.worse,
        "settings": list(seen.settings),
        "components": [asdict(part) for part in seen.parts],
        "links": {
            "gained": [dict(zip(("from", "how", "to"), link, strict=True)) for link in seen.links_gained],
            "lost": [dict(zip(("from", "how", "to"), link, strict=True)) for link in seen.links_lost],
        },
        "findings": {
            "gained": [{"cause": seen.cause_of_finding(each), "finding": each} for each in judged.findings_gained],
            "lost": [{"cause": seen.cause_of_finding(each), "finding": each} for each in judged.findings_lost],
            "changed": [
                {"cause": seen.cause_of_finding(new), "before": old["verdict"], "after": new["verdict"], "finding": new}
                for old, new in judged.findings_changed
            ],
        },
        "duties": {
            "gained": [{"cause": seen.cause_of_duty(each), "duty": each} for each in judged.duties_gained],
            "lost": [{"cause": seen.cause_of_duty(each), "duty": each} for each in judged.duties_lost],
            "changed": [
                {"cause": seen.cause_of_duty(new), "before": old["status"], "after": new["status"], "duty": new}
                for old, new in judged.duties_changed
            ],
        },
    }
    return json_text(told)


FORMS: Final[dict[str, Callable[[Difference, Options], str]]] = {
    "terminal": render,
    "markdown": render_markdown,
    "json": render_json,
}


def _verdicts(seen: Difference) -> str:
    old, new = VERDICTS[seen.before["verdict"]].upper(), VERDICTS[seen.after["verdict"]].upper()
    return new if old == new else f"{old} → {new}"


def _lines(seen: Difference, cause: Cause) -> Iterator[Line]:
    """Every change that has this cause."""
    judged = seen.judged
    if cause == "project":
        yield from (("STATED", line, "") for line in seen.settings)
    for part in seen.parts:
        if part.cause == cause:
            yield from _part(part)
    gained = (each for each in judged.findings_gained if seen.cause_of_finding(each) == cause)
    yield from (("NEW", _title(each), VERDICTS[each["verdict"]]) for each in gained)
    for old, new in judged.findings_changed:
        if seen.cause_of_finding(new) == cause:
            worse = RANKS[new["verdict"]] > RANKS[old["verdict"]]
            yield (
                "WORSE" if worse else "BETTER",
                _title(new),
                f"{VERDICTS[old['verdict']]} → {VERDICTS[new['verdict']]}",
            )
    lost = (each for each in judged.findings_lost if seen.cause_of_finding(each) == cause)
    yield from (("GONE", _title(each), f"was {VERDICTS[each['verdict']]}") for each in lost)
    yield from (
        ("OWED", _duty(each), each["status"]) for each in judged.duties_gained if seen.cause_of_duty(each) == cause
    )
    for was, now in judged.duties_changed:
        if seen.cause_of_duty(now) == cause:
            yield "DUTY", _duty(now), f"{was['status']} → {now['status']}"
    no_more = (each for each in judged.duties_lost if seen.cause_of_duty(each) == cause)
    yield from (("NOT OWED", _duty(each), f"was {each['status']}") for each in no_more)


def _part(part: PartChange) -> Iterator[Line]:
    was, now = part.license_before or "no license", part.license_after or "no license"
    license_ = was if was == now else f"{was} → {now}"
    if part.kind != "changed":
        license_ = now if part.kind == "added" else was
    details = f": {'; '.join(part.what)}" if part.what else ""
    yield "PARTS", f"{_SIGNS[part.kind]} {part.label}{details}", license_
    yield from (("TERMS", f"{part.label}: {_term(each)}", f"§{each.section}") for each in part.terms)


def _term(change: TermChange) -> str:
    mark = "worse" if change.worse else "better"
    quote = f' "{change.quote}"' if change.quote and change.is_now not in {"not owed", "free", "none"} else ""
    return f"{change.about} {spoken(change.name)}: {change.was} → {change.is_now} ({mark}){quote}"


def _cut(lines: list[Line]) -> Iterator[Line]:
    """Of many lines with one lead the first, and how many more there are; JSON and Markdown have them all."""
    counts: dict[str, int] = {}
    for lead, words, right in lines:
        counts[lead] = counts.get(lead, 0) + 1
        if counts[lead] <= _MOST:
            yield lead, words, right
    yield from ((lead, f"+ {number - _MOST} more", "") for lead, number in counts.items() if number > _MOST)


def _title(finding: Finding) -> str:
    return short(f"{finding['title']} ({finding['rule']})", _TITLE)


def _duty(duty: Duty) -> str:
    return short(duty["how_to_meet"] or DUTIES.get(duty["duty"]) or spoken(duty["duty"]), _TITLE)

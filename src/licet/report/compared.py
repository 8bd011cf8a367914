"""Two results side by side: the verdict before and after, findings, duties and questions gained and lost."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from licet.report.json_text import json_text
from licet.report.layout import Page
from licet.report.options import Options
from licet.report.phrases import gate_line
from licet.report.result import Duty, Finding, Question, Remedy, Result
from licet.report.words import COSTS, DUTIES, RANKS, VERDICTS, clean, count, short, spoken

_AT = 13
_TITLE = 300
_MOST = 20
_OWED = ("due", "pending")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What differs; findings and duties are the same where their keys are. Waived findings count as none."""

    before: Result
    after: Result
    changes: tuple[str, ...]
    findings_gained: tuple[Finding, ...]
    findings_lost: tuple[Finding, ...]
    findings_changed: tuple[tuple[Finding, Finding], ...]
    duties_gained: tuple[Duty, ...]
    duties_lost: tuple[Duty, ...]
    duties_changed: tuple[tuple[Duty, Duty], ...]
    questions_gained: tuple[Question, ...]
    questions_lost: tuple[Question, ...]
    remedies_gained: tuple[Remedy, ...]
    remedies_lost: tuple[Remedy, ...]


def compared(before: Result, after: Result, changes: Sequence[str] = ()) -> Compared:
    """Return what differs between two results; `changes` tell what was done to come from one to the other."""
    old_findings = {each["key"]: each for each in before["findings"] if not each["waived_by"]}
    new_findings = {each["key"]: each for each in after["findings"] if not each["waived_by"]}
    old_duties = {each["key"]: each for each in before["duties"] if each["status"] in _OWED}
    new_duties = {each["key"]: each for each in after["duties"] if each["status"] in _OWED}
    old_questions = {each["id"] for each in before["questions"]}
    new_questions = {each["id"] for each in after["questions"]}
    return Compared(
        before=before,
        after=after,
        changes=tuple(changes),
        findings_gained=tuple(each for key, each in new_findings.items() if key not in old_findings),
        findings_lost=tuple(each for key, each in old_findings.items() if key not in new_findings),
        findings_changed=tuple(
            (each, new_findings[key])
            for key, each in old_findings.items()
            if key in new_findings and each["verdict"] != new_findings[key]["verdict"]
        ),
        duties_gained=tuple(each for key, each in new_duties.items() if key not in old_duties),
        duties_lost=tuple(each for key, each in old_duties.items() if key not in new_duties),
        duties_changed=tuple(
            (each, new_duties[key])
            for key, each in old_duties.items()
            if key in new_duties and each["status"] != new_duties[key]["status"]
        ),
        questions_gained=tuple(each for each in after["questions"] if each["id"] not in old_questions),
        questions_lost=tuple(each for each in before["questions"] if each["id"] not in new_questions),
        remedies_gained=_only_in(after, before),
        remedies_lost=_only_in(before, after),
    )


def _only_in(one: Result, other: Result) -> tuple[Remedy, ...]:
    """The remedies of findings that one result offers and the other does not."""
    known = {each["key"] for each in other["remedies"]}
    findings = {each["id"] for each in one["findings"]}
    return tuple(
        each for each in one["remedies"] if each["key"] not in known and not findings.isdisjoint(each["clears"])
    )


def render_json(seen: Compared) -> str:
    """Return what differs as JSON; findings, duties and questions have the shapes of the whole result."""
    told = {
        "schema": seen.after["schema"],
        "product": seen.before["product"],
        "changes": list(seen.changes),
        "before": {"verdict": seen.before["verdict"], "gate": seen.before["gate"]},
        "after": {"verdict": seen.after["verdict"], "gate": seen.after["gate"]},
        "findings": {
            "gained": list(seen.findings_gained),
            "lost": list(seen.findings_lost),
            "changed": [
                {"before": old["verdict"], "after": new["verdict"], "finding": new}
                for old, new in seen.findings_changed
            ],
        },
        "duties": {
            "gained": list(seen.duties_gained),
            "lost": list(seen.duties_lost),
            "changed": [
                {"before": old["status"], "after": new["status"], "duty": new} for old, new in seen.duties_changed
            ],
        },
        "questions": {"gained": list(seen.questions_gained), "lost": list(seen.questions_lost)},
        "remedies": {"gained": list(seen.remedies_gained), "lost": list(seen.remedies_lost)},
        "plan": {"before": _planned(seen.before), "after": _planned(seen.after)},
    }
    return json_text(told)


def _planned(result: Result) -> dict[str, object] | None:
    """The plan with its remedies written out, since numbers differ between the two results."""
    plan = result["plan"]
    if plan is None:
        return None
    known = {each["id"]: each for each in result["remedies"]}
    return {**plan, "remedies": [known[name] for name in plan["remedies"] if name in known]}


def render(seen: Compared, options: Options) -> str:
    """Return what differs for a person at a terminal: the verdicts, then what is new, then what is gone."""
    page = Page(options)
    page.row((short(seen.before["product"]["name"], _TITLE), "heading"), at=2)
    old, new = seen.before["verdict"], seen.after["verdict"]
    spans = [(VERDICTS[old].upper(), old)] + ([(" → ", ""), (VERDICTS[new].upper(), new)] if old != new else [])
    page.row(*spans, at=2, right=_gate(seen))
    if options.quiet:
        return page.text()
    _rows(page, "IF", [(each, "") for each in seen.changes])
    _rows(page, "NEW", [_finding(each, each["verdict"]) for each in seen.findings_gained])
    worse = [pair for pair in seen.findings_changed if RANKS[pair[1]["verdict"]] > RANKS[pair[0]["verdict"]]]
    better = [pair for pair in seen.findings_changed if pair not in worse]
    _rows(page, "WORSE", [_changed(pair) for pair in worse])
    _rows(page, "BETTER", [_changed(pair) for pair in better])
    _rows(page, "GONE", [_finding(each, f"was {VERDICTS[each['verdict']]}") for each in seen.findings_lost])
    _rows(page, "OWED", [_duty(each, each["status"]) for each in seen.duties_gained])
    _rows(page, "CHANGED", [_duty(new, f"{old['status']} → {new['status']}") for old, new in seen.duties_changed])
    _rows(page, "NOT OWED", [_duty(each, f"was {each['status']}") for each in seen.duties_lost])
    _rows(page, "ASKED", [_question(each) for each in seen.questions_gained])
    _rows(page, "NOT ASKED", [_question(each) for each in seen.questions_lost])
    if seen.after["gate"]["fails"]:
        _rows(page, "WAY OUT", [_remedy(each) for each in seen.remedies_gained])
        _rows(page, "NO MORE", [_remedy(each) for each in seen.remedies_lost])
    _plans(page, seen)
    page.gap()
    if _same(seen):
        page.row(("nothing else changes", ""), at=2)
    page.row((seen.after["notice"], ""), at=2)
    return page.text()


def _gate(seen: Compared) -> str:
    old, new = gate_line(seen.before), gate_line(seen.after)
    return new if old == new else f"{old} → {new}"


def _same(seen: Compared) -> bool:
    return not (
        *seen.findings_gained,
        *seen.findings_lost,
        *seen.findings_changed,
        *seen.duties_gained,
        *seen.duties_lost,
        *seen.duties_changed,
        *seen.questions_gained,
        *seen.questions_lost,
    )


def _rows(page: Page, word: str, rows: list[tuple[str, str]]) -> None:
    told = Counter(rows)
    if told:
        page.gap()
    for number, ((words, right), times) in enumerate(list(told.items())[:_MOST]):
        often = f" ({times} times)" if times > 1 else ""
        page.row((f"{words}{often}", ""), lead="" if number else word, style="heading", at=_AT, right=right)
    if len(told) > _MOST:
        page.row((f"+ {len(told) - _MOST} more", ""), at=_AT)


def _finding(finding: Finding, right: str) -> tuple[str, str]:
    return short(f"{finding['title']} ({finding['rule']})", _TITLE), VERDICTS.get(right, right)


def _changed(pair: tuple[Finding, Finding]) -> tuple[str, str]:
    return _finding(pair[1], f"{VERDICTS[pair[0]['verdict']]} → {VERDICTS[pair[1]['verdict']]}")


def _duty(duty: Duty, right: str) -> tuple[str, str]:
    return short(duty["how_to_meet"] or DUTIES.get(duty["duty"]) or spoken(duty["duty"]), _TITLE), right


def _remedy(remedy: Remedy) -> tuple[str, str]:
    return short(remedy["title"], _TITLE), f"cost {remedy['cost']} of {len(COSTS)}"


def _plans(page: Page, seen: Compared) -> None:
    """What the plan costs before and after, where one of the two gates fails."""
    if seen.before["gate"]["fails"] or seen.after["gate"]["fails"]:
        old, new = _costs(seen.before), _costs(seen.after)
        _rows(page, "PLAN", [(old if old == new else f"{old} → {new}", "")])


def _costs(result: Result) -> str:
    plan = result["plan"]
    if not result["gate"]["fails"]:
        return "nothing to clear"
    return f"{count(len(plan['remedies']), 'step')}, cost {plan['cost']}" if plan else "no plan"


def _question(question: Question) -> tuple[str, str]:
    return f"{short(question['asks'], _TITLE)} [{clean(question['id'])}]", ""

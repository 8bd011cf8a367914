"""Chapters of the memo after its issues: what is owed, what is open, the ways out, and the outbound licenses."""

from collections.abc import Iterator
from typing import Final

from licet.model.vocabulary import DutyStatus
from licet.report import phrases
from licet.report.counsel.blocks import Block, Grid, Heading, Para, Points
from licet.report.deciding import opening_line, openings
from licet.report.groups import DutyGroup, duty_groups
from licet.report.lookup import Index
from licet.report.result import Question, Remedy
from licet.report.words import COSTS, DUTIES, VERDICTS, some, spoken

_MOST_NAMED: Final = 40
_MOST_SETS: Final = 3
_MOST_REASONS: Final = 3


def duties(index: Index) -> Iterator[Block]:
    """What is owed or may be, alike ones in one row; standing terms are counted."""
    statuses = (DutyStatus.DUE, DutyStatus.PENDING, DutyStatus.MET)
    rows = tuple(_duty_row(index, group) for status in statuses for group in duty_groups(index, status.value))
    yield Heading(1, "Duties")
    if rows:
        yield Grid(("duty", "for", "status", "owed on", "clause"), rows, (10, 8, 4, 7, 8))
    else:
        yield Para("Nothing is owed.")
    standing = index.result["summary"]["duties"]["standing"]
    if standing:
        yield Para(f"Terms for litigation or a breach, which are never due or pending: {standing}.")


def _duty_row(index: Index, group: DutyGroup) -> tuple[str, ...]:
    first = group.duties[0]
    names = list(dict.fromkeys(index.label(each["component"]) for each in group.duties))
    return (
        group.advice or DUTIES.get(first["duty"]) or spoken(first["duty"]),
        some(names, _MOST_NAMED),
        first["status"],
        spoken(first["trigger"]),
        "; ".join(group.laws),
    )


def open_questions(index: Index) -> Iterator[Block]:
    """The questions that can change the verdict, and who can answer them."""
    yield Heading(1, "Open questions")
    asked = index.result["questions"]
    if not asked:
        yield Para("None: no open fact can change the verdict.")
        return
    rows = tuple(
        (f"{each['asks']} [{each['id']}]", phrases.outcomes(each), who(each), ", ".join(each["decides"]))
        for each in asked
    )
    yield Grid(("question", "verdict then", "who can answer", "decides"), rows, (9, 5, 5, 3))


def gate_opening(index: Index) -> Iterator[Block]:
    """The fewest answers that open the gate, where answers alone can."""
    sets = list(openings(index))
    for number, each in enumerate(sets[:_MOST_SETS]):
        words = opening_line(len(each.answers))
        lead = f"{words[0].upper()}{words[1:]}" if not number else "Or these"
        yield Para(f"The verdict then: {VERDICTS[each.verdict]}.", lead=f"{lead}. ")
        yield Points(tuple(f"{asks} {reply[:1].upper()}{reply[1:]}." for _, asks, reply in each.answers))
    if len(sets) > _MOST_SETS:
        yield Para(f"{len(sets) - _MOST_SETS} more sets of as few answers open it as well.")


def who(question: Question) -> str:
    """Who is most likely to know the answer."""
    from licet.remedy.answers import who_answers  # noqa: PLC0415 - the list lives with the answers

    return who_answers(question["id"], question["about"])


def plan_words(index: Index) -> str:
    """The plan in one sentence, or why there is none; empty where nothing has to change, or answers are enough."""
    plan = index.result["plan"]
    if plan:
        steps = " + ".join(plan["remedies"]) or "nothing to change"
        return f"{steps}; the verdict then: {VERDICTS[plan['verdict_after']]} ({phrases.proof_line(plan)})."
    stuck = index.result["gate"]["fails"] and not index.result["opened_by"]
    return f"{phrases.unproven_line(index.result)}." if stuck else ""


def ways_out(index: Index) -> Iterator[Block]:
    """The plan and every remedy, those of the plan first; to answer a question is told with the questions."""
    yield Heading(1, "Ways out")
    words, plan = plan_words(index), index.result["plan"]
    if words:
        yield Para(words, lead="Plan: ")
    planned = plan["remedies"] if plan else []
    known = [each for each in index.result["remedies"] if each["kind"] != "answer-question"]
    rows = tuple(
        remedy_row(index, each, planned)
        for each in sorted(known, key=lambda each: (each["id"] not in planned, each["open_step"], each["cost"]))
    )
    if rows:
        yield Grid(("id", "remedy", "cost", "assumes", "clears", "with it alone"), rows, (4, 10, 6, 9, 4, 5))
    elif not words:
        yield Para("Nothing has to change.")


def remedy_row(index: Index, remedy: Remedy, planned: list[str]) -> tuple[str, ...]:
    """Id, title, cost, what it assumes, what it clears, and the verdict of the whole with it alone."""
    after = remedy["verdict_after"]
    return (
        f"{remedy['id']}{' (plan)' if remedy['id'] in planned else ''}",
        remedy["title"],
        f"{remedy['cost']} of {len(COSTS)}: {COSTS.get(remedy['cost'], '')}",
        "; ".join(remedy["assumes"]) or "nothing",
        phrases.cleared(index, remedy["clears"]),
        VERDICTS[after] if after else "depends on what is learned",
    )


def outbound(index: Index) -> Iterator[Block]:
    """The licenses under which the product may be released; those with one answer for the same reasons together."""
    alike: dict[tuple[str, str], list[str]] = {}
    for each in index.result["outbound"]:
        because = "; ".join(each["because"][:_MOST_REASONS])
        alike.setdefault((each["possible"], because), []).append(index.license(each["license"]))
    rows = tuple((", ".join(names), possible, because) for (possible, because), names in alike.items())
    if rows:
        yield Heading(1, "Licenses under which the product may be released")
        yield Grid(("license", "possible", "because"), rows, (6, 3, 9))


def waived(index: Index) -> Iterator[Block]:
    """What the organization took on itself."""
    found = [each for each in index.result["findings"] if each["waived_by"]]
    if found:
        yield Heading(1, "Waived by the organization")
        yield Points(tuple(f"{each['id']} {each['title']}: {each['waived_by']}" for each in found))

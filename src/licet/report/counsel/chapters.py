"""Chapters of the memo after its issues: what is owed, what is open, the ways out, and the outbound licenses."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from licet.model.vocabulary import DutyStatus
from licet.report import phrases
from licet.report.counsel.blocks import Block, Grid, Heading, Para, Points
from licet.report.deciding import opening_line, openings
from licet.report.groups import DutyGroup, duty_groups
from licet.report.lookup import Index
from licet.report.result import Question, Remedy
from licet.report.words import COSTS, DUTIES, VERDICTS, some, spoken

T = TypeVar("T")
_MANY: Final = 4
_MOST_NAMED: Final = 40
_MOST_SETS: Final = 3
_MOST_ANSWERS: Final = 6
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
    alike = together(asked, lambda each: question_kind(index, each))
    rows = tuple(_question_row(index, group) for group in alike)
    yield Grid(("question", "verdict then", "who can answer", "decides"), rows, (9, 5, 5, 3))


def together(items: Iterable[T], key: Callable[[T], object]) -> list[list[T]]:
    """Items of one key together where they are many, each by itself where they are few; in the order of the first."""
    groups: dict[object, list[T]] = {}
    for each in items:
        groups.setdefault(key(each), []).append(each)
    return [part for group in groups.values() for part in ([group] if len(group) >= _MANY else [[x] for x in group])]


def question_kind(index: Index, question: Question) -> tuple[str, ...]:
    """What two questions share that are alike but for the part they are about."""
    return unnamed(index, question["asks"], question["about"]), phrases.outcomes(question), who(question)


def unnamed(index: Index, text: str, identity: str) -> str:
    """A text without the name of the part that it is about."""
    return text.replace(index.label(identity), "")


def _question_row(index: Index, group: list[Question]) -> tuple[str, ...]:
    first, others = group[0], group[1:]
    more = f"; the same of {some([index.label(each['about']) for each in others], _MOST_NAMED)}" if others else ""
    decides = [name for each in group for name in each["decides"]]
    return f"{first['asks']} [{first['id']}]{more}", phrases.outcomes(first), who(first), some(decides, _MOST_NAMED)


def gate_opening(index: Index) -> Iterator[Block]:
    """The fewest answers that open the gate, where answers alone can."""
    sets = list(openings(index))
    for number, each in enumerate(sets[:_MOST_SETS]):
        words = opening_line(len(each.answers))
        lead = f"{words[0].upper()}{words[1:]}" if not number else "Or these"
        yield Para(f"The verdict then: {VERDICTS[each.verdict]}.", lead=f"{lead}. ")
        told = [f"{asks} {reply[:1].upper()}{reply[1:]}." for _, asks, reply in each.answers[:_MOST_ANSWERS]]
        left = len(each.answers) - _MOST_ANSWERS
        yield Points((*told, *([f"{left} more, each among the open questions"] if left > 0 else [])))
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
        steps = " + ".join(plan["remedies"][:_MOST_NAMED]) or "nothing to change"
        steps += f" + {len(plan['remedies']) - _MOST_NAMED} more" if len(plan["remedies"]) > _MOST_NAMED else ""
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
    known.sort(key=lambda each: (each["id"] not in planned, each["open_step"], each["cost"]))
    rows = remedy_rows(index, known)
    if rows:
        yield Grid(("id", "remedy", "cost", "assumes", "clears", "with it alone"), rows, (4, 10, 6, 9, 4, 5))
    elif not words:
        yield Para("Nothing has to change.")


def remedy_rows(index: Index, remedies: Iterable[Remedy]) -> tuple[tuple[str, ...], ...]:
    """Id, title, cost, what it assumes and clears, the verdict of the whole with it alone; many alike in one row."""
    plan = index.result["plan"]
    planned = plan["remedies"] if plan else []

    def told(each: Remedy) -> object:
        words = tuple(unnamed(index, text, each["target"]) for text in (each["title"], *each["assumes"]))
        return each["id"] in planned, each["cost"], words, _after(each)

    alike = together(remedies, told)
    return tuple(_remedy_row(index, group, planned) for group in alike)


def _remedy_row(index: Index, group: list[Remedy], planned: list[str]) -> tuple[str, ...]:
    first, others = group[0], group[1:]
    names = [f"{each['id']} {index.label(each['target'])}" for each in others]
    return (
        f"{first['id']}{' (plan)' if first['id'] in planned else ''}",
        f"{first['title']}{f'; likewise {some(names, _MOST_NAMED)}' if names else ''}",
        f"{first['cost']} of {len(COSTS)}: {COSTS.get(first['cost'], '')}",
        f"{'; '.join(first['assumes']) or 'nothing'}{'; likewise of each' if names and first['assumes'] else ''}",
        phrases.cleared(index, list(dict.fromkeys(name for each in group for name in each["clears"]))),
        _after(first),
    )


def _after(remedy: Remedy) -> str:
    after = remedy["verdict_after"]
    return VERDICTS[after] if after else "depends on what is learned"


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

"""The result for a person at a terminal: verdict first, the reason and its proof, then what to do."""

from licet.report.capable import undeclared_of
from licet.report.groups import FindingGroup, duty_groups, finding_groups
from licet.report.layout import Page
from licet.report.lookup import Index, index_of, place, seen_at
from licet.report.options import Options
from licet.report.phrases import (
    counts_line,
    gate_line,
    holders_asked,
    holders_of,
    outcomes,
    parts_line,
    path_line,
    proof_line,
    readings_of,
    source_of,
    unproven_line,
    use_line,
)
from licet.report.possibilities import CapabilityLimit
from licet.report.result import Finding, Question, Result
from licet.report.words import VERDICTS, count, plural, short, some, spoken

FULL_FINDINGS = 8
BRIEF_FINDINGS = 12
MOST_DUTIES = 8
MOST_NOTES = 5
MOST_REMEDIES = 3
MOST_QUESTIONS = 5
MOST_DECIDING = 3
MOST_PROBLEMS = 5
MOST_STEPS = 6
MOST_LIMITS = 4
MOST_FIELDS = 4
_TITLE = 300
_BODY = 11
_DEEP = 24
_REGISTRIES = ("pkg:pypi/", "pkg:npm/", "pkg:huggingface/", "hf:", "ollama:")
_LABELS = {"blocked": "BLOCKED", "needs-review": "REVIEW"}


def render(result: Result, options: Options) -> str:
    """Return the report as text of at most `options.width` cells a line; a clean result takes three lines."""
    index = index_of(result)
    page = Page(options)
    if options.quiet:
        _verdict(page, result)
        return page.text()
    _head(page, result)
    if not _clean(result):
        asked: set[str] = set()
        told: set[str] = set()
        _findings(page, index, asked, told)
        _notes(page, index)
        _duties(page, index, "due", "DUE")
        _duties(page, index, "pending", "PENDING")
        _quiet_duties(page, result)
        _capabilities(page, index)
        _open_questions(page, index, asked)
        _doubts(page, result)
        _opening(page, result)
        _plan(page, index, told)
        _waived(page, result)
        _problems(page, result)
        _more(page, result)
    return page.text()


def _clean(result: Result) -> bool:
    owed = any(duty["status"] in {"due", "pending"} for duty in result["duties"])
    return not (owed or result["findings"] or result["problems"] or result["questions"])


def _head(page: Page, result: Result) -> None:
    product = result["product"]
    name = short(f"{product['name']} {product['version']}".strip(), _TITLE)
    page.row((name, "heading"), at=2, right=parts_line(result))
    _verdict(page, result)
    if result["settings"]["stated"]:
        page.row((use_line(result), ""), at=2)
    else:
        page.row(("The facts of use are unknown, as there is no licet.toml; run `licet init` to state them.", ""), at=2)


def _verdict(page: Page, result: Result) -> None:
    verdict = result["verdict"]
    word = VERDICTS[verdict].upper()
    page.row((counts_line(result), ""), lead=word, style=verdict, at=5 + len(word), right=gate_line(result))


def _findings(page: Page, index: Index, asked: set[str], told: set[str]) -> None:
    groups = [*finding_groups(index, "blocked"), *finding_groups(index, "needs-review")]
    for group in groups[:FULL_FINDINGS]:
        page.gap()
        if group.questions and asked.issuperset(group.questions):
            _title(page, group.first, _LABELS[group.first["verdict"]])
            _likewise(page, index, group)
            page.row(
                (f"the answer to {some(group.questions, MOST_DECIDING)}", ""), start=_BODY, lead="decides", at=_DEEP
            )
            continue
        _finding(page, index, group)
        _group_questions(page, index, group, asked)
        _remedies(page, index, group, told)
    rest = groups[FULL_FINDINGS:]
    if rest:
        page.gap()
    for group in rest[:BRIEF_FINDINGS]:
        _title(page, group.first, _LABELS[group.first["verdict"]])
        _likewise(page, index, group)
    _left(page, sum(1 + len(group.others) for group in rest[BRIEF_FINDINGS:]), "finding")


def _group_questions(page: Page, index: Index, group: FindingGroup, asked: set[str]) -> None:
    """The questions of the first finding of a group; those of the others are alike and only counted."""
    new = [each for each in group.questions if each in index.questions and each not in asked]
    shown = [each for each in new if each in group.first["questions"]][:MOST_DECIDING]
    for identity in shown:
        _question(page, index, index.questions[identity], lead="decides", start=_BODY, at=_DEEP)
    if len(new) > len(shown):
        page.row((f"+ {count(len(new) - len(shown), 'question')} of the kind", ""), at=_DEEP)
    asked.update(new)


def _finding(page: Page, index: Index, group: FindingGroup) -> None:
    finding = group.first
    _title(page, finding, _LABELS[finding["verdict"]])
    for clause in finding["clauses"]:
        quote = f' "{clause["quote"]}"' if clause["quote"] else ""
        page.row((index.clause(clause), ""), (quote, "quote"), right=source_of(index, clause, finding["components"]))
    if finding["steps"]:
        page.row((path_line(index, finding["steps"]), ""), right=seen_at(finding["steps"][-1]))
    for point, verdicts in readings_of(finding).items():
        page.row((f"{verdicts} [{point}]", ""), start=_BODY, lead="if read as", at=_DEEP)
        page.row((f"held by {holders_of(index, point)}", ""), at=_DEEP)
    _likewise(page, index, group)


def _title(page: Page, finding: Finding, word: str) -> None:
    title = short(f"{finding['id']} {finding['title']}", _TITLE)
    page.row((title, "heading"), lead=word, style=finding["verdict"], right=finding["rule"])


def _likewise(page: Page, index: Index, group: FindingGroup) -> None:
    names = [f"{each['id']} {' and '.join(map(index.label, each['components'][:2]))}" for each in group.others]
    if names:
        page.row((some(names, MOST_REMEDIES), ""), start=_BODY, lead="likewise", at=_DEEP)


def _question(page: Page, index: Index, question: Question, *, lead: str, start: int, at: int) -> None:
    style = "heading" if start < _BODY else ""
    page.row((f"{short(question['asks'], _TITLE)} [{question['id']}]", ""), lead=lead, style=style, start=start, at=at)
    page.row((outcomes(question), ""), at=at)
    holders = holders_asked(index, question["id"])
    if holders:
        page.row((f"held by {holders}", ""), at=at)


def _remedies(page: Page, index: Index, group: FindingGroup, told: set[str]) -> None:
    known = index.ways_out(group.remedies, group.questions)
    for number, remedy in enumerate(known[:MOST_REMEDIES]):
        step = " (open step)" if remedy["open_step"] else ""
        words = short(f"{remedy['id']} {remedy['title']}{step}", _TITLE)
        page.row((words, ""), start=_BODY, lead="" if number else "clear it by", at=_DEEP)
        told.add(remedy["id"])
    if len(known) > MOST_REMEDIES:
        page.row((f"+ {count(len(known) - MOST_REMEDIES, 'other way')}", ""), at=_DEEP)


def _notes(page: Page, index: Index) -> None:
    groups = [*finding_groups(index, "allowed-with-duties"), *finding_groups(index, "allowed")]
    if groups:
        page.gap()
    for group in groups[:MOST_NOTES]:
        _title(page, group.first, "NOTE")
        _likewise(page, index, group)
    _left(page, sum(1 + len(group.others) for group in groups[MOST_NOTES:]), "note")


def _duties(page: Page, index: Index, status: str, word: str) -> None:
    groups = duty_groups(index, status)
    if groups:
        page.gap()
    for number, group in enumerate(groups[:MOST_DUTIES]):
        when = f", {spoken(group.duties[0]['trigger'])}" if status == "pending" else ""
        title = short(f"{group.ids[0]} {group.title}{when}", _TITLE)
        page.row((title, ""), lead="" if number else word, style="heading", right=some(list(group.laws), 2))
    _left(page, sum(len(group.duties) for group in groups[MOST_DUTIES:]), f"{status} duty")


def _quiet_duties(page: Page, result: Result) -> None:
    met, standing = (result["summary"]["duties"][status] for status in ("met", "standing"))
    if met or standing:
        page.gap()
    if met:
        page.row((count(met, "duty"), ""), lead="MET", style="heading")
    if standing:
        page.row((f"{count(standing, 'term')} for litigation or a breach", ""), lead="STANDING", style="heading")


def _capabilities(page: Page, index: Index) -> None:
    """Fields that the system can serve, that nobody stated and that a license limits; the others are counted."""
    told = undeclared_of(index.result)
    if not told.groups:
        return
    page.gap()
    able = some([index.label(each) for each in told.able], MOST_DECIDING)
    for number, group in enumerate(told.groups[:MOST_LIMITS]):
        limits = [(word, cells) for word, cells in (("prohibits", group.barred), ("limits", group.limited)) if cells]
        said = "; ".join(f"{word} {_fields(index, cells)}" for word, cells in limits)
        who = "" if number else f"what {able} can do, not stated: "
        page.row((f"{who}{index.license(group.license)} {said}", ""), lead="" if number else "CAN DO", style="heading")
    _left(page, len(told.groups[MOST_LIMITS:]), "license")
    rest = [f"{told.free} more that no license limits"] if told.free else []
    rest += [f"{told.unknown} more where not all terms were read"] if told.unknown else []
    if rest:
        page.row((f"+ {', '.join(rest)}", ""))


def _fields(index: Index, cells: tuple[tuple[str, CapabilityLimit], ...]) -> str:
    return some([f"{spoken(tag)}{index.law('', each['clause']['section'])}" for tag, each in cells], MOST_FIELDS)


def _open_questions(page: Page, index: Index, asked: set[str]) -> None:
    unasked = [each for each in index.result["questions"] if each["id"] not in asked]
    if unasked:
        page.gap()
    for number, question in enumerate(unasked[:MOST_QUESTIONS]):
        _question(page, index, question, lead="" if number else "ASK", start=2, at=_BODY)
    _left(page, len(unasked[MOST_QUESTIONS:]), "question")


def _doubts(page: Page, result: Result) -> None:
    """Open facts that were too many to try: they are told, since nobody knows that they do not matter."""
    facts = result["may_matter"]
    if facts:
        page.gap()
    for number, each in enumerate(facts[:MOST_QUESTIONS]):
        words = short(f"{each['asks']} [{each['id']}]", _TITLE)
        page.row((words, ""), lead="" if number else "MAY MATTER", style="heading")
    _left(page, len(facts[MOST_QUESTIONS:]), "open fact")


def _opening(page: Page, result: Result) -> None:
    """The fewest answers that open the gate, where answers alone can."""
    sets = result["opened_by"]
    if not sets:
        return
    page.gap()
    verdict = sets[0]["verdict"]
    outcome = (f" → {VERDICTS[verdict].upper()}", verdict)
    said = some([f"{name} = {reply}" for name, reply in sets[0]["answers"].items()], MOST_DECIDING)
    page.row((said, ""), outcome, lead="ANSWERS", style="heading")
    fewest = count(len(sets[0]["answers"]), "answer")
    others = "; others as few do as well" if len(sets) > 1 else ""
    page.row((f"{fewest}, the fewest that open the gate{others}", ""))


def _plan(page: Page, index: Index, told: set[str]) -> None:
    plan = index.result["plan"]
    if plan is None:
        if index.result["gate"]["fails"]:
            page.gap()
            page.row((unproven_line(index.result), ""), lead="PLAN", style="heading")
        return
    page.gap()
    verdict = plan["verdict_after"]
    known = [index.remedies[each] for each in plan["remedies"] if each in index.remedies]
    steps = [each["id"] if each["id"] in told else f"{each['id']} ({short(each['title'], _TITLE)})" for each in known]
    if len(steps) > MOST_STEPS:
        steps = [*steps[:MOST_STEPS], f"{len(steps) - MOST_STEPS} more (licet plan)"]
    outcome = (f" → {VERDICTS[verdict].upper()}", verdict)
    page.row((" + ".join(steps) or "nothing to change", ""), outcome, lead="PLAN", style="heading")
    page.row((proof_line(plan), ""))


def _waived(page: Page, result: Result) -> None:
    waived = [each for each in result["findings"] if each["waived_by"]]
    if waived:
        page.gap()
    for number, finding in enumerate(waived[:MOST_NOTES]):
        words = short(f"{finding['id']} {finding['title']}: {finding['waived_by']}", _TITLE)
        page.row((words, ""), lead="" if number else "WAIVED", style="heading", right=finding["rule"])
    _left(page, len(waived[MOST_NOTES:]), "finding")


def _problems(page: Page, result: Result) -> None:
    problems = sorted(result["problems"], key=lambda each: not each["hides"])
    if problems:
        page.gap()
    for number, each in enumerate(problems[:MOST_PROBLEMS]):
        words = f"{place(each['path'], each['line'])} ({short(each['reason'], _TITLE)})"
        page.row((words, ""), lead="" if number else "NOT READ", style="heading")
    _left(page, len(problems[MOST_PROBLEMS:]), "file")


def _more(page: Page, result: Result) -> None:
    first = next((each["id"] for each in (*result["findings"], *result["duties"]) if each["id"]), "")
    ways = [f"licet explain {first}"] if first else []
    ways += ["licet ask"] if result["questions"] else []
    page.gap()
    seekable = seekable_of(result)
    if seekable:
        words = f"licet check --online looks up the license of {count(seekable, 'part')}; licet lock keeps it"
        page.row((words, ""), lead="next")
    page.row((" · ".join([*ways, "-o report.html"]), ""), lead="more")
    page.row((result["notice"], ""))


def seekable_of(result: Result) -> int:
    """How many parts without a known license a registry may know; none where some part was looked up already."""
    bare = {name for each in result["findings"] if each["rule"] == "missing-license" for name in each["components"]}
    places = (seen["path"] for part in result["components"] for seen in part["evidence"])
    if any(place.partition("/")[0].startswith(_REGISTRIES) for place in places):
        return 0
    return sum(name.startswith(_REGISTRIES) for name in bare)


def _left(page: Page, number: int, noun: str) -> None:
    if number:
        page.row((f"+ {number} more {plural(noun, number)}", ""))

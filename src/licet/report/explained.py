"""What is told of each kind of thing when the whole argument is asked for."""

from collections.abc import Iterable

from licet.report.layout import Page
from licet.report.lookup import Index, place
from licet.report.origins import facts_of
from licet.report.phrases import (
    answers_line,
    crossing,
    holders_asked,
    holders_of,
    path_line,
    readings_of,
    source_of,
    step_sentence,
    where_answered,
)
from licet.report.places import Clause, Seen, Step
from licet.report.result import Component, Duty, Finding, Link, Question, Remedy
from licet.report.statements import Told, duties_on, findings_on, gate_at, ways_to
from licet.report.words import COSTS, DUTIES, KINDS, VERDICTS, answer, some, spoken, unlicensed
from licet.rules.gates import Gate

_AT = 4
_WIDE = 24
_MOST = 12


def explain_finding(page: Page, index: Index, finding: Finding) -> None:
    """Everything behind one finding, and what would change it."""
    verdict = finding["verdict"]
    page.row((finding["title"], "heading"), lead=finding["id"], style="heading", at=7)
    page.row((f"{VERDICTS[verdict].upper()}", verdict), (f", severity {finding['severity']}", ""), at=7)
    about = [f"rule {finding['rule']}"]
    about += [f"act {spoken(finding['act'])}"] if finding["act"] else []
    about += [f"duty {spoken(finding['duty'])}"] if finding["duty"] else []
    about += [f"about {', '.join(map(spoken, finding['tags']))}"] if finding["tags"] else []
    page.row((", ".join(about), ""), at=7)
    page.row((f"key {finding['key']}", ""), at=7)
    if finding["waived_by"]:
        page.row((f"waived: {finding['waived_by']}", ""), at=7)
    _list(page, "Why", finding["because"])
    _clauses(page, index, finding["clauses"], finding["components"])
    _facts(page, index, finding)
    _steps(page, index, finding["steps"])
    _readings(page, index, finding)
    _questions(page, index, finding["questions"])
    _settling(page, finding)
    _doubts(page, index, finding["may_matter"])
    _remedies(page, index.ways_out(finding["remedies"], finding["questions"]))
    _heading(page, "The parts", bool(finding["components"]))
    for identity in finding["components"]:
        _part_line(page, index, identity)


def explain_duty(page: Page, index: Index, duty: Duty) -> None:
    """Everything behind one duty."""
    words = DUTIES.get(duty["duty"]) or spoken(duty["duty"])
    page.row((f"{words}, for {index.label(duty['component'])}", "heading"), lead=duty["id"], style="heading", at=7)
    when = f", {spoken(duty['trigger'])}" if duty["trigger"] else ""
    page.row((f"{duty['status'].upper()}{when}", "allowed-with-duties"), at=7)
    page.row((f"key {duty['key']}", ""), at=7)
    _list(page, "How to meet it", [duty["how_to_meet"]] if duty["how_to_meet"] else [])
    _clauses(page, index, [duty["clause"]] if duty["clause"] else [], [duty["component"]])
    _steps(page, index, duty["steps"])
    _questions(page, index, duty["questions"])
    _doubts(page, index, duty["may_matter"])
    cures = [each["id"] for each in index.result["remedies"] if duty["id"] in each["clears"]]
    _remedies(page, index.ways_out(cures, duty["questions"]))
    _heading(page, "The part", shown=True)
    _part_line(page, index, duty["component"])


def explain_question(page: Page, index: Index, question: Question) -> None:
    """What a question decides, and how."""
    page.row((question["asks"], "heading"), at=2)
    page.row((f"id {question['id']}, about {index.label(question['about'])}", ""), at=2)
    _outcomes(page, question, 2)
    _holders(page, holders_asked(index, question["id"]), 2)
    _list(page, "It decides", [_named(index, each) for each in question["decides"]])
    settings = index.result["settings"]["answers"]
    given = settings.get(question["id"])
    told = "unanswered" if given is None else f"answered {answer(given)}"
    _list(page, "Where the answer goes", [f"{where_answered(question)} ({told})"])
    seen = [each for identity in question["decides"] for each in _steps_of(index, identity)]
    _steps(page, index, seen)


def explain_remedy(page: Page, index: Index, remedy: Remedy) -> None:
    """What a remedy takes and what it brings."""
    page.row((remedy["title"], "heading"), lead=remedy["id"], style="heading", at=7)
    page.row((f"{spoken(remedy['kind'])}, for {index.label(remedy['target'])}", ""), at=7)
    page.row((f"cost {remedy['cost']} of 5, {COSTS.get(remedy['cost'], '')}; key {remedy['key']}", ""), at=7)
    _list(page, "It assumes", remedy["assumes"])
    _list(page, "It clears", [_named(index, each) for each in remedy["clears"]])
    after = remedy["verdict_after"]
    verdict = VERDICTS[after] if after else "open"
    opened = " (an open step: it depends on what is learned)" if remedy["open_step"] else ""
    _list(page, "It helps together with these alone", [_partner(index, each) for each in remedy["together"]])
    _list(page, "The verdict of the whole with this alone", [f"{verdict}{opened}"])
    plan = index.result["plan"]
    if plan and remedy["id"] in plan["remedies"]:
        _list(page, "In the plan", [f"{' + '.join(plan['remedies'])} → {VERDICTS[plan['verdict_after']]}"])


def _partner(index: Index, identity: str) -> str:
    known = index.remedies.get(identity)
    return f"{identity} {known['title']}" if known else identity


def explain_component(page: Page, index: Index, part: Component) -> None:
    """Everything known of one part: its licenses, where it was seen, how it is linked and what was found."""
    verdict = index.worst(part["id"])
    page.row((part["label"], "heading"), (f" {part['version']}", ""), at=2)
    page.row((VERDICTS[verdict].upper(), verdict), (f", {KINDS[part['kind']][0]}, {part['scope']}", ""), at=2)
    page.row((f"id {part['id']}", ""), at=2)
    if part["unresolved"]:
        page.row((f"its identity could not be read from: {part['expression']}", ""), at=2)
    _licenses(page, index, part)
    _list(page, "Sources that disagree", part["differs"])
    _list(page, "The text departs from the known one", part["modified_text"])
    stated = [f"{name} = {answer(value)} (licet.toml)" for name, value in part["facts"].items()]
    _list(page, "Stated of it", [*stated, *_own(part)])
    _places(page, part["evidence"])
    links = [each for each in index.result["links"] if part["id"] in {each["from"], each["to"]}]
    ways = [
        f"{index.label(each['from'])} ─{each['how']}→ {index.label(each['to'])} ({each['basis']})" for each in links
    ]
    _bounded(page, "Links", ways)
    _ways(page, index, part["id"], "How it reaches the product")
    findings = [each["id"] for each in index.result["findings"] if part["id"] in each["components"]]
    duties = [each["id"] for each in index.result["duties"] if part["id"] == each["component"]]
    _bounded(page, "Findings and duties", [_named(index, each) for each in (*findings, *duties)])


def explain_statement(page: Page, index: Index, told: Told) -> None:
    """What one statement of a license says, how it reaches the product, what rests on it and what would change it."""
    page.row((told.said.words, "heading"), at=2)
    page.row((f"{told.license.name}, {told.name}", ""), at=2)
    clause = told.said.clause
    if clause:
        _list(page, "What the license says", [f"{index.law(clause.license, clause.section)}", f'"{clause.quote}"'])
    else:
        read = told.license.complete
        _list(page, "What the license says", ["nothing of it (silent)" if read else "not all of it was read"])
    _list(page, "Note", [told.said.note] if told.said.note else [])
    points = [reading.id for reading in told.license.readings if told.said.key in reading.statements]
    _list(page, "Where careful readers differ", points)
    none = "no part of this system is under this license"
    _list(page, "It binds for", [index.label(each) for each in told.parts] or [none])
    for part in told.parts:
        _ways(page, index, part, f"How it reaches the product from {index.label(part)}", told)
    findings, duties = findings_on(index, told), duties_on(index, told)
    _bounded(page, "What rests on it", [_named(index, each["id"]) for each in (*findings, *duties)])
    for finding in findings:
        _facts(page, index, finding)
    _questions(page, index, list(dict.fromkeys(each for one in (*findings, *duties) for each in one["questions"])))
    cures = dict.fromkeys(each for finding in findings for each in finding["remedies"])
    _remedies(page, index.ways_out(list(cures), []))


def _ways(page: Page, index: Index, part: str, title: str, told: Told | None = None) -> None:
    """Each way from the product to a part, and what becomes of a share-alike clause on it."""
    rows: list[str] = []
    for way in ways_to(index, part):
        rows.append(path_line(index, [_step(link) for link in way]))
        if told and told.said.share_alike:
            gates = [(link, gate_at(told.license, link)) for link in reversed(way)]
            rows += [f"at {index.label(link['from'])} ─{link['how']}→: it {_gate(found)}" for link, found in gates]
    _bounded(page, title, rows)


def _step(link: Link) -> Step:
    return {"from": link["from"], "how": link["how"], "to": link["to"], "evidence": link["evidence"]}


def _gate(found: Gate) -> str:
    match found.way:
        case "asks":
            return f"hangs on a fact ({spoken(found.of)})"
        case "reading":
            return f"hangs on a contested point ({found.of})"
        case way:
            return way


def _own(part: Component) -> list[str]:
    return [] if part["own"] is None else [f"own = {answer(part['own'])} (licet.toml)"]


def _licenses(page: Page, index: Index, part: Component) -> None:
    licenses = part["licenses"]
    _heading(page, "Licenses", shown=True)
    rows = (
        ("declared", ", ".join(licenses["declared"]) or "none"),
        ("detected", ", ".join(licenses["detected"]) or "none"),
        ("concluded", f"{licenses['concluded'] or 'none'} (grade {licenses['grade']})"),
        ("chosen branch", part["chosen"]),
        ("terms not known", ", ".join(part["unread"])),
    )
    for name, words in rows:
        if words:
            page.row((words, ""), lead=name, start=_AT, at=_WIDE)
    for text in licenses["texts"]:
        match = f"{text['match']}, {text['score']:.0%} of the known text"
        page.row((f"{index.license(text['license'])}: {match}, {place(text['path'], text['line'])}", ""), at=_AT)
    for claim in licenses["claims"]:
        words = f'"{claim["license"]}" says {place(claim["path"], claim["line"])} ({claim["grade"]})'
        page.row((words, ""), at=_AT)


def _heading(page: Page, title: str, shown: bool) -> None:  # noqa: FBT001 - reads as a condition at every call
    if shown:
        page.gap()
        page.row((title, "heading"), at=2)


def _list(page: Page, title: str, sentences: list[str]) -> None:
    _heading(page, title, bool(sentences))
    for sentence in sentences:
        page.row((sentence, ""), at=_AT)


def _bounded(page: Page, title: str, rows: list[str]) -> None:
    left = len(rows) - _MOST
    _list(page, title, [*rows[:_MOST], *([f"+ {left} more"] if left > 0 else [])])


def _clauses(page: Page, index: Index, clauses: list[Clause], components: list[str]) -> None:
    _heading(page, "What the license says", bool(clauses))
    for clause in clauses:
        known = index.licenses.get(clause["license"])
        page.row((index.clause(clause), ""), at=_AT, right=source_of(index, clause, components))
        page.row((f'"{clause["quote"]}"', "quote"), at=_AT + 2)
        if known:
            read = "read in full" if known["complete"] else "not all of its documents were read"
            page.row((f"{known['name']} ({known['id']}), {read} {known['reviewed']}".rstrip(), ""), at=_AT + 2)


def _facts(page: Page, index: Index, finding: Finding) -> None:
    _heading(page, "The facts, and where they come from", bool(finding["facts"]))
    for fact in facts_of(index, finding):
        page.row((f"{fact.name} = {fact.value}", ""), at=_AT, right=fact.origin)


def _steps(page: Page, index: Index, steps: list[Step]) -> None:
    _heading(page, "How it reaches the product", bool(steps))
    basis = {(each["from"], each["how"], each["to"]): each["basis"] for each in index.result["links"]}
    for step in steps:
        page.row((path_line(index, [step]), ""), at=_AT, right=basis.get((step["from"], step["how"], step["to"]), ""))
        page.row((f"{step_sentence(index, step)}: {crossing(step['how'])}.", ""), at=_AT + 2)
        for seen in step["evidence"]:
            page.row((_seen(seen), ""), at=_AT + 2)


def _readings(page: Page, index: Index, finding: Finding) -> None:
    readings = readings_of(finding)
    _heading(page, "Where careful readers differ", bool(readings))
    for point, verdicts in readings.items():
        page.row((point, ""), at=_AT)
        page.row((verdicts, ""), at=_AT + 2)
        _holders(page, holders_of(index, point), _AT + 2)
        page.row((f"[positions] in licet.toml may choose: {point} = ...", ""), at=_AT + 2)


def _holders(page: Page, holders: str, at: int) -> None:
    if holders:
        page.row((f"held by {holders}", ""), at=at)


def _questions(page: Page, index: Index, questions: list[str]) -> None:
    known = [index.questions[each] for each in questions if each in index.questions]
    _heading(page, "What would change the answer", bool(known))
    for question in known:
        page.row((f"{question['asks']} [{question['id']}]", ""), at=_AT)
        _outcomes(page, question, _AT + 2)
        _holders(page, holders_asked(index, question["id"]), _AT + 2)


def _settling(page: Page, finding: Finding) -> None:
    """The fewest answers that settle a finding on which several questions bear together."""
    together = len(finding["questions"]) > 1 and finding["settled_by"]
    _heading(page, "The fewest answers that settle it", bool(together))
    for settled in finding["settled_by"] if together else ():
        verdict = settled["verdict"]
        page.row((f"{answers_line(settled)} → ", ""), (VERDICTS[verdict], verdict), at=_AT)


def _doubts(page: Page, index: Index, names: list[str]) -> None:
    known = {each["id"]: each for each in index.result["may_matter"]}
    facts = [known[each] for each in names if each in known]
    _bounded(
        page, "What may matter, too much to try all together", [f"{each['asks']} [{each['id']}]" for each in facts]
    )


def _outcomes(page: Page, question: Question, at: int) -> None:
    for reply, verdict in question["verdict_if"].items():
        page.row((f"{reply} → ", ""), (VERDICTS[verdict], verdict), at=at)


def _remedies(page: Page, remedies: list[Remedy]) -> None:
    _heading(page, "What would clear it", bool(remedies))
    for remedy in remedies:
        page.row((remedy["title"], ""), lead=remedy["id"], start=_AT, at=_AT + 5, right=f"cost {remedy['cost']} of 5")
        after = remedy["verdict_after"]
        outcome = f"with this alone the whole is {VERDICTS[after]}" if after else "the outcome is open"
        assumed = f"; assumes: {'; '.join(remedy['assumes'])}" if remedy["assumes"] else ""
        page.row((f"{outcome}{assumed}", ""), at=_AT + 5)


def _part_line(page: Page, index: Index, identity: str) -> None:
    part = index.components.get(identity)
    if part is None:
        page.row((identity, ""), at=_AT)
        return
    licenses = part["licenses"]
    words = f"{part['label']} ({part['id']}), {KINDS[part['kind']][0]}"
    page.row((words, ""), at=_AT)
    claimed = f", declared {', '.join(licenses['declared'])}" if licenses["declared"] else ""
    none = unlicensed(looked=licenses["looked"], differs=bool(part["differs"]))
    page.row((f"{licenses['concluded'] or none} (grade {licenses['grade']}){claimed}", ""), at=_AT + 2)
    for sentence in part["differs"]:
        page.row((sentence, ""), at=_AT + 2)
    seen = [place(each["path"], each["line"]) for each in part["evidence"]]
    if seen:
        page.row((f"seen at {some(seen, _MOST)}", ""), at=_AT + 2)


def _places(page: Page, evidence: Iterable[Seen]) -> None:
    _bounded(page, "Seen at", [_seen(each) for each in evidence])


def _seen(seen: Seen) -> str:
    note = f" ({seen['note']})" if seen["note"] else ""
    digest = f" sha256 {seen['sha256'][:12]}" if seen["sha256"] else ""
    return f"{place(seen['path'], seen['line'])}{digest}{note}"


def _named(index: Index, identity: str) -> str:
    """A finding or duty by id and title."""
    if identity in index.findings:
        finding = index.findings[identity]
        return f"{identity} {finding['title']} ({VERDICTS[finding['verdict']]})"
    if identity in index.duties:
        duty = index.duties[identity]
        return f"{identity} {duty['how_to_meet'] or spoken(duty['duty'])} ({duty['status']})"
    return identity


def _steps_of(index: Index, identity: str) -> list[Step]:
    if identity in index.findings:
        return index.findings[identity]["steps"]
    return index.duties[identity]["steps"] if identity in index.duties else []

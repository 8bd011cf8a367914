"""The ways out alone: every remedy with what it costs and clears, and the cheapest plan."""

from licet.report.json_text import json_text
from licet.report.layout import Page
from licet.report.lookup import Index, index_of
from licet.report.options import Options
from licet.report.phrases import gate_line, path_line, proof_line, unproven_line
from licet.report.result import Remedy, Result
from licet.report.words import COSTS, RANKS, VERDICTS, clean, count, short, some, spoken

_TITLE = 300
_MOST = 6
_MOST_FAILING = 12
_MOST_LISTED = 60
_STEPS_AT = 11


def render_json(result: Result) -> str:
    """Return the verdict, the remedies and the plan as JSON, in the shapes of the whole result."""
    told = {
        "schema": result["schema"],
        "product": result["product"],
        "verdict": result["verdict"],
        "gate": result["gate"],
        "remedies": result["remedies"],
        "plan": result["plan"],
    }
    return json_text(told)


def render(result: Result, options: Options) -> str:
    """Return the plan first, then the remedies that are no part of it, for a person at a terminal."""
    index = index_of(result)
    page = Page(options)
    page.row((short(result["product"]["name"], _TITLE), "heading"), at=2)
    verdict = result["verdict"]
    page.row((VERDICTS[verdict].upper(), verdict), (f"   {gate_line(result)}", ""), at=2)
    if options.quiet:
        return page.text()
    plan = result["plan"]
    steps = plan["remedies"] if plan else []
    _failing(page, index)
    _plan(page, index)
    others = [each for each in result["remedies"] if each["id"] not in steps and not each["open_step"]]
    others.sort(key=lambda each: not index.findings.keys() & set(each["clears"]))  # what clears findings comes first
    opened = [each for each in result["remedies"] if each["id"] not in steps and each["open_step"]]
    _listed(page, index, "OTHERS", others)
    _listed(page, index, "OPEN", opened)
    page.gap()
    page.row((result["notice"], ""), at=2)
    return page.text()


def _failing(page: Page, index: Index) -> None:
    """What keeps the gate shut, and what decides it: the way to the part, the reason, the question."""
    result = index.result
    gate = RANKS[result["gate"]["fail_on"]]
    failing = [each for each in result["findings"] if RANKS[each["verdict"]] >= gate and not each["waived_by"]]
    if failing:
        page.gap()
    for number, each in enumerate(failing[:_MOST_FAILING]):
        title = short(f"{each['id']} {each['title']}", _TITLE)
        lead = "" if number else "FAILS"
        page.row((title, ""), lead=lead, style="heading", at=_STEPS_AT, right=VERDICTS[each["verdict"]])
        page.row((path_line(index, each["steps"]), ""), at=_STEPS_AT + 3)
        if not each["questions"]:
            page.row((f"because {short('; '.join(each['because']), _TITLE)}", ""), at=_STEPS_AT + 3)
        for identity in each["questions"][:1]:
            _decides(page, index, identity)
    if len(failing) > _MOST_FAILING:
        page.row((f"+ {len(failing) - _MOST_FAILING} more", ""), at=_STEPS_AT)


def _decides(page: Page, index: Index, identity: str) -> None:
    question = index.questions.get(identity)
    if question is None:
        return
    answers = "; ".join(f"{answer} → {VERDICTS[verdict]}" for answer, verdict in question["verdict_if"].items())
    page.row((f"decides: {short(question['asks'], _TITLE)} [{clean(identity)}] {answers}", ""), at=_STEPS_AT + 3)


def _plan(page: Page, index: Index) -> None:
    plan = index.result["plan"]
    page.gap()
    if plan is None:
        words = unproven_line(index.result) if index.result["gate"]["fails"] else "nothing to change"
        page.row((words, ""), lead="PLAN", style="heading")
        return
    after = plan["verdict_after"]
    page.row((f"→ {VERDICTS[after].upper()}", after), (f"   {proof_line(plan)}", ""), lead="PLAN", style="heading")
    for identity in plan["remedies"]:
        if identity in index.remedies:
            _remedy(page, index, index.remedies[identity], lead="")


def _listed(page: Page, index: Index, word: str, remedies: list[Remedy]) -> None:
    if remedies:
        page.gap()
    for number, each in enumerate(remedies[:_MOST_LISTED]):
        _remedy(page, index, each, lead="" if number else word)
    if len(remedies) > _MOST_LISTED:
        page.row((f"+ {len(remedies) - _MOST_LISTED} more; -f json lists all", ""), at=_STEPS_AT)


def _remedy(page: Page, index: Index, remedy: Remedy, *, lead: str) -> None:
    weighed = f", counts {remedy['weight']}" if remedy["weight"] != remedy["cost"] else ""
    cost = f"cost {remedy['cost']} of {len(COSTS)}{weighed}"
    title = short(f"{remedy['id']} {remedy['title']}", _TITLE)
    page.row((title, ""), lead=lead, style="heading", at=_STEPS_AT, right=cost)
    after = remedy["verdict_after"]
    outcome = f"the whole with this alone: {VERDICTS[after]}" if after else "what follows depends on what is learned"
    page.row((f"clears {_cleared(index, remedy['clears'])}; {outcome}", ""), at=_STEPS_AT + 3)
    if remedy["together"]:
        page.row((f"only together with {', '.join(remedy['together'])}", ""), at=_STEPS_AT + 3)
    if remedy["assumes"]:
        page.row((f"assumes {'; '.join(map(clean, remedy['assumes']))}", ""), at=_STEPS_AT + 3)


def _cleared(index: Index, clears: list[str]) -> str:
    """`F1 (noncommercial-only), F2 (share-alike)`; duties, of which there may be many, are counted."""
    findings = [f"{each} ({spoken(index.findings[each]['rule'])})" for each in clears if each in index.findings]
    duties = [each for each in clears if each not in index.findings]
    return (
        " and ".join([some(findings, _MOST)] * bool(findings) + [count(len(duties), "duty")] * bool(duties)) or "none"
    )

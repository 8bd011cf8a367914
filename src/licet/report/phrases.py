"""Lines that more than one output shows: counts, the use, a path, a question's outcomes, the readings."""

from licet.model.vocabulary import APART, CONTAINING, DERIVING, LEARNING, TOOLING
from licet.report.lookup import Index
from licet.report.places import Clause, Step
from licet.report.result import Finding, Plan, Question, Result, Settled
from licet.report.words import LINKS, VERDICTS, clean, count, delivery, some, spoken

_BETWEEN = " · "
_READING = "reading:"
_NOBODY = "no published holder found"
_MOST_HOLDERS = 2
_MOST_CLEARED = 40


def parts_line(result: Result) -> str:
    """`5 models, 2 datasets, 143 packages`."""
    summary = result["summary"]
    parts = [count(number, kind) for kind, number in summary["parts"].items()]
    parts += [f"{summary['mentioned']} only mentioned"] if summary["mentioned"] else []
    return ", ".join(parts) or "no parts"


def counts_line(result: Result) -> str:
    """`1 blocked · 1 needs review · 6 duties due`; says so where there is nothing of the kind."""
    findings, duties = result["summary"]["findings"], result["summary"]["duties"]
    review = findings["needs-review"]
    counts = (
        (findings["blocked"], "blocked"),
        (review, "needs review" if review == 1 else "need review"),
        (duties["due"], "duty due" if duties["due"] == 1 else "duties due"),
        (duties["pending"], "pending"),
    )
    words = [f"{number} {word}" for number, word in counts if number]
    return _BETWEEN.join(words or ["nothing found against it", "nothing due", *quiet_duties(result)])


def quiet_duties(result: Result) -> list[str]:
    """`3 met`, `12 standing`: the duties that ask for nothing now."""
    duties = result["summary"]["duties"]
    return [f"{duties[status]} {status}" for status in ("met", "standing") if duties[status]]


def gate_line(result: Result) -> str:
    """Whether the gate passes, what it fails on where that is not the default, and how much a baseline knows."""
    gate = result["gate"]
    limit = "" if gate["fail_on"] == "needs-review" else f" (fails on {VERDICTS[gate['fail_on']]})"
    known = f" ({gate['known']} known)" if gate["baseline"] else ""
    return ("gate fails" if gate["fails"] else "gate passes") + limit + known


def use_line(result: Result) -> str:
    """The use in words, and which of its first facts were not stated."""
    use = result["use"]
    words = {None: [], True: ["commercial"], False: ["not commercial"]}[use["commercial"]]
    words += _list_of([delivery(each) for each in use["delivery"] or ()], "no delivery", use["delivery"])
    words += _list_of(use["territories"] or [], "no territory", use["territories"])
    words += ["serves " + ", ".join(map(spoken, use["fields"]))] if use["fields"] else []
    facts = (
        ("commercial use", use["commercial"]),
        ("delivery", use["delivery"]),
        ("territories", use["territories"]),
        ("fields", use["fields"]),
    )
    missing = [name for name, value in facts if value is None]
    return _BETWEEN.join([*words, *(["not stated: " + ", ".join(missing)] if missing else [])])


def _list_of(words: list[str], none: str, stated: list[str] | None) -> list[str]:
    return [] if stated is None else [", ".join(words) or none]


def path_line(index: Index, steps: list[Step]) -> str:
    """`product ─embeds→ blender ─merges→ ranker`; a step that does not follow the last one starts anew."""
    words: list[str] = []
    end = None
    for step in steps:
        words += [] if step["from"] == end else [index.label(step["from"])]
        words += [f"─{step['how']}→", index.label(step["to"])]
        end = step["to"]
    return " ".join(words)


def step_sentence(index: Index, step: Step) -> str:
    """`blender holds the weights of ranker, combined with others`."""
    does = LINKS.get(step["how"], f"{spoken(step['how'])} {{}}").replace("{}", index.label(step["to"]))
    return f"{index.label(step['from'])} {does}"


def crossing(how: str) -> str:
    """Why terms cross a link (vocabulary sections 2 and 8)."""
    if how in DERIVING:
        return "it is made out of that material, so the terms come with it"
    if how in CONTAINING:
        return "it holds that material, so terms on use and on copies come with it"
    if how in LEARNING:
        return "it learned from that material without holding it, so the license's own words decide what follows"
    if how in TOOLING:
        return "nothing of that material is delivered, so only terms on use bind"
    if how in APART:
        return "it meets a separate program, so terms on use and access bind"
    return "it is what that part put out, so terms on outputs follow"


def outcomes(question: Question) -> str:
    """`yes → blocked; no → allowed`."""
    return "; ".join(f"{answer} → {VERDICTS[verdict]}" for answer, verdict in question["verdict_if"].items())


def where_answered(question: Question) -> str:
    """The place of licet.toml where an answer goes."""
    point = question["id"].removeprefix(_READING)
    if point != question["id"]:
        return f'licet.toml, [positions]: {point} = "..."'
    if set(question["verdict_if"]) <= {"yes", "no"}:
        return f'licet.toml, [answers]: "{question["id"]}" = true or false'
    return "licet.toml, as a fact or a license of the part"


def answers_line(settled: Settled) -> str:
    """`one-work:engine = no and commercial = no`."""
    return " and ".join(f"{name} = {said}" for name, said in settled["answers"].items())


def readings_of(finding: Finding) -> dict[str, str]:
    """Each contested point that is not asked as a question, with the verdict under each position in one line."""
    points: dict[str, list[str]] = {}
    for reading in finding["readings"]:
        if f"{_READING}{reading['id']}" in finding["questions"]:
            continue
        points.setdefault(reading["id"], []).append(f"{spoken(reading['position'])} → {VERDICTS[reading['verdict']]}")
    return {point: "; ".join(verdicts) for point, verdicts in points.items()}


def holders_of(index: Index, point: str) -> str:
    """Who published each position on a contested point, in one line; empty where no finding tells of the point."""
    told: dict[str, str] = {}
    for finding in index.result["findings"]:
        for reading in finding["readings"]:
            if reading["id"] == point:
                names = some([clean(name) for name in reading["held_by"]], _MOST_HOLDERS)
                told[reading["position"]] = f"{spoken(reading['position'])}: {names or _NOBODY}"
    return "; ".join(told.values())


def holders_asked(index: Index, question: str) -> str:
    """The same for a question that asks for a position; empty for any other."""
    point = question.removeprefix(_READING)
    return holders_of(index, point) if point != question else ""


def source_of(index: Index, clause: Clause, components: list[str]) -> str:
    """`(text, LICENSE:41)`; empty where nothing is known of the source."""
    source = index.read_from(clause, components)
    return f"({source})" if source else ""


def cleared(index: Index, clears: list[str]) -> str:
    """`F1, F2; 14 duties`: the findings by their ids, the duties counted."""
    findings = [each for each in clears if each in index.findings]
    owed = len(clears) - len(findings)
    told = [some(findings, _MOST_CLEARED)] if findings else []
    return "; ".join([*told, *([count(owed, "duty")] if owed else [])])


def proof_line(plan: Plan) -> str:
    """`cheapest of 7, proven; cost 7`, or what is proven in its place and why no more."""
    among = f" of {plan['considered']}" if plan["considered"] else ""
    if plan["optimal"]:
        return f"cheapest{among}, proven; cost {plan['cost']}"
    bound = f", and none costs less than {plan['bound']}" if 0 < plan["bound"] < plan["cost"] else ""
    why = f": {plan['unproven']}" if plan["unproven"] else ""
    return f"not proven to be the cheapest; cost {plan['cost']}{bound}{why}"


def unproven_line(result: Result) -> str:
    """Why there is no plan although the gate fails."""
    asked = len(result["questions"])
    first = f"; {count(asked, 'open question')} must be answered first" if asked else ""
    return f"no set of remedies is proven to clear the gate{first}"

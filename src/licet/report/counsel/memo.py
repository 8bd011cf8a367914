"""The memo for counsel: facts assumed, verdict, each issue with clauses and path, what is open, ways out, annexes."""

from collections.abc import Iterator

from licet.report import phrases
from licet.report.counsel.annexes import annexes
from licet.report.counsel.blocks import Block, Document, Grid, Heading, Para, Points, Quote
from licet.report.counsel.chapters import duties, gate_opening, open_questions, outbound, plan_words, waived, ways_out
from licet.report.deciding import Reply, reasons, replies
from licet.report.groups import FindingGroup, told_together
from licet.report.lookup import Index, index_of, place
from licet.report.origins import facts_of
from licet.report.result import Finding, Result
from licet.report.words import VERDICTS, answer, delivery, some, spoken

_ISSUES = ("blocked", "needs-review")
_MOST_ALIKE = 40
_MOST_CURES = 4
_TRUE = {None: "not stated", True: "yes", False: "no"}


def memo(result: Result) -> Document:
    """Return the memo; every sentence in it is a reading of the result."""
    index = index_of(result)
    name = f"{result['product']['name']} {result['product']['version']}".strip()
    blocks = (
        *_summary(index),
        *_assumed(index),
        *_issues(index),
        *duties(index),
        *open_questions(index),
        *ways_out(index),
        *outbound(index),
        *waived(index),
        *annexes(index),
    )
    return Document(title=f"License memo: {name}", line=origin(result), blocks=blocks)


def origin(result: Result) -> str:
    """What wrote the document, from what, and for which day it was judged."""
    tool, day = result["tool"], f"Judged for {result['date']} by" if result["date"] else "By"
    return f"{day} Licet {tool['version']} from its knowledge of {tool['knowledge']}"


def _summary(index: Index) -> Iterator[Block]:
    """What a reader with one minute needs: the verdict, what it rests on, the way out."""
    result = index.result
    yield Heading(1, "Result")
    verdict = VERDICTS[result["verdict"]].upper()
    yield Para(f"{phrases.counts_line(result)}; the {phrases.gate_line(result)}.", lead=f"{verdict}. ")
    found = told_together(index, *_ISSUES)
    if found:
        rows = tuple((*titled(each), VERDICTS[each.first["verdict"]], _rests_on(index, each.first)) for each in found)
        yield Grid(("id", "issue", "verdict", "rests on"), rows, (2, 10, 4, 6))
    yield from gate_opening(index)
    words = plan_words(index)
    if words:
        yield Para(words, lead="Way out: ")
    yield Para(f"{phrases.parts_line(result)}.", lead="Parts: ")
    yield Para(result["notice"])


def _rests_on(index: Index, finding: Finding) -> str:
    return "; ".join(dict.fromkeys(index.clause(each) for each in finding["clauses"])) or "facts that are not stated"


def _assumed(index: Index) -> Iterator[Block]:
    """The facts on which everything rests; what nobody stated is named as such."""
    result, use = index.result, index.result["use"]
    yield Heading(1, "Facts assumed")
    rows = [
        ("license of the product", result["product"]["license"] or "not chosen"),
        ("kind of product", spoken(result["product"]["kind"])),
        ("commercial", _TRUE[use["commercial"]]),
        ("delivery", _words([delivery(each) for each in use["delivery"]] if use["delivery"] is not None else None)),
        ("organization", use["organization"] or "not stated"),
        ("fields of use", _words([spoken(each) for each in use["fields"]] if use["fields"] is not None else None)),
        ("territories", _words(use["territories"])),
        ("seat", use["seat"] or "not stated"),
        *((spoken(name), _sizes(sizes)) for name, sizes in use["sizes"].items()),
        ("trains models on outputs", _TRUE[use["trains_models_on_outputs"]]),
        ("publishes outputs", _TRUE[use["publishes_outputs"]]),
        ("makes a trained model available", _TRUE[use["makes_trained_model_available"]]),
        ("publishes research", _TRUE[use["publishes_research"]]),
        ("personal data", _TRUE[use["personal_data"]]),
    ]
    yield Grid(("fact", "as stated"), tuple(rows), (2, 3))
    settings = result["settings"]
    said = [f"{name}: {answer(given)}" for name, given in settings["answers"].items()]
    said += [f"position taken on {name}: {spoken(position)}" for name, position in settings["positions"].items()]
    if said:
        yield Para("Answers given and positions taken, on which results may rest:")
        yield Points(tuple(said))


def _words(values: list[str] | None) -> str:
    return "not stated" if values is None else ", ".join(values) or "none"


def _sizes(sizes: object) -> str:
    listed = sizes if isinstance(sizes, list) else []
    return ", ".join(f"{each['value']:,}" + (f" on {each['at']}" if each["at"] else "") for each in listed)


def _issues(index: Index) -> Iterator[Block]:
    """Every finding that blocks or needs review, the worst first."""
    found = told_together(index, *_ISSUES)
    yield Heading(1, "Issues")
    if not found:
        yield Para("No finding blocks the use or needs review.")
    for group in found:
        yield from issue(index, group)
        yield from _cures(index, group)


def titled(group: FindingGroup) -> tuple[str, str]:
    """The id of the first, and its title with how many are alike."""
    more = len(group.others)
    return group.first["id"], f"{group.first['title']}{f' (and {more} more alike)' if more else ''}"


def issue(index: Index, group: FindingGroup) -> Iterator[Block]:
    """One issue: argument, clauses, path, what decides it, facts, readings; and the others that are like it."""
    finding = group.first
    yield from _argument(index, finding)
    yield from _evidence(index, finding)
    if group.others:
        told = [f"{each['id']} {each['title']}{_way(index, each)}" for each in group.others[:_MOST_ALIKE]]
        left = len(group.others) - _MOST_ALIKE
        yield Para("what decides each is among the open questions.", lead="Alike: ")
        yield Points((*told, *([f"{left} more, each among the open questions and in annex A"] if left > 0 else [])))


def _way(index: Index, finding: Finding) -> str:
    return f" ({phrases.path_line(index, finding['steps'])})" if finding["steps"] else ""


def _argument(index: Index, finding: Finding) -> Iterator[Block]:
    verdict = VERDICTS[finding["verdict"]].upper()
    asked = [index.questions[each] for each in finding["questions"] if each in index.questions]
    yield Heading(2, f"{finding['id']}  {finding['title']}")
    said = "; ".join(reasons(index, finding)) or "It depends on what is not stated, see below"
    yield Para(f"{said}.", lead=f"{verdict}. ")
    for clause in finding["clauses"]:
        source = phrases.source_of(index, clause, finding["components"])
        yield Quote(clause["quote"], f"{index.clause(clause)} {source}".strip())
    if finding["steps"]:
        yield Para(phrases.path_line(index, finding["steps"]), lead="How it reaches the product: ")
        seen = [place(one["path"], one["line"]) for step in finding["steps"] for one in step["evidence"]]
        if seen:
            yield Para("; ".join(dict.fromkeys(seen)), lead="Seen at: ")
    for question in asked:
        yield Para(question["asks"], lead="What decides it: ")
        yield Points(tuple(_answer(each) for each in replies(finding, question)))


def _evidence(index: Index, finding: Finding) -> Iterator[Block]:
    """The facts behind an issue, and the readings of a contested point."""
    told = facts_of(index, finding)
    if told:
        yield Grid(("fact", "value", "from"), tuple((f.name, f.value, f.origin) for f in told), (3, 2, 2))
    if finding["readings"]:
        rows = tuple(
            (spoken(each["id"]), spoken(each["position"]), VERDICTS[each["verdict"]], ", ".join(each["held_by"]))
            for each in finding["readings"]
        )
        yield Para("The point is contested. The verdict under each reading:")
        yield Grid(("point", "reading", "verdict then", "published by"), rows, (3, 3, 2, 4))


def _answer(reply: Reply) -> str:
    """`Yes: blocked (the product is to be released under another license).`."""
    words = f"{VERDICTS.get(reply.verdict, '')} {reply.why}".strip()
    return f"{reply.reply[:1].upper()}{reply.reply[1:]}: {words}."


def _cures(index: Index, group: FindingGroup) -> Iterator[Block]:
    """The nearest remedies in words, the others by their ids: all are told in full in the chapter on ways out."""
    cures = index.ways_out(group.first["remedies"], group.first["questions"])
    if cures:
        yield Para(
            "one of these (the chapter on ways out tells their cost and what they assume)", lead="What clears it: "
        )
        told = cures[:_MOST_CURES]
        left = [each["id"] for each in index.ways_out(group.remedies, group.questions) if each not in told]
        points = [f"{each['id']} {each['title']}" for each in told]
        yield Points((*points, *([f"also {some(left, _MOST_ALIKE)}"] if left else [])))

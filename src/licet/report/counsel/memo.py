"""The memo for counsel: facts assumed, verdict, each issue with clauses and path, what is open, ways out, annexes."""

from collections.abc import Iterator

from licet.report import phrases
from licet.report.counsel.annexes import annexes
from licet.report.counsel.blocks import Block, Document, Grid, Heading, Para, Points, Quote
from licet.report.lookup import Index, index_of, place
from licet.report.origins import facts_of
from licet.report.result import Finding, Question, Result
from licet.report.words import COSTS, DUTIES, RANKS, VERDICTS, answer, delivery, spoken

_REVIEW = RANKS["needs-review"]
_TRUE = {None: "not stated", True: "yes", False: "no"}


def memo(result: Result) -> Document:
    """Return the memo; every sentence in it is a reading of the result."""
    index = index_of(result)
    name = f"{result['product']['name']} {result['product']['version']}".strip()
    blocks = (
        *_summary(result),
        *_assumed(index),
        *_issues(index),
        *_duties(index),
        *_open(index),
        *ways_out(index),
        *_outbound(index),
        *_waived(index),
        *annexes(index),
    )
    return Document(title=f"License memo: {name}", line=origin(result), blocks=blocks)


def origin(result: Result) -> str:
    """What wrote the document, from what, and for which day it was judged."""
    tool, day = result["tool"], f"Judged for {result['date']} by" if result["date"] else "By"
    return f"{day} Licet {tool['version']} from its knowledge of {tool['knowledge']}"


def _summary(result: Result) -> Iterator[Block]:
    yield Heading(1, "Result")
    verdict = VERDICTS[result["verdict"]].upper()
    yield Para(f"{phrases.counts_line(result)}; {phrases.gate_line(result)}.", lead=f"{verdict}. ")
    yield Para(f"Parts: {phrases.parts_line(result)}.")
    yield Para(result["notice"])


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
    found = [each for each in index.active() if RANKS[each["verdict"]] >= _REVIEW]
    yield Heading(1, "Issues")
    if not found:
        yield Para("No finding blocks the use or needs review.")
    for finding in found:
        yield from issue(index, finding)


def issue(index: Index, finding: Finding) -> Iterator[Block]:
    """One issue in full: argument, clauses, path, facts, readings, questions, remedies."""
    verdict = VERDICTS[finding["verdict"]].upper()
    yield Heading(2, f"{finding['id']}  {finding['title']}")
    yield Para("; ".join(finding["because"]) + ".", lead=f"{verdict}. ")
    for clause in finding["clauses"]:
        source = phrases.source_of(index, clause, finding["components"])
        yield Quote(clause["quote"], f"{index.clause(clause)} {source}".strip())
    if finding["steps"]:
        yield Para(phrases.path_line(index, finding["steps"]), lead="How it reaches the product: ")
        seen = [place(one["path"], one["line"]) for step in finding["steps"] for one in step["evidence"]]
        if seen:
            yield Para("; ".join(dict.fromkeys(seen)), lead="Seen at: ")
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
    asked = [index.questions[each] for each in finding["questions"] if each in index.questions]
    if asked:
        yield Points(tuple(f"{each['asks']} ({phrases.outcomes(each)})" for each in asked))
    cures = [index.remedies[each] for each in finding["remedies"] if each in index.remedies]
    if cures:
        yield Para("; ".join(f"{each['id']} {each['title']}" for each in cures) + ".", lead="Cleared by: ")


def _duties(index: Index) -> Iterator[Block]:
    rows = [
        (
            DUTIES.get(each["duty"]) or spoken(each["duty"]),
            index.label(each["component"]),
            each["status"],
            spoken(each["trigger"]),
            each["how_to_meet"],
            index.clause(each["clause"]) if each["clause"] else "",
        )
        for each in index.result["duties"]
        if each["status"] != "standing"
    ]
    yield Heading(1, "Duties")
    if not rows:
        yield Para("Nothing is owed.")
        return
    yield Grid(("duty", "for", "status", "owed on", "how to meet it", "clause"), tuple(rows), (3, 3, 2, 3, 5, 3))


def _open(index: Index) -> Iterator[Block]:
    yield Heading(1, "Open questions")
    asked = index.result["questions"]
    if not asked:
        yield Para("None: no open fact can change the verdict.")
        return
    rows = tuple((each["asks"], phrases.outcomes(each), who(each), each["id"]) for each in asked)
    yield Grid(("question", "verdict then", "who can answer", "id"), rows, (5, 3, 3, 2))


def who(question: Question) -> str:
    """Who is most likely to know the answer."""
    from licet.remedy.answers import who_answers  # noqa: PLC0415 - the list lives with the answers

    return who_answers(question["id"], question["about"])


def ways_out(index: Index) -> Iterator[Block]:
    """The plan and every remedy, with what each costs, assumes and leads to."""
    result = index.result
    yield Heading(1, "Ways out")
    plan = result["plan"]
    if plan:
        proof = phrases.proof_line(plan)
        after = VERDICTS[plan["verdict_after"]]
        yield Para(f"{' + '.join(plan['remedies'])}; the verdict then: {after} ({proof}).", lead="Plan: ")
    elif result["gate"]["fails"]:
        yield Para(f"{phrases.unproven_line(result)}.")
    rows = tuple(
        (
            each["id"],
            each["title"],
            f"{each['cost']} ({COSTS.get(each['cost'], '')})",
            "; ".join(each["assumes"]) or "nothing",
            ", ".join(each["clears"]),
            VERDICTS[each["verdict_after"]] if each["verdict_after"] else "open",
        )
        for each in result["remedies"]
    )
    if rows:
        yield Grid(("", "remedy", "cost", "assumes", "clears", "verdict after"), rows, (1, 5, 2, 4, 2, 2))


def _outbound(index: Index) -> Iterator[Block]:
    rows = tuple(
        (index.license(each["license"]), each["possible"], "; ".join(each["because"][:3]))
        for each in index.result["outbound"]
    )
    if rows:
        yield Heading(1, "Licenses under which the product may be released")
        yield Grid(("license", "possible", "because"), rows, (3, 1, 6))


def _waived(index: Index) -> Iterator[Block]:
    waived = [each for each in index.result["findings"] if each["waived_by"]]
    if waived:
        yield Heading(1, "Waived by the organization")
        yield Points(tuple(f"{each['id']} {each['title']}: {each['waived_by']}" for each in waived))

"""The record of a crisis: a finding blocks a release, what is halted, who decides, and how it is ended."""

from collections.abc import Iterator
from typing import Final

from licet.report import phrases
from licet.report.counsel.blocks import Block, Document, Grid, Heading, Para, Points
from licet.report.counsel.chapters import gate_opening, plan_words, question_kind, remedy_rows, together, who
from licet.report.counsel.memo import issue, origin, titled
from licet.report.groups import FindingGroup, told_together
from licet.report.lookup import Index, index_of
from licet.report.places import Step
from licet.report.result import Finding, Question, Result
from licet.report.words import VERDICTS, delivery, some

_MOST: Final = 40
_ARCHITECTURE: Final = frozenset({"links", "embeds", "runs", "calls", "bundles", "tokenizes-with"})


def incident(result: Result) -> Document:
    """Return the record; where nothing blocks, it says so and tells what stands open."""
    index = index_of(result)
    name = f"{result['product']['name']} {result['product']['version']}".strip()
    groups = _causes(index)
    first = [group.first for group in groups]
    causes = [each for group in groups for each in (group.first, *group.others)]
    blocks = (
        *_halted(index, groups),
        *_deciders(index, causes),
        *_integration(index, first),
        *(block for group in groups for block in issue(index, group)),
        *_options(index, causes),
        *_post_mortem(index, causes),
    )
    return Document(title=f"Incident record: {name}", line=origin(result), blocks=blocks)


def _causes(index: Index) -> list[FindingGroup]:
    """The findings that block; where none does, those that need review; many alike ones together."""
    return told_together(index, "blocked") or told_together(index, "needs-review")


def _halted(index: Index, groups: list[FindingGroup]) -> Iterator[Block]:
    result = index.result
    yield Heading(1, "What is halted")
    verdict = VERDICTS[result["verdict"]].upper()
    if not result["gate"]["fails"]:
        yield Para(f"{verdict}. The gate passes: nothing has to be halted.")
        return
    how = ", ".join(delivery(each) for each in result["use"]["delivery"] or ()) or "not stated"
    yield Para(f"Release of {result['product']['name']} (delivery: {how}) until the gate passes.", lead=f"{verdict}. ")
    yield Points(tuple(" ".join(titled(each)) for each in groups))
    yield Para(result["notice"])


def _deciders(index: Index, causes: list[Finding]) -> Iterator[Block]:
    """Who can answer what, so that nobody waits for the wrong person."""
    yield Heading(1, "Who is to decide")
    asked = {name: index.questions[name] for each in causes for name in each["questions"] if name in index.questions}
    alike = together(asked.values(), lambda each: question_kind(index, each))
    rows = [(who(group[0]), _asks(index, group), phrases.outcomes(group[0])) for group in alike]
    rows.append(
        ("who answers for the release, with counsel", "Which of the options below is taken?", "see each option")
    )
    yield Grid(("who", "what", "what follows"), tuple(rows), (3, 5, 3))


def _asks(index: Index, group: list[Question]) -> str:
    others = [index.label(each["about"]) for each in group[1:]]
    return f"{group[0]['asks']}{f' The same of {some(others, _MOST)}.' if others else ''}"


def _integration(index: Index, causes: list[Finding]) -> Iterator[Block]:
    """How each part is built in, and what another architecture would change."""
    yield Heading(1, "How the part is integrated, and what that changes")
    steps: dict[tuple[str, str, str], Step] = {}
    for finding in causes:
        for step in finding["steps"]:
            steps.setdefault((step["from"], step["how"], step["to"]), step)
    yield Points(
        tuple(f"{phrases.step_sentence(index, step)}: {phrases.crossing(step['how'])}" for step in steps.values())
    )
    mattering = [index.questions[name] for name in _asked(causes) if name in index.questions]
    built = [each for each in mattering if each["id"].partition(":")[0] in {"one-work", "modified", "users-can-relink"}]
    for question in built:
        yield Para(f"{phrases.outcomes(question)}.", lead=f"{question['asks']} ")
    apart = [each for each in index.result["remedies"] if each["kind"] == "isolate-as-service"]
    for remedy in apart:
        after = VERDICTS[remedy["verdict_after"]] if remedy["verdict_after"] else "open"
        yield Para(f"{remedy['title']}: the verdict then is {after}.", lead="Built otherwise: ")


def _asked(causes: list[Finding]) -> list[str]:
    return list(dict.fromkeys(name for each in causes for name in each["questions"]))


def _options(index: Index, causes: list[Finding]) -> Iterator[Block]:
    yield Heading(1, "Options, with cost and consequence")
    yield from gate_opening(index)
    ids = {each["id"] for each in causes}
    plan = index.result["plan"]
    planned = plan["remedies"] if plan else []
    known = [each for each in index.result["remedies"] if ids.intersection(each["clears"])]
    told = [each for each in known if each["kind"] != "answer-question"]
    rows = remedy_rows(index, sorted(told, key=lambda each: each["id"] not in planned))
    if rows:
        head = ("id", "option", "cost", "must be made true", "clears", "verdict then")
        yield Grid(head, rows, (4, 10, 6, 9, 4, 5))
    elif not known:
        yield Para("No remedy was found that clears a cause and raises nothing new.")
    if plan:
        yield Para(plan_words(index), lead="Cheapest way out: ")


def _post_mortem(index: Index, causes: list[Finding]) -> Iterator[Block]:
    """Which gate would have caught it, and the settings that turn it on."""
    yield Heading(1, "Post-mortem: the gate that catches this")
    names = dict.fromkeys(name for each in causes for clause in each["clauses"] for name in [clause["license"]])
    categories = {index.licenses[name]["category"] for name in names if name in index.licenses} - {
        "permissive",
        "public-domain",
    }
    wanted = ", ".join(f'"category:{each}"' for each in sorted(categories)) or '"category:unknown"'
    yield Para(
        "`licet check` on every change fails from needs-review on, unless [policy] says otherwise; this state ends it "
        f"with exit code {int(index.result['gate']['fails'])}. To have such a part looked at before any rule bears on "
        "it, and to notice a change of the architecture, say in licet.toml:"
    )
    told = (f"[policy] review = [{wanted}]", '[policy] fail_on = "needs-review"')
    links = "[[link]] with `how` and facts.one_work for each link on the path: a change of it then changes the verdict"
    yield Points((*told, links))
    places = dict.fromkeys(
        one["path"] for each in causes for step in each["steps"] for one in step["evidence"] if one["path"]
    )
    if places:
        yield Para(f"A change of these files brought the part in, so the check belongs to them: {', '.join(places)}.")

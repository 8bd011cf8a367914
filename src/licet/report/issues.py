"""What code hosts show one by one: findings, and duties in groups, each at the line where the part is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from json import loads
from typing import Final, Literal, cast

from licet.report.groups import DutyGroup, duty_groups
from licet.report.lookup import Index
from licet.report.places import Clause, Seen, Step
from licet.report.result import Finding, Question, Waived
from licet.report.words import RANKS, VERDICTS, clean, spoken

DUTY: Final = "duty/"
"""Begins the rule id of what stands for duties."""

_SYSTEM: Final = "licet.toml"
_NO_FILES: Final = ("catalog:",)
_MOST: Final = 3
_DIGITS: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file of the project and a line in it (0: the whole file)."""

    path: str
    line: int
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One thing to show: `key` is the same from run to run, `counts` is true where it makes the gate fail."""

    key: str
    id: str
    rule: str
    verdict: str
    title: str
    details: tuple[str, ...]
    place: Place
    related: tuple[Place, ...]
    components: tuple[str, ...]
    waiver: str
    approved_by: str
    state: Literal["new", "known", "waived"]
    counts: bool

    @property
    def fingerprint(self) -> str:
        """A hash of what makes it the same issue."""
        return sha256(self.key.encode("utf-8", "backslashreplace")).hexdigest()[:_DIGITS]


def issues_of(index: Index) -> list[Issue]:
    """Every finding in the order of their numbers, then the duties that are due or pending, alike ones together."""
    found = [_finding(index, each) for each in index.result["findings"]]
    for status in ("due", "pending"):
        found += [_duty(index, each, status) for each in duty_groups(index, status)]
    return found


def brief(rule: str) -> str:
    """What a rule is about, in a sentence or two."""
    told = _rules().get(rule)
    return told["brief"] if told else f"{spoken(rule.removeprefix(DUTY)).capitalize()}."


def help_of(rule: str) -> str:
    """The help of a rule as Markdown."""
    told = _rules().get(rule)
    return told["help"] if told else f"{brief(rule)}\n\n`licet explain` gives the clause and how to meet it.\n"


@cache
def _rules() -> dict[str, dict[str, str]]:
    return cast("dict[str, dict[str, str]]", loads(files(__package__).joinpath("rules.json").read_text("utf-8")))


def _finding(index: Index, finding: Finding) -> Issue:
    places = [*_along(finding["steps"]), *_named(index, finding["components"])]
    waiver = finding["waiver"]
    return Issue(
        key=finding["key"],
        id=finding["id"],
        rule=finding["rule"],
        verdict=finding["verdict"],
        title=clean(finding["title"]),
        details=tuple(_details(index, finding)),
        place=places[0] if places else Place(path=_SYSTEM, line=0),
        related=tuple(dict.fromkeys(places[1:])),
        components=tuple(finding["components"]),
        waiver=_waived(finding["waived_by"], waiver),
        approved_by=clean(waiver["approved_by"]) if waiver else "",
        state="waived" if finding["waived_by"] else "known" if finding["known"] else "new",
        counts=_counts(index, finding["verdict"], quiet=bool(finding["waived_by"]) or finding["known"]),
    )


def _duty(index: Index, group: DutyGroup, status: str) -> Issue:
    first = group.duties[0]
    law = f"{first['clause']['license']} {first['clause']['section']}" if first["clause"] else first["component"]
    places = [place for each in group.duties for place in (*_along(each["steps"]), *_named(index, [each["component"]]))]
    known = all(each["known"] for each in group.duties)
    return Issue(
        key=f"{DUTY}{first['duty']}:{law}",
        id=first["id"],
        rule=f"{DUTY}{first['duty']}",
        verdict="allowed-with-duties",
        title=f"{status}: {clean(group.title)}",
        details=tuple(clean(each) for each in (*group.laws[:_MOST], group.advice) if each),
        place=places[0] if places else Place(path=_SYSTEM, line=0),
        related=tuple(dict.fromkeys(places[1:])),
        components=tuple(each["component"] for each in group.duties),
        waiver="",
        approved_by="",
        state="known" if known else "new",
        counts=_counts(index, "allowed-with-duties", quiet=known),
    )


def _counts(index: Index, verdict: str, *, quiet: bool) -> bool:
    return not quiet and RANKS[verdict] >= RANKS[index.result["gate"]["fail_on"]] and RANKS[verdict] > 0


def _details(index: Index, finding: Finding) -> Iterator[str]:
    """The clauses, the questions that decide and the ways out, a line each."""
    for each in finding["clauses"][:_MOST]:
        yield _law(index, each)
    questions = [index.questions[each] for each in finding["questions"] if each in index.questions]
    for question in questions[:_MOST]:
        yield _asked(question)
    for remedy in index.ways_out(finding["remedies"], finding["questions"])[:_MOST]:
        yield f"clear it by {remedy['id']}: {clean(remedy['title'])}"


def _law(index: Index, clause: Clause) -> str:
    quote = f' "{clean(clause["quote"])}"' if clause["quote"] else ""
    return f"{index.clause(clause)}{quote}"


def _asked(question: Question) -> str:
    told = "; ".join(f"{clean(word)}: {VERDICTS[verdict]}" for word, verdict in question["verdict_if"].items())
    return f"decides: {clean(question['asks'])} ({told})"


def _waived(text: str, waiver: Waived | None) -> str:
    if not text:
        return ""
    until = f"; until {waiver['expires']}" if waiver and waiver["expires"] else ""
    who = f"; approved by {clean(waiver['approved_by'])}" if waiver and waiver["approved_by"] else ""
    return f"{clean(text)}{who}{until}"


def _along(steps: list[Step]) -> Iterator[Place]:
    """The places along a path, the one where the part itself is named first."""
    for step in reversed(steps):
        for each in step["evidence"][:1]:
            yield from _place(each, f"{step['from']} {step['how']} {step['to']}")


def _named(index: Index, components: list[str]) -> Iterator[Place]:
    """The places where parts were seen, those of the first part first; then the texts of its licenses."""
    parts = [index.components[each] for each in components if each in index.components]
    for part in parts:
        for each in part["evidence"][:_MOST]:
            yield from _place(each, f"{part['label']} is named here")
        for told in part["licenses"]["texts"][:_MOST]:
            if told["path"]:
                yield Place(path=told["path"], line=told["line"], what=f"text of {clean(told['license'])}")


def _place(seen: Seen, what: str) -> Iterator[Place]:
    if seen["path"] not in {"", "."} and not seen["path"].startswith(_NO_FILES):
        yield Place(path=seen["path"], line=seen["line"], what=clean(what))

"""Bring together what repeats: a hundred packages that owe the same notice are one line."""

from collections.abc import Sequence
from dataclasses import dataclass

from licet.report.lookup import Index
from licet.report.result import Duty, Finding
from licet.report.words import DUTIES, count, some, spoken

_NAMED = 3
_MANY = 3
"""From so many findings on that are like another they are told with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyGroup:
    """Duties of one status that one line can stand for; `laws` are the clauses, or the licenses where many."""

    title: str
    duties: tuple[Duty, ...]
    laws: tuple[str, ...]

    @property
    def ids(self) -> list[str]:
        """The ids of all its duties."""
        return [duty["id"] for duty in self.duties]

    @property
    def advice(self) -> str:
        """How to meet them, where one sentence holds for all."""
        return _advice(self.duties)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingGroup:
    """Findings with one verdict, rule and clause; the first is shown, the others are named."""

    first: Finding
    others: tuple[Finding, ...]

    @property
    def size(self) -> int:
        """How many findings it holds."""
        return 1 + len(self.others)

    @property
    def remedies(self) -> list[str]:
        """The ids of the remedies of all its findings."""
        return list(dict.fromkeys(each for finding in (self.first, *self.others) for each in finding["remedies"]))

    @property
    def questions(self) -> list[str]:
        """The ids of the questions of all its findings."""
        return list(dict.fromkeys(each for finding in (self.first, *self.others) for each in finding["questions"]))


def duty_groups(index: Index, status: str) -> list[DutyGroup]:
    """Group the duties of one status; those of single parts come first, packages last."""
    groups: dict[tuple[str, ...], list[Duty]] = {}
    for duty in index.result["duties"]:
        if duty["status"] == status:
            groups.setdefault(_duty_key(index, duty), []).append(duty)
    packages = [key for key in groups if key[0] == "library"]
    single = [key for key in groups if key[0] != "library"]
    return [_duty_group(index, groups[key]) for key in (*single, *packages)]


def finding_groups(index: Index, verdict: str) -> list[FindingGroup]:
    """Group the findings of one verdict that no waiver covers, in the order of their numbers."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in index.active():
        if finding["verdict"] == verdict:
            groups.setdefault(_finding_key(finding), []).append(finding)
    return [FindingGroup(first=group[0], others=tuple(group[1:])) for group in groups.values()]


def told_together(index: Index, *verdicts: str) -> list[FindingGroup]:
    """The findings of some verdicts, the worst verdict first: many alike ones together, few one by one."""
    told: list[FindingGroup] = []
    order = {name: place for place, name in enumerate(index.findings)}
    for verdict in verdicts:
        groups = finding_groups(index, verdict)
        many = [group for group in groups if len(group.others) >= _MANY]
        few = [each for group in groups if len(group.others) < _MANY for each in (group.first, *group.others)]
        single = [FindingGroup(first=each, others=()) for each in few]
        told += sorted([*many, *single], key=lambda group: order[group.first["id"]])
    return told


def _duty_key(index: Index, duty: Duty) -> tuple[str, ...]:
    if index.kind(duty["component"]) == "library":
        return ("library", duty["duty"])
    clause = duty["clause"]
    law = (clause["license"], clause["section"]) if clause else ("", "")
    return ("", duty["duty"], *law)


def _finding_key(finding: Finding) -> tuple[str, ...]:
    laws = [f"{clause['license']} {clause['section']}" for clause in finding["clauses"]]
    return (finding["rule"], finding["act"], finding["duty"], *finding["tags"], *sorted(laws))


def _duty_group(index: Index, duties: list[Duty]) -> DutyGroup:
    clauses = [duty["clause"] for duty in duties if duty["clause"]]
    places = dict.fromkeys(index.clause(clause) for clause in clauses)
    licenses = dict.fromkeys(index.license(clause["license"]) for clause in clauses)
    laws = places if len(places) == 1 else licenses
    return DutyGroup(title=_duty_title(index, duties), duties=tuple(duties), laws=tuple(laws))


def _duty_title(index: Index, duties: list[Duty]) -> str:
    first = duties[0]
    words = DUTIES.get(first["duty"]) or spoken(first["duty"])
    names = list(dict.fromkeys(index.label(duty["component"]) for duty in duties))
    if index.kind(first["component"]) == "library" and len(names) > 1:
        return f"{words} of {count(len(names), 'library')}"
    advice = _advice(duties) or words
    unnamed = [name for name in names if name not in advice]
    return f"{advice} ({some(unnamed, _NAMED)})" if unnamed else advice


def _advice(duties: Sequence[Duty]) -> str:
    advice = {duty["how_to_meet"] for duty in duties}
    return advice.pop() if len(advice) == 1 else ""

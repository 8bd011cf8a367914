"""Find things in a result by id; ids that lead nowhere (a saved file may hold any) are shown as they are."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from licet.model.bom import PRODUCT
from licet.report.places import Clause, Step
from licet.report.result import Component, Duty, Finding, KnownLicense, Question, Remedy, Result
from licet.report.words import RANKS, clean, short

_OWN_PREFIX = "LicenseRef-"
_LABEL = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A result and its parts by id."""

    result: Result
    components: dict[str, Component]
    labels: dict[str, str]
    licenses: dict[str, KnownLicense]
    titles: dict[str, str]
    findings: dict[str, Finding]
    duties: dict[str, Duty]
    questions: dict[str, Question]
    remedies: dict[str, Remedy]
    verdicts: dict[str, str]
    carried: dict[str, str]

    def label(self, identity: str) -> str:
        """The shortest name that tells a part from all others; the product goes by that word, as its name is above."""
        if identity == PRODUCT:
            return PRODUCT
        return self.labels.get(identity) or short(identity, _LABEL)

    def kind(self, identity: str) -> str:
        """What a part is; `product` for the product, empty where the id is unknown."""
        part = self.components.get(identity)
        return part["kind"] if part else "product" if identity == PRODUCT else ""

    def license(self, identity: str) -> str:
        """A license as one would name it: the SPDX id, or the title where there is no such id."""
        return self.titles.get(identity) or clean(identity)

    def clause(self, clause: Clause) -> str:
        """License, document where it is not the license itself, and section."""
        extra = "" if clause["document"] in {"", "license"} else f" ({clean(clause['document'])})"
        return f"{self.license(clause['license'])}{extra}{_mark(clause['section'])}"

    def law(self, license_id: str, section: str) -> str:
        """License and section."""
        return f"{self.license(license_id)}{_mark(section)}"

    def read_from(self, clause: Clause, components: list[str]) -> str:
        """The grade of the evidence for a clause's license, with file and line where its text was found."""
        for identity in components:
            part = self.components.get(identity)
            for text in part["licenses"]["texts"] if part else []:
                if text["license"] == clause["license"] and text["path"]:
                    return f"text, {place(text['path'], text['line'])}"
        for identity in components:
            part = self.components.get(identity)
            if part and clause["license"] in f"{part['licenses']['concluded']} {part['chosen']}":
                return _claimed(part, clause["license"])
        return ""

    def worst(self, identity: str) -> str:
        """The worst verdict that names a part; a duty that is due or pending counts as one."""
        return self.verdicts.get(identity, "allowed")

    def carries(self, identity: str) -> str:
        """The worst verdict of the findings whose path runs through a part, where it is worse than its own."""
        carried = self.carried.get(identity, "allowed")
        return carried if RANKS[carried] > RANKS[self.worst(identity)] else ""

    def ways_out(self, remedies: list[str], questions: list[str]) -> list[Remedy]:
        """The remedies, those of the plan first and open steps last; to answer a question asked goes without saying."""
        plan = self.result["plan"]
        planned = plan["remedies"] if plan else []
        known = [self.remedies[each] for each in remedies if each in self.remedies]
        told = [each for each in known if each["kind"] != "answer-question" or not questions]
        return sorted(told, key=lambda each: (each["id"] not in planned, each["open_step"]))

    def active(self) -> list[Finding]:
        """The findings that no waiver covers."""
        return _open(self.result)


def index_of(result: Result) -> Index:
    """Return the result with all its parts by id."""
    return Index(
        result=result,
        components={each["id"]: each for each in result["components"]},
        labels=_labels(result["components"]),
        licenses={each["id"]: each for each in result["licenses"]},
        titles=_titles(result["licenses"]),
        findings={each["id"]: each for each in result["findings"]},
        duties={each["id"]: each for each in result["duties"]},
        questions={each["id"]: each for each in result["questions"]},
        remedies={each["id"]: each for each in result["remedies"]},
        verdicts=_worst_of(_named(result)),
        carried=_worst_of((each, finding["verdict"]) for finding in _open(result) for each in finding["path"]),
    )


def place(path: str, line: int) -> str:
    """`path:line`, or the path alone where the whole file is meant."""
    return clean(f"{path}:{line}" if line else path)


def seen_at(step: Step) -> str:
    """Where a step of a path was first seen; empty where nothing is known."""
    return place(step["evidence"][0]["path"], step["evidence"][0]["line"]) if step["evidence"] else ""


def _mark(section: str) -> str:
    """` §2.a`; a section that is named in words goes without the sign."""
    safe = clean(section)
    if not safe:
        return ""
    return f" {safe}" if safe[0].isalpha() and " " in safe else f" §{safe}"


def _claimed(part: Component, wanted: str) -> str:
    claims = [claim for claim in part["licenses"]["claims"] if claim["path"]]
    exact = [claim for claim in claims if claim["license"].casefold() == wanted.casefold()]
    for claim in exact or (claims if len(claims) == 1 else []):
        return f"{claim['grade']}, {place(claim['path'], claim['line'])}"
    return part["licenses"]["grade"]


def _titles(licenses: list[KnownLicense]) -> dict[str, str]:
    """Titles for licenses without an SPDX id, without what follows in brackets where that tells none apart."""
    own = {each["id"]: clean(each["name"]) for each in licenses if each["id"].startswith(_OWN_PREFIX) and each["name"]}
    brief = {identity: re.split(r" [(+]", name, maxsplit=1)[0] for identity, name in own.items()}
    used = Counter(brief.values())
    return {identity: brief[identity] if used[brief[identity]] == 1 else name for identity, name in own.items()}


def _labels(components: list[Component]) -> dict[str, str]:
    used = Counter(clean(part["label"]) for part in components)
    labels = {PRODUCT: PRODUCT}
    for part in components:
        name = clean(part["label"])
        labels[part["id"]] = short(name if name and used[name] == 1 else part["id"], _LABEL)
    return labels


def _open(result: Result) -> list[Finding]:
    return [each for each in result["findings"] if not each["waived_by"]]


def _named(result: Result) -> Iterator[tuple[str, str]]:
    for duty in result["duties"]:
        if duty["status"] in {"due", "pending"}:
            yield duty["component"], "allowed-with-duties"
    for finding in _open(result):
        for identity in finding["components"]:
            yield identity, finding["verdict"]


def _worst_of(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    worst: dict[str, str] = {}
    for identity, verdict in named:
        worst[identity] = max(worst.get(identity, "allowed"), verdict, key=lambda each: RANKS[each])
    return worst

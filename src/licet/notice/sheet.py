"""What the writers of the bundle read: one analysis, its duties by kind, its parts by id."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from licet.model.analysis import Analysis
from licet.model.bom import PRODUCT, Component, LicenseText
from licet.model.findings import OwedDuty, Terms
from licet.model.terms import DutyTerm, License
from licet.model.vocabulary import Duty, DutyStatus

_OWED = frozenset({DutyStatus.DUE, DutyStatus.PENDING, DutyStatus.MET})


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """One duty of one part, with the statement of the license it comes from."""

    duty: OwedDuty
    part: Component
    license: License
    term: DutyTerm

    only_if: str = ""
    """What a pending duty waits for, as a sentence that begins with a space; empty for one that is due."""


class Sheet:
    """One analysis, looked up in the ways that the files of the bundle need."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.parts = {component.id: component for component in analysis.bom.components}
        self.terms = {terms.component.id: terms for terms in analysis.terms}

    @property
    def product(self) -> str:
        """The product's name with its version."""
        product = self.analysis.config.product
        return f"{product.name} {product.version}".strip()

    @cached_property
    def concerned(self) -> tuple[Terms, ...]:
        """The parts of others on which some duty is owed or may be, by their labels."""
        names = {duty.component for duty in self.analysis.duties if duty.status in _OWED}
        found = [self.terms[name] for name in names if name in self.terms and not self.terms[name].component.own]
        return tuple(sorted(found, key=lambda terms: (terms.component.label.casefold(), terms.component.id)))

    def owing(self, *kinds: Duty) -> Iterator[Owing]:
        """The duties of these kinds that are owed or may be, by part."""
        for duty in sorted(self.analysis.duties, key=lambda each: (self.label(each.component).casefold(), each.key)):
            terms = self.terms.get(duty.component)
            if duty.status not in _OWED or duty.duty not in kinds or terms is None:
                continue
            found = next((each for each in terms.licenses if _speaks(each, duty)), None)
            if found is not None:
                part = self.parts.get(duty.component, terms.component)
                term = found.duty(Duty(duty.duty))
                yield Owing(duty=duty, part=part, license=found, term=term, only_if=self._waits(duty))

    def alike(self, *kinds: Duty) -> list[tuple[Owing, str]]:
        """The same duties with the labels of all parts that owe the same under the same clause, each clause once."""
        groups: dict[tuple[object, ...], list[Owing]] = {}
        for owing in self.owing(*kinds):
            groups.setdefault((owing.license.id, owing.duty.clause, owing.only_if), []).append(owing)
        return [(group[0], ", ".join(dict.fromkeys(each.part.label for each in group))) for group in groups.values()]

    def _waits(self, duty: OwedDuty) -> str:
        if duty.status is not DutyStatus.PENDING:
            return ""
        asked = {question.id: question.asks for question in self.analysis.questions}
        waits = " ".join(asked.get(name, name) for name in duty.questions) or duty.trigger
        return f" Owed or not by what is still open: {waits}"

    def label(self, name: str) -> str:
        """The name a person would use for a part or the product."""
        if name == PRODUCT:
            return self.analysis.config.product.name
        return self.parts[name].label if name in self.parts else name

    def texts(self, part: Component, *roles: str) -> tuple[LicenseText, ...]:
        """The texts of these roles that lie with a part, by their places."""
        found = (text for text in self.parts.get(part.id, part).texts if text.role in roles)
        return tuple(sorted(found, key=lambda text: text.evidence))


def _speaks(license_: License, duty: OwedDuty) -> bool:
    """Whether a duty comes from this license rather than from another one of the part."""
    term = license_.duties.get(Duty(duty.duty))
    return term is not None and (duty.clause is None or term.clause == duty.clause)


def place(owing: Owing) -> str:
    """The section behind a duty, with its words."""
    clause = owing.duty.clause
    return f'{owing.license.name}, §{clause.section}: "{clause.quote}"' if clause else owing.license.name

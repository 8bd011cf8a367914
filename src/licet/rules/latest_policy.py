"""Terms that may change after they were accepted, against a frozen record (vocabulary 10.9)."""

from collections.abc import Iterator

from licet.model.findings import Terms
from licet.model.system import System
from licet.model.terms import DutyTerm, License
from licet.model.vocabulary import Duty, Value, Verdict
from licet.rules.case import Case, Outcome, Rule
from licet.rules.facts import Facts
from licet.rules.support import each_use, part_case
from licet.rules.triggers import uses

ID = "latest-policy"
READING = "external-policy-version"
MONTHS = 6
"""A record is read again after so many months."""


def cases(system: System) -> Iterator[Case]:
    """One case per part whose terms may move."""
    for terms, license_ in system.licensed():
        term = _moving(license_)
        if term:
            yield _case(system, terms, license_, term)


def _moving(license_: License) -> DutyTerm | None:
    """The statement by which a license follows a policy or terms that may change."""
    policy = license_.duty(Duty.FOLLOW_POLICY)
    if policy.value is Value.YES and policy.parameters.get("version") == "latest":
        return policy
    changed = license_.duty(Duty.ACCEPT_CHANGED_TERMS)
    return changed if changed.value is Value.YES else None


def _frozen(facts: Facts, license_: License, term: DutyTerm) -> bool:
    """Whether the policy binds as it was read, by the position taken; terms that reserve a change move all the same."""
    contested = any(reading.id == READING for reading in license_.readings)
    reserved = license_.duty(Duty.ACCEPT_CHANGED_TERMS).value is Value.YES
    follows = term.duty is Duty.FOLLOW_POLICY and not reserved
    return contested and follows and facts.chosen(READING) == "frozen"


def due_date(reviewed: str) -> str:
    """The month in which a record that was read in `reviewed` (YYYY-MM) is to be read again."""
    year, _, month = reviewed.partition("-")
    if not (year.isdecimal() and month[:2].isdecimal()):
        return ""
    count = int(year) * 12 + int(month[:2]) - 1 + MONTHS
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def _case(system: System, terms: Terms, license_: License, term: DutyTerm) -> Case:
    due = due_date(license_.reviewed)
    late = bool(due) and f"{system.now:%Y-%m}" > due

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        for exposure in each_use(system, terms):
            if uses(facts, exposure, license_) and not _frozen(facts, license_, term):
                verdict = Verdict.REVIEW if late else Verdict.WITH_DUTIES
                said = "was due" if late else "is due"
                why = f"the record was read in {license_.reviewed}; reading it again {said} in {due or 'good time'}"
                yield Outcome(verdict=verdict, why=why, path=exposure.path)

    title = f"the terms of {terms.component.label} may change: read them again by {due or 'a date of your own'}"
    return part_case(terms, license_, title, outcomes, term.clause, duty=term.duty)


RULE = Rule(id=ID, risk="evidence", cases=cases)

"""Paths and clauses as the document writes them."""

from licet.model.findings import Step
from licet.model.terms import Clause
from licet.report import places
from licet.report.parts import seen


def path_of(steps: tuple[Step, ...]) -> list[str]:
    """The ids along a path, from the product upstream."""
    ids: list[str] = []
    for step in steps:
        ids += [each for each in (step.source, step.target) if not ids or each != ids[-1]]
    return ids


def step_of(step: Step) -> places.Step:
    """One step of a path, with the places where it was seen."""
    return {
        "from": step.source,
        "how": step.how.value,
        "to": step.target,
        "evidence": [seen(each) for each in step.evidence],
    }


def clause_of(clause: Clause) -> places.Clause:
    """A place in a license."""
    return {
        "license": clause.license,
        "document": clause.document,
        "section": clause.section,
        "quote": clause.quote,
    }

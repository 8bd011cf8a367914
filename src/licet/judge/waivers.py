"""Apply the organization's waivers: a waived finding stays in the report and no longer counts."""

from dataclasses import replace

from licet.judge.conclude import Argued
from licet.model.findings import Finding
from licet.model.system import System
from licet.model.use import Waiver


def apply_waivers(system: System, argued: tuple[Argued, ...]) -> tuple[tuple[Argued, ...], tuple[str, ...]]:
    """Mark the findings that a valid waiver covers.

    Returns: the findings, and one sentence for every valid waiver that covered nothing.
    """
    valid = [w for w in system.config.waivers if w.expires is None or w.expires >= system.now]
    used: set[int] = set()
    result: list[Argued] = []
    for item in argued:
        at = next((i for i, waiver in enumerate(valid) if _covers(system, waiver, item.finding)), None)
        if at is None:
            result.append(item)
            continue
        used.add(at)
        text = f"{valid[at].reason}: {valid[at].statement}".rstrip(": ")
        result.append(replace(item, finding=replace(item.finding, waived_by=text, waiver=valid[at])))
    idle = [waiver for i, waiver in enumerate(valid) if i not in used]
    unused = tuple(f"the waiver of {waiver.finding} for {waiver.component} covers nothing" for waiver in idle)
    return tuple(result), unused


def _covers(system: System, waiver: Waiver, finding: Finding) -> bool:
    names = set(finding.components[:1])
    for component in finding.components[:1]:
        terms = system.terms.get(component)
        if terms:
            names |= {terms.component.purl, terms.component.name, *terms.component.aliases}
    clause = not waiver.clause or any(_within(c.section, waiver.clause) for c in finding.clauses)
    path = not waiver.path or any(waiver.path in (step.source, step.target) for step in finding.path)
    return waiver.finding == finding.rule and waiver.component in names - {""} and clause and path


def _within(section: str, scope: str) -> bool:
    """Whether a section is the named one or a part of it."""
    return section == scope or section.startswith((f"{scope}.", f"{scope}(", f"{scope} "))

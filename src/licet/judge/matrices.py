"""Two readings of a judgement as tables: component x kind of risk, and restriction x intended use."""

from collections import defaultdict

from licet.model.analysis import RestrictionCell, RiskCell
from licet.model.findings import Finding, OwedDuty
from licet.model.system import System
from licet.model.terms import License, Restriction
from licet.model.vocabulary import FIELD_TAGS, DutyStatus, Strength, Verdict
from licet.rules.registry import RULES

_RISK_OF = {rule.id: rule.risk for rule in RULES}
_OWED = frozenset({DutyStatus.DUE, DutyStatus.PENDING})


def risk_matrix(findings: tuple[Finding, ...], duties: tuple[OwedDuty, ...]) -> tuple[RiskCell, ...]:
    """The worst verdict per component and kind of risk; a cell without findings is left out."""
    cells: dict[tuple[str, str], list[tuple[Verdict, str]]] = defaultdict(list)
    for finding in findings:
        if not finding.waived_by:
            for component in finding.components[:1]:
                cells[component, _RISK_OF[finding.rule]].append((finding.verdict, finding.id))
    for duty in duties:
        if duty.status in _OWED:
            cells[duty.component, "duty"].append((Verdict.WITH_DUTIES, duty.id))
    return tuple(
        RiskCell(
            component=component,
            kind=kind,
            verdict=max((verdict for verdict, _ in found), key=lambda verdict: verdict.rank),
            findings=tuple(name for _, name in found),
        )
        for (component, kind), found in sorted(cells.items())
    )


def restriction_matrix(system: System, findings: tuple[Finding, ...]) -> tuple[RestrictionCell, ...]:
    """Every restriction that reaches the product, against the use: served, not-served or unknown."""
    cells = [
        _cell(system, terms.component.id, license_, limit, findings)
        for terms, license_ in system.licensed()
        for limit in license_.restrictions
    ]
    return tuple(sorted(cells, key=lambda cell: (cell.tag, cell.component, cell.license, cell.section)))


def _cell(
    system: System, component: str, license_: License, limit: Restriction, findings: tuple[Finding, ...]
) -> RestrictionCell:
    hits = [f for f in findings if f.components[0] == component and limit.tag in f.tags]
    fields = system.config.use.fields
    verdict = max((f.verdict for f in hits), key=lambda v: v.rank, default=Verdict.ALLOWED)
    if limit.tag in FIELD_TAGS:
        use = "unknown" if fields is None else "served" if limit.tag in fields else "not-served"
    else:
        use = "unknown" if verdict is Verdict.REVIEW else "served" if verdict is Verdict.BLOCKED else "not-served"
    return RestrictionCell(
        tag=limit.tag,
        component=component,
        license=license_.id,
        strength="prohibited" if limit.strength is Strength.PROHIBITED else "conditional",
        section=limit.clause.section,
        quote=limit.clause.quote,
        use=use,
        verdict=verdict,
    )

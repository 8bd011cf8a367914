"""What is possible, as the document writes it: fields of use that the system can serve, licenses to release under."""

from licet.model.analysis import Analysis, CapabilityLimit, CapabilityMatrix, CapabilityRow
from licet.model.findings import Outbound
from licet.report import possibilities as document
from licet.report.pieces import clause_of, path_of, step_of


def outbound_of(outbound: Outbound) -> document.Outbound:
    """One license under which something may be released, or not."""
    return {
        "license": outbound.license,
        "possible": outbound.possible,
        "because": list(outbound.because),
        "clauses": [clause_of(each) for each in outbound.clauses],
    }


def outbound_parts(analysis: Analysis) -> list[document.OutboundPart]:
    """The licenses for each part of ours that can be released by itself, sorted by its id."""
    kinds = {part.id: part.kind.value for part in analysis.bom.components}
    return [
        {
            "component": each.component,
            "kind": kinds.get(each.component, ""),
            "wanted": each.wanted,
            "delivery": each.delivery.value,
            "licenses": [outbound_of(license_) for license_ in each.licenses],
        }
        for each in sorted(analysis.outbound_parts, key=lambda each: each.component)
    ]


def capabilities_of(matrix: CapabilityMatrix) -> document.CapabilityMatrix:
    """What the system can do against its licenses, in the order of the matrix."""
    return {
        "rows": [_row(row) for row in matrix.rows],
        "untold": list(matrix.untold),
        "unread": list(matrix.unread),
    }


def _row(row: CapabilityRow) -> document.CapabilityRow:
    return {
        "tag": row.tag,
        "use": row.use,
        "limit": row.limit,
        "abilities": [
            {
                "component": each.component,
                "ability": each.ability,
                "does": each.does,
                "basis": each.basis,
                "said": each.said,
                "why": each.why,
            }
            for each in row.abilities
        ],
        "limits": [_limit(each) for each in row.limits],
        "questions": list(row.questions),
    }


def _limit(limit: CapabilityLimit) -> document.CapabilityLimit:
    return {
        "tag": limit.tag,
        "component": limit.component,
        "clause": clause_of(limit.clause),
        "strength": limit.strength,
        "qualifiers": list(limit.qualifiers),
        "reading": limit.reading,
        "binds": list(limit.binds),
        "path": path_of(limit.path),
        "steps": [step_of(each) for each in limit.path],
        "findings": list(limit.findings),
    }

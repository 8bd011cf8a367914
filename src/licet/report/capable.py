"""The capability matrix for readers: what is limited and was not declared, grouped by license."""

from dataclasses import dataclass

from licet.report.possibilities import CapabilityLimit, CapabilityRow
from licet.report.result import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitGroup:
    """The possible fields that one license limits in one way; `cells` are each field with its first clause."""

    license: str
    limit: str
    cells: tuple[tuple[str, CapabilityLimit], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undeclared:
    """The possible fields that are not stated as served: grouped where limited, counted where not."""

    groups: tuple[LimitGroup, ...]
    able: tuple[str, ...]
    possible: int
    free: int
    unknown: int


def undeclared_of(result: Result) -> Undeclared:
    """Gather the rows of fields that the product is not stated to serve; prohibitions first, then by license."""
    rows = [row for row in result["capability_matrix"]["rows"] if row["use"] != "served"]
    found: dict[tuple[int, str], dict[str, CapabilityLimit]] = {}
    for row in rows:
        for limit in row["limits"]:
            key = (0 if outright(row, limit) else 1, limit["clause"]["license"])
            found.setdefault(key, {}).setdefault(row["tag"], limit)
    for (rank, license_), cells in found.items():
        if rank:  # a field that the same license bars outright is told once
            barred = found.get((0, license_), {})
            for tag in [tag for tag in cells if tag in barred]:
                del cells[tag]
    able = dict.fromkeys(each["component"] for row in rows for each in row["abilities"])
    return Undeclared(
        groups=tuple(
            LimitGroup(license=key[1], limit="conditional" if key[0] else "prohibited", cells=tuple(cells.items()))
            for key, cells in sorted(found.items())
            if cells
        ),
        able=tuple(able),
        possible=len(rows),
        free=sum(row["limit"] == "none" for row in rows),
        unknown=sum(row["limit"] == "unknown" for row in rows),
    )


def outright(row: CapabilityRow, limit: CapabilityLimit) -> bool:
    """Whether a limit bars the field of a row whatever else holds."""
    plain = not limit["qualifiers"] and not limit["reading"]
    return row["limit"] == "prohibited" and limit["strength"] == "prohibited" and limit["tag"] == row["tag"] and plain


def limited_rows(result: Result) -> list[CapabilityRow]:
    """The rows that some license limits, prohibitions first."""
    rows = [row for row in result["capability_matrix"]["rows"] if row["limits"]]
    return sorted(rows, key=lambda row: row["limit"] != "prohibited")


def free_rows(result: Result) -> list[CapabilityRow]:
    """The rows that no license that was read limits."""
    return [row for row in result["capability_matrix"]["rows"] if not row["limits"]]

"""The capability matrix for readers: what is limited and was not declared, grouped by license."""

from dataclasses import dataclass

from licet.report.possibilities import CapabilityLimit, CapabilityRow
from licet.report.result import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitGroup:
    """The possible fields that one license bars, and those it limits; each with its first clause."""

    license: str
    barred: tuple[tuple[str, CapabilityLimit], ...]
    limited: tuple[tuple[str, CapabilityLimit], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undeclared:
    """The possible fields that are not stated as served: grouped where limited, counted where not."""

    groups: tuple[LimitGroup, ...]
    able: tuple[str, ...]
    free: int
    unknown: int


def undeclared_of(result: Result) -> Undeclared:
    """Gather the rows of fields that the product is not stated to serve; licenses that bar the most first."""
    rows = [row for row in result["capability_matrix"]["rows"] if row["use"] != "served"]
    barred: dict[str, dict[str, CapabilityLimit]] = {}
    limited: dict[str, dict[str, CapabilityLimit]] = {}
    for row in rows:
        for limit in row["limits"]:
            home = barred if outright(row, limit) else limited
            home.setdefault(limit["clause"]["license"], {}).setdefault(row["tag"], limit)
    groups = [_group(each, barred.get(each, {}), limited.get(each, {})) for each in sorted({*barred, *limited})]
    able = dict.fromkeys(each["component"] for row in rows for each in row["abilities"])
    return Undeclared(
        groups=tuple(sorted(groups, key=lambda group: -len(group.barred))),
        able=tuple(able),
        free=sum(row["limit"] == "none" for row in rows),
        unknown=sum(row["limit"] == "unknown" for row in rows),
    )


def _group(license_: str, barred: dict[str, CapabilityLimit], limited: dict[str, CapabilityLimit]) -> LimitGroup:
    """A field that the same license bars outright is not told again as limited."""
    rest = tuple((tag, limit) for tag, limit in limited.items() if tag not in barred)
    return LimitGroup(license=license_, barred=tuple(barred.items()), limited=rest)


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

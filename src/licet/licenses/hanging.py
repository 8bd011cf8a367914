"""On what a conditional act hangs: statements of the same record, which rules judge in its place (docs/licenses.md)."""

from collections.abc import Iterator, Mapping
from typing import Final

from licet.licenses.tables import Table, nearest, shown
from licet.model.terms import BESIDE, Condition, Derivation, DutyTerm, Permission, Restriction, Territory, Threshold
from licet.model.vocabulary import Act, Duty, Value

_OWED: Final = frozenset({Value.YES, Value.CONDITIONAL})


def check_hanging(
    record: Table,
    permits: Mapping[Act, Permission],
    *,
    duties: Mapping[Duty, DutyTerm],
    derivatives: Mapping[str, Derivation],
    conditions: tuple[Condition, ...] = (),
    restrictions: tuple[Restriction, ...] = (),
) -> None:
    """Note every statement on which an act is said to hang and which the record does not make, or no rule judges."""
    known = {
        BESIDE,
        *_family("duties", (duty for duty, term in duties.items() if term.value in _OWED)),
        *_family("restrictions", (entry.tag for entry in restrictions)),
        *(f"conditions.{kind}" for kind in map(_judged, conditions) if kind),
        *(f"derivatives.{how}" for how, found in derivatives.items() if found.value is Value.YES),
    }
    for act, permission in permits.items():
        for name in permission.hangs_on:
            if name not in known:
                what = f"no statement {shown(name)} of this record is judged{nearest(name, sorted(known))}"
                record.fault(f"permits.{act}.hangs_on", what)


def _family(table: str, keys: Iterator[str]) -> Iterator[str]:
    """Each statement of a table by its name, and the table itself for all of them."""
    found = tuple(keys)
    yield from (f"{table}.{key}" for key in found)
    if found:
        yield table


def _judged(condition: Condition) -> str:
    """The kind of a condition that has a rule of its own; empty for one that has none."""
    match condition:
        case Threshold():
            return "threshold" if condition.effect != "display" else ""
        case Territory():
            return "territory"
        case _:
            return ""

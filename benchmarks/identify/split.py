"""The detection samples and their fixed split: tune on one half, measure on the other.

A sample belongs to `heldout` if the SHA-256 of its file name is odd, else to `tuning`. The split depends on nothing
else, so it stays as it is when samples are added.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
SHARED: Final = ROOT.parent / "shared"
SAMPLES: Final = SHARED / "samples" / "license-detection"

HALVES: Final = ("tuning", "heldout", "all")
KINDS: Final = ("full-text", "notice", "tag/header", "other")
MIXED: Final = "mixed"
"""Every kind but full-text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A sample: its file name, its kind and the ScanCode keys that are expected in it."""

    file: str
    kind: str
    keys: frozenset[str]

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return SAMPLES / "files" / self.file

    @property
    def half(self) -> str:
        """The half it belongs to."""
        return half_of(self.file)


def half_of(name: str) -> str:
    """Return the half a file name belongs to."""
    return HALVES[sha256(name.encode()).digest()[-1] & 1]


def rows(half: str = "all", kind: str = "all") -> list[Row]:
    """Return the samples of a half and a kind, in the order of their names; none where ../shared is absent."""
    listed = SAMPLES / "expected.jsonl"
    if not listed.exists():
        return []
    read = [_row(line) for line in listed.read_text(encoding="utf-8").splitlines()]
    return [row for row in read if half in ("all", row.half) and _is_of(row, kind)]


def by_kind(some: Sequence[Row]) -> dict[str, list[Row]]:
    """Return samples by their kind, in the order of `KINDS`."""
    return {kind: [row for row in some if row.kind == kind] for kind in KINDS}


def _row(line: str) -> Row:
    read = json.loads(line)
    return Row(file=read["file"], kind=read["kind"], keys=frozenset(read["keys"]))


def _is_of(row: Row, kind: str) -> bool:
    return kind in ("all", row.kind) or (kind == MIXED and row.kind != KINDS[0])

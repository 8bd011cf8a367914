"""Read ScanCode's published license data from its source distribution, as an archive: nothing is unpacked or run."""

import re
import subprocess
import sys
import tarfile
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml

from licet.identify.index import KINDS, Name
from licet.identify.normalize import Words, split
from licet.identify.packing import Rule

ROOT: Final = Path(__file__).resolve().parents[1]
DOWNLOADS: Final = ROOT / ".scancode"

_DATA: Final = "/src/licensedcode/data/"
_INACTIVE: Final = "/inactive/"
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FLAGS: Final = (
    *(("is_false_positive", "false-positive"), ("is_license_text", "text"), ("is_license_notice", "notice")),
    *(("is_license_reference", "reference"), ("is_license_tag", "tag"), ("is_license_intro", "intro")),
    ("is_license_clue", "clue"),
)
_TINY: Final = 6
_SMALL: Final = 15
_FULL_RELEVANCE: Final = 18
_COVERAGES: Final = ((3, 100), (10, 80), (30, 50))
"""Below how many words which part of a rule must be there, where the data does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One file of the data: its name without the ending, its head and its text."""

    name: str
    license: bool
    head: Mapping[str, Any]
    text: bytes

    @property
    def retired(self) -> bool:
        """Whether it is out of use; the name of a license out of use may still stand in an expression."""
        return bool(self.head.get("is_deprecated"))

    @property
    def key(self) -> str:
        """ScanCode's key, or expression of keys."""
        return str(self.head["key"] if self.license else self.head.get("license_expression", ""))


def download(version: str) -> Path:
    """Fetch the source distribution by name and return where it lies."""
    name = f"scancode_toolkit-{version}.tar.gz"
    if not (DOWNLOADS / name).exists():
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary"]
        command += ["scancode-toolkit", "--dest", str(DOWNLOADS), f"scancode-toolkit=={version}"]
        subprocess.run(command, check=True)
    return DOWNLOADS / name


def read_archive(archive: Path) -> dict[str, Published]:
    """Return the license and rule files by file name."""
    found: dict[str, Published] = {}
    with tarfile.open(archive, "r:gz") as opened:
        for member in opened:
            name, _, ending = member.name.rpartition("/")[2].rpartition(".")
            # rules that ScanCode put out of use stand in a folder of their own
            if _DATA not in member.name or _INACTIVE in member.name or ending not in {"LICENSE", "RULE"}:
                continue
            stream = opened.extractfile(member)
            # a license without a text has nothing behind its head, not even the end of the line
            parts = (stream.read() + b"\n").split(b"---\n", 2) if stream else []
            if len(parts) == 3:  # noqa: PLR2004 - nothing, head, text
                head = yaml.load(parts[1], _LOADER)  # noqa: S506 - a safe loader, the fast one where there is one
                one = Published(name=name, license=ending == "LICENSE", head=head, text=parts[2][:-1])
                found[f"{name}.{ending}"] = one
    return found


def names(published: Mapping[str, Published]) -> dict[str, Name]:
    """Return what each license is called, by its key."""
    return {
        one.key: Name(
            id=one.head.get("spdx_license_key") or f"LicenseRef-scancode-{one.key}",
            key=one.key,
            name=str(one.head["name"]),
            category=str(one.head["category"]),
            exception=bool(one.head.get("is_exception")),
            generic=bool(one.head.get("is_generic") or one.head.get("is_unknown")),
            retired=one.retired,
        )
        for one in published.values()
        if one.license
    }


def other_ids(published: Mapping[str, Published]) -> dict[str, str]:
    """Return the ids by which a license went in other versions of the SPDX list, and its key."""
    return {
        str(other): one.key
        for one in published.values()
        if one.license
        for other in one.head.get("other_spdx_license_keys", ())
    }


def rules(published: Mapping[str, Published]) -> Iterator[tuple[Published, Rule]]:
    """Yield every rule in use that has words, in the order of their names."""
    for name in sorted(published):
        one = published[name]
        words = split("" if one.retired else one.text.decode("utf-8", "replace"))
        if len(words):
            yield one, rule(one, words)


def rule(one: Published, words: Words) -> Rule:
    """Return a rule as the index holds it; `words` are those of its text."""
    head, size = one.head, len(words)
    kind = "text" if one.license else next((kind for flag, kind in _FLAGS if head.get(flag)), "reference")
    assert kind in KINDS
    phrase_rule = bool(head.get("is_required_phrase"))
    continuous = bool(head.get("is_continuous")) or phrase_rule
    small = size < _SMALL and kind in {"reference", "tag"}
    relevance = head.get("relevance") or (100 if one.license else min(100, size * 100 // _FULL_RELEVANCE))
    coverage = head.get("minimum_coverage") or next((least for below, least in _COVERAGES if size < below), 0)
    return Rule(
        keys=tuple(words.keys.tolist()),
        expression=one.key,
        kind=kind,
        relevance=int(float(relevance)),
        coverage=int(float(coverage)),
        continuous=continuous,
        fixed=continuous or small or size < _TINY or kind == "false-positive",
        phrases=tuple(_phrases(words)),
    )


def _phrases(words: Words) -> Iterator[tuple[int, int]]:
    """Give the runs of words between double braces."""
    if "{{" not in words.text:
        return
    starts = np.asarray(words.starts).tolist()
    for found in re.finditer(r"\{\{(.*?)\}\}", words.text, re.DOTALL):
        first, end = bisect_left(starts, found.start()), bisect_left(starts, found.end())
        if first < end:
            yield first, end

"""Tell differences from a known text: typed edits, samples of them, and what they bear on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from licet.identify.compare import Change
from licet.identify.drafts import drafts
from licet.identify.normalize import Words
from licet.identify.touched import touched
from licet.licenses.store import find, load
from licet.model.bom import Detection, Draft, Edit, Evidence

_MOST_EDITS: Final = 500
_MOST_READ: Final = 40
"""Inserted passages that are read as drafts."""
_SAMPLES: Final = 5
_SAMPLE: Final = 160
"""Characters of a sample."""
_EDIT: Final = 2_000
"""Characters of an edit that are told."""
_FEW: Final = 3
"""Words that say little alone."""
_AROUND: Final = 300
"""Characters on either side of a change that may belong to its sentence."""


def edits(words: Words, changes: Sequence[Change], evidence: Evidence) -> tuple[Edit, ...]:
    """Return changes as they stand in the text."""
    return tuple(_edit(words, change, evidence) for change in changes[:_MOST_EDITS])


def _edit(words: Words, change: Change, evidence: Evidence) -> Edit:
    inserted = change.end > change.start
    at = min(change.start, len(words) - 1)
    start = int(words.starts[at]) if change.start < len(words) else int(words.ends[at])
    end = int(words.ends[change.end - 1]) if inserted else start
    return Edit(
        start=start,
        end=end,
        line=_line(evidence, words.line(at)),
        kind="inserted" if inserted and not change.missing else "replaced" if inserted else "deleted",
        text=_short(words.text[start:end], _EDIT),
        missing=change.missing,
    )


def samples(words: Words, changes: Sequence[Change], evidence: Evidence) -> tuple[str, ...]:
    """Return the first inserted words as they stand in the text, with their line; few words with their neighbors."""
    found = []
    for change in [one for one in changes if one.end > one.start][:_SAMPLES]:
        margin = _FEW if change.end - change.start <= _FEW else 0
        passage = words.passage(max(0, change.start - margin), min(len(words), change.end + margin))
        found.append(f"line {_line(evidence, words.line(change.start))}: {_short(passage, _SAMPLE)}")
    return tuple(found)


def read_changes(words: Words, detection: Detection, changes: Sequence[Change], evidence: Evidence) -> Detection:
    """Return a detection with its changes read: as draft statements, and as what of the license's record they touch."""
    found: dict[Draft, None] = {}
    for change in changes[:_MOST_READ]:
        if change.end > change.start:
            line = _line(evidence, words.line(change.start))
            found |= dict.fromkeys(drafts(words.passage(change.start, change.end), line, _around(words, change)))
    if find(detection.license) != detection.license:
        return replace(detection, drafts=tuple(found))
    places = edits(words, changes, Evidence(path=""))
    bears_on = touched(load(detection.license), words.text, places, detection.document)
    return replace(detection, drafts=tuple(found), touched=bears_on)


def _around(words: Words, change: Change) -> str:
    """Return the sentence in which a change stands."""
    start, end = int(words.starts[change.start]), int(words.ends[change.end - 1])
    before = words.text[max(0, start - _AROUND) : start].rpartition(". ")[2]
    behind = words.text[end : end + _AROUND].partition(". ")[0]
    return f"{before}{words.text[start:end]}{behind}"


def _short(passage: str, most: int) -> str:
    plain = " ".join(passage.split())
    return plain if len(plain) <= most else plain[: most - 1].rstrip() + "\u2026"


def _line(evidence: Evidence, line: int) -> int:
    """Return the line in the file; a text taken from the middle of a file begins at the line of its evidence."""
    return max(0, evidence.line - 1) + line

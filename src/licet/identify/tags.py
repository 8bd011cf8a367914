"""Identifier tags: `SPDX-License-Identifier` lines and what stands behind them (SPDX 2.3, annexes D and E)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from licet.identify.index import Index
from licet.identify.name_tables import key_of, spellings

UNKNOWN_ID: Final = "unknown-spdx"
"""What an identifier that no list has is called, as ScanCode does."""

_TAG: Final = re.compile(
    r"SPDX[-\s]{1,3}Licen[sc]e[-\s]{1,3}Identifier[ \t]*[:=]?[ \t\"']*"
    r"((?:\(*[\w.+-][\w.+:-]{0,99}\)*(?:[ \t]+(?:AND|OR|WITH|and|or|with)[ \t]+\(*[\w.+:-]{1,100}\)*){0,50})?)",
    re.IGNORECASE,
)
_LINE: Final = 300
"""Characters of a line that is looked at."""
_PART: Final = re.compile(r"[()]|[^()\s]+")
_JOINTS: Final = frozenset({"and", "or", "with", "(", ")"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag at characters `start` to `end` of a text; `raw` is what it says."""

    start: int
    end: int
    raw: str


def tags(text: str) -> Iterator[Tag]:
    """Yield the identifier tags of a text."""
    if "SPDX" in text or "spdx" in text:
        for found in _TAG.finditer(text):
            raw = found.group(1).rstrip(".-:")
            end = found.start(1) + len(raw)
            if not raw:
                # what stands there is no expression: all of the line is what was said
                end = text.find("\n", end) if "\n" in text[end : end + _LINE] else min(len(text), end + _LINE)
            if raw or ":" in found.group():
                yield Tag(start=found.start(), end=end, raw=raw)


def in_keys(raw: str, index: Index) -> str:
    """Return an expression of SPDX ids in ScanCode's keys; an id that is on no list is `unknown-spdx`."""
    parts = _PART.findall(raw)
    if not parts:
        return UNKNOWN_ID
    keys = _keys(index)
    said = []
    for before, part in zip(["", *parts], parts, strict=False):
        lowered = part.lower()
        if lowered in _JOINTS:
            said.append(lowered.upper())
            continue
        key, exception = keys.get(lowered, (UNKNOWN_ID, None))
        joined = "-with-" in lowered if key == UNKNOWN_ID else index.names[key].retired
        if joined and before.lower() != "with" and (in_use := _in_use(part)):
            said.append(in_keys(in_use, index))
            continue
        said.append(key if exception in {None, before.lower() == "with"} else UNKNOWN_ID)
    return " ".join(said).replace("( ", "(").replace(" )", ")") if _is_whole(parts) else UNKNOWN_ID


def _in_use(name: str) -> str:
    """Return the license and the exception for which an id out of use stands: before there was WITH, they had one."""
    found = spellings().names.get(key_of(name), "")
    return found if " WITH " in found else ""


def _is_whole(parts: list[str]) -> bool:
    """Return whether ids, joints and parentheses make up an expression."""
    depth, wants_id = 0, True
    for part in parts:
        lowered = part.lower()
        if lowered == "(":
            if not wants_id:
                return False
            depth += 1
        elif lowered == ")":
            depth -= 1
            if wants_id or depth < 0:
                return False
        elif (lowered in _JOINTS) == wants_id:
            return False
        else:
            wants_id = not wants_id
    return depth == 0 and not wants_id


@lru_cache(maxsize=2)
def _keys(index: Index) -> dict[str, tuple[str, bool | None]]:
    """The key of every id in small letters, and whether it is that of an exception.

    None for an id out of use: before there was WITH, a license with its exception had one.
    """
    # a license in use has its id, whatever went by it before
    names = sorted(index.names.items(), key=lambda item: not item[1].retired)
    found: dict[str, tuple[str, bool | None]] = {
        name.id.lower(): (key, None if name.exception and name.retired else name.exception) for key, name in names
    }
    for other, key in index.head["other_ids"].items():
        found.setdefault(other.lower(), (key, None if index.names[key].exception else False))
    return found

"""Recognize the licenses of a text: whole known texts, copied or changed, notices, references and identifier tags.

`detect` finds what stands in the text; here each license text is laid beside the text of record, and what surrounds
the licenses is weighed: "MIT, but not for banks" is never MIT.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from licet.identify.compare import Change, Comparison
from licet.identify.detect import detect
from licet.identify.differences import edits, read_changes, samples
from licet.identify.index import STANDARD, Index, Known, load
from licet.identify.lay import against_known
from licet.identify.normalize import LIMIT, Words, split
from licet.identify.numbered import Numbered
from licet.identify.refine import Match
from licet.identify.surroundings import beside
from licet.model.bom import Detection, Evidence, Span

WINDOW: Final = LIMIT
"""Characters of a window."""
LEAST_SCORE: Final = 0.75
"""The share of a known text's words that must be in place for a license to be told by its text."""

OVERLAP: Final = 150_000
"""Characters that two windows of a long text share: more than any license has."""
_TITLE: Final = 20
"""Words between a license's name and its text."""
_LONG_NOTICE: Final = 40
_LEAST_NOTICE: Final = 0.5
"""Words of a notice that may be most of a license, and the share of the license's words that must be in place."""
_MOST: Final = 2_000
"""Detections of one text that are told."""
_KEY: Final = re.compile(r"[^\s()]+")
_JOINTS: Final = frozenset({"AND", "OR", "WITH"})

Kind = Literal["text", "notice", "reference", "tag"]
_KINDS: Final[dict[str, Kind]] = {
    "text": "text",
    "notice": "notice",
    "tag": "tag",
    "reference": "reference",
    "intro": "reference",
    "clue": "reference",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognized:
    """A license found in a text: the rule that matched and, for a license text, its comparison with a known one.

    `leading` is true where nothing that matters stands above it: the file is that license.
    """

    match: Match
    known: Known | None = None
    compared: Comparison | None = None
    changes: tuple[Change, ...] = ()
    leading: bool = False


def recognize(
    text: str,
    evidence: Evidence,
    *,
    apart: bool | None = True,
    reading: bool = True,
    index: Index | None = None,
) -> tuple[Detection, ...]:
    """Return the licenses recognized in a text, in its order.

    `evidence` names the file; a detection that begins further down gets its line. `apart` is false for a text such as a
    notice or a page, in which licenses may stand among other matter: what surrounds them then does not change them,
    save what stands in the same comment. None leaves the decision to the text: where licenses make up half of it,
    they stand apart. `reading` asks what the differences
    say and bear on. A text of more than `LIMIT` characters is read in windows.
    """
    return recognize_windows(_windows(text), evidence, apart=apart, reading=reading, index=index)


def recognize_windows(
    windows: Iterable[tuple[int, int, str]],
    evidence: Evidence,
    *,
    apart: bool | None,
    reading: bool = True,
    index: Index | None = None,
) -> tuple[Detection, ...]:
    """Return the licenses recognized in a text that comes in windows, in its order.

    With each window come the characters and the lines before it. Windows overlap by `OVERLAP` characters. What stands
    in several places without a change is one detection with several spans.
    """
    index = load() if index is None else index
    found: dict[tuple[object, ...], Detection] = {}
    places: dict[tuple[object, ...], dict[Span, float]] = {}
    for start, line, window in windows:
        words = split(window)
        for each in recognized(words, index, apart=apart):
            one = _detection(words, each, evidence, index)
            if reading and one.kind == "text" and each.changes and one.score >= LEAST_SCORE:
                one = read_changes(words, one, each.changes, evidence)
            one = _moved(one, start, line) if start else one
            place = one.spans[0]
            key = (one.license, one.document, one.kind, *((place.start, place.end) if one.edits else ()))
            if key not in found and len(found) < _MOST:
                found[key] = one
            if key in found and len(held := places.setdefault(key, {})) < _MOST:
                held[place] = one.coverage
    return tuple(_joined(one, places[key]) for key, one in found.items())


def _joined(one: Detection, places: Mapping[Span, float]) -> Detection:
    """Return a detection with all places at which it was found, each with the share of the words that it takes up."""
    if len(places) == 1:
        return one
    return replace(one, spans=tuple(places), coverage=round(min(1.0, sum(places.values())), 4))


def recognized(words: Words, index: Index, *, apart: bool | None = True) -> tuple[Recognized, ...]:
    """Return what stands in the words of a text, in its order, with what surrounds each license text weighed."""
    text = Numbered(words=words, index=index)
    found = [_compared(text, one) for one in detect(text)]
    if apart is None:
        texts = sum(one.match.end - one.match.start for one in found if one.match.kind == "text")
        apart = 2 * texts > len(words)
    return tuple(_weighed(words, _without_titles(found), index, apart=apart))


def _without_titles(found: Sequence[Recognized]) -> list[Recognized]:
    """Leave out the name of a license beside its text: it is the heading of the text."""
    texts = [one.match for one in found if one.match.kind == "text"]
    return [
        one for one in found if one.match.kind != "reference" or not any(_is_title(one.match, text) for text in texts)
    ]


def _is_title(reference: Match, text: Match) -> bool:
    distance = max(reference.start - text.end, text.start - reference.end)
    return reference.expression == text.expression and distance <= _TITLE


def _compared(text: Numbered, match: Match) -> Recognized:
    """Lay a license text beside the known text of the license that it fits best."""
    index = text.index
    if match.kind != "text":
        return _as_text(text, match) or Recognized(match=match, changes=_own_changes(match))
    if match.exact and index.rules.flags[match.rule] & STANDARD:
        return Recognized(match=match, known=index.text(int(index.rules.like[match.rule])))
    if match.exact and not _comparable(match, index):
        return Recognized(match=match, changes=(_whole(match),))
    compared = against_known(text, match)
    if compared is None:
        return Recognized(match=match, changes=_own_changes(match) or (_whole(match),))
    return _of(match, compared, index)


def _as_text(text: Numbered, match: Match) -> Recognized | None:
    """A long notice may be most of a short license: then it is that license's text, with the rest of it gone."""
    if match.kind != "notice" or match.size < _LONG_NOTICE or not _comparable(match, text.index):
        return None
    compared = against_known(text, match)
    if compared is None or compared.score < _LEAST_NOTICE:
        return None
    return _of(replace(match, kind="text"), compared, text.index)


def _comparable(match: Match, index: Index) -> bool:
    """Whether a known text of the license is of like size; else the rule is a part of it, or more than it."""
    name = index.names.get(match.expression)
    numbers = index.texts_of.get(name.id, ()) if name is not None else ()
    sizes = index.rules.size[index.known_rules[list(numbers)]] if numbers else ()
    return any(match.size <= 2 * int(size) and int(size) <= 2 * match.size for size in sizes)


def _of(match: Match, compared: Comparison, index: Index) -> Recognized:
    known = index.text(compared.number)
    # what stands beside the license's own words is weighed as what surrounds it
    fits = compared.score >= LEAST_SCORE
    moved = replace(
        match,
        start=compared.start if fits else min(match.start, compared.start),
        end=compared.end if fits else max(match.end, compared.end),
        expression=index.expressions[index.rules.expression[known.rule]],
    )
    return Recognized(match=moved, known=known, compared=compared, changes=compared.changes)


def _own_changes(match: Match) -> tuple[Change, ...]:
    """What differs from a rule that was found with changes and is no known text: every word of it."""
    changes = []
    here, there = match.start, 0
    for block in match.blocks:
        if block.here > here or block.there > there:
            changes.append(Change(start=here, end=block.here, missing=block.there - there))
        here, there = block.here + block.size, block.there + block.size
    if match.blocks and there < match.size:
        changes.append(Change(start=here, end=here, missing=match.size - there))
    return tuple(changes)


def _whole(match: Match) -> Change:
    """A text that goes by a license's name without being a known text of it is a change as a whole."""
    return Change(start=match.start, end=match.end, missing=0)


def _weighed(words: Words, found: Sequence[Recognized], index: Index, *, apart: bool) -> Iterator[Recognized]:
    """Charge what stands around the license texts to the text that it follows, where it matters."""
    extra = beside(words, [(one.match, one.known) for one in found], index, apart=apart)
    for number, one in enumerate(found):
        changes = tuple(sorted((*one.changes, *extra.get(number, ()))))
        leading = apart and number == 0 and all(change.end > one.match.start for change in changes)
        yield replace(one, changes=changes, leading=leading)


def _detection(words: Words, one: Recognized, evidence: Evidence, index: Index) -> Detection:
    match, known = one.match, one.known
    expression = _id(match.expression, index)
    license_id = known.license if known is not None else expression
    line = _line(evidence, words.line(match.start))
    changed = edits(words, one.changes, evidence)
    text = match.kind == "text"
    score = one.compared.score if one.compared else 1.0 if match.exact else match.shared / match.size
    document = known.document if known is not None else _document(match, index)
    return Detection(
        license=license_id,
        document=document,
        match="tag" if not text else "modified" if one.changes else "exact",
        kind=_KINDS[match.kind],
        key=_key(match.expression, index),
        score=round(score, 4),
        coverage=round((match.end - match.start) / len(words), 4),
        evidence=evidence if one.leading and match.kind == "text" else replace(evidence, line=line),
        spans=(_span(words, match, evidence),),
        edits=changed,
        inserted=samples(words, one.changes, evidence),
        missing=sum(change.missing for change in one.changes),
    )


def _document(match: Match, index: Index) -> str:
    if match.rule < 0:
        return "tag"
    if match.kind != "text":
        return "notice" if match.kind == "notice" else "tag"
    name = index.names.get(match.expression)
    return "exception" if name is not None and name.exception else "license"


def _key(expression: str, index: Index) -> str:
    """Return an expression in ScanCode's keys; nothing for a license that ScanCode's data lacks."""
    known = index.names.get(expression)
    return expression if known is None else known.key


@lru_cache(maxsize=4096)
def _id(expression: str, index: Index) -> str:
    """Return an expression of ScanCode's keys in SPDX ids and LicenseRefs."""

    def named(found: re.Match[str]) -> str:
        key = found.group()
        if key in _JOINTS:
            return key
        return index.names[key].id if key in index.names else f"LicenseRef-scancode-{key}"

    return _KEY.sub(named, expression)


def _span(words: Words, match: Match, evidence: Evidence) -> Span:
    return Span(
        start=int(words.starts[match.start]),
        end=int(words.ends[match.end - 1]),
        line=_line(evidence, words.line(match.start)),
        last_line=_line(evidence, words.line(match.end - 1)),
    )


def _line(evidence: Evidence, line: int) -> int:
    """Return the line in the file; a text taken from the middle of a file begins at the line of its evidence."""
    return max(0, evidence.line - 1) + line


def _windows(text: str) -> Iterator[tuple[int, int, str]]:
    """Give the windows of a text: the character and the lines before each, and the window itself."""
    start = 0
    while True:
        yield start, text.count("\n", 0, start), text[start : start + WINDOW]
        if start + WINDOW >= len(text):
            return
        start += WINDOW - OVERLAP


def _moved(one: Detection, characters: int, lines: int) -> Detection:
    """Return a detection with its places counted from the beginning of the whole text."""
    return replace(
        one,
        evidence=replace(one.evidence, line=(one.evidence.line or 1) + lines),
        spans=tuple(
            replace(
                span,
                start=span.start + characters,
                end=span.end + characters,
                line=span.line + lines,
                last_line=span.last_line + lines,
            )
            for span in one.spans
        ),
        edits=tuple(
            replace(edit, start=edit.start + characters, end=edit.end + characters, line=edit.line + lines)
            for edit in one.edits
        ),
    )

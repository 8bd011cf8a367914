"""Recognize the licenses of a text: whole known texts, one or several, copied or changed, and identifier tags."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from licet.identify.align import Budget, align
from licet.identify.compare import Comparison, compare
from licet.identify.index import UNKNOWN, Index, load
from licet.identify.mask import is_parameters, speaks_of_terms, strange_lines, tags
from licet.identify.normalize import Words, split, tokens
from licet.identify.place import Placement, placements
from licet.model.bom import Detection, Evidence

LEAST_SCORE: Final = 0.90
"""The share of a known text's words that must be in place for it to be recognized."""
LONG: Final = 40
"""Words of unknown matter between licenses above which the license before it counts as changed."""

_MOST_FOUND: Final = 400
_MOST_TRIED: Final = 1000
_RIVALS: Final = 5
_SAMPLES: Final = 5
_SAMPLE: Final = 160
"""Characters of a sample."""
_FEW: Final = 3
"""Words that say little alone."""


def recognize(
    text: str, evidence: Evidence, *, apart: bool = True, index: Index | None = None
) -> tuple[Detection, ...]:
    """Return the licenses recognized in a text, in its order, then its identifier tags.

    `evidence` names the file; a detection that begins further down gets its line. A license that stands several
    times in the text is listed once for each way in which it was matched. `apart` is false for a text such as a
    notice or a page, in which licenses may stand among other matter: what surrounds them then does not change them.
    """
    index = load() if index is None else index
    words = split(text)
    found: dict[tuple[str, str, str], Detection] = {}
    for one in matches(words, index, apart=apart):
        detection = _detection(words, one, evidence, index)
        found.setdefault((detection.license, detection.document, detection.match), detection)
    for line, tag in tags(words.text):
        at = replace(evidence, line=_line(evidence, line))
        detection = Detection(license=tag, document="tag", match="tag", score=0.0, evidence=at)
        found.setdefault((tag, "tag", "tag"), detection)
    return tuple(found.values())


def matches(words: Words, index: Index, *, apart: bool = True) -> tuple[Comparison, ...]:
    """Return the known texts that stand in a text, in its order, with what surrounds them weighed if `apart`."""
    numbers = [index.numbers.get(key, UNKNOWN) for key in words.keys]
    found = _Search(words=words, numbers=numbers, index=index, budget=Budget(), known={}, tried={}).run()
    found = [one for one in found if one.exact or not _is_notice(one, index)]
    return _with_surroundings(words, found, index) if apart else tuple(found)


def _is_notice(one: Comparison, index: Index) -> bool:
    return index.known[one.number].document == "notice"


def _detection(words: Words, one: Comparison, evidence: Evidence, index: Index) -> Detection:
    known = index.known[one.number]
    line = _line(evidence, words.line(one.start))
    return Detection(
        license=known.license,
        document=known.document,
        match="tag" if known.document == "notice" else "exact" if one.exact else "modified",
        score=round(one.score, 4),
        evidence=replace(evidence, line=line) if one.start else evidence,
        inserted=tuple(_sample(words, run, evidence) for run in one.inserted[:_SAMPLES]),
        missing=one.missing,
    )


def _line(evidence: Evidence, line: int) -> int:
    """Return the line in the file; a text taken from the middle of a file begins at the line of its evidence."""
    return max(0, evidence.line - 1) + line


def _sample(words: Words, run: tuple[int, int], evidence: Evidence) -> str:
    """Return the words as they stand in the text, with their line; few words get their neighbors beside them."""
    start, end = run
    margin = _FEW if end - start <= _FEW else 0
    passage = " ".join(words.passage(max(0, start - margin), min(len(words), end + margin)).split())
    short = passage if len(passage) <= _SAMPLE else passage[: _SAMPLE - 1].rstrip() + "\u2026"
    return f"line {_line(evidence, words.line(start))}: {short}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """One text being searched; `known` and `tried` remember what was unpacked and compared already."""

    words: Words
    numbers: Sequence[int]
    index: Index
    budget: Budget
    known: dict[int, list[int]]
    tried: dict[tuple[int, int, int, int], Comparison | None]

    def run(self) -> list[Comparison]:
        """Return the known texts found, none overlapping another of a different license unless they fit equally."""
        found: list[Comparison] = []
        offered = placements(self.numbers, self.index)
        by_middle = sorted((one.middle, rank) for rank, one in enumerate(offered))
        for rank, placement in enumerate(offered):
            if len(found) >= _MOST_FOUND or len(self.tried) >= _MOST_TRIED:
                break
            free = _free(placement, found, len(self.words))
            if free is None:
                continue
            first, end = (bisect_left(by_middle, (hit[0], 0)) for hit in (placement.hits[0], placement.hits[-1]))
            weaker = sorted(other for _, other in by_middle[first:end] if other > rank)
            found.extend(self._best([placement, *(offered[other] for other in weaker[: _RIVALS - 1])], free))
        return sorted(found, key=lambda one: (one.start, one.number))

    def _best(self, rivals: Sequence[Placement], free: tuple[int, int]) -> list[Comparison]:
        fitting: list[Comparison] = []
        for at, rival in enumerate(rivals):
            one = self._compare(rival, free)
            if one is None or one.score < LEAST_SCORE:
                continue
            fitting.append(one)
            if one.exact and all(other.expected <= one.shared for other in rivals[at + 1 :]):
                break
        if not fitting:
            return []
        top = max((one.net, one.shared) for one in fitting)
        best = [one for one in fitting if (one.net, one.shared) == top]
        licenses: dict[str, Comparison] = {}
        for one in best:
            licenses.setdefault(self.index.known[one.number].license, one)
        return list(licenses.values())

    def _compare(self, placement: Placement, free: tuple[int, int]) -> Comparison | None:
        bounds = max(free[0], placement.start), min(free[1], placement.end)
        key = (placement.number, placement.hits[0][0], *bounds)
        if key not in self.tried:
            number = placement.number
            known = self.known.setdefault(number, self.index.text(number))
            hits = [hit for hit in placement.hits if bounds[0] <= hit[0] < bounds[1]]
            blocks = align(self.numbers, bounds, known, hits, self.budget)
            self.tried[key] = compare(self.words, number, known, blocks, self.index) if blocks else None
        return self.tried[key]


def _free(placement: Placement, found: Sequence[Comparison], length: int) -> tuple[int, int] | None:
    """Return the stretch around a placement that no license found so far takes up; None where it has no room."""
    middle = placement.middle
    start, end = 0, length
    for one in found:
        if one.start <= middle < one.end:
            return None
        if one.end <= middle:
            start = max(start, one.end)
        else:
            end = min(end, one.start)
    return start, end


def _with_surroundings(words: Words, found: Sequence[Comparison], index: Index) -> tuple[Comparison, ...]:
    """Charge what stands before, between and after the licenses to the license it follows, where it matters."""
    weighed = list(found)
    done = 0
    for at, start in enumerate([*(one.start for one in found), len(words)]):
        owner = max(0, at - 1)
        if (
            found
            and start > done
            and _matters(words, (done, start), found[owner : at + 1], index, alone=len(found) == 1)
        ):
            extra = (*weighed[owner].inserted, (done, start))
            weighed[owner] = replace(weighed[owner], inserted=tuple(sorted(extra)))
        elif found and at == 0:
            weighed[0] = replace(weighed[0], start=0)
        done = max(done, found[at].end) if at < len(found) else done
    return tuple(weighed)


def _matters(words: Words, run: tuple[int, int], beside: Sequence[Comparison], index: Index, *, alone: bool) -> bool:
    """Return whether words outside the licenses may change them: any unknown word where there is one license only."""
    title = frozenset().union(*(index.known[one.number].title for one in beside))
    lines = strange_lines(words.passage(*run), title, index.lexicon, opening=run[0] == 0)
    below = beside[-1] if beside[-1].start >= run[1] else None
    if not lines or (below is not None and is_parameters(lines[0], index.known[below.number].labels)):
        return False
    strange = tokens(" ".join(lines))
    if alone:
        return True
    return len(strange) > LONG or speaks_of_terms(strange, index.lexicon)

"""Weigh what stands before, between and after the licenses of a text: words beside a license may change it."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from licet.identify.compare import Change
from licet.identify.index import Index, Known
from licet.identify.mask import is_parameters, speaks_of_terms, strange_lines
from licet.identify.normalize import Words, tokens
from licet.identify.refine import Match

LONG: Final = 40
"""Words of unknown matter between licenses above which the license before it counts as changed."""

_INTRO: Final = 8
"""Words of an introduction that says no more than that a license follows."""
_NEAR: Final = 60
"""Words behind a license in the same comment that are looked at."""
_SIGN: Final = re.compile(r"[ \t]*([^\w\s]{1,4}|dnl|REM|rem)?[ \t]*")
_SAYS: Final = frozenset(
    {"not", "only", "except", "must", "shall", "may", "unless", "without", "prohibited", "forbidden"}
)

Found = Sequence[tuple[Match, Known | None]]


def beside(words: Words, found: Found, index: Index, *, apart: bool) -> Mapping[int, tuple[Change, ...]]:
    """Return for the license texts, by their place in `found`, the words around them that change them.

    `apart` says that the text is a license file: all words in it count. Otherwise only those do that follow in the
    same comment.
    """
    texts = [number for number, (match, _) in enumerate(found) if match.kind == "text"]
    if not texts:
        return {}
    return _in_license_file(words, found, texts, index) if apart else _in_comment(words, found, texts, index)


def _in_license_file(words: Words, found: Found, texts: Sequence[int], index: Index) -> dict[int, tuple[Change, ...]]:
    extra: dict[int, list[Change]] = {}
    for run in _uncovered(words, found, texts, index):
        place = max(1, sum(found[number][0].start < run[1] for number in texts))
        owner, near = texts[place - 1], texts[place - 1 : place + 1]
        # what stands above a license may be its heading or its parameters
        below = found[near[-1]] if found[near[-1]][0].start >= run[1] else None
        titles = [known.title for _, known in (found[number] for number in near) if known is not None]
        strange = _strange(words, run, frozenset[str]().union(*titles), below[1] if below else None, index)
        if strange and (len(texts) == 1 or len(strange) > LONG or speaks_of_terms(strange, index.lexicon)):
            extra.setdefault(owner, []).append(Change(start=run[0], end=run[1], missing=0))
    return {number: tuple(changes) for number, changes in extra.items()}


def _strange(words: Words, run: tuple[int, int], title: frozenset[str], below: Known | None, index: Index) -> list[str]:
    """Return the words of a stretch outside the licenses that may change them."""
    lines = strange_lines(words.passage(*run), title, index.lexicon, opening=run[0] == 0)
    if not lines or (below is not None and is_parameters(lines[0], below.labels)):
        return []
    return tokens(" ".join(lines))


def _uncovered(words: Words, found: Found, texts: Sequence[int], index: Index) -> list[tuple[int, int]]:
    """Return the stretches that neither a license nor a pointer to one of them takes up."""
    own = {key for number in texts for key in _keys(found[number][0])}
    spans = sorted((match.start, match.end) for match, _ in found if _is_told(match, own, index))
    gaps, done = [], 0
    for start, end in (*spans, (len(words), len(words))):
        if start > done:
            gaps.append((done, start))
        done = max(done, end)
    return gaps


def _is_told(match: Match, own: set[str], index: Index) -> bool:
    """Whether a match is told as a license of its own, or only names one whose text is there.

    A sentence such as "for academic use only" is no license of its own beside a text: it changes it. Words that only
    introduce a license ("released under the following license") change nothing.
    """
    if match.kind == "intro":
        return match.exact and match.size <= _INTRO
    if match.kind in {"notice", "tag"}:
        return match.exact and not _keys(match) & index.vague
    return match.kind == "text" or (match.kind == "reference" and _keys(match) <= own)


def _keys(match: Match) -> set[str]:
    return {word for word in re.findall(r"[^\s()]+", match.expression) if not word.isupper()}


def _in_comment(words: Words, found: Found, texts: Sequence[int], index: Index) -> dict[int, tuple[Change, ...]]:
    extra: dict[int, tuple[Change, ...]] = {}
    for number in texts:
        match, known = found[number]
        nearest = min((other.start for other, _ in found if other.start >= match.end), default=len(words))
        end = _comment_end(words, match.end, min(nearest, match.end + _NEAR))
        if end <= match.end:
            continue
        title = known.title if known is not None else frozenset[str]()
        lines = strange_lines(words.passage(match.end, end), title, index.lexicon)
        strange = tokens(" ".join(lines))
        if _SAYS.intersection(strange) and speaks_of_terms(strange, index.lexicon):
            extra[number] = (Change(start=match.end, end=end, missing=0),)
    return extra


def _comment_end(words: Words, first: int, most: int) -> int:
    """Return the word at which the comment ends in which the word before `first` stands; `first` outside of one."""
    sign = _sign_before(words, first - 1)
    end = first
    while end < most:
        if words.line(end) != words.line(max(first - 1, end - 1)) and (not sign or _sign_before(words, end) != sign):
            return end
        end += 1
    return end if sign or words.line(end - 1) == words.line(first - 1) else first


def _sign_before(words: Words, at: int) -> str:
    """Return the comment sign with which the line of a word begins."""
    line = words.text.rfind("\n", 0, int(words.starts[at])) + 1
    found = _SIGN.match(words.text, line)
    return (found.group(1) or "") if found else ""

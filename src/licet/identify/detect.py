"""Detect licenses in a text: tags, rules that stand word by word, rules that stand with changes; then what counts."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from licet.identify import approximate, exact
from licet.identify.index import Index
from licet.identify.normalize import Words, keys_of
from licet.identify.numbered import Numbered
from licet.identify.refine import Match, changed, settle, without_pointers
from licet.identify.refine import exact as as_matches
from licet.identify.tags import in_keys, tags

_KEY: Final = re.compile(r"[^\s()]+")
_LATER: Final = keys_of(("later",))
_FEW: Final = 3
_TAG_LINES: Final = 2
"""Words of a tag above which it may have more lines than words, and how many more."""
_PART: Final = 15
_AMID: Final = 15
"""Words of two matches, and between them, that may be one."""


def detect(text: Numbered) -> list[Match]:
    """Return the licenses that a text holds, names, grants under or points to, in its order."""
    words, index = text.words, text.index
    if not len(words):
        return []
    found = exact.find(words.keys, index)
    matches = [*_tagged(words, index), *(one for one in as_matches(found, index) if not _is_scattered(one, words))]
    plain = np.ones(len(words), np.bool_)
    for one in matches:
        plain[one.start : one.end] = False
    wanted = plain.copy()
    for before, after in pairwise(matches):
        # two notices that follow one another may be one notice with a change amid
        if min(before.size, after.size) >= _PART and 0 <= after.start - before.end <= _AMID:
            whole = "text" in {before.kind, after.kind}
            wanted[before.start if whole else before.end - 1 : after.end if whole else after.start + 1] = True
    laid = approximate.find(text, wanted, plain) if wanted.any() else []
    placed = [_as_said(one, text) for one in changed(laid, index)]
    return without_pointers(settle([*matches, *placed]), index)


def _as_said(match: Match, text: Numbered) -> Match:
    """Return a changed notice without its "or later" where the rule says so and the text does not."""
    keys = text.index.without_later
    if match.kind == "text" or not any(key in keys for key in _KEY.findall(match.expression)):
        return match
    later = text.index.numbers(_LATER)
    if (text.numbers[match.start : match.end] == later).any():
        return match
    if not (text.index.words(match.rule, blanked=False) == later).any():
        return match
    return replace(match, expression=_KEY.sub(lambda key: keys.get(key[0], key[0]), match.expression))


def _is_scattered(match: Match, words: Words) -> bool:
    """Whether a few words stand on more lines than they are: the end of one passage and the beginning of another."""
    if match.size >= _PART:
        return False
    lines = words.line(match.end - 1) - words.line(match.start) + 1
    return lines > match.size + (_TAG_LINES if match.kind == "tag" and match.size > _FEW else 0)


def _tagged(words: Words, index: Index) -> list[Match]:
    found = []
    for tag in tags(words.text):
        start, end = (int(place) for place in np.searchsorted(words.starts, (tag.start, tag.end)))
        found.append(
            Match(
                rule=-1,
                start=start,
                end=end,
                shared=end - start,
                size=end - start,
                expression=in_keys(tag.raw, index),
                kind="tag",
            )
        )
    return found

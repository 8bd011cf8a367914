"""Tell what differs between a text and a known text, and whether it matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from licet.identify.align import Block
from licet.identify.index import Gap, Index, Known, Lexicon
from licet.identify.mask import begins_notice, is_idle, is_list_number, is_name, is_notice_year, is_parameters
from licet.identify.normalize import Words, keys_of, tokens

_FEW: Final = 4
"""Words that may stand for others inside a part that may be left out altogether."""
_LONG: Final = 300
"""Words of an insertion that is a change, whatever they are."""
_HOPELESS: Final = 0.85
"""The share of required words below which it does not matter what the others are."""
_HEAD: Final = 60
"""Words at the beginning of a text between which its parameters may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A known text found at words `start` to `end` of a text.

    `shared` of its words are in place, and `found` of its `required` ones (optional parts and names of holders are
    not required); `inserted` are the ranges of words that it lacks and that matter, `missing` counts words of it that
    are gone and matter.
    """

    number: int
    start: int
    end: int
    shared: int
    found: int
    required: int
    inserted: tuple[tuple[int, int], ...]
    missing: int

    @property
    def score(self) -> float:
        """The share of the required words that is in place."""
        return self.found / self.required if self.required else 0.0

    @property
    def exact(self) -> bool:
        """Whether nothing that matters differs."""
        return not self.inserted and not self.missing

    @property
    def net(self) -> int:
        """Words in place less words that differ: what makes one known text fit better than another."""
        return self.shared - self.missing - sum(end - start for start, end in self.inserted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A known text made ready to be compared: for each of its words, whether it is required."""

    known: Known
    required: tuple[bool, ...]
    before: tuple[int, ...]

    def count(self, start: int, end: int) -> int:
        """Return how many of a range of words are required."""
        return self.before[end] - self.before[start]


def plan(known: Known) -> Plan:
    """Return what of a known text is required."""
    required = [True] * known.size
    for start, end in (*known.optional, *((gap.start, gap.end) for gap in known.gaps)):
        required[start:end] = [False] * (end - start)
    return Plan(known=known, required=tuple(required), before=tuple(accumulate(required, initial=0)))


def compare(words: Words, number: int, text: Sequence[int], blocks: Sequence[Block], index: Index) -> Comparison:
    """Judge what lies between the blocks that a text shares with a known text, given as the numbers of its words."""
    known = index.known[number]
    wanted = plan(known)
    first, last = blocks[0], blocks[-1]
    found = sum(wanted.count(block.there, block.there + block.size) for block in blocks)
    required = wanted.count(0, known.size)
    missing = wanted.count(0, first.there) + wanted.count(last.there + last.size, known.size)
    inserted: list[tuple[int, int]] = []
    for before, after in pairwise(blocks if found >= _HOPELESS * required else ()):
        here, there = (before.here + before.size, after.here), (before.there + before.size, after.there)
        if _same_when_joined(words, here, text[slice(*there)], index):
            found += wanted.count(*there)
            continue
        missing_here = wanted.count(*there)
        missing += missing_here
        if here[0] < here[1] and not _harmless(words, here, there, known, index.lexicon):
            inserted.append(here if missing_here else _whole_sentence(words, here, before))
    return Comparison(
        number=number,
        start=first.here,
        end=last.here + last.size,
        shared=sum(block.size for block in blocks),
        found=found,
        required=required,
        inserted=tuple(inserted),
        missing=missing,
    )


def _whole_sentence(words: Words, here: tuple[int, int], before: Block) -> tuple[int, int]:
    """Move an insertion that may as well have begun some words earlier to where a sentence begins."""
    start, end = here
    while start > before.here + 1 and words.keys[start - 1] == words.keys[end - 1]:
        start, end = start - 1, end - 1
        between = words.text[words.ends[start - 1] : words.starts[start]]
        if not between.isspace():
            return start, end
    return here


def _harmless(words: Words, here: tuple[int, int], there: tuple[int, int], known: Known, lexicon: Lexicon) -> bool:
    """Return whether the words `here`, found in place of the known words `there`, change nothing."""
    run = list(range(*here))
    while run and is_list_number(words, run[0]):
        run.pop(0)
    while run and is_list_number(words, run[-1]):
        run.pop()
    if all(is_notice_year(words, at) for at in run):
        return True
    passage = words.passage(run[0], run[-1] + 1)
    if there[1] <= _HEAD and is_parameters(passage, known.labels):
        return True
    if len(run) > _LONG:
        return False
    spelled = tuple(tokens(passage))
    if len(spelled) <= _FEW and _within(there, known.optional) and is_name(spelled, lexicon):
        return True
    if any(_fills(gap, spelled, lexicon) for gap in known.gaps if there[0] <= gap.start and gap.end <= there[1]):
        return True
    stands_apart = words.begins_line(run[0]) and words.ends_line(run[-1])
    return (stands_apart or begins_notice(passage)) and is_idle(passage, known.title, lexicon)


def _fills(gap: Gap, words: tuple[str, ...], lexicon: Lexicon) -> bool:
    return words in gap.choices or (len(words) <= gap.most and is_name(words, lexicon))


def _same_when_joined(words: Words, here: tuple[int, int], wanted: Sequence[int], index: Index) -> bool:
    """Return whether words are one known word, split by a hyphen or at the end of a line."""
    if len(wanted) != 1 or not 1 < here[1] - here[0] <= _FEW:
        return False
    joined = "".join(tokens(words.passage(*here)))
    return bool(joined) and int(index.numbers(keys_of([joined]))[0]) == wanted[0]


def _within(there: tuple[int, int], ranges: Sequence[tuple[int, int]]) -> bool:
    return any(start < there[0] and there[1] < end for start, end in ranges)

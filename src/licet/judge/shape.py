"""The shape of a decision's tree, ranks at its leaves and numbers for its questions, and what follows from it alone."""

from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from operator import or_
from typing import Final, NamedTuple, cast

from licet.judge.diagram import Diagram, Diagrams
from licet.model.vocabulary import Verdict
from licet.rules.facts import Ask

UNTRIED: Final = len(Verdict)
"""Stands for what was not tried to its end; the other numbers at leaves are ranks."""

Shape = int | tuple["int | Shape", ...]
"""What is at a leaf, or the number of a question and the shape under each of its answers."""

Folds = tuple["bool | Folds", ...]
"""Whether a question decides nothing where it is asked, and the same of what is under each of its answers."""


class Pattern(NamedTuple):
    """A shape with the questions that its numbers stand for."""

    shape: Shape
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Reduced:
    """A shape without the questions that decide nothing where they are asked; `kept` are the numbers of the others."""

    folds: Folds
    shape: Shape
    kept: tuple[int, ...]


def diagrams_for(shape: Shape) -> Diagrams:
    """Diagrams over the questions of a shape, in the order of their numbers."""
    counts: dict[int, int] = {}
    _count(shape, counts)
    return Diagrams(tuple(Ask(str(at), "", "", tuple(map(str, range(counts[at])))) for at in range(len(counts))))


def diagram_of(shape: Shape, diagrams: Diagrams, places: tuple[int, ...] | None = None) -> Diagram:
    """A shape as a diagram; `places` are those of its questions in the order, where they are not their numbers."""
    if isinstance(shape, int):
        return shape
    number, *below = shape
    assert isinstance(number, int)
    at = places[number] if places is not None else number
    return diagrams.choice_at(at, tuple(diagram_of(sub, diagrams, places) for sub in below))


@lru_cache(maxsize=4096)
def reduced_of(shape: Shape) -> Reduced:
    """Take the questions out of a shape that decide nothing where they are asked (raises TooLargeError)."""
    folds = _folds(shape, diagrams_for(shape))[0]
    kept: dict[int, int] = {}
    return Reduced(folds, _without(shape, folds, kept), tuple(kept))


def _without(shape: Shape, folds: Folds, kept: dict[int, int]) -> Shape:
    if isinstance(shape, int):
        return shape
    folded, *rest = folds
    number, *below = shape
    assert isinstance(number, int)
    subs = zip(below, cast("list[Folds]", rest), strict=True)
    if folded:
        return _without(*next(subs), kept)
    return (kept.setdefault(number, len(kept)), *[_without(sub, each, kept) for sub, each in subs])


def _folds(shape: Shape, diagrams: Diagrams) -> tuple[Folds, Diagram]:
    if isinstance(shape, int):
        return (), shape
    number, *below = shape
    assert isinstance(number, int)
    found = [_folds(sub, diagrams) for sub in below]
    diagram = diagrams.choice_at(number, tuple(told for _, told in found))
    return (number not in diagrams.depends(diagram), *(folds for folds, _ in found)), diagram


def _count(shape: Shape, counts: dict[int, int]) -> None:
    """Count the answers of each question."""
    if not isinstance(shape, int):
        number, *below = shape
        assert isinstance(number, int)
        counts[number] = len(below)
        for sub in below:
            _count(sub, counts)


@lru_cache(maxsize=4096)
def ranks_in(shape: Shape) -> int:
    """The ranks at the leaves of a shape, one bit for each."""
    return 1 << shape if isinstance(shape, int) else reduce(or_, map(ranks_in, shape[1:]))


@lru_cache(maxsize=4096)
def outermost_first(shape: Shape) -> tuple[int, ...]:
    """The questions of a shape, each once, by how deep they are asked."""
    found: dict[int, None] = {}
    level = [shape]
    while level:
        inner = [each for each in level if not isinstance(each, int)]
        found |= dict.fromkeys(cast("int", each[0]) for each in inner)
        level = [sub for each in inner for sub in each[1:]]
    return tuple(found)


def lowered(mask: int) -> int:
    """Ranks in which what was not tried to its end counts as a review."""
    return mask & ~(1 << UNTRIED) | (1 << Verdict.REVIEW.rank if mask >> UNTRIED else 0)


@cache
def settled_rank(mask: int) -> int:
    """The rank of the verdict of a decision of which the ranks in a mask are left, as `settle` has it of a tree."""
    review = Verdict.REVIEW.rank
    ranks = {rank for rank in range(UNTRIED) if lowered(mask) >> rank & 1}
    return max(ranks) if len(ranks) == 1 or max(ranks) < review else review

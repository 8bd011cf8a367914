"""The shape of a decision's tree, ranks at its leaves and numbers for its questions, and what follows from it alone."""

from functools import lru_cache
from typing import Final

from licet.judge.diagram import Diagram, Diagrams
from licet.model.vocabulary import Verdict
from licet.rules.facts import Ask

UNTRIED: Final = len(Verdict)
"""Stands for what was not tried to its end; the other numbers at leaves are ranks."""

Shape = int | tuple["int | Shape", ...]
"""What is at a leaf, or the number of a question and the shape under each of its answers."""

Folds = tuple["bool | Folds", ...]
"""Whether a question decides nothing where it is asked, and the same of what is under each of its answers."""


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
def folds_of(shape: Shape) -> Folds:
    """Which questions of a shape decide nothing where they are asked (raises TooLargeError)."""
    return _folds(shape, diagrams_for(shape))[0]


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

"""The shape of a decision's tree without its words: what is true of one shape is worked out once.

A pattern numbers the questions of a tree in the order in which they are met. Many trees are alike but for the part
that they are about, so the questions that settle them, and what follows under each answer, are found by shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from licet.judge.diagram import Answers, Diagram, Diagrams, Literal, TooLargeError
from licet.judge.explore import Branch, Leaf, Node
from licet.judge.shape import UNTRIED, Pattern, Shape, diagram_of, diagrams_for, lowered, settled_rank
from licet.model.vocabulary import Verdict
from licet.rules.facts import Ask

MOST_PRIMES: Final = 400
"""Sets of answers that are worked out for one decision."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What is true of every decision of one shape.

    `rank` is that of the verdict while all is open; `under` holds it by question and answer, `highest` the worst rank
    there is; `settled` the smallest sets of answers that leave one rank, shortest first, with that rank; `bad` by rank
    the smallest sets under which the decision is as bad or worse. The last two are None where the sets are too many.
    """

    rank: int
    under: tuple[tuple[int, ...], ...]
    highest: int
    settled: tuple[tuple[tuple[Literal, ...], int], ...] | None
    bad: tuple[tuple[Answers, ...], ...] | None


def pattern_of(tree: Node) -> Pattern:
    """The pattern of a tree."""
    if isinstance(tree, Branch) and tree.pattern:
        return tree.pattern
    numbers: dict[str, int] = {}
    asks: list[Ask] = []

    def shape(node: Node) -> Shape:
        if isinstance(node, Leaf):
            return UNTRIED if node.beyond else node.verdict.rank
        ask = node.ask
        number = numbers.get(ask.id)
        if number is None:
            number = numbers[ask.id] = len(asks)
            asks.append(ask)
        return (number, *[shape(sub) for sub in node.answers.values()])

    return Pattern(shape(tree), tuple(asks))


@lru_cache(maxsize=4096)
def traits_of(shape: Shape) -> Traits:
    """What is true of a shape."""
    diagrams = diagrams_for(shape)
    under = tuple(
        tuple(settled_rank(_ranks(shape, {at: answer})) for answer in range(len(ask.answers)))
        for at, ask in enumerate(diagrams.asks)
    )
    left = _ranks(shape, {})
    rank, highest = settled_rank(left), lowered(left).bit_length() - 1
    try:
        diagram = diagram_of(shape, diagrams)
        settled = tuple(_settled(diagrams, diagram))
        bad = tuple(
            diagrams.primes(diagrams.is_(_lowered(diagrams, diagram), rank.__le__), MOST_PRIMES)
            for rank in range(len(Verdict))
        )
    except TooLargeError:
        return Traits(rank, under, highest, None, None)
    return Traits(rank, under, highest, settled, bad)


def rank_under(pattern: Pattern, answers: Mapping[str, str]) -> int:
    """The rank of the verdict of a decision after some answers, by question, with the rest open."""
    asks = pattern.asks
    said = {at: ask.answers.index(answers[ask.id]) for at, ask in enumerate(asks) if ask.id in answers}
    return settled_rank(_ranks(pattern.shape, said))


def _ranks(shape: Shape, said: Mapping[int, int]) -> int:
    """The ranks that are left after some answers, one bit for each."""
    if isinstance(shape, int):
        return 1 << shape
    number, *below = shape
    assert isinstance(number, int)
    if number in said:
        return _ranks(below[said[number]], said)
    mask = 0
    for sub in below:
        mask |= _ranks(sub, said)
    return mask


def _lowered(diagrams: Diagrams, diagram: Diagram) -> Diagram:
    """What was not tried to its end counts as a review."""
    review = Verdict.REVIEW.rank
    if isinstance(diagram, int):
        return review if diagram == UNTRIED else diagram
    return diagrams.fork(diagram.at, tuple(_lowered(diagrams, branch) for branch in diagram.to))


def _settled(diagrams: Diagrams, diagram: Diagram) -> list[tuple[tuple[Literal, ...], int]]:
    found = [
        (tuple(sorted(answers)), rank)
        for rank in range(len(Verdict))
        for answers in diagrams.primes(diagrams.is_(diagram, rank.__eq__), MOST_PRIMES)
        if answers
    ]
    return sorted(found, key=lambda each: (len(each[0]), each[1], each[0]))

"""Decision diagrams over open facts: reduced, ordered, with one branch per answer; equal functions are one object.

What a decision comes to under each answer to its open facts is a function of these. As a diagram (Bryant 1986, with
as many branches as a fact has answers) it tells exactly which facts it depends on, what is left under an answer, and
which smallest sets of answers settle it (its prime implicants, after Coudert and Madre 1992).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from licet.rules.facts import Ask

MAX_NODES: Final = 4000
"""Nodes of the diagrams of one group of questions; beyond them nothing is said of their interplay."""


class TooLargeError(Exception):
    """Raised where diagrams would have more nodes than allowed: a signal for who asked for them, not for users."""


@dataclass(frozen=True, slots=True, eq=False)
class Fork:
    """A question that decides, by its place in the order, and what is left under each of its answers."""

    at: int
    to: tuple["Diagram", ...]


Diagram = int | Fork
"""A number where nothing is open."""

Literal = tuple[int, int]
"""One answer to one question, by their places."""
Answers = frozenset[Literal]


class Diagrams:
    """Diagrams over one order of questions."""

    def __init__(self, asks: Sequence[Ask], most: int = MAX_NODES) -> None:
        self.asks = tuple(asks)
        self._place = {ask.id: at for at, ask in enumerate(self.asks)}
        self._most = most
        self._forks: dict[tuple[int, tuple[Diagram, ...]], Fork] = {}
        self._chosen: dict[tuple[int, tuple[Diagram, ...]], Diagram] = {}
        self._joined: dict[tuple[Callable[[int, int], int], Diagram, Diagram], Diagram] = {}
        self._depends: dict[Fork, frozenset[int]] = {}

    def fork(self, at: int, to: tuple[Diagram, ...]) -> Diagram:
        """A question all of whose branches lie further down the order; none where they are the same."""
        first = to[0]
        if all(branch is first or branch == first for branch in to):
            return first
        key = (at, to)
        found = self._forks.get(key)
        if found is None:
            if len(self._forks) >= self._most:
                raise TooLargeError
            found = self._forks[key] = Fork(at, to)
        return found

    def choice(self, ask: str, branches: Mapping[str, Diagram]) -> Diagram:
        """A question whose branches lie anywhere in the order, by its id and its answers."""
        at = self._place[ask]
        return self.choice_at(at, tuple(branches[answer] for answer in self.asks[at].answers))

    def choice_at(self, at: int, branches: tuple[Diagram, ...]) -> Diagram:
        """A question whose branches lie anywhere in the order, by its place."""
        top = min((branch.at for branch in branches if isinstance(branch, Fork)), default=at)
        if top >= at:
            return self.fork(at, tuple(_cofactor(branch, at, n) for n, branch in enumerate(branches)))
        key = (at, branches)
        if key not in self._chosen:
            rest = range(len(self.asks[top].answers))
            below = (self.choice_at(at, tuple(_cofactor(branch, top, n) for branch in branches)) for n in rest)
            self._chosen[key] = self.fork(top, tuple(below))
        return self._chosen[key]

    def join(self, how: Callable[[int, int], int], one: Diagram, other: Diagram) -> Diagram:
        """What a commutative function of two numbers makes of two diagrams."""
        if isinstance(one, int) and isinstance(other, int):
            return how(one, other)
        key = (how, one, other)
        found = self._joined.get(key)
        if found is None:
            top = min(each.at for each in (one, other) if isinstance(each, Fork))
            answers = range(len(self.asks[top].answers))
            below = (self.join(how, _cofactor(one, top, n), _cofactor(other, top, n)) for n in answers)
            found = self._joined[key] = self._joined[how, other, one] = self.fork(top, tuple(below))
        return found

    def depends(self, diagram: Diagram) -> frozenset[int]:
        """The places of the questions on which a diagram depends."""
        if isinstance(diagram, int):
            return frozenset()
        found = self._depends.get(diagram)
        if found is None:
            found = self._depends[diagram] = frozenset({diagram.at}).union(*map(self.depends, diagram.to))
        return found

    def asks_for(self, diagram: Diagram, ask: str) -> bool:
        """Whether a diagram depends on the question of an id."""
        return self._place[ask] in self.depends(diagram)

    def under(self, diagram: Diagram, at: int, answer: int) -> Diagram:
        """What is left of a diagram when one question is answered."""
        if isinstance(diagram, int) or diagram.at > at:
            return diagram
        if diagram.at == at:
            return diagram.to[answer]
        return self.fork(diagram.at, tuple(self.under(branch, at, answer) for branch in diagram.to))

    def is_(self, diagram: Diagram, wanted: Callable[[int], bool]) -> Diagram:
        """A diagram with 1 where the number is wanted, and 0 elsewhere."""
        known: dict[Diagram, Diagram] = {}

        def told(each: Diagram) -> Diagram:
            if isinstance(each, int):
                return int(wanted(each))
            if each not in known:
                known[each] = self.fork(each.at, tuple(map(told, each.to)))
            return known[each]

        return told(diagram)

    def primes(self, diagram: Diagram, most: int) -> tuple[Answers, ...]:
        """The prime implicants of a diagram of 0 and 1: smallest sets of answers under which it is 1, small ones first.

        Raises:
            TooLargeError: there are more of them than `most`, on the way or in the end.
        """
        return tuple(sorted(self._primes(diagram, most, {}), key=lambda found: (len(found), sorted(found))))

    def _primes(self, diagram: Diagram, most: int, known: dict[Diagram, frozenset[Answers]]) -> frozenset[Answers]:
        if isinstance(diagram, int):
            return frozenset({frozenset[Literal]()} if diagram else ())
        if diagram not in known:
            without = self._primes(self._all(diagram), most, known)
            found = set(without)
            for answer, branch in enumerate(diagram.to):
                for prime in self._primes(branch, most, known):
                    if not any(part <= prime for part in without):
                        found.add(prime | {(diagram.at, answer)})
            if len(found) > most:
                raise TooLargeError
            known[diagram] = frozenset(found)
        return known[diagram]

    def smallest(self, diagram: Diagram, most: int) -> tuple[Answers, ...]:
        """The implicants of a diagram of 0 and 1 that have the fewest answers, at most `most`; none where it is 0."""
        known: dict[Diagram, tuple[Answers, ...]] = {}

        def found(each: Diagram) -> tuple[Answers, ...]:
            if isinstance(each, int):
                return (frozenset(),) if each else ()
            if each not in known:
                sets = {*found(self._all(each))}
                for answer, branch in enumerate(each.to):
                    sets |= {one | {(each.at, answer)} for one in found(branch)}
                fewest = min(map(len, sets), default=0)
                order = sorted((one for one in sets if len(one) == fewest), key=sorted)
                known[each] = tuple(order[:most])
            return known[each]

        return found(diagram)

    def _all(self, fork: Fork) -> Diagram:
        """Where a diagram of 0 and 1 is 1 whatever the answer to its first question."""
        every: Diagram = 1
        for branch in fork.to:
            every = self.join(min, every, branch)
        return every

    def told(self, answers: Answers) -> Iterator[tuple[str, str]]:
        """Answers as the ids of questions and what is said to them, in the order of the questions."""
        return ((self.asks[at].id, self.asks[at].answers[answer]) for at, answer in sorted(answers))


def _cofactor(diagram: Diagram, at: int, answer: int) -> Diagram:
    return diagram.to[answer] if isinstance(diagram, Fork) and diagram.at == at else diagram

"""What a rule hands to the judge: a case with a decision that may ask for facts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from licet.model.bom import Link
from licet.model.system import System
from licet.model.terms import Clause
from licet.model.vocabulary import Act, Duty, Verdict
from licet.rules.facts import Facts


class Outcome(NamedTuple):
    """A decision under known facts: `why` is one sentence, `path` the way on which it rests."""

    verdict: Verdict
    why: str
    path: tuple[Link, ...] = ()


FINE = Outcome(verdict=Verdict.ALLOWED, why="no objection")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One thing to decide: `key` is its identity between runs; `components` start with the one it is about.

    `capped` is true where a prohibition must not count as blocked: a text read only in part, or an exception
    that was not read (vocabulary section 9).
    """

    key: str
    components: tuple[str, ...]
    title: str
    decide: Callable[[Facts], Outcome]
    clauses: tuple[Clause, ...] = ()
    act: Act | None = None
    tags: tuple[str, ...] = ()
    duty: Duty | None = None
    capped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: one file, one id, one page; `risk` is its column in the risk matrix."""

    id: str
    risk: str
    cases: Callable[[System], Iterable[Case]]


def worst_of(outcomes: Iterable[Outcome]) -> Outcome:
    """The worst outcome, the first of equals; FINE when there is none."""
    return max(outcomes, key=lambda outcome: outcome.verdict.rank, default=FINE)

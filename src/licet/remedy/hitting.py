"""The one place that asks the solver: the cheapest choice that satisfies clauses, proven or cut short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pysat.solvers import Solver

Clause = tuple[int, ...]
"""Numbers of options from 1 on, at least one of which must hold; a negative one means that the option is not taken."""

MAX_CALLS: Final = 200
MAX_CONFLICTS: Final = 4_000
"""Calls of the SAT solver and conflicts that it may run into for one choice: some seconds at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the solver found: the options taken, None where no choice satisfies all, and the least weight of any.

    Where `cut` is true nothing was found within the bound on conflicts, and `bound` is what is proven so far.
    """

    taken: tuple[int, ...] | None = None
    bound: int = 0
    cut: bool = False


def cheapest_choice(
    weights: Sequence[int],
    clauses: Iterable[Clause],
    exclusive: Iterable[Sequence[int]] = (),
) -> Choice:
    """Return the options that satisfy every clause at the least weight.

    `weights` are positive, one for each option; of each group in `exclusive` at most one is taken. Solved as weighted
    MaxSAT by RC2 (Ignatiev, Morgado, Marques-Silva: RC2, an efficient MaxSAT solver, JSAT 2019), so what it returns is
    optimal; equal input gives equal output.
    """
    from pysat.examples.rc2 import RC2  # noqa: PLC0415 - a heavy import, needed only where a gate fails
    from pysat.formula import WCNF  # noqa: PLC0415 - as above

    formula = WCNF()
    for number, weight in enumerate(weights, start=1):
        formula.append([-number], weight=weight)
    for clause in clauses:
        if not clause:
            return Choice()
        formula.append(list(clause))
    for group in exclusive:
        for one, other in combinations(sorted(group), 2):
            formula.append([-one, -other])
    with RC2(formula) as solver:
        solver._call_oracle = _Bounded(solver.oracle)  # noqa: SLF001 - RC2 has no bound of its own
        try:
            model = solver.compute()
        except _SpentError:
            return Choice(bound=solver.cost, cut=True)
        bound = solver.cost
    if model is None:
        return Choice()
    held = set(model)
    return Choice(taken=tuple(number for number in range(1, len(weights) + 1) if number in held), bound=bound)


class _SpentError(Exception):
    """The solver has done what it may."""


class _Bounded:
    """A SAT solver's call with an end: counted, not timed, so that equal input gives equal output."""

    def __init__(self, oracle: "Solver") -> None:
        self._oracle = oracle
        self._left = MAX_CALLS

    def __call__(self, assumptions: Sequence[int] = (), expect_interrupt: bool = False) -> bool:  # noqa: FBT001, FBT002 - the signature that RC2 calls
        spent = self._oracle.accum_stats()["conflicts"]
        self._left -= 1
        if self._left < 0 or spent >= MAX_CONFLICTS:
            raise _SpentError
        self._oracle.conf_budget(MAX_CONFLICTS - spent)
        found: bool | None = self._oracle.solve_limited(assumptions=assumptions, expect_interrupt=expect_interrupt)
        if found is None:
            raise _SpentError
        return found

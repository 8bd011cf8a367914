"""The one place that asks the solver: the cheapest choice that satisfies clauses, proven."""

from collections.abc import Iterable, Sequence
from itertools import combinations

Clause = tuple[int, ...]
"""Numbers of options from 1 on, at least one of which must hold; a negative one means that the option is not taken."""


def cheapest_choice(
    weights: Sequence[int], clauses: Iterable[Clause], exclusive: Iterable[Sequence[int]] = ()
) -> tuple[int, ...] | None:
    """Return the numbers of the options that satisfy every clause at the least weight, or None where none do.

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
            return None
        formula.append(list(clause))
    for group in exclusive:
        for one, other in combinations(sorted(group), 2):
            formula.append([-one, -other])
    with RC2(formula) as solver:
        model = solver.compute()
    if model is None:
        return None
    return tuple(number for number in range(1, len(weights) + 1) if number in set(model))

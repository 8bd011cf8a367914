"""The cheapest choice that satisfies clauses, against a search through every choice."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.remedy.hitting import cheapest_choice


def test_one_that_hits_all_beats_two() -> None:
    assert cheapest_choice([3, 2, 2], [(1, 2), (1, 3)]) == (1,)
    assert cheapest_choice([5, 2, 2], [(1, 2), (1, 3)]) == (2, 3)


def test_nothing_to_hit_costs_nothing_and_an_empty_clause_cannot_be_hit() -> None:
    assert cheapest_choice([1, 1], []) == ()
    assert cheapest_choice([1], [()]) is None


def test_of_a_group_one_alone_is_taken() -> None:
    assert cheapest_choice([1, 1, 5], [(1, 3), (2, 3)], [(1, 2)]) == (3,)
    assert cheapest_choice([1, 1], [(1,), (2,)], [(1, 2)]) is None


def test_a_negative_number_asks_that_an_option_is_left_out() -> None:
    assert cheapest_choice([1, 9], [(1, 2), (-1,)]) == (2,)


@settings(max_examples=80, deadline=None)
@given(
    weights=st.lists(st.integers(1, 9), min_size=5, max_size=5),
    clauses=st.lists(
        st.lists(st.integers(1, 5).flatmap(lambda n: st.sampled_from([n, n, -n])), min_size=1, max_size=4), max_size=8
    ),
    groups=st.lists(st.lists(st.integers(1, 5), min_size=2, max_size=3, unique=True), max_size=2),
)
def test_no_choice_costs_less(weights: list[int], clauses: list[list[int]], groups: list[list[int]]) -> None:
    def holds(taken: tuple[bool, ...]) -> bool:
        hit = all(any(taken[abs(n) - 1] is (n > 0) for n in clause) for clause in clauses)
        return hit and all(sum(taken[n - 1] for n in group) <= 1 for group in groups)

    costs = [
        sum(weight for weight, took in zip(weights, taken, strict=True) if took)
        for taken in product((False, True), repeat=5)
        if holds(taken)
    ]
    found = cheapest_choice(weights, [tuple(clause) for clause in clauses], groups)
    assert (found is None) is (not costs)
    if found is not None:
        assert holds(tuple(number in found for number in range(1, 6)))
        assert sum(weights[number - 1] for number in found) == min(costs)

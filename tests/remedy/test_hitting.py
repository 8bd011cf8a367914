"""The cheapest choice that satisfies clauses, against a search through every choice."""

from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.remedy.hitting import Choice, cheapest_choice


def test_one_that_hits_all_beats_two() -> None:
    assert cheapest_choice([3, 2, 2], [(1, 2), (1, 3)]) == Choice(taken=(1,), bound=3)
    assert cheapest_choice([5, 2, 2], [(1, 2), (1, 3)]) == Choice(taken=(2, 3), bound=4)


def test_nothing_to_hit_costs_nothing_and_an_empty_clause_cannot_be_hit() -> None:
    assert cheapest_choice([1, 1], []) == Choice(taken=())
    assert cheapest_choice([1], [()]) == Choice()


def test_of_a_group_one_alone_is_taken() -> None:
    assert cheapest_choice([1, 1, 5], [(1, 3), (2, 3)], [(1, 2)]).taken == (3,)
    assert cheapest_choice([1, 1], [(1,), (2,)], [(1, 2)]) == Choice()


def test_a_negative_number_asks_that_an_option_is_left_out() -> None:
    assert cheapest_choice([1, 9], [(1, 2), (-1,)]).taken == (2,)


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
    choice = cheapest_choice(weights, [tuple(clause) for clause in clauses], groups)
    found = choice.taken
    assert not choice.cut
    assert (found is None) is (not costs)
    if found is not None:
        assert holds(tuple(number in found for number in range(1, 6)))
        assert sum(weights[number - 1] for number in found) == min(costs) == choice.bound


def test_a_riddle_that_is_too_hard_is_cut_short_with_a_bound() -> None:
    """Random set cover is hard for any exact solver; the bound is no more than what a plain cover costs."""
    draw = Random(3)  # noqa: S311 - a riddle, no secret
    weights = [draw.choice([2, 3, 4, 5]) for _ in range(300)]
    clauses = [tuple(draw.sample(range(1, 301), 8)) for _ in range(150)]
    cover = {min(clause, key=lambda number: weights[number - 1]) for clause in clauses}
    one, other = cheapest_choice(weights, clauses), cheapest_choice(weights, clauses)
    assert one == other
    assert one.cut
    assert one.taken is None
    assert 0 < one.bound <= sum(weights[number - 1] for number in cover)

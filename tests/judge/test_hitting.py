"""Small sets that contain no other, and the fewest members that meet each of several sets."""

from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.judge.hitting import fewest, minimal

families = st.lists(st.frozensets(st.integers(0, 7), min_size=1, max_size=4), max_size=9)


def f(*members: int) -> frozenset[int]:
    return frozenset(members)


def test_a_set_that_contains_another_is_left_out() -> None:
    assert minimal([f(1, 2, 3), f(1, 2), f(4), f(4, 5), f(1, 2)]) == [f(4), f(1, 2)]


def test_large_sets_are_compared_too() -> None:
    assert minimal([f(*range(9)), f(*range(8)), f(*range(1, 9))]) == [f(*range(8)), f(*range(1, 9))]


def test_an_empty_set_is_in_every_other_and_cannot_be_met() -> None:
    assert minimal([f(1), f()]) == [f()]
    assert fewest([f(1), f()]) is None


def test_what_many_sets_share_meets_them_all() -> None:
    assert fewest([f(number, 100 + number % 5) for number in range(50)]) == f(100, 101, 102, 103, 104)


def test_no_set_needs_no_member() -> None:
    assert fewest([]) == f()


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(families)
def test_no_smaller_set_meets_all(family: list[frozenset[int]]) -> None:
    members = sorted(frozenset().union(*family))
    every = chain.from_iterable(combinations(members, size) for size in range(len(members) + 1))
    expected = next(len(each) for each in every if all(not one.isdisjoint(each) for one in family))
    found = fewest(family)
    assert found is not None
    assert all(not one.isdisjoint(found) for one in family)
    assert len(found) == expected

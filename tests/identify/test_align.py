"""A known text laid beside a text: blocks of equal words, rising in both."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.identify.align import Block, Budget, Numbers, fill, grow

Row = list[int]
rows = st.lists(st.integers(0, 3), max_size=40)


def numbers(row: Sequence[int]) -> Numbers:
    return np.array(row, np.uint16)


def block(here: int, there: int, size: int) -> Block:
    return Block(here=here, there=there, size=size)


def check(blocks: Sequence[Block], text: Row, known: Row, bounds: tuple[int, int]) -> None:
    """Every block is really equal, within the bounds, and behind the one before it in both texts."""
    here = there = 0
    for one in blocks:
        assert one.size > 0
        assert one.here >= here
        assert one.there >= there
        assert text[one.here : one.here + one.size] == known[one.there : one.there + one.size]
        assert len(known[one.there : one.there + one.size]) == one.size
        here, there = one.here + one.size, one.there + one.size
    if blocks:
        assert bounds[0] <= blocks[0].here
        assert here <= bounds[1]


@st.composite
def cases(draw: st.DrawFn) -> tuple[Row, Row, tuple[int, int], tuple[Row, Row]]:
    """Two texts, bounds in the first, and some hits: pairs of equal words, rising in both."""
    text, known = draw(rows), draw(rows)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    hits: tuple[Row, Row] = ([], [])
    here = there = -1
    for _ in range(draw(st.integers(0, 6))):
        pairs = [
            (one, other)
            for one in range(here + 1, len(text))
            for other in range(there + 1, len(known))
            if text[one] == known[other]
        ]
        if not pairs:
            break
        here, there = draw(st.sampled_from(pairs))
        hits[0].append(here)
        hits[1].append(there)
    return text, known, (start, end), hits


@settings(max_examples=300, deadline=None)
@given(cases())
def test_grown_blocks_are_equal_rise_in_both_and_end_where_words_differ(
    case: tuple[Row, Row, tuple[int, int], tuple[Row, Row]],
) -> None:
    text, known, bounds, hits = case
    blocks = grow(numbers(text), bounds, numbers(known), hits)
    check(blocks, text, known, bounds)
    for one in blocks:
        here, there = one.here + one.size, one.there + one.size
        assert here == bounds[1] or there == len(known) or text[here] != known[there]
    inside = [(here, there) for here, there in zip(*hits, strict=True) if bounds[0] <= here < bounds[1]]
    assert bool(blocks) == bool(inside)
    if inside:
        assert (blocks[0].here, blocks[0].there) <= inside[0]


@settings(max_examples=300, deadline=None)
@given(cases())
def test_filled_blocks_are_equal_and_rise_in_both(case: tuple[Row, Row, tuple[int, int], tuple[Row, Row]]) -> None:
    text, known, bounds, hits = case
    grown = grow(numbers(text), bounds, numbers(known), hits)
    check(fill(numbers(text), bounds, numbers(known), grown, Budget()), text, known, bounds)


def test_a_hit_grows_to_both_sides() -> None:
    text, known = numbers([9, 1, 2, 3, 4, 9]), numbers([1, 2, 3, 4, 5])
    assert grow(text, (0, 6), known, ([3], [2])) == [block(1, 0, 4)]
    assert grow(text, (2, 4), known, ([3], [2])) == [block(2, 1, 2)]
    assert grow(text, (0, 3), known, ([3], [2])) == []


def test_a_hit_behind_the_last_block_in_one_text_alone_is_passed_over() -> None:
    text, known = numbers([1, 2, 3, 9, 2, 3]), numbers([1, 2, 3])
    assert grow(text, (0, 6), known, ([0, 4], [0, 1])) == [block(0, 0, 3)]


def test_words_in_a_gap_are_found_one_by_one() -> None:
    text, known = [1, 2, 3, 7, 5, 8, 9, 10], [1, 2, 3, 4, 5, 6, 9, 10]
    blocks = (block(0, 0, 3), block(6, 6, 2))
    filled = fill(numbers(text), (0, 8), numbers(known), blocks, Budget())
    assert filled == (block(0, 0, 3), block(4, 4, 1), block(6, 6, 2))


def test_words_before_the_first_and_behind_the_last_block_are_found() -> None:
    text = [1, 2, 3, 90, *range(10, 20), 91, 21, 22, 23]
    known = [1, 2, 3, 80, *range(10, 20), 81, 21, 22, 23]
    filled = fill(numbers(text), (0, len(text)), numbers(known), (block(4, 4, 10),), Budget())
    assert filled == (block(0, 0, 3), block(4, 4, 10), block(15, 15, 3))
    inner = fill(numbers(text), (4, 15), numbers(known), (block(4, 4, 10),), Budget())
    assert inner == (block(4, 4, 10),)


def test_a_stray_word_far_off_in_the_known_text_is_left_out() -> None:
    known = [*range(10, 20), *range(30, 60), 7]
    text = [*range(10, 20), 99, 7]
    filled = fill(numbers(text), (0, len(text)), numbers(known), (block(0, 0, 10),), Budget())
    assert filled == (block(0, 0, 10),)


def test_without_budget_the_blocks_stay_as_they_are() -> None:
    text, known = numbers([1, 2, 3, 7, 5, 8, 9, 10]), numbers([1, 2, 3, 4, 5, 6, 9, 10])
    blocks = (block(0, 0, 3), block(6, 6, 2))
    assert fill(text, (0, 8), known, blocks, Budget(cells=0)) == blocks
    assert fill(text, (0, 8), known, (), Budget()) == ()


def test_a_budget_is_spent_and_never_overdrawn() -> None:
    budget = Budget(cells=10)
    assert budget.spend(6)
    assert not budget.spend(5)
    assert budget.spend(4)
    assert budget.cells == 0
    assert not Budget().spend(4097)
    assert Budget().spend(4096)


@pytest.mark.parametrize("far", [1, 63, 64, 65, 575, 576, 577, 4000])
def test_long_blocks_end_where_words_differ_too(far: int) -> None:
    text = numbers(range(20_000, 30_000))
    known = text.copy()
    known[5000 - far - 1] = known[5000 + far] = 7
    assert grow(text, (0, 10_000), known, ([5000], [5000])) == [block(5000 - far, 5000 - far, 2 * far)]
    # the bounds end a block as well
    assert grow(text, (5000 - far, 5000 + far), text, ([5000], [5000])) == [block(5000 - far, 5000 - far, 2 * far)]

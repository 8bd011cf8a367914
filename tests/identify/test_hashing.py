"""Numbers for runs of words: equal runs have equal numbers, others do not, and sums agree with plain arithmetic."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.identify.hashing import SAMPLE, Keys, bitmap, buckets, in_bitmap, matches, runs, runs_upto, sums, whole
from licet.identify.normalize import keys_of

WORDS = keys_of(["cup", "spoon", "saucer"])
MOST = 1 << 64

few_words = st.lists(st.integers(0, 2), max_size=12).map(lambda chosen: WORDS[chosen] if chosen else WORDS[:0])
keys = st.lists(st.integers(0, MOST - 1), max_size=12).map(lambda given: np.array(given, np.uint64))


@given(few_words, st.integers(1, SAMPLE))
def test_runs_are_equal_where_their_words_are_and_nowhere_else(words: Keys, size: int) -> None:
    found = runs(words, size).tolist()
    parts = [tuple(words[at : at + size].tolist()) for at in range(len(words) - size + 1)]
    assert len(found) == len(parts)
    for key, part in zip(found, parts, strict=True):
        assert [other == key for other in found] == [other == part for other in parts]


@given(keys, st.integers(1, SAMPLE))
def test_a_run_depends_on_its_own_words_alone(words: Keys, size: int) -> None:
    alone = [int(runs(words[at : at + size], size)[0]) for at in range(len(words) - size + 1)]
    assert runs(words, size).tolist() == alone


def test_runs_of_other_lengths_and_other_orders_have_other_keys() -> None:
    same = np.repeat(WORDS[:1], SAMPLE)
    assert len({int(runs(same, size)[0]) for size in range(1, SAMPLE + 1)}) == SAMPLE
    one, other = runs(WORDS, 3), runs(WORDS[::-1], 3)
    assert one.tolist() != other.tolist()
    assert runs(WORDS, 4).tolist() == []


@given(keys)
def test_sums_are_those_of_plain_arithmetic(words: Keys) -> None:
    base = int(whole(np.array([0, 1], np.uint64)))
    assert base % 2 == 1
    total, expected = 0, [0]
    for at, key in enumerate(words.tolist()):
        total = (total + key * pow(base, at, MOST)) % MOST
        expected.append(total)
    assert sums(words).tolist() == expected
    assert whole(words) == expected[-1]


@given(few_words, few_words)
def test_matches_are_those_of_a_comparison_word_by_word(words: Keys, wanted: Keys) -> None:
    places = [(start, end) for start in range(len(words) + 1) for end in range(start, len(words) + 1)]
    starts, ends = (np.array(side, np.int64) for side in zip(*places, strict=True))
    found = matches(sums(words), starts, ends, np.full(len(places), whole(wanted), np.uint64))
    assert found.tolist() == [words[start:end].tolist() == wanted.tolist() for start, end in places]


def test_powers_grow_when_a_longer_text_comes() -> None:
    long = np.tile(WORDS, 5000)
    start = len(long) - 3
    found = matches(sums(long), np.array([start]), np.array([len(long)]), np.array([whole(WORDS)], np.uint64))
    assert found.tolist() == [True]


@given(keys, keys)
def test_a_bitmap_rules_no_key_out_that_it_holds(held: Keys, others: Keys) -> None:
    bits = bitmap(held, 12)
    assert len(bits) == 1 << 9
    assert in_bitmap(held, bits).all()
    places = {key >> 52 for key in held.tolist()}
    assert in_bitmap(others, bits).tolist() == [key >> 52 in places for key in others.tolist()]


@pytest.mark.parametrize(("turn", "expected"), [(0, 0xABCD), (1, 0x1234)])
def test_the_slots_of_a_key_are_its_upper_bits(turn: int, expected: int) -> None:
    assert buckets(np.array([0xABCD_1234_5678_9ABC], np.uint64), turn).tolist() == [expected]


@given(keys.filter(len))
def test_runs_of_all_sizes_are_those_of_each_size(words: Keys) -> None:
    found = runs_upto(words, min(SAMPLE, len(words)))
    assert [one.tolist() for one in found] == [runs(words, size + 1).tolist() for size in range(len(found))]

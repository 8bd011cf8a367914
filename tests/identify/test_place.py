"""Where a rule may stand with changes: placements by sampled runs, and none in prose."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.identify.index import Index
from licet.identify.normalize import split
from licet.identify.place import Placements, placements, rising, sampled
from tests.identify.conftest import SAUCER, TEAPOT
from tests.identify.invented import PROSE, everywhere, index_of_rules, rule

CHANGED = {
    "a changed word": SAUCER.replace("one song", "one poem"),
    "a dropped sentence": SAUCER.replace(
        "The charter holds at breakfast and at tea; at supper the host says\nwhat holds.", ""
    ),
    "an added sentence": SAUCER.replace("Disputes are", "Broken cups are not spoken of at all. Disputes are"),
    "a part alone": SAUCER[: len(SAUCER) // 2],
}


def placed(text: str, index: Index) -> Placements:
    words = split(text)
    found, _ = placements(sampled(words.keys, index), everywhere(words), index)
    assert found is not None
    return found


def nothing_placed(text: str, index: Index) -> bool:
    words = split(text)
    return placements(sampled(words.keys, index), everywhere(words), index) == (None, False)


def licenses(found: Placements, index: Index) -> list[str]:
    return [index.expressions[index.rules.expression[rule]] for rule in found.rules]


@pytest.mark.parametrize("how", CHANGED)
def test_a_changed_text_is_placed_where_it_stands(how: str, kitchen: Index) -> None:
    text = CHANGED[how]
    assert text != SAUCER
    ahead = len(split(PROSE))
    found = placed(f"{PROSE}{text}{PROSE}", kitchen)
    assert licenses(found, kitchen) == ["LicenseRef-Saucer"]
    assert len(found) == 1
    assert ahead <= found.low[0] <= found.middle[0] <= found.high[0] < ahead + len(split(text))
    assert found.start[0] <= ahead
    assert found.stop[0] >= ahead + len(split(text))


@pytest.mark.parametrize("how", CHANGED)
def test_the_hits_pair_equal_words_and_rise_in_both(how: str, kitchen: Index) -> None:
    found = placed(CHANGED[how], kitchen)
    here, there = found.hits(0)
    assert len(here) == len(there) > 5
    assert here == sorted(set(here))
    assert there == sorted(set(there))
    words, rule = kitchen.numbers(split(CHANGED[how]).keys), kitchen.words(int(found.rules[0]), blanked=False)
    assert all((words[a : a + 5] == rule[b : b + 5]).all() for a, b in zip(here, there, strict=True))


def test_what_a_part_seems_to_explain_is_less_than_the_whole(kitchen: Index) -> None:
    whole, half = placed(SAUCER, kitchen), placed(CHANGED["a part alone"], kitchen)
    size = len(split(SAUCER))
    assert 0.9 * size < whole.net[0] <= size
    assert half.net[0] < 0.5 * size


def test_a_run_that_the_rule_has_twice_does_not_tell_where_it_stands() -> None:
    refrain = "pour the tea into the small cup and sing along"
    verses = [f"verse {number} tells of the {word} and its owner" for number, word in enumerate(("pot", "lid", "jar"))]
    text = " ".join(f"{verse} {refrain}" for verse in verses)
    here, there = placed(text, index_of_rules(rule(text))).hits(0)
    assert here == there
    assert not any(text.split()[at : at + 5] == refrain.split()[:5] for at in here)


def test_two_texts_have_two_placements_the_largest_first(kitchen: Index) -> None:
    found = placed(f"{SAUCER}{PROSE}{TEAPOT}", kitchen)
    assert licenses(found, kitchen) == ["LicenseRef-Teapot", "LicenseRef-Saucer"]
    assert found.middle[1] < len(split(SAUCER)) < found.middle[0]


def test_two_copies_that_lie_far_apart_have_two_placements(kitchen: Index) -> None:
    found = placed(f"{SAUCER}{PROSE * 3}{SAUCER}", kitchen)
    middles = sorted(found.middle.tolist())
    assert licenses(found, kitchen) == ["LicenseRef-Saucer"] * 2
    assert middles[0] < len(split(SAUCER)) < middles[1]


def test_prose_and_a_few_words_of_a_rule_have_none(kitchen: Index) -> None:
    assert nothing_placed(PROSE, kitchen)
    assert nothing_placed("", kitchen)
    assert nothing_placed(" ".join(SAUCER.split()[3:12]), kitchen)


def test_where_only_words_speak_that_were_found_already_there_is_nothing_to_place(kitchen: Index) -> None:
    words = split(CHANGED["a changed word"])
    assert placements(sampled(words.keys, kitchen), np.zeros(len(words), np.bool_), kitchen) == (None, False)
    assert placements(sampled(words.keys, kitchen), everywhere(words), kitchen)[0] is not None


def test_it_is_told_that_a_text_has_more_hits_than_were_looked_at(kitchen: Index) -> None:
    words = split(SAUCER)
    assert not placements(sampled(words.keys, kitchen), everywhere(words), kitchen)[1]
    assert placements(sampled(words.keys, kitchen), everywhere(words), kitchen, most=10)[1]


pairs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=9, unique_by=lambda pair: pair[0]).map(
    sorted
)


@given(pairs)
def test_the_longest_rising_part_is_kept(given_pairs: list[tuple[int, int]]) -> None:
    def rises(chosen: tuple[tuple[int, int], ...]) -> bool:
        return all(one[1] < other[1] for one, other in pairwise(chosen))

    longest = max(size for size in range(len(given_pairs) + 1) if any(map(rises, combinations(given_pairs, size))))
    here, there = rising(*(np.array([pair[side] for pair in given_pairs], np.int64) for side in (0, 1)))
    chosen = tuple(zip(here, there, strict=True))
    assert len(chosen) == longest
    assert rises(chosen)
    assert set(chosen) <= set(given_pairs)
    assert here == sorted(here)


def test_of_many_pairs_a_few_out_of_order_are_left_out() -> None:
    here = np.arange(100)
    there = here.copy()
    there[[20, 50, 51, 80]] = (70, 3, 4, 5)
    assert rising(here, there) == tuple([at for at in range(100) if at not in {20, 50, 51, 80}] for _ in range(2))
    # of a passage that stands in another order the longer part is kept
    moved = np.concatenate((here[:40] + 60, here[40:] - 40))
    assert rising(here, moved) == (list(range(40, 100)), list(range(60)))


def test_a_stretch_has_the_sampled_runs_that_lie_in_it(kitchen: Index) -> None:
    words = split(f"{PROSE}{SAUCER}{PROSE}")
    whole, (start, end) = sampled(words.keys, kitchen), (len(split(PROSE)) + 10, len(words) - len(split(PROSE)) - 10)
    part, alone = whole.within(start, end), sampled(words.keys[start:end], kitchen)
    assert len(part.at) > 0
    for one, other in ((part.at, alone.at), (part.first, alone.first), (part.last, alone.last)):
        assert one.tolist() == other.tolist()

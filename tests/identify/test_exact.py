"""Rules that stand word by word in a text: all of them, those within a longer one left out."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.identify.exact import find, outermost
from licet.identify.index import Index
from licet.identify.normalize import split
from tests.identify.conftest import SAUCER, TEAPOT
from tests.identify.invented import PROSE, index_of_rules, rule

Place = tuple[int, int, int]


def found(text: str, index: Index) -> list[Place]:
    one = find(split(text).keys, index)
    return list(zip(one.rules.tolist(), one.starts.tolist(), one.ends.tolist(), strict=True))


LENT = index_of_rules(
    rule("lent under the cup license"),
    rule("cup license", "cup", "reference"),
    rule("the cup license", "cup", "reference"),
    rule("under the cup license or the spoon license", "cup OR spoon"),
    rule("lid", "lid", "tag"),
    rule("one two three four five six", "six"),
)


def test_a_rule_is_found_wherever_it_stands() -> None:
    assert found("The CUP-license! It is the cup license.", LENT) == [(2, 0, 3), (2, 5, 8)]
    assert found("lid", LENT) == [(4, 0, 1)]
    assert found("lid cup license lid", LENT) == [(4, 0, 1), (1, 1, 3), (4, 3, 4)]


def test_what_lies_within_something_longer_is_left_out() -> None:
    assert found("It is lent under the cup license.", LENT) == [(0, 2, 7)]


def test_what_overlaps_without_lying_within_is_kept() -> None:
    assert found("lent under the cup license or the spoon license", LENT) == [(0, 0, 5), (3, 1, 9)]


def test_a_changed_a_missing_and_a_cut_word_are_no_whole_rule() -> None:
    assert found("one two three four five seven", LENT) == []
    assert found("one two three five six", LENT) == []
    assert found("two three four five six", LENT) == []
    assert found("one two three four five", LENT) == []


def test_empty_text_and_prose_hold_no_rule(kitchen: Index) -> None:
    assert found("", LENT) == []
    assert found(PROSE, kitchen) == []


def test_known_texts_are_found_among_prose(kitchen: Index) -> None:
    first, second, third = (len(split(text)) for text in (PROSE, TEAPOT, SAUCER))
    names = [kitchen.expressions[number] for number in kitchen.rules.expression]
    places = found(PROSE + TEAPOT + PROSE + SAUCER, kitchen)
    assert [(names[number], start, end) for number, start, end in places] == [
        ("LicenseRef-Teapot", first, first + second),
        ("LicenseRef-Saucer", 2 * first + second, 2 * first + second + third),
    ]


def _invented() -> list[list[int]]:
    chance = random.Random(7)  # noqa: S311 - no secret
    made = {tuple(chance.choices(range(3), k=chance.randint(1, 7))) for _ in range(25)}
    return [list(words) for words in sorted(made)]


NAMES = ["cup", "pot", "lid"]
MANY = _invented()
INDEX = index_of_rules(*(rule(" ".join(NAMES[word] for word in words)) for words in MANY))


@settings(max_examples=200)
@given(st.lists(st.integers(0, 2), max_size=30))
def test_all_that_a_search_word_by_word_finds_is_found(text: list[int]) -> None:
    places = [
        (number, start, start + len(words))
        for number, words in enumerate(MANY)
        for start in range(len(text))
        if text[start : start + len(words)] == words
    ]
    outer = [
        (number, start, end)
        for number, start, end in places
        if not any(one <= start and end <= last and (one, last) != (start, end) for _, one, last in places)
    ]
    assert found(" ".join(NAMES[word] for word in text), INDEX) == sorted(outer, key=lambda place: place[1])


def test_of_equal_places_the_first_rule_stays() -> None:
    one = outermost(np.array([5, 3, 4]), np.array([2, 2, 0]), np.array([6, 6, 1]))
    assert (one.rules.tolist(), one.starts.tolist(), one.ends.tolist()) == ([4, 3], [0, 2], [1, 6])

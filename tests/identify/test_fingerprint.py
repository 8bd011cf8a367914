"""What is written into the index of a text, and what may differ between its copies."""

import pytest

from licet.identify.fingerprint import pack
from licet.identify.index import BLANK, Index
from licet.identify.normalize import key_of, split
from tests.identify.conftest import RULES, SAUCER, TEAPOT, printed


def words_of(ranges: tuple[tuple[int, int], ...], text: str) -> list[str]:
    words = split(text)
    return [" ".join(words.passage(start, end).split()) for start, end in ranges]


def test_headings_notices_list_numbers_and_the_stated_tail_are_optional() -> None:
    optional = words_of(printed("LicenseRef-Teapot", TEAPOT).optional, TEAPOT)
    assert optional[0] == "Teapot License Version 3 Copyright (c) 2001 The Teapot Club"
    assert optional[1:4] == ["1", "2", "3"]
    assert optional[4].startswith("END OF THE PAGE How to lend")
    assert len(optional) == 5


def test_a_rule_for_other_licenses_does_not_hold() -> None:
    assert words_of(printed("LicenseRef-Saucer", SAUCER).optional, SAUCER) == ["Saucer Charter"][:0]
    assert words_of(printed("LicenseRef-Other", SAUCER).optional, SAUCER)[0].endswith("A saucer goes with a cup")


def test_gaps_keep_the_words_of_the_text_as_a_choice() -> None:
    gaps = printed("LicenseRef-Teapot", TEAPOT).gaps
    assert [(most, choices) for _, _, most, choices in gaps] == [
        (6, ("the teapot club",)),
        (0, ("", "by its owners", "by the potters")),
    ]


def test_the_index_holds_numbers_for_the_words_and_blanks_for_the_gaps(kitchen: Index) -> None:
    number = [known.license for known in kitchen.known].index("LicenseRef-Teapot")
    text = kitchen.text(number)
    words = split(TEAPOT)
    assert len(text) == len(words) == kitchen.known[number].size
    blank = {at for at, word in enumerate(text) if word == BLANK}
    assert words_of(((min(blank), min(blank) + 3),), TEAPOT) == ["the Teapot Club"]
    assert all(kitchen.numbers[words.keys[at]] == text[at] for at in range(len(text)) if at not in blank)


def test_no_word_of_a_text_is_in_the_index() -> None:
    data = pack([printed("LicenseRef-Teapot", TEAPOT)], RULES)
    assert b"scalded" not in data.lower()
    assert key_of("scalded").to_bytes(4, "little") in data


def test_the_same_texts_give_the_same_bytes() -> None:
    prints = [printed("LicenseRef-Saucer", SAUCER), printed("LicenseRef-Teapot", TEAPOT)]
    assert pack(prints, RULES) == pack(prints, RULES)


def test_too_many_words_are_refused() -> None:
    many = printed("LicenseRef-Many", " ".join(f"w{number}" for number in range(BLANK + 100)))
    with pytest.raises(ValueError, match="16 bits"):
        pack([many], RULES)

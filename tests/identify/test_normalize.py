"""The words of a text: what is dropped, what stays, and where they stand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.identify.normalize import LIMIT, STOP_WORDS, key_of, keys_of, split, tokens


def keys(text: str) -> list[int]:
    return [int(key) for key in split(text).keys]


def keys_of_words(words: str) -> list[int]:
    return [int(key) for key in keys_of(words.split())]


@given(st.from_regex(r"[a-z0-9]{1,40}|[a-z]{1,9}\+{1,2}", fullmatch=True))
def test_a_word_by_itself_has_the_number_that_it_has_among_others(word: str) -> None:
    assert key_of(word) == int(keys_of(("before", word, "after"))[1])


PLAIN = "The Licensor's rights, e.g. to modify: 700 million users may use the Work."


@pytest.mark.parametrize(
    "other",
    [
        PLAIN.upper(),
        PLAIN.replace("'", "\u2019"),
        PLAIN.replace(" ", "\n"),
        PLAIN.replace(" ", "\r\n  * "),
        PLAIN.replace("rights,", "**rights**,").replace("Work", "_Work_"),
        PLAIN.replace("rights", "<b>rights</b>").replace("modify", '<span class="x">modify</span>'),
        PLAIN.replace("rights", "[rights]()").replace("Work", "[`Work`][]"),
        "dnl " + PLAIN.replace("million", "\ndnl million"),
        PLAIN.replace("modify", "mod\u00adify").replace(":", "\u2014"),
        PLAIN.replace("modify", "modi\u200bfy"),
        PLAIN.replace("e.g.", "e&#46;g&period;"),
    ],
)
def test_what_does_not_matter_is_dropped(other: str) -> None:
    assert keys(other) == keys(PLAIN)


@pytest.mark.parametrize(
    "other",
    [
        PLAIN.replace("700", "7"),
        PLAIN.replace("may use", "may not use"),
        PLAIN.replace("million", "billion"),
        PLAIN + " Ever.",
    ],
)
def test_words_and_numbers_stay(other: str) -> None:
    assert keys(other) != keys(PLAIN)


def test_an_address_is_the_same_with_any_scheme() -> None:
    assert (
        keys("see https://www.example.org/terms/")
        == keys("see http://example.org/terms")
        == keys_of_words("see example org terms")
    )


def test_the_address_of_a_link_stays_and_other_markup_goes() -> None:
    assert keys('<a class="x" href="https://example.org/mit">MIT</a>') == keys("example.org/mit MIT")
    assert keys('<a href="local.html">MIT</a>') == keys("MIT")
    assert keys("[MIT](https://example.org/mit)") == keys("MIT example.org/mit")


def test_both_spellings_of_license_are_one_word() -> None:
    assert tokens("Licence LICENCES") == ["license", "licenses"]


def test_a_placeholder_in_angle_brackets_is_no_markup() -> None:
    assert tokens("<year> <name of author>") == ["year", "name", "of", "author"]
    assert len(split("<year> <p>one</p>")) == 2


def test_words_know_their_lines_and_their_text() -> None:
    words = split("# One two\n# <br>\n# Three, four\n")
    assert len(words) == 4
    assert [words.line(at) for at in range(4)] == [1, 1, 3, 3]
    assert words.passage(2, 4) == "Three, four"
    assert words.passage(1, 1) == ""
    assert words.begins_line(2)
    assert not words.begins_line(3)
    assert words.ends_line(3)
    assert not words.ends_line(0)


def test_markup_over_several_lines_keeps_the_count_of_lines() -> None:
    words = split('<a\n href="x"\n>one</a>\ntwo')
    assert [words.line(at) for at in range(len(words))] == [3, 4]


def test_a_long_text_is_cut() -> None:
    assert len(split("a " * LIMIT)) == LIMIT // 2


def test_a_long_text_is_cut_at_a_place_that_does_not_depend_on_markup() -> None:
    words = split("<p>" + "a " * LIMIT)
    assert len(words.text) == LIMIT
    assert len(words) == (LIMIT - 3) // 2 + (LIMIT - 3) % 2


def test_a_key_has_64_bits_and_depends_on_nothing_but_the_word() -> None:
    words = split("Permission, permission; PERMISSION permissions")
    assert words.keys.dtype == np.uint64
    first, second, third, other = words.keys.tolist()
    assert first == second == third != other
    assert [first, other] == keys_of_words("permission permissions")


@pytest.mark.parametrize("size", [7, 8, 9, 16, 17, 24, 25, 32, 33, 100])
def test_long_words_that_differ_in_one_letter_have_different_keys(size: int) -> None:
    words = ["a" * size, *("a" * at + "b" + "a" * (size - at - 1) for at in range(size)), "a" * (size + 1)]
    assert len(set(keys_of_words(" ".join(words)))) == size + 2


def test_words_are_spelled_alike_in_other_scripts_and_signs() -> None:
    assert keys("\u00a9 2020") == keys("(c) 2020") == keys("\u00a92020")
    assert keys("e\ufb03cient") == keys("efficient")
    assert keys("stra\u00dfe") != keys("strase")
    assert keys("\u041b\u0418\u0426\u0415\u041d\u0417\u0418\u042f") == keys(
        "\u043b\u0438\u0446\u0435\u043d\u0437\u0438\u044f"
    )
    assert len(split("\u8bb8\u53ef\u8bc1")) == 1


def test_a_plus_belongs_to_the_word_before_it() -> None:
    assert tokens("GPL-2.0+ and C++ 1 + 1") == ["gpl", "2", "0+", "and", "c+", "1", "1"]
    assert keys("GPL-2.0+ and C++ 1 + 1") == keys_of_words("gpl 2 0+ and c+ 1 1")


def test_keys_are_only_given_of_plain_words() -> None:
    assert len(keys_of(sorted(STOP_WORDS))) == len(STOP_WORDS)
    for words in (["two words"], ["dash-ed"], [""], ["--"]):
        with pytest.raises(ValueError, match="plain"):
            keys_of(words)


@given(st.text(alphabet=st.characters(codec="latin-1"), max_size=200))
def test_a_short_passage_has_the_same_words_spelled_out(text: str) -> None:
    spelled = tokens(text)
    found = split(text.replace("&", " ").replace("<", " "))
    assert len(tokens(found.text)) == len(found)
    if text.isascii() and not {"&", "<"} & set(text):
        assert keys_of_words(" ".join(spelled)) == [int(key) for key in found.keys]


@given(st.text())
def test_any_text_has_words_in_order(text: str) -> None:
    words = split(text)
    assert len(words.keys) == len(words.starts) == len(words.ends)
    assert words.starts.tolist() == sorted(words.starts.tolist())
    assert all(words.text[start:end] for start, end in zip(words.starts, words.ends, strict=True))
    assert len(words.text) == len(text)
    assert words.ends.tolist() <= [*words.starts.tolist()[1:], len(text)] or not len(words)


@pytest.mark.parametrize("unit", ["<a ", "](", "&amp", "'", "http://", "x'", "<p", "\n", "dnl\n", "\u00e9 "])
def test_hostile_text_is_read_to_its_end(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert len(split(text).keys) <= len(text)

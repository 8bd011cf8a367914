"""The words of a text: what is dropped, what stays, and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.identify.normalize import LIMIT, key_of, split, tokens

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
        PLAIN.replace("rights", "[rights](http://example.org/a_b)"),
        "dnl " + PLAIN.replace("million", "\ndnl million"),
        PLAIN.replace("modify", "mod\u00adify").replace(":", "\u2014"),
        PLAIN.replace("modify", "modi\u200bfy"),
        PLAIN.replace("e.g.", "e&#46;g&period;"),
    ],
)
def test_what_does_not_matter_is_dropped(other: str) -> None:
    assert split(other).keys == split(PLAIN).keys


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
    assert split(other).keys != split(PLAIN).keys


def test_an_address_is_the_same_with_any_scheme() -> None:
    assert split("see https://www.example.org/terms/").keys == split("see http://example.org/terms").keys


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


def test_a_key_has_32_bits_and_is_stable() -> None:
    # BLAKE2b of "permission" with a digest of four bytes begins with these bytes (RFC 7693), read little-endian.
    from hashlib import blake2b  # noqa: PLC0415 - the independent computation

    assert key_of("Permission") == int.from_bytes(blake2b(b"permission", digest_size=4).digest(), "little")
    assert 0 <= key_of("x") < 2**32


@given(st.text())
def test_any_text_has_words_in_order(text: str) -> None:
    words = split(text)
    assert len(words.keys) == len(words.starts) == len(words.ends)
    assert list(words.starts) == sorted(words.starts)
    assert all(words.text[start:end] for start, end in zip(words.starts, words.ends, strict=True))


@pytest.mark.parametrize("unit", ["<a ", "](", "&amp", "'", "http://", "x'", "<p", "\n", "dnl\n", "\u00e9 "])
def test_hostile_text_is_read_to_its_end(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert len(split(text).keys) <= len(text)

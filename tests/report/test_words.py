import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.model.vocabulary import Duty, How, Kind, Verdict
from licet.report.words import (
    DUTIES,
    KINDS,
    LINKS,
    SIGNS,
    VERDICTS,
    answer,
    clean,
    count,
    short,
    some,
    spoken,
    unlicensed,
)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("plain name", "plain name"),
        ("two\nlines\tand\r\nmore", "two lines and more"),
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("[red]not markup[/red]", "[red]not markup[/red]"),
        ("abc\u202edcba", "abc\\u202edcba"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("bell\x07 nul\x00 del\x7f csi\x9b", "bell\\x07 nul\\x00 del\\x7f csi\\x9b"),
        ("\udcff", "\\udcff"),
        ("tag \U000e0041", "tag \\U000e0041"),
        ("模型 modèle 🤖", "模型 modèle 🤖"),
    ],
)
def test_nothing_that_acts_is_left(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@given(st.text())
def test_cleaned_text_is_printable_and_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert once.isprintable()
    assert clean(once) == once
    assert not any(unicodedata.category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for each in once)


@given(st.text(), st.integers(min_value=2, max_value=50))
def test_short_text_keeps_its_limit(text: str, limit: int) -> None:
    assert len(short(text, limit)) <= limit


def test_every_word_of_the_vocabulary_has_plain_words() -> None:
    assert list(VERDICTS) == [verdict.value for verdict in Verdict]
    assert list(SIGNS) == list(VERDICTS)
    assert set(KINDS) == {kind.value for kind in Kind}
    assert set(LINKS) == {how.value for how in How}
    assert {duty.value for duty in Duty} | {"missing-text"} == set(DUTIES)


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (1, "model", "1 model"),
        (5, "model", "5 models"),
        (143, "library", "143 packages"),
        (2, "due duty", "2 due duties"),
        (2, "other way", "2 other ways"),
        (0, "finding", "0 findings"),
    ],
)
def test_numbers_and_nouns_agree(number: int, noun: str, words: str) -> None:
    assert count(number, noun) == words


def test_small_phrases() -> None:
    assert some(["a", "b", "c"], 2) == "a, b + 1 more"
    assert some(["a"], 2) == "a"
    assert spoken("hr-decisions") == "HR decisions"
    assert [answer(None), answer(value=True), answer([]), answer(["x", "y"]), answer(7)] == [
        *("unknown", "yes", "none", "x, y", "7"),
    ]


@pytest.mark.parametrize(
    ("looked", "differs", "words"),
    [
        (True, False, "no license found"),
        (False, False, "no license stated (not looked)"),
        (True, True, "no known license"),
        (False, True, "no known license"),
    ],
)
def test_no_license_is_told_from_not_looked(*, looked: bool, differs: bool, words: str) -> None:
    assert unlicensed(looked=looked, differs=differs) == words

"""What is taken down of a known text, and what may differ between its copies."""

from dataclasses import replace

from licet.identify.fingerprint import GapRule, OptionalRule, fingerprint
from licet.identify.normalize import split
from tests.identify.conftest import RULES, SAUCER, TEAPOT, WORDS, printed


def words_of(ranges: tuple[tuple[int, int], ...], text: str) -> list[str]:
    words = split(text)
    return [" ".join(words.passage(start, end).split()) for start, end in ranges]


def test_headings_notices_list_numbers_and_the_stated_tail_are_optional() -> None:
    optional = words_of(printed("LicenseRef-Teapot", TEAPOT).optional, TEAPOT)
    assert optional[0] == "Teapot License Version 3 Copyright (c) 2001 The Teapot Club"
    assert optional[1:4] == ["1", "2", "3"]
    assert optional[4].startswith("END OF THE PAGE How to lend")
    assert len(optional) == 5


def test_a_heading_is_optional_where_it_is_made_of_the_title() -> None:
    # "Charter" is neither in the title "Saucer License 3" nor a word of headings
    assert printed("LicenseRef-Saucer", SAUCER).optional == ()
    assert words_of(printed("LicenseRef-Saucer-Charter", SAUCER).optional, SAUCER) == ["Saucer Charter"]


def test_a_rule_for_other_licenses_does_not_hold() -> None:
    assert words_of(printed("LicenseRef-Other", SAUCER).optional, SAUCER)[0].endswith("A saucer goes with a cup")
    assert not any("goes" in part for part in words_of(printed("LicenseRef-Saucer", SAUCER).optional, SAUCER))


def test_what_stands_above_some_words_may_be_left_out() -> None:
    rules = replace(RULES, optional=(OptionalRule(above="it may be carried"),))
    one = fingerprint(SAUCER, rules, license_id="X", document="license", names=["X"], source="", sha256="", host="")
    assert words_of(one.optional, SAUCER) == ["Saucer Charter A saucer goes with a cup"]


def test_ranges_that_touch_or_overlap_are_one() -> None:
    rules = replace(
        RULES, optional=(OptionalRule(head="a cup"), OptionalRule(head="saucer goes"), OptionalRule(tail="days"))
    )
    one = fingerprint(SAUCER, rules, license_id="X", document="license", names=["X"], source="", sha256="", host="")
    assert words_of(one.optional, SAUCER) == ["Saucer Charter A saucer goes with a cup", "days"]


def test_gaps_keep_the_words_of_the_text_as_a_choice() -> None:
    gaps = printed("LicenseRef-Teapot", TEAPOT).gaps
    assert [(most, choices) for _, _, most, choices in gaps] == [
        (6, ("the teapot club",)),
        (0, ("", "by its owners", "by the potters")),
    ]
    assert words_of(tuple((start, end) for start, end, _, _ in gaps), TEAPOT) == ["the Teapot Club", "BY THE POTTERS"]


def test_a_gap_ends_near_its_beginning_or_is_none() -> None:
    far = "Neither the name of " + "Foo " * 60 + "nor the names of others may appear."
    rules = replace(RULES, gaps=(GapRule(before="neither the name of", after="nor the names of", most=6),))
    one = fingerprint(far, rules, license_id="X", document="license", names=[], source="", sha256="", host="")
    assert one.gaps == ()


def test_the_words_are_those_of_the_text_and_the_title_those_of_its_names() -> None:
    one = printed("LicenseRef-Teapot", TEAPOT)
    assert list(one.keys) == split(TEAPOT).keys.tolist()
    assert one.title == ("3", "license", "teapot")
    assert one.names == ("Teapot License 3",)


def test_only_a_license_goes_by_its_name() -> None:
    policy = fingerprint(
        SAUCER, RULES, license_id="X", document="policy", names=["Saucer"], source="", sha256="", host=""
    )
    assert policy.names == ()
    assert "saucer" in policy.title


def test_the_word_lists_are_those_of_the_comparison() -> None:
    lexicon = RULES.lexicon
    assert lexicon.terms == frozenset(WORDS["terms"])
    assert lexicon.topics == frozenset(WORDS["topics"])

"""Plain words: every word of the vocabulary has its phrase, and no phrase needs a lawyer."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args, get_type_hints

import pytest

from licet.judge.wording import _MEET
from licet.licenses import ids, load
from licet.licenses.record import ANY_DUTY, OTHER_CONDITIONS, PARAMETERS
from licet.licenses.record import QUALIFIERS as KNOWN_QUALIFIERS
from licet.model.terms import DutyTerm, License, Territory, Threshold
from licet.model.vocabulary import TAGS, Act, Category, Duty, How, Reach, Trigger, Value
from licet.report import plain_terms as plain
from licet.report.words import DUTIES, LINKS
from licet.rules.facts import METRIC_WORDS


def choices(of: type, field: str) -> tuple[str, ...]:
    """The words that a field of a value may take; of a tuple, those of its items."""
    hint = get_type_hints(of)[field]
    return get_args(get_args(hint)[0]) or get_args(hint)


TABLES: tuple[tuple[str, Mapping[Any, str], Iterable[str]], ...] = (
    ("acts", plain.ACTS, Act),
    ("names of acts", plain.ACT_NAMES, Act),
    ("names of duties", plain.DUTY_NAMES, Duty),
    ("what a duty asks", _MEET, Duty),
    ("events", plain.EVENTS, Trigger),
    ("categories", plain.CATEGORIES, Category),
    ("reaches", plain.REACHES, Reach),
    ("fields", plain.FIELDS, TAGS),
    ("qualifiers", plain.QUALIFIERS, KNOWN_QUALIFIERS),
    ("conditions", plain.CONDITIONS, ("threshold", "territory", *OTHER_CONDITIONS)),
    ("purposes", plain.PURPOSES, OTHER_CONDITIONS["purpose"]["purpose"]),
    ("who is freed", plain.FREED, OTHER_CONDITIONS["exempt"]["who"]),
    ("effects", plain.EFFECTS, choices(Threshold, "effect")),
    ("measures", plain.MEASURED, choices(Threshold, "measured")),
    ("metrics", METRIC_WORDS, choices(Threshold, "metric")),
    ("tests of a place", plain.TESTED, choices(Territory, "tested_on")),
    ("kinds", plain.PARTS, choices(License, "kind")),
    ("subjects", plain.SUBJECTS, choices(License, "kind")),
    ("links", LINKS, How),
)
OWN = tuple(table for _, table, _ in TABLES if table is not _MEET)
JARGON = re.compile(
    r"copyleft|derivative work|royalt|pursuant|herein|thereof|sublicensable|irrevocable|warrant(?!y)|indemnif|licensee"
    r"|affiliate|jurisdiction|infring|perpetual|remunerat|notwithstanding|liabilit",
    re.IGNORECASE,
)


@pytest.mark.parametrize(("table", "words"), [(table, words) for _, table, words in TABLES], ids=[t[0] for t in TABLES])
def test_each_word_of_the_vocabulary_has_a_phrase_and_no_other(table: Mapping[str, str], words: Iterable[str]) -> None:
    assert list(words)
    assert set(table) == {str(word) for word in words}
    assert all(phrase.strip() for phrase in table.values())


def test_every_duty_has_its_line_in_the_terminal_too() -> None:
    assert set(Duty) <= set(DUTIES)


@pytest.mark.parametrize("table", OWN)
def test_phrases_are_short_and_free_of_legal_words(table: Mapping[str, str]) -> None:
    assert [phrase for phrase in table.values() if JARGON.search(phrase)] == []
    assert [phrase for phrase in table.values() if len(phrase.split()) > 20] == []


def test_no_phrase_is_the_word_of_the_vocabulary_itself() -> None:
    """Everyday words, such as spam or weapons, may be."""
    assert [tag for tag, words in plain.FIELDS.items() if "-" in tag and tag in words] == []


def told(duty: Duty, **parameters: str) -> list[str]:
    return plain.details(DutyTerm(duty=duty, value=Value.YES, parameters=parameters))


CLOSED = [
    (duty, key, word)
    for duty, known in PARAMETERS.items()
    for key, words in known.items()
    for word in words
    if f"{duty}.{key}" not in plain.IN_DEMAND
]


@pytest.mark.parametrize(("duty", "key", "word"), CLOSED)
def test_each_word_of_a_parameter_is_explained(duty: Duty, key: str, word: str) -> None:
    (phrase,) = told(duty, **{key: word})
    assert phrase != f"{key}: {word}"
    assert not JARGON.search(phrase)
    assert len(phrase.split()) > 2


@pytest.mark.parametrize(
    ("duty", "key"), [(duty, key) for duty, known in PARAMETERS.items() for key, words in known.items() if not words]
)
def test_a_parameter_in_words_of_its_own_is_told(duty: Duty, key: str) -> None:
    expected = 0 if f"{duty}.{key}" in plain.IN_DEMAND else 1
    assert len([phrase for phrase in told(duty, **{key: "the moon"}) if "the moon" in phrase]) == expected


@pytest.mark.parametrize("key", ANY_DUTY)
def test_what_any_duty_can_wait_for_is_told(key: str) -> None:
    (phrase,) = told(Duty.DISPLAY, **{key: "hosted" if key == "not_for" else "full-moon"})
    assert phrase in {"not owed where others only use it over a network", "only where this is so: full moon"}


def test_a_parameter_without_a_phrase_is_told_as_it_stands() -> None:
    assert told(Duty.REGISTER, by_when="Friday") == ["by when: Friday"]


def test_a_known_fact_is_told_in_a_sentence() -> None:
    assert told(Duty.INDEMNIFY, when="offers-warranty") == ["only if you promise a warranty or support"]


def test_the_regions_of_the_records_have_names() -> None:
    limits = [entry for license_id in ids() for entry in load(license_id).conditions if isinstance(entry, Territory)]
    assert limits
    assert {region for entry in limits for region in entry.excluded} <= set(plain.REGIONS)

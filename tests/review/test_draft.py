"""Draft statements: several sentences on one thing, limits of purpose, numbers, places, triggers."""

from datetime import date

import pytest

from licet.review.draft import Drafted, drafted, unsized
from licet.review.reading import read
from licet.review.structure import segment


def drafts(text: str) -> dict[str, Drafted]:
    return {one.key: one for one in drafted(read(segment(text)))}


def test_what_is_granted_and_withheld_is_conditional_and_asks_which_counts() -> None:
    text = "You may modify the Software.\n\nYou may not modify the Software on Mars.\n"
    found = drafts(text)["permits.modify"]
    assert (found.value, found.line) == ("conditional", 1)
    assert "line 3" in found.note


def test_a_limit_of_purpose_limits_what_is_granted() -> None:
    text = "You may copy, modify and distribute the Model for non-commercial purposes only.\n"
    found = drafts(text)
    assert found["permits.use-commercially"].value == "no"
    assert found["permits.redistribute"].value == "conditional"
    assert found["conditions.purpose"].more["purpose"] == "noncommercial"


def test_what_follows_from_a_right_of_use_is_conditional_and_says_so() -> None:
    found = drafts("Licensor grants you a license to use the Model.\n")["permits.host"]
    assert found.value == "conditional"
    assert "not named" in found.note
    assert "permits.host" not in drafts("You may use the Model solely for research purposes.\n")


@pytest.mark.parametrize(
    ("text", "metric", "value", "effect"),
    [
        ("more than 700 million monthly active users", "MAU", 700_000_000, "need-license"),
        ("more than 1,000,000 daily active users", "DAU", 1_000_000, "need-license"),
        ("annual revenue exceeds USD 1.5 million", "annual-revenue", 1_500_000, "need-license"),
        ("more than one million monthly active users", "MAU", 1_000_000, "need-license"),
    ],
)
def test_a_size_is_read_with_its_measure(text: str, metric: str, value: int, effect: str) -> None:
    found = drafts(f"You must request a license from us if you have {text}.\n")["conditions.threshold"]
    assert (found.more["metric"], found.more["value"], found.more["effect"]) == (metric, value, effect)


def test_a_size_without_a_number_is_told_and_not_written() -> None:
    text = "You must request a license if your monthly active users are many.\n"
    assert "conditions.threshold" not in drafts(text)
    assert [one.about for one in unsized(read(segment(text)))] == ["conditions.threshold"]


def test_a_territory_names_the_regions_and_asks_which_way_round() -> None:
    found = drafts("This Agreement does not apply in the European Union or South Korea.\n")["conditions.territory"]
    assert found.more["excluded"] == ["EU", "KR"]
    assert found.note.endswith("?")


def test_a_duty_takes_its_trigger_from_its_sentence() -> None:
    found = drafts("If you distribute copies, you must retain all copyright notices.\n")["duties.keep-notices"]
    assert found.more["triggers"] == ["on-distribution"]
    assert drafts("You shall indemnify us.\n")["duties.indemnify"].more["triggers"] == ["on-any-use"]


def test_words_that_limit_a_restriction_make_it_conditional() -> None:
    found = drafts("You may not impersonate persons without their consent.\n")["restrictions.impersonation"]
    assert found.more["strength"] == "conditional"
    assert found.more["qualifiers"] == ["without-consent"]


def test_years_are_no_sizes() -> None:
    year = date(2027, 1, 1).year
    text = f"Until {year} you must request a license if your monthly active users grow.\n"
    assert "conditions.threshold" not in drafts(text)

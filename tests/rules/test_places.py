"""Regions: what EU, EEA and UK stand for, and when two lists of places overlap."""

import pytest

from licet.rules.places import EU, countries, overlap

MEMBERS = {
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU"),
    *("LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
}
"""The Union's own list of its 27 member states, by ISO 3166-1 code."""
OUTERMOST = {"AX", "GF", "GP", "MF", "MQ", "RE", "YT"}
"""Parts of the Union with ISO codes of their own: Åland, French Guiana, Guadeloupe, Saint-Martin and so on."""


def test_the_union_has_27_members_and_its_outermost_parts() -> None:
    assert len(MEMBERS) == 27
    assert MEMBERS <= EU
    assert OUTERMOST <= EU


@pytest.mark.parametrize("code", ["GB", "CH", "NO", "IS", "LI", "UA", "TR", "GL", "FO", "BL", "PF", "NC", "AW", "CW"])
def test_these_are_outside_the_union(code: str) -> None:
    """Overseas countries and territories (TFEU 198) are associated with the Union and no part of it."""
    assert code not in EU


def test_the_economic_area_adds_three() -> None:
    assert countries(["EEA"]) - countries(["EU"]) == {"IS", "LI", "NO"}
    assert countries(["EU"]) < countries(["EEA"])


def test_the_united_kingdom_has_two_codes() -> None:
    assert countries(["UK"]) == countries(["GB"]) == {"GB"}


def test_a_code_stands_for_itself_in_any_case() -> None:
    assert countries(["us", "US", "Jp"]) == {"US", "JP"}
    assert countries(["eu"]) == countries(["EU"])
    assert countries([]) == frozenset()


@pytest.mark.parametrize(
    ("places", "excluded", "expected"),
    [
        (["DE"], ["EU"], True),
        (["EU"], ["DE"], True),
        (["EEA"], ["EU"], True),
        (["EU"], ["EEA"], True),
        (["NO"], ["EU"], False),
        (["NO"], ["EEA"], True),
        (["GB"], ["EU", "UK"], True),
        (["UK"], ["EU"], False),
        (["US", "CH"], ["EU"], False),
        (["US", "MT"], ["EU"], True),
        (["worldwide"], ["EU"], True),
        (["worldwide"], ["KR"], True),
        ([], ["EU"], False),
        (["DE"], [], False),
    ],
)
def test_overlap(places: list[str], excluded: list[str], expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert overlap(places, excluded) is expected


def test_overlap_reads_an_iterator_once() -> None:
    assert overlap(iter(["US", "DE"]), iter(["EU"]))

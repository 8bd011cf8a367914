"""Category profiles: facts on licenses whose texts nobody has read here."""

import pytest

from licet.licenses import by_category, ids, parse, profile, profiles
from licet.model.vocabulary import Act, Category, Duty, Trigger, Value


def test_profiles_know_most_published_licenses() -> None:
    assert len(profiles()) > 2000
    assert {found.category for found in profiles().values()} >= {Category.PERMISSIVE, Category.STRONG_COPYLEFT}


@pytest.mark.parametrize(
    ("license_id", "category", "settles"),
    [
        ("Fair", Category.PERMISSIVE, True),  # OSI approved
        ("Entessa", Category.PERMISSIVE, True),
        ("Bitstream-Vera", Category.PERMISSIVE, False),  # never submitted to OSI
        ("OSL-2.1", Category.STRONG_COPYLEFT, False),  # approved, and a copyleft
        ("CPAL-1.0", Category.STRONG_COPYLEFT, False),
        ("JSON", Category.PERMISSIVE, False),
    ],
)
def test_an_approved_permissive_license_alone_is_settled_by_its_category(
    license_id: str,
    category: Category,
    settles: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    found = profile(license_id)
    assert found
    assert (found.category, found.settles) == (category, settles)


def test_what_follows_from_a_category_is_little_and_says_where_it_is_from() -> None:
    found = profile("Fair")
    assert found
    terms = by_category(found)
    assert not terms.complete
    assert terms.documents == ()
    assert set(terms.duties) == {Duty.KEEP_NOTICES, Duty.GIVE_LICENSE_COPY}
    assert {term.triggers for term in terms.duties.values()} == {(frozenset({Trigger.DISTRIBUTION}),)}
    assert {term.clause for term in terms.duties.values()} == {None}, "no text was read, so no words can be quoted"
    assert {terms.permission(act).value for act in Act} == {Value.NOT_REVIEWED}
    copyleft = profile("OSL-2.1")
    assert copyleft
    assert by_category(copyleft).duties == {}


def test_a_profile_tells_its_source() -> None:
    found = profile("Fair")
    assert str(found) == "Permissive by ScanCode 32.5.0, approved by OSI (SPDX License List 3.29.0)"
    assert str(profile("JSON")) == "Permissive by ScanCode 32.5.0"


def test_a_license_with_a_record_is_never_judged_by_its_category() -> None:
    both = set(ids()) & set(profiles())
    assert "MIT" in both
    for name in both:
        leaf = parse(name)
        assert getattr(leaf, "known", False), name


def test_a_license_that_nobody_lists_has_no_profile() -> None:
    assert profile("LicenseRef-Vendor") is None
    assert profile("Classpath-exception-2.0") is None, "an exception is no license"

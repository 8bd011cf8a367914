"""Parts that keep a copyleft of their own inside a work that another license claims as a whole (vocabulary 10.2)."""

import pytest

from licet.model.bom import Fact
from licet.model.system import System
from licet.model.vocabulary import Verdict
from tests.rules.build import found, link, part, product, system, use, verdict, verdict_if

RULE = "share-alike"
BLOCKED, REVIEW, ALLOWED = Verdict.BLOCKED, Verdict.REVIEW, Verdict.ALLOWED


def beside(one: str, other: str, *, out: str = "", delivery: str = "distributed-binary", how: str = "links") -> System:
    """A product that links one part and takes in another one."""
    return system(
        [part("one", license=one, kind="library"), part("two", license=other, kind="library")],
        [link("product", "links", "one"), link("product", how, "two")],
        use=use(commercial=True, delivery=[delivery], fields=[]),
        product=product(license=out),
    )


def released(license_id: str, out: str, how: str = "links", **of: Fact) -> System:
    """A product of ours under a license that takes one part in."""
    return system(
        [part("lib", license=license_id, kind="library")],
        [link("product", how, "lib", **of)],
        use=use(commercial=True, delivery=["distributed-binary"], fields=[]),
        product=product(license=out),
    )


WEAK = ["CDDL-1.0", "CDDL-1.1", "MPL-1.1", "APSL-2.0", "CECILL-C"]
"""Licenses whose copyleft stays with the file or the library, and that name no GNU license."""


@pytest.mark.parametrize("weak", WEAK)
@pytest.mark.parametrize("whole", ["GPL-2.0-only", "GPL-3.0-only", "AGPL-3.0-only"])
def test_a_weak_copyleft_cannot_be_in_a_work_that_another_license_claims_as_a_whole(weak: str, whole: str) -> None:
    assert verdict(released(weak, whole), RULE) is BLOCKED
    assert verdict(beside(whole, weak), RULE) is BLOCKED
    assert verdict(released(weak, "MIT"), RULE) is ALLOWED, "its copyleft does not reach what links it"


def test_the_finding_shows_both_clauses() -> None:
    [finding] = found(released("CDDL-1.0", "GPL-3.0-only"), RULE)
    assert [(clause.license, clause.section) for clause in finding.clauses] == [
        ("CDDL-1.0", "3.1"),
        ("GPL-3.0-only", "5.c"),
    ]


@pytest.mark.parametrize(
    ("weak", "whole"),
    [
        ("MPL-2.0", "GPL-2.0-only"),  # MPL 2.0, 3.3 with 1.12
        ("MPL-2.0", "AGPL-3.0-only"),
        ("LGPL-2.1-only", "GPL-2.0-only"),  # LGPL 2.1, 3
        ("LGPL-2.1-only", "AGPL-3.0-only"),  # LGPL 2.1, 3, then GPL 3.0, 13
        ("LGPL-3.0-only", "GPL-3.0-only"),  # LGPL 3.0, 2.b
        ("LGPL-3.0-only", "GPL-2.0-or-later"),  # our own part may be under version 3
    ],
)
def test_a_part_whose_license_names_the_other_one_may(weak: str, whole: str) -> None:
    assert verdict(released(weak, whole), RULE) is ALLOWED


def test_version_3_of_the_lgpl_is_not_for_version_2_of_the_gpl_alone() -> None:
    assert verdict(released("LGPL-3.0-only", "GPL-2.0-only"), RULE) is BLOCKED


@pytest.mark.parametrize("manner", ["static", "dynamic", "import", ""])
def test_however_a_library_is_linked_two_claims_that_cannot_meet_stay_one_block(manner: str) -> None:
    of: dict[str, Fact] = {"manner": manner} if manner else {}
    assert verdict(released("LGPL-3.0-only", "GPL-2.0-only", "links", **of), RULE) is BLOCKED
    assert verdict(released("LGPL-3.0-only", "GPL-2.0-or-later", "links", **of), RULE) is ALLOWED, "under version 3"
    assert verdict(released("LGPL-2.1-only", "GPL-2.0-only", "links", **of), RULE) is ALLOWED, "LGPL 2.1, 3"


def test_a_secondary_license_is_one_only_where_the_notice_names_it() -> None:
    judged = released("EPL-2.0", "GPL-2.0-only")
    assert verdict(judged, RULE) is REVIEW
    assert verdict_if(judged, RULE, "names-secondary-license:lib") == (ALLOWED, BLOCKED)
    other = verdict_if(judged, "no-further-restrictions", "names-secondary-license:lib")
    assert other == (ALLOWED, BLOCKED), "its indemnity is gone where the GPL governs"
    assert verdict(released("EPL-2.0", "AGPL-3.0-only"), RULE) is BLOCKED, "the AGPL is no secondary license (1)"


def test_where_nothing_is_conveyed_or_the_part_stands_apart_nothing_is_claimed() -> None:
    assert verdict(beside("GPL-3.0-only", "CDDL-1.0", delivery="hosted-api"), RULE) is ALLOWED
    assert verdict(beside("GPL-3.0-only", "CDDL-1.0", how="bundles"), RULE) is ALLOWED


def test_an_exception_of_the_work_frees_the_weak_part_too() -> None:
    assert verdict(beside("GPL-2.0-only WITH Classpath-exception-2.0", "CDDL-1.0"), RULE) is ALLOWED


@pytest.mark.parametrize("free", ["MIT", "Apache-2.0", "GPL-3.0-only", "MPL-2.0"])
def test_any_free_license_will_do_for_what_is_linked_with_qpl_and_sleepycat(free: str) -> None:
    for part_license in ("QPL-1.0", "Sleepycat"):
        [*findings] = found(released(part_license, free), RULE)
        gpl_and_qpl = part_license == "QPL-1.0" and free == "GPL-3.0-only"
        assert [f.verdict for f in findings] == ([BLOCKED] if gpl_and_qpl else [])
    assert verdict(released("QPL-1.0", "LicenseRef-Proprietary"), RULE) is not ALLOWED


def test_code_of_the_database_itself_stays_where_source_is_demanded() -> None:
    assert verdict(released("Sleepycat", "GPL-2.0-only", "copies"), RULE) is ALLOWED
    assert verdict(released("Sleepycat", "MIT", "copies"), RULE) is BLOCKED


@pytest.mark.parametrize("code", ["EPL-1.0", "CPL-1.0", "IPL-1.0"])
def test_object_code_may_be_under_terms_of_ones_own_where_the_source_is_offered(code: str) -> None:
    judged = released(code, "LicenseRef-Proprietary", "modifies")
    assert verdict_if(judged, RULE, f"source-offered:product:{code}") == (ALLOWED, BLOCKED)


@pytest.mark.parametrize("artistic", ["Artistic-1.0", "Artistic-1.0-Perl", "Artistic-2.0"])
def test_a_changed_package_that_is_renamed_owes_no_share_alike(artistic: str) -> None:
    judged = released(artistic, "MIT", "modifies")
    if artistic == "Artistic-2.0":
        judged = released(artistic, "LicenseRef-Proprietary", "copies")
    _, renamed = verdict_if(judged, RULE, "keeps-original-names:lib")
    assert renamed is ALLOWED


@pytest.mark.parametrize(
    ("only", "later"), [("GPL-3.0-only", "GPL-2.0-or-later"), ("GPL-2.0-only", "GPL-2.0-or-later")]
)
def test_content_of_one_version_is_not_offered_under_others(only: str, later: str) -> None:
    assert verdict(released(only, later, "copies"), RULE) is BLOCKED
    assert verdict(released(only, later, "links"), RULE) is ALLOWED, "our own part may be under that version"


def test_where_the_parts_own_clause_reaches_the_work_it_is_the_one_finding() -> None:
    assert [finding.verdict for finding in found(released("CDDL-1.0", "GPL-3.0-only", "copies"), RULE)] == [BLOCKED]

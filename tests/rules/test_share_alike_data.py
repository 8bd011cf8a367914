"""Share-alike of data, and two share-alikes in one work (vocabulary 5, 8, 10.2 and 11)."""

from collections.abc import Iterable, Mapping

import pytest

from licet.model.bom import Fact
from licet.model.system import System
from licet.model.vocabulary import Verdict
from tests.rules.build import found, link, part, product, system, taking, use, verdict, verdict_if

RULE = "share-alike"
PROPRIETARY = "LicenseRef-Proprietary"
AGPL = "AGPL-3.0-only"
GPL = "GPL-3.0-only"
SSPL = "SSPL-1.0"
EUPL = "EUPL-1.2"
ODBL = "ODbL-1.0"
FAIR = "LicenseRef-scancode-fair-ai-public-1.0"
MG = "LicenseRef-licet-mg-by-os"
BLOCKED, REVIEW, ALLOWED = Verdict.BLOCKED, Verdict.REVIEW, Verdict.ALLOWED


def with_data(license_id: str, how: str, delivery: Iterable[str]) -> System:
    """A proprietary product that uses one database."""
    return system(
        [part("db", license=license_id, kind="dataset")],
        [link("product", how, "db")],
        use=use(commercial=True, delivery=delivery, fields=[]),
        product=product(license=PROPRIETARY),
    )


# -- data --------------------------------------------------------------------------------------------------------------


def extract(*, own: bool | None = True, release_as: str = "", substantial: bool | None = None) -> System:
    """A published extract of an ODbL database."""
    facts: Mapping[str, Fact] = {} if substantial is None else {"substantial_extract": substantial}
    return system(
        [
            part("extract", kind="dataset", own=own, release_as=release_as, facts=facts),
            part("db", license=ODBL, kind="dataset"),
        ],
        [link("product", "bundles", "extract"), link("extract", "extracts-from", "db")],
        use=use(commercial=True, delivery=["dataset-release"]),
        product=product(license=PROPRIETARY),
    )


def test_an_extract_hangs_on_how_much_was_taken() -> None:
    judged = extract()
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert finding.questions == ("substantial-extract:extract",)
    assert verdict_if(judged, RULE, "substantial-extract:extract") == (BLOCKED, ALLOWED)
    assert finding.clauses[0].section == "4.4.a"


def test_a_substantial_extract_is_released_under_the_same_license_or_not_at_all() -> None:
    assert found(extract(release_as=ODBL, substantial=True), RULE) == ()
    assert verdict(extract(release_as="CC-BY-4.0", substantial=True), RULE) is BLOCKED
    assert found(extract(release_as="CC-BY-4.0", substantial=False), RULE) == ()


def test_a_release_of_our_own_counts_for_a_part_that_is_not_said_to_be_ours() -> None:
    assert verdict(extract(own=None, release_as="CC-BY-4.0", substantial=True), RULE) is BLOCKED
    assert found(extract(own=None, release_as=ODBL, substantial=True), RULE) == ()


def test_how_an_extract_without_a_license_is_released_is_asked() -> None:
    judged = extract(own=None, substantial=True)
    assert found(judged, RULE)[0].questions == ("release-as:extract",)
    assert verdict_if(judged, RULE, "release-as:extract") == (ALLOWED, BLOCKED)


@pytest.mark.parametrize("delivery", [["hosted-app"], ["on-device"], ["internal"]])
def test_a_database_inside_a_product_is_a_collection_and_no_derivative(delivery: list[str]) -> None:
    # ODbL-1.0 1: "A work that constitutes a Collective Database will not be considered" a derivative
    assert found(with_data(ODBL, "embeds", delivery), RULE) == ()


@pytest.mark.parametrize("license_id", [ODBL, "CC-BY-SA-4.0"])
def test_training_on_share_alike_data_shows_the_three_readings(license_id: str) -> None:
    judged = with_data(license_id, "trains-on", ["distributed-weights"])
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert finding.questions == ("reading:training-on-share-alike-data",)
    assert {r.position: r.verdict for r in finding.readings} == {
        "adapted-material": BLOCKED,
        "produced-work": ALLOWED,
        "neither": ALLOWED,
    }
    for position, expected in (("adapted-material", BLOCKED), ("produced-work", ALLOWED), ("neither", ALLOWED)):
        assert verdict(taking(judged, "training-on-share-alike-data", position), RULE) is expected


def test_material_that_was_adapted_is_shared_alike() -> None:
    # CC-BY-SA-4.0 3.b.1: the same license elements, this version or later
    assert verdict(adapted("MIT", ["distributed-weights"]), RULE) is BLOCKED
    assert found(adapted("CC-BY-SA-4.0", ["distributed-weights"]), RULE) == ()
    assert found(adapted("MIT", ["internal"]), RULE) == ()


def test_creative_commons_names_gpl_3_as_compatible_one_way() -> None:
    assert verdict(adapted("GPL-3.0-only", ["distributed-weights"]), RULE) is not BLOCKED


def test_sharing_alike_with_other_elements_does_not_fit() -> None:
    assert verdict(adapted("CC-BY-NC-SA-4.0", ["distributed-weights"]), RULE) is BLOCKED


def adapted(out: str, delivery: list[str]) -> System:
    """A model that was trained further from one under CC BY-SA."""
    return system(
        [part("base", license="CC-BY-SA-4.0")],
        [link("product", "fine-tunes", "base")],
        use=use(commercial=False, delivery=delivery, fields=[]),
        product=product(license=out, kind="model"),
    )


def test_unchanged_share_alike_material_beside_a_product_asks_for_nothing() -> None:
    # CC-BY-SA-4.0: share-alike is for adapted material; a collection leaves the rest alone
    judged = with_data("CC-BY-SA-4.0", "bundles", ["distributed-binary"])
    assert found(judged, RULE) == ()


def test_training_inside_the_house_reaches_nobody() -> None:
    assert found(with_data(ODBL, "trains-on", ["internal"]), RULE) == ()


@pytest.mark.parametrize(("how", "expected"), [("fine-tunes", BLOCKED), ("embeds", ALLOWED)])
def test_a_publishers_training_reaches_what_we_derive_from_the_model(how: str, expected: Verdict) -> None:
    judged = system(
        [part("theirs", license="MIT"), part("db", license=ODBL, kind="dataset")],
        [link("product", how, "theirs"), link("theirs", "trains-on", "db")],
        use=use(commercial=True, delivery=["distributed-weights"]),
        product=product(license=PROPRIETARY, kind="model"),
        positions={"training-on-share-alike-data": "adapted-material"},
    )
    assert verdict(judged, RULE) is expected


def test_a_verbatim_clause_goes_with_copies_alone() -> None:
    # ODC-By-1.0 4.2.a: the database itself is conveyed under this license; what is made from it is free
    assert verdict(with_data("ODC-By-1.0", "copies", ["dataset-release"]), RULE) is BLOCKED
    assert found(with_data("ODC-By-1.0", "extracts-from", ["dataset-release"]), RULE) == ()


# -- two share-alikes in one work --------------------------------------------------------------------------------------


def pair(
    one: tuple[str, str], other: tuple[str, str], delivery: list[str], *, facts: Mapping[str, Fact] | None = None
) -> System:
    """A product without a license of its own on two parts, each given by its license and link."""
    return system(
        [part("a", license=one[0], kind="library"), part("b", license=other[0], kind="library", facts=facts)],
        [link("product", one[1], "a"), link("product", other[1], "b")],
        use=use(commercial=True, delivery=delivery),
    )


def test_two_licenses_that_each_want_the_whole_block_each_other() -> None:
    [finding] = found(pair((GPL, "links"), (SSPL, "links"), ["distributed-binary"]), RULE)
    assert finding.verdict is BLOCKED
    assert finding.components == ("a", "b")
    assert [(c.license, c.section) for c in finding.clauses] == [(GPL, "5.c"), (SSPL, "13")]


@pytest.mark.parametrize("other", [AGPL, EUPL, "GPL-3.0-or-later", GPL])
def test_a_compatibility_clause_or_a_later_version_lets_them_meet(other: str) -> None:
    judged = pair((GPL, "links"), (other, "links"), ["distributed-binary"])
    assert found(judged, RULE) == ()


def test_they_meet_only_where_both_are_triggered_and_in_one_work() -> None:
    hidden: Mapping[str, Fact] = {"users_reach_functionality": True}
    assert found(pair((GPL, "links"), (SSPL, "links"), ["hosted-api"], facts=hidden), RULE) == ()
    assert verdict(pair((AGPL, "links"), (SSPL, "links"), ["hosted-api"], facts=hidden), RULE) is BLOCKED
    assert found(pair((GPL, "links"), (SSPL, "bundles"), ["distributed-binary"]), RULE) == ()
    asked = pair((GPL, "links"), (SSPL, "runs"), ["distributed-binary"])
    assert verdict_if(asked, RULE, "one-work:b") == (BLOCKED, ALLOWED)


def test_a_merge_of_two_share_alike_models_is_blocked() -> None:
    judged = pair((MG, "merges"), (FAIR, "merges"), ["distributed-weights"])
    assert verdict(judged, RULE) is BLOCKED


def test_what_a_publisher_combined_is_the_publishers_conflict() -> None:
    judged = system(
        [
            part("theirs", license="MIT", kind="library"),
            part("a", license=GPL, kind="library"),
            part("b", license=SSPL, kind="library"),
        ],
        [link("product", "runs", "theirs", one_work=False), link("theirs", "links", "a"), link("theirs", "links", "b")],
        use=use(commercial=True, delivery=["distributed-binary"]),
    )
    assert found(judged, RULE) == ()


def test_whether_a_list_outside_the_text_lets_two_share_alikes_meet_is_to_be_read() -> None:
    """The stewards of BY-SA 4.0 told of version 3 of the GPL; of what the same clause of 3.0 takes nothing was read."""
    judged = pair((GPL, "modifies"), ("CC-BY-SA-3.0", "modifies"), ["distributed-source"])
    assert verdict(judged, RULE) is REVIEW
    assert verdict(pair((GPL, "modifies"), ("CC-BY-SA-4.0", "modifies"), ["distributed-source"]), RULE) is ALLOWED
    other = pair((MG, "merges"), ("CC-BY-SA-4.0", "modifies"), ["distributed-weights"])
    assert verdict(other, RULE) is BLOCKED

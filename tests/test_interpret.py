"""From license expressions to the terms that apply (design section 3; vocabulary 9)."""

from dataclasses import replace

import pytest

from licet.interpret import alternatives, branches_of, interpret
from licet.model.bom import PRODUCT, Bom, Component, Identified, Link
from licet.model.findings import Terms
from licet.model.use import Config, Use
from licet.model.vocabulary import Delivery, Grade, Kind
from licet.pipeline import Scan, assess
from tests.rules.build import NOW, link, made, part, product

GPL = "GPL-3.0-only"
GEMMA = "LicenseRef-scancode-gemma-tou-2025-03-24"


def terms_of(item: Identified, *, product_license: str = "", chosen: str = "") -> Terms:
    picks = {item.component.id: chosen} if chosen else None
    [terms] = interpret([item], product_license=product_license, chosen=picks)
    return terms


def ids(terms: Terms) -> list[str]:
    return [license_.id for license_ in terms.licenses]


# -- expressions -------------------------------------------------------------------------------------------------------


def test_one_license_is_its_record() -> None:
    terms = terms_of(part("m", license="MIT"))
    assert (ids(terms), terms.unread, terms.chosen, terms.expression) == (["MIT"], (), "", "MIT")


def test_or_later_is_the_record_under_its_own_id() -> None:
    assert ids(terms_of(part("m", license="GPL-3.0-or-later"))) == ["GPL-3.0-or-later"]


def test_and_adds_and_both_bind() -> None:
    assert ids(terms_of(part("m", license=f"{GPL} AND MIT"))) == [GPL, "MIT"]


@pytest.mark.parametrize(
    ("expression", "taken"),
    [
        (f"{GPL} OR MIT", "MIT"),
        (f"CC-BY-NC-4.0 OR {GPL}", GPL),
        ("LicenseRef-Vendor OR CC-BY-NC-4.0", "CC-BY-NC-4.0"),
        ("Apache-2.0 OR CC0-1.0", "CC0-1.0"),
        (f"(MIT OR {GPL}) AND CC-BY-4.0", "CC-BY-4.0 AND MIT"),
    ],
)
def test_or_takes_the_freest_branch_at_first_and_names_it(expression: str, taken: str) -> None:
    terms = terms_of(part("m", license=expression))
    assert terms.chosen == taken
    assert " AND ".join(ids(terms)) == taken


def test_another_branch_can_be_chosen() -> None:
    terms = terms_of(part("m", license=f"MIT OR {GPL}"), chosen=GPL)
    assert (ids(terms), terms.chosen) == ([GPL], GPL)


def test_every_way_to_choose_is_listed_once() -> None:
    assert {str(leaf) for way in branches_of(f"MIT OR {GPL}") for leaf in way} == {"MIT", GPL}
    branches = branches_of(f"(MIT OR {GPL}) AND (CC0-1.0 OR CC-BY-4.0)")
    assert {frozenset(map(str, way)) for way in branches} == {
        frozenset({one, other}) for one in ("MIT", GPL) for other in ("CC0-1.0", "CC-BY-4.0")
    }
    assert len(branches_of("MIT AND Apache-2.0")) == 1


def test_only_real_choices_of_other_parts_are_alternatives() -> None:
    items = [
        part("a", license="MIT"),
        part("b", license=f"MIT OR {GPL}"),
        part("c"),
        part(PRODUCT, license="MIT OR Apache-2.0"),
    ]
    assert [(found.component, found.branches) for found in alternatives(items)] == [("b", ("MIT", GPL))]


def test_an_exception_that_was_not_read_is_remembered_and_the_license_binds() -> None:
    terms = terms_of(part("m", license=f"{GPL} WITH Nobody-exception"))
    assert ids(terms) == [GPL]
    assert terms.exception_unread
    assert terms_of(part("m", license="MIT WITH GCC-exception-3.1")).exception_unread, "it is not written for MIT"
    assert not terms_of(part("m", license=GPL)).exception_unread


def test_an_exception_that_was_read_is_part_of_the_terms() -> None:
    terms = terms_of(part("m", license="GPL-3.0-only WITH GCC-exception-3.1"))
    assert ids(terms) == ["GPL-3.0-only WITH GCC-exception-3.1"]
    assert not terms.exception_unread


def test_a_later_version_is_a_branch_with_the_exception_that_is_for_it() -> None:
    [choice] = alternatives([part("m", license="GPL-2.0-or-later WITH Classpath-exception-2.0")])
    assert set(choice.branches) == {
        "GPL-2.0-or-later WITH Classpath-exception-2.0",
        "GPL-3.0-or-later WITH Classpath-exception-2.0",
    }
    assert alternatives([part("m", license="GPL-2.0-or-later WITH GPL-CC-1.0")]) == ()


def test_an_unknown_license_is_unread_beside_the_known_ones() -> None:
    terms = terms_of(part("m", license="MIT AND LicenseRef-Vendor"))
    assert (ids(terms), terms.unread) == (["MIT"], ("LicenseRef-Vendor",))


def test_no_license_is_nothing_at_all() -> None:
    terms = terms_of(part("m"))
    assert (terms.expression, ids(terms), terms.unread, terms.grade) == ("", [], (), Grade.NONE)


def test_a_text_is_at_hand_only_where_the_license_rests_on_it() -> None:
    assert terms_of(part("m", license="MIT", grade="text")).text_at_hand
    for grade in ("metadata", "inherited", "catalog", "category", "stated"):
        assert not terms_of(part("m", license="MIT", grade=grade)).text_at_hand


# -- agreements --------------------------------------------------------------------------------------------------------


def test_an_agreement_is_the_license_of_its_part() -> None:
    contract = made("LicenseRef-Contract")
    terms = terms_of(part("m", license=contract), product_license="LicenseRef-Contract")
    assert terms.licenses == (contract,)
    assert terms.component.own is False


def test_a_license_that_was_acquired_takes_the_place_of_the_published_one() -> None:
    terms = terms_of(part("m", license="CC-BY-NC-4.0", facts={"license_acquired": True}))
    assert terms.licenses == ()
    assert terms.unread == ("the license acquired in place of CC-BY-NC-4.0",)


def test_an_acquired_license_whose_agreement_is_at_hand_is_known() -> None:
    contract = made("LicenseRef-Contract")
    terms = terms_of(part("m", license=contract, facts={"license_acquired": True}))
    assert (terms.licenses, terms.unread) == ((contract,), ())


# -- ours --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("license_id", "product_license", "own"),
    [
        ("LicenseRef-Acme", "LicenseRef-Acme", True),
        ("LicenseRef-Acme", "LicenseRef-Other", False),
        ("LicenseRef-Proprietary", "LicenseRef-Proprietary", False),
        ("MIT", "MIT", False),
        (GEMMA, GEMMA, False),
        ("LicenseRef-Acme AND MIT", "LicenseRef-Acme", False),
        ("", "", False),
        ("", "LicenseRef-Acme", False),
    ],
)
def test_a_part_under_the_products_own_unknown_license_is_ours(
    license_id: str, product_license: str, *, own: bool
) -> None:
    assert terms_of(part("m", license=license_id), product_license=product_license).component.own is own


@pytest.mark.parametrize("stated", [True, False])
def test_what_is_stated_of_ownership_counts(*, stated: bool) -> None:
    item = part("m", license="LicenseRef-Acme", own=stated)
    assert terms_of(item, product_license="LicenseRef-Acme").component.own is stated


# -- all parts ---------------------------------------------------------------------------------------------------------


def test_terms_are_sorted_and_leave_the_product_out() -> None:
    items = [part("b", license="MIT"), part(PRODUCT, license="MIT"), part("a", license="MIT")]
    assert [terms.component.id for terms in interpret(items, product_license="MIT")] == ["a", "b"]


def test_differences_between_sources_are_carried_on() -> None:
    item = replace(part("m", license="MIT"), differs=("the card says Apache-2.0",))
    assert terms_of(item).differs == ("the card says Apache-2.0",)


# -- the choice by use -------------------------------------------------------------------------------------------------


def taken(use: Use, expression: str, *links: Link) -> str:
    """The branch of an OR that the whole job takes for a proprietary product."""
    item = part("m", license=expression, kind="library")
    config = Config(product=product(license="LicenseRef-Proprietary"), use=use, path="licet.toml")
    bom = Bom(components=(Component(id=PRODUCT, kind=Kind.APPLICATION), item.component), links=links)
    [terms] = assess(Scan(config=config, bom=bom, identified=(item,)), now=NOW).terms
    return terms.chosen


def test_the_branch_that_is_best_for_the_use_is_taken_and_named() -> None:
    linked = link("product", "links", "m", manner="static")
    sold = Use(commercial=True, delivery=(Delivery.HOSTED_API,), fields=())
    given = Use(commercial=False, delivery=(Delivery.DISTRIBUTED_BINARY,), fields=())
    assert taken(sold, f"CC-BY-NC-4.0 OR {GPL}", linked) == GPL
    assert taken(given, f"CC-BY-NC-4.0 OR {GPL}", linked) == "CC-BY-NC-4.0"
    assert taken(sold, f"{GPL} OR MIT", linked) == "MIT"

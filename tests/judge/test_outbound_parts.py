"""Under which licenses each part of ours could be released by itself: weights, adapter, data, code."""

from collections.abc import Iterable

import pytest

from licet.assemble import build_system
from licet.judge import by_itself, outbound_part, separable
from licet.judge.outbound import OWN_TERMS
from licet.licenses import load
from licet.model.bom import PRODUCT, Bom, Component, Identified, Link
from licet.model.findings import Outbound, OutboundPart
from licet.model.terms import License
from licet.model.vocabulary import Delivery
from tests.rules.build import NOW, link, made, part, product, system, use

GPL = "GPL-3.0-only"
GEMMA = "LicenseRef-scancode-gemma-tou-2025-03-24"
CANDIDATES = ("Apache-2.0", "CC-BY-4.0", "CC-BY-SA-4.0", GPL, "MIT", GEMMA)


def alone(name: str, parts: Iterable[Identified], links: Iterable[Link], *, out: str = "") -> OutboundPart:
    """The outbound licenses of one part of a commercial hosted product."""
    whole = system(
        parts, links, use=use(commercial=True, delivery=["hosted-api"], fields=[]), product=product(license=out)
    )
    config, within = by_itself(whole.config, whole.links, whole.terms[name])
    bom = Bom(components=(Component(id=PRODUCT, kind=config.product.kind),), links=within)
    judged = build_system(config, tuple(whole.terms.values()), within, bom, NOW)
    return outbound_part(judged, whole.terms[name], (load(each) for each in CANDIDATES))


def by_license(found: OutboundPart) -> dict[str, Outbound]:
    return {each.license: each for each in found.licenses}


def possible(found: OutboundPart) -> dict[str, str]:
    return {name: each.possible for name, each in by_license(found).items()}


def test_code_that_copies_gpl_code_stays_under_it_and_the_clause_says_so() -> None:
    found = alone(
        "mine",
        [part("mine", own=True, kind="library"), part("lib", license=GPL, kind="library")],
        [link("product", "links", "mine"), link("mine", "modifies", "lib")],
    )
    assert possible(found)[GPL] == "yes"
    assert possible(found)["MIT"] == possible(found)["Apache-2.0"] == possible(found)[OWN_TERMS] == "no"
    assert [(each.license, each.section) for each in by_license(found)["MIT"].clauses] == [(GPL, "5.c")]
    assert by_license(found)[GPL].clauses == ()


def test_what_binds_the_rest_of_the_product_does_not_bind_the_part() -> None:
    found = alone(
        "mine",
        [part("mine", own=True, kind="library"), part("lib", license=GPL, kind="library")],
        [link("product", "links", "mine"), link("product", "links", "lib")],
    )
    assert set(possible(found).values()) == {"yes"}


def test_data_taken_from_share_alike_data_stays_under_its_license() -> None:
    found = alone(
        "mine",
        [part("mine", own=True, kind="dataset"), part("wiki", license="CC-BY-SA-4.0", kind="dataset")],
        [link("product", "trains-on", "mine"), link("mine", "extracts-from", "wiki")],
    )
    assert possible(found)["CC-BY-SA-4.0"] == "yes"
    assert possible(found)["MIT"] == possible(found)["CC-BY-4.0"] == "no"
    assert {each.license for each in by_license(found)["MIT"].clauses} == {"CC-BY-SA-4.0"}


def test_weights_made_from_a_limited_base_carry_its_limits() -> None:
    found = alone(
        "mine",
        [part("mine", own=True), part("base", license=GEMMA)],
        [link("product", "embeds", "mine"), link("mine", "fine-tunes", "base")],
    )
    assert possible(found)[GEMMA] == "yes"
    assert possible(found)["MIT"] == possible(found)["Apache-2.0"] == "no"
    assert [(each.license, each.section) for each in by_license(found)["MIT"].clauses] == [(GEMMA, "3.1(1)")]


def test_a_release_that_the_base_forbids_is_possible_under_no_license() -> None:
    closed = made(permits={"redistribute": "no"})
    found = alone(
        "mine",
        [part("mine", own=True), part("base", license=closed)],
        [link("product", "embeds", "mine"), link("mine", "fine-tunes", "base")],
    )
    assert set(possible(found).values()) == {"no"}
    assert {each.license for each in by_license(found)["MIT"].clauses} == {closed.id}


@pytest.mark.parametrize("license_", ["", made(complete=False)])
def test_a_base_without_a_license_that_was_read_leaves_it_unknown(license_: str | License) -> None:
    found = alone(
        "mine",
        [part("mine", own=True), part("base", license=license_)],
        [link("product", "embeds", "mine"), link("mine", "fine-tunes", "base")],
    )
    assert possible(found)["MIT"] == "unknown"


@pytest.mark.parametrize(
    ("kind", "delivery"),
    [
        ("model", Delivery.DISTRIBUTED_WEIGHTS),
        ("adapter", Delivery.DISTRIBUTED_WEIGHTS),
        ("dataset", Delivery.DATASET_RELEASE),
        ("library", Delivery.DISTRIBUTED_SOURCE),
    ],
)
def test_a_part_of_each_kind_is_released_in_its_own_way(kind: str, delivery: Delivery) -> None:
    found = alone("mine", [part("mine", own=True, kind=kind, release_as="MIT")], [link("product", "embeds", "mine")])
    assert (found.delivery, found.wanted) == (delivery, "MIT")
    assert possible(found)["MIT"] == "yes"


def test_only_parts_of_ours_that_can_be_passed_on_are_separable() -> None:
    judged = system(
        [
            part("weights", own=True),
            part("base", license="MIT"),
            part("nobody-said", license="MIT", own=None),
            part("app", own=True, kind="application"),
            part("data", own=True, kind="dataset"),
        ],
        [link("product", "embeds", "weights")],
    )
    assert separable(judged.terms) == ("data", "weights")

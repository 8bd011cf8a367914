"""How far a clause reaches downstream, link by link (vocabulary 5, 8 and 10.2)."""

from collections.abc import Iterable, Mapping

import pytest

from licet.model.bom import Fact, Link
from licet.model.findings import Exposure
from licet.model.system import System
from licet.model.terms import License
from licet.model.vocabulary import Basis, How
from licet.rules.facts import Facts, Unknown
from licet.rules.reach import binds_work, shared, takes_extract, work
from licet.rules.triggers import offered_as_service
from tests.rules.build import answered, known, link, made, part, product, system, use

GPL = "GPL-3.0-only"
AGPL = "AGPL-3.0-only"
SSPL = "SSPL-1.0"
EUPL = "EUPL-1.2"
ODBL = "ODbL-1.0"


def sharing(scope: str, *, derivatives: Mapping[str, str] | None = None) -> License:
    """A license by hand whose share-alike has one scope."""
    duty = {"triggers": ["on-distribution"], "parameters": {"scope": scope}}
    return made(
        kind="software",
        category="weak-copyleft",
        duties={"share-alike": duty},
        derivatives=derivatives,
        derivative_clauses={how: {"section": "1", "locator": "a definition"} for how in derivatives or {}},
    )


def one(
    license_: str | License,
    *links: Link,
    facts: Mapping[str, Fact] | None = None,
    delivery: Iterable[str] = ("distributed-binary",),
    positions: Mapping[str, str] | None = None,
) -> System:
    """A product that reaches `part` by the given links; further parts of a path are ours."""
    names = {end for one_link in links for end in (one_link.source, one_link.target)} - {"product", "part"}
    ours = [part(name, own=True) for name in sorted(names)]
    return system(
        [part("part", license=license_, kind="library", facts=facts), *ours],
        links,
        use=use(delivery=delivery),
        product=product(license="LicenseRef-Proprietary"),
        positions=positions,
    )


def record(license_: str | License) -> License:
    found = license_ if isinstance(license_, License) else known(license_)
    assert found is not None
    return found


def only(judged: System) -> Exposure:
    [exposure] = judged.exposures["part"]
    return exposure


def nodes(judged: System, license_: str | License) -> tuple[str, ...]:
    return work(Facts(judged), only(judged), record(license_)).nodes


def question(judged: System, license_: str | License) -> str:
    with pytest.raises(Unknown) as opened:
        nodes(judged, license_)
    return opened.value.ask.id


@pytest.mark.parametrize("how", ["copies", "modifies", "fine-tunes", "prunes", "quantizes", "converts", "merges"])
@pytest.mark.parametrize("scope", ["derivative", "entire-work-conveyed", "library", "derivative-database"])
def test_what_contains_the_part_by_derivation_is_reached_even_where_the_license_is_silent(how: str, scope: str) -> None:
    license_ = sharing(scope)
    assert nodes(one(license_, link("product", how, "part")), license_) == ("part", "product")


def test_a_definition_that_says_no_stops_a_derivative_link() -> None:
    license_ = sharing("derivative", derivatives={"quantizes": "no"})
    assert nodes(one(license_, link("product", "quantizes", "part")), license_) == ("part",)


@pytest.mark.parametrize("how", ["bundles", "builds-with", "evaluates-on", "retrieves-from", "generated-by"])
def test_side_by_side_or_in_the_workshop_nothing_is_reached(how: str) -> None:
    assert nodes(one(GPL, link("product", how, "part")), GPL) == ("part",)


def test_a_verbatim_scope_follows_copies_and_no_change() -> None:
    license_ = sharing("verbatim")
    assert nodes(one(license_, link("product", "copies", "part")), license_) == ("part", "product")
    assert nodes(one(license_, link("product", "modifies", "part")), license_) == ("part",)


@pytest.mark.parametrize("scope", ["file", "derivative-database", "data-only", "verbatim"])
def test_narrow_scopes_never_cross_linking_or_embedding(scope: str) -> None:
    license_ = sharing(scope)
    for how in ("links", "embeds", "runs", "calls", "tokenizes-with"):
        assert nodes(one(license_, link("product", how, "part")), license_) == ("part",)


def test_linking_by_the_licenses_own_definition() -> None:
    yes, no = ({"links": "yes"}, {"links": "no"})
    crossing, stopping = sharing("derivative", derivatives=yes), sharing("derivative", derivatives=no)
    assert nodes(one(crossing, link("product", "links", "part")), crossing) == ("part", "product")
    assert nodes(one(stopping, link("product", "links", "part")), stopping) == ("part",)


def test_linking_by_manner_where_the_definition_tells_them_apart() -> None:
    license_ = sharing("derivative", derivatives={"links:static": "yes", "links:dynamic": "no"})
    assert nodes(one(license_, link("product", "links", "part", manner="static")), license_) == ("part", "product")
    assert nodes(one(license_, link("product", "links", "part", manner="dynamic")), license_) == ("part",)


def test_linking_under_a_silent_definition_is_a_question_of_one_work() -> None:
    license_ = sharing("derivative")
    assert question(one(license_, link("product", "links", "part")), license_) == "one-work:part"
    assert question(one(EUPL, link("product", "links", "part")), EUPL) == "one-work:part"


def test_a_library_scope_stops_at_dynamic_linking_and_asks_about_static() -> None:
    license_ = sharing("library")
    assert nodes(one(license_, link("product", "links", "part", manner="dynamic")), license_) == ("part",)
    assert nodes(one(license_, link("product", "links", "part", manner="import")), license_) == ("part",)
    assert (
        question(one(license_, link("product", "links", "part", manner="static")), license_) == "users-can-relink:part"
    )


def test_where_nobody_says_how_a_library_is_linked_it_is_asked_once_per_link() -> None:
    license_ = sharing("library")
    assert question(one(license_, link("product", "links", "part")), license_) == "linked-statically:product:part"
    through = one(license_, link("product", "links", "mine"), link("mine", "links", "part"))
    assert question(through, license_) == "linked-statically:mine:part"
    for static, reached in ((False, ("part",)), (True, ("part", "mine"))):
        known_ = answered(through, "linked-statically:mine:part", yes=static)
        known_ = answered(
            answered(known_, "users-can-relink:part", yes=False), "linked-statically:product:mine", yes=False
        )
        assert nodes(known_, license_) == reached


def test_a_folder_of_library_sources_inside_ours_may_be_compiled_in() -> None:
    license_ = sharing("library")
    vendored = Link(source="product", how=How.BUNDLES, target="part", basis=Basis.INFERRED)
    assert question(one(license_, vendored), license_) == "linked-statically:product:part"
    assert nodes(one(license_, link("product", "bundles", "part")), license_) == ("part",)


def test_a_definition_that_frees_static_linking_leaves_no_more_to_ask() -> None:
    license_ = sharing("library", derivatives={"links:static": "no"})
    judged = answered(one(license_, link("product", "links", "part")), "linked-statically:product:part", yes=True)
    assert nodes(judged, license_) == ("part",)


def test_a_stated_separate_work_stops_linking() -> None:
    assert nodes(one(GPL, link("product", "links", "part", one_work=False)), GPL) == ("part",)


@pytest.mark.parametrize("how", ["embeds", "runs", "calls", "tokenizes-with"])
def test_programs_side_by_side_are_asked_about(how: str) -> None:
    assert question(one(GPL, link("product", how, "part")), GPL) == "one-work:part"
    assert nodes(one(GPL, link("product", how, "part", one_work=True)), GPL) == ("part", "product")
    assert nodes(one(GPL, link("product", how, "part", one_work=False)), GPL) == ("part",)


def test_the_reach_ends_at_the_first_link_that_stops_it() -> None:
    judged = one(GPL, link("product", "runs", "mine", one_work=False), link("mine", "links", "part"))
    assert nodes(judged, GPL) == ("part", "mine")
    assert work(Facts(judged), only(judged), record(GPL)).top == "mine"


def test_the_reach_runs_through_every_part_in_between() -> None:
    judged = one(GPL, link("product", "links", "mine"), link("mine", "modifies", "part"))
    assert nodes(judged, GPL) == ("part", "mine", "product")


def test_an_extract_of_a_database_is_asked_for_its_size() -> None:
    judged = one(ODBL, link("product", "bundles", "mine"), link("mine", "extracts-from", "part"))
    assert question(judged, ODBL) == "substantial-extract:mine"
    assert takes_extract(only(judged), record(ODBL))
    assert not takes_extract(only(one(ODBL, link("product", "copies", "part"))), record(ODBL))
    other = sharing("derivative")
    assert nodes(one(other, link("product", "extracts-from", "part")), other) == ("part", "product")


def alone(license_: License, positions: Mapping[str, str] | None = None) -> System:
    """An adapter of ours that is published without its base."""
    parts = [part("part", license=license_), part("mine", own=True, facts={"alone": True})]
    links = (link("product", "copies", "mine"), link("mine", "adapts", "part"))
    return system(parts, links, use=use(delivery=["distributed-weights"]), positions=positions)


def test_an_adapter_alone_hangs_on_the_reading_unless_the_license_defines_it() -> None:
    silent = sharing("derivative")
    defined = sharing("derivative", derivatives={"adapts": "yes"})
    assert question(alone(silent), silent) == "reading:derivative-alone"
    assert nodes(alone(silent, {"derivative-alone": "yes"}), silent) == ("part", "mine", "product")
    assert nodes(alone(silent, {"derivative-alone": "only-with-base"}), silent) == ("part",)
    assert nodes(alone(defined), defined) == ("part", "mine", "product")


def test_training_on_share_alike_data_is_a_reading() -> None:
    judged = one(ODBL, link("product", "trains-on", "part"))
    assert question(judged, ODBL) == "reading:training-on-share-alike-data"
    chosen = {"training-on-share-alike-data": "adapted-material"}
    assert nodes(one(ODBL, link("product", "trains-on", "part"), positions=chosen), ODBL) == ("part", "product")
    for position in ("produced-work", "neither"):
        chosen = {"training-on-share-alike-data": position}
        assert nodes(one(ODBL, link("product", "trains-on", "part"), positions=chosen), ODBL) == ("part",)


def test_training_on_code_or_on_outputs_is_no_derivation_unless_the_license_says_so() -> None:
    assert nodes(one(GPL, link("product", "trains-on", "part")), GPL) == ("part",)
    assert nodes(one(GPL, link("product", "distills-outputs", "part")), GPL) == ("part",)
    license_ = sharing("derivative", derivatives={"distills-outputs": "yes"})
    assert nodes(one(license_, link("product", "distills-outputs", "part")), license_) == ("part", "product")


# -- when the clause binds ---------------------------------------------------------------------------------------------


def bound(judged: System, license_: str | License) -> bool:
    exposure, terms, facts = only(judged), record(license_), Facts(judged)
    return binds_work(facts, exposure, terms, work(facts, exposure, terms))


@pytest.mark.parametrize(
    ("license_id", "delivery", "expected"),
    [
        (GPL, ["distributed-binary"], True),
        (GPL, ["hosted-api"], False),
        (GPL, ["internal"], False),
        (GPL, ["dataset-release"], False),
        (AGPL, ["distributed-binary"], True),
        (AGPL, ["hosted-api"], True),
        (AGPL, ["internal"], False),
        (AGPL, ["outputs-only"], False),
        (SSPL, ["distributed-source"], True),
        (SSPL, ["internal"], False),
    ],
)
def test_a_linked_work_is_bound_by_its_licenses_own_trigger(
    license_id: str, delivery: list[str], *, expected: bool
) -> None:
    linked = link("product", "links", "part")
    unchanged: dict[str, Fact] = {"modified": False}
    assert bound(one(license_id, linked, delivery=delivery, facts=unchanged), license_id) is expected


def test_agpl_alone_over_a_network_binds_where_it_was_modified() -> None:
    run = link("product", "runs", "part", one_work=False)
    assert bound(one(AGPL, run, delivery=["hosted-api"], facts={"modified": True}), AGPL)
    assert not bound(one(AGPL, run, delivery=["hosted-api"], facts={"modified": False}), AGPL)


@pytest.mark.parametrize("how", ["links", "runs", "embeds"])
def test_sspl_over_a_network_binds_only_where_its_functions_are_offered(how: str) -> None:
    for offered in (True, False):
        facts: dict[str, Fact] = {"users_reach_functionality": offered}
        judged = one(SSPL, link("product", how, "part", one_work=True), delivery=["hosted-api"], facts=facts)
        assert bound(judged, SSPL) is offered


def test_a_tool_binds_nothing() -> None:
    assert not bound(one(GPL, link("product", "builds-with", "part")), GPL)


def test_whether_the_functions_are_offered_is_asked_under_hosting_only() -> None:
    inside = link("product", "links", "part")
    hosted, shipped = one(SSPL, inside, delivery=["hosted-app"]), one(SSPL, inside, delivery=["on-device"])
    with pytest.raises(Unknown) as opened:
        offered_as_service(Facts(hosted), only(hosted))
    assert opened.value.ask.id == "users-reach-functionality:part"
    assert not offered_as_service(Facts(shipped), only(shipped))


def test_a_part_is_shared_when_it_leaves_the_house_or_is_reached_over_a_network() -> None:
    inside = link("product", "links", "part")
    for delivery, expected in (("on-device", True), ("hosted-api", True), ("internal", False), ("outputs-only", False)):
        judged = one(GPL, inside, delivery=[delivery])
        assert shared(Facts(judged), only(judged), record(GPL)) is expected


def test_a_part_that_users_fetch_themselves_is_not_shared() -> None:
    judged = one(GPL, link("product", "embeds", "part", downloaded_at_first_run=True), delivery=["on-device"])
    assert not shared(Facts(judged), only(judged), record(GPL))

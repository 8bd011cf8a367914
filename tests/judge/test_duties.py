"""What is owed: due, pending, met or standing, by the facts of the use (vocabulary 4 and 5)."""

from collections.abc import Iterable, Mapping

import pytest

from licet.judge import judge
from licet.judge.duties import duties_of
from licet.judge.wording import how_to_meet
from licet.model.bom import Fact
from licet.model.findings import OwedDuty
from licet.model.system import System
from licet.model.terms import DutyTerm, License
from licet.model.vocabulary import Duty, DutyStatus, Value
from tests.rules.build import LLAMA, answered, link, made, part, product, system, taking, use

DUE, PENDING, MET, STANDING = DutyStatus.DUE, DutyStatus.PENDING, DutyStatus.MET, DutyStatus.STANDING
AGPL = "AGPL-3.0-only"
SSPL = "SSPL-1.0"
ODBL = "ODbL-1.0"
RAIL = "LicenseRef-scancode-bigscience-rail-1.0"
MG = "LicenseRef-licet-mg-by-os"
STABILITY = "LicenseRef-scancode-stability-ai-community-2024"


def holding(
    license_: str | License,
    how: str = "embeds",
    delivery: Iterable[str] | None = ("on-device",),
    *,
    kind: str = "model",
    name: str = "acme",
    facts: Mapping[str, Fact] | None = None,
    users: int | None = None,
    publishes_outputs: bool | None = False,
    **of_link: Fact,
) -> System:
    sizes = {} if users is None else {"monthly_active_users": users}
    return system(
        [part("m", license=license_, kind=kind, facts=facts)],
        [link("product", how, "m", **of_link)],
        use=use(commercial=True, delivery=delivery, fields=[], sizes=sizes, publishes_outputs=publishes_outputs),
        product=product(name, license="LicenseRef-Proprietary", kind="model"),
    )


def owed(judged: System) -> dict[str, OwedDuty]:
    """Each duty by its name; these systems have one part."""
    return {item.duty.duty: item.duty for item in duties_of(judged)}


def standing(judged: System) -> dict[str, DutyStatus]:
    return {name: duty.status for name, duty in owed(judged).items()}


def active(judged: System) -> set[str]:
    return {name for name, status in standing(judged).items() if status in {DUE, PENDING}}


# -- distribution ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delivery", ["on-premises", "on-device", "distributed-binary", "distributed-source"])
def test_copies_that_leave_the_house_bring_notices_and_the_license(delivery: str) -> None:
    due = owed(holding("MIT", delivery=[delivery]))
    assert {name: duty.status for name, duty in due.items()} == {"keep-notices": DUE, "give-license-copy": DUE}
    notices = due["keep-notices"]
    assert notices.trigger == "on-distribution"
    assert notices.clause is not None
    assert (notices.clause.license, notices.clause.section) == ("MIT", "condition")
    assert [(step.source, step.target) for step in notices.path] == [("product", "m")]


@pytest.mark.parametrize("delivery", [["internal"], ["hosted-api"], ["outputs-only"], []])
def test_without_copies_mit_asks_for_nothing(delivery: list[str]) -> None:
    assert active(holding("MIT", delivery=delivery)) == set()


def test_an_unknown_delivery_leaves_the_duty_pending_with_its_question() -> None:
    duty = owed(holding("MIT", delivery=None))["keep-notices"]
    assert duty.status is PENDING
    assert duty.questions == ("delivery:distributed",)
    judged = holding("MIT", delivery=None)
    assert standing(answered(judged, "delivery:distributed", yes=True))["keep-notices"] is DUE
    assert active(answered(judged, "delivery:distributed", yes=False)) == set()


def test_what_users_fetch_from_its_publisher_is_not_distributed_by_us() -> None:
    assert active(holding("MIT", downloaded_at_first_run=True)) == set()
    assert "follow-policy" in active(holding(LLAMA, downloaded_at_first_run=True, users=1))
    assert "give-license-copy" not in active(holding(LLAMA, downloaded_at_first_run=True, users=1))


def test_a_part_shipped_in_any_one_way_is_shipped() -> None:
    judged = system(
        [part("fetched", license="MIT"), part("mirror", license="MIT"), part("base", license="CC-BY-4.0")],
        [
            link("product", "embeds", "fetched", downloaded_at_first_run=True),
            link("product", "embeds", "mirror"),
            link("mirror", "copies", "fetched"),
            link("fetched", "fine-tunes", "base"),
        ],
        use=use(delivery=["on-device"]),
    )
    due = {(i.duty.duty, i.duty.component) for i in duties_of(judged) if i.duty.status is DUE}
    assert {("keep-notices", "base"), ("give-license-copy", "base"), ("keep-notices", "fetched")} <= due


@pytest.mark.parametrize("how", ["calls", "builds-with", "evaluates-on", "trains-on"])
def test_what_is_not_in_the_copies_is_not_distributed(how: str) -> None:
    assert active(holding("MIT", how)) == set()


def test_a_release_of_data_distributes_data_and_no_model() -> None:
    data = holding("CC-BY-4.0", "bundles", ["dataset-release"], kind="dataset")
    assert {"keep-notices", "give-license-copy"} <= active(data)
    assert active(holding("CC-BY-4.0", "bundles", ["dataset-release"], kind="model")) == set()


# -- modification ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "facts", "expected"),
    [
        ("fine-tunes", {}, DUE),
        ("quantizes", {"modified": False}, DUE),
        ("embeds", {"modified": True}, DUE),
        ("embeds", {"modified": False}, None),
        ("embeds", {}, PENDING),
    ],
)
def test_changes_are_stated_only_where_something_was_changed(
    how: str, facts: Mapping[str, Fact], expected: DutyStatus | None
) -> None:
    judged = holding("Apache-2.0", how, facts=facts)
    assert standing(judged).get("state-changes") is expected
    if expected is PENDING:
        assert owed(judged)["state-changes"].questions == ("modified:m",)


# -- networks ----------------------------------------------------------------------------------------------------------


def test_hosting_a_rail_model_passes_its_limits_and_license_on() -> None:
    # BigScience RAIL 1.0 4: a hosted service is Distribution
    statuses = standing(holding(RAIL, delivery=["hosted-app"]))
    for duty in ("flow-down", "give-license-copy", "disclose-ai-output", "accept-remote-restriction"):
        assert statuses[duty] is DUE
    assert statuses["retaliation"] is STANDING


@pytest.mark.parametrize(("facts", "expected"), [({"modified": True}, DUE), ({"modified": False}, None), ({}, PENDING)])
def test_agpl_run_beside_a_hosted_product_owes_source_where_it_was_modified(
    facts: Mapping[str, Fact], expected: DutyStatus | None
) -> None:
    judged = holding(AGPL, "runs", ["hosted-api"], facts=facts, one_work=False)
    assert standing(judged).get("disclose-source") is expected


def test_agpl_called_over_a_network_waits_for_who_reaches_it() -> None:
    judged = holding(AGPL, "calls", ["hosted-api"], facts={"modified": True}, one_work=False)
    duty = owed(judged)["disclose-source"]
    assert duty.status is PENDING
    assert duty.questions == ("users-reach-functionality:m",)


@pytest.mark.parametrize("how", ["runs", "links"])
def test_sspl_waits_for_its_functions_being_offered(how: str) -> None:
    judged = holding(SSPL, how, ["hosted-api"], one_work=False)
    for name in ("disclose-source", "share-alike"):
        duty = owed(judged)[name]
        assert duty.status is PENDING
        assert duty.questions == ("users-reach-functionality:m",)
    assert active(answered(judged, "users-reach-functionality:m", yes=False)) == set()


def test_gpl_in_a_hosted_product_owes_nothing() -> None:
    assert active(holding("GPL-3.0-only", "links", ["hosted-api"], kind="library", manner="static")) == set()


# -- any use, commerce, outputs, research ------------------------------------------------------------------------------


def test_duties_of_any_use_hold_inside_the_house_and_for_tools_of_ours() -> None:
    assert standing(holding(LLAMA, delivery=["internal"], users=1))["follow-policy"] is DUE
    assert standing(holding(LLAMA, "builds-with", ["internal"], users=1))["follow-policy"] is DUE


def test_terms_of_a_publishers_own_tools_do_not_reach_us() -> None:
    judged = system(
        [part("theirs", license="MIT"), part("m", license=LLAMA)],
        [link("product", "embeds", "theirs"), link("theirs", "evaluates-on", "m")],
        use=use(commercial=True, delivery=["internal"], sizes={"monthly_active_users": 1}),
    )
    assert {item.duty.component for item in duties_of(judged) if item.duty.status in {DUE, PENDING}} == set()


@pytest.mark.parametrize(("facts", "expected"), [({}, DUE), ({"registered": True}, MET), ({"registered": False}, DUE)])
def test_a_registration_for_commercial_use_is_due_until_it_is_stated(
    facts: Mapping[str, Fact], expected: DutyStatus
) -> None:
    assert standing(holding(STABILITY, facts=facts))["register"] is expected


def test_published_outputs_are_labelled() -> None:
    assert standing(holding(MG, "calls", ["outputs-only"]))["disclose-ai-output"] is DUE
    assert "disclose-ai-output" not in active(holding(MG, "calls", ["internal"], publishes_outputs=False))
    open_ = owed(holding(MG, "calls", ["internal"], publishes_outputs=None))["disclose-ai-output"]
    assert (open_.status, open_.questions) == (PENDING, ("publishes-outputs",))


def test_published_research_brings_its_own_duty() -> None:
    license_ = made(duties={"display": {"triggers": ["on-publishing-research"]}})
    judged = holding(license_, delivery=["internal"])
    duty = owed(judged)["display"]
    assert (duty.status, duty.questions) == (PENDING, ("publishes-research",))


# -- sizes and conditions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("users", "expected"), [(20_000, None), (700_000_001, DUE), (700_000_000, None)])
def test_a_license_is_requested_above_the_threshold(users: int, expected: DutyStatus | None) -> None:
    assert standing(holding(LLAMA, users=users)).get("request-license") is expected


def test_an_unknown_size_leaves_the_request_pending() -> None:
    duty = owed(holding(LLAMA))["request-license"]
    assert duty.status is PENDING
    assert duty.questions == (f"above:MAU:700000000@{LLAMA}",)


def test_a_conditional_duty_asks_for_what_it_waits_for() -> None:
    judged = holding("Apache-2.0")
    duty = owed(judged)["display"]
    assert (duty.status, duty.questions) == (PENDING, ("has-notice-file:m",))
    assert standing(answered(judged, "has-notice-file:m", yes=True))["display"] is DUE
    assert "display" not in active(answered(judged, "has-notice-file:m", yes=False))


# -- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "expected"), [("acme", DUE), ("Llama-acme", MET), ("llama acme", MET)])
def test_a_name_that_begins_as_demanded_meets_the_duty(name: str, expected: DutyStatus) -> None:
    judged = holding(LLAMA, "fine-tunes", ["distributed-weights"], name=name, users=1)
    assert standing(judged)["naming"] is expected


def test_a_model_that_stays_inside_needs_no_name() -> None:
    assert "naming" not in active(holding(LLAMA, "fine-tunes", ["internal"], users=1))


# -- data --------------------------------------------------------------------------------------------------------------


def test_a_database_owes_its_derivative_where_the_extract_is_substantial() -> None:
    judged = system(
        [part("extract", kind="dataset", own=True, release_as=ODBL), part("m", license=ODBL, kind="dataset")],
        [link("product", "bundles", "extract"), link("extract", "extracts-from", "m")],
        use=use(delivery=["dataset-release"], publishes_outputs=False),
    )
    for name in ("share-alike", "disclose-source"):
        assert owed(judged)[name].questions == ("substantial-extract:extract",)
        assert standing(answered(judged, "substantial-extract:extract", yes=True))[name] is DUE
        assert name not in active(answered(judged, "substantial-extract:extract", yes=False))


def test_weights_as_a_produced_work_owe_the_notice_of_the_database() -> None:
    judged = holding(ODBL, "trains-on", ["distributed-weights"], kind="dataset")
    assert standing(judged)["display"] is PENDING
    assert standing(taking(judged, "training-on-share-alike-data", "produced-work"))["display"] is DUE
    assert active(taking(judged, "training-on-share-alike-data", "neither")) == set()


# -- the list ----------------------------------------------------------------------------------------------------------


def test_standing_terms_are_listed_and_never_owed() -> None:
    statuses = standing(holding(LLAMA, delivery=["internal"], users=1))
    for duty in ("retaliation", "termination", "governing-law", "patent-grant"):
        assert statuses[duty] is STANDING


def test_our_own_parts_owe_us_nothing() -> None:
    judged = system(
        [part("m", license="MIT", own=True)], [link("product", "embeds", "m")], use=use(delivery=["on-device"])
    )
    assert duties_of(judged) == ()


def test_due_comes_before_pending_before_met_before_standing_and_all_are_numbered() -> None:
    judged = holding(LLAMA, "fine-tunes", ["distributed-weights"], name="Llama-acme")
    items = [item.duty for item in duties_of(judged)]
    order = [DUE, PENDING, MET, STANDING]
    ranks = [order.index(duty.status) for duty in items]
    assert ranks == sorted(ranks)
    assert {duty.status for duty in items} == set(order)
    assert [duty.id for duty in items] == [f"D{n}" for n in range(1, len(items) + 1)]
    assert len({duty.key for duty in items}) == len(items)


@pytest.mark.parametrize("duty", list(Duty))
def test_every_duty_says_how_it_is_met(duty: Duty) -> None:
    words = how_to_meet(DutyTerm(duty=duty, value=Value.YES), "the part", "the product")
    assert words
    assert "{" not in words


@pytest.mark.parametrize(("version", "section"), [("2.0", "6"), ("2.1", "6"), ("3.0", "4")])
def test_who_links_a_library_is_told_what_the_own_terms_must_permit(version: str, section: str) -> None:
    judged = system(
        [part("lib", license=f"LGPL-{version}-only", kind="library")],
        [link("product", "links", "lib", manner="dynamic")],
        use=use(commercial=True, delivery=["on-premises"]),
    )
    [told] = [duty.how_to_meet for duty in judge(judged).duties if duty.duty == "disclose-source"]
    assert "reverse engineering" in told
    assert f"(§{section})" in told


@pytest.mark.parametrize(
    "license_id",
    [
        "LicenseRef-scancode-llama-2-license-2023",
        "LicenseRef-scancode-playground-v2-community",
        "LicenseRef-licet-dbrx",
        "LicenseRef-licet-dinov3",
    ],
)
def test_weights_that_are_shipped_owe_the_license_whatever_an_interface_makes_available(license_id: str) -> None:
    def copy(delivery: str, position: str = "") -> set[DutyStatus]:
        judged = system(
            [part("m", license=license_id)],
            [link("product", "embeds", "m")],
            use=use(commercial=True, delivery=[delivery], fields=[]),
            positions={"api-makes-available": position} if position else {},
        )
        return {duty.status for duty in judge(judged).duties if duty.duty == "give-license-copy"}

    assert copy("on-premises", "no") == copy("on-premises") == {DutyStatus.DUE}
    assert copy("hosted-api") == {DutyStatus.PENDING}
    assert copy("hosted-api", "yes") == {DutyStatus.DUE}
    assert copy("hosted-api", "no") == set()

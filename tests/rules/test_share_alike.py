"""Share-alike by each license's own trigger and scope (vocabulary 4, 5, 8 and 10.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from licet.model.bom import Fact
from licet.model.system import System
from licet.model.vocabulary import Basis, Verdict
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


def with_part(
    license_id: str,
    how: str,
    delivery: Iterable[str] | None,
    *,
    out: str = PROPRIETARY,
    kind: str = "library",
    facts: Mapping[str, Fact] | None = None,
    **of_link: Fact,
) -> System:
    """A commercial product that holds one part of somebody else's."""
    return system(
        [part("lib", license=license_id, kind=kind, facts=facts)],
        [link("product", how, "lib", **of_link)],
        use=use(commercial=True, delivery=delivery, fields=[]),
        product=product(license=out),
    )


# -- bundles -----------------------------------------------------------------------------------------------------------


def bundled(basis: Basis) -> System:
    """A closed product with a folder of GPL sources in it."""
    judged = with_part(GPL, "bundles", ["distributed-binary"])
    return system(
        [part("lib", license=GPL, kind="library")],
        [replace(link("product", "bundles", "lib"), basis=basis)],
        use=judged.config.use,
        product=judged.config.product,
    )


def test_a_folder_of_sources_that_was_only_found_may_be_one_work_with_ours() -> None:
    assert verdict(bundled(Basis.INFERRED), RULE) is REVIEW
    assert verdict_if(bundled(Basis.INFERRED), RULE, "one-work:lib") == (BLOCKED, ALLOWED)
    # stated, it is mere aggregation (vocabulary 2)
    assert verdict(bundled(Basis.STATED), RULE) is ALLOWED


# -- GPL: the entire work, when copies are conveyed --------------------------------------------------------------------


def test_a_gpl_library_in_a_proprietary_binary_is_blocked_with_its_clause_and_path() -> None:
    [finding] = found(with_part(GPL, "links", ["distributed-binary"], manner="static"), RULE)
    assert finding.verdict is BLOCKED
    assert finding.components == ("lib",)
    assert finding.duty == "share-alike"
    assert [(c.license, c.section) for c in finding.clauses] == [(GPL, "5.c")]
    assert finding.clauses[0].quote == "You must license the entire work, as a whole, under this"
    assert [(s.source, s.how, s.target) for s in finding.path] == [("product", "links", "lib")]
    assert finding.questions == ()


@pytest.mark.parametrize("manner", ["static", "dynamic", "import"])
def test_gpl_reaches_over_every_manner_of_linking(manner: str) -> None:
    assert verdict(with_part(GPL, "links", ["on-device"], manner=manner), RULE) is BLOCKED


@pytest.mark.parametrize("delivery", [["hosted-api"], ["hosted-app"], ["internal"], ["outputs-only"], []])
def test_gpl_waits_for_copies_that_are_conveyed(delivery: list[str]) -> None:
    # GPL-3.0 0: "Mere interaction with a user through a computer network, with no transfer of a copy"
    assert found(with_part(GPL, "links", delivery, manner="static"), RULE) == ()


@pytest.mark.parametrize("out", ["GPL-2.0-only", "GPL-2.0-or-later", GPL, "GPL-3.0-or-later", AGPL])
def test_a_later_version_opens_what_the_later_version_fits(out: str) -> None:
    # the FSF's matrix: code under "GPLv2 or later" goes into works under any of these
    assert found(with_part("GPL-2.0-or-later", "links", ["distributed-source"], out=out, manner="static"), RULE) == ()


def test_a_release_under_later_versions_narrows_to_what_its_parts_allow() -> None:
    # the FSF's matrix: GPLv3 code in a work under "GPLv2 or later" leaves the combination under GPLv3
    assert found(with_part(GPL, "links", ["distributed-source"], out="GPL-2.0-or-later", manner="static"), RULE) == ()


@pytest.mark.parametrize("out", [GPL, "GPL-3.0-or-later", AGPL, "LGPL-2.1-only", "MIT"])
def test_the_older_gpl_alone_fits_no_later_version(out: str) -> None:
    judged = with_part("GPL-2.0-only", "links", ["distributed-source"], out=out, manner="static")
    assert verdict(judged, RULE) is BLOCKED


def test_a_release_of_data_conveys_no_program() -> None:
    assert found(with_part(GPL, "links", ["dataset-release"], manner="import"), RULE) == ()


def test_an_unknown_delivery_is_asked_and_decides() -> None:
    judged = with_part(GPL, "links", None, manner="static")
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert finding.questions == ("delivery:distributed",)
    assert verdict_if(judged, RULE, "delivery:distributed") == (BLOCKED, ALLOWED)


@pytest.mark.parametrize("how", ["runs", "calls", "embeds", "tokenizes-with"])
def test_where_the_architecture_decides_it_is_asked(how: str) -> None:
    judged = with_part(GPL, how, ["distributed-binary"])
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert finding.questions == ("one-work:lib",)
    assert verdict_if(judged, RULE, "one-work:lib") == (BLOCKED, ALLOWED)


@pytest.mark.parametrize("how", ["bundles", "builds-with", "evaluates-on", "retrieves-from"])
def test_aggregates_and_tools_are_never_one_work(how: str) -> None:
    assert found(with_part(GPL, how, ["distributed-binary"]), RULE) == ()


def test_a_stated_separate_program_is_not_asked_about() -> None:
    assert found(with_part(GPL, "runs", ["distributed-binary"], one_work=False), RULE) == ()
    assert verdict(with_part(GPL, "runs", ["distributed-binary"], one_work=True), RULE) is BLOCKED


def test_a_bundle_stays_a_wall_whatever_lies_behind_it() -> None:
    judged = system(
        [part("pack", license="MIT", kind="library"), part("lib", license=GPL, kind="library")],
        [link("product", "bundles", "pack"), link("pack", "links", "lib", manner="static")],
        use=use(commercial=True, delivery=["distributed-binary"]),
        product=product(license=PROPRIETARY),
    )
    assert found(judged, RULE) == ()


@pytest.mark.parametrize("out", [GPL, "GPL-3.0-or-later", AGPL, "AGPL-3.0-or-later", "MIT AND GPL-3.0-only"])
def test_fitting_outbound_licenses_clear_gpl(out: str) -> None:
    # GPL-3.0 13 lets a covered work be combined with one under the Affero license
    assert found(with_part(GPL, "links", ["distributed-source"], out=out, manner="static"), RULE) == ()


@pytest.mark.parametrize("out", ["MIT", "Apache-2.0", EUPL, SSPL, "CC-BY-4.0", "MIT OR GPL-3.0-only"])
def test_other_outbound_licenses_do_not_fit_gpl(out: str) -> None:
    assert verdict(with_part(GPL, "links", ["distributed-source"], out=out, manner="static"), RULE) is BLOCKED


def test_without_an_outbound_license_one_share_alike_alone_conflicts_with_nothing() -> None:
    assert found(with_part(GPL, "links", ["distributed-source"], out="", manner="static"), RULE) == ()


def test_an_exception_that_was_not_read_keeps_it_from_blocking() -> None:
    judged = with_part("GPL-3.0-only WITH GCC-exception-3.1", "links", ["distributed-binary"], manner="static")
    assert verdict(judged, RULE) is REVIEW


def test_or_takes_the_free_branch_and_and_binds_to_both() -> None:
    assert found(with_part("MIT OR GPL-3.0-only", "links", ["distributed-binary"], manner="static"), RULE) == ()
    assert verdict(with_part("MIT AND GPL-3.0-only", "links", ["distributed-binary"], manner="static"), RULE) is BLOCKED


# -- libraries and files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("license_id", ["LGPL-2.1-only", "LGPL-3.0-only"])
def test_a_library_that_is_loaded_leaves_the_program_free(license_id: str) -> None:
    for manner in ("dynamic", "import"):
        assert found(with_part(license_id, "links", ["distributed-binary"], manner=manner), RULE) == ()


@pytest.mark.parametrize("license_id", ["LGPL-2.1-only", "LGPL-3.0-only"])
def test_a_library_that_is_linked_in_is_a_matter_of_relinking(license_id: str) -> None:
    # LGPL-2.1 6 and LGPL-3.0 4: terms of one's choice, if users can relink; to be one work is no breach
    judged = with_part(license_id, "links", ["distributed-binary"], manner="static", one_work=True)
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert finding.questions == ("users-can-relink:lib",)
    assert verdict_if(judged, RULE, "users-can-relink:lib") == (ALLOWED, BLOCKED)


@pytest.mark.parametrize("license_id", ["LGPL-2.1-only", "LGPL-3.0-only"])
def test_a_changed_library_stays_under_its_license(license_id: str) -> None:
    assert verdict(with_part(license_id, "modifies", ["distributed-binary"], out="MIT"), RULE) is BLOCKED
    assert found(with_part(license_id, "modifies", ["distributed-binary"], out=GPL), RULE) == ()


def test_a_copyleft_of_files_leaves_the_larger_work_free() -> None:
    # MPL-2.0 3.3: a larger work may be under terms of one's choice; the covered files stay (3.1)
    for manner in ("static", "dynamic"):
        assert found(with_part("MPL-2.0", "links", ["distributed-binary"], manner=manner), RULE) == ()
    changed = with_part("MPL-2.0", "modifies", ["distributed-binary"])
    assert found(changed, RULE)[0].questions == ("changed-files-released:lib",)
    assert verdict_if(changed, RULE, "changed-files-released:lib") == (ALLOWED, BLOCKED)


# -- parts in between --------------------------------------------------------------------------------------------------


def chain(middle: Mapping[str, object], first: str, second: str, *, out: str = PROPRIETARY) -> System:
    """A product on a middle part on a GPL library."""
    own = middle.get("own")
    license_id, release = str(middle.get("license", "")), str(middle.get("release_as", ""))
    between = part(
        "mid", license=license_id, kind="library", own=own if isinstance(own, bool) else None, release_as=release
    )
    return system(
        [between, part("lib", license=GPL, kind="library")],
        [link("product", first, "mid"), link("mid", second, "lib")],
        use=use(commercial=True, delivery=["distributed-binary"]),
        product=product(license=out),
    )


def test_a_part_of_a_third_party_in_between_passes_the_clause_on() -> None:
    [finding] = found(chain({"license": "MIT"}, "links", "links"), RULE)
    assert finding.verdict is BLOCKED
    assert [step.target for step in finding.path] == ["mid", "lib"]


def test_our_own_part_in_between_is_judged_under_its_own_release() -> None:
    assert found(chain({"own": True, "release_as": GPL}, "links", "modifies", out=GPL), RULE) == ()
    assert verdict(chain({"own": True, "release_as": "MIT"}, "links", "modifies", out=GPL), RULE) is BLOCKED


def test_our_own_part_without_a_release_goes_out_with_the_product() -> None:
    assert verdict(chain({"own": True}, "links", "modifies"), RULE) is BLOCKED
    assert found(chain({"own": True}, "links", "modifies", out=GPL), RULE) == ()


def test_our_own_gpl_program_beside_a_proprietary_product_is_fine() -> None:
    judged = system(
        [part("mid", kind="application", own=True, release_as=GPL), part("lib", license=GPL, kind="library")],
        [link("product", "runs", "mid", one_work=False), link("mid", "modifies", "lib")],
        use=use(commercial=True, delivery=["distributed-binary"]),
        product=product(license=PROPRIETARY),
    )
    assert found(judged, RULE) == ()


# -- network copyleft --------------------------------------------------------------------------------------------------


def test_agpl_patched_and_linked_in_a_hosted_product_is_blocked() -> None:
    judged = with_part(AGPL, "links", ["hosted-app"], facts={"modified": True}, manner="import")
    [finding] = found(judged, RULE)
    assert finding.verdict is BLOCKED
    assert finding.clauses[0].section == "5.c"


def test_agpl_linked_unmodified_is_modified_by_the_combination() -> None:
    # AGPL-3.0 0: to modify is to copy from all or part of the work; the larger work is the version users reach
    assert verdict(with_part(AGPL, "links", ["hosted-app"], facts={"modified": False}), RULE) is BLOCKED


def test_agpl_as_a_separate_service_hangs_on_the_architecture() -> None:
    judged = with_part(AGPL, "calls", ["hosted-app"], kind="service", facts={"modified": False})
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert finding.questions == ("one-work:lib",)
    assert verdict_if(judged, RULE, "one-work:lib") == (BLOCKED, ALLOWED)


def test_agpl_inside_the_house_owes_nothing() -> None:
    assert found(with_part(AGPL, "links", ["internal"], facts={"modified": True}), RULE) == ()


def test_a_gpl_product_may_link_agpl_code_and_not_take_it_over() -> None:
    # AGPL-3.0 13, last paragraph: what is combined with a work under GPL 3 stays governed by it
    assert found(with_part(AGPL, "links", ["distributed-source"], out=GPL), RULE) == ()
    assert verdict(with_part(AGPL, "modifies", ["distributed-source"], out=GPL), RULE) is BLOCKED
    assert verdict(with_part(AGPL, "links", ["distributed-source"], out="MIT"), RULE) is BLOCKED


def test_sspl_reaches_the_service_where_its_functions_are_offered() -> None:
    judged = with_part(SSPL, "runs", ["hosted-api"], one_work=False)
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert finding.questions == ("users-reach-functionality:lib",)
    assert verdict_if(judged, RULE, "users-reach-functionality:lib") == (BLOCKED, ALLOWED)
    assert finding.clauses[0].section == "13"


@pytest.mark.parametrize(("how", "one_work"), [("runs", True), ("runs", False), ("links", True), ("embeds", True)])
def test_sspl_inside_a_service_of_another_kind_asks_for_nothing(how: str, *, one_work: bool) -> None:
    # SSPL-1.0 13 is for who makes "the functionality of the Program" available; hosting conveys no copy (0)
    hidden: Mapping[str, Fact] = {"users_reach_functionality": False}
    assert found(with_part(SSPL, how, ["hosted-api"], facts=hidden, one_work=one_work), RULE) == ()


def test_sspl_conveyed_is_like_gpl() -> None:
    assert verdict(with_part(SSPL, "links", ["distributed-binary"], manner="static"), RULE) is BLOCKED
    assert found(with_part(SSPL, "links", ["distributed-binary"], manner="static", out=SSPL), RULE) == ()


def test_eupl_leaves_linking_to_copyright_law_so_the_architecture_is_asked() -> None:
    judged = with_part(EUPL, "links", ["hosted-api"], manner="import")
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert finding.questions == ("one-work:lib",)
    assert verdict_if(judged, RULE, "one-work:lib") == (BLOCKED, ALLOWED)


@pytest.mark.parametrize("out", [EUPL, GPL, "GPL-3.0-or-later", AGPL])
def test_eupl_fits_the_licenses_of_its_appendix(out: str) -> None:
    assert found(with_part(EUPL, "links", ["distributed-source"], out=out, one_work=True), RULE) == ()


@pytest.mark.parametrize("out", ["MIT", "Apache-2.0", SSPL, "CC-BY-4.0"])
def test_eupl_fits_no_other(out: str) -> None:
    assert verdict(with_part(EUPL, "links", ["distributed-source"], out=out, one_work=True), RULE) is BLOCKED


# -- models ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("license_id", [FAIR, MG])
@pytest.mark.parametrize("delivery", [["hosted-api"], ["distributed-weights"]])
def test_a_fine_tuned_model_stays_under_the_models_license(license_id: str, delivery: list[str]) -> None:
    # fair-ai: "perform any training on a model" is to modify; mg-by-os 1: hosting is distribution
    assert verdict(with_part(license_id, "fine-tunes", delivery, kind="model"), RULE) is BLOCKED
    assert found(with_part(license_id, "fine-tunes", delivery, kind="model", out=license_id), RULE) == ()
    assert found(with_part(license_id, "fine-tunes", ["internal"], kind="model"), RULE) == ()


def test_fair_ai_over_a_network_asks_only_of_changed_models() -> None:
    judged = with_part(FAIR, "runs", ["hosted-api"], kind="model", facts={"modified": False}, one_work=False)
    assert found(judged, RULE) == ()


@pytest.mark.parametrize("out", ["MIT", "Apache-2.0"])
def test_fair_ai_takes_any_license_that_allows_as_much(out: str) -> None:
    # the Notices take this license or another "that allows everything this license allows"
    assert verdict(with_part(FAIR, "fine-tunes", ["distributed-weights"], kind="model", out=out), RULE) is not BLOCKED


def test_outputs_of_a_fair_ai_model_are_free_and_those_of_mg_by_os_are_not() -> None:
    # fair-ai Output: "The output of this software is not covered by this license"; mg-by-os 1 names synthetic data
    assert found(with_part(FAIR, "distills-outputs", ["distributed-weights"], kind="model"), RULE) == ()
    assert verdict(with_part(MG, "distills-outputs", ["distributed-weights"], kind="model"), RULE) is BLOCKED


def test_an_embedded_model_is_one_work_only_where_said() -> None:
    judged = with_part(MG, "embeds", ["hosted-api"], kind="model")
    assert verdict_if(judged, RULE, "one-work:lib") == (BLOCKED, ALLOWED)


def adapter(*, alone: bool | None, out: str = PROPRIETARY) -> System:
    facts: Mapping[str, Fact] = {} if alone is None else {"alone": alone}
    return system(
        [part("lora", kind="adapter", own=True, release_as=out, facts=facts), part("base", license=MG)],
        [link("product", "copies", "lora"), link("lora", "adapts", "base")],
        use=use(commercial=True, delivery=["distributed-weights"]),
        product=product(license=out, kind="adapter"),
    )


def test_an_adapter_with_its_base_carries_the_bases_terms() -> None:
    assert verdict(adapter(alone=None), RULE) is BLOCKED
    assert verdict(adapter(alone=False), RULE) is BLOCKED
    assert found(adapter(alone=None, out=MG), RULE) == ()


def test_an_adapter_alone_hangs_on_the_reading() -> None:
    judged = adapter(alone=True)
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert [(r.id, r.position, r.verdict) for r in finding.readings] == [
        ("derivative-alone", "yes", BLOCKED),
        ("derivative-alone", "only-with-base", ALLOWED),
    ]
    assert verdict(taking(judged, "derivative-alone", "yes"), RULE) is BLOCKED
    assert verdict(taking(judged, "derivative-alone", "only-with-base"), RULE) is ALLOWED

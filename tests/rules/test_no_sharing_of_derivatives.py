"""no-sharing-of-derivatives: changed versions stay private, as in CC BY-ND 4.0 and model licenses after it."""

import pytest

from licet.model.bom import Fact
from licet.model.system import System
from licet.model.terms import License
from licet.model.use import Use
from licet.model.vocabulary import Act, Verdict
from tests.rules.build import (
    chain,
    found,
    in_every_order,
    link,
    made,
    part,
    product,
    quoted,
    system,
    taking,
    use,
    verdict,
    verdict_if,
)

RULE = "no-sharing-of-derivatives"
ND = made("LicenseRef-nd", kind="data", restrictions=[RULE])
ND_MODEL = made("LicenseRef-nd-model", kind="model", restrictions=[RULE])
CC_ND = "CC-BY-ND-4.0"
BEHIND = "noncommercial-data-behind-model"
SHIPPED = use(delivery=["distributed-weights"])
RELEASED = use(delivery=["dataset-release"])
INTERNAL = use(delivery=["internal"])


def one(
    license_: str | License = ND_MODEL,
    how: str = "fine-tunes",
    *,
    given: Use = SHIPPED,
    kind: str = "model",
    **facts: Fact,
) -> System:
    """Our model, or data set, reaches one part by one link."""
    item = part("part", license=license_, kind=kind, facts=facts)
    return system([item], [link("product", how, "part")], use=given, product=product(kind="model"))


def behind(first: str, second: str, *, license_: License = ND_MODEL, own: bool = False, given: Use = SHIPPED) -> System:
    """Something of ours, or of others, stands between the product and the part."""
    parts = [part("middle", license="" if own else "MIT", own=own or None), part("part", license=license_)]
    return system(parts, [link("product", first, "middle"), link("middle", second, "part")], use=given)


@pytest.mark.parametrize("how", ["modifies", "fine-tunes", "prunes", "merges", "quantizes", "distills-weights"])
def test_a_changed_model_that_is_passed_on_is_blocked(how: str) -> None:
    (finding,) = found(one(how=how), RULE)
    assert (finding.verdict, finding.act, finding.tags) == (Verdict.BLOCKED, Act.REDISTRIBUTE, (RULE,))
    assert quoted(finding) == (("LicenseRef-nd-model", "2", "words of the license"),)
    assert chain(finding) == f"product {how} part"


def test_a_changed_data_set_that_is_released_is_blocked() -> None:
    assert verdict(one(ND, "extracts-from", given=RELEASED, kind="dataset"), RULE) is Verdict.BLOCKED


@pytest.mark.parametrize("how", ["modifies", "fine-tunes"])
def test_creative_commons_nd_keeps_adapted_material_at_home(how: str) -> None:
    judged = one(CC_ND, how, given=use(delivery=["dataset-release"]), kind="dataset")
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.BLOCKED
    assert quoted(finding)[0][1:] == ("2.a.1.B", "produce and reproduce, but not Share, Adapted Material")


@pytest.mark.parametrize("how", ["converts", "extracts-from"])
def test_creative_commons_nd_lets_formats_and_parts_be_shared(how: str) -> None:
    """2.a.4: a change of format makes no Adapted Material; 2.a.1.A: in part; 4.b: a substantial part of a database."""
    judged = one(CC_ND, how, given=use(delivery=["dataset-release"]), kind="dataset")
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    (question,) = finding.questions
    assert verdict_if(judged, RULE, question) == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_a_link_that_makes_no_derivative_by_definition_is_no_change() -> None:
    license_ = made(restrictions=[RULE], derivatives={"converts": "no"})
    assert found(one(license_, "converts", modified=False), RULE) == ()


def test_an_unchanged_copy_may_be_passed_on() -> None:
    for how in ("embeds", "copies", "bundles"):
        assert found(one(how=how, modified=False), RULE) == ()


def test_a_changed_version_may_stay_in_the_house() -> None:
    assert found(one(given=INTERNAL), RULE) == ()
    assert found(one(how="embeds", given=INTERNAL, modified=True), RULE) == ()


def test_a_stated_change_counts_without_a_deriving_link() -> None:
    assert verdict(one(how="embeds", modified=True), RULE) is Verdict.BLOCKED


def test_whether_it_was_changed_is_asked() -> None:
    judged = one(how="embeds")
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, ("modified:part",))
    assert verdict_if(judged, RULE, "modified:part") == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_whether_it_leaves_the_house_is_asked() -> None:
    judged = one(given=use())
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert verdict_if(judged, RULE, "delivery:distributed")[0] is Verdict.BLOCKED


@pytest.mark.parametrize("license_", [CC_ND, ND_MODEL])
def test_a_service_may_share_the_changed_version_or_its_results_only(license_: str | License) -> None:
    """CC BY-ND 1.h: Share is to provide material to the public; a service that never serves it shares nothing."""
    judged = one(license_, given=use(delivery=["hosted-api"]))
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    (question,) = finding.questions
    assert verdict_if(judged, RULE, question) == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_weights_are_no_data_release() -> None:
    """A data release hands on data parts; the changed model stays where it is."""
    assert found(one(given=RELEASED), RULE) == ()


@pytest.mark.parametrize("how", ["builds-with", "evaluates-on", "calls"])
def test_tools_and_calls_share_nothing(how: str) -> None:
    assert found(one(how=how, modified=True), RULE) == ()


def test_our_own_adapter_on_the_base_is_shared_with_it() -> None:
    assert verdict(behind("embeds", "adapts", own=True), RULE) is Verdict.BLOCKED


def test_an_adapter_passed_on_alone_waits_for_the_reading() -> None:
    parts = [part("adapter", kind="adapter", own=True, facts={"alone": True}), part("part", license=ND_MODEL)]
    judged = system(parts, [link("product", "embeds", "adapter"), link("adapter", "adapts", "part")], use=SHIPPED)
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict(taking(judged, "derivative-alone", "yes"), RULE) is Verdict.BLOCKED
    assert found(taking(judged, "derivative-alone", "only-with-base"), RULE) == ()


def test_a_publishers_changed_version_is_passed_on_by_us() -> None:
    """His change may be private; the copy that leaves our house is a shared derivative."""
    assert verdict(behind("embeds", "fine-tunes"), RULE) is Verdict.BLOCKED
    assert found(behind("embeds", "fine-tunes", given=INTERNAL), RULE) == ()


# -- trained on ---------------------------------------------------------------------------------------------------


def test_our_model_trained_on_the_data_is_open_where_the_license_is_silent() -> None:
    """Whether weights are adapted material no license of this family says: silence is no permission to share them."""
    judged = one(ND, "trains-on", kind="dataset")
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    (question,) = finding.questions
    assert verdict_if(judged, RULE, question) == (Verdict.BLOCKED, Verdict.ALLOWED)
    assert found(one(ND, "trains-on", kind="dataset", given=INTERNAL), RULE) == ()


@pytest.mark.parametrize(("said", "expected"), [("yes", Verdict.BLOCKED), ("no", Verdict.ALLOWED)])
def test_the_licenses_own_definition_decides(said: str, expected: Verdict) -> None:
    license_ = made(kind="data", restrictions=[RULE], derivatives={"trains-on": said})
    assert verdict(one(license_, "trains-on", kind="dataset"), RULE) is expected


def test_a_publishers_model_trained_on_the_data_is_contested() -> None:
    judged = behind("embeds", "trains-on", license_=ND)
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert {reading.id for reading in finding.readings} == {BEHIND}
    assert verdict(taking(judged, BEHIND, "reaches"), RULE) is Verdict.BLOCKED
    assert found(taking(judged, BEHIND, "stays-with-publisher"), RULE) == ()
    assert found(behind("embeds", "trains-on", license_=ND, given=INTERNAL), RULE) == ()


def test_what_a_publishers_model_learned_from_a_models_outputs_is_his() -> None:
    """Neither the weights nor data are in what reaches us, and the outputs were his to use."""
    assert found(behind("embeds", "distills-outputs"), RULE) == ()


# -- evidence -----------------------------------------------------------------------------------------------------


def test_own_parts_and_other_licenses_give_nothing() -> None:
    judged = system([part("part", license=ND_MODEL, own=True)], [link("product", "fine-tunes", "part")], use=SHIPPED)
    assert found(judged, RULE) == ()
    for license_ in ("MIT", "CC-BY-4.0", "CC-BY-NC-4.0", "gemma"):
        other = system([part("part", license=license_)], [link("product", "fine-tunes", "part")], use=SHIPPED)
        assert found(other, RULE) == ()


def test_a_text_read_only_in_excerpts_never_blocks() -> None:
    assert verdict(one(made(restrictions=[RULE], excerpt=True)), RULE) is Verdict.REVIEW


def test_a_limit_with_conditions_is_asked_about() -> None:
    license_ = made(restrictions={RULE: {"strength": "conditional"}})
    assert verdict(one(license_), RULE) is Verdict.REVIEW


def test_order_does_not_matter() -> None:
    parts = [part("a", license="MIT"), part("b", own=True), part("part", license=ND_MODEL)]
    links = [link("product", "embeds", "b"), link("b", "fine-tunes", "part")]
    links += [link("product", "embeds", "a"), link("a", "quantizes", "part")]
    finding = in_every_order(parts, links, RULE, lambda ps, ks: system(ps, ks, use=SHIPPED))
    assert chain(finding) == "product embeds a; a quantizes part"


def test_a_service_shares_a_changed_model_where_the_license_says_so() -> None:
    """MG-BY-NC-ND 1 and 2.c: distributing includes offering as a hosted service; CC BY-ND shares what is handed out."""
    hosted = use(commercial=False, delivery=["hosted-api"], organization="academic")
    (finding,) = found(one("LicenseRef-licet-mg-by-nc-nd", given=hosted), RULE)
    assert (finding.verdict, finding.questions) == (Verdict.BLOCKED, ())
    assert verdict(one(CC_ND, given=hosted), RULE) is Verdict.REVIEW

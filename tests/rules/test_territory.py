"""territory: Llama 4 looks at the licensee's seat (multimodal models), Hunyuan at the place of use and of outputs."""

from collections.abc import Sequence

import pytest

from licet.model.system import System
from licet.model.terms import License
from licet.model.use import Use
from licet.model.vocabulary import Verdict
from tests.rules.build import (
    chain,
    found,
    in_every_order,
    link,
    made,
    part,
    quoted,
    system,
    use,
    verdict,
    verdict_if,
)

RULE = "territory"
LLAMA_4 = "LicenseRef-scancode-llama-4-cla-2025"
HUNYUAN = "LicenseRef-licet-tencent-hunyuan-large"
MEMBERS = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU"),
    *("LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
)
"""The 27 member states, from the list of the Union itself."""


def based(seat: str | None = None, territories: Sequence[str] | None = None) -> Use:
    """A hosted commercial use, offered and based where stated."""
    return use(commercial=True, delivery=["hosted-api"], seat=seat, territories=territories)


def one(
    license_: str | License = LLAMA_4,
    how: str = "embeds",
    *,
    given: Use,
    modalities: Sequence[str] | None = ("text", "image"),
    own: bool | None = None,
) -> System:
    """The product reaches one part by one link of its own."""
    item = part("part", license=license_, modalities=modalities, own=own)
    return system([item], [link("product", how, "part")], use=given)


# -- the seat -----------------------------------------------------------------------------------------------------


def test_a_company_in_the_union_has_no_rights_in_a_multimodal_llama() -> None:
    """Offering it in the United States alone changes nothing: the clause looks at the principal place of business."""
    (finding,) = found(one(given=based("DE", ["US"])), RULE)
    assert finding.verdict is Verdict.BLOCKED
    clause = (LLAMA_4, "final paragraphs", "a company with a principal place of business in, the European Union")
    assert quoted(finding) == (clause,)
    assert finding.clauses[0].document == "policy"
    assert finding.facts["seat"] == "DE (stated)"
    assert chain(finding) == "product embeds part"


@pytest.mark.parametrize("seat", [*MEMBERS, "EU", "RE"])
def test_every_member_state_is_in_the_union(seat: str) -> None:
    assert verdict(one(given=based(seat)), RULE) is Verdict.BLOCKED


@pytest.mark.parametrize("seat", ["US", "GB", "UK", "CH", "NO", "IS", "LI", "KR", "GL"])
def test_others_are_not(seat: str) -> None:
    """The European Economic Area is wider than the Union; offering in the Union is not the test."""
    assert found(one(given=based(seat, ["EU", "worldwide"])), RULE) == ()


def test_an_unknown_seat_is_asked() -> None:
    judged = one(given=based(territories=["US"]))
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, ("seat:EU",))
    assert verdict_if(judged, RULE, "seat:EU") == (Verdict.BLOCKED, Verdict.ALLOWED)


@pytest.mark.parametrize(
    ("modalities", "expected"),
    [
        (["text"], Verdict.ALLOWED),
        (["text", "image"], Verdict.BLOCKED),
        (["text", "audio"], Verdict.BLOCKED),
        (None, Verdict.REVIEW),
    ],
)
def test_only_multimodal_models_are_kept_from_the_union(modalities: list[str] | None, expected: Verdict) -> None:
    assert verdict(one(given=based("FR"), modalities=modalities), RULE) is expected


def test_unknown_modalities_are_asked_only_where_they_matter() -> None:
    judged = one(given=based("FR"), modalities=None)
    assert verdict_if(judged, RULE, "multimodal:part") == (Verdict.BLOCKED, Verdict.ALLOWED)
    assert found(one(given=based("US"), modalities=None), RULE) == ()


def test_both_unknown_ask_for_both() -> None:
    (finding,) = found(one(given=based(), modalities=None), RULE)
    assert set(finding.questions) == {"seat:EU", "multimodal:part"}


# -- the place of use ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["EU", "DE", "MT", "EEA", "worldwide"])
def test_use_in_the_union_is_outside_hunyuans_territory(place: str) -> None:
    (finding,) = found(one(HUNYUAN, given=based("US", ["US", place])), RULE)
    assert finding.verdict is Verdict.BLOCKED
    assert quoted(finding) == ((HUNYUAN, "1.l", "excluding the territory of the European Union"),)


@pytest.mark.parametrize("places", [["US"], ["GB", "KR"], ["NO"], []])
def test_use_elsewhere_is_inside(places: list[str]) -> None:
    assert found(one(HUNYUAN, given=based("US", places)), RULE) == ()


def test_unknown_places_are_asked() -> None:
    judged = one(HUNYUAN, given=based("US"))
    assert verdict_if(judged, RULE, "territory:EU") == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_text_models_are_no_exception_for_hunyuan() -> None:
    assert verdict(one(HUNYUAN, given=based("US", ["EU"]), modalities=["text"]), RULE) is Verdict.BLOCKED


def test_a_seat_in_the_union_leaves_open_where_the_model_runs() -> None:
    """`territories` says where the product is offered; who sits in Berlin likely runs the model there as well."""
    judged = one(HUNYUAN, given=based("DE", ["US"]))
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    (question,) = finding.questions
    assert verdict_if(judged, RULE, question) == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_several_regions_are_one_list() -> None:
    """The shape of Hunyuan 3D 2.0, which leaves out the Union, the United Kingdom and South Korea."""
    condition = {
        "kind": "territory",
        "excluded": ["EU", "UK", "KR"],
        "tested_on": ["place-of-use", "output-location"],
        "on": ["host"],
    }
    license_ = made(conditions=[condition])
    for place in ("FR", "GB", "UK", "KR", "worldwide"):
        assert verdict(one(license_, given=based("US", [place])), RULE) is Verdict.BLOCKED
    assert found(one(license_, given=based("US", ["US", "JP", "CH"])), RULE) == ()


def test_residents_under_other_terms_are_not_excluded() -> None:
    """OpenAI's terms send residents of the EEA, Switzerland and the UK to other terms; these were not read."""
    for seat in ("DE", "CH", "GB", "NO"):
        assert verdict(one("openai-tou-2024-12-11", "calls", given=based(seat)), RULE) is Verdict.REVIEW
    assert found(one("openai-tou-2024-12-11", "calls", given=based("US")), RULE) == ()


# -- whose act it is ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["fine-tunes", "runs", "calls", "builds-with", "distills-outputs"])
def test_every_use_of_our_own_counts(how: str) -> None:
    assert verdict(one(how=how, given=based("DE")), RULE) is Verdict.BLOCKED


def test_licenses_without_regions_and_own_parts_give_nothing() -> None:
    assert found(one("llama-3.1", given=based("DE")), RULE) == ()
    assert found(one(given=based("DE"), own=True), RULE) == ()


def test_a_publishers_derivative_carries_the_region_and_his_tools_do_not() -> None:
    parts = [part("middle", license="MIT"), part("part", license=HUNYUAN)]
    given = based("US", ["EU"])
    derived = system(parts, [link("product", "embeds", "middle"), link("middle", "quantizes", "part")], use=given)
    assert verdict(derived, RULE) is Verdict.BLOCKED
    tested = system(parts, [link("product", "embeds", "middle"), link("middle", "evaluates-on", "part")], use=given)
    assert found(tested, RULE) == ()


def test_a_publishers_student_of_hunyuan_is_a_derivative_by_definition() -> None:
    """1.g(iii): "methods based on the generation of synthetic data Outputs" make a Model Derivative."""
    parts = [part("middle", license="MIT"), part("part", license=HUNYUAN)]
    links = [link("product", "embeds", "middle"), link("middle", "distills-outputs", "part")]
    assert verdict(system(parts, links, use=based("US", ["EU"])), RULE) is Verdict.BLOCKED


def test_users_of_an_integrated_product_are_freed_from_llamas_exclusion() -> None:
    """Llama 4 policy: the restriction does not apply to end users of a product that incorporates the models."""
    parts = [
        part("app", license="MIT", kind="application"),
        part("part", license=LLAMA_4, modalities=["text", "image"]),
    ]
    links = [link("product", "runs", "app"), link("app", "embeds", "part")]
    judged = system(parts, links, use=based("DE"))
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict_if(judged, RULE, "recipient-of-integrated-product:part") == (Verdict.ALLOWED, Verdict.BLOCKED)


def test_hunyuan_frees_nobody_from_its_territory() -> None:
    """Its exemption for integrated products concerns the duties of section 3 only."""
    parts = [part("app", license="MIT", kind="application"), part("part", license=HUNYUAN)]
    links = [link("product", "runs", "app"), link("app", "embeds", "part")]
    assert verdict(system(parts, links, use=based("US", ["EU"])), RULE) is Verdict.BLOCKED


def test_a_text_read_only_in_excerpts_never_blocks() -> None:
    condition = {"kind": "territory", "excluded": ["EU"], "tested_on": ["licensee-seat"], "on": ["host"]}
    excerpt = made(conditions=[condition], excerpt=True)
    assert verdict(one(excerpt, given=based("DE")), RULE) is Verdict.REVIEW


def test_order_does_not_matter() -> None:
    parts = [part("a", license="MIT"), part("b", license="MIT"), part("part", license=HUNYUAN)]
    links = [link("product", "embeds", "b"), link("b", "fine-tunes", "part")]
    links += [link("product", "embeds", "a"), link("a", "fine-tunes", "part")]
    finding = in_every_order(parts, links, RULE, lambda ps, ks: system(ps, ks, use=based("US", ["EU"])))
    assert chain(finding) == "product embeds a; a fine-tunes part"

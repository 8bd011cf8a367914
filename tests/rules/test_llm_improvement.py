"""llm-improvement: Tongyi Qianwen 5.b and Hunyuan 5.b bar improving any other large language model."""

from collections.abc import Sequence

import pytest

from licet.model.bom import Identified, Link
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

RULE = "llm-improvement"
QWEN = "LicenseRef-scancode-tongyi-qianwen-2023"
MERGE = "merge-improves-llm"
SYNTHETIC = "third-party-synthetic-data"
OTHER = "improves-other-language-model:part"
ANY = ("LicenseRef-licet-tencent-hunyuan-3d-2.1", "LicenseRef-scancode-exaone-ai-model-1.1-nc")
QUIET = use(commercial=True, delivery=["internal"], trains_models_on_outputs=False)
TRAINING = use(commercial=True, delivery=["internal"], trains_models_on_outputs=True)


def model_of(
    parts: Sequence[Identified],
    links: Sequence[Link],
    *,
    given: Use = QUIET,
    modalities: Sequence[str] | None = ("text",),
) -> System:
    """The product is a model of ours; a language model unless told otherwise."""
    return system(parts, links, use=given, product=product("AcmeLM", kind="model", modalities=modalities))


def one(
    how: str = "distills-outputs",
    *,
    license_: str | License = QWEN,
    given: Use = QUIET,
    modalities: Sequence[str] | None = ("text",),
) -> System:
    """Our model reaches one part by one link."""
    return model_of(
        [part("part", license=license_)], [link("product", how, "part")], given=given, modalities=modalities
    )


def behind(first: str, second: str, *, own: bool, given: Use = QUIET) -> System:
    """Something of ours, or of others, stands between our model and the part."""
    middle = part("middle", license="" if own else "MIT", own=own or None, modalities=["text"])
    links = [link("product", first, "middle"), link("middle", second, "part")]
    return model_of([middle, part("part", license=QWEN)], links, given=given)


# -- outputs ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["distills-outputs", "rewarded-by"])
@pytest.mark.parametrize(
    ("license_", "section"), [(QWEN, "5.b"), ("tongyi-qianwen-research", "4.b"), ("hunyuan-large", "5.b")]
)
def test_another_language_model_trained_on_outputs_is_blocked(how: str, license_: str, section: str) -> None:
    (finding,) = found(one(how, license_=license_), RULE)
    assert (finding.verdict, finding.act, finding.tags) == (Verdict.BLOCKED, Act.TRAIN_ON_OUTPUTS, (RULE,))
    assert quoted(finding)[0][1] == section
    assert chain(finding) == f"product {how} part"


def test_a_model_of_another_kind_is_not_addressed() -> None:
    """The clause speaks of "any other large language model"."""
    assert found(one(modalities=["image"]), RULE) == ()


@pytest.mark.parametrize("license_", ANY)
def test_a_clause_about_any_other_model_reaches_models_of_every_kind(license_: str) -> None:
    """Hunyuan 3D 2.1 (5.b): "any other AI model"; EXAONE 1.1 (3.1): "other models"."""
    (finding,) = found(one(license_=license_, modalities=["image"]), RULE)
    assert (finding.verdict, finding.questions) == (Verdict.BLOCKED, ())


def test_a_clause_that_describes_the_models_is_asked_in_its_own_words() -> None:
    """The text of NVIDIA (2.2): "large language or generative AI models"."""
    judged = one(license_="LicenseRef-licet-nvidia-ai-foundation-models-2024", modalities=["image"])
    kind = "of-the-kind:LicenseRef-licet-nvidia-ai-foundation-models-2024:product"
    assert verdict_if(judged, RULE, kind) == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_a_bar_under_a_condition_is_asked() -> None:
    """LTX-2.x bars it for commercial use alone (attachment A 18)."""
    (finding,) = found(one(license_="LicenseRef-licet-ltx-2.x-community", modalities=["video"]), RULE)
    assert finding.verdict is Verdict.REVIEW
    assert finding.questions == ("barred:llm-improvement:LicenseRef-licet-ltx-2.x-community",)


def test_a_link_that_says_which_model_learns_leaves_nothing_to_ask_of_others() -> None:
    links = [link("product", "fine-tunes", "part"), link("product", "distills-outputs", "part")]
    assert found(model_of([part("part", license=QWEN)], links, given=TRAINING), RULE) == ()


def test_whether_it_is_a_language_model_is_asked() -> None:
    judged = one(modalities=None)
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, ("language-model:product",))
    assert verdict_if(judged, RULE, "language-model:product") == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_training_the_models_own_derivative_is_excepted() -> None:
    """5.b spares Tongyi Qianwen and its derivative works: a fine-tune may learn from the model's outputs."""
    links = [link("product", "fine-tunes", "part"), link("product", "distills-outputs", "part")]
    assert found(model_of([part("part", license=QWEN)], links), RULE) == ()


def test_a_derivative_beside_another_model_excepts_the_derivative_only() -> None:
    parts = [part("tuned", own=True), part("other", own=True, modalities=["text"]), part("part", license=QWEN)]
    links = [
        *(link("product", "embeds", "tuned"), link("product", "embeds", "other")),
        *(link("tuned", "fine-tunes", "part"), link("other", "distills-outputs", "part")),
    ]
    (finding,) = found(model_of(parts, links), RULE)
    assert finding.verdict is Verdict.BLOCKED
    assert chain(finding) == "product embeds other; other distills-outputs part"


def test_use_without_training_is_free() -> None:
    for how in ("embeds", "fine-tunes", "quantizes", "calls"):
        assert found(one(how), RULE) == ()


@pytest.mark.parametrize("how", ["embeds", "calls", "fine-tunes", "builds-with"])
def test_training_that_the_use_states_may_concern_another_language_model(how: str) -> None:
    """`trains_models_on_outputs` does not say which model learns: a classifier, a derivative, or another one."""
    judged = one(how, given=TRAINING)
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict_if(judged, RULE, OTHER) == (Verdict.BLOCKED, Verdict.ALLOWED)


@pytest.mark.parametrize("how", ["embeds", "builds-with"])
def test_whether_outputs_are_trained_on_is_asked(how: str) -> None:
    judged = one(how, given=use(commercial=True))
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert "trains-models-on-outputs" in finding.questions
    assert verdict_if(judged, RULE, "trains-models-on-outputs") == (Verdict.REVIEW, Verdict.ALLOWED)


@pytest.mark.parametrize(
    ("first", "second"), [("trains-on", "generated-by"), ("distills-outputs", "fine-tunes"), ("embeds", "rewarded-by")]
)
def test_what_we_put_in_between_changes_nothing(first: str, second: str) -> None:
    """5.b names the materials and any output therefrom; outputs of our derivative are outputs of the materials."""
    assert verdict(behind(first, second, own=True), RULE) is Verdict.BLOCKED


def test_our_own_distillation_from_a_publishers_derivative_is_ours() -> None:
    assert verdict(behind("distills-outputs", "fine-tunes", own=False), RULE) is Verdict.BLOCKED


def test_outputs_received_from_others_wait_for_the_reading() -> None:
    judged = behind("trains-on", "generated-by", own=False)
    (finding,) = found(judged, RULE)
    assert {reading.id for reading in finding.readings} == {SYNTHETIC}
    assert verdict(taking(judged, SYNTHETIC, "bound"), RULE) is Verdict.BLOCKED
    assert found(taking(judged, SYNTHETIC, "no-contract"), RULE) == ()


# -- merges -------------------------------------------------------------------------------------------------------


def merged(*more: Link, given: Use = QUIET) -> System:
    """Our model merges the part with another language model."""
    parts = [part("other", license="Apache-2.0", modalities=["text"]), part("part", license=QWEN)]
    return model_of(parts, [link("product", "merges", "other"), link("product", "merges", "part"), *more], given=given)


def test_a_merge_is_contested() -> None:
    judged = merged()
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert {(r.id, r.position, r.verdict) for r in finding.readings} == {
        (MERGE, "derivative-exception", Verdict.ALLOWED),
        (MERGE, "breach", Verdict.BLOCKED),
    }
    assert verdict(taking(judged, MERGE, "breach"), RULE) is Verdict.BLOCKED
    assert found(taking(judged, MERGE, "derivative-exception"), RULE) == ()


def test_our_merge_of_a_publishers_derivative_is_our_act() -> None:
    assert verdict(behind("merges", "fine-tunes", own=False), RULE) is Verdict.REVIEW


def test_a_publishers_merge_is_his_act() -> None:
    assert found(behind("embeds", "merges", own=False), RULE) == ()


def test_a_merge_excuses_no_distillation() -> None:
    """The merged model is a derivative under the exception; a further model that learns from it is not."""
    parts = [
        part("merged", own=True, modalities=["text"]),
        *(part("other", license="Apache-2.0"), part("part", license=QWEN)),
    ]
    links = [
        link("product", "distills-outputs", "merged"),
        *(link("merged", "merges", "other"), link("merged", "merges", "part")),
    ]
    judged = taking(model_of(parts, links), MERGE, "derivative-exception")
    assert verdict(judged, RULE) is Verdict.BLOCKED


def test_a_merge_excuses_no_stated_training() -> None:
    judged = taking(merged(given=TRAINING), MERGE, "derivative-exception")
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict_if(judged, RULE, OTHER) == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_a_merge_is_seen_beside_a_fine_tune_of_the_same_derivative() -> None:
    parts = [
        *(part("a", own=True, modalities=["text"]), part("b", own=True, modalities=["text"])),
        *(part("tuned", license="MIT"), part("part", license=QWEN)),
    ]
    links = [
        *(link("product", "embeds", "a"), link("product", "embeds", "b"), link("a", "fine-tunes", "tuned")),
        *(link("b", "merges", "tuned"), link("tuned", "fine-tunes", "part")),
    ]
    assert verdict(system(parts, links, use=QUIET), RULE) is Verdict.REVIEW


# -- evidence -----------------------------------------------------------------------------------------------------


def test_own_parts_and_other_licenses_give_nothing() -> None:
    assert found(one(license_="llama-3.1"), RULE) == ()
    assert found(one(license_="gemma"), RULE) == ()
    judged = model_of([part("part", license=QWEN, own=True)], [link("product", "distills-outputs", "part")])
    assert found(judged, RULE) == ()


def test_a_text_read_only_in_excerpts_never_blocks() -> None:
    assert verdict(one(license_=made(restrictions=[RULE], excerpt=True)), RULE) is Verdict.REVIEW


def test_order_does_not_matter() -> None:
    parts = [part("set", own=True, kind="output"), part("base", license="MIT"), part("part", license=QWEN)]
    links = [link("product", "trains-on", "set"), link("set", "generated-by", "part")]
    links += [link("product", "fine-tunes", "base"), link("product", "distills-outputs", "part")]
    finding = in_every_order(parts, links, RULE, model_of)
    assert finding.verdict is Verdict.BLOCKED
    assert chain(finding) == "product distills-outputs part"


@pytest.mark.parametrize(("base", "expected"), [(QWEN, Verdict.ALLOWED), ("Apache-2.0", Verdict.BLOCKED)])
def test_the_licenses_own_derivatives_are_excepted_whichever_copy_taught_them(base: str, expected: Verdict) -> None:
    """Tongyi Qianwen 5.b excepts what it licenses and derivatives of it: not the one copy whose outputs are used."""
    judged = model_of(
        [part("base", license=base), part("teacher", license=QWEN)],
        [link("product", "fine-tunes", "base"), link("product", "distills-outputs", "teacher")],
    )
    blocked = [finding.components for finding in found(judged, RULE) if finding.verdict is Verdict.BLOCKED]
    assert verdict(judged, RULE) is expected
    assert blocked == ([("teacher",)] if expected is Verdict.BLOCKED else [])


@pytest.mark.parametrize(
    ("base", "expected"),
    [("part", Verdict.ALLOWED), ("another", Verdict.BLOCKED)],
    ids=["its own derivative", "another base"],
)
def test_data_on_the_way_is_no_model_that_is_improved(base: str, expected: Verdict) -> None:
    # Llama 2 1.b.v: "excluding Llama 2 or derivative works thereof": the model that learns from the data counts
    parts = [
        part("part", license="LicenseRef-scancode-llama-2-license-2023", modalities=("text",)),
        part("another", license="Apache-2.0", modalities=("text",)),
        part("set", kind="dataset", own=True),
        part("student", own=True, modalities=("text",)),
    ]
    links = [
        link("set", "generated-by", "part"),
        link("student", "fine-tunes", base),
        link("student", "trains-on", "set"),
        link("product", "embeds", "student"),
    ]
    given = use(commercial=True, delivery=["internal"], trains_models_on_outputs=False)
    assert verdict(system(parts, links, use=given), RULE) is expected


def test_a_student_of_the_weights_is_another_model_unless_it_is_a_derivative() -> None:
    """Tongyi Qianwen 5.b bars the materials, not outputs alone; whether the student is their derivative is not said."""
    derivative = f"derivative-of:{QWEN}:product"
    judged = one("distills-weights")
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict_if(judged, RULE, derivative) == (Verdict.ALLOWED, Verdict.BLOCKED)


def test_a_student_of_the_weights_that_the_license_calls_a_derivative_is_excepted() -> None:
    assert found(one("distills-weights", license_=ANY[0]), RULE) == ()


def test_a_student_of_the_weights_of_another_kind_is_free() -> None:
    assert found(one("distills-weights", modalities=["image"]), RULE) == ()


def test_whether_a_tokenizer_improves_the_model_that_uses_it_is_asked() -> None:
    """The bar is on using the materials, and a tokenizer is one of them; what is derived from the model is excepted."""
    judged = one("tokenizes-with")
    assert verdict_if(judged, RULE, "improved-by:part:product") == (Verdict.BLOCKED, Verdict.ALLOWED)
    assert found(one("tokenizes-with", modalities=["image"]), RULE) == ()
    links = [link("product", "tokenizes-with", "part"), link("product", "fine-tunes", "base")]
    derived = model_of([part("part", license=QWEN), part("base", license=QWEN)], links)
    assert found(derived, RULE) == ()


def test_an_application_that_counts_tokens_improves_no_model() -> None:
    parts = [part("part", license=QWEN)]
    assert found(system(parts, [link("product", "tokenizes-with", "part")], use=QUIET), RULE) == ()

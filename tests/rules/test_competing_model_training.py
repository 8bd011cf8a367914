"""competing-model-training: outputs that may not train a rival (OpenAI), or a foundational model (Stability AI)."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from licet.licenses import load
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

RULE = "competing-model-training"
OPENAI = "LicenseRef-scancode-openai-tou-20241211"
SYNTHETIC = "third-party-synthetic-data"
COMPETES = "competes-with-licensor:part"
FOUNDATIONAL = "trains-barred-model:LicenseRef-scancode-stability-ai-community-2024:part"
QUIET = use(commercial=True, delivery=["internal"], trains_models_on_outputs=False)
TRAINING = use(commercial=True, delivery=["internal"], trains_models_on_outputs=True)
RIVAL: Mapping[str, Fact] = {"competes_with_licensor": True}


def one(
    how: str = "distills-outputs",
    *,
    license_: str | License = OPENAI,
    facts: Mapping[str, Fact] | None = None,
    given: Use = QUIET,
    own: bool | None = None,
) -> System:
    """Our model reaches one part by one link."""
    item = part("part", license=license_, kind="service", facts=facts, own=own)
    return system([item], [link("product", how, "part")], use=given, product=product(kind="model"))


def behind(first: str, second: str, *, own: bool, given: Use = QUIET) -> System:
    """Something of ours, or of others, stands between our model and the part."""
    parts = [part("middle", license="" if own else "CC0-1.0", own=own or None)]
    parts.append(part("part", license=OPENAI, kind="service", facts=RIVAL))
    links = [link("product", first, "middle"), link("middle", second, "part")]
    return system(parts, links, use=given, product=product(kind="model"))


@pytest.mark.parametrize("how", ["distills-outputs", "rewarded-by"])
def test_training_a_competitor_on_outputs_is_blocked(how: str) -> None:
    (finding,) = found(one(how, facts=RIVAL), RULE)
    assert (finding.verdict, finding.act, finding.tags) == (Verdict.BLOCKED, Act.TRAIN_ON_OUTPUTS, (RULE,))
    assert quoted(finding) == ((OPENAI, "What you cannot do", "Use Output to develop models that compete with OpenAI"),)
    assert chain(finding) == f"product {how} part"


def test_training_something_else_is_free() -> None:
    assert found(one(facts={"competes_with_licensor": False}), RULE) == ()


def test_whether_it_competes_is_asked() -> None:
    judged = one()
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, (COMPETES,))
    assert verdict_if(judged, RULE, COMPETES) == (Verdict.BLOCKED, Verdict.ALLOWED)


@pytest.mark.parametrize(
    ("license_", "quote"),
    [
        (OPENAI, "Use Output to develop models that compete with OpenAI"),
        ("stability-ai-community", "to create or improve any foundational generative AI model"),
    ],
)
def test_the_question_carries_the_clause(license_: str, quote: str) -> None:
    """Stability AI bars foundational models whether or not they compete; only its own words ask the right thing."""
    (finding,) = found(one(license_=license_), RULE)
    assert quote in finding.because[0]


def test_no_training_no_finding() -> None:
    assert found(one("calls", facts=RIVAL), RULE) == ()
    assert found(one("embeds", license_="stability-ai-community", facts=RIVAL), RULE) == ()


def test_training_that_the_use_states_needs_no_link() -> None:
    (finding,) = found(one("calls", facts=RIVAL, given=TRAINING), RULE)
    assert finding.verdict is Verdict.BLOCKED
    assert finding.facts["trains-models-on-outputs"] == "yes (stated)"


def test_whether_outputs_are_trained_on_is_asked() -> None:
    judged = one("calls", facts=RIVAL, given=use(commercial=True))
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, ("trains-models-on-outputs",))
    assert verdict_if(judged, RULE, "trains-models-on-outputs") == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_a_labelling_tool_is_trained_on_where_it_is_said() -> None:
    assert verdict(one("builds-with", facts=RIVAL, given=TRAINING), RULE) is Verdict.BLOCKED
    assert found(one("builds-with", facts=RIVAL), RULE) == ()


def test_a_tool_may_label_where_nothing_is_said() -> None:
    judged = one("builds-with", facts=RIVAL, given=use(commercial=True))
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict_if(judged, RULE, "trains-models-on-outputs") == (Verdict.BLOCKED, Verdict.ALLOWED)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("trains-on", "generated-by"),
        ("distills-outputs", "fine-tunes"),
        ("rewarded-by", "fine-tunes"),
        ("embeds", "distills-outputs"),
        ("embeds", "rewarded-by"),
    ],
)
def test_what_we_put_in_between_changes_nothing(first: str, second: str) -> None:
    """Our own synthetic data, our own derivative as the teacher, our own student inside the product."""
    assert verdict(behind(first, second, own=True), RULE) is Verdict.BLOCKED


@pytest.mark.parametrize(
    ("first", "second"), [("trains-on", "generated-by"), ("fine-tunes", "distills-outputs"), ("embeds", "rewarded-by")]
)
def test_outputs_received_from_others_wait_for_the_reading(first: str, second: str) -> None:
    judged = behind(first, second, own=False)
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert {reading.id for reading in finding.readings} == {SYNTHETIC}
    assert verdict(taking(judged, SYNTHETIC, "bound"), RULE) is Verdict.BLOCKED
    assert found(taking(judged, SYNTHETIC, "no-contract"), RULE) == ()


@pytest.mark.parametrize(("own", "received"), [("a", "z"), ("z", "a")])
def test_our_own_outputs_count_beside_received_ones_whatever_their_names(own: str, received: str) -> None:
    parts = [
        *(part(own, own=True, kind="output"), part(received, license="CC0-1.0", kind="dataset")),
        *(part("tuned", license="MIT"), part("part", license=made(restrictions=[RULE]), facts=RIVAL)),
    ]
    links = [
        *(link("product", "trains-on", own), link("product", "trains-on", received)),
        *(link(own, "generated-by", "tuned"), link(received, "generated-by", "tuned")),
        link("tuned", "fine-tunes", "part"),
    ]
    judged = system(parts, links, use=QUIET, product=product(kind="model"))
    assert verdict(taking(judged, SYNTHETIC, "no-contract"), RULE) is Verdict.BLOCKED


def test_our_own_distillation_from_a_publishers_derivative_is_ours() -> None:
    """We generate the outputs ourselves: the teacher holds the licensed model, whoever tuned it."""
    assert verdict(behind("distills-outputs", "fine-tunes", own=False), RULE) is Verdict.BLOCKED


@pytest.mark.parametrize("how", ["merges"])
def test_a_merge_creates_or_improves_a_model(how: str) -> None:
    """Vocabulary 10.4 sets merges beside distillation; Stability IV.b covers materials and derivatives too."""
    judged = one(how, license_="stability-ai-community")
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict_if(judged, RULE, FOUNDATIONAL) == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_that_the_product_does_not_compete_frees_no_model_of_a_kind_that_is_barred_as_such() -> None:
    """Stability AI IV.b bars every foundational generative model: whether anything competes is no matter."""
    judged = one(license_="stability-ai-community", facts={"competes_with_licensor": False})
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, (FOUNDATIONAL,))
    assert "are excepted" in finding.because[0]  # the note tells of the derivatives that the clause spares
    assert verdict_if(judged, RULE, FOUNDATIONAL) == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_each_clause_that_bars_training_is_judged() -> None:
    """Anthropic's policy bars training any model without leave; D.4 of its terms bars competing ones."""
    judged = one(license_="anthropic-commercial-terms", facts={"competes_with_licensor": False})
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.clauses[0].document) == (Verdict.REVIEW, "policy")
    rival = sorted(found(one(license_="anthropic-commercial-terms", facts=RIVAL), RULE), key=lambda each: each.verdict)
    assert [each.verdict for each in rival] == sorted([Verdict.REVIEW, Verdict.BLOCKED])


def test_a_bar_on_models_of_any_kind_asks_nothing() -> None:
    license_ = made(restrictions={RULE: {"models": "any"}})
    assert verdict(one(license_=license_, facts={"competes_with_licensor": False}), RULE) is Verdict.BLOCKED


def test_own_parts_and_other_licenses_give_nothing() -> None:
    assert found(one(facts=RIVAL, own=True), RULE) == ()
    assert found(one(license_="llama-3.1", facts=RIVAL), RULE) == ()
    assert found(one(license_="gemma", facts=RIVAL), RULE) == ()


def test_a_text_read_only_in_excerpts_never_blocks() -> None:
    license_ = made(restrictions=[RULE], excerpt=True)
    assert verdict(one(license_=license_, facts=RIVAL), RULE) is Verdict.REVIEW


def test_order_does_not_matter() -> None:
    parts = [
        part("set", own=True, kind="output"),
        part("base", license="MIT"),
        part("part", license=OPENAI, facts=RIVAL),
    ]
    links = [link("product", "trains-on", "set"), link("set", "generated-by", "part")]
    links += [link("product", "fine-tunes", "base"), link("product", "distills-outputs", "part")]
    put = product(kind="model")
    finding = in_every_order(parts, links, RULE, lambda ps, ks: system(ps, ks, use=QUIET, product=put))
    assert chain(finding) == "product distills-outputs part"


def test_data_that_may_not_train_a_rival_is_judged_where_a_model_learns_from_it() -> None:
    judged = system(
        [part("part", license=replace(load(OPENAI), kind="data"), kind="dataset")],
        [link("product", "trains-on", "part")],
        use=QUIET,
        product=product("acme", kind="model"),
    )
    [finding] = found(judged, RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, (COMPETES,))
    assert verdict_if(judged, RULE, COMPETES) == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_a_student_of_the_weights_is_trained_with_the_model() -> None:
    """Stability AI IV.b speaks of the materials beside their outputs."""
    judged = one("distills-weights", license_="stability-ai-community")
    assert verdict_if(judged, RULE, FOUNDATIONAL) == (Verdict.BLOCKED, Verdict.ALLOWED)

"""naming: Llama and HyperCLOVA X each want their name at the beginning of a trained model's name."""

import pytest

from licet.model.bom import Identified
from licet.model.system import System
from licet.model.terms import License
from licet.model.use import Product, Use
from licet.model.vocabulary import Duty, Verdict
from tests.rules.build import (
    LLAMA,
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

RULE = "naming"
CLOVA = "LicenseRef-scancode-hyperclova-x-seed-2025"
PUBLISHED = use(commercial=True, delivery=["distributed-weights"], organization="company")
INTERNAL = use(commercial=True, delivery=["internal"], organization="company")


def named(prefix: str, *, excerpt: bool = False) -> License:
    """A license that demands the beginning of a trained model's name."""
    duty = {
        "triggers": ["on-making-a-trained-model-available"],
        "parameters": {"prefix": prefix, "applies_to": "trained-models"},
    }
    return made(f"LicenseRef-{prefix.replace(' ', '-')}", duties={"naming": duty}, excerpt=excerpt)


def model(name: str) -> Product:
    """The product is a model of ours that goes by this name."""
    return product(name, kind="model")


def made_from(*parts: Identified, how: str = "fine-tunes", given: Use = PUBLISHED, name: str = "AcmeLM-7B") -> System:
    """The product is a model made from the parts."""
    links = [link("product", how, item.component.id) for item in parts]
    return system(parts, links, use=given, product=model(name))


# -- one demand ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "how", ["fine-tunes", "distills-outputs", "distills-weights", "merges", "quantizes", "rewarded-by", "trains-on"]
)
def test_a_model_made_from_llama_and_published_must_begin_with_its_name(how: str) -> None:
    """Llama 3.1 1.b.i: materials or outputs used to create, train, fine tune or otherwise improve a model."""
    (finding,) = found(made_from(part("llama", license=LLAMA), how=how), RULE)
    assert (finding.verdict, finding.duty) == (Verdict.WITH_DUTIES, Duty.NAMING)
    assert quoted(finding) == (
        (LLAMA, "1.b.i", "shall also include “Llama” at the beginning of any such AI model name"),
    )
    assert finding.because == ('"AcmeLM-7B" must begin with "Llama"',)
    assert chain(finding) == f"product {how} llama"


@pytest.mark.parametrize("name", ["Llama-3.1-Acme", "llama-acme", "LLAMA acme", "Llama"])
def test_a_name_that_begins_as_told_is_fine(name: str) -> None:
    assert found(made_from(part("llama", license=LLAMA), name=name), RULE) == ()


@pytest.mark.parametrize("name", ["Acme-Llama", "Lama-acme", "AcmeLM built with Llama"])
def test_the_name_elsewhere_is_not_at_the_beginning(name: str) -> None:
    assert verdict(made_from(part("llama", license=LLAMA), name=name), RULE) is Verdict.WITH_DUTIES


def test_a_model_that_stays_in_the_house_needs_no_name() -> None:
    assert found(made_from(part("llama", license=LLAMA), given=INTERNAL), RULE) == ()


def test_unknown_delivery_leaves_the_duty_pending() -> None:
    (finding,) = found(made_from(part("llama", license=LLAMA), given=use()), RULE)
    assert finding.verdict is Verdict.WITH_DUTIES
    assert finding.questions


def test_a_product_that_holds_the_model_is_no_trained_model() -> None:
    """1.b.i speaks of AI models; an application that embeds Llama displays "Built with Llama" and keeps its name."""
    judged = system([part("llama", license=LLAMA)], [link("product", "embeds", "llama")], use=PUBLISHED)
    assert found(judged, RULE) == ()


def test_our_model_inside_our_application_is_named() -> None:
    parts = [part("tuned", own=True, name="support-bot"), part("llama", license=LLAMA)]
    links = [link("product", "embeds", "tuned"), link("tuned", "fine-tunes", "llama")]
    (finding,) = found(system(parts, links, use=PUBLISHED), RULE)
    assert finding.verdict is Verdict.WITH_DUTIES
    assert finding.components == ("llama", "tuned")
    assert "support-bot" in finding.title


def test_a_publishers_model_is_his_to_name() -> None:
    parts = [part("tuned", license="MIT", name="openhermes"), part("llama", license=LLAMA)]
    links = [link("product", "embeds", "tuned"), link("tuned", "fine-tunes", "llama")]
    assert found(system(parts, links, use=PUBLISHED), RULE) == ()


def test_a_model_of_ours_behind_a_publishers_is_named_too() -> None:
    """What is trained on a derivative of Llama is trained with the Llama materials."""
    parts = [part("tuned", license="MIT"), part("llama", license=LLAMA)]
    links = [link("product", "fine-tunes", "tuned"), link("tuned", "fine-tunes", "llama")]
    (finding,) = found(system(parts, links, use=PUBLISHED, product=model("AcmeLM")), RULE)
    assert finding.verdict is Verdict.WITH_DUTIES


def test_outputs_of_others_wait_for_the_reading() -> None:
    parts = [part("set", license="CC0-1.0", kind="dataset"), part("llama", license=LLAMA)]
    links = [link("product", "trains-on", "set"), link("set", "generated-by", "llama")]
    judged = system(parts, links, use=PUBLISHED, product=model("AcmeLM"))
    (finding,) = found(judged, RULE)
    assert {reading.id for reading in finding.readings} == {"third-party-synthetic-data"}
    assert verdict(taking(judged, "third-party-synthetic-data", "bound"), RULE) is Verdict.WITH_DUTIES
    assert found(taking(judged, "third-party-synthetic-data", "no-contract"), RULE) == ()


def test_a_model_used_in_house_only_is_not_made_available() -> None:
    """A labelling model of ours that builds the product reaches nobody, although the product is hosted."""
    parts = [part("tool", own=True), part("llama", license=LLAMA), part("clova", license=CLOVA)]
    links = [link("product", "builds-with", "tool"), link("tool", "merges", "llama"), link("tool", "merges", "clova")]
    assert found(system(parts, links, use=use(delivery=["hosted-api"])), RULE) == ()


def test_own_bases_and_other_licenses_demand_nothing() -> None:
    assert found(made_from(part("a", license="gemma"), part("b", license="MIT")), RULE) == ()
    assert found(made_from(part("llama", license=LLAMA, own=True)), RULE) == ()


# -- two demands --------------------------------------------------------------------------------------------------


def test_two_beginnings_cannot_both_be_met() -> None:
    judged = made_from(part("llama", license=LLAMA), part("clova", license=CLOVA), how="merges")
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.BLOCKED
    assert set(finding.components) == {"llama", "clova"}
    assert {(license_, section) for license_, section, _ in quoted(finding)} == {(LLAMA, "1.b.i"), (CLOVA, "3.1")}


@pytest.mark.parametrize("name", ["Llama-HyperCLOVA X-acme", "HyperCLOVA X Llama", "acme"])
def test_no_name_meets_both(name: str) -> None:
    judged = made_from(part("llama", license=LLAMA), part("clova", license=CLOVA), how="merges", name=name)
    assert verdict(judged, RULE) is Verdict.BLOCKED


def test_in_the_house_two_beginnings_do_not_meet() -> None:
    parts = (part("llama", license=LLAMA), part("clova", license=CLOVA))
    assert found(made_from(*parts, how="merges", given=INTERNAL), RULE) == ()


def test_whether_the_model_leaves_the_house_decides() -> None:
    parts = (part("llama", license=LLAMA), part("clova", license=CLOVA))
    judged = made_from(*parts, how="merges", given=use(commercial=False))
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict_if(judged, RULE, "delivery:distributed")[0] is Verdict.BLOCKED
    stated = made_from(*parts, how="merges", given=use(makes_trained_model_available=False))
    assert found(stated, RULE) == ()


def test_two_licenses_with_the_same_beginning_are_met_by_one_name() -> None:
    parts = (part("a", license=LLAMA), part("b", license="llama-3.3"))
    assert found(made_from(*parts, how="merges", name="Llama-acme"), RULE) == ()
    assert verdict(made_from(*parts, how="merges"), RULE) is Verdict.WITH_DUTIES


def test_the_longer_beginning_holds_the_shorter() -> None:
    """Llama 3 asks for "Llama 3", Llama 3.1 for "Llama": a name can begin with both."""
    parts = (part("a", license=LLAMA), part("b", license=named("Llama 3")))
    assert found(made_from(*parts, how="merges", name="Llama 3 acme"), RULE) == ()
    assert verdict(made_from(*parts, how="merges", name="Llama-acme"), RULE) is Verdict.WITH_DUTIES


def test_two_models_of_ours_with_a_demand_each_do_not_conflict() -> None:
    parts = [
        *(part("one", own=True, name="Llama-one"), part("two", own=True, name="HyperCLOVA X two")),
        *(part("llama", license=LLAMA), part("clova", license=CLOVA)),
    ]
    links = [
        *(link("product", "embeds", "one"), link("product", "embeds", "two")),
        *(link("one", "fine-tunes", "llama"), link("two", "fine-tunes", "clova")),
    ]
    assert found(system(parts, links, use=PUBLISHED), RULE) == ()


def test_each_of_two_models_made_from_one_derivative_is_named() -> None:
    """The way to Llama ends in the same link for both; each model of ours is one more that must be named."""
    parts = [
        *(part("one", own=True, name="Llama-one"), part("two", own=True, name="two")),
        *(part("tuned", license="MIT"), part("llama", license=LLAMA)),
    ]
    links = [
        *(link("product", "embeds", "one"), link("product", "embeds", "two"), link("one", "fine-tunes", "tuned")),
        *(link("two", "fine-tunes", "tuned"), link("tuned", "fine-tunes", "llama")),
    ]
    (finding,) = found(system(parts, links, use=PUBLISHED), RULE)
    assert finding.verdict is Verdict.WITH_DUTIES
    assert finding.components == ("llama", "two")


def test_a_demand_read_only_in_an_excerpt_never_blocks() -> None:
    parts = (part("a", license=LLAMA), part("b", license=named("Foo", excerpt=True)))
    assert verdict(made_from(*parts, how="merges"), RULE) is Verdict.REVIEW


def test_order_does_not_matter() -> None:
    parts = [part("llama", license=LLAMA), part("clova", license=CLOVA), part("other", license="MIT")]
    links = [link("product", "merges", item.component.id) for item in parts]
    finding = in_every_order(parts, links, RULE, lambda ps, ks: system(ps, ks, use=PUBLISHED, product=model("AcmeLM")))
    assert finding.verdict is Verdict.BLOCKED

"""data-protection: no license read clears consent or personal data (CC BY 4.0 2.b.1, CC0 4.c, ODbL 2.4, DeepSeek 9)."""

from collections.abc import Mapping

import pytest

from licet.model.bom import Fact
from licet.model.system import System
from licet.model.use import Use
from licet.model.vocabulary import Verdict
from tests.rules.build import answered, chain, found, in_every_order, link, part, system, use, verdict, verdict_if

RULE = "data-protection"
SURVEY: Mapping[str, Fact] = {"personal_data": True}
HEALTH: Mapping[str, Fact] = {"special_categories": True}
USE = use(commercial=True, delivery=["internal"], personal_data=False, fields=[])


def one(
    facts: Mapping[str, Fact],
    *,
    license_: str = "CC0-1.0",
    how: str = "trains-on",
    given: Use = USE,
    own: bool | None = None,
) -> System:
    """The product learns from one data set."""
    item = part("survey", license=license_, kind="dataset", facts=facts, own=own)
    return system([item], [link("product", how, "survey")], use=given)


@pytest.mark.parametrize("license_", ["CC0-1.0", "CC-BY-4.0", "ODbL-1.0", "MIT", "CDLA-Permissive-2.0", ""])
def test_no_license_clears_personal_data(license_: str) -> None:
    (finding,) = found(one(SURVEY, license_=license_), RULE)
    assert (finding.verdict, finding.components) == (Verdict.REVIEW, ("survey",))
    assert finding.questions == ("consent-documented:survey",)
    assert chain(finding) == "product trains-on survey"


def test_a_documented_basis_clears_it_and_its_absence_never_blocks() -> None:
    judged = one(SURVEY)
    assert verdict_if(judged, RULE, "consent-documented:survey") == (Verdict.ALLOWED, Verdict.REVIEW)
    assert found(one({**SURVEY, "consent_documented": True}), RULE) == ()
    (finding,) = found(one({**SURVEY, "consent_documented": False}), RULE)
    assert (finding.verdict, finding.questions) == (Verdict.REVIEW, ())


def test_special_categories_are_named() -> None:
    (finding,) = found(one(HEALTH), RULE)
    assert "special categories" in finding.title
    assert finding.verdict is Verdict.REVIEW


def test_parts_that_hold_none_give_nothing() -> None:
    assert found(one({"personal_data": False}), RULE) == ()
    assert found(one({}), RULE) == ()


@pytest.mark.parametrize("how", ["evaluates-on", "retrieves-from", "bundles", "embeds"])
def test_any_way_of_using_the_data_counts(how: str) -> None:
    assert verdict(one(SURVEY, how=how), RULE) is Verdict.REVIEW


def test_our_own_data_is_no_exception() -> None:
    """Owning the rights in a data set says nothing about the people in it."""
    assert verdict(one(SURVEY, own=True), RULE) is Verdict.REVIEW


def test_data_behind_a_publishers_model_is_still_shown() -> None:
    parts = [part("model", license="MIT"), part("survey", license="CC0-1.0", kind="dataset", facts=SURVEY)]
    links = [link("product", "embeds", "model"), link("model", "trains-on", "survey")]
    (finding,) = found(system(parts, links, use=USE), RULE)
    assert chain(finding) == "product embeds model; model trains-on survey"


# -- the product itself -------------------------------------------------------------------------------------------


def only_product(given: Use) -> System:
    """A product around one harmless model."""
    return system([part("model", license="MIT")], [link("product", "embeds", "model")], use=given)


def test_a_product_that_processes_personal_data_needs_review() -> None:
    judged = only_product(use(personal_data=True))
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.components) == (Verdict.REVIEW, ("product",))
    assert verdict_if(judged, RULE, "consent-documented:product") == (Verdict.ALLOWED, Verdict.REVIEW)


def test_a_product_that_processes_none_is_clean() -> None:
    assert found(only_product(use(personal_data=False, fields=["hr-decisions"])), RULE) == ()


def test_nothing_stated_and_nothing_likely_is_nothing() -> None:
    assert found(only_product(use(fields=[])), RULE) == ()
    assert found(only_product(use()), RULE) == ()


@pytest.mark.parametrize("field", ["hr-decisions", "credit-scoring", "biometric", "surveillance", "migration-asylum"])
def test_fields_that_hardly_do_without_personal_data_make_it_likely(field: str) -> None:
    """Vocabulary 10.10: stated or likely."""
    judged = only_product(use(fields=[field]))
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert found(answered(judged, "personal-data", yes=False), RULE) == ()


@pytest.mark.parametrize("field", ["spam", "weapons", "gambling", "ip-infringement"])
def test_other_fields_do_not(field: str) -> None:
    assert found(only_product(use(fields=[field])), RULE) == ()


def test_consent_for_a_data_set_does_not_cover_the_products_users() -> None:
    judged = one({**SURVEY, "consent_documented": True}, given=use(personal_data=True))
    (finding,) = found(judged, RULE)
    assert (finding.verdict, finding.components) == (Verdict.REVIEW, ("product",))


def test_each_part_is_a_finding_of_its_own() -> None:
    parts = [part("a", kind="dataset", own=True, facts=SURVEY), part("b", kind="dataset", own=True, facts=HEALTH)]
    links = [link("product", "trains-on", "a"), link("product", "trains-on", "b")]
    assert [f.components for f in found(system(parts, links, use=USE), RULE)] == [("a",), ("b",)]


def test_order_does_not_matter() -> None:
    parts = [part("a", license="MIT"), part("survey", license="CC0-1.0", kind="dataset", facts=SURVEY)]
    links = [link("product", "embeds", "a"), link("a", "trains-on", "survey"), link("product", "trains-on", "survey")]
    finding = in_every_order(parts, links, RULE, lambda ps, ks: system(ps, ks, use=USE))
    assert chain(finding) == "product trains-on survey"

"""References that lead nowhere (vocabulary 2)."""

from dataclasses import replace

import pytest

from licet.model.bom import Evidence, Identified, Link
from licet.model.system import System
from licet.model.vocabulary import Scope, Verdict
from tests.rules.build import LLAMA, found, link, part, system, use, verdict_if

RULE = "unresolved-reference"


def loaded(expression: str, *, scope: Scope = Scope.RUNTIME) -> Identified:
    item = part("m")
    evidence = (Evidence(path="src/app.py", line=7),)
    return replace(item, component=replace(item.component, unresolved=expression, evidence=evidence, scope=scope))


def test_an_identity_that_could_not_be_read_is_named_with_its_line() -> None:
    [finding] = found(system([loaded("os.environ['MODEL']")], [link("product", "embeds", "m")]), RULE)
    assert finding.verdict is Verdict.REVIEW
    assert finding.components == ("m",)
    assert "os.environ['MODEL'] (src/app.py:7)" in finding.title
    assert [step.target for step in finding.path] == ["m"]


def test_it_is_not_called_unlicensed_as_well() -> None:
    judged = system([loaded("name")], [link("product", "embeds", "m")])
    assert found(judged, "missing-license") == ()


def test_a_part_that_no_link_reaches_needs_review() -> None:
    judged = system([part("used", license="MIT"), part("idle", license="MIT")], [link("product", "embeds", "used")])
    [finding] = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert finding.components == ("idle",)
    assert finding.title == "no link says how idle is used"


def test_a_part_behind_an_unlinked_part_is_as_lost() -> None:
    judged = system([part("a", license="MIT"), part("b", license="MIT")], [link("a", "fine-tunes", "b")])
    assert {finding.components for finding in found(judged, RULE)} == {("a",), ("b",)}


def test_a_part_whose_terms_stay_with_its_user_is_still_reached() -> None:
    judged = system(
        [part("api", license="MIT", kind="service"), part("data", license="MIT", kind="dataset")],
        [link("product", "calls", "api"), link("api", "trains-on", "data")],
    )
    assert found(judged, RULE) == ()


def test_what_is_only_mentioned_is_no_part_of_the_product() -> None:
    assert found(system([loaded("name", scope=Scope.MENTIONED)], []), RULE) == ()


def test_a_link_to_an_unknown_id_names_it() -> None:
    judged = system([part("m", license="MIT")], [link("product", "embeds", "m"), link("m", "fine-tunes", "ghost")])
    [finding] = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert finding.components == ("product",)
    assert finding.title == "the link m fine-tunes ghost names ghost, which is not described"


def test_a_link_from_an_unknown_id_names_it_too() -> None:
    judged = system([part("m", license="MIT")], [link("product", "embeds", "m"), link("ghost", "adapts", "m")])
    [finding] = found(judged, RULE)
    assert "names ghost" in finding.title


def test_a_system_whose_links_all_hold_is_clean() -> None:
    judged = system([part("m", license="MIT")], [link("product", "embeds", "m")])
    assert found(judged, RULE) == ()


def test_a_circle_of_links_ends() -> None:
    links = [
        link("product", "embeds", "a"),
        link("a", "merges", "b"),
        link("b", "merges", "a"),
        link("b", "copies", "b"),
    ]
    judged = system([part("a", license="MIT"), part("b", license="MIT")], links)
    assert [finding.title.partition(":")[0] for finding in found(judged, RULE)] == ["nothing can be made out of itself"]
    assert set(judged.exposures) == {"a", "b"}


# -- models that nothing describes ------------------------------------------------------------------------------------

GEMMA = "LicenseRef-scancode-gemma-tou-2025-03-24"
RAIL = "LicenseRef-scancode-bigscience-open-rail-m"


def trained(license_id: str, *links: Link, told: bool | None = True, kind: str = "model") -> System:
    """A product that embeds a part, and of which it is stated whether models are trained on its outputs."""
    parts = [part("m", license=license_id, kind=kind), part("student", license="MIT", own=True)]
    given = use(commercial=True, delivery=["hosted-api"], fields=[], trains_models_on_outputs=told)
    return system(parts, [link("product", "embeds", "m"), link("product", "embeds", "student"), *links], use=given)


@pytest.mark.parametrize(("license_id", "section"), [(GEMMA, "1.1(e)(iii)"), (RAIL, "1(e)"), (LLAMA, "1.b.i")])
def test_a_model_trained_on_outputs_that_no_link_names_would_carry_the_terms(license_id: str, section: str) -> None:
    # Gemma 1.1(e)(iii) and RAIL 1(e) define it as a derivative; Llama 3.1 1.b.i wants a name for it
    [finding] = found(trained(license_id), RULE)
    assert finding.verdict is Verdict.REVIEW
    assert finding.components == ("m",)
    assert section in {clause.section for clause in finding.clauses}
    assert finding.questions == ("trains-on-its-outputs:m",)
    assert verdict_if(trained(license_id), RULE, "trains-on-its-outputs:m") == (Verdict.REVIEW, Verdict.ALLOWED)


def test_a_link_that_says_so_takes_its_place() -> None:
    assert found(trained(GEMMA, link("student", "distills-outputs", "m")), RULE) == ()


@pytest.mark.parametrize("told", [False, None])
def test_training_that_nobody_states_is_no_finding(told: bool | None) -> None:  # noqa: FBT001 - a value of the table
    assert found(trained(GEMMA, told=told), RULE) == ()


def test_a_license_that_asks_nothing_of_such_models_is_no_finding() -> None:
    assert found(trained("Apache-2.0"), RULE) == ()
    assert found(trained(GEMMA, kind="tokenizer"), RULE) == ()

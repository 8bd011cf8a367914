"""References that lead nowhere (vocabulary 2)."""

from dataclasses import replace

from licet.model.bom import Evidence, Identified
from licet.model.vocabulary import Scope, Verdict
from tests.rules.build import found, link, part, system

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
    assert found(judged, RULE) == ()
    assert set(judged.exposures) == {"a", "b"}

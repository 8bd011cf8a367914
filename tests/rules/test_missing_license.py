"""Parts without any license (design section 6: always needs review)."""

import pytest

from licet.model.bom import Component, Evidence, Fact, Identified, Problem
from licet.model.findings import Finding
from licet.model.system import System
from licet.model.vocabulary import Kind, Verdict
from licet.rules.missing_license import COVERED
from tests.rules.build import found, link, part, product, system, use

RULE = "missing-license"


def bare(how: str = "embeds", *, kind: str = "model", own: bool | None = None, **facts: Fact) -> System:
    return system(
        [part("m", kind=kind, own=own, facts=facts)],
        [link("product", how, "m")],
        use=use(commercial=False, delivery=["internal"], fields=[]),
        product=product(license="MIT"),
    )


@pytest.mark.parametrize("kind", ["model", "dataset", "library", "tokenizer", "service", "prompt", "image"])
def test_a_part_of_any_kind_without_a_license_needs_review_even_inside_the_house(kind: str) -> None:
    [finding] = found(bare(kind=kind), RULE)
    assert finding.verdict is Verdict.REVIEW
    assert finding.components == ("m",)
    assert [step.target for step in finding.path] == ["m"]


@pytest.mark.parametrize(
    "how", ["runs", "calls", "trains-on", "builds-with", "evaluates-on", "bundles", "generated-by"]
)
def test_every_way_of_using_it_counts(how: str) -> None:
    assert found(bare(how), RULE)[0].verdict is Verdict.REVIEW


def test_the_question_asks_for_the_license_and_no_answer_makes_it_allowed() -> None:
    [finding] = found(bare(), RULE)
    assert finding.questions == ("license:m",)
    assert finding.facts["license:m"] == "unknown"
    assert any(line.startswith(f"{COVERED}: allowed with duties") for line in finding.because)
    assert any(line.startswith("none: needs review") for line in finding.because)


def test_a_yes_under_answers_does_not_stand_for_a_license() -> None:
    judged = system([part("m")], [link("product", "embeds", "m")], answers={"license:m": True})
    assert found(judged, RULE)[0].verdict is Verdict.REVIEW


@pytest.mark.parametrize("license_id", ["MIT", "CC-BY-NC-4.0", "LicenseRef-Proprietary"])
def test_a_license_known_or_not_is_a_license(license_id: str) -> None:
    assert found(system([part("m", license=license_id)], [link("product", "embeds", "m")]), RULE) == ()


def test_our_own_part_needs_none() -> None:
    assert found(bare(own=True), RULE) == ()


def test_a_part_of_somebody_elses_behind_a_licensed_one_is_named() -> None:
    judged = system(
        [part("theirs", license="MIT"), part("base")],
        [link("product", "embeds", "theirs"), link("theirs", "fine-tunes", "base")],
    )
    [finding] = found(judged, RULE)
    assert finding.components == ("base",)
    assert [step.target for step in finding.path] == ["theirs", "base"]


def test_what_a_called_service_was_trained_on_stays_with_its_operator() -> None:
    judged = system(
        [part("api", license="MIT", kind="service"), part("data", kind="dataset")],
        [link("product", "calls", "api"), link("api", "trains-on", "data")],
    )
    assert found(judged, RULE) == ()


def test_a_publishers_own_tools_do_not_reach_us_and_ours_do() -> None:
    parts = [part("theirs", license="MIT", kind="library"), part("tool", kind="library")]
    links = [link("product", "links", "theirs"), link("theirs", "builds-with", "tool")]
    assert found(system(parts, links), RULE) == ()
    assert (
        len(found(system(parts, [link("product", "links", "theirs"), link("product", "builds-with", "tool")]), RULE))
        == 1
    )


def test_an_unlinked_part_is_somebody_elses_finding() -> None:
    assert found(system([part("m")], []), RULE) == ()


HERE = Evidence(path="models/m/config.json")


def seen(*evidence: Evidence, differs: tuple[str, ...] = (), problems: tuple[Problem, ...] = ()) -> Finding:
    component = Component(id="file:models/m", kind=Kind.MODEL, name="m", evidence=evidence)
    judged = system(
        [Identified(component=component, differs=differs)],
        [link("product", "embeds", "file:models/m")],
        problems=problems,
    )
    [finding] = found(judged, RULE)
    return finding


def test_a_part_whose_files_hold_no_license_is_told_from_one_that_nobody_looked_at() -> None:
    looked, named = seen(HERE), seen(Evidence(path="app.py"))
    assert looked.title == "no license was found in the files of m"
    assert named.title == "no license is stated for m, and its files were not at hand"
    assert looked.verdict is named.verdict is Verdict.REVIEW
    assert looked.key == named.key
    assert any("its files were read, and none of them licenses it" in line for line in looked.because)
    assert any("nobody has looked into its files" in line for line in named.because)


def test_a_file_that_could_not_be_read_may_hold_the_license() -> None:
    finding = seen(HERE, problems=(Problem(path="models/m/README.md", reason="broken"),))
    assert finding.title == "no license of m was found, and not all of its files could be read"
    elsewhere = seen(HERE, problems=(Problem(path="models/n/README.md", reason="broken"),))
    assert elsewhere.title == "no license was found in the files of m"


def test_a_text_that_nobody_knows_is_no_missing_file() -> None:
    finding = seen(HERE, differs=("models/m/LICENSE was found but not recognized",))
    assert finding.title == "no license of m is known, but something was found"
    assert any("models/m/LICENSE was found but not recognized" in line for line in finding.because)

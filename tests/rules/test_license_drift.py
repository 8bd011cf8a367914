"""Labels that conflict with a text or a base, and releases that drop the base's limits (vocabulary 9.4, 10.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from licet.model.bom import Fact
from licet.model.system import System
from licet.model.vocabulary import Verdict
from tests.rules.build import LLAMA, found, link, made, part, product, system, taking, use, verdict, verdict_if

RULE = "license-drift"
GEMMA = "LicenseRef-scancode-gemma-tou-2025-03-24"
DEEPSEEK = "LicenseRef-scancode-deepseek-la-1.0"
RAIL = "LicenseRef-scancode-bigscience-rail-1.0"
BLOCKED, REVIEW, ALLOWED = Verdict.BLOCKED, Verdict.REVIEW, Verdict.ALLOWED


# -- sources that disagree ---------------------------------------------------------------------------------------------


def test_the_title_tells_which_sources_say_what_and_counts_the_rest() -> None:
    differs = ("the card says MIT, the text is Apache-2.0", "setup.py:3 says BSD", "NOTICE was not recognized", "x")
    judged = system([part("m", license="Apache-2.0", differs=differs)], [link("product", "embeds", "m")])
    (finding,) = found(judged, RULE)
    assert finding.title == f"sources disagree on the license of m: {differs[0]}; {differs[1]}; and 2 more"
    assert all(each in " ".join(finding.because) for each in differs)


def test_sources_that_disagree_are_a_finding_that_shows_them() -> None:
    differs = ("the card says MIT, the text in LICENSE is Apache-2.0",)
    judged = system([part("m", license="Apache-2.0", differs=differs)], [link("product", "embeds", "m")])
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert finding.key == "license-drift:m:sources"
    assert differs[0] in " ".join(finding.because)
    assert verdict_if(judged, RULE, "license-checked:m") == (Verdict.WITH_DUTIES, REVIEW)


def test_what_we_made_ourselves_may_be_labelled_as_we_like() -> None:
    judged = system(
        [part("m", license="MIT", own=True, differs=("x says A, y says B",))], [link("product", "runs", "m")]
    )
    assert found(judged, RULE) == ()


def test_files_of_others_in_the_product_are_a_finding_of_it() -> None:
    differs = ("src/a.c:1 and 2 more files say GPL-2.0-only, but the license is MIT",)
    judged = replace(system([part("m", license="MIT")], [link("product", "embeds", "m")]), differs=differs)
    [finding] = found(judged, RULE)
    assert (finding.verdict, finding.components, finding.key) == (
        REVIEW,
        ("product",),
        "license-drift:product:sources",
    )
    assert differs[0] in " ".join(finding.because)
    assert finding.questions == ("license-checked:product",)
    assert verdict_if(judged, RULE, "license-checked:product") == (Verdict.WITH_DUTIES, REVIEW)


# -- somebody else's part that drops its base's terms ------------------------------------------------------------------


def copied(label: str, how: str, base: str, *, kind: str = "model") -> System:
    """A product that copies a third party's part, which was made from a base."""
    return system(
        [part("theirs", license=label, kind=kind), part("base", license=base, kind=kind)],
        [link("product", "copies", "theirs"), link("theirs", how, "base")],
        use=use(commercial=False, delivery=["internal"]),
    )


def test_a_quantization_labelled_with_less_than_its_base_is_drift() -> None:
    [finding] = found(copied("Apache-2.0", "quantizes", GEMMA), RULE)
    assert finding.verdict is REVIEW
    assert finding.components == ("theirs", "base")
    assert (GEMMA, "3.1(1)") in [(c.license, c.section) for c in finding.clauses]
    assert "labelled Apache-2.0" in " ".join(finding.because)


def test_only_the_licensor_of_the_base_can_relicense_it() -> None:
    judged = copied("Apache-2.0", "quantizes", GEMMA)
    assert found(judged, RULE)[0].questions == ("relicensed:theirs",)
    assert verdict_if(judged, RULE, "relicensed:theirs") == (ALLOWED, REVIEW)


@pytest.mark.parametrize("label", [GEMMA, f"Apache-2.0 AND {GEMMA}"])
def test_a_label_that_keeps_the_bases_license_is_none(label: str) -> None:
    assert found(copied(label, "quantizes", GEMMA), RULE) == ()


@pytest.mark.parametrize(
    ("label", "how", "base", "expected"),
    [
        ("MIT", "fine-tunes", "Apache-2.0", ALLOWED),
        ("MIT", "modifies", "GPL-3.0-only", REVIEW),
        ("GPL-3.0-only", "modifies", "GPL-3.0-or-later", ALLOWED),
        ("GPL-3.0-or-later", "modifies", "GPL-3.0-only", REVIEW),
        ("MIT", "links", "GPL-3.0-only", ALLOWED),
        ("MIT", "trains-on", "ODbL-1.0", ALLOWED),
        ("Apache-2.0", "fine-tunes", LLAMA, REVIEW),
        ("MIT", "adapts", DEEPSEEK, REVIEW),
        (RAIL, "fine-tunes", DEEPSEEK, REVIEW),
        ("CC-BY-4.0", "extracts-from", "CC-BY-NC-4.0", REVIEW),
    ],
)
def test_what_sticks_to_a_derived_part(label: str, how: str, base: str, expected: Verdict) -> None:
    # flow-down, share-alike and limits of use stick; links that hold no content of the base, and free bases, do not
    assert verdict(copied(label, how, base), RULE) is expected


def test_a_derived_part_without_any_license_is_missing_one_and_not_drifting() -> None:
    assert found(copied("", "quantizes", GEMMA), RULE) == ()


def test_every_copy_down_the_chain_is_named() -> None:
    judged = system(
        [part("mirror", license="MIT"), part("theirs", license="MIT"), part("base", license=GEMMA)],
        [link("product", "copies", "mirror"), link("mirror", "copies", "theirs"), link("theirs", "prunes", "base")],
    )
    assert {finding.components for finding in found(judged, RULE)} == {("mirror", "base"), ("theirs", "base")}


# -- a release of ours -------------------------------------------------------------------------------------------------


def release(
    base: str, delivery: Iterable[str] | None, *, out: str = "Apache-2.0", how: str = "fine-tunes", exception: str = ""
) -> System:
    return system(
        [part("base", license=base + exception)],
        [link("product", how, "base")],
        use=use(commercial=True, delivery=delivery, fields=[]),
        product=product("mine", license=out, kind="model"),
    )


@pytest.mark.parametrize(("base", "section"), [(GEMMA, "3.1(1)"), (DEEPSEEK, "4.a"), (RAIL, "4.a")])
@pytest.mark.parametrize("delivery", [["distributed-weights"], ["hosted-api"]])
def test_a_required_flow_down_blocks_a_release_that_drops_it(base: str, section: str, delivery: list[str]) -> None:
    # Gemma 1.1(b) and the RAIL family call hosting a distribution
    [finding] = found(release(base, delivery), RULE)
    assert finding.verdict is BLOCKED
    assert finding.components == ("base",)
    assert finding.duty == "flow-down"
    assert [(c.license, c.section) for c in finding.clauses] == [(base, section)]


def test_a_base_that_grants_no_sublicense_blocks_a_free_release() -> None:
    [finding] = found(release("CC-BY-NC-4.0", ["distributed-weights"]), RULE)
    assert finding.verdict is BLOCKED
    assert finding.clauses[0].section == "2.a.5"


def test_an_indirect_flow_down_and_a_silent_sublicense_need_review() -> None:
    # Llama 3.1 names no sublicensing, and its policy only forbids to "allow others to use" it for listed purposes
    judged = release(LLAMA, ["distributed-weights"])
    assert found(judged, RULE)[0].questions == ("limits-passed-on:product",)
    assert verdict_if(judged, RULE, "limits-passed-on:product") == (ALLOWED, REVIEW)


@pytest.mark.parametrize("out", ["", "LicenseRef-Proprietary", "LicenseRef-Acme", GEMMA])
def test_terms_of_our_own_and_the_bases_license_can_carry_the_limits(out: str) -> None:
    assert found(release(GEMMA, ["distributed-weights"], out=out), RULE) == ()


@pytest.mark.parametrize(
    ("out", "expected"),
    [
        ("Apache-2.0 AND LicenseRef-Acme", ALLOWED),
        (f"Apache-2.0 AND {GEMMA}", ALLOWED),
        ("Apache-2.0 OR LicenseRef-Acme", BLOCKED),
        (f"Apache-2.0 OR {GEMMA}", BLOCKED),
        ("MIT OR Apache-2.0", BLOCKED),
    ],
)
def test_a_choice_of_licenses_drops_what_one_branch_drops(out: str, expected: Verdict) -> None:
    # recipients take the branch they like; licenses that bind together carry the limits where one of them does
    assert verdict(release(GEMMA, ["distributed-weights"], out=out), RULE) is expected


def test_inside_the_house_nothing_is_released() -> None:
    assert found(release(GEMMA, ["internal"]), RULE) == ()


def test_an_unknown_delivery_is_asked() -> None:
    judged = release(GEMMA, None)
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert finding.questions == ("delivery:distributed", "delivery:hosted")
    assert verdict_if(judged, RULE, "delivery:distributed")[0] is BLOCKED


@pytest.mark.parametrize("how", ["embeds", "links", "runs", "bundles", "trains-on"])
def test_a_product_that_only_uses_the_model_is_released_as_it_likes(how: str) -> None:
    assert found(release(GEMMA, ["distributed-binary"], how=how), RULE) == ()


def test_a_free_base_leaves_any_release_free() -> None:
    assert found(release("Apache-2.0", ["distributed-weights"], out="MIT"), RULE) == ()


def ours(*links: tuple[str, str], release_as: str = "Apache-2.0", facts: Mapping[str, Fact] | None = None) -> System:
    """A model of ours on a restricted base, reached by the product in the given ways."""
    return system(
        [part("mine", own=True, release_as=release_as, facts=facts), part("base", license=DEEPSEEK)],
        [*(link("product", how, "mine") for how, _ in links), link("mine", links[0][1], "base")],
        use=use(commercial=True, delivery=["distributed-weights"]),
        product=product(license="LicenseRef-Acme"),
    )


def test_a_part_of_ours_is_judged_under_its_own_release() -> None:
    [finding] = found(ours(("bundles", "fine-tunes")), RULE)
    assert finding.verdict is BLOCKED
    assert finding.components == ("base", "mine")
    assert found(ours(("bundles", "fine-tunes"), release_as=DEEPSEEK), RULE) == ()


def test_any_of_several_ways_out_of_the_house_counts() -> None:
    hidden: Mapping[str, Fact] = {"users_reach_functionality": False}
    assert verdict(ours(("calls", "fine-tunes"), ("embeds", "fine-tunes"), facts=hidden), RULE) is BLOCKED
    assert verdict(ours(("calls", "fine-tunes"), facts=hidden), RULE) is ALLOWED


def test_an_adapter_published_alone_hangs_on_the_reading() -> None:
    judged = ours(("copies", "adapts"), facts={"alone": True})
    assert verdict(judged, RULE) is REVIEW
    assert verdict(taking(judged, "derivative-alone", "yes"), RULE) is BLOCKED
    assert verdict(taking(judged, "derivative-alone", "only-with-base"), RULE) is ALLOWED


def test_an_adapter_with_its_base_is_blocked() -> None:
    assert verdict(ours(("copies", "adapts")), RULE) is BLOCKED


def test_what_the_law_forbids_anyway_is_no_limit_that_a_release_drops() -> None:
    def derived(base: str) -> System:
        return system(
            [part("base", license=base)],
            [link("product", "fine-tunes", "base")],
            use=use(delivery=["distributed-weights"]),
            product=product(license="MIT", kind="model"),
        )

    only_law: dict[str, dict[str, object]] = {"illegal-acts": {}}
    assert verdict(derived("LicenseRef-licet-mg-by"), "license-drift") is Verdict.ALLOWED
    by_hand = part("base", license=made(restrictions=only_law, permits={"sublicense": "no"}))
    wants = made(restrictions=only_law, duties={"flow-down": {"triggers": ["on-distribution"]}})
    for base, expected in ((by_hand, Verdict.ALLOWED), (part("base", license=wants), Verdict.BLOCKED)):
        judged = system(
            [base],
            [link("product", "fine-tunes", "base")],
            use=use(delivery=["distributed-weights"]),
            product=product(license="MIT", kind="model"),
        )
        assert verdict(judged, "license-drift") is expected


# -- students ----------------------------------------------------------------------------------------------------------


def student(base: str, out: str) -> System:
    """A model of ours that was trained on the outputs of another and is given away."""
    return system(
        [part("base", license=base, kind="model")],
        [link("product", "distills-outputs", "base")],
        use=use(commercial=True, delivery=["distributed-weights"]),
        product=product("acme", kind="model", license=out),
    )


@pytest.mark.parametrize("base", [GEMMA, RAIL, DEEPSEEK])
def test_a_student_of_outputs_that_a_license_calls_a_derivative_keeps_its_limits(base: str) -> None:
    assert verdict(student(base, "Apache-2.0"), RULE) is not ALLOWED


def test_a_student_is_free_where_the_license_does_not_call_it_a_derivative() -> None:
    assert verdict(student(LLAMA, "Apache-2.0"), RULE) is ALLOWED


@pytest.mark.parametrize(
    ("base", "expected"), [(GEMMA, BLOCKED), (DEEPSEEK, BLOCKED), ("LicenseRef-licet-dbrx", ALLOWED)]
)
def test_a_student_of_outputs_is_held_to_the_teachers_limits_where_its_license_calls_it_a_derivative(
    base: str, expected: Verdict
) -> None:
    judged = system(
        [part("teacher", license=base)],
        [link("product", "distills-outputs", "teacher")],
        use=use(commercial=True, delivery=["distributed-weights"]),
        product=product(license="MIT", kind="model"),
    )
    assert verdict(judged, RULE) is expected


# -- a release of what is not ours -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("license_id", "release", "expected"),
    [
        ("GPL-3.0-only", "MIT", BLOCKED),  # GPL-3.0 5.c
        (GEMMA, "Apache-2.0", REVIEW),  # Gemma 3.1(1): its limits go with every copy
        ("GPL-3.0-only", "GPL-3.0-only", ALLOWED),
        ("MIT", "Apache-2.0", ALLOWED),
        ("Apache-2.0", "GPL-3.0-only", ALLOWED),
    ],
)
def test_a_part_of_others_is_not_released_under_other_terms(license_id: str, release: str, expected: Verdict) -> None:
    judged = system(
        [part("m", license=license_id, release_as=release)],
        [link("product", "bundles", "m")],
        use=use(commercial=True, delivery=["distributed-source"], fields=[]),
    )
    answer = "relicensed:m"
    titles = [finding.title for finding in found(judged, RULE)]
    told = f"m is not ours, and release_as states {release} in place of {license_id}"
    assert titles == ([] if expected is ALLOWED else [told])
    assert verdict_if(judged, RULE, answer) == (ALLOWED, expected)


def test_a_part_of_others_that_stays_in_the_house_is_released_to_nobody() -> None:
    judged = system(
        [part("m", license="GPL-3.0-only", release_as="MIT")],
        [link("product", "bundles", "m")],
        use=use(commercial=True, delivery=["internal"], fields=[]),
    )
    assert found(judged, RULE) == ()


def test_a_label_is_held_against_each_of_its_bases() -> None:
    """A merge of two models drops the terms of both: each is told with its own clause."""
    judged = system(
        [part("mix", license="MIT"), part("one", license=GEMMA), part("two", license=DEEPSEEK)],
        [link("product", "embeds", "mix"), link("mix", "merges", "one"), link("mix", "merges", "two")],
        use=use(commercial=True, delivery=["internal"], fields=[]),
    )
    findings = found(judged, RULE)
    assert sorted(finding.components for finding in findings) == [("mix", "one"), ("mix", "two")]
    assert [{clause.license for clause in finding.clauses} for finding in findings] == [{GEMMA}, {DEEPSEEK}]


def test_a_base_behind_a_base_counts_as_well() -> None:
    judged = system(
        [part("top", license="MIT"), part("mid", license="MIT"), part("deep", license=GEMMA)],
        [link("product", "embeds", "top"), link("top", "quantizes", "mid"), link("mid", "fine-tunes", "deep")],
        use=use(commercial=True, delivery=["internal"], fields=[]),
    )
    assert sorted(finding.components for finding in found(judged, RULE)) == [("mid", "deep"), ("top", "deep")]

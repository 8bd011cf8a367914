"""Terms and files that nobody has read (vocabulary 9; design section 6)."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from licet.judge import judge
from licet.model.bom import Fact, Problem
from licet.model.system import System
from licet.model.terms import Clause, Document, License, Permission, Restriction
from licet.model.use import Policy
from licet.model.vocabulary import Act, Category, Strength, Value, Verdict
from tests.rules.build import answered, found, link, part, product, system, use, verdict, verdict_if

RULE = "not-reviewed"
STABILITY = "LicenseRef-scancode-stability-ai-community-2024"
REVIEW = Verdict.REVIEW


def holding(
    license_id: str,
    *,
    how: str = "embeds",
    own: bool | None = None,
    facts: Mapping[str, Fact] | None = None,
    policy: Policy | None = None,
) -> System:
    return system(
        [part("m", license=license_id, own=own, facts=facts)],
        [link("product", how, "m")],
        use=use(commercial=False, delivery=["internal"], fields=[]),
        product=product(license="LicenseRef-Acme"),
        policy=policy,
    )


def asked(judged: System) -> str:
    return next(question.asks for question in judge(judged).questions if question.id == "contract-allows:m")


def test_a_family_name_is_told_with_the_licenses_that_it_may_stand_for() -> None:
    """The publisher of Qwen uses three licenses by that name (of September 2024, for research, and a community one)."""
    wanted = asked(holding("qwen"))
    assert "LicenseRef-scancode-qwen-2024" in wanted
    assert "LicenseRef-licet-qwen-research-2024" in wanted
    assert "stands for" not in asked(holding("LicenseRef-Nobody"))


# -- licenses nobody has read ------------------------------------------------------------------------------------------


def test_terms_of_an_unknown_license_need_review_and_ask_who_licensed_it() -> None:
    judged = holding("LicenseRef-Vendor")
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert finding.components == ("m",)
    assert finding.questions == ("contract-allows:m",)
    assert verdict_if(judged, RULE, "contract-allows:m") == (Verdict.WITH_DUTIES, REVIEW)


def test_a_contract_that_is_only_asserted_is_not_enough_where_texts_are_asked_for() -> None:
    judged = holding("LicenseRef-Vendor", policy=Policy(evidence="text"))
    assert verdict(answered(judged, "contract-allows:m", yes=True), RULE) is REVIEW


def test_an_acquired_license_replaces_the_published_one_and_is_not_known_either() -> None:
    judged = holding("CC-BY-NC-4.0", facts={"license_acquired": True})
    [finding] = found(judged, RULE)
    assert finding.verdict is REVIEW
    assert "CC-BY-NC-4.0" in finding.title
    assert found(judged, "noncommercial-only") == ()


@pytest.mark.parametrize("how", ["runs", "calls", "builds-with", "trains-on"])
def test_every_way_of_using_it_counts(how: str) -> None:
    assert verdict(holding("LicenseRef-Vendor", how=how), RULE) is REVIEW


def test_and_with_an_unknown_license_is_unknown_and_or_takes_the_known_branch() -> None:
    assert verdict(holding("MIT AND LicenseRef-Vendor"), RULE) is REVIEW
    assert found(holding("MIT OR LicenseRef-Vendor"), RULE) == ()


def test_the_products_own_terms_are_known_to_us() -> None:
    assert found(holding("LicenseRef-Acme"), RULE) == ()
    assert found(holding("LicenseRef-Vendor", own=True), RULE) == ()


def test_the_word_proprietary_is_nobodys_name() -> None:
    # design section 3: LicenseRef-Proprietary is excepted, the part may be anybody's
    judged = system(
        [part("m", license="LicenseRef-Proprietary")],
        [link("product", "embeds", "m")],
        product=product(license="LicenseRef-Proprietary"),
    )
    assert verdict(judged, RULE) is REVIEW


# -- licenses read in part ---------------------------------------------------------------------------------------------


def test_a_license_with_a_policy_that_was_not_at_hand_needs_review() -> None:
    [finding] = found(holding(STABILITY), RULE)
    assert finding.verdict is REVIEW
    assert finding.components == ("m",)
    assert "read only in part" in finding.title
    assert finding.questions == ("documents-read:m",)
    assert verdict_if(holding(STABILITY), RULE, "documents-read:m") == (Verdict.WITH_DUTIES, REVIEW)


@pytest.mark.parametrize("license_id", ["MIT", "CC-BY-NC-4.0", "GPL-3.0-only"])
def test_a_license_read_in_full_is_no_finding(license_id: str) -> None:
    assert found(holding(license_id), RULE) == ()


# -- files -------------------------------------------------------------------------------------------------------------


def unreadable(*problems: Problem) -> System:
    return system([part("m", license="MIT")], [link("product", "embeds", "m")], problems=problems)


def test_files_that_may_hide_a_part_are_one_finding_that_names_the_first() -> None:
    names = [f"models/{number}.json" for number in range(7)]
    [finding] = found(unreadable(*(Problem(path=name, reason="is no JSON") for name in names)), RULE)
    assert finding.verdict is REVIEW
    assert finding.components == ("product",)
    assert all(name in finding.title for name in names[:5])
    assert "and 2 more" in finding.title
    assert "7 files" in finding.title


def test_one_file_with_several_problems_is_counted_once() -> None:
    problems = (Problem(path="a.json", reason="x", line=1), Problem(path="a.json", reason="y", line=2))
    [finding] = found(unreadable(*problems), RULE)
    assert finding.title.startswith("1 file could not be read: a.json")


def test_a_problem_that_hides_nothing_is_no_finding() -> None:
    assert found(unreadable(Problem(path="a.txt", reason="is large", hides=False)), RULE) == ()


# -- drafts ------------------------------------------------------------------------------------------------------------


def agreement(*, draft: bool) -> License:
    """An agreement that permits everything but commercial use."""
    clause = Clause(license="LicenseRef-Deal", document="license", section="1", quote="words")
    permits = {act: Permission(act=act, value=Value.YES, clause=clause) for act in Act}
    permits[Act.USE_COMMERCIALLY] = Permission(act=Act.USE_COMMERCIALLY, value=Value.NO, clause=clause)
    return License(
        id="LicenseRef-Deal",
        name="Deal",
        kind="model",
        category=Category.PROPRIETARY,
        documents=(Document(name="license"),),
        permits=permits,
        duties={},
        restrictions=(Restriction(tag="noncommercial-only", strength=Strength.PROHIBITED, clause=clause),),
        complete=True,
        draft=draft,
    )


def under_deal(*, draft: bool, commercial: bool) -> System:
    return system(
        [part("m", license=agreement(draft=draft), facts={"modified": False})],
        [link("product", "embeds", "m")],
        use=use(commercial=commercial, delivery=["internal"], fields=[]),
        product=product(license="LicenseRef-Acme"),
    )


def test_a_draft_needs_review_until_somebody_confirms_it() -> None:
    [finding] = found(under_deal(draft=True, commercial=False), RULE)
    assert finding.verdict is REVIEW
    assert finding.questions == (), "no answer takes the place of reviewed_by"
    assert found(under_deal(draft=False, commercial=False), RULE) == ()


def test_what_a_draft_prohibits_does_not_block() -> None:
    assert verdict(under_deal(draft=False, commercial=True), "noncommercial-only") is Verdict.BLOCKED
    assert verdict(under_deal(draft=True, commercial=True), "noncommercial-only") is REVIEW


# -- licenses known by their category ----------------------------------------------------------------------------------


def by_category(license_id: str, *, out: str = "LicenseRef-Proprietary", evidence: str = "claims") -> System:
    return system(
        [part("lib", license=license_id, kind="library")],
        [link("product", "links", "lib")],
        use=use(commercial=True, delivery=["distributed-binary"], fields=[]),
        product=product(license=out),
        policy=Policy(evidence="text" if evidence == "text" else "claims"),
    )


def test_an_approved_permissive_license_without_a_record_is_judged_by_its_category_and_says_so() -> None:
    judged = by_category("Fair")
    [finding] = found(judged, RULE)
    assert finding.verdict is Verdict.WITH_DUTIES
    assert finding.title == "lib is judged by the category of Fair alone (permissive): its text was not reviewed"
    assert "Permissive by ScanCode" in finding.because[0]
    assert "approved by OSI" in finding.because[0]
    owed = {(duty.duty, duty.status.value, duty.clause) for duty in judge(judged).duties}
    assert owed == {("keep-notices", "due", None), ("give-license-copy", "due", None)}
    assert verdict(by_category("Fair", evidence="text"), RULE) is Verdict.REVIEW


@pytest.mark.parametrize("license_id", ["OSL-2.1", "Bitstream-Vera", "LicenseRef-scancode-3com-microcode"])
def test_any_other_category_is_told_and_needs_a_review(license_id: str) -> None:
    [finding] = found(by_category(license_id), RULE)
    assert finding.verdict is Verdict.REVIEW
    assert "only a category is: " in " ".join(finding.because)
    assert not any(duty.duty == "keep-notices" for duty in judge(by_category(license_id)).duties)


def test_beside_a_license_that_bans_further_restrictions_the_text_has_to_be_read() -> None:
    judged = by_category("Fair", out="GPL-2.0-only")
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict_if(judged, RULE, "terms-reviewed:lib") == (Verdict.WITH_DUTIES, Verdict.REVIEW)


def test_a_policy_on_a_category_meets_a_license_of_that_category_without_a_record() -> None:
    judged = by_category("OSL-2.1")
    denied = replace(judged, config=replace(judged.config, policy=Policy(deny=("category:strong-copyleft",))))
    assert verdict(denied, "policy") is Verdict.BLOCKED
    assert verdict(judged, "policy") is Verdict.ALLOWED

"""threshold: the size of the user against the sizes of the licenses; "greater than" means strictly greater."""

from collections.abc import Mapping
from datetime import date

import pytest

from licet.model.system import System
from licet.model.terms import License
from licet.model.use import Measurement, Use
from licet.model.vocabulary import Duty, Verdict
from tests.rules.build import (
    LLAMA,
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

RULE = "threshold"
MAU = "monthly_active_users"
RELEASE = date(2024, 7, 23)
"""The day on which Llama 3.1 was released: section 2 counts the calendar month before it."""


def sized(sizes: Mapping[str, int | tuple[Measurement, ...]], *, commercial: bool | None = True) -> Use:
    """A hosted use with the sizes given."""
    return use(commercial=commercial, delivery=["hosted-api"], organization="company", sizes=sizes)


def one(license_: str | License = LLAMA, how: str = "embeds", *, given: Use) -> System:
    """The product reaches one part by one link of its own."""
    return system([part("part", license=license_)], [link("product", how, "part")], use=given)


def limit(effect: str = "need-license", **more: object) -> License:
    """A license that changes above 100 monthly users."""
    condition: Mapping[str, object] = {
        "kind": "threshold",
        "metric": "MAU",
        "value": 100,
        "measured": "current",
        "over": "all products",
        "effect": effect,
        "on": ["use-commercially", "host"],
        **more,
    }
    return made(conditions=[condition])


@pytest.mark.parametrize(
    ("license_", "key", "largest", "section"),
    [
        (LLAMA, MAU, 700_000_000, "2"),
        ("llama-4", MAU, 700_000_000, "2"),
        ("hunyuan-large", MAU, 100_000_000, "4"),
        ("tongyi-qianwen-2023", MAU, 100_000_000, "4"),
        ("hyperclova-x-seed-2025", MAU, 10_000_000, "4"),
        ("stability-ai-community", "annual_revenue_usd", 1_000_000, "III"),
    ],
)
def test_above_means_strictly_greater(license_: str, key: str, largest: int, section: str) -> None:
    """The texts: "is greater than 700 million", "more than 100 million", "more than USD $1,000,000"."""
    assert found(one(license_, given=sized({key: largest})), RULE) == ()
    (finding,) = found(one(license_, given=sized({key: largest + 1})), RULE)
    assert finding.verdict is Verdict.BLOCKED
    assert quoted(finding)[0][1] == section
    assert finding.facts[key] == f"{largest + 1:,} (stated)"
    assert chain(finding) == "product embeds part"


def test_less_than_a_million_excludes_the_million() -> None:
    """Baichuan 2 grants commercial use to services whose daily users are "less than 1 million"."""
    assert found(one("baichuan2", given=sized({"daily_active_users": 999_999})), RULE) == ()
    (finding,) = found(one("baichuan2", given=sized({"daily_active_users": 1_000_000})), RULE)
    assert finding.verdict is Verdict.REVIEW  # the agreement itself was not read, only its restatement
    assert "not read in full" in finding.because[0]


def test_what_must_be_asked_for_and_what_ends() -> None:
    (asked,) = found(one(given=sized({MAU: 800_000_000})), RULE)
    assert asked.duty is Duty.REQUEST_LICENSE
    assert "a license must be requested" in asked.title
    (ended,) = found(one("stability-ai-community", given=sized({"annual_revenue_usd": 2_000_000})), RULE)
    assert ended.duty is None
    assert "its license ends" in ended.title


def test_an_unknown_size_is_asked() -> None:
    judged = one(given=sized({}))
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    (question,) = finding.questions
    assert question == f"above:MAU:700000000@{LLAMA}"
    assert "on the release date of the licensed version" in finding.because[0]
    assert verdict_if(judged, RULE, question) == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_a_number_without_a_date_answers_for_every_date() -> None:
    assert found(one(given=sized({MAU: 5})), RULE) == ()


@pytest.mark.parametrize(
    ("at", "value", "expected"),
    [
        (RELEASE, 700_000_000, Verdict.ALLOWED),
        (RELEASE, 700_000_001, Verdict.BLOCKED),
        (date(2024, 7, 22), 5, Verdict.REVIEW),
        (date(2026, 11, 1), 900_000_000, Verdict.REVIEW),
    ],
)
def test_a_dated_number_answers_for_its_date_alone(at: date, value: int, expected: Verdict) -> None:
    """Llama 3.1 counts once, on its release; how large one is today, or was a day before, answers nothing."""
    given = sized({MAU: (Measurement(value=value, at=at),)})
    assert verdict(one(given=given), RULE) is expected


def test_the_right_date_among_several() -> None:
    sizes = (Measurement(value=900_000_000, at=date(2023, 7, 18)), Measurement(value=9, at=RELEASE))
    assert found(one(given=sized({MAU: sizes})), RULE) == ()
    assert verdict(one("llama-4", given=sized({MAU: sizes})), RULE) is Verdict.REVIEW


def test_a_dated_number_does_not_answer_for_today() -> None:
    """Stability AI: "at any time"; last year's revenue does not say what it is now."""
    given = sized({"annual_revenue_usd": (Measurement(value=5, at=date(2025, 12, 31)),)})
    assert verdict(one("stability-ai-community", given=given), RULE) is Verdict.REVIEW


def test_one_measure_does_not_answer_for_another() -> None:
    given = sized({"daily_active_users": 5, "annual_revenue_usd": 5})
    assert verdict(one(given=given), RULE) is Verdict.REVIEW


def test_licenses_of_two_dates_ask_two_questions() -> None:
    parts = [part("a", license=LLAMA), part("b", license="llama-4")]
    judged = system(parts, [link("product", "embeds", "a"), link("product", "embeds", "b")], use=sized({}))
    asked = {question for finding in found(judged, RULE) for question in finding.questions}
    assert len(asked) == 2


def test_a_threshold_on_commercial_use_alone_needs_commerce() -> None:
    """Tongyi Qianwen 4: "if you are commercially using the Materials"."""
    large = 200_000_000
    assert found(one("tongyi-qianwen-2023", given=sized({MAU: large}, commercial=False)), RULE) == ()
    judged = one("tongyi-qianwen-2023", given=sized({MAU: large}, commercial=None))
    assert verdict(judged, RULE) is Verdict.REVIEW
    assert verdict_if(judged, RULE, "commercial") == (Verdict.BLOCKED, Verdict.ALLOWED)


def test_a_threshold_on_all_rights_binds_without_commerce() -> None:
    """Llama 3.1 section 2 withholds every right above the size, sold or not."""
    assert verdict(one(given=sized({MAU: 10**9}, commercial=False)), RULE) is Verdict.BLOCKED


def test_whether_research_ends_above_stabilitys_limit_is_open() -> None:
    """Section III says that "any licenses" end; section II grants research and non-commercial use without a limit."""
    sizes = {"annual_revenue_usd": 2_000_000}
    research = use(commercial=False, delivery=["internal"], organization="company", sizes=sizes)
    assert verdict(one("stability-ai-community", given=research), RULE) is Verdict.REVIEW
    assert verdict(one("stability-ai-community", given=sized(sizes)), RULE) is Verdict.BLOCKED


def test_a_threshold_for_a_display_is_a_duty_and_no_bar() -> None:
    assert found(one(limit("display"), given=sized({MAU: 10**9})), RULE) == ()


@pytest.mark.parametrize("how", ["fine-tunes", "calls", "runs", "builds-with", "evaluates-on", "distills-outputs"])
def test_every_use_of_our_own_counts(how: str) -> None:
    assert verdict(one(limit(), how, given=sized({MAU: 101})), RULE) is Verdict.BLOCKED


def test_own_parts_and_acquired_licenses_give_nothing() -> None:
    given = sized({MAU: 10**9})
    links = [link("product", "embeds", "part")]
    assert found(system([part("part", license=LLAMA, own=True)], links, use=given), RULE) == ()
    acquired = part("part", license=LLAMA, facts={"license_acquired": True})
    assert found(system([acquired], links, use=given), RULE) == ()


def test_a_publishers_derivative_carries_the_threshold_and_his_tools_do_not() -> None:
    parts = [part("middle", license="MIT"), part("part", license=LLAMA)]
    given = sized({MAU: 10**9})
    derived = system(parts, [link("product", "embeds", "middle"), link("middle", "fine-tunes", "part")], use=given)
    assert verdict(derived, RULE) is Verdict.BLOCKED
    tested = system(parts, [link("product", "embeds", "middle"), link("middle", "builds-with", "part")], use=given)
    assert found(tested, RULE) == ()
    learned = system(parts, [link("product", "embeds", "middle"), link("middle", "trains-on", "part")], use=given)
    assert found(learned, RULE) == ()


def test_data_that_we_train_on_brings_its_threshold_along() -> None:
    parts = [part("middle", license="MIT", kind="dataset"), part("part", license=limit(), kind="dataset")]
    links = [link("product", "trains-on", "middle"), link("middle", "extracts-from", "part")]
    assert verdict(system(parts, links, use=sized({MAU: 101})), RULE) is Verdict.BLOCKED


def test_who_receives_an_integrated_product_is_freed() -> None:
    """Llama 3.1 1.b.ii: section 2 does not apply to who receives the materials in an integrated end user product."""
    parts = [part("app", license="MIT", kind="application"), part("part", license=LLAMA)]
    links = [link("product", "runs", "app"), link("app", "embeds", "part")]
    judged = system(parts, links, use=sized({MAU: 10**9}))
    (finding,) = found(judged, RULE)
    assert finding.verdict is Verdict.REVIEW
    assert verdict_if(judged, RULE, "recipient-of-integrated-product:part") == (Verdict.ALLOWED, Verdict.BLOCKED)


def test_who_took_the_model_itself_is_not_freed() -> None:
    assert verdict(one(given=sized({MAU: 10**9})), RULE) is Verdict.BLOCKED


def test_an_exemption_from_other_duties_frees_nobody_from_the_threshold() -> None:
    """Hunyuan-Large 3 frees recipients of integrated products from section 3, not from section 4."""
    parts = [part("app", license="MIT", kind="application"), part("part", license="hunyuan-large")]
    links = [link("product", "runs", "app"), link("app", "embeds", "part")]
    assert verdict(system(parts, links, use=sized({MAU: 10**9})), RULE) is Verdict.BLOCKED


def test_a_text_read_only_in_excerpts_never_blocks() -> None:
    condition: Mapping[str, object] = {
        "kind": "threshold",
        "metric": "MAU",
        "value": 100,
        "measured": "current",
        "over": "all products",
        "effect": "need-license",
        "on": ["host"],
    }
    excerpt = made(conditions=[condition], excerpt=True)
    assert verdict(one(excerpt, given=sized({MAU: 101})), RULE) is Verdict.REVIEW


def test_order_does_not_matter() -> None:
    parts = [part("a", license="MIT"), part("b", license="MIT"), part("part", license=LLAMA)]
    links = [link("product", "embeds", "b"), link("b", "fine-tunes", "part")]
    links += [link("product", "embeds", "a"), link("a", "fine-tunes", "part")]
    given = sized({MAU: 10**9})
    finding = in_every_order(parts, links, RULE, lambda ps, ks: system(ps, ks, use=given))
    assert chain(finding) == "product embeds a; a fine-tunes part"


def test_a_threshold_on_commercial_use_does_not_touch_other_use_though_duties_stand_beside_it() -> None:
    qwen = "LicenseRef-scancode-qwen-2024"
    assert verdict(one(qwen, given=sized({MAU: 150_000_000}, commercial=True)), RULE) is Verdict.BLOCKED
    assert verdict(one(qwen, given=sized({MAU: 150_000_000}, commercial=False)), RULE) is Verdict.ALLOWED

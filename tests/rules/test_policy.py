"""The organization's own rules, on top of the licenses (design section 3)."""

import pytest

from licet.model.system import System
from licet.model.use import Policy
from licet.model.vocabulary import Verdict
from tests.rules.build import LLAMA, found, link, part, product, system, use, verdict, verdict_if

RULE = "policy"
AGPL = "AGPL-3.0-only"
BLOCKED, REVIEW, ALLOWED = Verdict.BLOCKED, Verdict.REVIEW, Verdict.ALLOWED


def under(policy: Policy, license_id: str, *, how: str = "embeds", own: bool | None = None) -> System:
    return system(
        [part("m", license=license_id, own=own)],
        [link("product", how, "m")],
        use=use(commercial=False, delivery=["internal"], fields=[]),
        product=product(license="LicenseRef-Acme"),
        policy=policy,
    )


def test_a_denied_license_blocks_whatever_the_license_itself_allows() -> None:
    [finding] = found(under(Policy(deny=(AGPL,)), AGPL), RULE)
    assert finding.verdict is BLOCKED
    assert finding.components == ("m",)
    assert "your own policy" in finding.title
    assert AGPL in finding.because[0]


@pytest.mark.parametrize(
    "entry", ["agpl-3.0-only", "AGPL-3.0", "agpl v3", "AGPL3", "https://www.gnu.org/licenses/agpl-3.0.html"]
)
def test_an_entry_is_found_under_every_name_of_the_license(entry: str) -> None:
    assert verdict(under(Policy(deny=(entry,)), AGPL), RULE) is BLOCKED


@pytest.mark.parametrize(
    ("category", "license_id"),
    [
        ("category:network-copyleft", AGPL),
        ("category:strong-copyleft", "GPL-3.0-only"),
        ("category:noncommercial", "CC-BY-NC-4.0"),
        ("category:source-available", "Elastic-2.0"),
        ("category:use-restricted", LLAMA),
        ("category:permissive", "MIT"),
        ("category:public-domain", "CC0-1.0"),
        ("category:unknown", "LicenseRef-Vendor"),
        ("category:unknown", ""),
    ],
)
def test_a_category_denies_every_license_in_it(category: str, license_id: str) -> None:
    assert verdict(under(Policy(deny=(category,)), license_id), RULE) is BLOCKED
    others = tuple(name for name in ("category:weak-copyleft", "category:proprietary") if name != category)
    assert found(under(Policy(deny=others), license_id), RULE) == ()


def test_an_unknown_license_can_be_denied_by_its_id() -> None:
    assert verdict(under(Policy(deny=("LicenseRef-Vendor",)), "LicenseRef-Vendor"), RULE) is BLOCKED
    assert found(under(Policy(deny=("LicenseRef-Other",)), "LicenseRef-Vendor"), RULE) == ()


def test_a_review_is_asked_for_and_a_denial_is_not() -> None:
    judged = under(Policy(review=(AGPL,)), AGPL)
    assert found(judged, RULE)[0].questions == ("policy-reviewed:m",)
    assert verdict_if(judged, RULE, "policy-reviewed:m") == (ALLOWED, REVIEW)
    denied = under(Policy(deny=(AGPL,)), AGPL)
    assert verdict_if(denied, RULE, "policy-reviewed:m") == (BLOCKED, BLOCKED)


def test_review_is_weaker_than_deny_and_does_not_hide_it() -> None:
    assert verdict(under(Policy(review=("category:network-copyleft",)), AGPL), RULE) is REVIEW
    assert verdict(under(Policy(deny=(AGPL,), review=(AGPL,)), AGPL), RULE) is BLOCKED


@pytest.mark.parametrize("how", ["calls", "builds-with", "trains-on"])
def test_every_way_of_using_it_counts(how: str) -> None:
    assert verdict(under(Policy(deny=(AGPL,)), AGPL, how=how), RULE) is BLOCKED


def test_every_license_of_an_and_counts_and_of_an_or_the_one_taken() -> None:
    deny = Policy(deny=(AGPL,))
    assert verdict(under(deny, f"MIT AND {AGPL}"), RULE) is BLOCKED
    assert found(under(deny, f"MIT OR {AGPL}"), RULE) == ()
    assert verdict(under(deny, f"{AGPL} WITH GCC-exception-3.1"), RULE) is BLOCKED


def test_our_own_parts_and_a_silent_policy_are_not_touched() -> None:
    assert found(under(Policy(deny=("category:unknown",)), "LicenseRef-Acme"), RULE) == ()
    assert found(under(Policy(deny=(AGPL,)), AGPL, own=True), RULE) == ()
    assert found(under(Policy(), AGPL), RULE) == ()


def test_parts_that_nothing_uses_are_not_denied() -> None:
    assert found(system([part("m", license=AGPL)], [], policy=Policy(deny=(AGPL,))), RULE) == ()

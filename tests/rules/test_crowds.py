"""Very many clashing parts are one case: the same conclusion as for each two of them, and one finding."""

import pytest

from licet.judge.conclude import findings_of
from licet.model.findings import Finding
from licet.model.system import System
from licet.model.vocabulary import Verdict
from licet.rules.crowds import MANY
from licet.rules.registry import RULES
from tests.rules.build import link, part, product, system, use

SIDE = 25
"""More than MANY pairs on two sides."""
CLASHES = [
    ("GPL-2.0-only", "AGPL-3.0-only", "share-alike", "each demand their own license"),
    ("GPL-3.0-only", "MPL-1.1", "share-alike", "claim the whole work"),
    ("AGPL-3.0-only", "LicenseRef-licet-mistral-tou-2025-02-05", "disclose-source", "demand the source of the whole"),
    ("AGPL-3.0-only", "LicenseRef-Vendor", "disclose-source", "demand the source of the whole"),
]


def put(one: str, other: str, count: int, *, how: str = "links", shipped: bool = True, **facts: bool) -> System:
    """A product with so many parts under each of two licenses."""
    names = [(f"{side}{number}", license_) for side, license_ in (("a", one), ("b", other)) for number in range(count)]
    parts = [part(name, license=license_, kind="library", facts={"modified": False}) for name, license_ in names]
    links = [link("product", how, name, **facts) for name, _ in names]
    given = use(commercial=True, delivery=["on-premises"] if shipped else [], fields=[], organization="company")
    return system(parts, links, use=given, product=product(license="LicenseRef-Proprietary"))


def of_rule(judged: System, rule_id: str, words: str) -> list[Finding]:
    rules = tuple(rule for rule in RULES if rule.id == rule_id)
    return [one.finding for one in findings_of(judged, rules) if words.rsplit(maxsplit=1)[-1] in one.finding.title]


def two(found: list[Finding]) -> list[Finding]:
    """Those of them that are about more than one part."""
    return [finding for finding in found if len(finding.components) > 1]


def test_the_side_is_a_crowd() -> None:
    assert SIDE * SIDE > MANY >= 3 * 3


@pytest.mark.parametrize(("one", "other", "rule", "words"), CLASHES)
def test_many_clashing_parts_are_one_finding_with_the_verdict_of_each_two(
    one: str, other: str, rule: str, words: str
) -> None:
    few, many = two(of_rule(put(one, other, 3), rule, words)), two(of_rule(put(one, other, SIDE), rule, words))
    assert len(few) == 9
    [whole] = many
    assert {finding.verdict for finding in few} == {whole.verdict}
    assert sorted(whole.components) == sorted(f"{side}{number}" for side in "ab" for number in range(SIDE))
    assert {clause for finding in few for clause in finding.clauses} == set(whole.clauses)
    assert words in whole.title


@pytest.mark.parametrize(("one", "other", "rule", "words"), CLASHES)
def test_where_no_two_clash_the_many_do_not(one: str, other: str, rule: str, words: str) -> None:
    assert two(of_rule(put(one, other, 3, shipped=False), rule, words)) == []
    assert two(of_rule(put(one, other, SIDE, shipped=False), rule, words)) == []


def test_links_that_are_stated_to_be_apart_keep_the_many_apart() -> None:
    apart = put("GPL-2.0-only", "AGPL-3.0-only", SIDE, how="calls", one_work=False)
    assert two(of_rule(apart, "share-alike", "license")) == []


def test_what_is_open_is_asked_for_all_together() -> None:
    [whole] = two(of_rule(put("GPL-2.0-only", "AGPL-3.0-only", SIDE, how="embeds"), "share-alike", "license"))
    assert whole.verdict is Verdict.REVIEW


def test_hundreds_on_both_sides_are_a_few_findings() -> None:
    judged = put("GPL-2.0-only", "AGPL-3.0-only", 300)
    assert len(two([one.finding for one in findings_of(judged)])) == 2

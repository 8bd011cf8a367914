"""Links and facts that cannot all be so are findings, never silence."""

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.model.bom import Link
from licet.model.system import System
from licet.model.vocabulary import Verdict
from licet.rules.contradictions import circles
from tests.rules.build import found, link, made, part, product, system, use

RULE = "unresolved-reference"


def made_of(*links: Link, names: Sequence[str] = ("a", "b", "c")) -> System:
    parts = [part(name, license="MIT") for name in names]
    return system(parts, [link("product", "embeds", name) for name in names] + list(links), use=use(fields=[]))


@pytest.mark.parametrize("how", ["fine-tunes", "modifies", "copies", "merges", "quantizes", "bundles", "adapts"])
def test_parts_that_are_each_made_of_the_other_need_review(how: str) -> None:
    [finding] = found(made_of(link("a", how, "b"), link("b", how, "a")), RULE)
    assert finding.verdict is Verdict.REVIEW
    assert finding.title == f"nothing can be made out of itself: a {how} b, b {how} a"
    assert finding.components == ("a",)


def test_a_longer_circle_is_one_finding_in_every_order() -> None:
    links = [link("a", "fine-tunes", "b"), link("b", "quantizes", "c"), link("c", "copies", "a")]
    titles = {found(made_of(*order), RULE)[0].title for order in permutations(links)}
    assert titles == {"nothing can be made out of itself: a fine-tunes b, b quantizes c, c copies a"}


def test_a_part_that_a_scan_saw_to_be_made_of_itself() -> None:
    [finding] = found(made_of(link("a", "fine-tunes", "a")), RULE)
    assert finding.title == "nothing can be made out of itself: a fine-tunes a"


def test_two_circles_are_two_findings() -> None:
    pairs = [("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")]
    judged = made_of(*(link(one, "modifies", other) for one, other in pairs), names=("a", "b", "c", "d"))
    assert [finding.components for finding in found(judged, RULE)] == [("a",), ("c",)]


@pytest.mark.parametrize("how", ["links", "calls", "trains-on", "distills-outputs", "generated-by", "runs"])
def test_parts_that_use_or_learn_from_each_other_are_no_contradiction(how: str) -> None:
    assert found(made_of(link("a", how, "b"), link("b", how, "a")), RULE) == ()


@pytest.mark.parametrize(
    ("how", "told"), [("fine-tunes", 1), ("modifies", 1), ("merges", 1), ("embeds", 0), ("copies", 0)]
)
def test_a_part_that_is_stated_to_be_unmodified_and_that_we_change(how: str, told: int) -> None:
    judged = system(
        [part("a", license="MIT", facts={"modified": False})], [link("product", how, "a")], product=product("acme")
    )
    titles = [finding.title for finding in found(judged, RULE)]
    assert titles == [f"a is stated to be unmodified, and acme {how} it"] * told


def test_a_part_that_is_ours_and_licensed_to_us() -> None:
    judged = system([part("a", license=made("LicenseRef-deal"), own=True)], [link("product", "embeds", "a")])
    [finding] = found(judged, RULE)
    assert finding.title == "a is stated to be ours, and The LicenseRef-deal terms licenses it from somebody else"
    assert found(system([part("a", license=made("LicenseRef-deal"))], [link("product", "embeds", "a")]), RULE) == ()


def test_a_change_by_somebody_else_is_theirs() -> None:
    judged = system(
        [part("a", license="MIT", facts={"modified": False}), part("b", license="MIT")],
        [link("product", "embeds", "b"), link("b", "fine-tunes", "a")],
    )
    assert found(judged, RULE) == ()


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14))
def test_every_circle_is_one_and_none_is_left(pairs: list[tuple[int, int]]) -> None:
    links = [link(str(one), "copies", str(other)) for one, other in pairs]
    told = list(circles(links))
    for circle in told:
        assert [k.target for k in circle] == [k.source for k in (*circle[1:], circle[0])]
        assert len({k.source for k in circle}) == len(circle)
    assert list(circles(links[::-1])) == told
    broken = {k.source for circle in told for k in circle}
    assert not _goes_round([(one, other) for one, other in pairs if str(one) not in broken])


def _goes_round(pairs: list[tuple[int, int]]) -> bool:
    """Whether a walk of more steps than there are parts is possible: by matrix powers, not by the same algorithm."""
    reach = {(one, other) for one, other in pairs}
    for _ in range(7):
        reach |= {(one, third) for one, other in reach for other_, third in pairs if other == other_}
    return any(one == other for one, other in reach)

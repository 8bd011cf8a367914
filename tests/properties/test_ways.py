"""The ways that the walk keeps stand for all ways: judging every single one comes to the same findings and duties."""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from licet.judge import judge
from licet.model.bom import PRODUCT, Link
from licet.model.findings import Exposure
from licet.model.system import System
from licet.model.vocabulary import How, Verdict
from licet.propagate import along
from tests.properties.test_judgement import relation, uses
from tests.rules.build import link, part, product, system

LICENSES = (
    *("MIT", "GPL-3.0-only", "AGPL-3.0-only", "LGPL-2.1-only", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", ""),
    *("LicenseRef-scancode-llama-3.1-license-2024", "LicenseRef-scancode-gemma-tou-2025-03-24", "ODbL-1.0"),
)
OUTBOUND = ("", "MIT", "GPL-3.0-only", "LicenseRef-Proprietary")
HOWS = (*(how.value for how in How), *("links", "embeds", "copies", "merges", "trains-on"))
"""Every link; those by which terms come far are drawn more often."""


@st.composite
def ladders(draw: st.DrawFn) -> System:
    """Parts in rows of two, most of them ours in the middle, each linked to some of the row above: many ways down."""
    rows = draw(st.integers(2, 4))
    names = [[f"p{row}-{side}" for side in "ab"] for row in range(rows)]
    ours = {
        name: row < rows - 1 and draw(st.sampled_from([True, True, False]))
        for row in range(rows)
        for name in names[row]
    }
    parts = [
        part(
            name,
            license=draw(st.sampled_from(OUTBOUND if mine else LICENSES)),
            kind=draw(st.sampled_from(["model", "dataset", "library", "adapter"])),
            own=mine or None,
            facts=draw(st.dictionaries(st.sampled_from(["modified", "alone"]), st.booleans(), max_size=1)),
        )
        for name, mine in ours.items()
    ]
    hows = st.sampled_from(draw(st.lists(st.sampled_from(HOWS), min_size=1, max_size=3)))
    links: list[Link] = []
    for above, row in zip([[PRODUCT], *names], names, strict=False):
        for name in row:
            for source in draw(st.sampled_from([above, above, above[:1], above[-1:]])):
                links += [link(source, how, name) for how in draw(st.lists(hows, min_size=1, max_size=2, unique=True))]
    made = product(license=draw(st.sampled_from(OUTBOUND)), kind=draw(st.sampled_from(["application", "model"])))
    return system(parts, links, use=draw(uses()), product=made)


def every_way(built: System) -> dict[str, tuple[Exposure, ...]]:
    """All ways from the product, the shortest first, as the exposures that they make."""

    def ways(node: str, path: tuple[Link, ...]) -> Iterator[Exposure]:
        for step in sorted(built.links, key=lambda each: (each.source, each.how, each.target)):
            if step.source == node and (found := along((*path, step), built.terms)):
                yield found
                yield from ways(step.target, (*path, step))

    found: dict[str, list[Exposure]] = {}
    for way in sorted(ways(PRODUCT, ()), key=lambda each: len(each.path)):
        found.setdefault(way.component, []).append(way)
    return {name: tuple(found[name]) for name in sorted(found)}


def verdicts(built: System) -> tuple[Verdict, dict[str, tuple[Verdict, frozenset[str]]], dict[str, str]]:
    after = judge(built)
    findings = {each.key: (each.verdict, frozenset(each.questions)) for each in after.findings}
    return after.verdict, findings, {each.key: each.status for each in after.duties}


@relation(150)
@given(ladders())
def test_the_ways_that_are_kept_stand_for_all_of_them(built: System) -> None:
    assert verdicts(built) == verdicts(replace(built, exposures=every_way(built)))

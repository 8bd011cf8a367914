"""A registry is judged as its parts would be, one by one, with everything upstream of them."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.model.use import Config, Product, Use
from licet.model.vocabulary import Delivery, How, Organization, Verdict
from licet.propagate import algebra as algebras
from licet.registry import Judging, gather, prepare
from licet.registry.judging import UNFINISHED
from licet.registry.views import As
from tests.registry.engine import Judged, Row, every_way, judged, whole
from tests.rules.build import LLAMA, NOW

LICENSES = (
    *("MIT", "Apache-2.0", "GPL-3.0-only", "GPL-2.0-only", "AGPL-3.0-only", "LGPL-3.0-only", "MPL-2.0", "SSPL-1.0"),
    *("CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-NC-SA-4.0", "ODbL-1.0", "EUPL-1.2", "BUSL-1.1"),
    *(LLAMA, "LicenseRef-scancode-gemma-tou-2025-03-24", "LicenseRef-scancode-stable-diffusion-2022-08-22"),
    *("LicenseRef-licet-kimi-k3", "LicenseRef-licet-qwen-research-2024", "LicenseRef-Nobody-Read-This", ""),
)
KINDS = ("model", "adapter", "dataset", "library", "application", "service")
HOWS = (*(str(how) for how in How), "links:static", "links:dynamic")
SEEN: tuple[As, As] = ("part", "product")
HOSTED = Use(commercial=True, delivery=(Delivery.HOSTED_API,), organization=Organization.COMPANY, fields=())


def config(use: Use = HOSTED, license_: str = "") -> Config:
    return Config(product=Product(name="acme", license=license_), use=use)


@st.composite
def uses(draw: st.DrawFn) -> Config:
    deliveries = [(Delivery.HOSTED_API,), (Delivery.ON_PREMISES,), (Delivery.INTERNAL,), (Delivery.DATASET_RELEASE,)]
    use = Use(
        commercial=draw(st.sampled_from([True, False, None])),
        delivery=draw(st.sampled_from([*deliveries, None])),
        organization=Organization.COMPANY,
        fields=draw(st.sampled_from([(), ("military",), None])),
    )
    return config(use, draw(st.sampled_from(["", "MIT", "GPL-3.0-only", "LicenseRef-Proprietary"])))


@st.composite
def registries(draw: st.DrawFn, most: int, links: int) -> list[Row]:
    """Rows without cycles; few kinds of links and licenses, so that parts come to be alike."""
    licenses = draw(st.lists(st.sampled_from(LICENSES), min_size=2, max_size=4, unique=True))
    hows = draw(st.lists(st.sampled_from(HOWS), min_size=1, max_size=3, unique=True))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True))
    rows: list[Row] = []
    for at in range(draw(st.integers(2, most))):
        above = draw(st.lists(st.integers(0, at - 1), max_size=links)) if at else []
        rows.append(
            {
                "id": f"n{at}",
                "kind": draw(st.sampled_from(kinds)),
                "license": draw(st.sampled_from(licenses)) or None,
                "links": [{"how": draw(st.sampled_from(hows)), "to": f"n{base}"} for base in above],
            }
        )
    return rows


def of(rows: Sequence[Row], made: Config, seen_as: As = "part") -> Judging:
    return prepare(gather(enumerate(rows, 1)), made, path="registry.jsonl", now=NOW, seen_as=seen_as)


def outcome(judging: Judging, part: int) -> Judged:
    found = judging.outcome(part)
    return Judged(found.verdict, frozenset(found.findings), frozenset(found.duties))


def outcomes(rows: Sequence[Row], made: Config, seen_as: As = "part") -> Mapping[str, Judged]:
    judging = of(rows, made, seen_as)
    return {judging.registry.ids[part]: outcome(judging, part) for part in judging.parts()}


def unlike_the_engine(rows: Sequence[Row], made: Config, seen_as: As) -> list[str]:
    """The parts on which the registry, the engine, and the engine with all ways do not agree."""
    unlike = []
    judging = of(rows, made, seen_as)
    ids = judging.registry.ids
    for part in judging.parts():
        system = whole(
            rows,
            ids[part],
            made,
            seen_as,
            lambda name: judging.classes.terms[int(judging.reach.graph.part[ids.index(name)])],
        )
        if not outcome(judging, part) == judged(every_way(system)) == judged(system):
            unlike.append(ids[part])
    return unlike


@settings(max_examples=40, deadline=None, derandomize=True)
@given(registries(most=7, links=3), uses(), st.sampled_from(SEEN))
def test_every_part_is_judged_as_the_engine_judges_its_whole_upstream(
    rows: list[Row], made: Config, seen_as: As
) -> None:
    """Lanes are enough: what the rules say of one part of each row holds for all parts of the row."""
    assert unlike_the_engine(rows, made, seen_as) == []


@settings(max_examples=8, deadline=None, derandomize=True)
@given(registries(most=24, links=1), uses(), st.sampled_from(SEEN))
def test_parts_that_share_a_row_are_judged_alike_by_the_engine(rows: list[Row], made: Config, seen_as: As) -> None:
    assert unlike_the_engine(rows, made, seen_as) == []


@settings(max_examples=15, deadline=None)
@given(registries(most=8, links=3))
def test_order_of_input_never_matters(rows: list[Row]) -> None:
    turned = [{**row, "links": list(reversed(_links(row)))} for row in reversed(rows)]
    assert outcomes(turned, config()) == outcomes(rows, config())


def _links(row: Row) -> list[object]:
    links = row["links"]
    assert isinstance(links, list)
    return links


# -- by hand ------------------------------------------------------------------------------------------------------


def row(name: str, license_: str | None, *links: tuple[str, str], kind: str = "model") -> Row:
    return {"id": name, "kind": kind, "license": license_, "links": [{"how": how, "to": to} for how, to in links]}


def test_a_noncommercial_base_far_up_blocks_what_is_made_from_it() -> None:
    rows = [
        row("base", "CC-BY-NC-4.0"),
        row("tuned", "MIT", ("fine-tunes", "base")),
        row("small", "MIT", ("quantizes", "tuned")),
        row("free", "MIT"),
    ]
    found = outcomes(rows, config())
    assert [found[name].verdict for name in ("base", "tuned", "small")] == [Verdict.BLOCKED] * 3
    assert ("noncommercial-only", Verdict.BLOCKED) in found["small"].findings
    assert found["free"].verdict is Verdict.WITH_DUTIES


def test_terms_that_clash_in_a_part_show_where_it_is_shipped_beside_others() -> None:
    """The merge itself is the breach; that it is only bundled further down does not mend it."""
    rows = [
        row("copyleft", "GPL-3.0-only", kind="library"),
        row("closed", LLAMA),
        row("merge", "GPL-3.0-only", ("modifies", "copyleft"), ("modifies", "closed")),
        row("shelf", "MIT", ("bundles", "merge"), kind="application"),
        row("copy", "GPL-3.0-only", ("modifies", "copyleft")),
        row("other", LLAMA, ("modifies", "closed")),
        row("tidy", "MIT", ("bundles", "copy"), ("bundles", "other"), kind="application"),
    ]
    shipped = config(Use(commercial=True, delivery=(Delivery.ON_PREMISES,), fields=()))
    found = outcomes(rows, shipped, "product")
    assert "no-further-restrictions" in {rule for rule, _ in found["shelf"].findings}
    assert "no-further-restrictions" not in {rule for rule, _ in found["tidy"].findings}
    assert unlike_the_engine(rows, shipped, "product") == []


def test_a_model_that_learns_from_its_own_base_is_not_one_that_learns_from_another() -> None:
    """Links to one part and links to two parts of one class are told apart where they are the product's own."""
    rows = [
        *(row("one", LLAMA), row("two", LLAMA)),
        row("same", LLAMA, ("fine-tunes", "one"), ("distills-outputs", "one")),
        row("other", LLAMA, ("fine-tunes", "one"), ("distills-outputs", "two")),
    ]
    assert unlike_the_engine(rows, config(), "product") == []


def test_parts_on_a_cycle_are_judged() -> None:
    rows = [row("a", "MIT", ("merges", "b")), row("b", "CC-BY-NC-4.0", ("merges", "a"))]
    assert [each.verdict for each in outcomes(rows, config()).values()] == [Verdict.BLOCKED] * 2
    assert len(outcomes(rows, config(), "product")) == 2


def test_a_link_to_nothing_and_a_link_to_itself() -> None:
    rows = [row("a", "MIT", ("fine-tunes", "nobody/knows-this"), ("copies", "a"))]
    judging = of(rows, config())
    assert judging.registry.itself.number == 1
    assert [fault.reason for fault in judging.registry.nowhere.named] == [
        "nobody/knows-this is linked to and not described"
    ]
    (only,) = judging.judged()
    assert only.outcome.verdict is Verdict.REVIEW
    assert ("unresolved-reference", Verdict.REVIEW) in only.outcome.findings


def test_a_part_with_the_id_of_the_product() -> None:
    found = outcomes([row("product", "CC-BY-NC-4.0"), row("x", "MIT", ("embeds", "product"))], config())
    assert {each.verdict for each in found.values()} == {Verdict.BLOCKED}


def test_a_knotted_registry_is_never_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"n{at}" for at in range(6)]
    rows = [
        row(one, "CC0-1.0", *((HOWS[at], other) for at, other in enumerate(names) if other != one)) for one in names
    ]
    monkeypatch.setattr(algebras, "MAX_ATOMS", 30)
    found = outcomes(rows, config())
    assert all((UNFINISHED, Verdict.REVIEW) in each.findings for each in found.values())
    assert all(each.verdict.rank >= Verdict.REVIEW.rank for each in found.values())


def test_what_a_label_drops_at_any_distance() -> None:
    rows = [
        row("base", LLAMA),
        row("mirror", None, ("quantizes", "base")),
        row("tuned", "Apache-2.0", ("fine-tunes", "mirror")),
        row("kept", LLAMA, ("fine-tunes", "base")),
    ]
    judging = of(rows, config())
    drops = {judging.registry.ids[each.part]: each.drops for each in judging.judged()}
    assert [name for name, found in drops.items() if found] == ["tuned"]
    (drop,) = drops["tuned"]
    assert drop.base == LLAMA
    assert len(drop.through) == 2
    assert drop.clause.startswith(f"{LLAMA} §")

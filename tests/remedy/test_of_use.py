"""Ways out that change the use or the release, before they are judged."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from licet.licenses import load
from licet.model.findings import Finding
from licet.model.system import System
from licet.model.use import Use
from licet.model.vocabulary import Delivery, Verdict
from licet.remedy import of_use
from licet.remedy.edits import State
from licet.remedy.scene import Candidate, Scene, stage
from tests.rules.build import LLAMA, link, part, product, system, use

Maker = Callable[[Scene], Iterator[Candidate]]
HUNYUAN = "LicenseRef-licet-tencent-hunyuan-large"
QWEN = "LicenseRef-scancode-qwen-2024"


def scene_of(judged: System, *, outbound: tuple[str, ...] = (), tags: tuple[str, ...] = ()) -> Scene:
    """A finding on the part `m` that quotes some clause of its license."""
    state = State(config=judged.config, terms=tuple(judged.terms.values()), links=judged.links)
    [license_] = judged.terms["m"].licenses
    clause = next(each.clause for each in license_.permits.values() if each.clause)
    finding = Finding(
        key="k",
        rule="policy",
        verdict=Verdict.BLOCKED,
        severity="high",
        title="",
        components=("m",),
        clauses=(clause,),
        tags=tags,
    )
    return Scene(stage=stage(state, outbound=tuple(load(name) for name in outbound)), finding=finding)


def made(stated: Use, maker: Maker, license_id: str = "MIT", **more: tuple[str, ...]) -> list[tuple[str, Use]]:
    """What a maker proposes for a use: the titles, and the use then."""
    judged = system([part("m", license=license_id)], [link("product", "embeds", "m")], use=stated, product=product())
    scene = scene_of(judged, **more)
    found = []
    for each in maker(scene):
        assert each.edit is not None
        assert each.kind == "change-use"
        found.append((each.title, each.edit(scene.stage.state).config.use))
    return found


SOLD = use(
    commercial=True,
    delivery=["hosted-app", "on-premises"],
    fields=["military", "gambling"],
    territories=["DE", "US"],
    sizes={"monthly_active_users": 200_000_000},
    trains_models_on_outputs=True,
    publishes_outputs=True,
    personal_data=True,
)

CHANGES: list[tuple[Maker, str, str, object]] = [
    (of_use.noncommercial, "MIT", "commercial", False),
    (of_use.internal, "MIT", "delivery", (Delivery.INTERNAL,)),
    (of_use.hosted, "MIT", "delivery", (Delivery.HOSTED_APP,)),
    (of_use.shipped, "MIT", "delivery", (Delivery.ON_PREMISES,)),
    (of_use.elsewhere, HUNYUAN, "territories", ("US",)),
    (of_use.without_training, "MIT", "trains_models_on_outputs", False),
    (of_use.unpublished, "MIT", "publishes_outputs", False),
]


@pytest.mark.parametrize(("maker", "license_id", "key", "value"), CHANGES)
def test_a_change_of_use_changes_one_fact(maker: Maker, license_id: str, key: str, value: object) -> None:
    [(_, after)] = made(SOLD, maker, license_id)
    assert getattr(after, key) == value
    others = {name for name in Use.__dataclass_fields__ if getattr(after, name) != getattr(SOLD, name)}
    assert others - {"makes_trained_model_available"} == {key}


@pytest.mark.parametrize("maker", [maker for maker, *_ in CHANGES])
def test_what_is_not_stated_is_not_changed(maker: Maker) -> None:
    assert made(use(), maker, HUNYUAN) == []


def test_a_field_that_is_served_is_given_up() -> None:
    found = made(SOLD, of_use.without_field, tags=("gambling",))
    assert [after.fields for _, after in found] == [("military",), ("gambling",)]
    assert made(use(fields=[]), of_use.without_field, tags=("gambling",)) == []


def test_a_size_as_it_stands_can_be_kept_and_a_past_one_cannot() -> None:
    [(title, after)] = made(SOLD, of_use.smaller, QWEN)
    assert "100,000,000 monthly active users" in title
    assert [each.value for each in after.sizes["monthly_active_users"]] == [100_000_000]
    huge = replace(SOLD, sizes=use(sizes={"monthly_active_users": 800_000_000}).sizes)
    assert made(huge, of_use.smaller, LLAMA) == []
    assert made(replace(SOLD, sizes=use(sizes={"monthly_active_users": 5}).sizes), of_use.smaller, QWEN) == []


def releases(license_id: str, released: str, outbound: tuple[str, ...] = ()) -> list[tuple[str, str, int]]:
    judged = system(
        [part("m", license=license_id)], [link("product", "embeds", "m")], product=product(license=released)
    )
    return [(each.kind, each.effect, each.cost) for each in of_use.released(scene_of(judged, outbound=outbound))]


def test_the_release_goes_under_the_parts_own_license_or_one_that_is_possible() -> None:
    assert releases("CC-BY-SA-4.0", "MIT", ("CC-BY-4.0", "CC-BY-SA-4.0")) == [
        ("change-outbound-license", "released:CC-BY-SA-4.0", 2),
        ("change-outbound-license", "released:CC-BY-4.0", 2),
    ]


def test_a_license_that_wants_the_source_opens_the_product() -> None:
    assert releases("GPL-3.0-only", "LicenseRef-Proprietary") == [("open-source-product", "released:GPL-3.0-only", 5)]


def test_a_closed_product_is_not_given_away_for_a_line_of_text() -> None:
    assert releases("CC-BY-SA-4.0", "LicenseRef-Proprietary") == [
        ("change-outbound-license", "released:CC-BY-SA-4.0", 4)
    ]


def test_a_name_begins_as_demanded_or_loses_the_word_that_is_barred() -> None:
    def name(license_id: str, called: str) -> list[str]:
        judged = system(
            [part("m", license=license_id)], [link("product", "fine-tunes", "m")], product=product(called, kind="model")
        )
        return [each.effect for each in of_use.renamed(scene_of(judged))]

    assert name(LLAMA, "Otter") == ["renamed:product:Llama-Otter"]
    assert name(LLAMA, "llama-otter") == []
    assert name("Apache-1.1", "Apache Otter") == ["renamed:product:Otter"]
    assert name("Apache-1.1", "Apache") == []

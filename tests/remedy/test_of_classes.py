"""Ways out for findings about very many parts: one change for all parts of one kind under one license."""

from licet.judge import judge
from licet.licenses import load
from licet.model.bom import Bom
from licet.model.findings import Finding
from licet.model.system import System
from licet.model.vocabulary import Verdict
from licet.pipeline import Scan, assess
from licet.remedy.edits import State
from licet.remedy.of_classes import MOST_CLASSES, in_bulk
from licet.remedy.scene import MOST_TARGETS, Candidate, Scene, stage
from tests.rules.build import NOW, link, part, product, system, use

SIDE = 15
PUBLIC = ", reached over their public interfaces alone"


def put(count: int, *, how: str = "links", other: str = "MPL-1.1") -> System:
    """A closed product with so many parts under GPL-3.0-only, and as many under a license that clashes with it."""
    names = [(f"{side}{n}", license_) for side, license_ in (("a", "GPL-3.0-only"), ("b", other)) for n in range(count)]
    parts = [part(name, license=license_, kind="library", facts={"modified": False}) for name, license_ in names]
    links = [link("product", how, name) for name, _ in names]
    given = use(commercial=True, delivery=["on-premises"], fields=[], organization="company", personal_data=False)
    return system(parts, links, use=given, product=product(license="LicenseRef-Proprietary"))


def whole(judged: System) -> Finding:
    """The finding about all parts."""
    return max((each for each in judge(judged).findings if each.rule == "share-alike"), key=lambda f: len(f.components))


def offered(judged: System, finding: Finding) -> list[Candidate]:
    state = State(config=judged.config, terms=tuple(judged.terms.values()), links=judged.links)
    return list(in_bulk(Scene(stage=stage(state, replacements=(load("MIT"),)), finding=finding)))


def test_all_parts_under_one_license_are_changed_at_once() -> None:
    judged = put(SIDE)
    found = offered(judged, whole(judged))
    assert [(each.kind, each.title.partition(" the ")[2]) for each in found if "GPL-3.0-only" in each.title] == [
        ("replace-component", f"{SIDE} parts under GPL-3.0-only (library) with others under permissive licenses"),
        ("isolate-as-service", f"{SIDE} parts under GPL-3.0-only (library) as separate services{PUBLIC}"),
        ("acquire-license", f"{SIDE} parts under GPL-3.0-only (library)"),
        ("drop-component", f"{SIDE} parts under GPL-3.0-only (library) out"),
    ]
    assert all(each.places == {f"part:a{number}" for number in range(SIDE)} for each in found[:4])


def test_a_change_writes_all_it_says() -> None:
    judged = put(SIDE)
    state = State(config=judged.config, terms=tuple(judged.terms.values()), links=judged.links)
    for each in offered(judged, whole(judged)):
        assert each.edit is not None
        after = each.edit(state)
        touched = {name.removeprefix("part:") for name in each.places}
        assert [t for t in after.terms if t.component.id not in touched] == [
            t for t in state.terms if t.component.id not in touched
        ]
        if each.kind == "drop-component":
            assert touched.isdisjoint(t.component.id for t in after.terms)


def test_few_parts_are_changed_one_by_one() -> None:
    judged = put(2)
    finding = whole(judged)
    assert len(finding.components) <= MOST_TARGETS
    assert offered(judged, finding) == []


def test_what_is_copied_in_cannot_be_run_apart() -> None:
    judged = put(SIDE, how="copies")
    assert "isolate-as-service" not in {each.kind for each in offered(judged, whole(judged))}


def test_parts_under_free_licenses_are_left_alone() -> None:
    judged = put(SIDE)
    finding = whole(judged)
    fine = system(
        [part(name, license="MIT", kind="library") for name in finding.components],
        judged.links,
        use=judged.config.use,
    )
    assert offered(fine, finding) == []


def test_what_is_offered_for_a_crowd_was_judged() -> None:
    judged = put(SIDE)
    bom = Bom(components=tuple(t.component for t in judged.terms.values()), links=judged.links)
    names = {"a": "GPL-3.0-only", "b": "MPL-1.1"}
    identified = tuple(
        part(name, license=names[name[0]], kind="library", facts={"modified": False}) for name in judged.terms
    )
    result = assess(Scan(config=judged.config, bom=bom, identified=identified), now=NOW)
    crowd = max((f for f in result.findings if f.rule == "share-alike"), key=lambda f: len(f.components))
    ways = [each for each in result.remedies if f"{SIDE} parts under" in each.title]
    assert len(ways) <= 4 * MOST_CLASSES
    assert {each.kind for each in ways if crowd.id in each.clears} >= {"replace-component", "drop-component"}
    assert all(each.verdict_after is not None and each.cost == 5 for each in ways)
    assert crowd.verdict is Verdict.BLOCKED

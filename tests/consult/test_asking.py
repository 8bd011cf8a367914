"""Names are followed to the roots, at most so far; what could not be had is told and hides nothing."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import pytest

from licet.catalog import entries
from licet.consult import consult, named
from licet.consult.asking import THREADS, sought_of
from licet.model.bom import PRODUCT, Component, Found, Link
from licet.model.lookups import Answer, Consulted, Document, Failed, Gated, Learned, Looked, Missing, Registry, Sought
from licet.model.vocabulary import Basis, Grade, How, Kind, Scope
from licet.sources import Wanted
from tests.sources.standin import SHA

HUB = frozenset({Registry.MODEL, Registry.DATASET})


def document(path: str, text: str) -> Document:
    return Document(path=path, data=text.encode(), sha256=sha256(text.encode()).hexdigest())


def repository(name: str, card: str = "license: mit", **files: str) -> Looked:
    documents = [document("README.md", f"---\n{card}\n---\n"), *(document(path, text) for path, text in files.items())]
    return Looked(source="https://hub.example", name=name, revision=SHA, documents=tuple(documents), complete=True)


@dataclass
class Shelf:
    """A source that answers from a table."""

    table: Mapping[str, Answer]
    registries: frozenset[Registry] = HUB
    asked: list[str] = field(default_factory=list)

    def lookup(self, sought: Sought, wanted: Wanted) -> Answer:
        assert wanted("LICENSE")
        self.asked.append(sought.name)
        return self.table.get(sought.name, Missing(source="shelf", reason="missing"))


def model(name: str, **keys: object) -> Component:
    return Component(id=f"pkg:huggingface/{name}", kind=Kind.MODEL, **keys)  # type: ignore[arg-type]


def ids(consulted: Consulted) -> set[str]:
    return {part.id for part in consulted.found.components}


def drawn(consulted: Consulted) -> set[tuple[str, How, str]]:
    return {(link.source, link.how, link.target) for link in consulted.found.links}


CHAIN = {
    "acme/d": repository("acme/d", "base_model: acme/c\nbase_model_relation: adapter"),
    "acme/c": repository("acme/c", "base_model: acme/b\nbase_model_relation: quantized\ndatasets: [acme/rows]"),
    "acme/b": repository("acme/b", "base_model: acme/a\nbase_model_relation: finetune"),
    "acme/a": repository("acme/a", "license: apache-2.0"),
    "acme/rows": repository("acme/rows", "license: cc-by-4.0\ntask_categories: [x]\nsource_datasets: [acme/pages]"),
}


def test_lineage_is_followed_to_the_roots_with_its_data() -> None:
    found = consult([model("acme/d")], [], [Shelf(CHAIN)])
    hub = "pkg:huggingface/acme"
    assert drawn(found) == {
        (f"{hub}/d", How.ADAPTS, f"{hub}/c"),
        (f"{hub}/c", How.QUANTIZES, f"{hub}/b"),
        (f"{hub}/c", How.TRAINS_ON, "hf:datasets/acme/rows"),
        (f"{hub}/b", How.FINE_TUNES, f"{hub}/a"),
        ("hf:datasets/acme/rows", How.EXTRACTS_FROM, "hf:datasets/acme/pages"),
    }
    claims = {part.id: [claim.license for claim in part.claims] for part in found.found.components if part.claims}
    assert claims == {f"{hub}/a": ["apache-2.0"], "hf:datasets/acme/rows": ["cc-by-4.0"]}
    assert {part.scope for part in found.found.components} == {Scope.MENTIONED}


@pytest.mark.parametrize(("depth", "asked"), [(0, ["d"]), (1, ["c", "d"]), (2, ["b", "c", "d", "rows"])])
def test_only_so_many_generations_are_followed_and_that_is_told(depth: int, asked: list[str]) -> None:
    shelf = Shelf(CHAIN)
    found = consult([model("acme/d")], [], [shelf], depth=depth)
    assert sorted(name.removeprefix("acme/") for name in shelf.asked) == asked
    [problem] = [each for each in found.found.problems if "not followed further" in each.reason]
    assert not problem.hides
    assert "--depth" in problem.hint


def test_a_circle_ends() -> None:
    circle = {
        "acme/x": repository("acme/x", "base_model: acme/y\nbase_model_relation: merge"),
        "acme/y": repository("acme/y", "base_model: acme/x\nbase_model_relation: merge"),
    }
    shelf = Shelf(circle)
    consult([model("acme/x")], [], [shelf])
    assert sorted(shelf.asked) == ["acme/x", "acme/y"]


def test_what_it_is_evaluated_on_is_not_followed() -> None:
    card = "license: mit\nmodel-index:\n- name: x\n  results:\n  - dataset: {type: acme/benchmark}\n"
    shelf = Shelf({"acme/x": repository("acme/x", card)})
    found = consult([model("acme/x")], [], [shelf])
    assert shelf.asked == ["acme/x"]
    assert ids(found) == {"pkg:huggingface/acme/x"}


def test_a_file_of_a_repository_is_a_text_of_the_part_at_its_place() -> None:
    looked = repository("acme/x", LICENSE="words", NOTICE="thanks")
    [part] = consult([model("acme/x")], [], [Shelf({"acme/x": looked})]).found.components
    place = f"pkg:huggingface/acme/x@{SHA[:12]}"
    assert [(text.role, text.evidence.path) for text in part.texts] == [
        ("license", f"{place}/LICENSE"),
        ("notice", f"{place}/NOTICE"),
    ]
    assert part.copies == (place,)
    assert part.at_hand
    assert (part.kind, part.name, part.purl) == (Kind.MODEL, "acme/x", "pkg:huggingface/acme/x")


def test_the_hubs_word_on_a_base_counts_before_a_guess_and_after_a_statement() -> None:
    api = '---\n{"base_model": "acme/a", "tags": ["base_model:quantized:acme/a"], "license": "mit"}\n---\n'
    guessed = repository("acme/x", "license: mit\nbase_model: acme/a")
    stated = repository("acme/y", "license: mit\nbase_model: acme/a\nbase_model_relation: merge")
    table = {
        name: Looked(
            source="h",
            name=name,
            revision=SHA,
            documents=(*one.documents, document("api:README.md", api)),
            complete=True,
        )
        for name, one in (("acme/x", guessed), ("acme/y", stated))
    }
    found = consult([model("acme/x"), model("acme/y")], [], [Shelf(table)], depth=0)
    hub = "pkg:huggingface/acme"
    assert drawn(found) == {(f"{hub}/x", How.QUANTIZES, f"{hub}/a"), (f"{hub}/y", How.MERGES, f"{hub}/a")}
    claims = [claim.evidence.path for part in found.found.components for claim in part.claims]
    assert claims == [f"{hub}/{name}@{SHA[:12]}/README.md" for name in "xy"]


def test_a_local_path_of_the_trainer_is_no_part_of_ours() -> None:
    looked = repository("acme/x", "license: mit\nbase_model: ./checkpoints/last")
    found = consult([model("acme/x")], [], [Shelf({"acme/x": looked})])
    assert ids(found) == {"pkg:huggingface/acme/x"}
    assert found.found.links == ()


def test_a_renamed_repository_keeps_both_names() -> None:
    [part] = consult([model("acme/old")], [], [Shelf({"acme/old": repository("acme/new")})]).found.components
    assert (part.id, part.aliases) == ("pkg:huggingface/acme/old", ("pkg:huggingface/acme/new",))
    assert [evidence.note for evidence in part.evidence if evidence.note] == ["acme/old is called acme/new now"]


# -- what could not be had -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "state", "hint"),
    [
        (Gated(source="h", reason="gated"), "gated", "HF_TOKEN"),
        (Missing(source="h", reason="missing"), "missing", "says nothing of a license"),
        (Failed(source="h", reason="down"), "failed", "try again"),
    ],
)
def test_each_outcome_is_told_and_hides_nothing(answer: Answer, state: str, hint: str) -> None:
    found = consult([model("acme/x")], [], [Shelf({"acme/x": answer})])
    assert [one.state for one in found.learned] == [state]
    [problem] = found.found.problems
    assert (problem.path, problem.hides) == ("pkg:huggingface/acme/x", False)
    assert hint in problem.hint
    assert ids(found) == set()


def test_that_a_local_store_lacks_something_is_no_news() -> None:
    found = consult([model("acme/x")], [], [Shelf({"acme/x": Missing(source="cache")})])
    assert [one.state for one in found.learned] == ["unseen"]
    assert found.found == Found()


def test_one_reason_for_many_is_told_once() -> None:
    names = [f"acme/{number}" for number in range(9)]
    shelf = Shelf(dict.fromkeys(names, Failed(source="h", reason="down")))
    [problem] = consult(map(model, names), [], [shelf]).found.problems
    assert "and 6 more" in problem.reason


def test_what_a_gate_lets_through_is_a_claim() -> None:
    card = document("api:README.md", '---\n{"license": "llama3.1"}\n---\n')
    partly = Looked(source="h", name="acme/x", revision=SHA, documents=(card,))
    found = consult([model("acme/x")], [], [Shelf({"acme/x": Gated(source="h", reason="gated", partly=partly)})])
    [part] = found.found.components
    assert [(claim.license, claim.grade) for claim in part.claims] == [("llama3.1", Grade.METADATA)]
    assert part.copies == ()
    assert not part.at_hand


def test_a_local_store_serves_where_the_hub_gates_and_that_is_told() -> None:
    hub = Shelf({"acme/x": Gated(source="h", reason="gated")})
    cache = Shelf({"acme/x": repository("acme/x", LICENSE="words")})
    found = consult([model("acme/x")], [], [hub, cache])
    assert [one.state for one in found.learned] == ["looked"]
    assert [text.text for part in found.found.components for text in part.texts] == ["words"]
    assert [problem.reason for problem in found.found.problems] == ["h: gated"]


def test_the_first_source_that_has_it_ends_the_asking() -> None:
    first, second = Shelf({"acme/x": repository("acme/x")}), Shelf({})
    consult([model("acme/x")], [], [first, second])
    assert (first.asked, second.asked) == (["acme/x"], [])


# -- memory, order, progress -------------------------------------------------------------------------------------------


def test_what_a_lock_remembers_is_not_asked_for() -> None:
    fresh = consult([model("acme/d")], [], [Shelf(CHAIN)])
    memory: dict[str, Learned] = {one.sought.key: one for one in fresh.learned}
    again = consult([model("acme/d")], [], [], remembered=memory)
    assert again.found == fresh.found
    assert again.learned == fresh.learned


def test_what_a_lock_lacks_is_told() -> None:
    [problem] = consult([model("acme/x")], [], [], remembered={}).found.problems
    assert (problem.path, problem.hides) == ("licet.lock", False)
    assert "does not know pkg:huggingface/acme/x" in problem.reason


def test_without_sources_and_lock_nothing_is_done() -> None:
    assert consult([model("acme/x")], [], []) == Consulted()


def test_the_result_does_not_depend_on_who_answers_first() -> None:
    names = [f"acme/{number:02}" for number in range(30)]
    barrier = threading.Barrier(THREADS, timeout=5)

    class Slow(Shelf):
        def lookup(self, sought: Sought, wanted: Wanted) -> Answer:
            number = int(sought.name.removeprefix("acme/"))
            if number < THREADS:
                barrier.wait()  # all of the first are under way at once
            return super().lookup(sought, wanted)

    table = {name: repository(name) for name in names}
    quick, slow = (consult(map(model, names), [], [kind(table)]) for kind in (Shelf, Slow))
    assert quick == slow
    assert [one.sought.name for one in quick.learned] == names


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    consult([model("acme/d")], [], [Shelf(CHAIN)], progress=lambda done, every: told.append((done, every)))
    assert told[0] == (0, 1)
    assert told[-1] == (6, 6)


# -- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "registry", "plain", "version"),
    [
        ("pkg:huggingface/acme/tiny", Registry.MODEL, "acme/tiny", ""),
        (f"pkg:huggingface/acme/tiny@{SHA}", Registry.MODEL, "acme/tiny", SHA),
        ("hf:datasets/acme/rows", Registry.DATASET, "acme/rows", ""),
        ("pkg:pypi/Tiny_Lib@1.0%2Bcpu", Registry.PYPI, "tiny-lib", "1.0+cpu"),
        ("pkg:npm/%40acme/tiny@1.0.0?x=y#z", Registry.NPM, "@acme/tiny", "1.0.0"),
        ("ollama:llama3:8b", Registry.OLLAMA, "llama3:8b", ""),
    ],
)
def test_ids_name_what_registries_know(name: str, registry: Registry, plain: str, version: str) -> None:
    sought = named(name)
    assert sought is not None
    assert (sought.registry, sought.plain_name, sought.plain_version) == (registry, plain, version)


@pytest.mark.parametrize("name", ["file:models/x", "api:openai", "pkg:github/acme/x", "x", PRODUCT, ""])
def test_other_ids_are_known_to_no_source(name: str) -> None:
    assert named(name) is None


def test_our_own_parts_and_open_references_are_not_asked_for() -> None:
    assert sought_of(model("acme/x", own=True)) is None
    assert sought_of(model("acme/x", unresolved="name")) is None
    local = Component(id="file:models/x", kind=Kind.MODEL, aliases=("pkg:huggingface/acme/x",))
    assert sought_of(local) == Sought(registry=Registry.MODEL, name="acme/x")


def test_what_the_catalog_knows_to_be_behind_a_part_is_asked_for_too() -> None:
    entry = next(one for one in entries() if one.bases and one.id.startswith("pkg:huggingface/"))
    shelf = Shelf({})
    consult([model(entry.id.removeprefix("pkg:huggingface/"))], [], [shelf])
    assert entry.bases[0].id.removeprefix("pkg:huggingface/").casefold() in map(str.casefold, shelf.asked)


def test_links_of_the_project_to_data_it_evaluates_on_are_not_followed() -> None:
    shelf = Shelf({})
    data = Component(id="hf:datasets/acme/benchmark", kind=Kind.DATASET)
    link = Link(source=PRODUCT, how=How.EVALUATES_ON, target=data.id, basis=Basis.OBSERVED)
    consult([data], [link], [shelf])
    assert shelf.asked == []

"""Cards of the Hub: what they claim, what they come from (INPUTS 1.1 to 1.3)."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.model.bom import Component, Found
from licet.model.vocabulary import Basis, Grade, How, Kind, Scope
from licet.readers.card_tables import CARD_KEYS
from licet.readers.hub_cards import read, wants
from tests.readers.opening import opened


def card(front: str, path: str = "README.md", body: str = "# Title\n") -> Found:
    return read(opened(path, f"---\n{front}\n---\n{body}"))


def described(front: str, path: str = "README.md") -> Component:
    return card(front, path).components[0]


def links(front: str, path: str = "README.md", body: str = "# Title\n") -> list[tuple[str, How, str, Basis]]:
    return [(link.source, link.how, link.target, link.basis) for link in card(front, path, body).links]


def test_readme_without_front_matter_says_nothing() -> None:
    assert read(opened("README.md", "# Title\n\nlicense: mit\n")) == Found()
    assert read(opened("README.md", "")) == Found()
    assert read(opened("CHANGELOG.md", b"# \xff latin")) == Found()


def test_card_in_the_root_describes_the_product() -> None:
    part = described("license: apache-2.0\npipeline_tag: image-text-to-text")
    assert (part.id, part.kind, part.task, part.modalities) == (
        "product",
        Kind.MODEL,
        "image-text-to-text",
        ("text", "image"),
    )
    (claim,) = part.claims
    assert (claim.license, claim.grade, claim.evidence.line) == ("apache-2.0", Grade.METADATA, 2)


def test_card_in_a_folder_describes_a_part_that_the_product_embeds() -> None:
    found = card("license: mit\nlibrary_name: peft\nbase_model: org/base", "models/lora/README.md")
    part = found.components[0]
    assert (part.id, part.kind, part.name) == ("file:models/lora", Kind.ADAPTER, "lora")
    assert [(link.source, link.how, link.target, link.basis) for link in found.links] == [
        ("product", How.EMBEDS, "file:models/lora", Basis.INFERRED),
        ("file:models/lora", How.ADAPTS, "pkg:huggingface/org/base", Basis.INFERRED),
    ]


def test_dataset_card_in_a_folder_is_bundled() -> None:
    assert links("license: mit\npretty_name: Data", "data/README.md") == [
        ("product", How.BUNDLES, "file:data", Basis.INFERRED)
    ]


@pytest.mark.parametrize(
    ("front", "kind"),
    [
        ("license: mit\nbase_model: org/x", Kind.MODEL),
        ("datasets: [org/x]", Kind.MODEL),
        ("license: mit\ntask_categories: [other]", Kind.DATASET),
        ("dataset_info: {}\nconfigs: []\npipeline_tag: x", Kind.DATASET),
        ("license: mit", Kind.MODEL),
        ("title: App\nsdk: gradio\napp_file: app.py\nlicense: mit", Kind.APPLICATION),
    ],
)
def test_kind_follows_from_the_keys(front: str, kind: Kind) -> None:
    assert described(front).kind is kind


@pytest.mark.parametrize(
    ("path", "front"),
    [
        ("docs/page.md", "title: Page\nlicense: mit"),
        ("skills/x/SKILL.md", "name: x\ndescription: y\nlicense: mit"),
        ("README.md", "title: Page\nlayout: post"),
        ("README.md", ""),
    ],
)
def test_front_matter_of_another_kind_is_no_card(path: str, front: str) -> None:
    assert card(front, path) == Found()


@pytest.mark.parametrize(
    ("front", "claims"),
    [
        ("license: [mit, gfdl]", [("mit", "", ""), ("gfdl", "", "")]),
        ("license:\n- mit\n- gfdl", [("mit", "", ""), ("gfdl", "", "")]),
        ("licenses:\n- mit", [("mit", "", "")]),
        ("license: other\nlicense_name: acme-1\nlicense_link: LICENSE.md", [("other", "acme-1", "LICENSE.md")]),
        ("license: unknown", [("unknown", "", "")]),
        ("license: 2.0", [("2.0", "", "")]),
        ("license: []\nbase_model: a/b", []),
        ("license:\nbase_model: a/b", []),
        ("license_name: acme-1\nbase_model: a/b", [("acme-1", "acme-1", "")]),
        ("license:\n  en: [mit]\n  de: gfdl\ntask_ids: []", [("mit", "", ""), ("gfdl", "", "")]),
        ("license: other\nlicense_details: see the paper\npretty_name: x", [("other", "see the paper", "")]),
    ],
)
def test_every_license_is_a_claim(front: str, claims: list[tuple[str, str, str]]) -> None:
    assert [(one.license, one.name, one.url) for one in described(front).claims] == claims


def test_claims_are_found_at_their_key() -> None:
    assert [claim.evidence.line for claim in described("tags: [x]\nlicense:\n- mit\n- gfdl").claims] == [3, 3]


@pytest.mark.parametrize(
    ("front", "how", "basis"),
    [
        ("base_model: a/b\nbase_model_relation: adapter", How.ADAPTS, Basis.OBSERVED),
        ("base_model: a/b\nbase_model_relation: merge", How.MERGES, Basis.OBSERVED),
        ("base_model: a/b\nbase_model_relation: quantized\ntags: [lora]", How.QUANTIZES, Basis.OBSERVED),
        ("base_model: a/b\nbase_model_relation: finetune\ntags: [gguf]", How.FINE_TUNES, Basis.OBSERVED),
        ("base_model: a/b", How.FINE_TUNES, Basis.INFERRED),
        ("base_model: a/b\nlibrary_name: peft", How.ADAPTS, Basis.INFERRED),
        ("base_model: a/b\ntags: [LoRA, gguf]", How.ADAPTS, Basis.INFERRED),
        ("base_model: [a/b, c/d]\ntags: [lora]", How.ADAPTS, Basis.INFERRED),
        ("base_model: [a/b, c/d]", How.MERGES, Basis.INFERRED),
        ("base_model: a/b\ntags: [mergekit]", How.MERGES, Basis.INFERRED),
        ("base_model: a/b\ntags: [mergekit, gguf]", How.QUANTIZES, Basis.INFERRED),
        ("base_model: a/b\ntags: [gguf]", How.QUANTIZES, Basis.INFERRED),
        ("base_model: a/b\ntags: [4-bit]", How.QUANTIZES, Basis.INFERRED),
        ("base_model: a/b\nlibrary_name: mlx", How.QUANTIZES, Basis.INFERRED),
        ("base_model: a/b\ntags: ['base_model:quantized:a/b']", How.QUANTIZES, Basis.INFERRED),
        ("base_model: a/b\ntags: ['base_model:adapter:a/b']", How.ADAPTS, Basis.INFERRED),
    ],
)
def test_relation_to_the_base(front: str, how: How, basis: Basis) -> None:
    found = links(front)
    assert {(one[1], one[3]) for one in found} == {(how, basis)}
    assert {one[2] for one in found} >= {"pkg:huggingface/a/b"}


def test_title_tells_an_adapter_of_several_bases_and_a_quantized_copy() -> None:
    assert links("base_model: [a/b, c/d]", body="# Reward-LoRAs\n")[0][1] is How.ADAPTS
    assert links("base_model: a/b", body="# B-8B-GGUF\n")[0][1] is How.QUANTIZES
    assert links("base_model: a/b", body="# B-lora-merged\n")[0][1] is How.FINE_TUNES


def test_wrong_relation_is_told_and_inferred() -> None:
    found = card("base_model: [a/b, c/d]\nbase_model_relation: merged")
    (problem,) = found.problems
    assert (problem.line, problem.hides) == (3, False)
    assert "'merged'" in problem.reason
    assert {(link.how, link.basis) for link in found.links} == {(How.MERGES, Basis.INFERRED)}


@pytest.mark.parametrize("base", ["/home/user/models/glm", "YOLOV11", "a/b/c", "my model", "~/x"])
def test_base_that_is_no_id_is_unresolved(base: str) -> None:
    found = card(f"base_model:\n- {base}")
    part = found.components[1]
    assert (part.id, part.unresolved, part.kind) == ("unresolved:README.md:3", base, Kind.MODEL)
    assert found.links[0].target == part.id


def test_two_bases_of_one_line_that_are_no_ids_are_two() -> None:
    found = card("base_model: [my model, your model]")
    assert [part.id for part in found.components[1:]] == ["unresolved:README.md:2", "unresolved:README.md:2#2"]
    assert [link.target for link in found.links] == ["unresolved:README.md:2", "unresolved:README.md:2#2"]


def test_relative_base_counts_from_the_cards_folder() -> None:
    assert links("base_model: ../base\nlibrary_name: peft", "models/lora/README.md")[1][2] == "file:models/base"


def test_data_is_what_the_model_learned_from_and_results_are_not() -> None:
    front = (
        "base_model: a/b\ndatasets:\n- org/train\nmodel-index:\n- name: M\n  results:\n"
        "  - dataset: {type: glue, name: GLUE}\n  - dataset: {type: org/train}\n  - dataset: {type: My own set}"
    )
    found = card(front)
    assert {(link.how, link.target) for link in found.links} == {
        (How.FINE_TUNES, "pkg:huggingface/a/b"),
        (How.TRAINS_ON, "hf:datasets/org/train"),
        (How.EVALUATES_ON, "hf:datasets/org/train"),
        (How.EVALUATES_ON, "hf:datasets/glue"),
    }
    scopes = {part.id: part.scope for part in found.components}
    assert scopes["hf:datasets/glue"] is Scope.DEVELOPMENT
    assert scopes["hf:datasets/org/train"] is Scope.RUNTIME
    assert found.components[0].name == "M"


def test_sources_of_a_dataset() -> None:
    front = (
        "pretty_name: D\nsource_datasets:\n- original\n- extended\n- extended|squad\n- org/x\n- extended|other-tweets"
    )
    found = card(front)
    assert [(link.how, link.target) for link in found.links] == [
        (How.EXTRACTS_FROM, "hf:datasets/squad"),
        (How.EXTRACTS_FROM, "hf:datasets/org/x"),
        (How.EXTRACTS_FROM, "unresolved:README.md:8"),
    ]
    assert found.components[-1].unresolved == "other-tweets"


def test_space_names_what_it_uses() -> None:
    assert links("sdk: gradio\nmodels: [org/m]\ndatasets: [org/d]") == [
        ("product", How.EMBEDS, "pkg:huggingface/org/m", Basis.INFERRED),
        ("product", How.RETRIEVES_FROM, "hf:datasets/org/d", Basis.INFERRED),
    ]


def test_exclusion_of_the_eu_is_noted() -> None:
    part = described("license: mit\nextra_gated_eu_disallowed: true")
    assert ["EU" in place.note for place in part.evidence if place.note] == [True]
    assert not [place for place in described("license: mit\nextra_gated_eu_disallowed: false").evidence if place.note]


def test_repeated_key_is_one_problem() -> None:
    found = card("license: mit\nlicense: gfdl\ntags: []\ntags: []")
    assert [(problem.line, problem.hides) for problem in found.problems] == [(3, True), (5, False)]


@pytest.mark.parametrize(
    ("path", "front", "hides"),
    [
        ("README.md", "license: mit\n\tx: y", True),
        ("docs/a.md", "license: mit\n\tx: y", True),
        ("README.md", "title: a\n\tx: y", False),
    ],
)
def test_broken_front_matter_is_one_problem(path: str, front: str, hides: bool) -> None:  # noqa: FBT001 - a case
    (problem,) = card(front, path).problems
    assert (problem.path, problem.line, problem.hides) == (path, 3, hides)
    assert problem.hint


def test_prose_between_rules_in_another_file_is_nothing() -> None:
    assert card("just some prose", "docs/a.md") == Found()


def test_markdown_alone_is_wanted() -> None:
    assert wants("a/README.md")
    assert wants("x__README.md")
    assert not wants("README.rst")


KEYS = sorted(CARD_KEYS | {"tags", "models", "sdk", "extra_gated_eu_disallowed"})
TEXTS = st.text(max_size=20) | st.sampled_from(
    ["org/name", "extended|x", "base_model:merge:", "../..", "other", "\ud800"]
)
ANY = st.recursive(
    TEXTS | st.none() | st.booleans() | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "results", "dataset", "type", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(KEYS), ANY, max_size=6))
@settings(deadline=None)
def test_any_values_are_read(values: dict[str, object]) -> None:
    found = card(json.dumps(values), "a/b/README.md")
    known = {part.id for part in found.components} | {"product"}
    assert {end for link in found.links for end in (link.source, link.target)} <= known
    repr(found).encode()


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_block_is_read(text: str) -> None:
    data = f"---\nlicense: x\n{text}\n---\n".encode("utf-8", "replace")
    if b"\x00" not in data:
        assert {problem.path for problem in read(opened("README.md", data)).problems} <= {"README.md"}

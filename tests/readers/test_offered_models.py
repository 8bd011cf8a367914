"""Lists of hosted models that a program offers for choice, in JSON and in JavaScript."""

from hypothesis import given
from hypothesis import strategies as st

from licet.model.bom import PRODUCT
from licet.readers import javascript
from licet.readers.offered_models import read, wants
from licet.readers.offers import offered
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

LIST = """export const chatModels: ChatModel[] = [
  { id: "anthropic/claude-haiku-4.5", name: "Claude Haiku 4.5", provider: "anthropic" },
  { id: "gpt-4o", name: "GPT-4o", provider: "openai" },
]
"""


def test_full_list_calls_its_models_at_their_providers() -> None:
    assert sorted(linked(read(asset("offered-models", "full")))) == [
        ("product", "calls", "api:anthropic/claude-haiku-4.5", 5),
        ("product", "calls", "api:google/gemini-2.5-flash", 4),
        ("product", "calls", "api:openai/gpt-4o", 3),
        ("product", "calls", "api:together/org/name-70b", 6),
        ("product", "runs", "ollama:llama3.1", 7),
    ]


def test_only_files_that_speak_of_models_are_wanted() -> None:
    assert wants("lib/models.json")
    assert wants("config/llm-providers.json")
    assert not wants("package.json")
    assert not wants("models.yaml")


def test_lists_in_a_program_are_read_without_an_import() -> None:
    found = javascript.read(opened("lib/models.ts", LIST))
    assert {(part.id, part.evidence[0].line) for part in found.components} == {
        ("api:anthropic/claude-haiku-4.5", 2),
        ("api:openai/gpt-4o", 3),
    }
    assert {link.source for link in found.links} == {PRODUCT}


def test_one_entry_is_no_list_and_neither_are_other_tables() -> None:
    assert offered([{"provider": "openai", "id": "gpt-4o"}]) == []
    assert offered([{"provider": "stripe", "id": "basic"}, {"provider": "stripe", "id": "pro"}]) == []


def test_the_list_of_autogen_names_models_by_kind_and_address() -> None:
    text = """[
  {"model": "gpt-4", "api_key": "x"},
  {"model": "acme/m", "base_url": "http://localhost:8000/v1", "api_type": "openai"},
  {"model": "gemini-pro", "api_type": "google"},
  {"api_key": "y"}
]"""
    assert wants("OAI_CONFIG_LIST")
    assert sorted(linked(read(opened("OAI_CONFIG_LIST", text)))) == [
        ("product", "calls", "api:google/gemini-pro", 4),
        ("product", "calls", "api:openai/gpt-4", 2),
        ("product", "runs", "pkg:huggingface/acme/m", 3),
    ]


def test_json_and_javascript_know_the_same_keys() -> None:
    for key in ("provider", "providerId", "provider_id", "modelProvider", "vendor"):
        entry = f'{{"{key}": "openai", "modelId": "gpt-4o"}}'
        in_json = read(opened("models.json", f"[{entry}, {entry}]"))
        in_program = javascript.read(opened("models.ts", f"const a = {entry}"))
        assert [part.id for part in in_json.components] == [part.id for part in in_program.components] != []


@given(st.lists(st.dictionaries(st.sampled_from(["provider", "id", "model", "name"]), st.text())))
def test_any_tables_are_survived_and_numbers_point_into_the_list(entries: list[dict[str, str]]) -> None:
    assert all(number < len(entries) for number, _ in offered(entries))


@given(st.binary(max_size=300))
def test_any_bytes_are_survived(data: bytes) -> None:
    found = read(opened("models.json", b'[{"provider": "openai", "id": "a"}, ' + data))
    assert found.problems or found.components is not None

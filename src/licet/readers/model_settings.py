"""Settings of applications that name models: by keys that such files share, and by sections named after providers.

Source: INPUTS 3 (keys `base_model`, `model_name_or_path`, `repo_id` ...); settings of retrieval applications, where a
section `openai`, `ollama`, `huggingface` ... holds `model`, `llm_model`, `embedding_model`. What the reader of a
trainer understands is left to it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from licet.model.bom import Found, Problem
from licet.model.vocabulary import How, Kind
from licet.readers import axolotl, llama_factory, mergekit, trl, unsloth
from licet.readers.deployed import Deployed
from licet.readers.hub_ids import model_identity, named
from licet.readers.images import filled
from licet.readers.named_settings import Reference, model_value, speaks_of_a_model
from licet.readers.nodes import NOTHING, Node, json_node, toml_node, yaml_documents
from licet.readers.offers import model_keys, named_model, provider_key
from licet.readers.opened import OpenedFile
from licet.readers.python_hosted import ollama_model, provider_model
from licet.readers.recipes import settings

NAME: Final = "model-settings"
LIMIT: Final = 16 * 1024 * 1024
MAY_BE_EMPTY: Final = True

_FORMATS: Final[tuple[ModuleType, ...]] = (axolotl, llama_factory, mergekit, trl, unsloth)
_MODELS: Final = frozenset(
    {
        *("base_model", "base_model_id", "base_model_name_or_path", "model_name_or_path", "pretrained_model"),
        *("pretrained_model_name", "pretrained_model_name_or_path", "model_id", "hf_model_id", "hf_repo", "repo_id"),
        *("weights_uri", "model_uri", "model_repo", "embedding_model", "embedding_model_name", "reranker_model"),
        *(
            "llm_model",
            "model_name",
            "tokenizer_name_or_path",
            "vae_model_name_or_path",
            "controlnet_model_name_or_path",
        ),
        "tokenizer",
    }
)
_ENDINGS: Final = ("_repo_id", "_hf_model_name", "_hf_model_id", "_model_name_or_path")
_PROVIDERS: Final = {
    "openai": "openai",
    "azopenai": "azure",
    "azure": "azure",
    "azure_openai": "azure",
    "azureopenai": "azure",
    "anthropic": "anthropic",
    "gemini": "google",
    "google_genai": "google",
    "vertexai": "google",
    "cohere": "cohere",
    "groq": "groq",
    "mistralai": "mistral",
    "deepseek": "deepseek",
    "openrouter": "openrouter",
    "together": "together",
    "openailike": "openai",
    "ollama": "ollama",
    "sagemaker": "sagemaker",
}
"""Names of sections, with the provider that their models are of."""
_ADDRESSES: Final = ("api_base", "base_url", "azure_endpoint", "endpoint", "url")
_WORDS: Final = (b"model", b"repo_id", b"endpoint_name", b"tokenizer", b"weights_uri", b"hf_repo")
"""One of these is in every file that names a model."""
_HOSTED: Final = ("gpt-", "claude-", "gemini-", "chatgpt-")
"""How names begin that no other model has than those of one provider."""
_OUTPUTS: Final = frozenset({"huggingface_repo_id", "hub_repo_id", "push_to_hub_repo_id"})
"""Keys that say where results go."""
_SETTINGS: Final = frozenset(
    {
        *("args", "conf", "config", "configs", "configuration", "defaults", "hparams", "options", "params", "preset"),
        *("presets", "settings"),
    }
)
"""Words in the path of a JSON or TOML file that holds settings; any other holds data, or is a manifest."""
_OF_MODELS: Final = frozenset({"config.json", "tokenizer_config.json", "adapter_config.json", "generation_config.json"})
"""Files of a model's own folder, which have their readers."""
MAX_JSON: Final = 512 * 1024
"""Bytes of JSON or TOML settings."""
_LETTERS: Final = re.compile(r"[a-z]+")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/-]{1,150}")
_EMPTY_WORDS: Final = ("your", "xxx", "changeme", "none", "default", "auto", "mock")
_ENDPOINT: Final = re.compile(r"(?:[a-z]{1,20}_)?endpoint_name")


@dataclass(frozen=True, slots=True)
class _Section:
    """A table with the provider that it, or one around it, is named after."""

    node: Node
    provider: str


def wants(path: str) -> bool:
    """Tell whether a file may hold settings that name a model."""
    lower = path.lower()
    if not lower.endswith((".json", ".toml")):
        return settings(path)
    return not _SETTINGS.isdisjoint(_LETTERS.findall(lower)) and lower.rpartition("/")[2] not in _OF_MODELS


def read(file: OpenedFile) -> Found:
    """Return the models that the settings name; nothing where another reader knows the format."""
    if not any(word in file.data for word in _WORDS):
        return Found()
    yaml = settings(file.path)
    if any(one.read(file).components for one in _FORMATS) if yaml else len(file.data) > MAX_JSON:
        return Found()
    documents = yaml_documents(file) if yaml else _document(file)
    if isinstance(documents, Problem):
        return Found(problems=(documents,)) if any(key.encode() in file.data for key in _MODELS) else Found()
    gathered = Deployed(file)
    waiting = [_Section(document, "") for document in documents]
    while waiting:
        section = waiting.pop()
        if section.node.get("apiVersion") and section.node.get("kind"):
            continue  # a manifest of Kubernetes, which is read by itself
        for key, value in section.node.table.items():
            _value(gathered, section, key, value)
        _offer(gathered, section.node.table)
        waiting += reversed(list(_inside(section)))
    return gathered.found()


def _document(file: OpenedFile) -> tuple[Node, ...] | Problem:
    found = toml_node(file) if file.path.lower().endswith(".toml") else json_node(file)
    return found if isinstance(found, Problem) else (found,)


def _inside(section: _Section) -> Iterator[_Section]:
    for one in section.node.items:
        yield _Section(one, section.provider)
    for key, value in section.node.table.items():
        yield _Section(value, _PROVIDERS.get(key.lower().replace("-", "_"), section.provider))


def _value(gathered: Deployed, section: _Section, key: str, value: Node) -> None:
    """Add what one key names: within a provider's section by any word for a model, elsewhere by the known keys."""
    lower = key.lower()
    text = filled(value.text) if value.text else ""
    usable = _NAME.fullmatch(text.removeprefix("hf://")) and not text.lower().startswith(_EMPTY_WORDS)
    if not usable:
        return
    found: Reference | None = None
    if section.provider == "sagemaker":
        if _ENDPOINT.fullmatch(lower):
            found = Reference(identity=named("api", f"sagemaker/{text}"), kind=Kind.SERVICE, how=How.CALLS)
    elif section.provider and speaks_of_a_model(key):
        found = _hosted(section, text)
    elif lower != "model" and speaks_of_a_model(key) and text.lower().startswith(_HOSTED):
        found = model_value(text)
    elif lower in _MODELS or (lower.endswith(_ENDINGS) and lower not in _OUTPUTS):
        found = _on_hub(lower, text)
    if found:
        gathered.add(found, value.line, note=key[:80])


def _offer(gathered: Deployed, table: Mapping[str, Node]) -> None:
    """Add the model that a table names beside its provider."""
    provider = table.get(provider_key(table), NOTHING).text
    for key in model_keys(table, alone=True) if provider else ():
        hosted = named_model(provider, table[key].text, key=key, alone=True)
        if hosted:
            found = Reference(identity=hosted.identity, kind=hosted.kind, how=hosted.how)
            gathered.add(found, table[key].line, note=key[:80])
            return


def _hosted(section: _Section, text: str) -> Reference | None:
    addresses = [filled(section.node.get(key).text) for key in _ADDRESSES if section.node.get(key).text]
    if section.provider == "ollama":
        hosted = ollama_model(text)
    else:
        hosted = provider_model(section.provider, text, (), addresses if "/" in text else [])
    return None if hosted.identity.unresolved else Reference(identity=hosted.identity, kind=hosted.kind, how=hosted.how)


def _on_hub(key: str, text: str) -> Reference | None:
    found = model_value(text)
    if not found or not model_identity(text).purl:
        return None
    if "tokenizer" in key:
        return Reference(identity=found.identity, kind=Kind.TOKENIZER, how=How.TOKENIZES_WITH)
    return found

"""Environment variables and their like that name a model: what their values mean.

Source: INPUTS 3 (`MODEL_ID`, `HF_MODEL_ID`, `LLM_MODEL`, `EMBEDDING_MODEL`, `MODEL_URL` ...). A value counts where its
key speaks of a model and it has the form of a name that can be looked up.
"""

import re
from dataclasses import dataclass
from typing import Final

from licet.model.vocabulary import How, Kind
from licet.readers.hub_ids import UNKNOWN, WEIGHT_SUFFIXES, Identity, is_hub_id, is_local, model_identity, unresolved
from licet.readers.masking import mask
from licet.readers.python_hosted import Hosted, ollama_model, routed_model

MAX_VALUE: Final = 300

_WORDS: Final = re.compile(r"[A-Z]+|[a-z]+|[A-Z][a-z]+")
_MODEL: Final = frozenset({"model", "models", "llm", "checkpoint", "ckpt", "reranker", "embedder", "tokenizer"})
_SURE: Final = frozenset(
    {"llm", "chat", "generation", "embedding", "embeddings", "embed", "rerank", "reranker", "completion", "enrichment"}
)
"""Words beside `model` that speak of a language model, so that a bare name is one too."""
_OTHER: Final = frozenset(
    {
        *("api", "args", "backend", "base", "batch", "cache", "context", "count", "deployment", "device", "dim"),
        "dimension",
        *("dimensions", "dir", "dtype", "enable", "enabled", "endpoint", "engine", "folder", "home", "host", "key"),
        *("length", "level", "limit", "max", "min", "port", "prefix", "provider", "quantization", "registry"),
        *("retries", "root", "served", "server", "size", "temperature", "timeout", "token", "tokens", "type"),
    }
)
"""Words of keys that say something of a model, but not which it is."""
_ROUTED: Final = frozenset(
    {
        *("ollama", "ollama_chat", "azure", "azure_ai", "bedrock", "vertex_ai", "gemini", "groq", "openrouter"),
        *("anthropic", "together_ai", "fireworks_ai", "xai", "perplexity", "cohere", "hosted_vllm"),
        *("deepseek", "mistral", "dashscope", "moonshot", "nvidia_nim", "sambanova"),
    }
)
"""Prefixes of routed names; any other first part is an organization of the Hub."""
_OPENAI: Final = ("gpt-", "o1", "o3", "o4", "text-embedding-", "whisper-1", "tts-1", "dall-e")
_BARE: Final = re.compile(r"[A-Za-z][A-Za-z0-9._-]*[0-9-][A-Za-z0-9._-]*")
_TAGGED: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,80}:[A-Za-z0-9][A-Za-z0-9._-]{0,80}")
_DEVICES: Final = ("cuda:", "cpu:", "mps:", "xpu:", "gpu:", "npu:", "hpu:", "tpu:")
"""How names of devices begin, which are written like names with a tag."""
_BEDROCK: Final = re.compile(r"(?:[a-z]{2,6}\.)?[a-z0-9]+\.[A-Za-z0-9-]+-v\d+:\d+")
"""Names of Bedrock, which end like a tag of Ollama."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A part that a setting, an argument or a command names, and how it is used."""

    identity: Identity
    kind: Kind
    how: How


def speaks_of_a_model(key: str) -> bool:
    """Tell whether a key says which model, rather than something of it."""
    words = {word.lower() for word in _WORDS.findall(key)}
    return bool(_MODEL & words) and not _OTHER & words


def setting(key: str, value: str) -> Reference | None:
    """Return the model that a setting names; None where it names none."""
    words = {word.lower() for word in _WORDS.findall(key)}
    named = bool(_MODEL & words)
    if not named or _OTHER & words or len(value) > MAX_VALUE:
        return None
    found = model_value(value, bare=bool(_SURE & words), ollama="ollama" in words)
    if found and "tokenizer" in words:
        return Reference(identity=found.identity, kind=Kind.TOKENIZER, how=How.TOKENIZES_WITH)
    if found is None and _SURE & words and _BARE.fullmatch(value.strip()):
        return Reference(identity=unresolved(f"{key}={value.strip()}"), kind=Kind.MODEL, how=How.EMBEDS)
    return found


def model_value(value: str, *, bare: bool = False, ollama: bool = False, how: How = How.EMBEDS) -> Reference | None:
    """Return the model that a value names by its form: an id or address of the Hub, a routed name, a name of Ollama.

    `bare` names (`gpt-4o`) are looked at where the place speaks of a language model; `how` is for what is loaded.
    """
    text = value.strip().strip("\"'")
    if not text or UNKNOWN in text or " " in text or not text.isprintable() or text.startswith(_DEVICES):
        return None
    head, slash, rest = text.partition("/")
    if head == "ollama:" and rest.startswith("/"):
        return _hosted(ollama_model(rest.strip("/")))
    if "://" in text:
        return _at_address(text, how)
    if _BEDROCK.fullmatch(text):
        return _hosted(routed_model(f"bedrock/{text}", "", []))
    if (ollama and not is_local(text)) or (not slash and _TAGGED.fullmatch(text)):
        return _hosted(ollama_model(text))
    if slash and (head in _ROUTED or (head == "openai" and rest.startswith(_OPENAI))):
        return _hosted(routed_model(text, "", []))
    if not slash:
        found = routed_model(text, "", []) if bare or text.startswith((*_OPENAI, "claude-", "gemini-")) else None
        return _hosted(found) if found and not found.identity.unresolved else None
    if is_local(text):
        weights = text.lower().endswith(WEIGHT_SUFFIXES)
        return Reference(identity=unresolved(mask(text)), kind=Kind.MODEL, how=how) if weights else None
    if rest.count("/") or not is_hub_id(text):
        return None
    return Reference(identity=model_identity(text), kind=Kind.MODEL, how=how)


def _at_address(text: str, how: How) -> Reference | None:
    identity = model_identity(text)
    known = identity.purl or identity.id.startswith("hf:datasets/")
    weights = text.partition("?")[0].lower().endswith(WEIGHT_SUFFIXES) or text.startswith(("s3://", "gs://", "gcs://"))
    if not known and not weights:
        return None
    if identity.id.startswith("hf:datasets/"):
        return Reference(identity=identity, kind=Kind.DATASET, how=How.RETRIEVES_FROM)
    return Reference(identity=identity, kind=Kind.MODEL, how=how)


def _hosted(found: Hosted) -> Reference:

    return Reference(identity=found.identity, kind=found.kind, how=found.how)

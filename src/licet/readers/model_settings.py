"""Settings of no known trainer or server that name a model all the same: by the keys that such files share.

Source: INPUTS 3 (keys `base_model`, `model_name_or_path`, `pretrained_model_name_or_path` ...). A value counts where it
has the form of a repository of the Hub or of an address of one.
"""

from collections.abc import Iterator
from types import ModuleType
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Link, Problem
from licet.model.vocabulary import Basis, How, Kind
from licet.readers import axolotl, llama_factory, mergekit, trl, unsloth
from licet.readers.hub_ids import component, model_identity
from licet.readers.nodes import Node, yaml_documents
from licet.readers.opened import OpenedFile
from licet.readers.parts import merged
from licet.readers.recipes import settings

NAME: Final = "model-settings"
LIMIT: Final = 16 * 1024 * 1024
MAY_BE_EMPTY: Final = True
MAX_NAMED: Final = 1_000

_FORMATS: Final[tuple[ModuleType, ...]] = (axolotl, llama_factory, mergekit, trl, unsloth)
_MODELS: Final = frozenset(
    {
        *("base_model", "base_model_id", "base_model_name_or_path", "model_name_or_path", "pretrained_model"),
        *("pretrained_model_name", "pretrained_model_name_or_path", "model_id", "hf_model_id", "hf_repo", "repo_id"),
        *("weights_uri", "model_uri", "model_repo", "embedding_model", "embedding_model_name", "reranker_model"),
        *("llm_model", "tokenizer_name_or_path", "vae_model_name_or_path", "controlnet_model_name_or_path"),
    }
)


def wants(path: str) -> bool:
    """Tell whether a file may hold settings that name a model."""
    return settings(path)


def read(file: OpenedFile) -> Found:
    """Return the models that the settings name, used by the product; nothing where another reader knows the format."""
    if not any(key.encode() in file.data for key in _MODELS):
        return Found()
    if any(one.read(file).components for one in _FORMATS):
        return Found()
    documents = yaml_documents(file)
    if isinstance(documents, Problem):
        return Found(problems=(documents,))
    parts: list[tuple[Component, Link | None]] = []
    for node, kind in (found for document in documents for found in _named(document)):
        identity = model_identity(node.text)
        if identity.purl and len(parts) < MAX_NAMED:
            here = (file.evidence(node.line),)
            part = component(identity, kind, here)
            how = How.TOKENIZES_WITH if kind is Kind.TOKENIZER else How.EMBEDS
            parts.append((part, Link(source=PRODUCT, how=how, target=part.id, basis=Basis.INFERRED, evidence=here)))
    return merged(parts)


def _named(document: Node) -> Iterator[tuple[Node, Kind]]:
    """Yield the values of the keys, wherever they stand; the tree is bounded in depth and size."""
    waiting = [document]
    while waiting:
        node = waiting.pop()
        for key, value in node.table.items():
            if key.lower() in _MODELS:
                yield value, Kind.TOKENIZER if "tokenizer" in key.lower() else Kind.MODEL
        waiting += [*node.items, *node.table.values()]

"""Settings of gateways and clients of hosted models: LiteLLM, LocalAI, llama-swap, Continue, and their like.

Source: LiteLLM's proxy configuration (`model_list[].litellm_params`, where `model_name` is only an alias), INPUTS 3.
Any table that has a `provider` and a `model` names a hosted model.
"""

from collections.abc import Iterator
from typing import Final

from licet.model.bom import Found, Problem
from licet.model.vocabulary import How
from licet.readers.deployed import Deployed, command_node
from licet.readers.named_settings import Reference, model_value
from licet.readers.nodes import Node, yaml_documents
from licet.readers.opened import OpenedFile
from licet.readers.python_hosted import provider_model, routed_model
from licet.readers.recipes import settings

NAME: Final = "gateways"
LIMIT: Final = 16 * 1024 * 1024
MAY_BE_EMPTY: Final = True

_MARKS: Final = (b"litellm", b"model_list", b"provider", b"llama-server", b"parameters:")
_PROVIDERS: Final = frozenset(
    {
        *("openai", "anthropic", "azure", "google", "gemini", "mistral", "cohere", "groq", "together", "deepseek"),
        *("bedrock", "vertexai", "openrouter", "ollama", "huggingface", "fireworks", "xai", "perplexity"),
    }
)
_ADDRESSES: Final = ("api_base", "base_url", "apiBase", "endpoint")


def wants(path: str) -> bool:
    """Tell whether a file may hold settings of a gateway."""
    return settings(path)


def read(file: OpenedFile) -> Found:
    """Return the models that the settings route to; nothing for settings of another kind."""
    if not any(mark in file.data for mark in _MARKS) or b"model" not in file.data:
        return Found()
    documents = yaml_documents(file)
    if isinstance(documents, Problem):
        return Found(problems=(documents,))
    gathered = Deployed(file)
    for node in _tables(documents):
        _table(gathered, node)
    return gathered.found()


def _tables(documents: tuple[Node, ...]) -> Iterator[Node]:
    waiting = list(reversed(documents))
    while waiting:
        node = waiting.pop()
        if node.table:
            yield node
        waiting += reversed((*node.items, *node.table.values()))


def _table(gathered: Deployed, node: Node) -> None:
    routed = node.get("litellm_params")
    if routed.get("model").text:
        hosted = routed_model(routed.get("model").text, "", _addresses(routed))
        gathered.add(Reference(identity=hosted.identity, kind=hosted.kind, how=hosted.how), routed.get("model").line)
    provider, model = node.get("provider").text.lower(), node.get("model")
    if provider in _PROVIDERS and model.text and not model.table:
        routes = provider in {"ollama", "huggingface"}
        addresses = _addresses(node)
        hosted = (
            routed_model(model.text, provider, []) if routes else provider_model(provider, model.text, (), addresses)
        )
        gathered.add(Reference(identity=hosted.identity, kind=hosted.kind, how=hosted.how), model.line)
    local = node.get("parameters", "model")
    if local.text and "backend" in node.table:
        found = model_value(local.text, how=How.RUNS)
        if found:
            gathered.add(found, local.line)
    if node.get("cmd").text and "llama-server" in node.get("cmd").text:
        command_node(gathered, (node.get("cmd"),))


def _addresses(node: Node) -> list[str]:
    return [node.get(key).text for key in _ADDRESSES if node.get(key).text]

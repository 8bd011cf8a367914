"""n8n workflows: the hosted and local models of their nodes.

Source: n8n's workflow export (`nodes[].type`, `nodes[].parameters.model` as a text or as a table with `value`).
"""

from typing import Final

from licet.model.bom import Found, Problem
from licet.readers.deployed import Deployed
from licet.readers.named_settings import Reference
from licet.readers.nodes import Node, json_node
from licet.readers.opened import OpenedFile
from licet.readers.python_hosted import provider_model, routed_model

NAME: Final = "n8n-workflows"
LIMIT: Final = 8 * 1024 * 1024

_PROVIDERS: Final = (
    ("azureopenai", "azure"),
    ("openrouter", "openrouter"),
    ("openai", "openai"),
    ("anthropic", "anthropic"),
    ("googlegemini", "google"),
    ("googlevertex", "google"),
    ("googlepalm", "google"),
    ("mistral", "mistral"),
    ("bedrock", "bedrock"),
    ("cohere", "cohere"),
    ("groq", "groq"),
    ("deepseek", "deepseek"),
    ("xai", "xai"),
    ("ollama", "ollama"),
    ("huggingface", "huggingface"),
)
"""Words of node types, the longer before those that are in them, with the provider they speak to."""
_MODEL_KEYS: Final = ("model", "modelId", "modelName", "modelID")


def wants(path: str) -> bool:
    """Tell whether a file may be a workflow, by its path."""
    lower = path.lower()
    return lower.endswith(".json") and ("workflow" in lower or "n8n" in lower)


def read(file: OpenedFile) -> Found:
    """Return the models of the nodes; nothing for JSON of another kind."""
    if b"n8n-nodes" not in file.data:
        return Found()
    document = json_node(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    gathered = Deployed(file)
    for workflow in document.items or (document,):
        for node in workflow.get("nodes").items:
            _node(gathered, node)
    return gathered.found()


def _node(gathered: Deployed, node: Node) -> None:
    kind = node.get("type").text.rpartition(".")[2].lower()
    provider = next((name for word, name in _PROVIDERS if word in kind), "")
    for key in _MODEL_KEYS:
        model = node.get("parameters", key)
        name = model.get("value") if model.table else model
        # Expressions of n8n begin with an equals sign.
        if not provider or not name.text or name.text.startswith("="):
            continue
        if provider in {"ollama", "huggingface"}:
            hosted = routed_model(name.text, provider, [])
        else:
            hosted = provider_model(provider, name.text.removeprefix("models/"), (), [])
        off = "disabled in the workflow" if node.get("disabled").text == "true" else ""
        reference = Reference(identity=hosted.identity, kind=hosted.kind, how=hosted.how)
        gathered.add(reference, name.line, note=off or node.get("name").text[:80])
        return

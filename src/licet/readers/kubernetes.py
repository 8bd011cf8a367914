"""Kubernetes manifests: images of containers, models in their settings and commands, models of KubeAI and KServe.

Source: the Kubernetes API (`apiVersion`, `kind`, containers with `image`, `env`, `command`, `args`), KubeAI's `Model`
(`url`, `adapters`), KServe's `storageUri`.
"""

from typing import Final

from licet.model.bom import Found, Problem
from licet.model.vocabulary import How
from licet.readers.deployed import Deployed, command_node, environment
from licet.readers.named_settings import model_value
from licet.readers.nodes import Node, yaml_documents
from licet.readers.opened import OpenedFile
from licet.readers.recipes import settings

NAME: Final = "kubernetes"
LIMIT: Final = 16 * 1024 * 1024
MAY_BE_EMPTY: Final = True

_ADDRESSES: Final = frozenset({"url", "storageUri", "modelURL", "modelUri", "sourceUri"})


def wants(path: str) -> bool:
    """Tell whether a file may be a manifest."""
    return settings(path)


def read(file: OpenedFile) -> Found:
    """Return the images and models that the manifests of a file name; nothing for settings of another kind."""
    if b"apiVersion" not in file.data or b"kind" not in file.data:
        return Found()
    documents = yaml_documents(file)
    if isinstance(documents, Problem):
        return Found(problems=(documents,))
    gathered = Deployed(file)
    for document in documents:
        if document.get("apiVersion") and document.get("kind"):
            _walk(gathered, document)
    return gathered.found()


def _walk(gathered: Deployed, document: Node) -> None:
    """Look at every table of a manifest; the tree is bounded in depth and size."""
    waiting = [document]
    while waiting:
        node = waiting.pop()
        waiting += reversed((*node.items, *node.table.values()))
        reference = node.get("image")
        if reference.text and ("name" in node.table or "imagePullPolicy" in node.table):
            gathered.image(reference.text, reference.line)
        environment(gathered, node.get("env"))
        if node.get("kind").text == "ConfigMap" or document is node:
            environment(gathered, node.get("data"))
        command_node(gathered, (node.get("command"), node.get("args")), How.RUNS)
        for key in _ADDRESSES & node.table.keys():
            address = node.get(key)
            found = model_value(address.text, how=How.RUNS)
            if found and ("://" in address.text or key == "modelURL"):
                gathered.add(found, address.line, note=key)

"""Values of Helm charts: images, and the models that a chart is told to serve.

Source: the habits of charts (`image.repository` and `tag`), vLLM's production stack (`modelSpec[].modelURL`,
`loraAdapters`), KubeAI (`catalog.<name>.url`), Ollama's chart (`ollama.models.pull`, `.run`). What says
`enabled: false` is not deployed and left out, and so is what stands in comments.
"""

import re
from collections.abc import Mapping
from typing import Final

from licet.model.bom import Found, Problem
from licet.model.vocabulary import How, Kind
from licet.readers.deployed import Deployed, command_node, environment
from licet.readers.hub_ids import hub_model, is_hub_id
from licet.readers.named_settings import Reference, model_value
from licet.readers.nodes import Node, yaml_documents
from licet.readers.opened import OpenedFile
from licet.readers.python_hosted import ollama_model

NAME: Final = "helm-values"
LIMIT: Final = 4 * 1024 * 1024
MAY_BE_EMPTY: Final = True

_NAME: Final = re.compile(r"(?:.*[._-])?values(?:[._-].*)?\.ya?ml")
_OF_IMAGES: Final = frozenset({"tag", "pullPolicy", "digest", "registry", "imagePullPolicy"})
_ADDRESSES: Final = frozenset({"modelURL", "modelUrl", "modelId", "modelID", "model_id", "hfModelId", "storageUri"})
_VARIABLE: Final = re.compile(r"[A-Z][A-Z0-9_]{2,80}")


def wants(path: str) -> bool:
    """Tell whether a file holds values of a chart, by its name."""
    return bool(_NAME.fullmatch(path.lower().rpartition("/")[2][:200]))


def read(file: OpenedFile) -> Found:
    """Return the images and models that the values name."""
    documents = yaml_documents(file)
    if isinstance(documents, Problem):
        return Found(problems=(documents,))
    gathered = Deployed(file)
    ollama = b"ollama" in file.data.lower()
    served = {
        spec.get("name").text: spec.get("modelURL")
        for document in documents
        for spec in document.get("servingEngineSpec", "modelSpec").items
    }
    waiting = list(documents)
    while waiting:
        node = waiting.pop()
        if node.get("enabled").text.lower() == "false":
            continue
        waiting += reversed((*node.items, *node.table.values()))
        _values(gathered, node, ollama=ollama)
        _adapter(gathered, node, served)
    return gathered.found()


def _values(gathered: Deployed, node: Node, *, ollama: bool) -> None:
    _image(gathered, node)
    for key in ("env", "extraEnv", "envVars", "environment"):
        environment(gathered, node.get(key))
    command_node(gathered, (node.get("command"), node.get("args"), node.get("extraArgs")), How.RUNS)
    for key, value in node.table.items():
        if key in _ADDRESSES or (key == "url" and value.text.startswith(("hf://", "ollama://", "s3://", "gs://"))):
            found = model_value(value.text, how=How.RUNS)
            if found:
                gathered.add(found, value.line, note=key)
        elif _VARIABLE.fullmatch(key):
            gathered.setting(key, value.text, value.line)
    models = node.get("models")
    for key in ("pull", "run") if ollama else ():
        for text, line in models.get(key).texts():
            hosted = ollama_model(text)
            gathered.add(Reference(identity=hosted.identity, kind=hosted.kind, how=hosted.how), line)


def _adapter(gathered: Deployed, node: Node, served: Mapping[str, Node]) -> None:
    """Add an adapter of the production stack, and the model that it is put on."""
    repository = node.get("adapterSource", "repository")
    if node.get("adapterSource", "type").text != "huggingface" or not is_hub_id(repository.text):
        return
    reference = Reference(identity=hub_model(repository.text), kind=Kind.ADAPTER, how=How.RUNS)
    adapter = gathered.add(reference, repository.line)
    base = served.get(node.get("baseModel").text)
    found = model_value(base.text, how=How.ADAPTS) if base else None
    if adapter and found:
        gathered.add(found, node.get("baseModel").line, source=adapter)


def _image(gathered: Deployed, node: Node) -> None:
    repository = node.get("repository")
    if repository.text and _OF_IMAGES & node.table.keys():
        registry = node.get("registry").text
        path = repository.text
        # Some charts keep the last part of the name apart.
        name = node.get("name").text
        if name and path.count("/") == 1 and "." in path.partition("/")[0]:
            path = f"{path}/{name}"
        tag = node.get("digest").text or node.get("tag").text
        joint = "@" if tag.startswith("sha256:") else ":"
        whole = f"{registry}/{path}" if registry else path
        gathered.image(f"{whole}{joint}{tag}" if tag else whole, repository.line)
    elif node.get("image").text and ("imagePullPolicy" in node.table or "/" in node.get("image").text):
        gathered.image(node.get("image").text, node.get("image").line)

"""Compose files: the images that services run, and the models that their settings and commands name.

Source: the Compose specification (`services`, `models`, `provider`, `environment`, `command`). A service that is only
built gives no image of others; its Dockerfile is read by itself.
"""

import re
from typing import Final

from licet.model.bom import Found, Problem
from licet.model.vocabulary import How, Kind
from licet.readers.commands import image
from licet.readers.deployed import Deployed, command_node, environment
from licet.readers.images import image_identity
from licet.readers.named_settings import Reference, model_value
from licet.readers.nodes import Node, yaml_documents
from licet.readers.opened import OpenedFile

NAME: Final = "compose"
LIMIT: Final = 4 * 1024 * 1024

_NAME: Final = re.compile(r"(?:.*[._-])?(?:docker-)?compose(?:[._-].*)?\.ya?ml")


def wants(path: str) -> bool:
    """Tell whether a file is one of Compose, by its name."""
    return bool(_NAME.fullmatch(path.lower().rpartition("/")[2][:200]))


def read(file: OpenedFile) -> Found:
    """Return the images and models of the services."""
    documents = yaml_documents(file)
    if isinstance(documents, Problem):
        return Found(problems=(documents,))
    gathered = Deployed(file)
    for document in documents:
        for model in document.get("models").table.values():
            _model(gathered, model.get("model"))
        for service in document.get("services").table.values():
            _service(gathered, service)
    if not any(document.table for document in documents):
        return file.problem("is no Compose file: it holds no table of services")
    return gathered.found()


def _service(gathered: Deployed, service: Node) -> None:
    reference = service.get("image")
    profiles = ", ".join(text for text, _ in service.get("profiles").texts())
    if not service.get("build"):
        note = f"only in the profile {profiles}"[:120] if profiles else ""
        gathered.image(reference.text, reference.line, note=note)
    environment(gathered, service.get("environment"))
    environment(gathered, service.get("build", "args"))
    # A program of one's own loads its model; one of others, in their image, is run beside it.
    loads = How.EMBEDS if service.get("build") else How.RUNS
    command_node(gathered, (service.get("entrypoint"), service.get("command")), loads)
    if service.get("provider", "type").text == "model":
        _model(gathered, service.get("provider", "options", "model"))


def _model(gathered: Deployed, node: Node) -> None:
    """Add a model of Docker's model runner: a repository of the Hub, or an image of Docker's registry."""
    text = node.text.removeprefix("docker.io/")
    hub = text.startswith(("hf.co/", "huggingface.co/"))
    found = model_value(f"https://{text.partition(':')[0]}", how=How.RUNS) if hub else None
    identity = image_identity(text)
    if found:
        gathered.add(found, node.line)
    elif text and identity:
        gathered.add(Reference(identity=image(identity, How.RUNS).identity, kind=Kind.MODEL, how=How.RUNS), node.line)

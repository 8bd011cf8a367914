"""What the argument of a call names where the call reaches a hosted model."""

import ast
from collections.abc import Iterator
from typing import Final

from licet.model.vocabulary import How, Kind
from licet.readers.hub_ids import model_identity
from licet.readers.idioms import names as table_names
from licet.readers.opened import OpenedFile
from licet.readers.python_hosted import Hosted, ollama_model, provider_model, routed_model
from licet.readers.python_loading import LoadingCall, Named

MAX_RECEIVERS: Final = 300
"""Attributes between a client and the method that is called."""


def api_model(load: LoadingCall, text: str) -> Iterator[Named]:
    """A model of the provider of the row."""
    yield _as_named(provider_model(load.row.prefix, text, load.names, _addresses(load)))


def routed(load: LoadingCall, text: str) -> Iterator[Named]:
    """A model behind `provider/model`."""
    yield _as_named(routed_model(text, load.only("model_provider", "custom_llm_provider"), _addresses(load)))


def ollama(_: LoadingCall, text: str) -> Iterator[Named]:
    """A model of the Ollama library."""
    yield _as_named(ollama_model(text))


def hosted(load: LoadingCall, text: str) -> Iterator[Named]:
    """A repository of the Hub that somebody else runs."""
    identity = model_identity(text)
    kind = Kind.SERVICE if identity.id.startswith("url:") else load.row.kind
    yield Named(identity=identity, kind=kind, how=How.CALLS)


def api_of_class(load: LoadingCall, text: str) -> Iterator[Named]:
    """A model of the provider that the class speaks to."""
    known = table_names().api_classes
    provider = next((known[leaf] for name in load.names if (leaf := name.rpartition(".")[2]) in known), "")
    yield _as_named(provider_model(provider, text, load.names, _addresses(load)))


def requested(load: LoadingCall, text: str) -> Iterator[Named]:
    """A model in the body of a request; an address that tells no provider says nothing."""
    known = table_names()
    for address in load.keyword_texts("url", at=1 if load.row.call.endswith(("request", "stream")) else 0):
        if any(host in address.text for host in known.hosts):
            yield _as_named(provider_model("", text, load.names, [address.text]))
        elif address.text.partition("?")[0].endswith(known.ollama_paths):
            yield _as_named(ollama_model(text))


def configured(_: LoadingCall, text: str) -> Iterator[Named]:
    """A model of a provider that its name tells."""
    yield _as_named(provider_model("", text, (), []))


def _as_named(hosted: Hosted) -> Named:
    return Named(identity=hosted.identity, kind=hosted.kind, how=hosted.how)


def _addresses(load: LoadingCall) -> list[str]:
    """Return the addresses that the call, its client or the library is told to speak to.

    Of settings files that stand in for each other, an address counts for the model that its own file names.
    """
    found = load.keyword_texts(*table_names().address_keywords)
    node: ast.AST = load.call.func
    for _ in range(MAX_RECEIVERS):
        if not isinstance(node, ast.Attribute):
            break
        node = node.value
        for origin in load.values.origins(node, load.place):
            if isinstance(origin.node, ast.Call):
                given = load.values.argument(origin.node, origin.place, None, table_names().address_keywords)
                found += load.texts.read(given)
    for written in ("openai.api_base", "openai.base_url"):
        for binding in load.values.index.written.get(written, ()) if load.row.prefix == "openai" else ():
            if binding.node is not None:
                found += load.texts.read(load.values.origins(binding.node, binding.place))
    return [text.text for text in found if not _of_another_profile(load.written, text.file)]


def _of_another_profile(model: OpenedFile | None, address: OpenedFile | None) -> bool:
    """Whether two files stand in for each other: settings of one kind in one folder."""
    if model is None or address is None or model.path == address.path or model.path.endswith(".py"):
        return False
    ending = model.name.rpartition(".")[2]
    return (model.folder, ending) == (address.folder, address.name.rpartition(".")[2])

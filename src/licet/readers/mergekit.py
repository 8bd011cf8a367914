"""mergekit configurations: the models that are merged, and the model that comes of it.

Source: mergekit's configuration (`models[].model`, `slices[].sources[].model`, `modules`, `base_model`, experts of a
mixture, `model+lora`, `path@revision`; STANDARDS 1.6).
"""

from collections.abc import Iterator
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Link, Problem
from licet.model.vocabulary import Basis, How, Kind
from licet.readers.file_names import is_named
from licet.readers.hub_ids import component, model_identity, unresolved
from licet.readers.nodes import Node, yaml_documents
from licet.readers.opened import OpenedFile
from licet.readers.parts import folder_id, folder_name, merged
from licet.readers.recipes import settings

NAME: Final = "mergekit"
LIMIT: Final = 16 * 1024 * 1024
MAY_BE_EMPTY: Final = True

MAX_MODELS: Final = 1_000
_WRITTEN: Final = "mergekit_config.yml"
"""What mergekit writes beside the merged weights."""
_EXPERTS: Final = ("experts", "shared_experts")


def wants(path: str) -> bool:
    """Tell whether a file may be a configuration of mergekit."""
    return settings(path)


def read(file: OpenedFile) -> Found:
    """Return the models that are merged, each linked from what is made; nothing for settings of another kind."""
    if b"merge_method" not in file.data and b"experts" not in file.data:
        return Found()
    documents = yaml_documents(file)
    if isinstance(documents, Problem):
        return Found(problems=(documents,))
    parts: list[tuple[Component, Link | None]] = []
    for document in documents:
        if document.get("merge_method") or (document.get("experts").items and document.get("base_model")):
            parts += _merge(file, document)
    return merged(parts)


def _merge(file: OpenedFile, document: Node) -> Iterator[tuple[Component, Link | None]]:
    made = _made(file, document)
    if made.id == PRODUCT:
        yield made, None
    else:
        held = How.EMBEDS if is_named(file.path, _WRITTEN) else How.BUNDLES
        yield made, Link(source=PRODUCT, how=held, target=made.id, basis=Basis.INFERRED, evidence=made.evidence)
    for at, (text, line) in enumerate(_models(document)):
        if at == MAX_MODELS:
            return
        base, _, lora = text.partition("+")
        for kind, name in ((Kind.MODEL, base), (Kind.ADAPTER, lora)):
            if name.strip():
                reference, _, revision = name.strip().partition("@")
                here = file.evidence(line)
                identity = model_identity(reference, revision=revision)
                if identity.id.startswith("file:"):
                    identity = unresolved(name.strip())
                part = component(identity, kind, (here,), suffix=f"#{at}" if at else "")
                yield part, Link(source=made.id, how=How.MERGES, target=part.id, basis=Basis.OBSERVED, evidence=(here,))
    tokenizer = document.get("tokenizer_source") or document.get("tokenizer", "source")
    identity = model_identity(tokenizer.text)
    if identity.purl:
        here = file.evidence(tokenizer.line)
        part = component(identity, Kind.TOKENIZER, (here,))
        yield (
            part,
            Link(source=made.id, how=How.TOKENIZES_WITH, target=part.id, basis=Basis.OBSERVED, evidence=(here,)),
        )


def _made(file: OpenedFile, document: Node) -> Component:
    """Return what the merge makes: the model of its folder where mergekit wrote the file, else a part of ours."""
    line = document.get("merge_method").line or document.get("experts").line
    if is_named(file.path, _WRITTEN):
        own = folder_id(file.folder)
        return Component(id=own, kind=Kind.MODEL, name=folder_name(file.folder), evidence=(file.evidence(line),))
    name = document.get("name").text or file.name.rpartition(".")[0]
    here = file.evidence(line, "what this recipe makes")
    return Component(id=f"file:{file.path}#made", kind=Kind.MODEL, name=name[:200], own=True, evidence=(here,))


def _models(document: Node) -> Iterator[tuple[str, int]]:
    """Yield each model once, the base first."""
    seen: set[str] = set()
    for node in (document.get("base_model"), *_listed(document, 0)):
        # A model may be a table {model: {path, revision}, lora: {path}}.
        text = node.text or "+".join(
            one.text for one in (node.get("model", "path"), node.get("model"), node.get("lora", "path")) if one.text
        )
        if text and text not in seen:
            seen.add(text)
            yield text, node.line


def _listed(document: Node, depth: int) -> Iterator[Node]:
    for entry in document.get("models").items:
        yield entry.get("model")
    for entry in document.get("slices").items:
        for source in entry.get("sources").items:
            yield source.get("model")
    for key in _EXPERTS:
        for entry in document.get(key).items:
            yield entry.get("source_model")
    for module in document.get("modules").table.values() if depth == 0 else ():
        yield from _listed(module, depth + 1)

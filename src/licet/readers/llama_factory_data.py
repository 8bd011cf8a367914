"""`dataset_info.json` of LLaMA-Factory: what the names of datasets in its settings stand for.

Source: LLaMA-Factory's data README (`hf_hub_url`, `ms_hub_url`, `om_hub_url`, `script_url`, `cloud_file_name`,
`file_name`). The list is a table of names: only what a recipe uses is a part.
"""

from typing import Final

from licet.model.bom import Component, Found, Problem
from licet.model.vocabulary import Kind, Scope
from licet.readers.file_names import is_named
from licet.readers.hub_ids import Identity, dataset_identity, file_identity, named
from licet.readers.llama_factory import SCHEME
from licet.readers.nodes import Node, json_node
from licet.readers.opened import OpenedFile

NAME: Final = "llama-factory-data"
LIMIT: Final = 8 * 1024 * 1024
MAX_ENTRIES: Final = 20_000

_OTHER_HUBS: Final = (("ms_hub_url", "ms:datasets/"), ("om_hub_url", "openmind:datasets/"))


def wants(path: str) -> bool:
    """Tell whether a file lists datasets for LLaMA-Factory."""
    return is_named(path, "dataset_info.json")


def read(file: OpenedFile) -> Found:
    """Return the datasets that the table names, as candidates; nothing for a `dataset_info.json` of another kind."""
    document = json_node(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    known: list[Component] = []
    for name, entry in list(document.table.items())[:MAX_ENTRIES]:
        identity, others = _identity(file, entry)
        if identity.id:
            known.append(
                Component(
                    id=identity.id,
                    kind=Kind.DATASET,
                    name=identity.name,
                    aliases=(f"{SCHEME}:{name}", *others),
                    scope=Scope.RUNTIME,
                    evidence=(file.evidence(entry.line, f"called {name[:80]}"),),
                )
            )
    return Found(candidates=tuple(known))


def _identity(file: OpenedFile, entry: Node) -> tuple[Identity, tuple[str, ...]]:
    """Return what an entry stands for: the Hub first, then other hubs, then a file; and its names elsewhere."""
    names = [f"{prefix}{entry.get(key).text}" for key, prefix in _OTHER_HUBS if entry.get(key).text]
    hub = entry.get("hf_hub_url").text
    if hub:
        return dataset_identity(hub), tuple(names)
    if names:
        scheme, _, name = names[0].partition(":")
        return named(scheme, name), tuple(names[1:])
    for key in ("script_url", "cloud_file_name", "file_name"):
        text = entry.get(key).text
        if text:
            return dataset_identity(text) if "://" in text else file_identity(text, folder=file.folder), ()
    return Identity(), ()

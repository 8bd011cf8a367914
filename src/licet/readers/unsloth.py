"""Settings of trainings with unsloth: the model (mostly a mirror of its own), the data, and what is saved or pushed.

Source: the arguments of unsloth's command line (`model_name`, `dataset`, `save_path`, `hub_path`, `hub_model_id`).
"""

from typing import Final

from licet.model.bom import Found, Problem
from licet.model.vocabulary import How, Kind
from licet.readers.nodes import Node, yaml_documents
from licet.readers.opened import OpenedFile
from licet.readers.recipes import Product, Recipe, scalars, settings

NAME: Final = "unsloth"
LIMIT: Final = 16 * 1024 * 1024
MAY_BE_EMPTY: Final = True

_MARKS: Final = frozenset({"max_seq_length", "load_in_4bit", "lora_alpha", "use_gradient_checkpointing", "r"})
_NEEDED: Final = 2


def wants(path: str) -> bool:
    """Tell whether a file may hold settings of a training with unsloth."""
    return settings(path)


def read(file: OpenedFile) -> Found:
    """Return what is trained, from which model and on which data; nothing for settings of another kind."""
    if b"model_name" not in file.data or b"max_seq_length" not in file.data:
        return Found()
    documents = yaml_documents(file)
    if isinstance(documents, Problem):
        return Found(problems=(documents,))
    for document in documents:
        # Flat, or in sections (`model:`, `training:`) as people group the arguments.
        flat = Node(_flat(document), document.line)
        if (
            flat.get("model_name")
            and len(_MARKS & flat.table.keys()) >= _NEEDED
            and "model_name_or_path" not in flat.table
        ):
            return _recipe(file, flat)
    return Found()


def _flat(document: Node) -> dict[str, Node]:
    found = dict(document.table)
    for section in document.table.values():
        for key, value in section.table.items():
            found.setdefault(key, value)
    return found


def _recipe(file: OpenedFile, document: Node) -> Found:
    full = document.get("full_finetuning").text.lower() == "true"
    hub = document.get("hub_model_id") or document.get("hub_path")
    folder = document.get("save_path") or document.get("output_dir")
    kind = Kind.MODEL if full else Kind.ADAPTER
    recipe = Recipe(file, Product(hub=hub.text, folder=folder.text, line=hub.line or folder.line, kind=kind))
    base = document.get("model_name")
    recipe.model(base.text, base.line, How.FINE_TUNES if full else How.ADAPTS)
    for key in ("dataset", "dataset_name", "datasets"):
        for text, line in scalars(document.get(key)):
            recipe.dataset(text, line, How.TRAINS_ON)
    return recipe.found()

"""axolotl configurations: the base model, the data, and the model that is trained and perhaps uploaded.

Source: axolotl's configuration schema (STANDARDS 1.6).
"""

from typing import Final

from licet.model.bom import Found, Problem
from licet.model.vocabulary import How, Kind
from licet.readers.nodes import Node, yaml_documents
from licet.readers.opened import OpenedFile
from licet.readers.recipes import Product, Recipe, settings

NAME: Final = "axolotl"
LIMIT: Final = 16 * 1024 * 1024
MAY_BE_EMPTY: Final = True

_MARKS: Final = frozenset(
    {"sequence_len", "micro_batch_size", "lora_r", "adapter", "sample_packing", "dataset_prepared_path", "num_epochs"}
)
"""Keys of axolotl; `base_model` alone is used by others too."""
_FIELDS: Final = (
    ("datasets", How.TRAINS_ON),
    ("pretraining_dataset", How.TRAINS_ON),
    ("test_datasets", How.EVALUATES_ON),
)


def wants(path: str) -> bool:
    """Tell whether a file may be a configuration of axolotl."""
    return settings(path)


def read(file: OpenedFile) -> Found:
    """Return what is trained, from which model and on which data; nothing for settings of another kind."""
    if b"base_model" not in file.data:
        return Found()
    documents = yaml_documents(file)
    if isinstance(documents, Problem):
        return Found(problems=(documents,))
    for document in documents:
        if document.get("base_model") and _MARKS.intersection(document.table) and not document.get("merge_method"):
            return _recipe(file, document)
    return Found()


def _recipe(file: OpenedFile, document: Node) -> Found:
    adapter = document.get("adapter").text
    kind = Kind.ADAPTER if adapter else Kind.MODEL
    hub, folder = document.get("hub_model_id"), document.get("output_dir")
    line = hub.line or folder.line
    recipe = Recipe(file, Product(hub=hub.text, folder=folder.text, line=line, kind=kind))
    base = document.get("base_model")
    how = How.ADAPTS if adapter else How.FINE_TUNES
    recipe.model(base.text, base.line, how, revision=document.get("revision_of_model").text)
    lora = document.get("lora_model_dir")
    recipe.model(lora.text, lora.line, How.FINE_TUNES, kind=Kind.ADAPTER)
    tokenizer = document.get("tokenizer_config")
    recipe.model(tokenizer.text, tokenizer.line, How.TOKENIZES_WITH, kind=Kind.TOKENIZER)
    for key, used in _FIELDS:
        value = document.get(key)
        for entry in value.items or (value,):
            path = entry.get("path") if entry.table else entry
            _dataset(recipe, entry, path, used)
    for key, used in (("reward_model", How.REWARDED_BY), ("kd_teacher", How.DISTILLS_OUTPUTS)):
        recipe.model(document.get(key).text, document.get(key).line, used)
    return recipe.found()


def _dataset(recipe: Recipe, entry: Node, path: Node, how: How) -> None:
    recipe.dataset(path.text, path.line, how, revision=entry.get("revision").text)
    for file, line in entry.get("data_files").texts():
        recipe.dataset(file, line, how)

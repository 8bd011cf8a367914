"""Settings of TRL and of the alignment handbook: the model, the data, the teacher and the reward models of a training.

Source: TRL's script arguments, the handbook's recipes (`dataset_mixture`, `dataset_mixer`; STANDARDS 1.6).
"""

from typing import Final

from licet.model.bom import Found, Problem
from licet.model.vocabulary import How, Kind
from licet.readers.nodes import Node, yaml_documents
from licet.readers.opened import OpenedFile
from licet.readers.recipes import Product, Recipe, scalars, settings

NAME: Final = "trl"
LIMIT: Final = 16 * 1024 * 1024
MAY_BE_EMPTY: Final = True

_DATA: Final = frozenset({"dataset_name", "dataset_mixture", "dataset_mixer", "datasets", "dataset_id_or_path"})
_OTHERS: Final = frozenset({"template", "finetuning_type", "infer_backend", "merge_method"})
"""Keys of other trainers that name the model in the same way."""
_MODELS: Final = (
    ("teacher_model_name_or_path", How.DISTILLS_OUTPUTS),
    ("reward_model_name_or_path", How.REWARDED_BY),
    ("reward_model_path", How.REWARDED_BY),
    ("reward_model", How.REWARDED_BY),
    ("ref_model_name_or_path", How.REWARDED_BY),
    ("judge_model_name_or_path", How.REWARDED_BY),
    ("sft_model_path", How.FINE_TUNES),
)


def wants(path: str) -> bool:
    """Tell whether a file may hold settings of a training with TRL."""
    return settings(path)


def read(file: OpenedFile) -> Found:
    """Return what is trained, from which model and on which data; nothing for settings of another kind."""
    if b"model_name_or_path" not in file.data:
        return Found()
    documents = yaml_documents(file)
    if isinstance(documents, Problem):
        return Found(problems=(documents,))
    for document in documents:
        keys = document.table.keys()
        if document.get("model_name_or_path") and _DATA & keys and not _OTHERS & keys:
            return _recipe(file, document)
    return Found()


def _recipe(file: OpenedFile, document: Node) -> Found:
    peft = any(document.get(key).text.lower() == "true" for key in ("use_peft", "load_in_4bit"))
    kind = Kind.ADAPTER if peft or document.get("lora_r") else Kind.MODEL
    hub, folder = document.get("hub_model_id"), document.get("output_dir")
    recipe = Recipe(file, Product(hub=hub.text, folder=folder.text, line=hub.line or folder.line, kind=kind))
    base = document.get("model_name_or_path")
    how = How.ADAPTS if kind is Kind.ADAPTER else How.FINE_TUNES
    recipe.model(base.text, base.line, how, revision=_revision(document.get("model_revision")))
    tokenizer = document.get("tokenizer_name_or_path")
    recipe.model(tokenizer.text, tokenizer.line, How.TOKENIZES_WITH, kind=Kind.TOKENIZER)
    for key, used in _MODELS:
        for text, line in scalars(document.get(key)):
            recipe.model(text, line, used)
    _data(recipe, document)
    return recipe.found()


def _data(recipe: Recipe, document: Node) -> None:
    for key in ("dataset_name", "dataset_id_or_path"):
        for text, line in document.get(key).texts():
            recipe.dataset(text, line, How.TRAINS_ON)
    for text, share in document.get("dataset_mixer").table.items():
        recipe.dataset(text, share.line, How.TRAINS_ON)
    mixture = document.get("dataset_mixture")
    for entry in (*mixture.items, *mixture.get("datasets").items, *document.get("datasets").items):
        name = next((entry.get(key) for key in ("id", "path", "name") if entry.get(key)), entry)
        recipe.dataset(name.text, name.line, How.TRAINS_ON, revision=entry.get("revision").text)
    for key in ("eval_dataset_name", "eval_dataset"):
        for text, line in document.get(key).texts():
            recipe.dataset(text, line, How.EVALUATES_ON)


def _revision(node: Node) -> str:
    """Return the revision where it says more than the default."""
    return "" if node.text == "main" else node.text

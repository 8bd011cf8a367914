"""LLaMA-Factory settings: training, exporting and running models, with the data by its names in `dataset_info.json`.

Source: LLaMA-Factory's arguments (STANDARDS 1.6).
"""

from typing import Final

from licet.model.bom import Found, Problem
from licet.model.vocabulary import How, Kind
from licet.readers.hub_ids import named
from licet.readers.nodes import Node, yaml_documents
from licet.readers.opened import OpenedFile
from licet.readers.recipes import Product, Recipe, scalars, settings

NAME: Final = "llama-factory"
LIMIT: Final = 16 * 1024 * 1024
MAY_BE_EMPTY: Final = True
SCHEME: Final = "llamafactory"
"""Of the names that `dataset_info.json` explains."""

_MARKS: Final = frozenset(
    {"template", "stage", "finetuning_type", "infer_backend", "export_dir", "dataset_dir", "adapter_name_or_path"}
)
_ADAPTERS: Final = frozenset({"lora", "oft", "freeze-lora"})


def wants(path: str) -> bool:
    """Tell whether a file may hold settings of LLaMA-Factory."""
    return settings(path)


def read(file: OpenedFile) -> Found:
    """Return what is trained, exported or run; nothing for settings of another kind."""
    if b"model_name_or_path" not in file.data or not any(mark.encode() in file.data for mark in _MARKS):
        return Found()
    documents = yaml_documents(file)
    if isinstance(documents, Problem):
        return Found(problems=(documents,))
    for document in documents:
        if document.get("model_name_or_path") and _MARKS.intersection(document.table):
            return _settings(file, document)
    return Found()


def _settings(file: OpenedFile, document: Node) -> Found:
    trains = bool(document.get("dataset") or document.get("stage"))
    exports = document.get("export_dir")
    tuning = document.get("finetuning_type").text or ("lora" if trains else "")
    if exports:
        recipe, how = _export(file, document)
    elif trains:
        kind = Kind.ADAPTER if tuning in _ADAPTERS else Kind.MODEL
        hub, folder = document.get("hub_model_id"), document.get("output_dir")
        recipe = Recipe(file, Product(hub=hub.text, folder=folder.text, line=hub.line or folder.line, kind=kind))
        how = How.ADAPTS if kind is Kind.ADAPTER else How.FINE_TUNES
    else:
        recipe, how = Recipe(file, None), How.EMBEDS
    base = document.get("model_name_or_path")
    recipe.model(base.text, base.line, how, revision=document.get("model_revision").text)
    for text, line in scalars(document.get("adapter_name_or_path")):
        recipe.model(text, line, How.FINE_TUNES if trains and not exports else how, kind=Kind.ADAPTER)
    for key in ("ref_model", "ref_model_adapters", "reward_model", "reward_model_adapters"):
        for text, line in scalars(document.get(key)):
            # A reward "model" may be `lora`, `full` or an address of a service.
            if "/" in text:
                kind = Kind.ADAPTER if key.endswith("adapters") else Kind.MODEL
                recipe.model(text, line, How.REWARDED_BY, kind=kind)
    for key, used in (("dataset", How.TRAINS_ON), ("eval_dataset", How.EVALUATES_ON)):
        for text, line in scalars(document.get(key)) if trains else ():
            recipe.named(named(SCHEME, text), Kind.DATASET, line, used)
    calibrated = document.get("export_quantization_dataset")
    recipe.dataset(calibrated.text, calibrated.line, How.TRAINS_ON)
    return recipe.found()


def _export(file: OpenedFile, document: Node) -> tuple[Recipe, How]:
    """Return what an export makes: adapters merged in, numbers made shorter, or another format."""
    hub, folder = document.get("export_hub_model_id"), document.get("export_dir")
    recipe = Recipe(file, Product(hub=hub.text, folder=folder.text, line=folder.line))
    if document.get("adapter_name_or_path"):
        return recipe, How.MERGES
    return recipe, How.QUANTIZES if document.get("export_quantization_bit") else How.CONVERTS

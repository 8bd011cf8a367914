"""MLflow's `MLmodel`: the model of the folder, and the model on the Hub that it was made from.

Source: mlflow's flavors (INPUTS 1.5: `source_model_name`, `source_model_revision`, `local_base_model_path`,
`peft_adaptor`, `<component>_name`). The license text that MLflow writes lies beside it and is read by itself.
"""

from collections.abc import Iterator
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Link, Problem
from licet.model.vocabulary import Basis, How, Kind
from licet.readers.file_names import is_named
from licet.readers.hub_ids import component, model_identity
from licet.readers.nodes import Node, yaml_document
from licet.readers.opened import OpenedFile
from licet.readers.parts import folder_id, folder_name, merged

NAME: Final = "mlmodel"
LIMIT: Final = 2 * 1024 * 1024

_COMPONENTS: Final = ("tokenizer", "processor", "image_processor", "feature_extractor")


def wants(path: str) -> bool:
    """Tell whether a file describes a model of MLflow, by its name."""
    return is_named(path, "mlmodel")


def read(file: OpenedFile) -> Found:
    """Return the model of the folder and what it was made from."""
    document = yaml_document(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    flavors = document.get("flavors")
    if not flavors.table:
        return file.problem("is no MLmodel: it names no flavors")
    return merged(_parts(file, document, flavors))


def _parts(file: OpenedFile, document: Node, flavors: Node) -> Iterator[tuple[Component, Link | None]]:
    own = folder_id(file.folder)
    adapter = any(flavor.get("peft_adaptor").text for flavor in flavors.table.values())
    here = file.evidence(flavors.line, ", ".join(sorted(flavors.table))[:100])
    name = document.get("artifact_path").text or folder_name(file.folder)
    task = next((one.get("task").text for one in flavors.table.values() if one.get("task")), "")
    part = Component(
        id=own, kind=Kind.ADAPTER if adapter else Kind.MODEL, name=name[:200], evidence=(here,), task=task[:100]
    )
    held = Link(source=PRODUCT, how=How.EMBEDS, target=own, basis=Basis.INFERRED, evidence=(here,))
    yield part, None if own == PRODUCT else held
    for flavor in flavors.table.values():
        source = flavor.get("source_model_name")
        identity = model_identity(source.text, revision=flavor.get("source_model_revision").text)
        if source.text and identity.purl:
            seen = (file.evidence(source.line),)
            base = component(identity, Kind.MODEL, seen)
            how = How.ADAPTS if adapter else How.FINE_TUNES
            yield base, Link(source=own, how=how, target=base.id, basis=Basis.INFERRED, evidence=seen)
        for key in _COMPONENTS:
            other = flavor.get(f"{key}_name")
            found = model_identity(other.text, revision=flavor.get(f"{key}_revision").text)
            if found.purl and other.text != source.text:
                seen = (file.evidence(other.line),)
                tokenizer = component(found, Kind.TOKENIZER, seen)
                yield (
                    tokenizer,
                    Link(source=own, how=How.TOKENIZES_WITH, target=tokenizer.id, basis=Basis.OBSERVED, evidence=seen),
                )

"""`adapter_config.json`: an adapter and the model it was trained on.

Source: INPUTS 1.3 and 1.5 (most files in the wild name a mirror of the base, some a path of the trainer's machine).
"""

from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Link, Problem
from licet.model.vocabulary import Basis, How, Kind
from licet.readers.hub_ids import component, model_identity, unresolved
from licet.readers.masking import clean, mask
from licet.readers.opened import OpenedFile
from licet.readers.parts import folder_id, folder_name, merged
from licet.readers.structured import line_of, parse_json, string

NAME: Final = "adapter-config"
LIMIT: Final = 4 * 1024 * 1024

_BASE: Final = "base_model_name_or_path"


def wants(path: str) -> bool:
    """Tell whether a file may be the configuration of an adapter."""
    return path.rpartition("/")[2].endswith("adapter_config.json")


def read(file: OpenedFile) -> Found:
    """Return the adapter of the folder and its base; a base that is not named is unresolved, never left out."""
    value = parse_json(file)
    if isinstance(value, Problem):
        return Found(problems=(value,))
    if not isinstance(value, dict) or not {_BASE, "peft_type"} & value.keys():
        return Found()
    own = folder_id(file.folder)
    adapter = Component(
        id=own,
        kind=Kind.ADAPTER,
        name=folder_name(file.folder),
        evidence=(file.evidence(note=clean(mask(string(value.get("peft_type"))))[:40]),),
    )
    parts: list[tuple[Component, Link | None]] = [(adapter, None if own == PRODUCT else _held(own, file))]
    here = file.evidence(line_of(file.text(), f'"{_BASE}"'))
    name = string(value.get(_BASE))
    revision = string(value.get("revision"))
    identity = (
        model_identity(name, folder=file.folder, revision=revision) if name else unresolved(f"{_BASE} is not given")
    )
    base = component(identity, Kind.MODEL, (here,))
    if base.id != own:
        parts.append((base, Link(source=own, how=How.ADAPTS, target=base.id, basis=Basis.OBSERVED, evidence=(here,))))
    return merged(parts)


def _held(own: str, file: OpenedFile) -> Link:
    return Link(source=PRODUCT, how=How.EMBEDS, target=own, basis=Basis.INFERRED, evidence=(file.evidence(),))

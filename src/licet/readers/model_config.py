"""`config.json` of a model: that a model is in the folder, and what it was loaded from.

Source: INPUTS 1.5. `_name_or_path` is where the weights were loaded before they were saved: the base of a fine-tune,
or the very model; so the link is inferred.
"""

from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Link, Problem
from licet.model.vocabulary import Basis, How, Kind
from licet.readers.hub_ids import component, is_local, model_identity
from licet.readers.masking import clean, mask
from licet.readers.opened import OpenedFile
from licet.readers.parts import folder_id, folder_name, merged
from licet.readers.structured import line_of, parse_json, string, strings

NAME: Final = "model-config"
LIMIT: Final = 4 * 1024 * 1024

_HINT: Final = "state the base in licet.toml, or in the model card as base_model"
_MARKS: Final = ("_name_or_path", "architectures", "model_type", "_diffusers_version")


def wants(path: str) -> bool:
    """Tell whether a file may be the configuration of a model."""
    name = path.rpartition("/")[2]
    return name in {"config.json", "model_index.json"} or name.endswith("__config.json")


def read(file: OpenedFile) -> Found:
    """Return the model of the folder and its origin; nothing for a `config.json` of another kind."""
    value = parse_json(file)
    if isinstance(value, Problem):
        return Found(problems=(value,))
    if not isinstance(value, dict) or not any(_is_mark(value.get(mark)) for mark in _MARKS):
        return Found()
    own = folder_id(file.folder)
    here = file.evidence(note=_architecture(value))
    parts: list[tuple[Component, Link | None]] = [
        (
            Component(id=own, kind=Kind.MODEL, name=folder_name(file.folder), evidence=(here,)),
            None if own == PRODUCT else _held(own, file),
        )
    ]
    origin = string(value.get("_name_or_path"))
    line = line_of(file.text(), '"_name_or_path"') if origin else 0
    identity = model_identity(origin) if origin else None
    if identity and (identity.unresolved or is_local(origin)):
        reason = "names a local path as the model's origin, so its base is unknown"
        return merged(parts, (Problem(path=file.path, reason=reason, line=line, hides=False, hint=_HINT),))
    if identity:
        evidence = file.evidence(line, "_name_or_path: the base, or the same model")
        base = component(identity, Kind.MODEL, (evidence,))
        how = _how(identity.name, file.folder, value)
        parts.append((base, Link(source=own, how=how, target=base.id, basis=Basis.INFERRED, evidence=(evidence,))))
    return merged(parts)


def _is_mark(value: object) -> bool:
    return bool(string(value) or strings(value))


def _architecture(value: dict[str, object]) -> str:
    found = string(value.get("model_type")) or ", ".join(strings(value.get("architectures")))
    return clean(mask(found))[:100]


def _held(own: str, file: OpenedFile) -> Link:
    return Link(source=PRODUCT, how=How.EMBEDS, target=own, basis=Basis.INFERRED, evidence=(file.evidence(),))


def _how(repository: str, folder: str, value: dict[str, object]) -> How:
    if folder and repository.lower().endswith(f"/{folder_name(folder).lower()}"):
        return How.COPIES
    return How.QUANTIZES if isinstance(value.get("quantization_config"), dict) else How.FINE_TUNES

"""Manifests of an Ollama store that lies in the project: each is a model of Ollama's library.

Source: INPUTS 1.5 (`manifests/<host>/<namespace>/<model>/<tag>`).
"""

import re
from typing import Final

from licet.model.bom import PRODUCT, Found, Link, Problem
from licet.model.vocabulary import Basis, How, Kind
from licet.readers.hub_ids import component
from licet.readers.ollama_files import parse_manifest
from licet.readers.opened import OpenedFile
from licet.readers.python_hosted import ollama_model

NAME: Final = "ollama-store"
LIMIT: Final = 1024 * 1024

_PATH: Final = re.compile(
    r"(?:.{0,1000}/)?manifests/([\w.-]{1,200})/([\w.-]{1,200})/([\w.-]{1,200})/([\w.-]{1,200})", re.ASCII
)
_LIBRARY: Final = "library"
_REGISTRY: Final = "registry.ollama.ai"


def wants(path: str) -> bool:
    """Tell whether a file may be a manifest of a store, by its place."""
    return bool(_PATH.fullmatch(path)) and not path.endswith((".yaml", ".yml"))


def read(file: OpenedFile) -> Found:
    """Return the model that a manifest is, as `ollama` names it; nothing for a file of another kind."""
    place = _PATH.fullmatch(file.path)
    manifest = parse_manifest(file)
    if isinstance(manifest, Problem):
        return Found(problems=(manifest,))
    if place is None or manifest is None:
        return Found()
    host, owner, model, tag = place.groups()
    name = model if owner == _LIBRARY else f"{owner}/{model}"
    identity = ollama_model(f"{name}:{tag}" if host == _REGISTRY else f"{host}/{name}:{tag}").identity
    here = file.evidence(note=", ".join(sorted(manifest.layers))[:200])
    part = component(identity, Kind.MODEL, (here,))
    link = Link(source=PRODUCT, how=How.RUNS, target=part.id, basis=Basis.INFERRED, evidence=(here,))
    return Found(components=(part,), links=(link,))

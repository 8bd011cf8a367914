"""The store of Ollama: the license texts that came with a model, each a layer of its own.

Source: INPUTS 1.5. A manifest lies at `manifests/<host>/<namespace>/<model>/<tag>`, a layer at `blobs/sha256-<hex>`.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from licet.model.lookups import Answer, Failed, Missing, Registry, Sought
from licet.sources import Wanted
from licet.sources.inside import read_inside
from licet.sources.ollama_layers import MAX_MANIFEST, MAX_TEXT, looked, place_of

NAME: Final = "ollama-store"
REGISTRIES: Final = frozenset({Registry.OLLAMA})


@dataclass(frozen=True, slots=True, kw_only=True)
class OllamaStore:
    """The store below one folder."""

    root: Path
    registries: frozenset[Registry] = REGISTRIES

    def lookup(self, sought: Sought, wanted: Wanted) -> Answer:  # noqa: ARG002 - a layer has no name to choose by
        """Return the license texts of a model."""
        place = place_of(sought.name)
        data = read_inside(self.root, f"manifests/{'/'.join(place)}", MAX_MANIFEST) if place else None
        if data is None:
            return Missing(source=NAME)
        if isinstance(data, str):
            return Failed(source=NAME, reason=f"its manifest {data}")
        return looked(NAME, sought, data, self._layer)

    def _layer(self, digest: str) -> bytes | str:
        data = read_inside(self.root, f"blobs/{digest.replace(':', '-')}", MAX_TEXT)
        return "its layer is not in the store" if data is None else data


def root() -> Path:
    """Return the folder of the store: `OLLAMA_MODELS`, else `~/.ollama/models`."""
    told = os.environ.get("OLLAMA_MODELS")
    return Path(told).expanduser() if told else Path.home() / ".ollama" / "models"

"""The store of Ollama: the license texts that came with a model, each a layer of its own.

Source: INPUTS 1.5 (manifests, layers, media types). A manifest lies at `manifests/<host>/<namespace>/<model>/<tag>`, a
layer at `blobs/sha256-<hex>`; a layer is used only where its bytes have that hash.
"""

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from licet.model.lookups import Answer, Document, Failed, Looked, Missing, Registry, Sought
from licet.sources import Wanted
from licet.sources.inside import read_inside
from licet.sources.plain import items, json_of, text

NAME: Final = "ollama-store"
REGISTRIES: Final = frozenset({Registry.OLLAMA})
HOST: Final = "registry.ollama.ai"
MAX_MANIFEST: Final = 1024 * 1024
MAX_TEXT: Final = 2 * 1024 * 1024
MAX_LAYERS: Final = 64

_LICENSE: Final = "application/vnd.ollama.image.license"
_MODEL: Final = "application/vnd.ollama.image.model"
_PART: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}")
_DIGEST: Final = re.compile(r"sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class OllamaStore:
    """The store below one folder."""

    root: Path
    registries: frozenset[Registry] = REGISTRIES

    def lookup(self, sought: Sought, wanted: Wanted) -> Answer:  # noqa: ARG002 - a layer has no name to choose by
        """Return the license texts of a model."""
        place = place_of(sought.name)
        data = read_inside(self.root, f"manifests/{place}", MAX_MANIFEST) if place else None
        if data is None:
            return Missing(source=NAME)
        layers = items(json_of(data), "layers") if isinstance(data, bytes) else ()
        if not layers:
            return Failed(source=NAME, reason=data if isinstance(data, str) else "its manifest is broken")
        digests = [text(one, "digest") for one in layers if text(one, "mediaType") == _LICENSE][:MAX_LAYERS]
        weights = next((text(one, "digest") for one in layers if text(one, "mediaType") == _MODEL), "")
        documents: list[Document] = []
        faults: list[str] = []
        for number, digest in enumerate(digests, 1):
            name = "LICENSE" if number == 1 else f"LICENSE-{number}"
            layer = self._layer(digest)
            if isinstance(layer, bytes):
                documents.append(Document(path=name, data=layer, sha256=sha256(layer).hexdigest()))
            else:
                faults.append(f"{name}: {layer}")
        return Looked(
            source=NAME,
            name=sought.name,
            revision=weights.removeprefix("sha256:"),
            documents=tuple(documents),
            absent=() if digests else ("LICENSE",),
            faults=tuple(faults),
            complete=not faults,
        )

    def _layer(self, digest: str) -> bytes | str:
        known = _DIGEST.fullmatch(digest)
        if not known:
            return "its layer has no hash"
        data = read_inside(self.root, f"blobs/sha256-{known[1]}", MAX_TEXT)
        if data is None:
            return "its layer is not in the store"
        if isinstance(data, bytes) and sha256(data).hexdigest() != known[1]:
            return "its layer is not what its hash says"
        return data


def place_of(name: str) -> str:
    """Return where the manifest of `[[host/]namespace/]model[:tag]` lies; empty for what is no such name."""
    path, _, tag = name.partition(":") if "/" not in name.partition(":")[2] else (name, "", "")
    parts = path.split("/")
    full = [*[HOST, "library"][: max(0, 3 - len(parts))], *parts, tag or "latest"]
    return "/".join(full) if len(full) == 4 and all(map(_is_part, full)) else ""  # noqa: PLR2004 - host, namespace, model, tag


def root() -> Path:
    """Return the folder of the store: `OLLAMA_MODELS`, else `~/.ollama/models`."""
    told = os.environ.get("OLLAMA_MODELS")
    return Path(told).expanduser() if told else Path.home() / ".ollama" / "models"


def _is_part(part: str) -> bool:
    return bool(_PART.fullmatch(part)) and ".." not in part

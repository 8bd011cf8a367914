"""A model of Ollama: where its manifest lies, and the license texts among its layers.

Source: INPUTS 1.5 (manifests, layers, media types). A layer is used only where its bytes have the hash of its name.
"""

import re
from collections.abc import Callable
from hashlib import sha256
from typing import Final

from licet.model.lookups import Answer, Document, Failed, Looked, Sought
from licet.sources.plain import items, json_of, text

HOST: Final = "registry.ollama.ai"
MAX_MANIFEST: Final = 1024 * 1024
MAX_TEXT: Final = 2 * 1024 * 1024
MAX_LAYERS: Final = 64

_LICENSE: Final = "application/vnd.ollama.image.license"
_MODEL: Final = "application/vnd.ollama.image.model"
_PART: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,95}")
_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")

Fetch = Callable[[str], bytes | str]
"""Takes the digest of a layer and returns its bytes, or why they cannot be had."""


def place_of(name: str) -> tuple[str, str, str, str] | None:
    """Return host, namespace, model and tag of `[[host/]namespace/]model[:tag]`; None for what is no such name."""
    path, _, tag = name.partition(":")
    parts = path.split("/")
    missing = 3 - len(parts)
    full = [*[HOST, "library"][: max(0, missing)], *parts] if missing != 1 else [HOST, *parts]
    if len(full) != 3 or not all(map(_is_part, (*full, tag or "latest"))):  # noqa: PLR2004 - host, namespace, model
        return None
    return full[0], full[1], full[2], tag or "latest"


def looked(source: str, sought: Sought, manifest: bytes, fetch: Fetch) -> Answer:
    """Return the license texts among the layers of a manifest."""
    layers = items(json_of(manifest), "layers")
    if not layers:
        return Failed(source=source, reason="its manifest is broken")
    digests = [text(one, "digest") for one in layers if text(one, "mediaType") == _LICENSE][:MAX_LAYERS]
    weights = next((text(one, "digest") for one in layers if text(one, "mediaType") == _MODEL), "")
    documents: list[Document] = []
    faults: list[str] = []
    for number, digest in enumerate(digests, 1):
        name = "LICENSE" if number == 1 else f"LICENSE-{number}"
        layer = fetch(digest) if _DIGEST.fullmatch(digest) else "its layer has no hash"
        found = sha256(layer).hexdigest() if isinstance(layer, bytes) else ""
        if isinstance(layer, str):
            faults.append(f"{name}: {layer}")
        elif found != digest.removeprefix("sha256:"):
            faults.append(f"{name}: its layer is not what its hash says")
        else:
            documents.append(Document(path=name, data=layer, sha256=found))
    return Looked(
        source=source,
        name=sought.name,
        revision=weights.removeprefix("sha256:"),
        documents=tuple(documents),
        absent=() if digests else ("LICENSE",),
        faults=tuple(faults),
        complete=not faults,
    )


def _is_part(part: str) -> bool:
    return bool(_PART.fullmatch(part)) and ".." not in part

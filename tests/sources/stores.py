"""Local stores as their programs lay them out: the cache of the Hugging Face libraries, the store of Ollama."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha1, sha256
from pathlib import Path

from tests.sources.standin import SHA


def cached(
    root: Path,
    name: str,
    files: Mapping[str, str],
    *,
    sha: str = SHA,
    kind: str = "models",
    refs: Sequence[str] = ("main",),
    absent: Sequence[str] = (),
    links: bool = True,
) -> Path:
    """Lay out one repository at one commit, and return its folder."""
    folder = root / "--".join((kind, *name.split("/")))
    for reference in refs:
        place = folder / "refs" / reference
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(sha, "utf-8")
    (folder / "blobs").mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        place = folder / "snapshots" / sha / path
        place.parent.mkdir(parents=True, exist_ok=True)
        blob = sha1(content.encode(), usedforsecurity=False).hexdigest()
        if links:
            (folder / "blobs" / blob).write_text(content, "utf-8")
            place.symlink_to(Path("../../blobs") / blob)
        else:
            place.write_text(content, "utf-8")
    for path in absent:
        place = folder / ".no_exist" / sha / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    return folder


def pulled(root: Path, place: str, licenses: Sequence[str], *, weights: str = "weights") -> Path:
    """Lay out one model of Ollama with its license layers, and return its manifest."""
    (root / "blobs").mkdir(parents=True, exist_ok=True)
    layers = []
    for media, content in (("model", weights), *(("license", one) for one in licenses)):
        digest = sha256(content.encode()).hexdigest()
        (root / "blobs" / f"sha256-{digest}").write_text(content, "utf-8")
        layers.append(
            {"mediaType": f"application/vnd.ollama.image.{media}", "digest": f"sha256:{digest}", "size": len(content)}
        )
    manifest = root / "manifests" / place
    manifest.parent.mkdir(parents=True, exist_ok=True)
    manifest.write_text(json.dumps({"schemaVersion": 2, "layers": layers}), "utf-8")
    return manifest


def uses(folder: Path, *names: str) -> Path:
    """Write the licet.toml of a product that embeds some models of the Hub, and return its folder."""
    parts = [
        f'[[component]]\nid = "{one}"\n[[link]]\nfrom = "product"\nhow = "embeds"\nto = "{one}"\n'
        for one in (f"pkg:huggingface/{name}" for name in names)
    ]
    (folder / "licet.toml").write_text("".join(parts), "utf-8")
    return folder

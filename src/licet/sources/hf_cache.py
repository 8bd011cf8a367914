"""The cache of the Hugging Face libraries: cards and texts of earlier downloads, and what is known not to exist.

Source: INPUTS 1.5; huggingface_hub's guide on its cache. A snapshot's files are links into `blobs`; `.no_exist`
holds the names of files that were asked for and that the repository did not have at that commit.
"""

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from licet.model.lookups import Answer, Document, Looked, Missing, Registry, Sought
from licet.sources import Wanted
from licet.sources.inside import names_inside, read_inside

NAME: Final = "huggingface-cache"
REGISTRIES: Final = frozenset({Registry.MODEL, Registry.DATASET})
MAX_FILE: Final = 2 * 1024 * 1024
MAX_FILES: Final = 24

_COMMIT: Final = re.compile(r"[0-9a-f]{40}")
_REF: Final = re.compile(r"[A-Za-z0-9._/-]{1,200}")
_PART: Final = re.compile(r"[A-Za-z0-9_.-]{1,96}")


@dataclass(frozen=True, slots=True, kw_only=True)
class HubCache:
    """The cache below one folder."""

    root: Path
    registries: frozenset[Registry] = REGISTRIES

    def lookup(self, sought: Sought, wanted: Wanted) -> Answer:
        """Return the card and the texts of the snapshot that the project names, else of the one that was used last."""
        parts = sought.plain_name.split("/")
        if not all(_PART.fullmatch(part) and part.strip(".") and "--" not in part for part in parts):
            return Missing(source=NAME)
        kind = "datasets" if sought.registry is Registry.DATASET else "models"
        folder = "--".join((kind, *parts))
        sha = self._commit(folder, sought.plain_version)
        if not sha:
            return Missing(source=NAME)
        documents: list[Document] = []
        faults: list[str] = []
        names = [name for name in names_inside(self.root, f"{folder}/snapshots/{sha}") if wanted(name)]
        for name in names[:MAX_FILES]:
            data = read_inside(self.root, f"{folder}/snapshots/{sha}/{name}", MAX_FILE)
            if isinstance(data, bytes):
                documents.append(Document(path=name, data=data, sha256=sha256(data).hexdigest()))
            elif data is not None:
                faults.append(f"{name}: {data}")
        absent = tuple(name for name in names_inside(self.root, f"{folder}/.no_exist/{sha}") if wanted(name))
        return Looked(
            source=NAME,
            name=sought.name,
            revision=sha,
            documents=tuple(documents),
            absent=absent,
            faults=tuple(faults),
            # a download holds what was asked for alone: that a file is not there says nothing, unless it was asked for
            complete="LICENSE" in absent and not faults,
        )

    def _commit(self, folder: str, version: str) -> str:
        """Return the commit of a snapshot: the one named, the one a reference names, or the only one."""
        snapshots = [name for name in names_inside(self.root, f"{folder}/snapshots") if _COMMIT.fullmatch(name)]
        known = {*snapshots, *names_inside(self.root, f"{folder}/.no_exist")}
        if _COMMIT.fullmatch(version):
            return version if version in known else ""
        reference = version or "main"
        if not _REF.fullmatch(reference) or ".." in reference:
            return ""
        told = read_inside(self.root, f"{folder}/refs/{reference}", 100)
        sha = told.decode("ascii", "replace").strip() if isinstance(told, bytes) else ""
        if sha in known and _COMMIT.fullmatch(sha):
            return sha
        return snapshots[0] if len(snapshots) == 1 and not version else ""


def root() -> Path:
    """Return the folder of the cache, as the libraries find it (INPUTS 1.5)."""
    for name, below in (("HF_HUB_CACHE", ""), ("HUGGINGFACE_HUB_CACHE", ""), ("HF_HOME", "hub")):
        if value := os.environ.get(name):
            return Path(value).expanduser() / below
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache).expanduser() if cache else Path.home() / ".cache") / "huggingface" / "hub"

"""Folders of the Hugging Face cache that lie in a project: their names tell the repository and the commit.

Source: INPUTS 1.5 (`models--org--name/snapshots/<sha>`; ids of the Hub hold no `--`, so the name can be read back).
"""

import re
from dataclasses import replace
from typing import Final

from licet.model.bom import Component, Found
from licet.readers.hub_ids import Identity, dataset_identity, hub_model, is_hub_id

_SNAPSHOT: Final = re.compile(
    r"(?:.{0,2000}/)?(models|datasets)--([\w.-]{1,200})/snapshots/([0-9a-f]{40})(?:/.{0,1000})?", re.ASCII
)


def cached_identity(folder: str) -> Identity | None:
    """Return the repository that a folder, or one above it, is a copy of; None for any other folder."""
    found = _SNAPSHOT.fullmatch(folder)
    if not found:
        return None
    kind, name, commit = found.groups()
    repository = name.replace("--", "/")
    if not is_hub_id(repository):
        return None
    return dataset_identity(repository, revision=commit) if kind == "datasets" else hub_model(repository, commit)


def with_origins(found: Found) -> Found:
    """Return what was found with each copy from a cache under the id of its repository; its folder is another name."""
    return replace(found, components=tuple(map(_with_origin, found.components)))


def _with_origin(part: Component) -> Component:
    identity = cached_identity(part.id.removeprefix("file:")) if part.id.startswith("file:") else None
    if identity is None:
        return part
    return replace(
        part,
        id=identity.id,
        name=identity.name,
        version=part.version or identity.version,
        purl=part.purl or identity.purl,
        aliases=(*part.aliases, part.id),
    )

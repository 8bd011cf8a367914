"""Manifests of other languages that are not read yet: each is a problem, none is passed over."""

from typing import Final

from licet.model.bom import Found
from licet.readers.file_names import is_named
from licet.readers.opened import OpenedFile

NAME: Final = "unread-manifests"
LIMIT: Final = 16 * 1024 * 1024

_NAMES: Final = (
    *("bun.lock", "bun.lockb", "cargo.lock", "go.sum", "gemfile.lock", "composer.lock"),
    *("cargo.toml", "go.mod", "gemfile", "composer.json", "pom.xml", "build.gradle", "package.swift"),
)


def wants(path: str) -> bool:
    """Whether the file is a package manifest or lock file that no other reader takes."""
    return path.lower().endswith(_NAMES) and any(is_named(path, name) for name in _NAMES)


def read(file: OpenedFile) -> Found:
    """Say that the file is not read."""
    if wants(file.path):
        return file.problem(
            "lists packages in a format that is not read yet",
            hint="describe its packages in licet.toml, or keep a requirements.txt, uv.lock or package-lock.json by it",
        )
    return Found()

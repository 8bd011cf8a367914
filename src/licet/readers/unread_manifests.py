"""Manifests and container files that are not read yet: each is a problem, none is passed over."""

from typing import Final

from licet.model.bom import Found
from licet.readers.file_names import is_named
from licet.readers.opened import OpenedFile

NAME: Final = "unread-manifests"
LIMIT: Final = 16 * 1024 * 1024

_NAMES: Final = frozenset(
    {
        *("pipfile", "pipfile.lock", "yarn.lock", "pnpm-lock.yaml", "pdm.lock", "bun.lockb", "conda.yaml", "conda.yml"),
        *("environment.yml", "environment.yaml", "cargo.lock", "go.sum", "gemfile.lock", "composer.lock"),
        *("cargo.toml", "go.mod", "gemfile", "composer.json", "pom.xml", "build.gradle", "package.swift"),
    }
)
_PROGRAMS: Final = frozenset(
    {
        *("dockerfile", "containerfile", "docker-compose.yml", "docker-compose.yaml", "compose.yaml", "compose.yml"),
        *("modelfile", ".gitmodules"),
    }
)
_STEMS: Final = ("dockerfile.", "containerfile.", "modelfile.")
_SETUP: Final = frozenset({"setup.py", "setup.cfg"})


def wants(path: str) -> bool:
    """Whether the file is a package manifest or lock file that no other reader takes."""
    lower = path.lower()
    return lower.rpartition("/")[2].startswith(_STEMS) or (
        any(is_named(path, name) for name in sorted(_NAMES | _SETUP | _PROGRAMS))
    )


def read(file: OpenedFile) -> Found:
    """Say that the file is not read; a set-up script only where it lists requirements."""
    lower = file.path.lower()
    manifest = any(is_named(lower, name) for name in sorted(_NAMES))
    setup = any(is_named(lower, name) for name in sorted(_SETUP)) and b"install_requires" in file.data
    if manifest or setup:
        return file.problem(
            "lists packages in a format that is not read yet",
            hint="describe its packages in licet.toml, or keep a requirements.txt, uv.lock or package-lock.json by it",
        )
    program = lower.rpartition("/")[2].startswith(_STEMS) or any(is_named(lower, name) for name in sorted(_PROGRAMS))
    if program:
        return file.problem(
            "may load models or packages in a format that is not read yet", hint="describe its parts in licet.toml"
        )
    return Found()

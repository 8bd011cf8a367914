"""Manifests, notebooks and container files that are not read yet: each is a problem, none is passed over."""

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
_SETTINGS: Final = (".yaml", ".yml")
_SCRIPTS: Final = (".sh", ".bash", ".js", ".mjs", ".cjs", ".ts", ".tsx", ".jsx")
_NAMING: Final = {
    _SETTINGS: (b"base_model:", b"model_name_or_path:", b"merge_method:", b"pretrained_model", b"image: ollama"),
    _SCRIPTS: (b"from_pretrained(", b"huggingface-cli download", b"hf download", b"ollama pull", b"ollama run"),
}
"""What names a model in files of a kind; a cheap look, for a line that says the file is not read."""
_SETUP: Final = frozenset({"setup.py", "setup.cfg"})


def wants(path: str) -> bool:
    """Whether the file is a package manifest or lock file that no other reader takes."""
    lower = path.lower()
    return (
        lower.endswith((".ipynb", *_SETTINGS, *_SCRIPTS))
        or lower.rpartition("/")[2].startswith(_STEMS)
        or any(is_named(path, name) for name in sorted(_NAMES | _SETUP | _PROGRAMS))
    )


def read(file: OpenedFile) -> Found:
    """Say that the file is not read; of settings and scripts only those that name a model or list requirements."""
    lower = file.path.lower()
    manifest = any(is_named(lower, name) for name in sorted(_NAMES))
    setup = any(is_named(lower, name) for name in sorted(_SETUP)) and b"install_requires" in file.data
    if manifest or setup:
        return file.problem(
            "lists packages in a format that is not read yet",
            hint="describe its packages in licet.toml, or keep a requirements.txt, uv.lock or package-lock.json by it",
        )
    program = lower.rpartition("/")[2].startswith(_STEMS) or any(is_named(lower, name) for name in sorted(_PROGRAMS))
    if lower.endswith(".ipynb") or program or _names_model(lower, file.data):
        return file.problem(
            "may load models or packages in a format that is not read yet", hint="describe its parts in licet.toml"
        )
    return Found()


def _names_model(path: str, data: bytes) -> bool:
    """Whether settings or a script have words with which models are loaded."""
    return any(word in data for endings, words in _NAMING.items() if path.endswith(endings) for word in words)

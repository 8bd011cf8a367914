"""Settings and scripts that name a model in a format that is not read yet: each is a problem, none is passed over."""

from typing import Final

from licet.model.bom import Found
from licet.readers.opened import OpenedFile

NAME: Final = "unread-settings"
LIMIT: Final = 64 * 1024
HEAD: Final = True
"""The beginning of a file is enough for a cheap look."""

_SETTINGS: Final = (".yaml", ".yml")
_SCRIPTS: Final = (".sh", ".bash")
_NAMING: Final = {
    _SETTINGS: (b"base_model:", b"model_name_or_path:", b"merge_method:", b"pretrained_model", b"image: ollama"),
    _SCRIPTS: (b"from_pretrained(", b"huggingface-cli download", b"hf download", b"ollama pull", b"ollama run"),
}
"""Words with which files of a kind load or name models."""


def wants(path: str) -> bool:
    """Whether the file may be settings or a script that names models."""
    return path.lower().endswith((*_SETTINGS, *_SCRIPTS))


def read(file: OpenedFile) -> Found:
    """Say that a file which names a model is not read."""
    path = file.path.lower()
    if not any(word in file.data for ends, words in _NAMING.items() if path.endswith(ends) for word in words):
        return Found()
    return file.problem("names a model in a format that is not read yet", hint="describe its parts in licet.toml")

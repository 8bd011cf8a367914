"""Scripts that name a model in a language that is not read yet: each is a problem, none is passed over."""

from typing import Final

from licet.model.bom import Found
from licet.readers.opened import OpenedFile

NAME: Final = "unread-settings"
LIMIT: Final = 64 * 1024
HEAD: Final = True
"""The beginning of a file is enough for a cheap look."""

_SCRIPTS: Final = (".js", ".mjs", ".cjs", ".ts", ".tsx", ".jsx")
_NAMING: Final = (b"from_pretrained(",)
"""Words with which scripts load models."""


def wants(path: str) -> bool:
    """Whether the file may be a script that names models."""
    return path.lower().endswith(_SCRIPTS)


def read(file: OpenedFile) -> Found:
    """Say that a file which names a model is not read."""
    if not any(word in file.data for word in _NAMING):
        return Found()
    return file.problem("names a model in a format that is not read yet", hint="describe its parts in licet.toml")

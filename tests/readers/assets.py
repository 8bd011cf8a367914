"""The asset files of readers: `empty`, `minimal`, `full`, `invalid` and `hostile` for each, in `assets/<reader>/`."""

from pathlib import Path

from licet.readers.opened import OpenedFile
from tests.readers.opening import opened

ASSETS = Path(__file__).with_name("assets")
KINDS = ("empty", "minimal", "full", "invalid", "hostile")


def asset(reader: str, kind: str, path: str = "") -> OpenedFile:
    """One asset; `path` is the place in a project where the reader meets it, by default the file's own name."""
    (file,) = sorted((ASSETS / reader).glob(f"{kind}.*"))
    return opened(path or file.name, file.read_bytes())

"""The asset files of readers: `empty`, `minimal`, `full`, `invalid` and `hostile` for each, in `assets/<reader>/`.

What is no text is built in `built_assets.py` instead.
"""

from pathlib import Path

from licet.readers.opened import OpenedFile
from tests.readers.built_assets import BUILT
from tests.readers.opening import opened

ASSETS = Path(__file__).with_name("assets")
KINDS = ("empty", "minimal", "full", "invalid", "hostile")


def kinds_of(reader: str) -> list[str]:
    """Return the kinds of assets that a reader has, each as often as it is there."""
    return sorted([*BUILT.get(reader, ()), *(path.name.partition(".")[0] for path in (ASSETS / reader).glob("*"))])


def asset(reader: str, kind: str, path: str = "") -> OpenedFile:
    """One asset; `path` is the place in a project where the reader meets it, by default the file's own name."""
    if reader in BUILT:
        return opened(path, BUILT[reader][kind])
    (file,) = sorted((ASSETS / reader).glob(f"{kind}.*"))
    return opened(path or file.name, file.read_bytes())

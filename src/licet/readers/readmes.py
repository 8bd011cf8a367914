"""READMEs that are no cards: their license sections are claims for the part in their folder.

READMEs in Markdown are read with the cards, which look the same from outside.
"""

from typing import Final

from licet.model.bom import Found
from licet.readers.license_sections import readme_sections
from licet.readers.opened import OpenedFile

NAME: Final = "readmes"
LIMIT: Final = 8 * 1024 * 1024

_NAMES: Final = frozenset({"readme", "readme.txt", "readme.rst", "readme.markdown"})


def wants(path: str) -> bool:
    """Tell whether the path is one of a README in another format than the cards'."""
    return path.rpartition("/")[2].rpartition("__")[2].lower() in _NAMES


def read(file: OpenedFile) -> Found:
    """Return the license sections of a README; none where the file is no text."""
    return Found(texts=tuple(readme_sections(file)) if b"\x00" not in file.data else ())

"""`modules.json` of sentence-transformers: that a folder holds such a model, whose weights lie in it or below it.

Source: sentence-transformers' saved models (INPUTS 1.5: `idx`, `name`, `path`, `type`).
"""

from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Link, Problem
from licet.model.vocabulary import Basis, How, Kind
from licet.readers.file_names import is_named
from licet.readers.nodes import json_node
from licet.readers.opened import OpenedFile
from licet.readers.parts import folder_id, folder_name

NAME: Final = "sentence-transformers"
LIMIT: Final = 256 * 1024

_TYPES: Final = ("sentence_transformers.", "pylate.")


def wants(path: str) -> bool:
    """Tell whether a file may list the modules of a model, by its name."""
    return is_named(path, "modules.json")


def read(file: OpenedFile) -> Found:
    """Return the model of the folder; nothing for JSON of another kind."""
    document = json_node(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    types = [one.get("type").text for one in document.items]
    if not any(kind.startswith(_TYPES) for kind in types):
        return Found()
    own = folder_id(file.folder)
    note = ", ".join(kind.rpartition(".")[2] for kind in types)
    here = (file.evidence(1, f"sentence-transformers: {note}"[:200]),)
    part = Component(id=own, kind=Kind.MODEL, name=folder_name(file.folder), evidence=here)
    link = Link(source=PRODUCT, how=How.EMBEDS, target=own, basis=Basis.INFERRED, evidence=here)
    return Found(components=(part,), links=() if own == PRODUCT else (link,))

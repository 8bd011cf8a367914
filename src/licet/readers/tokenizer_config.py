"""`tokenizer_config.json`: where the tokenizer of a folder comes from.

Source: INPUTS 1.5. The tokenizer of a Hub repository is that repository, so the link goes straight to it: where it is
also the base of the folder's model, nothing is added to the bill of materials.
"""

from typing import Final

from licet.model.bom import PRODUCT, Found, Link, Problem
from licet.model.vocabulary import Basis, How, Kind
from licet.readers.hub_ids import component, model_identity
from licet.readers.opened import OpenedFile
from licet.readers.parts import folder_name
from licet.readers.structured import line_of, parse_json, string

NAME: Final = "tokenizer-config"
LIMIT: Final = 32 * 1024 * 1024


def wants(path: str) -> bool:
    """Tell whether a file may be the configuration of a tokenizer."""
    return path.rpartition("/")[2].endswith("tokenizer_config.json")


def read(file: OpenedFile) -> Found:
    """Return the repository that a tokenizer was loaded from, where the file names one of the Hub."""
    value = parse_json(file)
    if isinstance(value, Problem):
        return Found(problems=(value,))
    name = string(value.get("name_or_path")) if isinstance(value, dict) else ""
    identity = model_identity(name) if name else None
    if identity is None or identity.unresolved or not identity.purl:
        return Found()
    if file.folder and identity.name.lower().endswith(f"/{folder_name(file.folder).lower()}"):
        return Found()
    here = file.evidence(line_of(file.text(), '"name_or_path"'))
    tokenizer = component(identity, Kind.TOKENIZER, (here,))
    link = Link(source=PRODUCT, how=How.TOKENIZES_WITH, target=tokenizer.id, basis=Basis.INFERRED, evidence=(here,))
    return Found(components=(tokenizer,), links=(link,))

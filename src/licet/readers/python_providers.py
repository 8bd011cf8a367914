"""Whose models the bare names of a program are: the one provider's whose address it holds, or a library's."""

import ast
import re
from collections.abc import Iterable
from typing import Final

from licet.model.vocabulary import How, Kind
from licet.readers.hub_ids import model_identity
from licet.readers.idioms import names as table_names
from licet.readers.named_settings import Reference, model_value
from licet.readers.offers import named_model

SENTENCE: Final = "sentence-transformers"
"""Stands for the library whose bare names are repositories of its organization."""

_NAME: Final = re.compile(r"[A-Za-z][\w.:/@-]*[0-9/-][\w.:/@-]{0,150}", re.ASCII)
"""A name, rather than a word: it has a number, a hyphen or a slash in it."""
_LOADERS: Final = frozenset({"from_pretrained", "snapshot_download", "hf_hub_download"})
"""Calls that show that names with a slash are repositories of the Hub."""


def home_of(nodes: Iterable[ast.AST]) -> str:
    """Return whose bare names a program writes; empty where that is nobody's, or several could be meant."""
    homes: set[str] = set()
    hosts = {host: provider for host, provider in table_names().hosts.items() if "." in host}
    for node in nodes:
        match node:
            case ast.Constant(value=str() as text) if text.startswith("https://"):
                homes.update(provider for host, provider in hosts.items() if host in text)
            case ast.alias(name="SentenceTransformer") | ast.Attribute(attr="SentenceTransformer"):
                homes.add(SENTENCE)
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in _LOADERS:
                return ""
            case _:
                continue
    return homes.pop() if len(homes) == 1 else ""


def offered_model(text: str, home: str) -> Reference | None:
    """Return the model that a text of a list names: by its own form, else as one of `home`, see `home_of`."""
    plain = model_value(text, bare=True)
    if plain and plain.identity.unresolved:
        plain = None
    if not home or not _NAME.fullmatch(text) or (plain and "/" not in text):
        return plain
    if home == SENTENCE:
        ours = plain is None and text.startswith(table_names().sentence_names)
        identity = model_identity(f"{SENTENCE}/{text}")
        return Reference(identity=identity, kind=Kind.MODEL, how=How.EMBEDS) if ours else plain
    hosted = named_model(home, text)
    return Reference(identity=hosted.identity, kind=hosted.kind, how=hosted.how) if hosted else plain

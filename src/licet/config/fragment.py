"""One table of a system file without the file: checked and typed as if it stood there."""

from collections.abc import Mapping

from licet.config.building import build
from licet.config.checking import check
from licet.config.document import Document
from licet.config.positions import KeyPath
from licet.config.schema import node_at
from licet.errors import UsageError
from licet.model.use import Config

_WORDS = {"y": True, "yes": True, "true": True, "n": False, "no": False, "false": False}


def fragment(table: Mapping[str, object]) -> Config:
    """Return what a few keys say; everything else is unknown.

    Raises:
        UsageError: the first fault of the keys, in the words in which a file's faults are told.
    """
    values, faults = check(table)
    if faults:
        raise UsageError(faults[0].message, hint="docs/licet-toml.md explains every key and its values")
    return build(Document(name="", sha256="", table=table, lines={}), values, name="")


def value_of(path: KeyPath, text: str) -> object:
    """What a word typed for a key means; a word that means nothing stays text, for the check to refuse.

    Lists are words with commas between them; `none` is an empty list.
    """
    node, word = node_at(path), text.strip()
    if node.get("type") == "boolean" or ("type" not in node and "enum" not in node and word.casefold() in _WORDS):
        return _WORDS.get(word.casefold(), word)
    if node.get("type") == "array":
        return [] if word.casefold() in {"", "none"} else [each.strip() for each in word.split(",") if each.strip()]
    digits = word.replace("_", "")
    if digits.isascii() and digits.isdigit() and len(digits) < len(str(10**18)) and node.get("type") != "string":
        return int(digits)
    return word

"""Weights and data that are named by their address: in the tables of a program, in presets and other settings in JSON.

An address that ends like a file of weights is there to be fetched, whatever function fetches it; an archive is where
its address speaks of a model or of data. Addresses in comments and in the texts that document a program count for
nothing.
"""

import ast
import re
from collections.abc import Iterator
from typing import Final

from licet.model.bom import PRODUCT, Component, Found, Link
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers.hub_ids import component, dataset_identity, is_placeholder, model_identity
from licet.readers.opened import OpenedFile
from licet.readers.packages import place_scope
from licet.readers.parts import merged

NAME: Final = "weight-addresses"
LIMIT: Final = 512 * 1024

MAX_FOUND: Final = 500
"""Addresses of one file."""
_SUFFIXES: Final = (
    *(".ckpt", ".ggml", ".gguf", ".keras", ".nemo", ".onnx", ".pt", ".pth", ".safetensors", ".task", ".tflite"),
    *(".pt.tar", ".pth.tar"),
)
_ARCHIVES: Final = (".tar", ".tar.bz2", ".tar.gz", ".tar.xz", ".tbz2", ".tgz", ".zip")
_MODEL_WORDS: Final = frozenset({"checkpoint", "checkpoints", "ckpt", "model", "models", "pretrained", "weights"})
_DATA_WORDS: Final = frozenset({"corpora", "corpus", "data", "dataset", "datasets", "openslr"})
_HUB_TREE: Final = re.compile(
    r"https?://(?:huggingface\.co|hf\.co)/[\w.-]+/[\w.-]+/(?:tree|resolve)/[\w.-]+/?", re.ASCII
)
"""A whole repository at a revision: the base of addresses that a program puts together."""
_HUB_DATA: Final = "hf://datasets/"
_HUB_PATH: Final = re.compile(r"hf://(?!spaces/|buckets/)(?:datasets/)?[\w.-]{1,96}/[\w.-]{1,96}", re.ASCII)
"""A file on the Hub as its file system, and the libraries that use it, write it; inside a query as well."""
_ADDRESS: Final = re.compile(r"https?://[\w./%+~:@=&?,-]{4,600}", re.ASCII)
_WORD: Final = re.compile(r"[a-z]+")
_SETTINGS: Final = frozenset({"conf", "config", "configs", "models", "preset", "presets", "settings", "weights"})

Part = tuple[Component, Link | None]


def wants(path: str) -> bool:
    """Tell whether a file is JSON whose path says that it holds settings."""
    lowered = path.lower()
    return lowered.endswith(".json") and not _SETTINGS.isdisjoint(_WORD.findall(lowered.removesuffix(".json")))


def read(file: OpenedFile) -> Found:
    """Return the weights that a settings file names by their address; JSON has no comments."""
    text = file.data.decode("utf-8", "replace")
    found, line, last = [], 1, 0
    for address, at in _addresses(text):
        line, last = line + text.count("\n", last, at), at
        found.append((address, line))
    return merged(parts_of(file, found, place_scope(file.path)))


def in_program(text: str, tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the addresses of weights and data among the texts of a Python program, with their lines."""
    # A long address may stand on several lines, so that no whole one stands in the text.
    lowered = text.lower()
    if (
        not any(word in lowered for word in (*_SUFFIXES, *_ARCHIVES, "/tree/", "/resolve/", "hf://"))
        or "://" not in text
    ):
        return
    documenting = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documenting:
            whole = _ADDRESS.fullmatch(node.value.strip())
            for address, _ in _addresses(node.value) if whole else ():
                yield address, node.lineno
            for path in _HUB_PATH.finditer(node.value):
                if not is_placeholder(path[0]):
                    yield path[0], node.lineno


def parts_of(file: OpenedFile, found: list[tuple[str, int]], scope: Scope) -> list[Part]:
    """Return the components of addresses, with what links the product to them."""
    parts: list[Part] = []
    for address, line in found[:MAX_FOUND]:
        kind = Kind.DATASET if address.startswith(_HUB_DATA) else kind_of(address) or Kind.MODEL
        identity = dataset_identity(address) if kind is Kind.DATASET else model_identity(address)
        part = component(identity, kind, (file.evidence(line),), scope=scope)
        used = How.RETRIEVES_FROM if kind is Kind.DATASET else How.EMBEDS
        how = How.BUILDS_WITH if scope is Scope.DEVELOPMENT else used
        link = Link(source=PRODUCT, how=how, target=part.id, basis=Basis.INFERRED, evidence=part.evidence)
        parts.append((part, link))
    return parts


def kind_of(address: str, aims: str = "") -> Kind | None:
    """Return what an address leads to: weights by its ending, an archive by its words; None for anything else.

    `aims` is where it is put, whose words count where those of the address say nothing.
    """
    lowered = address.partition("?")[0].lower()
    if lowered.endswith(_SUFFIXES) or _HUB_TREE.fullmatch(address):
        return Kind.MODEL
    if not lowered.endswith(_ARCHIVES):
        return None
    if _MODEL_WORDS & set(_WORD.findall(lowered.rpartition("/")[2])):
        return Kind.MODEL
    known = _MODEL_WORDS | _DATA_WORDS
    words = [word for word in _WORD.findall(lowered) if word in known]
    words = words or [word for word in _WORD.findall(aims.lower()) if word in known]
    # Folders go from the general to the particular, so the last word says it.
    return None if not words else Kind.MODEL if words[-1] in _MODEL_WORDS else Kind.DATASET


def _addresses(text: str) -> Iterator[tuple[str, int]]:
    for match in _ADDRESS.finditer(text):
        if kind_of(match[0]):
            yield match[0].partition("?")[0], match.start()

"""Files of weights as parts: what their headers say, and to which folder's model they belong.

A file beside a card or a configuration is a file of that model; any other is a part of its own.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from licet.model.bom import PRODUCT, Claim, Component, Evidence, Found, Link, Problem
from licet.model.vocabulary import Basis, Grade, How, Kind
from licet.readers.hub_ids import Identity, component, model_identity, unresolved
from licet.readers.masking import clean, mask
from licet.readers.opened import OpenedFile

MAX_PARTS: Final = 2_000
"""Files of weights of one project that are parts of their own."""
MAX_CLAIM: Final = 500

SUFFIXES: Final = (
    *(".safetensors", ".gguf", ".ggml", ".pt", ".pth", ".ckpt", ".onnx", ".tflite", ".h5", ".keras", ".nemo"),
    *(".mlmodel", ".ftz"),
)
"""How the names of weight files end."""
_PERHAPS: Final = (".bin", ".pkl", ".pickle", ".joblib")
"""Endings of files that hold anything; weights where the path speaks of a model."""
_TOKENIZERS: Final = ("tokenizer.json", "tokenizer.model", "spiece.model", "sentencepiece.bpe.model", ".tiktoken")
"""How the names of trained tokenizers end."""
_MODEL_WORD: Final = re.compile(r"(?:^|[^a-z])(?:models?|weights?|checkpoints?|ckpts?|ggml|classifiers?)(?:[^a-z]|$)")
_SHARD: Final = re.compile(r"-\d{5}-of-\d{5}(?=\.)")
_WEIGHTS: Final = (Kind.MODEL, How.EMBEDS, "a file of weights")
_TOKENIZER: Final = (Kind.TOKENIZER, How.TOKENIZES_WITH, "a tokenizer")
_MODELS: Final = frozenset({Kind.MODEL, Kind.ADAPTER, Kind.TOKENIZER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the header of a weight file says: raw texts, bounded and on one line."""

    name: str = ""
    version: str = ""
    kind: Kind = Kind.MODEL
    license: str = ""
    license_name: str = ""
    license_url: str = ""
    hub: bool = False
    note: str = ""


def is_weights(path: str) -> bool:
    """Tell whether a file holds weights, by its name; a pickle or `.bin` does where its path speaks of a model."""
    lower = path.lower()
    return lower.endswith(SUFFIXES) or (lower.endswith(_PERHAPS) and bool(_MODEL_WORD.search(lower)))


def is_tokenizer(path: str) -> bool:
    """Tell whether a file holds a trained tokenizer, by its name."""
    return path.lower().rpartition("/")[2].endswith(_TOKENIZERS)


def weight_id(path: str) -> str:
    """Return the id of the part that a weight file is; the shards of one model are one part."""
    folder, slash, name = path.rpartition("/")
    return f"file:{folder}{slash}{_SHARD.sub('', name)}"


def weight_part(file: OpenedFile, header: Header) -> tuple[Component, Link]:
    """Return the part that a weight file is, with its claim, and the product's link to it."""
    here = file.evidence(note=header.note)
    claims: tuple[Claim, ...] = ()
    if header.license or header.license_name or header.license_url:
        claims = (
            Claim(
                license=_line(header.license or header.license_name or header.license_url),
                grade=Grade.METADATA,
                evidence=here,
                name=_line(header.license_name),
                url=_line(header.license_url),
                hub=header.hub,
            ),
        )
    own = weight_id(file.path)
    part = Component(
        id=own,
        kind=header.kind,
        name=_line(header.name)[:200] or file.name,
        version=_line(header.version)[:100],
        claims=claims,
        evidence=(here,),
    )
    return part, Link(source=PRODUCT, how=How.EMBEDS, target=own, basis=Basis.INFERRED, evidence=(here,))


def origin(name: str, address: str, organization: str = "") -> Identity:
    """Return what a header names: by its address where it has one, else as words that nobody can look up."""
    found = model_identity(address) if address else unresolved("")
    if not found.unresolved:
        return found
    if "/" in name and not model_identity(name).unresolved:
        return model_identity(name)
    return unresolved(" / ".join(word for word in (organization, name or address) if word))


def upstream(
    source: str, identity: Identity, how: How, here: Evidence, *, kind: Kind, at: int
) -> tuple[Component, Link]:
    """Return a part that a header names, and the link to it; `at` tells several unresolved ones apart."""
    part = component(identity, kind, (here,), suffix=f"#{at}")
    return part, Link(source=source, how=how, target=part.id, basis=Basis.OBSERVED, evidence=(here,))


def placed(paths: Iterable[str], found: Iterable[Found]) -> tuple[Found, dict[str, str]]:
    """Return the parts that no reader spoke of, and which parts are those of their folders under another id."""
    every = [component for one in found for component in one.components]
    homes = {one.id for one in every if one.kind in _MODELS and (one.id == PRODUCT or one.id.startswith("file:"))}
    spoken = {one.id: one for one in every}
    renamed: dict[str, str] = {}
    by_folder: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(paths):
        by_folder[path.rpartition("/")[0]].setdefault(weight_id(path), path)
    lone: list[str] = []
    for folder, every_id in by_folder.items():
        ids = _own_files(every_id)
        home = f"file:{folder}" if folder else PRODUCT
        names = {spoken[own].name for own in ids if own in spoken and spoken[own].name != own.rpartition("/")[2]}
        if home not in homes:
            lone += [path for own, path in ids.items() if own not in spoken]
        elif len(names) <= 1 or len(ids) == 1:
            renamed |= {own: home for own in ids if own in spoken}
    return _lone(lone), renamed


def _own_files(paths: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a folder that may be parts: beside weights, a tokenizer is theirs."""
    weights = {own: path for own, path in paths.items() if not is_tokenizer(path)}
    return weights or dict(paths)


def moved(found: Found, renamed: Mapping[str, str]) -> Found:
    """Return what was found with the ids renamed."""
    if not renamed:
        return found
    return replace(
        found,
        components=tuple(
            replace(one, id=renamed[one.id], name="") if one.id in renamed else one for one in found.components
        ),
        links=tuple(
            replace(link, source=renamed.get(link.source, link.source), target=renamed.get(link.target, link.target))
            for link in found.links
            if not (link.source == PRODUCT and link.target in renamed)
        ),
    )


def _lone(paths: list[str]) -> Found:
    parts: list[Component] = []
    links: list[Link] = []
    for path in paths[:MAX_PARTS]:
        kind, how, what = _TOKENIZER if is_tokenizer(path) else _WEIGHTS
        here = Evidence(path=path, note=f"{what}; nothing beside it says where it comes from")
        name = _SHARD.sub("", path.rpartition("/")[2])
        own = weight_id(path)
        parts.append(Component(id=own, kind=kind, name=name, evidence=(here,)))
        links.append(Link(source=PRODUCT, how=how, target=own, basis=Basis.INFERRED, evidence=(here,)))
    problems: tuple[Problem, ...] = ()
    if len(paths) > MAX_PARTS:
        reason = f"this and later weights are not listed: there are more than {MAX_PARTS} of unknown origin"
        problems = (Problem(path=paths[MAX_PARTS], reason=reason),)
    return Found(components=tuple(parts), links=tuple(links), problems=problems)


def _line(text: str) -> str:
    return clean(mask(text))[:MAX_CLAIM]

"""Records of data provenance: after the standards of the Data & Trust Alliance, and of the Data Provenance Initiative.

Source: D&TA Data Provenance Standards 1.0.0 (`source`, `provenance`, `use`); Data-Provenance-Collection's record
(`Licenses`, `Hugging Face URL`, `Derived from Datasets`, `Model Generated`).
"""

from collections.abc import Iterator
from typing import Final

from licet.model.bom import PRODUCT, Claim, Component, Found, Link, Problem
from licet.model.vocabulary import Basis, Grade, How, Kind
from licet.readers.hub_ids import Identity, component, dataset_identity, named, unresolved
from licet.readers.masking import clean, mask
from licet.readers.nodes import Node, json_node
from licet.readers.opened import OpenedFile
from licet.readers.parts import merged

NAME: Final = "data-provenance"
LIMIT: Final = 16 * 1024 * 1024
MARKS: Final = (b'"Unique Dataset Identifier"', b'"intended-purpose"', b'"origin-geography"')

MAX_RECORDS: Final = 5_000
MAX_CLAIM: Final = 500

Part = tuple[Component, Link | None]


def wants(path: str) -> bool:
    """Tell whether a file may hold such records; its beginning tells."""
    return path.lower().endswith(".json")


def read(file: OpenedFile) -> Found:
    """Return the datasets of the records; nothing for JSON of another kind."""
    if not any(mark in file.data for mark in MARKS):
        return Found()
    document = json_node(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    parts: list[Part] = []
    for node in (document, *document.items, *document.table.values())[:MAX_RECORDS]:
        if node.get("Unique Dataset Identifier"):
            parts += _collected(file, node)
        elif node.get("use").table and node.get("source").table:
            parts += _standard(file, node)
    return merged(parts)


def _standard(file: OpenedFile, node: Node) -> Iterator[Part]:
    source, use = node.get("source"), node.get("use")
    title, location = source.get("title"), source.get("location").text
    identity = dataset_identity(location) if "://" in location else Identity()
    claims = _claim(file, use.get("license"))
    yield from _part(file, identity, title, claims)
    for key in ("source", "sub-provenance"):
        for text, line in node.get("provenance", key).texts():
            if "://" in text:
                yield from _above(file, _own(file, identity, title), text, line)


def _collected(file: OpenedFile, node: Node) -> Iterator[Part]:
    title, address = node.get("Dataset Name"), node.get("Hugging Face URL").text
    identity = dataset_identity(address) if "://" in address else Identity()
    claims = tuple(
        claim
        for one in node.get("Licenses").items
        for claim in _claim(file, one.get("License"), one.get("License URL").text)
    )
    yield from _part(file, identity, title, claims)
    own = _own(file, identity, title)
    for text, line in node.get("Derived from Datasets").texts():
        yield from _above(file, own, text, line)
    for text, line in node.get("Model Generated").texts():
        here = (file.evidence(line),)
        model = component(unresolved(text), Kind.MODEL, here)
        yield model, Link(source=own, how=How.GENERATED_BY, target=model.id, basis=Basis.OBSERVED, evidence=here)


def _own(file: OpenedFile, identity: Identity, title: Node) -> str:
    return identity.id or named("file", f"{file.path}#{title.line}").id


def _part(file: OpenedFile, identity: Identity, title: Node, claims: tuple[Claim, ...]) -> Iterator[Part]:
    here = (file.evidence(title.line),)
    own = _own(file, identity, title)
    name = clean(mask(title.text or identity.name))[:200]
    yield (
        Component(id=own, kind=Kind.DATASET, name=name, claims=claims, evidence=here),
        Link(source=PRODUCT, how=How.BUNDLES, target=own, basis=Basis.INFERRED, evidence=here),
    )


def _above(file: OpenedFile, own: str, text: str, line: int) -> Iterator[Part]:
    here = (file.evidence(line),)
    above = component(dataset_identity(text), Kind.DATASET, here)
    if above.id != own:
        yield above, Link(source=own, how=How.EXTRACTS_FROM, target=above.id, basis=Basis.OBSERVED, evidence=here)


def _claim(file: OpenedFile, node: Node, url: str = "") -> tuple[Claim, ...]:
    text = node.text or node.get("name").text
    if not text or text.lower() in {"unspecified", "none"}:
        return ()
    words = clean(mask(text))[:MAX_CLAIM]
    here = file.evidence(node.line)
    return (Claim(license=words, grade=Grade.METADATA, evidence=here, url=mask(url)[:MAX_CLAIM]),)

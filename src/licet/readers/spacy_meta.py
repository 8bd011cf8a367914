"""`meta.json` of spaCy pipelines: the license, and the sources with licenses of their own.

Source: spaCy's `ModelMetaSchema` (INPUTS 1.5: `lang`, `name`, `version`, `license`, `sources[{name, url, license}]`).
"""

from collections.abc import Iterator
from typing import Final

from licet.model.bom import PRODUCT, Claim, Component, Evidence, Found, Link, Problem
from licet.model.vocabulary import Basis, Grade, How, Kind
from licet.readers.file_names import is_named
from licet.readers.hub_ids import dataset_identity
from licet.readers.masking import clean, mask
from licet.readers.nodes import Node, json_node
from licet.readers.opened import OpenedFile
from licet.readers.parts import folder_id, merged

NAME: Final = "spacy-meta"
LIMIT: Final = 8 * 1024 * 1024

MAX_SOURCES: Final = 500
MAX_CLAIM: Final = 500


def wants(path: str) -> bool:
    """Tell whether a file may describe a pipeline of spaCy, by its name."""
    return is_named(path, "meta.json")


def read(file: OpenedFile) -> Found:
    """Return the pipeline of the folder with its license and sources; nothing for JSON of another kind."""
    document = json_node(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    if not document.get("spacy_version") or not document.get("lang").text:
        return Found()
    return merged(_parts(file, document))


def _parts(file: OpenedFile, document: Node) -> Iterator[tuple[Component, Link | None]]:
    own = folder_id(file.folder)
    name = f"{document.get('lang').text}_{document.get('name').text}"
    here = (file.evidence(document.get("name").line),)
    yield (
        Component(
            id=own,
            kind=Kind.MODEL,
            name=clean(name)[:200],
            version=document.get("version").text[:100],
            aliases=(f"spacy:{clean(name)[:200]}",) if own != PRODUCT else (),
            claims=_claims(document.get("license"), file.evidence(document.get("license").line)),
            evidence=here,
        ),
        None
        if own == PRODUCT
        else Link(source=PRODUCT, how=How.EMBEDS, target=own, basis=Basis.INFERRED, evidence=here),
    )
    for number, source in enumerate(document.get("sources").items[:MAX_SOURCES]):
        title = source.get("name")
        seen = (file.evidence(title.line or source.line),)
        identity = dataset_identity(source.get("url").text)
        told = clean(mask(title.text or source.get("url").text))[:200]
        if not told:
            continue
        # Sources are trees and corpora with home pages; one without an address is known by its words alone.
        known = "://" in source.get("url").text and not identity.unresolved
        part = Component(
            id=identity.id if known else f"unresolved:{file.path}:{seen[0].line}#{number}",
            kind=Kind.DATASET,
            name=told if known else "",
            unresolved="" if known else told,
            claims=_claims(source.get("license"), file.evidence(source.get("license").line)),
            evidence=seen,
        )
        yield part, Link(source=own, how=How.TRAINS_ON, target=part.id, basis=Basis.OBSERVED, evidence=seen)


def _claims(node: Node, evidence: Evidence) -> tuple[Claim, ...]:
    words = clean(mask(node.text))[:MAX_CLAIM]
    return (Claim(license=words, grade=Grade.METADATA, evidence=evidence),) if words else ()

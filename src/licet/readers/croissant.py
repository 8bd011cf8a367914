"""Croissant descriptions of datasets (0.8 to 1.1): license, conditions of use, what a dataset is based on.

Source: Croissant format specification (STANDARDS 1.4). `sdLicense` is the license of the description alone and no
dataset's; `usageInfo` holds conditions in a machine's words (DUO codes, ODRL offers), which count as a claim.
"""

import re
from collections.abc import Iterator
from typing import Final

from licet.model.bom import PRODUCT, Claim, Component, Found, Link, Problem
from licet.model.vocabulary import Basis, Grade, How, Kind
from licet.readers.hub_ids import Identity, dataset_identity, named, unresolved
from licet.readers.masking import clean, mask
from licet.readers.nodes import Node, json_node
from licet.readers.opened import OpenedFile
from licet.readers.parts import merged

NAME: Final = "croissant"
LIMIT: Final = 16 * 1024 * 1024
MARKS: Final = (b"mlcommons.org/schema", b"mlcommons.org/croissant", b"Croissant")

MAX_ITEMS: Final = 200
MAX_CLAIM: Final = 500

_KAGGLE: Final = re.compile(
    r"https?://www\.kaggle\.com/(?:api/v1/)?datasets/(?:download/)?([\w.-]{1,100}/[\w.-]{1,100})"
)
_NOTHING: Final = frozenset({"", "none", "null"})
_BASED: Final = ("isBasedOn", "prov:wasDerivedFrom", "wasDerivedFrom", "sc:isBasedOn")
_URL: Final = ("url", "sameAs", "@id", "identifier")
_ODRL: Final = ("permission", "prohibition", "obligation", "duty")


def wants(path: str) -> bool:
    """Tell whether a file may be a description in Croissant; its beginning tells."""
    return path.lower().endswith(".json")


def read(file: OpenedFile) -> Found:
    """Return the dataset that is described; nothing for JSON of another kind."""
    if not any(mark in file.data for mark in MARKS):
        return Found()
    document = json_node(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    parts: list[tuple[Component, Link | None]] = []
    for node in (document.items or (document,))[:MAX_ITEMS]:
        kinds = {text.rpartition(":")[2].rpartition("/")[2] for text, _ in node.get("@type").texts()}
        if "Dataset" in kinds or (node.get("conformsTo").text and node.get("distribution")):
            parts += _dataset(file, node)
    return merged(parts)


def _dataset(file: OpenedFile, node: Node) -> Iterator[tuple[Component, Link | None]]:
    identity = _identity(file, node)
    line = node.get("name").line or node.line
    here = file.evidence(line)
    part = Component(
        id=identity.id,
        kind=Kind.DATASET,
        name=clean(mask(node.get("name").text or identity.name))[:200],
        version=clean(node.get("version").text)[:100],
        claims=(*_claims(file, node), *_conditions(file, node)),
        evidence=(here,),
    )
    yield part, Link(source=PRODUCT, how=How.BUNDLES, target=part.id, basis=Basis.INFERRED, evidence=(here,))
    for at, (text, based) in enumerate(_based(node)):
        origin = _at(text) or dataset_identity(text) if "://" in text else unresolved(text)
        seen = (file.evidence(based),)
        suffix = f"#{at}" if at else ""
        if origin.unresolved:
            above = Component(
                id=f"unresolved:{file.path}:{based}{suffix}",
                kind=Kind.DATASET,
                unresolved=origin.unresolved,
                evidence=seen,
            )
        else:
            above = Component(id=origin.id, kind=Kind.DATASET, name=origin.name, purl=origin.purl, evidence=seen)
        link = Link(source=part.id, how=How.EXTRACTS_FROM, target=above.id, basis=Basis.OBSERVED, evidence=seen)
        yield above, link if above.id != part.id else None


def _identity(file: OpenedFile, node: Node) -> Identity:
    """Return the dataset's identity: where it is published, else the description itself."""
    addresses = [text for key in _URL for text, _ in node.get(key).texts()]
    addresses += [one.get("contentUrl").text for one in node.get("distribution").items[:MAX_ITEMS]]
    for address in addresses:
        found = _at(address)
        if found:
            return found
    return named("file", file.path)


def _at(address: str) -> Identity | None:
    kaggle = _KAGGLE.match(address)
    if kaggle:
        return named("kaggle", kaggle[1])
    found = dataset_identity(address) if "://" in address else Identity()
    return found if found.id.startswith("hf:datasets/") else None


def _claims(file: OpenedFile, node: Node) -> Iterator[Claim]:
    value = node.get("license") or node.get("sc:license")
    for one in (value.items or (value,))[:MAX_ITEMS]:
        text = one.text or one.get("name").text or one.get("url").text or one.get("@id").text
        url = one.get("url").text or one.get("@id").text or (text if "://" in text else "")
        if text.lower() not in _NOTHING:
            here = file.evidence(one.line)
            words = clean(mask(text))[:MAX_CLAIM]
            yield Claim(license=words, grade=Grade.METADATA, evidence=here, url=mask(url)[:MAX_CLAIM], hub=True)


def _conditions(file: OpenedFile, node: Node) -> Iterator[Claim]:
    """Yield the conditions of use as one claim in words of their own, which no license is known by."""
    value = node.get("usageInfo") or node.get("sc:usageInfo")
    words = [word for one in (value.items or (value,))[:MAX_ITEMS] for word in _words(one)]
    if words:
        text = f"conditions of use: {'; '.join(dict.fromkeys(words))}"
        yield Claim(license=text[:MAX_CLAIM], grade=Grade.METADATA, evidence=file.evidence(value.line))


def _words(one: Node) -> Iterator[str]:
    if one.text:
        yield clean(mask(one.text))[:100]
        return
    told = [one.get(key).text for key in ("termCode", "name", "url", "@id") if one.get(key).text]
    if told:
        yield clean(mask(" ".join(told[:2])))[:100]
    for rule in _ODRL:
        stated = one.get(f"odrl:{rule}") or one.get(rule)
        for entry in (stated.items or (stated,))[:MAX_ITEMS]:
            action = entry.get("odrl:action") or entry.get("action")
            word = action.text or action.get("@id").text
            if word:
                yield clean(mask(f"{rule} {word}"))[:100]


def _based(node: Node) -> Iterator[tuple[str, int]]:
    for key in _BASED:
        value = node.get(key)
        for one in (value.items or (value,))[:MAX_ITEMS]:
            text = one.text or next((one.get(name).text for name in (*_URL, "name") if one.get(name).text), "")
            if text:
                yield text, one.line

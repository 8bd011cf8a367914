"""SPDX 3.0.1 documents (JSON-LD): packages, AI packages, datasets, their licenses and relationships.

Source: SPDX 3.0.1 model and its JSON-LD context (STANDARDS 1.1); licenses are said by relationships. Official samples
break the profiles, so nothing is demanded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from licet.model.bom import Fact, Found, Problem, Release
from licet.model.vocabulary import How, Kind
from licet.readers.bom_graph import BomGraph, Part, is_bom_name
from licet.readers.nodes import Node, json_node
from licet.readers.opened import OpenedFile
from licet.readers.own_words import Told, first, is_text, link_in, told_in

NAME: Final = "spdx3"
LIMIT: Final = 64 * 1024 * 1024

MAX_TARGETS: Final = 20_000
"""Ends of one relationship."""

_KINDS: Final = {
    "ai_AIPackage": Kind.MODEL,
    "dataset_DatasetPackage": Kind.DATASET,
    "software_Package": Kind.LIBRARY,
    "software_Sbom": Kind.APPLICATION,
}
_PURPOSES: Final = {
    "application": Kind.APPLICATION,
    "container": Kind.IMAGE,
    "model": Kind.MODEL,
    "data": Kind.DATASET,
}
_RELATIONS: Final[dict[str, tuple[bool, How | None, dict[str, Fact]]]] = {
    # Whether the relation reads upstream to downstream, what it is, and facts of the link.
    "dependsOn": (False, None, {}),
    "contains": (False, None, {}),
    "packagedBy": (True, None, {}),
    "hasDynamicLink": (False, How.LINKS, {"how": "dynamic"}),
    "hasStaticLink": (False, How.LINKS, {"how": "static"}),
    "hasOptionalDependency": (False, None, {}),
    "hasProvidedDependency": (False, None, {}),
    "hasPrerequisite": (False, None, {}),
    "usesTool": (False, How.BUILDS_WITH, {}),
    "trainedOn": (False, How.TRAINS_ON, {}),
    "testedOn": (False, How.EVALUATES_ON, {}),
    "descendantOf": (False, How.FINE_TUNES, {}),
    "ancestorOf": (True, How.FINE_TUNES, {}),
    "hasVariant": (True, How.FINE_TUNES, {}),
    "copiedTo": (True, How.COPIES, {}),
    "hasDataFile": (False, None, {}),
    "hasInput": (False, None, {}),
}
_LICENSES: Final = {"hasDeclaredLicense": "declared", "hasConcludedLicense": "concluded"}
_TEXTS: Final = ("simplelicensing_licenseText", "licenseText")
_LISTED: Final = "https://spdx.org/licenses/"


def wants(path: str) -> bool:
    """Tell whether a file may be an SPDX 3 document, by its name."""
    return is_bom_name(path, (".json", ".jsonld", ".json-ld"))


def is_mine(data: bytes) -> bool:
    """Tell whether bytes are those of an SPDX 3 document."""
    return b"spdx.org/rdf/3" in data[:65536] or b"spdx.org/rdf/3" in data[-65536:]


def read(file: OpenedFile) -> Found:
    """Return the packages of a document and their links; nothing for a document of another kind."""
    if not is_mine(file.data):
        return Found()
    document = json_node(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    elements = {_id(node): node for node in document.get("@graph").items or (document,)}
    graph = BomGraph(file)
    for ref, node in elements.items():
        kind = _KINDS.get(_type(node))
        if kind and _type(node) != "software_Sbom":
            _package(graph, ref, node, kind, elements)
    if not graph.parts:
        return file.problem("is an SPDX document without packages")
    _roots(graph, elements)
    for node in elements.values():
        if _type(node).rpartition("_")[2] in {"Relationship", "LifecycleScopedRelationship"}:
            _relation(graph, node, elements)
    return graph.found()


def _type(node: Node) -> str:
    return (node.get("type").text or node.get("@type").text).removeprefix("spdx:")


def _id(node: Node) -> str:
    return node.get("spdxId").text or node.get("@id").text


def _package(graph: BomGraph, ref: str, node: Node, kind: Kind, elements: Mapping[str, Node]) -> None:
    purl = node.get("software_packageUrl").text or next(
        (
            one.get("identifier").text
            for one in node.get("externalIdentifier").items
            if one.get("externalIdentifierType").text in {"packageUrl", "packageURL"}
        ),
        "",
    )
    purpose = node.get("software_primaryPurpose").text
    graph.add(
        Part(
            ref=ref,
            name=node.get("name").text,
            version=node.get("software_packageVersion").text,
            purl=purl,
            addresses=(node.get("software_downloadLocation").text, node.get("software_homePage").text),
            kind=_PURPOSES.get(purpose, kind) if kind is Kind.LIBRARY else kind,
            line=node.get("name").line or node.line,
            told=_told(node),
            release=_release(node, elements),
        )
    )


def _release(node: Node, elements: Mapping[str, Node]) -> Release:
    """Who gave a package out, where and when; an agent is told by its name."""
    maker, _line = next(node.get("originatedBy").texts(), ("", 0))
    return Release(
        supplier=elements.get(node.get("suppliedBy").text, Node()).get("name").text,
        originator=elements.get(maker, Node()).get("name").text,
        location=node.get("software_downloadLocation").text,
        released=node.get("releaseTime").text,
        built=node.get("builtTime").text,
    )


def _told(node: Node) -> Told:
    """What Licet wrote of an element, in the extension for properties."""
    items = (one for each in node.get("extension").items for one in each.get("extension_cdxProperty").items)
    return told_in(items, "extension_cdxPropName", "extension_cdxPropValue")


def _roots(graph: BomGraph, elements: dict[str, Node]) -> None:
    """A document's root is the package that it is about, or a bill of materials whose root is."""
    waiting = [node for node in elements.values() if _type(node) == "SpdxDocument"]
    for _ in range(3):
        following: list[Node] = []
        for node in waiting:
            for ref, _line in node.get("rootElement").texts():
                if ref in graph.parts:
                    graph.roots.append(ref)
                elif ref in elements:
                    following.append(elements[ref])
        waiting = following


def _relation(graph: BomGraph, node: Node, elements: dict[str, Node]) -> None:
    source, kind = node.get("from").text, node.get("relationshipType").text
    line = node.get("relationshipType").line
    targets = list(node.get("to").texts())[:MAX_TARGETS]
    if kind in _LICENSES and source in graph.parts:
        for ref, at in targets:
            _license(graph, graph.parts[source], _Said(elements, ref, at, _LICENSES[kind]))
        return
    own = first(_told(node), "link")
    if own and kind != "dependsOn":
        return  # the same link stands beside it, in the type that every tool follows
    if exact := link_in(own):
        for ref, _ in targets:
            graph.relate(source, ref, exact[0], line=line, facts=exact[1], exact=True)
        return
    if kind not in _RELATIONS:
        return
    backwards, how, facts = _RELATIONS[kind]
    tool = node.get("scope").text in {"development", "build", "test"} and how is None
    for ref, _ in targets:
        ends = (ref, source) if backwards else (source, ref)
        graph.relate(*ends, How.BUILDS_WITH if tool else how, line=line, facts=facts)


@dataclass(frozen=True, slots=True)
class _Said:
    """A license element by its id, with the line that names it and what it is said to be."""

    elements: Mapping[str, Node]
    ref: str
    line: int
    note: str


def _license(graph: BomGraph, part: Part, said: _Said) -> None:
    """Add what a license element says: an expression with the texts of its own ids, a text, or a listed license."""
    ref, line, note = said.ref, said.line, said.note
    node = said.elements.get(ref, Node())
    expression = node.get("simplelicensing_licenseExpression")
    text = _text(node)
    if expression:
        own = {one.get("key").text: one.get("value").text for one in node.get("simplelicensing_customIdToUri").items}
        known = {key: text for key, value in own.items() if (text := _text(said.elements.get(value, Node())))}
        # A reference alone is its text; in an expression the words stand beside it.
        if expression.text not in known:
            part.claims += graph.claim(expression.text, expression.line, note)
        for key, extracted in sorted(known.items()):
            if key in expression.text and extracted.text not in {one.text for one in part.texts}:
                part.texts += graph.text(extracted.text, extracted.line, key)
    elif text:
        part.texts += graph.text(text.text, text.line, node.get("name").text[:100] or note)
    elif ref.startswith(_LISTED):
        part.claims += graph.claim(ref.removeprefix(_LISTED), line, note)
    elif node.get("name").text:
        part.claims += graph.claim(node.get("name").text, line, note)


def _text(node: Node) -> Node:
    return next((node.get(key) for key in _TEXTS if node.get(key) and is_text(node.get(key).text)), Node())

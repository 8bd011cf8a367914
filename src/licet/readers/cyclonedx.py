"""CycloneDX documents (1.2 to 1.7, JSON and XML): components with licenses, model cards, data, pedigree, dependencies.

Source: CycloneDX specification (STANDARDS 1.3). `metadata.licenses` is the license of the document itself and no
part's; datasets of a model card are training data.
"""

import base64
import binascii
from typing import Final

from licet.model.bom import Found, Problem, Release
from licet.model.vocabulary import How, Kind
from licet.readers.bom_graph import BomGraph, Part, is_bom_name
from licet.readers.cyclonedx_xml import xml_node
from licet.readers.nodes import Node, json_node
from licet.readers.opened import OpenedFile
from licet.readers.own_words import first, link_in, told_in

NAME: Final = "cyclonedx"
LIMIT: Final = 64 * 1024 * 1024

MAX_DEPTH: Final = 32
"""Components within components."""

_KINDS: Final = {
    "application": Kind.APPLICATION,
    "container": Kind.IMAGE,
    "machine-learning-model": Kind.MODEL,
    "data": Kind.DATASET,
}
"""Types of components; any other is software."""
_DEVELOPMENT: Final = frozenset({"cdx:npm:package:development", "cdx:pip:development", "cdx:poetry:group"})


def wants(path: str) -> bool:
    """Tell whether a file may be a document of CycloneDX, by its name."""
    return is_bom_name(path, (".json", ".xml"))


def is_mine(data: bytes) -> bool:
    """Tell whether bytes are those of a document of CycloneDX."""
    return b"CycloneDX" in data[:65536] or b"cyclonedx.org/schema" in data[:65536]


def read(file: OpenedFile) -> Found:
    """Return the components of a document and their links; nothing for a document of another kind."""
    if not is_mine(file.data):
        return Found()
    document = xml_node(file) if file.data.lstrip()[:1] == b"<" else json_node(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    graph = BomGraph(file)
    root = document.get("metadata", "component")
    if root.table:
        graph.roots.append(_component(graph, root, 0))
    for node in document.get("components").items:
        _component(graph, node, 0)
    for node in document.get("services").items:
        _service(graph, node)
    for node in document.get("dependencies").items:
        source = node.get("ref").text
        for target, line in node.get("dependsOn").texts():
            graph.relate(source, target, line=line)
    _own_links(graph)
    if not document.get("components") and not root:
        return file.problem("is a CycloneDX document without components")
    return graph.found()


def _own_links(graph: BomGraph) -> None:
    """Links as Licet wrote them: `fine-tunes observed ID`, the part downstream being the one that tells it."""
    refs = {first(part.told, "id"): ref for ref, part in graph.parts.items()}
    for ref, part in graph.parts.items():
        for name, said in part.told:
            word, _, rest = said.partition(" ")
            exact = link_in(word) if name == "link" else None
            target = refs.get(rest.partition(" ")[2])
            if exact and target:
                graph.relate(ref, target, exact[0], line=part.line, facts=exact[1], exact=True)


def _component(graph: BomGraph, node: Node, depth: int, *, kind: Kind | None = None) -> str:
    """Add a component with all that it holds, and return its reference."""
    group, name = node.get("group").text, node.get("name").text
    whole = f"{group}/{name}" if group else name
    purl = node.get("purl").text
    ref = node.get("bom-ref").text or purl or f"{whole}@{node.get('version').text}"
    card = node.get("modelCard", "modelParameters")
    part = graph.add(
        Part(
            ref=ref,
            name=whole,
            version=node.get("version").text,
            purl=purl,
            addresses=tuple(one.get("url").text for one in node.get("externalReferences").items),
            kind=kind or (Kind.MODEL if card.table else _KINDS.get(node.get("type").text, Kind.LIBRARY)),
            tool=_is_tool(node),
            task=card.get("task").text,
            line=node.get("name").line or node.line,
            told=told_in(node.get("properties").items),
            release=_release(node, "distribution"),
        )
    )
    _licenses(graph, part, node.get("licenses"), "")
    _licenses(graph, part, node.get("evidence", "licenses"), "observed")
    if depth >= MAX_DEPTH:
        return ref
    for one in card.get("datasets").items:
        target = one.get("ref").text or _data(graph, one)
        graph.relate(ref, target, How.TRAINS_ON, line=one.get("ref").line or one.line)
    for one in node.get("pedigree", "ancestors").items:
        graph.relate(ref, _component(graph, one, depth + 1), How.FINE_TUNES, line=one.get("name").line)
    for one in node.get("pedigree", "variants").items:
        _component(graph, one, depth + 1)
    for one in node.get("components").items:
        graph.relate(ref, _component(graph, one, depth + 1), None, line=one.get("name").line)
    return ref


def _is_tool(node: Node) -> bool:
    if node.get("scope").text == "excluded":
        return True
    pairs = ((one.get("name").text, one.get("value").text) for one in node.get("properties").items)
    return any(name in _DEVELOPMENT and value in {"true", "dev", "test"} for name, value in pairs)


def _data(graph: BomGraph, node: Node) -> str:
    """Add a dataset that a model card describes in place, which has no license field."""
    name = node.get("name").text or "dataset"
    address = node.get("contents", "url").text
    ref = node.get("bom-ref").text or f"data:{address or name}"
    graph.add(
        Part(ref=ref, name=name, addresses=(address,), kind=Kind.DATASET, line=node.get("name").line or node.line)
    )
    return ref


def _service(graph: BomGraph, node: Node) -> None:
    name = node.get("name").text
    provider = node.get("provider", "name").text or node.get("group").text
    ref = node.get("bom-ref").text or name
    told = told_in(node.get("properties").items)
    whole = f"{provider}/{name}" if provider and not told else name
    purl = first(told, "purl")
    part = graph.add(
        Part(
            ref=ref,
            name=whole,
            version=node.get("version").text if told else "",
            kind=Kind.SERVICE,
            line=node.get("name").line,
            told=told,
            purl=purl,
            release=_release(node, "website"),
        )
    )
    _licenses(graph, part, node.get("licenses"), "")


def _release(node: Node, kind: str) -> Release:
    """Who gave a component or a service out, and where; the days stand in properties that Licet writes."""
    told = told_in(node.get("properties").items)
    addresses = (each.get("url").text for each in node.get("externalReferences").items if each.get("type").text == kind)
    return Release(
        supplier=node.get("supplier", "name").text or node.get("provider", "name").text,
        originator=node.get("manufacturer", "name").text or first(told, "originator"),
        location=next(addresses, ""),
        released=first(told, "released"),
        built=first(told, "built"),
    )


def _licenses(graph: BomGraph, part: Part, node: Node, note: str) -> None:
    for one in node.items:
        license_ = one.get("license")
        said = one.get("expression") or license_.get("id") or license_.get("name")
        told = note or license_.get("acknowledgement").text or one.get("acknowledgement").text
        part.claims += graph.claim(said.text, said.line, told, license_.get("url").text)
        for text in (license_.get("text"), *(more.get("text") for more in one.get("expressionDetails").items)):
            part.texts += graph.text(_content(text), text.line or said.line, told)


def _content(node: Node) -> str:
    text = node.get("content").text or node.text
    if node.get("encoding").text != "base64":
        return text
    try:
        return base64.b64decode(text, validate=False).decode("utf-8", "replace").replace("\x00", "\ufffd")
    except (binascii.Error, ValueError):
        return ""

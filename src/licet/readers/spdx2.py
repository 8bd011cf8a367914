"""SPDX 2.2 and 2.3 documents (JSON, YAML, tag-value): packages with licenses, extracted texts, relationships.

Source: SPDX specification 2.3 (STANDARDS 1.2). Declared and concluded licenses are claims alike; `NOASSERTION` and
`NONE` are none.
"""

import re
from collections.abc import Iterator
from typing import Final

from licet.model.bom import Fact, Found, Problem, Release
from licet.model.vocabulary import How, Kind
from licet.readers.bom_graph import BomGraph, Part, is_bom_name
from licet.readers.nodes import Node, json_node, yaml_document
from licet.readers.opened import OpenedFile
from licet.readers.own_words import first, is_text, link_in, told_in_words
from licet.readers.spdx_tags import tag_value_node

NAME: Final = "spdx2"
LIMIT: Final = 64 * 1024 * 1024

_REFERENCE: Final = re.compile(r"LicenseRef-[A-Za-z0-9.-]{1,200}")
_KINDS: Final = {"APPLICATION": Kind.APPLICATION, "CONTAINER": Kind.IMAGE}
_DOCUMENT: Final = "SPDXRef-DOCUMENT"

_Use = tuple[bool, How | None, dict[str, Fact]]
_RELATIONS: Final[dict[str, _Use]] = {
    # Whether the relation reads upstream to downstream, what it is, and facts of the link.
    "DEPENDS_ON": (False, None, {}),
    "DEPENDENCY_OF": (True, None, {}),
    "RUNTIME_DEPENDENCY_OF": (True, None, {}),
    "OPTIONAL_DEPENDENCY_OF": (True, None, {}),
    "PROVIDED_DEPENDENCY_OF": (True, None, {}),
    "CONTAINS": (False, None, {}),
    "CONTAINED_BY": (True, None, {}),
    "PACKAGE_OF": (True, None, {}),
    "STATIC_LINK": (False, How.LINKS, {"how": "static"}),
    "DYNAMIC_LINK": (False, How.LINKS, {"how": "dynamic"}),
    "DEV_DEPENDENCY_OF": (True, How.BUILDS_WITH, {}),
    "BUILD_DEPENDENCY_OF": (True, How.BUILDS_WITH, {}),
    "TEST_DEPENDENCY_OF": (True, How.BUILDS_WITH, {}),
    "DEV_TOOL_OF": (True, How.BUILDS_WITH, {}),
    "BUILD_TOOL_OF": (True, How.BUILDS_WITH, {}),
    "TEST_TOOL_OF": (True, How.BUILDS_WITH, {}),
    "DESCENDANT_OF": (False, How.FINE_TUNES, {}),
    "ANCESTOR_OF": (True, How.FINE_TUNES, {}),
    "GENERATED_FROM": (False, How.FINE_TUNES, {}),
    "GENERATES": (True, How.FINE_TUNES, {}),
    "VARIANT_OF": (False, How.FINE_TUNES, {}),
    "COPY_OF": (False, How.COPIES, {}),
    "DATA_FILE_OF": (True, None, {}),
}
_COMMENTS: Final = {"trainedon": How.TRAINS_ON, "testedon": How.EVALUATES_ON, "finetunedfrom": How.FINE_TUNES}
"""What `OTHER` means by its comment, where people write the names of SPDX 3."""


def wants(path: str) -> bool:
    """Tell whether a file may be an SPDX document, by its name."""
    return is_bom_name(path, (".json", ".yaml", ".yml", ".spdx", ".spdx.txt", ".tag"))


def is_mine(data: bytes) -> bool:
    """Tell whether bytes are those of an SPDX 2 document."""
    return b"SPDX-2." in data[:65536] or b"SPDX-2." in data[-65536:]


def read(file: OpenedFile) -> Found:
    """Return the packages of a document and their links; nothing for a document of another kind."""
    if not is_mine(file.data):
        return Found()
    document = _document(file)
    if isinstance(document, Problem):
        return Found(problems=(document,))
    graph = BomGraph(file)
    texts = {
        one.get("licenseId").text: one.get("extractedText") for one in document.get("hasExtractedLicensingInfos").items
    }
    for node in document.get("packages").items:
        _package(graph, node, texts)
    if not document.get("packages").items:
        return file.problem("is an SPDX document without packages")
    graph.roots += [text for text, _ in document.get("documentDescribes").texts()]
    for node in document.get("relationships").items:
        _relation(graph, node)
    return graph.found()


def _document(file: OpenedFile) -> Node | Problem:
    if file.data.lstrip()[:1] == b"{":
        return json_node(file)
    if file.name.lower().endswith((".yaml", ".yml")):
        return yaml_document(file)
    return tag_value_node(file)


def _package(graph: BomGraph, node: Node, texts: dict[str, Node]) -> None:
    purls = [
        one.get("referenceLocator").text
        for one in node.get("externalRefs").items
        if one.get("referenceType").text.rpartition("/")[2] == "purl"
    ]
    name = node.get("name")
    told = told_in_words(node.get("comment").text)
    part = graph.add(
        Part(
            ref=node.get("SPDXID").text or name.text,
            name=name.text,
            version=node.get("versionInfo").text,
            purl=purls[0] if purls else "",
            addresses=(node.get("downloadLocation").text, node.get("homepage").text),
            kind=_KINDS.get(node.get("primaryPackagePurpose").text, Kind.LIBRARY),
            line=name.line,
            told=told,
            release=Release(
                supplier=_agent(node.get("supplier").text),
                originator=_agent(node.get("originator").text),
                location=first(told, "location") or node.get("downloadLocation").text,
                released=node.get("releaseDate").text,
                built=node.get("builtDate").text,
            ),
        )
    )
    for key, note in (("licenseDeclared", "declared"), ("licenseConcluded", "concluded")):
        said = node.get(key)
        references = [
            one for one in dict.fromkeys(_REFERENCE.findall(said.text)) if one in texts and is_text(texts[one].text)
        ]
        # A reference alone is its text; in an expression the words stand beside it.
        if references != [said.text]:
            part.claims += graph.claim(said.text, said.line, note)
        for one in references:
            known = {text.text for text in part.texts}
            part.texts += [text for text in graph.text(texts[one].text, texts[one].line, one) if text.text not in known]


def _agent(said: str) -> str:
    """What follows `Organization:` or `Person:`."""
    return re.sub(r"^(?:Organization|Person): ", "", said[:1000])


def _relation(graph: BomGraph, node: Node) -> None:
    source, target = node.get("spdxElementId").text, node.get("relatedSpdxElement").text
    kind, line = node.get("relationshipType").text, node.get("relationshipType").line
    if kind == "DESCRIBES" and source == _DOCUMENT:
        graph.roots.append(target)
        return
    if kind == "DESCRIBED_BY" and target == _DOCUMENT:
        graph.roots.append(source)
        return
    own = first(told_in_words(node.get("comment").text), "link")
    if own and kind != "DEPENDS_ON":
        return  # the same link stands beside it, in the type that every tool follows
    if exact := link_in(own):
        graph.relate(source, target, exact[0], line=line, facts=exact[1], exact=True)
        return
    if kind == "OTHER":
        word = re.sub(r"[^a-z]", "", node.get("comment").text.lower()[:40])
        if word in _COMMENTS:
            graph.relate(source, target, _COMMENTS[word], line=line)
        return
    for backwards, how, facts in _uses(kind):
        ends = (target, source) if backwards else (source, target)
        graph.relate(*ends, how, line=line, facts=facts)


def _uses(kind: str) -> Iterator[_Use]:
    if kind in _RELATIONS:
        yield _RELATIONS[kind]

"""SPDX 2 in its tag-value form as the tree that its JSON would be.

Source: SPDX specification 2.3, tag-value format (`Tag: value`, texts between `<text>` and `</text>`).
"""

import re
from dataclasses import dataclass, field
from typing import Final

from licet.model.bom import Problem
from licet.readers.nodes import Node
from licet.readers.opened import OpenedFile
from licet.readers.structured import not_text

MAX_LINES: Final = 2_000_000

_TAG: Final = re.compile(r"([A-Za-z][A-Za-z0-9]{1,40}):[ \t]*(.*)")
_PACKAGE: Final = {
    "PackageVersion": "versionInfo",
    "PackageDownloadLocation": "downloadLocation",
    "PackageHomePage": "homepage",
    "PackageLicenseConcluded": "licenseConcluded",
    "PackageLicenseDeclared": "licenseDeclared",
    "PrimaryPackagePurpose": "primaryPackagePurpose",
}
_OPEN: Final = "<text>"
_CLOSE: Final = "</text>"
_WORDS: Final = 3
"""Words of a relationship (from, type, to) and of an external reference (category, type, locator)."""


def tag_value_node(file: OpenedFile) -> Node | Problem:
    """Return a document as a tree, or the problem that hides it."""
    try:
        lines = file.text().split("\n")
    except UnicodeDecodeError:
        return not_text(file)
    if len(lines) > MAX_LINES:
        return Problem(path=file.path, reason=f"not read: more than {MAX_LINES} lines")
    taken = _Taken()
    at = 0
    while at < len(lines):
        line = at + 1
        found = _TAG.fullmatch(lines[at].strip())
        at += 1
        if not found:
            continue
        tag, value = found.groups()
        if value.startswith(_OPEN):
            parts = [value.removeprefix(_OPEN)]
            while _CLOSE not in parts[-1] and at < len(lines):
                parts.append(lines[at])
                at += 1
            value = "\n".join(parts).partition(_CLOSE)[0]
        taken.take(tag, Node(value.strip(), line))
    return taken.document()


@dataclass(slots=True)
class _Taken:
    """What was read so far; `element` is the package, or the license, that the next tags belong to."""

    packages: list[Node] = field(default_factory=list)
    relations: list[Node] = field(default_factory=list)
    extracted: list[Node] = field(default_factory=list)
    element: dict[str, Node] = field(default_factory=dict)

    def take(self, tag: str, value: Node) -> None:
        """Take one tag with its value."""
        match tag:
            case "PackageName":
                self.element = {"name": value, "externalRefs": Node([])}
                self.packages.append(Node(self.element, value.line))
            case "FileName" | "SnippetSPDXID":
                self.element = {}  # what follows is said of a file, not of the package
            case "LicenseID":
                self.element = {"licenseId": value}
                self.extracted.append(Node(self.element, value.line))
            case "ExtractedText" if "licenseId" in self.element:
                self.element["extractedText"] = value
            case "Relationship" | "RelationshipComment":
                self._relation(tag, value)
            case _ if "name" in self.element:
                self._package(tag, value)
            case _:
                return

    def document(self) -> Node:
        """Return the tree."""
        return Node(
            {
                "packages": Node(self.packages),
                "relationships": Node(self.relations),
                "hasExtractedLicensingInfos": Node(self.extracted),
            }
        )

    def _relation(self, tag: str, value: Node) -> None:
        words = value.text.split()
        if tag == "Relationship" and len(words) == _WORDS:
            keys = ("spdxElementId", "relationshipType", "relatedSpdxElement")
            pairs = zip(keys, words, strict=True)
            self.relations.append(Node({key: Node(word, value.line) for key, word in pairs}, value.line))
        elif tag == "RelationshipComment" and self.relations and isinstance(self.relations[-1].value, dict):
            self.relations[-1].value["comment"] = value

    def _package(self, tag: str, value: Node) -> None:
        words = value.text.split()
        if tag == "SPDXID":
            self.element.setdefault("SPDXID", value)
        elif tag == "ExternalRef" and len(words) == _WORDS:
            pair = {"referenceType": Node(words[1]), "referenceLocator": Node(words[2])}
            known = self.element["externalRefs"].value
            assert isinstance(known, list)
            known.append(Node(pair, value.line))
        elif tag in _PACKAGE:
            self.element[_PACKAGE[tag]] = value

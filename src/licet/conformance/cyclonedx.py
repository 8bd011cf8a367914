"""CycloneDX 1.4 to 1.7: references, license expressions, and what model cards and licenses ask for."""

import re
from collections.abc import Iterator
from typing import Final

from licet.conformance.fault import Fault, Table, table, tables, text, texts
from licet.conformance.purls import purl_fault
from licet.licenses.spdx import fault, listed, references

VERSIONS: Final = ("1.4", "1.5", "1.6", "1.7")
_MIXED: Final = frozenset({"1.7"})
_FAR: Final = "urn:cdx:"
_MODEL: Final = "machine-learning-model"
_POINTERS: Final = frozenset(
    {
        *("dependsOn", "provides", "assemblies", "dependencies", "vulnerabilities", "subjects", "targets"),
        *("claims", "counterClaims", "mitigationStrategies", "evidence", "counterEvidence", "requirements"),
        *("ref", "target", "requirement", "parent", "assessor", "patentRefs", "attributedTo", "process", "tools"),
        *("algorithmRef", "signatureAlgorithmRef", "subjectPublicKeyRef"),
    }
)
"""Keys whose texts are refs to elements."""
_COMPONENT: Final = re.compile(r"/component$|/(?:components|ancestors|descendants|variants)/\d+$")
_DEEPEST: Final = 60


def faults(document: Table) -> Iterator[Fault]:
    """Yield what is wrong, in the order of the document."""
    version = text(document.get("specVersion"))
    seen: dict[str, str] = {}
    for place, node in _walk(document):
        identity = text(node.get("bom-ref"))
        if identity and identity in seen:
            yield Fault(place=f"{place}/bom-ref", reason=f"{identity!r} is the ref of {seen[identity] or '/'} too")
        seen.setdefault(identity, place)
    known = frozenset(seen) - {""}
    for place, node in _walk(document):
        yield from _pointers(place, node, known)
        yield from _licenses(place, node, version)
        if _COMPONENT.search(place):
            yield from _component(place, node)
    yield from _frame(document)


def _walk(document: Table) -> Iterator[tuple[str, Table]]:
    """Every object in the document with its place, in the order of the text."""
    waiting: list[tuple[str, object, int]] = [("", document, 0)]
    while waiting:
        place, value, depth = waiting.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(value, dict):
            yield place, table(value)
            children = [(f"{place}/{key}", each, depth + 1) for key, each in value.items()]
        elif isinstance(value, list):
            children = [(f"{place}/{at}", each, depth + 1) for at, each in enumerate(value)]
        else:
            continue
        waiting += reversed(children)


def _pointers(place: str, node: Table, known: frozenset[str]) -> Iterator[Fault]:
    for key in _POINTERS & set(node):
        for name in texts(node[key]):
            if name not in known and not name.startswith(_FAR):
                yield Fault(place=f"{place}/{key}", reason=f"{name[:120]!r} is the ref of nothing in the document")


def _licenses(place: str, node: Table, version: str) -> Iterator[Fault]:
    choices = [(at, each) for at, each in tables(node.get("licenses")) if {"license", "expression"} & set(each)]
    expressions = [each for _, each in choices if "expression" in each]
    if expressions and len(choices) > 1 and version not in _MIXED:
        reason = f"CycloneDX {version} takes one expression alone, or single licenses"
        yield Fault(place=f"{place}/licenses", reason=reason)
    for at, each in choices:
        here = f"{place}/licenses/{at}"
        said = text(each.get("expression"))
        if "expression" in each:
            wrong = fault(said)
            if wrong:
                yield Fault(place=here, reason=f"the license expression {said[:120]!r}: {wrong}")
            told = {text(row.get("licenseIdentifier")) for _, row in tables(each.get("expressionDetails"))}
            told |= _told(each)
            for name in references(said):
                if name not in told:
                    yield Fault(place=here, reason=f"nothing says where the text of {name!r} is", level="advice")
        yield from _license(here, table(each.get("license")))


def _license(place: str, license_: Table) -> Iterator[Fault]:
    identity, name = text(license_.get("id")), text(license_.get("name"))
    if identity and not listed(identity) and fault(identity):
        yield Fault(place=f"{place}/license/id", reason=fault(identity))
    if name and listed(name):
        reason = f"{name!r} is an SPDX id and belongs into `id`"
        yield Fault(place=f"{place}/license/name", reason=reason, level="advice")
    if name and not {"text", "url"} & set(license_) and not listed(name) and name not in _told(license_):
        yield Fault(place=f"{place}/license", reason=f"nothing says where the text of {name!r} is", level="advice")


def _told(choice: Table) -> set[str]:
    """The licenses of which a property says where their text is, as Licet writes it: `ID: place`."""
    properties = (each for _, each in tables(choice.get("properties")) if each.get("name") == "licet:license-text")
    return {text(each.get("value")).partition(":")[0] for each in properties}


def _component(place: str, node: Table) -> Iterator[Fault]:
    kind, name = text(node.get("type")), text(node.get("name"))
    if "modelCard" in node and kind != _MODEL:
        yield Fault(place=f"{place}/modelCard", reason=f"a component of type {kind!r} has no model card")
    if kind == _MODEL and "modelCard" not in node and "/ancestors/" not in place:
        yield Fault(place=place, reason=f"the model {name!r} has no model card", level="advice")
    if "purl" in node and purl_fault(text(node["purl"])):
        yield Fault(place=f"{place}/purl", reason=purl_fault(text(node["purl"])))
    ours = "/annotator" in place or "/tools/" in place
    if not (ours or _any(node.get("licenses"))):
        yield Fault(place=place, reason=f"{name!r} says nothing of its license", level="advice")


def _any(value: object) -> bool:
    return any(True for _ in tables(value))


def _frame(document: Table) -> Iterator[Fault]:
    metadata = table(document.get("metadata"))
    product = table(metadata.get("component"))
    if not product:
        yield Fault(place="/metadata/component", reason="nothing says what the document describes", level="advice")
    elif _any(metadata.get("licenses")) and not _any(product.get("licenses")):
        reason = "these are the licenses of the document itself; the product has none of its own"
        yield Fault(place="/metadata/licenses", reason=reason, level="advice")
    if product and not _any(document.get("dependencies")):
        yield Fault(place="/dependencies", reason="nothing says how the parts belong together", level="advice")

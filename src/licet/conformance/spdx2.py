"""SPDX 2.3: references, license expressions, and the texts behind every LicenseRef."""

from collections.abc import Iterator
from typing import Final

from licet.conformance.fault import Fault, Table, table, tables, text, texts
from licet.conformance.purls import purl_fault
from licet.licenses.spdx import fault, references

VERSIONS: Final = ("SPDX-2.2", "SPDX-2.3")
_NOTHING: Final = ("NONE", "NOASSERTION")
_HOMES: Final = ("packages", "files", "snippets")
_EXPRESSIONS: Final = (
    *("licenseDeclared", "licenseConcluded", "licenseInfoFromFiles", "licenseInfoInFiles", "licenseInfoInSnippets"),
)


def faults(document: Table) -> Iterator[Fault]:
    """Yield what is wrong, in the order of the document."""
    ids = [text(document.get("SPDXID"))]
    for home in _HOMES:
        for at, element in tables(document.get(home)):
            identity = text(element.get("SPDXID"))
            if identity in ids:
                yield Fault(place=f"/{home}/{at}/SPDXID", reason=f"{identity!r} is used twice")
            ids.append(identity)
    known = frozenset(ids)
    external = {text(each.get("externalDocumentId")) for _, each in tables(document.get("externalDocumentRefs"))}
    yield from _references(document, known, external)
    yield from _licenses(document, external)
    yield from _packages(document)


def _references(document: Table, known: frozenset[str], external: set[str]) -> Iterator[Fault]:
    described = bool(texts(document.get("documentDescribes")))
    for at, link in tables(document.get("relationships")):
        kind = text(link.get("relationshipType"))
        described |= kind in {"DESCRIBES", "DESCRIBED_BY"}
        if kind == "OTHER" and not text(link.get("comment")):
            reason = "a relationship OTHER says nothing without a comment"
            yield Fault(place=f"/relationships/{at}", reason=reason, level="advice")
    for place, name in _ends(document):
        outside, _, inside = name.partition(":")
        if name not in known and not (inside and outside in external):
            yield Fault(place=place, reason=f"{name!r} is no element of the document")
    if not described:
        yield Fault(place="/relationships", reason="nothing says what the document describes")


def _ends(document: Table) -> Iterator[tuple[str, str]]:
    """Every name of an element, with the place where it stands."""
    for at, name in enumerate(texts(document.get("documentDescribes"))):
        yield f"/documentDescribes/{at}", name
    for at, link in tables(document.get("relationships")):
        yield f"/relationships/{at}/spdxElementId", text(link.get("spdxElementId"))
        name = text(link.get("relatedSpdxElement"))
        if name not in _NOTHING:
            yield f"/relationships/{at}/relatedSpdxElement", name
    for home in _HOMES:
        for at, element in tables(document.get(home)):
            for number, name in enumerate(texts(element.get("hasFiles"))):
                yield f"/{home}/{at}/hasFiles/{number}", name


def _licenses(document: Table, external: set[str]) -> Iterator[Fault]:
    texted: dict[str, str] = {}
    for at, each in tables(document.get("hasExtractedLicensingInfos")):
        name = text(each.get("licenseId"))
        place = f"/hasExtractedLicensingInfos/{at}"
        if name in texted:
            yield Fault(place=place, reason=f"{name!r} is told twice")
        if not text(each.get("extractedText")).strip():
            yield Fault(place=place, reason=f"{name!r} has no text")
        texted[name] = place
    used: set[str] = set()
    for place, said in _said(document):
        used.update(references(said))
        reason = _wrong(said, texted, external)
        if reason:
            yield Fault(place=place, reason=reason)
    for name, place in texted.items():
        if name not in used:
            yield Fault(place=place, reason=f"no part is under {name!r}", level="advice")


def _said(document: Table) -> Iterator[tuple[str, str]]:
    """Every license expression with its place."""
    for home in _HOMES:
        for at, element in tables(document.get(home)):
            for key in _EXPRESSIONS:
                for said in texts(element.get(key)):
                    yield f"/{home}/{at}/{key}", said


def _wrong(said: str, texted: dict[str, str], external: set[str]) -> str:
    if said in _NOTHING:
        return ""
    wrong = fault(said)
    if wrong:
        return f"the license expression {said[:120]!r}: {wrong}"
    bare = next((name for name in references(said) if name not in texted), "")
    if bare:
        return f"{bare!r} has no text in hasExtractedLicensingInfos"
    far = next((word for word in said.replace("(", " ").split() if word.startswith("DocumentRef-")), "")
    return f"{far!r} is in no document that is named" if far and far.partition(":")[0] not in external else ""


def _packages(document: Table) -> Iterator[Fault]:
    for at, package in tables(document.get("packages")):
        place = f"/packages/{at}"
        for number, each in tables(package.get("externalRefs")):
            wrong = purl_fault(text(each.get("referenceLocator"))) if text(each.get("referenceType")) == "purl" else ""
            if wrong:
                yield Fault(place=f"{place}/externalRefs/{number}", reason=wrong)
        declared, concluded = text(package.get("licenseDeclared")), text(package.get("licenseConcluded"))
        if not concluded:
            yield Fault(place=place, reason=f"{text(package.get('name'))!r} has no concluded license", level="advice")
        elif declared and declared != concluded and not text(package.get("licenseComments")):
            reason = "the concluded license is another than the declared one, and no comment says why"
            yield Fault(place=f"{place}/licenseConcluded", reason=reason, level="advice")
    if not table(document.get("creationInfo")):
        yield Fault(place="/creationInfo", reason="nothing says who wrote the document and when")

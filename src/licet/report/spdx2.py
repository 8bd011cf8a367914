"""SPDX 2.3 as JSON. Source: the SPDX 2.3 specification; ids follow from the content alone."""

import re
from collections.abc import Iterator
from typing import Final

from licet.report.bom import PREFIX, BillOfMaterials, Part, as_json, bill_of, fixed, manner, moment, sentence
from licet.report.licensing import NOASSERTION
from licet.report.lookup import index_of
from licet.report.options import Options
from licet.report.remarks import Remark, attributions, remarks
from licet.report.result import Link, Result

_ID: Final = "SPDXRef-"
_DOCUMENT: Final = "SPDXRef-DOCUMENT"
_PURPOSES: Final = {"library": "LIBRARY", "application": "APPLICATION", "image": "CONTAINER"}
_FORWARD: Final = {
    "copies": "COPY_OF",
    "modifies": "DESCENDANT_OF",
    "fine-tunes": "DESCENDANT_OF",
    "prunes": "DESCENDANT_OF",
    "adapts": "DESCENDANT_OF",
    "quantizes": "VARIANT_OF",
    "converts": "VARIANT_OF",
    "merges": "DESCENDANT_OF",
    "distills-weights": "DESCENDANT_OF",
    "distills-outputs": "DESCENDANT_OF",
    "extracts-from": "DESCENDANT_OF",
    "embeds": "CONTAINS",
    "bundles": "CONTAINS",
    "generated-by": "GENERATED_FROM",
    "trains-on": "OTHER",
    "evaluates-on": "OTHER",
    "rewarded-by": "OTHER",
    "retrieves-from": "OTHER",
}
_LINKED: Final = {"static": "STATIC_LINK", "dynamic": "DYNAMIC_LINK"}

_DOWNLOAD: Final = re.compile(r"(?:(?:git|hg|svn|bzr)\+)?(?:https?|ssh|git|svn|s?ftp)://", re.IGNORECASE)
"""How an address begins that clause 7.7 takes; others stand in the comment."""

Table = dict[str, object]


def render(result: Result, options: Options) -> str:  # noqa: ARG001 - every reporter has this signature
    """Return the bill of materials as one SPDX 2.3 document."""
    bill = bill_of(result)
    tool = f"Tool: {result['tool']['name']}-{result['tool']['version']}"
    told: dict[str, list[Remark]] = {}
    for remark in remarks(index_of(result)):
        told.setdefault(remark.about if remark.about in bill.refs else bill.product.id, []).append(remark)
    marks = attributions(result)
    document: Table = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": fixed()["fixed"]["spdx2_data_license"],
        "SPDXID": _DOCUMENT,
        "name": f"{bill.product.name} {bill.product.version}".strip(),
        "documentNamespace": bill.base,
        "comment": result["notice"],
        "creationInfo": {"created": bill.created, "creators": [tool]},
        "documentDescribes": [f"{_ID}{bill.product.ref}"],
        "packages": [
            _package(part, marks.get(part.id, ()), told.get(part.id, []), tool, bill.created) for part in bill.all
        ],
        "hasExtractedLicensingInfos": [
            {"licenseId": each.id, "name": each.name, "extractedText": each.text, "seeAlsos": list(each.urls)}
            for each in bill.custom
        ],
        "relationships": [
            {
                "spdxElementId": _DOCUMENT,
                "relationshipType": "DESCRIBES",
                "relatedSpdxElement": f"{_ID}{bill.product.ref}",
            },
            *_relationships(bill),
        ],
    }
    return as_json({name: value for name, value in document.items() if value})


def _package(part: Part, marks: tuple[str, ...], told: list[Remark], tool: str, day: str) -> Table:
    found, location = part.licensing, part.release.location
    elsewhere = {} if _DOWNLOAD.match(location) or not location else {f"{PREFIX}location": location}
    package: Table = {
        "SPDXID": f"{_ID}{part.ref}",
        "name": part.name,
        "versionInfo": part.version,
        "supplier": _agent(part.release.supplier) or NOASSERTION,
        "originator": _agent(part.release.originator),
        "downloadLocation": location if _DOWNLOAD.match(location) else NOASSERTION,
        "releaseDate": moment(part.release.released),
        "builtDate": moment(part.release.built),
        "filesAnalyzed": False,
        "primaryPackagePurpose": _PURPOSES.get(part.kind, "OTHER"),
        "licenseDeclared": found.declared,
        "licenseConcluded": found.concluded,
        "licenseComments": found.comment,
        "copyrightText": NOASSERTION,
        "sourceInfo": sentence(part.evidence),
        "attributionTexts": list(marks),
        "comment": "; ".join(f"{name}={value}" for name, value in (part.properties | elsewhere).items()),
        "externalRefs": [
            {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": part.purl}
        ]
        if part.purl
        else [],
        "annotations": [
            {"annotationDate": day, "annotationType": "REVIEW", "annotator": tool, "comment": each.text}
            for each in told
        ],
    }
    return {name: value for name, value in package.items() if value not in ("", [])}


def _agent(name: str) -> str:
    return f"Organization: {name}" if name else ""


def _relationships(bill: BillOfMaterials) -> Iterator[Table]:
    """Every link in the type that is nearest to it, and as DEPENDS_ON, which every tool follows."""
    for link in bill.links:
        for kind in _types(link):
            seen = sentence(link["evidence"])
            yield {
                "spdxElementId": f"{_ID}{bill.refs[link['from']]}",
                "relationshipType": kind,
                "relatedSpdxElement": f"{_ID}{bill.refs[link['to']]}",
                "comment": f"{PREFIX}link={manner(link)}; {PREFIX}basis={link['basis']}"
                + (f"; {seen}" if seen else ""),
            }


def _types(link: Link) -> tuple[str, ...]:
    if link["how"] == "links":
        kind = _LINKED.get(str(link["facts"].get("how", "")), "")
    else:
        kind = _FORWARD.get(link["how"], "")
    return (kind, "DEPENDS_ON") if kind else ("DEPENDS_ON",)

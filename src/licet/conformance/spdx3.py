"""SPDX 3.0.1: references, license expressions, and the counts of the profiles.

Source: the SPDX 3.0.1 specification, "conformance" of each profile; `profileConformance` says which a document keeps.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from licet.conformance.fault import Fault, Table, rows, tables, text, texts
from licet.conformance.profiles import profile_faults
from licet.conformance.purls import purl_fault
from licet.licenses.spdx import fault, listed, references

PACKAGES: Final = frozenset({"software_Package", "ai_AIPackage", "dataset_DatasetPackage"})
_HOME: Final = "https://spdx.org/rdf/3.0.1/"
_TERMS: Final = f"{_HOME}terms/"
_LIST: Final = "https://spdx.org/licenses/"
_INDIVIDUALS: Final = frozenset(
    {
        *("NoAssertionElement", "NoneElement", "SpdxOrganization"),
        *("expandedlicensing_NoAssertionLicense", "expandedlicensing_NoneLicense"),
    }
)
_POINTERS: Final = frozenset(
    {
        *("from", "to", "element", "rootElement", "suppliedBy", "originatedBy", "createdBy", "createdUsing", "subject"),
        *("creationInfo", "dataLicense", "snippetFromFile", "software_snippetFromFile", "import"),
        *("expandedlicensing_member", "expandedlicensing_subjectLicense", "expandedlicensing_subjectExtendableLicense"),
        *("expandedlicensing_subjectAddition", "security_assessedElement"),
    }
)
_LICENSED: Final = {"hasDeclaredLicense": "declared", "hasConcludedLicense": "concluded"}
_ORIGINS: Final = frozenset({"trainedOn", "descendantOf", "ancestorOf", "testedOn", "hasDataFile"})
_NOT_LICENSES: Final = ("Relationship", "Annotation", "SpdxDocument", "Organization", "Person", "Tool", "Agent")


def is_spdx(context: object) -> bool:
    """Whether a JSON-LD context is that of SPDX 3.0."""
    return any(each.startswith("https://spdx.org/rdf/3.0") for each in texts(context))


def faults(graph: list[Table], profiles: tuple[str, ...] = ()) -> Iterator[Fault]:
    """Yield what is wrong; `profiles` are those the document is held to beside those it declares."""
    by_id: dict[str, Table] = {}
    for at, element in enumerate(graph):
        identity = text(element.get("spdxId")) or text(element.get("@id"))
        if not identity:
            yield Fault(place=f"/@graph/{at}", reason=f"an element of type {text(element.get('type'))!r} has no id")
        elif identity in by_id:
            yield Fault(place=identity, reason="two elements have this id")
        by_id.setdefault(identity, element)
    known = frozenset(by_id) | _imported(graph)
    for at, element in enumerate(graph):
        yield from _pointers(_named(element, at), element, known)
        yield from _texts(_named(element, at), element, known)
    yield from _frame(graph)
    yield from _relations(graph, by_id)
    yield from profile_faults(graph, profiles)


def _named(element: Table, at: int) -> str:
    return text(element.get("spdxId")) or text(element.get("@id")) or f"/@graph/{at}"


def _imported(graph: Iterable[Table]) -> frozenset[str]:
    """The elements of other documents that a document names."""
    maps = (each for element in graph for _, each in tables(element.get("import")))
    return frozenset(text(each.get("externalSpdxId")) for each in maps)


def _pointers(place: str, element: Table, known: frozenset[str]) -> Iterator[Fault]:
    for key in sorted(_POINTERS & set(element)):
        for name in texts(element[key]):
            if name not in known and not _defined(name):
                yield Fault(place=place, reason=f"{key}: {name[:160]!r} is no element of the document")


def _defined(name: str) -> bool:
    """Whether the specification itself, or the license list, defines an element."""
    if name in _INDIVIDUALS or name.startswith(_TERMS):
        return True
    return name.startswith(_LIST) and listed(name.removeprefix(_LIST))


def _texts(place: str, element: Table, known: frozenset[str]) -> Iterator[Fault]:
    """License expressions, the texts behind their LicenseRefs, texts of custom licenses, and package URLs."""
    kind = text(element.get("type"))
    if kind == "simplelicensing_LicenseExpression":
        said = text(element.get("simplelicensing_licenseExpression"))
        wrong = "" if said in {"NONE", "NOASSERTION"} else fault(said)
        if wrong:
            yield Fault(place=place, reason=f"the license expression {said[:120]!r}: {wrong}")
        told = {text(each.get("key")): text(each.get("value")) for _, each in tables(element.get(_MAP))}
        for name in references(said):
            if name not in told and not any(each.endswith(f"#{name}") for each in known):
                yield Fault(place=place, reason=f"nothing says where the text of {name!r} is", level="advice")
        for name, value in told.items():
            if name not in references(said):
                yield Fault(place=place, reason=f"{name!r} is not in the expression it is told for", level="advice")
            elif value not in known and ":" not in value:
                yield Fault(place=place, reason=f"{name!r} leads to {value[:160]!r}, which is no address")
    empty = "simplelicensing_licenseText" in element and not text(element["simplelicensing_licenseText"]).strip()
    if empty:
        yield Fault(place=place, reason="a license has an empty text")
    purl = text(element.get("software_packageUrl"))
    if purl and purl_fault(purl):
        yield Fault(place=place, reason=purl_fault(purl))


_MAP: Final = "simplelicensing_customIdToUri"


def _frame(graph: list[Table]) -> Iterator[Fault]:
    documents = [each for each in graph if each.get("type") == "SpdxDocument"]
    if len(documents) != 1:
        yield Fault(place="/@graph", reason=f"there are {len(documents)} elements SpdxDocument, not one")
    for each in documents:
        if not rows(each.get("rootElement")):
            yield Fault(place=text(each.get("spdxId")), reason="nothing says what the document describes")


def _relations(graph: list[Table], by_id: dict[str, Table]) -> Iterator[Fault]:
    """Licenses are told once per part, lead to licenses, and say why they differ; models say where they are from."""
    told: dict[tuple[str, str], Table] = {}
    origins: set[str] = set()
    for element in graph:
        kind, source = text(element.get("relationshipType")), text(element.get("from"))
        place = text(element.get("spdxId"))
        origins |= {source} if kind in _ORIGINS else set()
        if kind not in _LICENSED:
            continue
        if (source, kind) in told:
            yield Fault(place=place, reason=f"{source!r} has two relationships {kind}")
        told[source, kind] = element
        for target in texts(element.get("to")):
            found = text(by_id.get(target, {}).get("type"))
            if found in _NOT_LICENSES or found in PACKAGES:
                yield Fault(place=place, reason=f"{kind} leads to {target!r}, which is no license but a {found}")
    for (source, kind), element in told.items():
        other = told.get((source, "hasDeclaredLicense")) if kind == "hasConcludedLicense" else None
        differs = other is not None and sorted(texts(other.get("to"))) != sorted(texts(element.get("to")))
        if differs and not text(element.get("comment")):
            reason = "the concluded license is another than the declared one, and no comment says why"
            yield Fault(place=text(element.get("spdxId")), reason=reason, level="advice")
    for element in graph:
        identity = text(element.get("spdxId"))
        if element.get("type") == "ai_AIPackage" and identity not in origins:
            reason = f"nothing says where the model {text(element.get('name'))!r} comes from"
            yield Fault(place=identity, reason=reason, level="advice")

"""SPDX 3.0.1 as JSON-LD: Core, Software, SimpleLicensing, ExpandedLicensing, AI, Dataset and Extension.

Source: the SPDX 3.0.1 model and its JSON-LD context. Ids follow from the content alone.
"""

from collections.abc import Iterator
from typing import Final

from licet.conformance.profiles import STRICT, any_of, lacking
from licet.licenses.spdx import references
from licet.report.bom import BillOfMaterials, Part, as_json, bill_of, moment, sentence
from licet.report.licensing import NOASSERTION, NONE, License
from licet.report.lookup import index_of
from licet.report.options import Options
from licet.report.remarks import attributions, remarks
from licet.report.result import Result
from licet.report.spdx3_links import properties, relationships

CONTEXT: Final = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"
_MOST_LACKING: Final = 20
"""Parts that a document names as what keeps a profile from being declared; `licet bom check` names all."""
_PROFILES: Final = ("core", "software", "simpleLicensing", "expandedLicensing")
_INFO: Final = "_:creationinfo"
_PURPOSES: Final = {
    "model": "model",
    "adapter": "model",
    "tokenizer": "data",
    "dataset": "data",
    "library": "library",
    "application": "application",
    "service": "other",
    "image": "container",
    "prompt": "configuration",
    "output": "data",
}
_DATA_TYPES: Final = {"text": "text", "image": "image", "audio": "audio", "video": "video", "tabular": "structured"}
_INDIVIDUALS: Final = {
    NONE: "expandedlicensing_NoneLicense",
    NOASSERTION: "expandedlicensing_NoAssertionLicense",
}

Element = dict[str, object]


def render(result: Result, options: Options) -> str:  # noqa: ARG001 - every reporter has this signature
    """Return the bill of materials as one SPDX 3.0.1 document."""
    bill = bill_of(result)
    base = f"{bill.base}#"
    body = [*_body(result, bill, base)]
    graph = [_creation(bill, base), *_frame(result, bill, base, body), *body]
    return as_json({"@context": CONTEXT, "@graph": graph})


def _creation(bill: BillOfMaterials, base: str) -> Element:
    return {
        "type": "CreationInfo",
        "@id": _INFO,
        "specVersion": "3.0.1",
        "created": bill.created,
        "createdBy": [f"{base}agent-licet"],
        "createdUsing": [f"{base}tool-licet"],
    }


def _frame(result: Result, bill: BillOfMaterials, base: str, body: list[Element]) -> Iterator[Element]:
    """The document, the bill of materials in it, and who made both."""
    root = f"{base}{bill.product.ref}"
    sbom = f"{base}sbom"
    tool = result["tool"]
    unmet = _unmet(body)
    # Not `extension`: in the official context that word is a property, so it would name no profile.
    profiles = sorted([*_PROFILES, *(profile for profile, parts in unmet.items() if not parts)])
    agent = _element("SoftwareAgent", f"{base}agent-licet", name=tool["name"])
    maker = _element("Tool", f"{base}tool-licet", name=f"{tool['name']}-{tool['version']}", summary=tool["knowledge"])
    yield _element(
        "SpdxDocument",
        f"{base}document",
        name=f"{bill.product.name} {bill.product.version}".strip(),
        comment=f"{result['notice']} {_unmet_words(unmet)}".strip(),
        profileConformance=profiles,
        rootElement=[sbom],
        element=[str(each["spdxId"]) for each in (agent, maker, *body)] + [sbom],
    )
    yield _element(
        "software_Sbom",
        sbom,
        name=f"Bill of materials of {bill.product.name}",
        profileConformance=profiles,
        software_sbomType=["analyzed"],
        rootElement=[root],
        element=[str(each["spdxId"]) for each in body],
    )
    yield agent
    yield maker


def _unmet(body: list[Element]) -> dict[str, list[str]]:
    """What parts lack of what the AI and Dataset profiles ask; a profile that is about no part is left out."""
    names = {str(each["spdxId"]): str(each.get("name", "")) for each in body}
    return {
        profile: [f"{names[place]} ({', '.join(keys)})" for place, keys in lacking(profile, body).items()]
        for profile in STRICT
        if any_of(profile, body)
    }


def _unmet_words(unmet: dict[str, list[str]]) -> str:
    """Why a profile is not declared; empty where all are."""
    return " ".join(
        f"The profile {profile} is not declared, as nothing states of {_cut(parts)}."
        for profile, parts in unmet.items()
        if parts
    )


def _cut(parts: list[str]) -> str:
    left = len(parts) - _MOST_LACKING
    return "; ".join([*parts[:_MOST_LACKING], *([f"{left} more"] if left > 0 else [])])


def _body(result: Result, bill: BillOfMaterials, base: str) -> Iterator[Element]:
    named = {name for part in bill.all for name in (part.release.supplier, _maker(part)) if name}
    agents = {name: f"{base}supplier-{at}" for at, name in enumerate(sorted(named), start=1)}
    for name, identity in agents.items():
        yield _element("Organization", identity, name=name)
    marks = attributions(result)
    for part in bill.all:
        yield _package(part, base, agents, marks.get(part.id, ()))
    for license_ in bill.custom:
        yield _custom(license_, base)
    yield from _licenses(bill, base)
    yield from (each | {"creationInfo": _INFO} for each in relationships(bill, base))
    index = index_of(result)
    for remark in remarks(index):
        yield _element(
            "Annotation",
            f"{base}annotation-{remark.id}",
            annotationType="review",
            subject=f"{base}{bill.refs.get(remark.about, bill.product.ref)}",
            contentType="text/plain",
            statement=remark.text,
        )


def _package(part: Part, base: str, agents: dict[str, str], marks: tuple[str, ...]) -> Element:
    kind = {"model": "ai_AIPackage", "adapter": "ai_AIPackage", "dataset": "dataset_DatasetPackage"}
    found = part.component
    package = _element(
        kind.get(part.kind, "software_Package"),
        f"{base}{part.ref}",
        name=part.name,
        software_packageVersion=part.version,
        software_packageUrl=part.purl,
        software_downloadLocation=part.release.location,
        software_primaryPurpose=_PURPOSES.get(part.kind, "other"),
        software_copyrightText=NOASSERTION,
        software_sourceInfo=sentence(part.evidence),
        software_attributionText=list(marks),
        suppliedBy=agents.get(part.release.supplier, ""),
        originatedBy=[agents[_maker(part)]] if _maker(part) else [],
        releaseTime=moment(part.release.released),
        builtTime=moment(part.release.built),
        extension=[properties(part.properties)],
    )
    if found and package["type"] == "ai_AIPackage":
        package |= _told(ai_domain=[found["task"]] if found["task"] else [], ai_typeOfModel=found["modalities"] or [])
    if package["type"] == "dataset_DatasetPackage":
        types = [_DATA_TYPES.get(each, "other") for each in (found["modalities"] or [] if found else [])]
        package["dataset_datasetType"] = sorted(set(types)) or ["noAssertion"]
    return package


def _maker(part: Part) -> str:
    """Who made a part; a data set has to name someone, and who gives it out is the nearest where none is told."""
    return part.release.originator or (part.release.supplier if part.kind == "dataset" else "")


def _licenses(bill: BillOfMaterials, base: str) -> Iterator[Element]:
    """One element per expression, and two relationships per part: what is declared, what is concluded."""
    texts = sorted({each for part in bill.all for each in (part.licensing.declared, part.licensing.concluded)})
    names = {text: f"{base}license-{at}" for at, text in enumerate(texts, start=1)} | _INDIVIDUALS
    custom = {each.id: f"{base}{each.id}" for each in bill.custom}
    for text in texts:
        if text not in _INDIVIDUALS:
            yield _element(
                "simplelicensing_LicenseExpression",
                names[text],
                simplelicensing_licenseExpression=text,
                simplelicensing_customIdToUri=[
                    {"type": "DictionaryEntry", "key": key, "value": custom[key]} for key in references(text)
                ],
            )
    for part in bill.all:
        found = part.licensing
        for word, text in (("Declared", found.declared), ("Concluded", found.concluded)):
            yield _element(
                "Relationship",
                f"{base}{word.lower()}-{part.ref}",
                relationshipType=f"has{word}License",
                **{"from": f"{base}{part.ref}"},
                to=[names[text]],
                comment=found.comment if word == "Concluded" and found.differs else "",
            )


def _custom(license_: License, base: str) -> Element:
    return _element(
        "expandedlicensing_CustomLicense",
        f"{base}{license_.id}",
        name=license_.name,
        simplelicensing_licenseText=license_.text,
        expandedlicensing_seeAlso=list(license_.urls),
    )


def _element(kind: object, identity: str, **values: object) -> Element:
    return {"type": kind, "spdxId": identity, "creationInfo": _INFO} | _told(**values)


def _told(**values: object) -> Element:
    """The values that say something: no empty text, no empty list."""
    return {name: value for name, value in values.items() if value not in ("", [], None)}

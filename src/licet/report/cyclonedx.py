"""CycloneDX 1.6 and 1.7 as JSON: an ML-BOM with model cards, data, pedigree, evidence, annotations and declarations.

Source: the CycloneDX 1.6 and 1.7 JSON schemas and guides. Ids follow from the content alone.
"""

from typing import Final

from licet.report.bom import PREFIX, BillOfMaterials, Part, as_json, bill_of, manner
from licet.report.cyclonedx_claims import declarations, definitions
from licet.report.cyclonedx_licenses import detected, licenses, untold
from licet.report.cyclonedx_models import Links, links_of, model_card, pedigree
from licet.report.licensing import NOASSERTION
from licet.report.lookup import index_of
from licet.report.options import Options
from licet.report.remarks import remarks
from licet.report.result import Result
from licet.report.words import VERDICTS

_TYPES: Final = {
    "model": "machine-learning-model",
    "adapter": "machine-learning-model",
    "tokenizer": "data",
    "dataset": "data",
    "library": "library",
    "application": "application",
    "image": "container",
    "prompt": "data",
    "output": "data",
}
_DATA: Final = {"dataset": "dataset", "prompt": "configuration"}
_SCOPES: Final = {"shipped": "required", "runtime": "required", "development": "excluded", "mentioned": "optional"}

Table = dict[str, object]


def render(
    result: Result,
    options: Options,  # noqa: ARG001 - as above
    *,
    version: str = "1.7",
    judged: bool = True,
) -> str:
    """Return the bill of materials as one CycloneDX document of a version: 1.6 or 1.7."""
    bill = bill_of(result)
    index = index_of(result)
    links = links_of(bill)
    parts = [part for part in bill.parts if part.kind != "service"]
    services = [part for part in bill.parts if part.kind == "service"]
    hexes = bill.digest
    document = {
        "$schema": f"http://cyclonedx.org/schema/bom-{version}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": version,
        "serialNumber": f"urn:uuid:{hexes[:8]}-{hexes[8:12]}-8{hexes[13:16]}-a{hexes[17:20]}-{hexes[20:32]}",
        "version": 1,
        "metadata": _metadata(result, bill, links, version, judged=judged),
        "components": [_component(result, part, links, version) for part in parts],
        "services": [_service(part, links, version) for part in services],
        "dependencies": [
            {"ref": part.ref, "dependsOn": list(dict.fromkeys(bill.refs[each["to"]] for each in links.of(part)))}
            for part in bill.all
            if links.of(part)
        ],
        "compositions": [_composition(bill, links)],
        "annotations": [
            {
                "bom-ref": f"annotation-{each.id}",
                "subjects": [bill.refs.get(each.about, bill.product.ref)],
                "annotator": {"component": _tool(result)},
                "timestamp": bill.created,
                "text": each.text,
            }
            for each in remarks(index)
        ],
        "declarations": declarations(index, bill),
        "definitions": definitions(result),
    }
    return as_json({name: value for name, value in document.items() if value not in ([], {})})


def _metadata(result: Result, bill: BillOfMaterials, links: Links, version: str, *, judged: bool) -> Table:
    gate = result["gate"]
    told = {
        "notice": result["notice"],
        "knowledge": result["tool"]["knowledge"],
        "verdict": VERDICTS[result["verdict"]] if judged else "",
        "gate": f"{'fails' if gate['fails'] else 'passes'} ({gate['fail_on']})" if judged else "",
    }
    product = _component(result, bill.product, links, version)
    if bill.product.kind == "service":
        product["type"] = "application"
    return {
        "timestamp": bill.created,
        "lifecycles": [{"phase": "discovery"}],
        "tools": {"components": [_tool(result)]},
        "component": product,
        "properties": _properties({f"{PREFIX}{name}": text for name, text in told.items()}),
    }


def _tool(result: Result) -> Table:
    return {"type": "application", "name": result["tool"]["name"], "version": result["tool"]["version"]}


def _composition(bill: BillOfMaterials, links: Links) -> Table:
    return {
        "aggregate": "incomplete" if bill.incomplete else "unknown",
        "assemblies": [bill.product.ref],
        "dependencies": [part.ref for part in bill.all if links.of(part)],
    }


def _component(result: Result, part: Part, links: Links, version: str) -> Table:
    found = part.component
    kind = _TYPES.get(part.kind, "library")
    component: Table = {
        "type": kind,
        "bom-ref": part.ref,
        "supplier": _named(part.release.supplier),
        "manufacturer": _named(part.release.originator),
        "name": part.name,
        "version": part.version,
        "scope": _SCOPES.get(found["scope"], "") if found else "",
        "licenses": licenses(part.licensing, version),
        "purl": part.purl,
        "modified": True if found and found["facts"].get("modified") is True else None,
        "pedigree": pedigree(part, links, version),
        "externalReferences": _references(part, "distribution"),
        "evidence": _evidence(part),
        "modelCard": model_card(result, part, links) if kind == "machine-learning-model" else {},
        "data": [{"type": _DATA.get(part.kind, "other"), "name": part.name}] if kind == "data" else [],
        "properties": _properties(part.properties) + _extra(part, links, version),
    }
    return {name: value for name, value in component.items() if value not in ("", [], {}, None)}


def _service(part: Part, links: Links, version: str) -> Table:
    service: Table = {
        "bom-ref": part.ref,
        "provider": _named(part.release.supplier),
        "name": part.name,
        "version": part.version,
        "licenses": licenses(part.licensing, version),
        "externalReferences": _references(part, "website"),
        "properties": _properties(
            {f"{PREFIX}purl": part.purl, f"{PREFIX}originator": part.release.originator} | part.properties
        )
        + _extra(part, links, version),
    }
    return {name: value for name, value in service.items() if value not in ("", [], {}, None)}


def _named(name: str) -> Table:
    return {"name": name} if name else {}


def _references(part: Part, kind: str) -> list[Table]:
    location = part.release.location
    return [{"url": location, "type": kind}] if location else []


def _extra(part: Part, links: Links, version: str) -> list[Table]:
    """What has no field: days, links with how they are used and why they are believed, licenses beyond the list."""
    days = {"released": part.release.released, "built": part.release.built}
    told = [(f"{PREFIX}{name}", day) for name, day in days.items() if day]
    told += [(f"{PREFIX}link", f"{manner(each)} {each['basis']} {each['to']}") for each in links.of(part)]
    told += untold(part.licensing, version)
    if part.licensing.comment and part.licensing.concluded != NOASSERTION:
        told.append((f"{PREFIX}license-comment", part.licensing.comment))
    return [{"name": name, "value": value} for name, value in told]


def _evidence(part: Part) -> Table:
    seen = [
        {
            "location": each["path"] or ".",
            "line": each["line"],
            "additionalContext": _context(each["sha256"], each["note"]),
        }
        for each in part.evidence
    ]
    occurrences = [{name: value for name, value in each.items() if value not in ("", 0)} for each in seen]
    told = {"licenses": detected(part.licensing), "occurrences": occurrences}
    return {name: value for name, value in told.items() if value}


def _context(digest: str, note: str) -> str:
    return "; ".join([*([f"sha256 {digest}"] if digest else []), *([note] if note else [])])


def _properties(told: dict[str, str]) -> list[Table]:
    return [{"name": name, "value": value} for name, value in told.items() if value]

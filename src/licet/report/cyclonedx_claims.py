"""The judgement as CycloneDX declarations: one requirement per rule, and what speaks against each.

Licet records; it asserts no conformance, so no score is given.
"""

from typing import Final

from licet.report.bom import BillOfMaterials
from licet.report.lookup import Index
from licet.report.phrases import counts_line
from licet.report.result import Finding, Result
from licet.report.words import VERDICTS

_ASSESSOR: Final = "assessor-licet"

Table = dict[str, object]


def definitions(result: Result) -> Table:
    """The rules that found something, as the requirements of a standard of our own."""
    rules = _rules(result)
    if not rules:
        return {}
    requirements = [
        {"bom-ref": f"requirement-{rule}", "identifier": rule, "text": f"Nothing is found by the rule {rule}."}
        for rule in rules
    ]
    standard = {"bom-ref": "standard-licet", "name": "Licet rules", "version": result["tool"]["version"]}
    return {"standards": [standard | {"requirements": requirements}]}


def declarations(index: Index, bill: BillOfMaterials) -> Table:
    """Every finding as a claim with its clauses as evidence, and the rules against which they stand."""
    result = index.result
    if not result["findings"]:
        return {}
    return {
        "assessors": [
            {
                "bom-ref": _ASSESSOR,
                "thirdParty": False,
                "organization": {"name": f"{result['product']['name']} (by Licet)"},
            }
        ],
        "attestations": [
            {
                "summary": f"{VERDICTS[result['verdict']]}: {counts_line(result)}. {result['notice']}",
                "assessor": _ASSESSOR,
                "map": [_stands(result, rule) for rule in _rules(result)],
            }
        ],
        "claims": [_claim(each, bill) for each in result["findings"]],
        "evidence": [_evidence(index, each, bill) for each in result["findings"]],
    }


def _rules(result: Result) -> list[str]:
    return list(dict.fromkeys(each["rule"] for each in result["findings"]))


def _stands(result: Result, rule: str) -> Table:
    found = [each for each in result["findings"] if each["rule"] == rule]
    against = [f"claim-{each['id']}" for each in found if not each["waived_by"]]
    waived = [f"claim-{each['id']}" for each in found if each["waived_by"]]
    told: Table = {
        "requirement": f"requirement-{rule}",
        "claims": waived,
        "counterClaims": against,
        "conformance": {
            "rationale": f"{len(against)} found, {len(waived)} waived. Conformance is for a person to say."
        },
    }
    return {name: value for name, value in told.items() if value}


def _claim(finding: Finding, bill: BillOfMaterials) -> Table:
    about = finding["components"][0] if finding["components"] else ""
    told: Table = {
        "bom-ref": f"claim-{finding['id']}",
        "target": bill.refs.get(about, bill.product.ref),
        "predicate": f"{VERDICTS[finding['verdict']]}: {finding['title']}",
        "reasoning": " ".join(
            [*finding["because"], *([f"Waived: {finding['waived_by']}."] if finding["waived_by"] else [])]
        ),
        "evidence": [f"evidence-{finding['id']}"],
    }
    return {name: value for name, value in told.items() if value}


def _evidence(index: Index, finding: Finding, bill: BillOfMaterials) -> Table:
    data = [
        {
            "name": index.clause(each),
            "contents": {"attachment": {"contentType": "text/plain", "content": each["quote"]}},
        }
        for each in finding["clauses"]
    ]
    told: Table = {
        "bom-ref": f"evidence-{finding['id']}",
        "propertyName": finding["key"],
        "data": data,
        "created": bill.created,
    }
    return {name: value for name, value in told.items() if value}

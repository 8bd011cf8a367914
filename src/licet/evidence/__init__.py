"""The evidence pack: records for those who answer for compliance, by the clauses of the standards.

It supplies records and asserts no conformance: a status tells whether the pack holds something on a clause, not
whether the organization meets it.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator

from licet.evidence.registers import REGISTERS
from licet.evidence.requirements import Requirement, Status, requirements
from licet.evidence.sheets import dataset_records, gpai_sheet, openness
from licet.evidence.use_cases import use_case_matrix
from licet.model.analysis import Analysis
from licet.model.bom import PRODUCT
from licet.notice import bundle_of
from licet.notice.bundle import BundleFile
from licet.report import REPORTERS, Options
from licet.report.json_text import json_text
from licet.report.markdown import code
from licet.report.result import Component, Result
from licet.report.view import result_of

__all__ = ["pack_of", "statuses"]

_DOCUMENTS = {"aibom.spdx3.json": "spdx3", "aibom.cdx.json": "cyclonedx", "gate.sarif": "sarif"}


def pack_of(analysis: Analysis) -> tuple[BundleFile, ...]:
    """Return every file of the pack: artefacts, one record per requirement, what is lacking, and the manifest."""
    result = result_of(analysis)
    artefacts = {file.path: file for file in _artefacts(analysis, result)}
    open_ = _open(result)
    manifest = _manifest(result, artefacts)
    artefacts[manifest.path] = manifest
    records = [_record(each, artefacts, open_, result) for each in requirements()]
    files = [*artefacts.values(), *records, _gaps(artefacts, open_)]
    return tuple(sorted(files, key=lambda file: file.path))


def statuses(files: Iterable[BundleFile]) -> dict[str, int]:
    """How many records of a pack have each status, the best first."""
    found = [json.loads(file.text)["status"] for file in files if file.path.startswith("records/")]
    return {status: found.count(status) for status in ("evidenced", "partial", "gap", "out-of-scope")}


def _artefacts(analysis: Analysis, result: Result) -> Iterator[BundleFile]:
    for name, form in _DOCUMENTS.items():
        yield BundleFile(path=name, text=REPORTERS[form](result, Options()))
    for name, register in REGISTERS.items():
        yield _json(name, register(analysis, result))
    yield BundleFile(path="use_case_matrix.md", text=use_case_matrix(analysis))
    yield BundleFile(path="gpai_sheet.md", text=gpai_sheet(analysis, result))
    yield BundleFile(path="openness.yml", text=openness(analysis, result))
    for path, text in dataset_records(result):
        yield BundleFile(path=path, text=text)
    for file in bundle_of(analysis).files:
        yield BundleFile(path=f"notices/{file.path}", text=file.text)


def _open(result: Result) -> tuple[str, ...]:
    """What keeps a record from being whole: open questions, parts without a known license, files not read."""
    return (
        *(f"question {each['id']}: {each['asks']}" for each in result["questions"]),
        *(f"no license known of {part['id']}" for part in result["components"] if _unlicensed(part)),
        *(f"not read: {each['path']}" for each in result["problems"] if each["hides"]),
    )


def _unlicensed(part: Component) -> bool:
    return not part["licenses"]["concluded"] and not part["own"] and part["id"] != PRODUCT


def _status(requirement: Requirement, artefacts: dict[str, BundleFile], open_: tuple[str, ...]) -> Status:
    if requirement.status:
        return requirement.status
    if requirement.artefact not in artefacts:
        return "gap"
    return "partial" if open_ or requirement.note else "evidenced"


def _record(
    requirement: Requirement, artefacts: dict[str, BundleFile], open_: tuple[str, ...], result: Result
) -> BundleFile:
    """One record: what is asked, the file that bears on it with its hash, and what is open."""
    artefact = artefacts.get(requirement.artefact)
    status = _status(requirement, artefacts, open_)
    told = {
        "requirement_id": requirement.id,
        "standard": requirement.title,
        "asks": requirement.asks,
        "status": status,
        "artefact": artefact.path if artefact else None,
        "sha256": _hash(artefact.text) if artefact else None,
        "inputs": ["manifest.json"] if artefact else [],
        "generated_by": {"name": "licet", "version": result["tool"]["version"]},
        "open_questions": list(open_) if artefact and status == "partial" else [],
        "note": requirement.note,
    }
    name = "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in requirement.id)
    return _json(f"records/{requirement.standard}/{name}.json", told)


def _gaps(artefacts: dict[str, BundleFile], open_: tuple[str, ...]) -> BundleFile:
    """What the organization has to supply, and what keeps records from being whole."""
    lines = ["# What this pack lacks", "", "It asserts no conformance with any standard.", "", "## To be supplied", ""]
    lines += [
        f"- {each.title}, {each.id}: {each.asks}{f' ({each.note})' if each.note else ''}"
        for each in requirements()
        if _status(each, artefacts, open_) == "gap"
    ]
    lines += ["", "## Open in this run", "", *(f"- {code(each)}" for each in open_)]
    return BundleFile(path="gaps.md", text="\n".join(lines).rstrip() + "\n")


def _manifest(result: Result, artefacts: dict[str, BundleFile]) -> BundleFile:
    """What the pack was made from and of: versions, inputs by hash, artefacts by hash."""
    inputs = {
        each["path"]: each["sha256"]
        for part in result["components"]
        for each in (*part["evidence"], *part["licenses"]["texts"])
        if each["sha256"]
    }
    told = {
        "tool": result["tool"],
        "date": result["date"],
        "product": result["product"],
        "verdict": result["verdict"],
        "gate": result["gate"],
        "inputs": dict(sorted(inputs.items())),
        "artefacts": {path: _hash(artefacts[path].text) for path in sorted(artefacts)},
    }
    return _json("manifest.json", told)


def _json(path: str, value: object) -> BundleFile:
    return BundleFile(path=path, text=json_text(value, indent=2))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

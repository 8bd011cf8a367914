"""Which minimum elements of an SBOM for AI the bill of materials tells, and where it tells them.

Source: "SBOM for AI, minimum elements" of the G7 (2026); the ids are those of its unofficial machine-readable edition.
"""

from collections.abc import Iterator

from licet.model.analysis import Analysis
from licet.report.bom import BillOfMaterials, Part, bill_of
from licet.report.licensing import NOASSERTION, NONE
from licet.report.result import Result

_DOCUMENT = "aibom.spdx3.json"
_MODELS = frozenset({"model", "adapter"})

Row = dict[str, str | bool]


def minimum_elements(analysis: Analysis, result: Result) -> list[object]:  # noqa: ARG001 - every register has this shape
    """One row per element and part: what it is, whether it is told, and the element of the bill that tells it."""
    bill = bill_of(result)
    rows = [*_document(bill, result), *_system(bill, result)]
    for part in bill.all:
        if part.kind in _MODELS:
            rows += _model(bill, part)
        elif part.kind == "dataset":
            rows += _data(bill, part)
    return list(rows)


def _document(bill: BillOfMaterials, result: Result) -> Iterator[Row]:
    yield _row(bill, "MD", "document", "author, tool and time of the document", told=bool(result["date"]))


def _system(bill: BillOfMaterials, result: Result) -> Iterator[Row]:
    product, use = bill.product, result["use"]
    yield _row(bill, "SLP-02", product.ref, "components of the system", told=bool(bill.parts))
    yield _row(bill, "SLP-03", product.ref, "producer of the system", told=bool(product.release.supplier))
    yield _row(bill, "SLP-09", product.ref, "intended area of use", told=use["fields"] is not None)


def _model(bill: BillOfMaterials, part: Part) -> Iterator[Row]:
    yield _row(bill, "MDL-02", part.ref, "id of the model", told=True)
    yield _row(bill, "MDL-03", part.ref, "version of the model", told=bool(part.version))
    yield _row(bill, "MDL-07, MDL-08", part.ref, "hash of the model", told=False)
    yield _row(bill, "MDL-12", part.ref, "license of the model", told=_licensed(part))
    yield _row(bill, "MDL-13", part.ref, "reference to the model", told=bool(part.purl or part.release.location))


def _data(bill: BillOfMaterials, part: Part) -> Iterator[Row]:
    linked = {end for link in bill.links for end in (link["from"], link["to"])}
    yield _row(bill, "DP-04", part.ref, "id of the data set", told=True)
    yield _row(bill, "DP-05", part.ref, "hash of the data set", told=False)
    yield _row(bill, "DP-06", part.ref, "provenance of the data set", told=bool(part.release.supplier))
    yield _row(bill, "DP-09", part.ref, "what depends on the data set", told=part.id in linked)
    yield _row(bill, "DP-10", part.ref, "license of the data set", told=_licensed(part))


def _licensed(part: Part) -> bool:
    return part.licensing.concluded not in {NOASSERTION, NONE}


def _row(bill: BillOfMaterials, element: str, ref: str, what: str, *, told: bool) -> Row:
    where = f"{_DOCUMENT}: {bill.base}#{ref}" if told else ""
    return {"element": element, "what": what, "of": ref, "present": told, "told_at": where}

"""What Licet writes as a bill of materials, its own readers read again: parts, kinds, versions, licenses, links.

Left out on purpose: that a part is ours, and ids that name files, which a document of others could claim as well.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from licet.licenses.spdx import fault
from licet.model.bom import PRODUCT, Found
from licet.readers import cyclonedx, spdx2, spdx3
from licet.readers.opened import OpenedFile
from licet.report import REPORTERS, Options
from licet.report.bom import BillOfMaterials, Part, bill_of
from licet.report.result import Result
from licet.report.view import result_of
from tests.readers.opening import opened
from tests.report import factory
from tests.report.test_golden import EXAMPLES, named, saved

READERS: dict[str, Callable[[OpenedFile], Found]] = {
    "spdx3": spdx3.read,
    "spdx2": spdx2.read,
    "cyclonedx": cyclonedx.read,
    "cyclonedx-1.6": cyclonedx.read,
}
FORMS = tuple(READERS)


def again(result: Result, form: str) -> Found:
    text = REPORTERS[form](result, Options())
    return READERS[form](opened("bom.json", text))


def expected(bill: BillOfMaterials) -> dict[str, Part]:
    """The parts by the id under which they are known outside the project."""
    return {PRODUCT if part is bill.product else outside(part): part for part in bill.all}


def outside(part: Part) -> str:
    if part.purl:
        return part.purl
    if part.id.partition(":")[0] in {"hf", "api", "ollama", "url"}:
        return part.id
    return f"bom:{part.name}@{part.version}" if part.version else f"bom:{part.name}"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_parts_come_back(example: Path, form: str) -> None:
    result = saved(example)
    bill = bill_of(result)
    found = again(result, form)
    assert found.problems == ()
    known = {each.id: each for each in found.components}
    wanted = expected(bill)
    assert set(known) == set(wanted)
    for name, part in wanted.items():
        assert (known[name].kind.value, known[name].name, known[name].version) == (part.kind, part.name, part.version)
        said = {claim.license for claim in known[name].claims}
        told = {part.licensing.declared, part.licensing.concluded} - {"NONE", "NOASSERTION"}
        assert told == {each for each in said if not fault(each)} - detected(part)
        assert known[name].texts == ()


def detected(part: Part) -> set[str]:
    """Licenses recognized in texts, which CycloneDX tells as evidence; the texts themselves are not copied."""
    return {each["license"] for each in part.licensing.texts} - {part.licensing.declared, part.licensing.concluded}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_links_come_back(example: Path, form: str) -> None:
    result = saved(example)
    bill = bill_of(result)
    ids = {part.id: name for name, part in expected(bill).items()}
    wanted = {(ids[link["from"]], link["how"], ids[link["to"]]) for link in result["links"]}
    reached = {target for _, _, target in wanted}
    found = {(link.source, link.how.value, link.target) for link in again(result, form).links}
    assert wanted <= found
    # What no link reaches the reader ties to the product, as every document is about it.
    assert {link for link in found - wanted if link[2] in reached} == set()


@pytest.mark.parametrize("form", FORMS)
def test_every_kind_of_link_comes_back(form: str) -> None:
    result = result_of(factory.crowded())
    bill = bill_of(result)
    ids = {part.id: name for name, part in expected(bill).items()}
    wanted = {(ids[link["from"]], link["how"], ids[link["to"]]) for link in result["links"]}
    assert wanted <= {(link.source, link.how.value, link.target) for link in again(result, form).links}


@pytest.mark.parametrize("form", FORMS)
def test_what_a_document_says_of_files_or_of_our_own_is_not_believed(form: str) -> None:
    result = result_of(factory.clean())
    text = REPORTERS[form](result, Options())
    text = text.replace("licet:kind", "licet:own").replace("pkg:huggingface/acme/tiny", "file:.")
    found = READERS[form](opened("bom.json", json.dumps(cast("object", json.loads(text)))))
    assert [each.id for each in found.components if each.id.startswith("file:")] == []
    assert {each.own for each in found.components} == {None}

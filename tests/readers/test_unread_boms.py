import pytest

from licet.readers.unread_boms import read, wants
from tests.readers.assets import asset
from tests.readers.opening import opened


@pytest.mark.parametrize("path", ["bom.json", "app.cdx.xml", "sbom.syft.json", "x.spdx.rdf", "x.spdx"])
def test_document_of_no_known_kind_is_a_problem_that_hides(path: str) -> None:
    assert wants(path)
    (problem,) = read(opened(path, b'{"artifacts": []}')).problems
    assert (problem.path, problem.hides) == (path, True)


@pytest.mark.parametrize("name", ["cyclonedx", "spdx2", "spdx3"])
def test_documents_of_known_kinds_are_left_to_their_readers(name: str) -> None:
    assert read(asset(name, "full", "bom.json")).problems == ()


@pytest.mark.parametrize("path", ["spdx-licenses.json", "bombs.json", "boms/readme.md"])
def test_other_files_are_left_alone(path: str) -> None:
    assert not wants(path)

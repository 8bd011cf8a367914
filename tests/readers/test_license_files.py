"""License files: which names are wanted, what they are and cover, and whose they are."""

import pytest

from licet.model.bom import PRODUCT, Component
from licet.model.vocabulary import Kind, Scope
from licet.readers.license_files import read, wants
from tests.readers.documents import odt_file, one_page, written_docx
from tests.readers.opening import opened

# Name, role, what it covers (INPUTS and the files of real model repositories).
NAMES = (
    ("LICENSE", "license", "all"),
    ("license", "license", "all"),
    ("LICENSE.txt", "license", "all"),
    ("License.md", "license", "all"),
    ("LICENSE.rst", "license", "all"),
    ("LICENCE", "license", "all"),
    ("COPYING", "license", "all"),
    ("COPYING.LESSER", "license", "all"),
    ("UNLICENSE", "license", "all"),
    ("EULA.txt", "license", "all"),
    ("LICENSE-MIT", "license", "all"),
    ("LICENSE-APACHE.txt", "license", "all"),
    ("LICENSE-2.0", "license", "all"),
    ("LICENSE.AGPL-3.0", "license", "all"),
    ("LICENSE.apache", "license", "all"),
    ("LICENSE_weights", "license", "weights"),
    ("LICENSE-MODEL", "license", "weights"),
    ("MODEL_LICENSE", "license", "weights"),
    ("Model_License.md", "license", "weights"),
    ("ModelLicense.txt", "license", "weights"),
    ("LICENSE-CODE.md", "license", "code"),
    ("LICENSE-CODE", "license", "code"),
    ("LICENSE_DATASET.txt", "license", "data"),
    ("DATA_LICENSE", "license", "data"),
    ("Community License Agreement.txt", "license", "all"),
    ("TERMS_OF_USE.txt", "license", "all"),
    ("third.LICENSE", "license", "all"),
    ("owner__repo__LICENSE", "license", "all"),
    ("owner__repo__LICENSE_weights", "license", "weights"),
    ("NOTICE", "notice", "all"),
    ("NOTICE.txt", "notice", "all"),
    ("COPYRIGHT", "notice", "all"),
    ("ThirdPartyNotices.txt", "notice", "all"),
    ("THIRD_PARTY_NOTICES.md", "notice", "all"),
    ("third-party-licenses.txt", "notice", "all"),
    ("LICENSE_HISTORY", "notice", "all"),
    ("USE_POLICY.md", "policy", "all"),
    ("ACCEPTABLE_USE_POLICY", "policy", "all"),
    ("prohibited-use-policy.txt", "policy", "all"),
)
UNWANTED = (
    *("LICENSE.py", "license.json", "license.yaml", "License.tsx", "LICENSE.tmpl", "LICENSE.orig", "LICENSE~"),
    *("licenses.md", "docs/licenses.md", "license-guide.md", "how-to-choose-a-license-text.md", "license_check.sh"),
    *("README.md", "relicense.md", "sublicense.txt", "noticeboard.md", ".license", "src/licenses/__init__.py"),
    *("licenses/README.md", "licenses/data/one.toml", "x-1.0.dist-info/licenses/CHANGELOG.rst", "policy.md"),
)


def _one(path: str, content: str | bytes = "Terms.") -> Component:
    found = read(opened(path, content))
    assert found.problems == ()
    [component] = found.components
    assert found.links == ()
    return component


@pytest.mark.parametrize(("name", "role", "covers"), NAMES)
def test_names(name: str, role: str, covers: str) -> None:
    assert wants(name)
    assert wants(f"deep/er/{name}")
    [text] = _one(name).texts
    assert (text.role, text.covers) == (role, covers)


@pytest.mark.parametrize("path", UNWANTED)
def test_names_that_hold_no_license(path: str) -> None:
    assert not wants(path)


@pytest.mark.parametrize(
    ("path", "owner", "kind"),
    [
        ("LICENSE", PRODUCT, Kind.APPLICATION),
        ("licenses/one.txt", PRODUCT, Kind.APPLICATION),
        ("LICENSES/GPL-2.0", PRODUCT, Kind.APPLICATION),
        ("libs/x/COPYING", "file:libs/x", Kind.LIBRARY),
        ("libs/x/licenses/deep/one.md", "file:libs/x", Kind.LIBRARY),
        ("img/logo.png.license", "file:img/logo.png", Kind.LIBRARY),
        ("site/Foo_Bar-1.0.dist-info/LICENSE", "pkg:pypi/foo-bar@1.0", Kind.LIBRARY),
        ("site/a.b-2.0+cu121.dist-info/licenses/x/LICENSE", "pkg:pypi/a-b@2.0%2Bcu121", Kind.LIBRARY),
        ("site/a-1.dist-info/licenses/any name.txt", "pkg:pypi/a@1", Kind.LIBRARY),
    ],
)
def test_the_place_tells_whose_license_it_is(path: str, owner: str, kind: Kind) -> None:
    assert wants(path)
    component = _one(path)
    assert (component.id, component.kind) == (owner, kind)
    assert [str(evidence) for evidence in component.evidence] == [path]


def test_licenses_of_test_data_are_for_development() -> None:
    assert _one("tests/data/LICENSE").scope is Scope.DEVELOPMENT
    assert _one("vendor/LICENSE").scope is Scope.RUNTIME


def test_credits_in_a_folder_of_licenses_are_a_notice() -> None:
    assert [text.role for text in _one("a-1.dist-info/licenses/AUTHORS.rst").texts] == ["notice"]


def test_texts_are_decoded() -> None:
    assert _one("LICENSE", b"\xef\xbb\xbfA\r\nB\rC").texts[0].text == "A\nB\nC"
    assert _one("LICENSE", "Lizenz für alle".encode("utf-16")).texts[0].text == "Lizenz für alle"


def test_another_encoding_is_read_and_noted() -> None:
    [text] = _one("LICENSE", "© Müller \u2013 “as is”".encode("cp1252")).texts
    assert text.text == "© Müller \u2013 “as is”"
    assert text.evidence.note == "read as Windows-1252"


@pytest.mark.parametrize("data", [b"GIF\x00\x01", "LICENSE".encode("utf-16-le"), b"\x81\x8d\x8f"])
def test_a_file_that_is_no_text_is_a_problem(data: bytes) -> None:
    found = read(opened("LICENSE", data))
    assert found.components == ()
    assert [(problem.reason, problem.hides) for problem in found.problems] == [("not UTF-8 text", True)]


@pytest.mark.parametrize(
    ("path", "content", "role"),
    [
        ("LICENSE.pdf", one_page(), "license"),
        ("licenses/one.pdf", one_page(), "license"),
        ("MODEL-LICENSE.html", "<html><p>The Invented License</p></html>", "license"),
        ("Use-Policy.docx", written_docx(), "policy"),
        ("NOTICE.rtf", r"{\rtf1 The Invented License}", "notice"),
        ("LICENSE.odt", odt_file("<text:p>The Invented License</text:p>"), "license"),
    ],
)
def test_documents_are_read(path: str, content: str | bytes, role: str) -> None:
    assert wants(path)
    [text] = _one(path, content).texts
    assert text.text.strip().startswith("The Invented License")
    assert (text.role, text.evidence.path) == (role, path)


@pytest.mark.parametrize(
    ("path", "data", "reason"),
    [
        ("LICENSE.pdf", b"%PDF-1.7\x00", "PDF: it is broken or incomplete (PdfStreamError)"),
        ("Use-Policy.docx", b"PK\x03\x04", "DOCX: it is broken (BadZipFile)"),
        ("LICENSE.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC: the format of old word processors is not read"),
    ],
)
def test_documents_that_cannot_be_read_are_a_problem_that_hides(path: str, data: bytes, reason: str) -> None:
    assert wants(path)
    [problem] = read(opened(path, data)).problems
    assert (problem.reason, problem.hides) == (reason, True)
    assert problem.hint


@pytest.mark.parametrize(("path", "hides"), [("LICENSE", True), ("USE_POLICY.md", True), ("NOTICE", False)])
@pytest.mark.parametrize("content", ["", " \n\t\r\n"])
def test_an_empty_file(path: str, hides: bool, content: str) -> None:  # noqa: FBT001 - a table of cases
    found = read(opened(path, content))
    assert found.components == ()
    assert [problem.hides for problem in found.problems] == [hides]

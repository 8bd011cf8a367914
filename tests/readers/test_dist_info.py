"""Metadata of installed packages: License-Expression, License, classifiers, and what is required."""

import pytest

from licet.model.bom import Component, Found
from licet.model.vocabulary import Grade, How, Kind
from licet.readers.dist_info import read, wants
from tests.readers.opening import opened

PATH = "site/Some_Name-1.0+cu121.dist-info/METADATA"
ID = "pkg:pypi/some-name@1.0%2Bcu121"


def _read(headers: str | bytes, path: str = PATH) -> Found:
    return read(opened(path, headers))


def _one(headers: str) -> Component:
    found = _read("Metadata-Version: 2.4\nName: some.name\nVersion: 1.0+cu121\n" + headers)
    assert found.problems == ()
    [component] = found.components
    return component


def test_wanted() -> None:
    assert wants(PATH)
    assert not any(map(wants, ("METADATA", "a.egg-info/METADATA", "a-1.dist-info/RECORD", "a-1.dist-info/x/METADATA")))


def test_identity_comes_from_the_folder() -> None:
    component = _one("")
    assert (component.id, component.purl, component.version) == (ID, ID, "1.0+cu121")
    assert (component.kind, str(component.evidence[0])) == (Kind.LIBRARY, PATH)


def test_claims_in_the_order_of_their_weight() -> None:
    component = _one(
        "Classifier: License :: OSI Approved :: MIT License\nClassifier: Topic :: Other\nLicense: MIT License\n"
        "License-Expression: MIT\nClassifier: License :: OSI Approved :: BSD License\n\nLicense: not a header\n"
    )
    assert [(claim.license, claim.grade, claim.evidence.line) for claim in component.claims] == [
        ("MIT", Grade.METADATA, 7),
        ("MIT License", Grade.METADATA, 6),
        ("License :: OSI Approved :: MIT License", Grade.METADATA, 4),
        ("License :: OSI Approved :: BSD License", Grade.METADATA, 8),
    ]
    assert component.texts == ()


@pytest.mark.parametrize("value", ["UNKNOWN", "", "None", "unknown"])
def test_a_placeholder_is_no_claim(value: str) -> None:
    assert _one(f"License: {value}\n").claims == ()


@pytest.mark.parametrize("indent", ["        ", "       |", " "])
def test_a_whole_text_in_the_field_is_a_text(indent: str) -> None:
    component = _one(f"License: The Terms\n{indent}You may copy.\n{indent}\n{indent}You may not sue.\nKeywords: a\n")
    assert component.claims == ()
    [text] = component.texts
    assert [line.strip() for line in text.text.split("\n") if line.strip()] == [
        "The Terms",
        "You may copy.",
        "You may not sue.",
    ]
    assert (text.role, text.covers, text.evidence.line) == ("license", "all", 4)


def test_requirements_are_edges_of_the_package() -> None:
    found = _read(
        "Name: some-name\nRequires-Dist: a<2,>=1 ; python_version < '3.12'\nRequires-Dist: b==2\n"
        "Requires-Dist: c ; extra == 'dev'\nRequires-Dist: d ; (os_name == 'nt') and extra == 'x'\n"
        "Requires-Dist: e ; extra == 'x' or extra == 'y'\nRequires-Dist: f ; extra == 'x' or os_name == 'nt'\n"
        "Requires-Dist: g @ git+https://github.com/o/g@v1\nProvides-Extra: dev\n"
    )
    assert [(link.source, link.how, link.target, link.evidence[0].line) for link in found.links] == [
        (ID, How.LINKS, "pkg:pypi/a", 2),
        (ID, How.LINKS, "pkg:pypi/b@2", 3),
        (ID, How.LINKS, "pkg:pypi/f", 7),
        (ID, How.LINKS, "pkg:github/o/g@v1", 8),
    ]
    assert {tuple(link.facts.items()) for link in found.links} == {(("how", "import"),)}


def test_a_bad_requirement_is_one_problem() -> None:
    found = _read("Name: some-name\nRequires-Dist: a b\nRequires-Dist: c\n")
    assert [link.target for link in found.links] == ["pkg:pypi/c"]
    assert [(problem.line, problem.reason) for problem in found.problems] == [
        (2, "Requires-Dist: 'a b' is no requirement")
    ]


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ("", "the metadata names no package, so what it claims is not known"),
        ("Name: other\nLicense: MIT\n", "the metadata is that of 'other', not of the folder's package"),
        ("Name: !\n", "the metadata is that of '!', not of the folder's package"),
        (b"Name: a\x00b\n", "not text: it holds NUL bytes"),
        ("Name: a\nX: " + "y" * 600_000, "not read: more than 512 KiB of headers"),
    ],
)
def test_metadata_that_cannot_be_trusted_is_said(headers: str | bytes, reason: str) -> None:
    [problem] = _read(headers).problems
    assert (problem.reason, problem.hides) == (reason, True)


def test_a_folder_without_name_and_version() -> None:
    found = _read("Name: a\n", "site/a.dist-info/METADATA")
    assert found.components == ()
    assert len(found.problems) == 1


def test_other_encodings_lose_nothing_that_matters() -> None:
    found = _read("Name: some-name\nAuthor: Jos\xe9\nLicense: MIT\n".encode("latin-1"))
    assert [claim.license for claim in found.components[0].claims] == ["MIT"]
    assert found.problems == ()


def test_windows_line_ends() -> None:
    found = _read("Name: some-name\r\nLicense: MIT\r\n\r\nLicense: body\r\n")
    assert [(claim.license, claim.evidence.line) for claim in found.components[0].claims] == [("MIT", 2)]

"""What a claim says: one form for Hub ids, SPDX ids, titles, classifiers and whole texts."""

import pytest

from licet.identify.claims import base, read_claim, same_family
from licet.licenses import parse
from licet.model.bom import Claim, Evidence
from licet.model.vocabulary import Grade

HERE = Evidence(path="README.md", line=3)


def claim(license_name: str, name: str = "", url: str = "") -> Claim:
    return Claim(license=license_name, grade=Grade.METADATA, evidence=HERE, name=name, url=url)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("apache-2.0", "Apache-2.0"),
        ("mit", "MIT"),
        ("bsl-1.0", "BSL-1.0"),
        ("llama3.1", "LicenseRef-scancode-llama-3.1-license-2024"),
        ("MIT OR Apache-2.0", "Apache-2.0 OR MIT"),
        ("GPL-3.0", "GPL-3.0-only"),
        ("License :: OSI Approved :: MIT License", "MIT"),
        ("License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)", "MPL-2.0"),
        ("License :: OSI Approved :: ISC License (ISCL)", "ISC"),
        ("LicenseRef-Acme", "LicenseRef-Acme"),
    ],
)
def test_a_license_is_named(raw: str, expected: str) -> None:
    stated = read_claim(claim(raw))
    assert stated
    assert (str(stated), stated.vague) == (expected, False)


@pytest.mark.parametrize("raw", ["gpl", "cc", "bsd", "License :: OSI Approved :: BSD License", "Proprietary"])
def test_a_family_without_a_version_is_vague_and_keeps_its_words(raw: str) -> None:
    stated = read_claim(claim(raw))
    assert stated
    assert stated.vague
    assert str(stated) == raw.rpartition(" :: ")[2]


@pytest.mark.parametrize(
    "raw", ["", "other", "Unknown", "NOASSERTION", "none", "SEE LICENSE IN LICENSE.md", "License :: OSI Approved"]
)
def test_nothing_is_said(raw: str) -> None:
    assert read_claim(claim(raw)) is None


def test_other_is_settled_by_a_name_or_an_address_that_is_known() -> None:
    for stated in (read_claim(claim("other", name="llama3.1")), read_claim(claim("other", name="x", url="llama3.1"))):
        assert stated
        assert str(stated) == "LicenseRef-scancode-llama-3.1-license-2024"
    assert read_claim(claim("other", name="our-very-own")) is None


def test_a_whole_text_in_a_license_field_is_recognized(mit: str) -> None:
    stated = read_claim(claim(mit))
    assert stated
    assert (str(stated), stated.vague) == ("MIT", False)


def test_a_long_unknown_text_is_shown_by_its_first_line() -> None:
    stated = read_claim(claim("Ours alone\n" + "and nobody else's business, ever.\n" * 40))
    assert stated
    assert (str(stated), stated.vague) == ("Ours alone", True)


def test_later_versions_and_operators_do_not_make_another_license() -> None:
    assert base(parse("GPL-3.0-or-later")) == base(parse("GPL-3.0-only"))
    assert base(parse("MIT OR Apache-2.0")) == base(parse("MIT AND Apache-2.0"))
    assert base(parse("MIT")) != base(parse("Apache-2.0"))
    assert base(parse("Apache-2.0 WITH LLVM-exception")) != base(parse("Apache-2.0"))
    assert base(parse("Apache-2.0+")) == base(parse("Apache-2.0"))


def test_a_family_shares_a_word_with_its_members() -> None:
    assert same_family(parse("BSD License"), parse("BSD-3-Clause"))
    assert same_family(parse("Apache Software License"), parse("Apache-2.0"))
    assert not same_family(parse("BSD License"), parse("MIT"))
    assert not same_family(parse("Other/Proprietary License"), parse("Apache-2.0"))

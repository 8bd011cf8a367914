"""What a claim says: one form for Hub ids, SPDX ids, titles, classifiers and whole texts."""

import re

import pytest

from licet.identify.claims import base, family, read_claim, same_family
from licet.identify.name_tables import hub_ids
from licet.licenses import parse
from licet.licenses.expression import Leaf
from licet.model.bom import Claim, Evidence
from licet.model.vocabulary import Grade
from tests.shared import shared

HERE = Evidence(path="README.md", line=3)


def claim(license_name: str, name: str = "", url: str = "", *, hub: bool = False) -> Claim:
    return Claim(license=license_name, grade=Grade.METADATA, evidence=HERE, name=name, url=url, hub=hub)


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
        # "or later" survives, a slash is a choice, and the Business Source License is no Boost license
        ("GPLv2+", "GPL-2.0-or-later"),
        ("GPL (>= 2)", "GPL-2.0-or-later"),
        ("License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)", "LGPL-2.0-or-later"),
        ("MIT/Apache-2.0", "Apache-2.0 OR MIT"),
        ("BSL-1.1", "BUSL-1.1"),
        ("https://www.apache.org/licenses/LICENSE-2.0.txt", "Apache-2.0"),
    ],
)
def test_a_license_is_named(raw: str, expected: str) -> None:
    stated = read_claim(claim(raw))
    assert stated
    assert (str(stated), stated.vague) == (expected, False)


@pytest.mark.parametrize(
    "raw",
    [
        *("gpl", "cc", "bsd", "License :: OSI Approved :: BSD License", "Proprietary", "UNLICENSED", "Public Domain"),
        *("Commercial", "MIT, non-commercial only", "MIT (non-commercial)", "Apache License 2.0 with modifications"),
        *("LicenseRef-scancode-proprietary-license", "GPL-3 + file LICENSE", "Modified MIT License", "BSD-like"),
    ],
)
def test_a_family_without_a_version_is_vague_and_keeps_its_words(raw: str) -> None:
    stated = read_claim(claim(raw))
    assert stated
    assert stated.vague
    assert str(stated) == raw.rpartition(" :: ")[2]


@pytest.mark.parametrize(
    "raw",
    [
        *("", "other", "Unknown", "NOASSERTION", "none", "SEE LICENSE IN LICENSE.md", "License :: OSI Approved"),
        *("LICENSE", "LICENSE.txt", "file LICENSE", "See LICENSE file", "COPYING"),
    ],
)
def test_nothing_is_said(raw: str) -> None:
    assert read_claim(claim(raw)) is None


def test_other_is_settled_by_a_name_or_an_address_that_is_known() -> None:
    for stated in (read_claim(claim("other", name="llama3.1")), read_claim(claim("other", name="x", url="llama3.1"))):
        assert stated
        assert str(stated) == "LicenseRef-scancode-llama-3.1-license-2024"
    assert read_claim(claim("other", name="our-very-own")) is None


def test_a_name_and_an_address_that_disagree_both_count() -> None:
    stated = read_claim(claim("other", name="MIT License", url="https://www.llama.com/llama3_1/license/", hub=True))
    assert stated
    assert str(stated) == "LicenseRef-scancode-llama-3.1-license-2024 AND MIT"
    same = read_claim(claim("other", name="MIT License", url="https://opensource.org/licenses/MIT", hub=True))
    assert same
    assert str(same) == "MIT"


def test_a_name_that_is_no_license_leaves_the_word_to_the_address() -> None:
    stated = read_claim(claim("other", name="our terms", url="https://ai.google.dev/gemma/terms", hub=True))
    assert stated
    assert str(stated) == "LicenseRef-scancode-gemma-tou-2025-03-24"
    assert read_claim(claim("other", name="", url="LICENSE", hub=True)) is None


@pytest.mark.parametrize(
    ("name", "url", "expected"),
    [
        ("our-very-own", "LICENSE", "our-very-own"),
        ("flux-1-dev-non-commercial-license", "LICENSE.md", "flux-1-dev-non-commercial-license"),
        ("", "https://example.org/weights/LICENSE", "https://example.org/weights/LICENSE"),
        ("other", "https://example.org/terms", "https://example.org/terms"),
    ],
)
def test_a_card_that_names_a_license_of_its_own_says_that_there_is_one(name: str, url: str, expected: str) -> None:
    stated = read_claim(claim("other", name=name, url=url, hub=True))
    assert stated
    assert (str(stated), stated.vague) == (expected, True)
    assert read_claim(claim("other", name=name, url=url)) is None


# -- ids of the Hub ---------------------------------------------------------------------------------------------------

HUB = {
    "etalab-2.0": "etalab-2.0",
    **{
        name.lower(): name
        for name in (
            *("AFL-3.0", "Apache-2.0", "Artistic-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSD-3-Clause-Clear", "BSL-1.0"),
            *("CC-BY-2.0", "CC-BY-2.5", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-NC-2.0", "CC-BY-NC-3.0", "CC-BY-NC-4.0"),
            *("CC-BY-NC-ND-3.0", "CC-BY-NC-ND-4.0", "CC-BY-NC-SA-2.0", "CC-BY-NC-SA-3.0", "CC-BY-NC-SA-4.0"),
            *("CC-BY-ND-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC0-1.0", "CDLA-Permissive-1.0", "CDLA-Permissive-2.0"),
            *("CDLA-Sharing-1.0", "ECL-2.0", "EPL-1.0", "EPL-2.0", "EUPL-1.1", "EUPL-1.2", "ISC", "LPPL-1.3c", "MIT"),
            *("MPL-2.0", "MS-PL", "NCSA", "OFL-1.1", "OSL-3.0", "PostgreSQL", "Unlicense", "WTFPL", "Zlib"),
        )
    },
    "agpl-3.0": "AGPL-3.0-only",
    "gpl-2.0": "GPL-2.0-only",
    "gpl-3.0": "GPL-3.0-only",
    "lgpl-2.1": "LGPL-2.1-only",
    "lgpl-3.0": "LGPL-3.0-only",
    "lgpl-lr": "LGPLLR",
    "c-uda": "C-UDA-1.0",
    "odbl": "ODbL-1.0",
    "odc-by": "ODC-By-1.0",
    "pddl": "PDDL-1.0",
    "apple-amlr": "LicenseRef-licet-apple-amlr",
    "apple-ascl": "LicenseRef-licet-apple-ascl",
    "bigcode-openrail-m": "LicenseRef-scancode-bigcode-open-rail-m-v1",
    "bigscience-bloom-rail-1.0": "LicenseRef-scancode-bigscience-rail-1.0",
    "bigscience-openrail-m": "LicenseRef-scancode-bigscience-open-rail-m",
    "creativeml-openrail-m": "LicenseRef-scancode-stable-diffusion-2022-08-22",
    "deepfloyd-if-license": "LicenseRef-licet-deepfloyd-if",
    "fair-noncommercial-research-license": "LicenseRef-licet-fair-noncommercial-research",
    "gemma": "LicenseRef-scancode-gemma-tou-2025-03-24",
    "grok2-community": "LicenseRef-licet-grok2-community",
    "h-research": "LicenseRef-licet-h-research",
    "intel-research": "LicenseRef-licet-intel-research",
    "llama2": "LicenseRef-scancode-llama-2-license-2023",
    "llama3": "LicenseRef-licet-llama-3",
    "llama3.1": "LicenseRef-scancode-llama-3.1-license-2024",
    "llama3.2": "LicenseRef-scancode-llama-3.2-license-2024",
    "llama3.3": "LicenseRef-scancode-llama-3.3-license-2024",
    "llama4": "LicenseRef-scancode-llama-4-cla-2025",
    "openmdw-1.0": "OpenMDW-1.0",
    "openmdw-1.1": "LicenseRef-licet-openmdw-1.1",
    "openrail++": "LicenseRef-licet-openrail++-m",
}
FAMILIES = ("bsd", "cc", "gfdl", "gpl", "lgpl", "openrail")


def test_every_id_of_the_hub_stands_in_the_table_once() -> None:
    listed = re.search(r"### 1\.1 .*?```\n(.*?)```", shared("INPUTS.md").read_text(encoding="utf-8"), re.DOTALL)
    assert listed
    ids = listed[1].split()
    told = hub_ids()
    assert len(ids) == 83
    assert sorted([*told.licenses, *told.families, *told.nothing]) == sorted(ids)
    assert sorted([*HUB, *FAMILIES, "other", "unknown"]) == sorted(ids)


@pytest.mark.parametrize(("raw", "expected"), HUB.items())
def test_an_id_of_the_hub_names_a_license(raw: str, expected: str) -> None:
    for name in (raw, raw.upper()):
        stated = read_claim(claim(name, hub=True))
        assert stated
        assert (str(stated), stated.vague) == (expected, False)


@pytest.mark.parametrize("raw", FAMILIES)
def test_an_id_of_the_hub_that_names_a_family_is_vague(raw: str) -> None:
    stated = read_claim(claim(raw, hub=True))
    assert stated
    assert (str(stated), stated.vague) == (raw, True)


def test_ids_of_the_hub_count_in_cards_alone() -> None:
    for raw in ("h-research", "intel-research", "lgpl-lr", "apple-ascl"):
        stated = read_claim(claim(raw))
        assert stated
        assert stated.vague
    elsewhere = read_claim(claim("BSL-1.1", hub=True))
    assert elsewhere
    assert str(elsewhere) == "BUSL-1.1"  # no id of the Hub; the name is read as anywhere


# -- whole texts ------------------------------------------------------------------------------------------------------


def test_a_whole_text_in_a_license_field_is_recognized(mit: str) -> None:
    stated = read_claim(claim(mit))
    assert stated
    assert (str(stated), stated.vague) == ("MIT", False)


def test_a_long_unknown_text_is_shown_by_its_first_line() -> None:
    stated = read_claim(claim("Ours alone\n" + "and nobody else's business, ever.\n" * 40))
    assert stated
    assert (str(stated), stated.vague) == ("Ours alone", True)


def test_the_first_line_of_an_unknown_text_is_never_read_as_its_license() -> None:
    stated = read_claim(claim("MIT License\n" + "and a great deal of other matter.\n" * 40))
    assert stated
    assert (str(stated), stated.vague) == ("MIT License…", True)


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


@pytest.mark.parametrize("name", ["MIT, non-commercial only", "MIT for research", "MIT (internal use)", "modified MIT"])
def test_a_name_with_a_limit_is_no_vaguer_name_of_the_license(name: str) -> None:
    assert not same_family(Leaf(name, known=False), parse("MIT"))
    assert same_family(Leaf("MIT-style", known=False), parse("MIT"))


@pytest.mark.parametrize(
    ("words", "license_id", "expected"),
    [
        ("Use of this source code is governed by a BSD-style license that can be", "BSD-3-Clause", "BSD-style license"),
        ("Released under the terms of the Apache License", "Apache-2.0", "Apache License"),
        ("the GNU General Public License as published", "GPL-1.0-or-later", "GNU General Public License"),
        ("what the jar says", "MIT", "what the jar says"),
    ],
)
def test_what_names_a_family_in_a_sentence(words: str, license_id: str, expected: str) -> None:
    assert family(words, license_id) == expected

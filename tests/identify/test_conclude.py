"""What follows from claims and texts: each rule with a case."""

from dataclasses import replace
from typing import Literal

import pytest

from licet.identify import identify
from licet.identify.conclude import _in_texts
from licet.licenses import load
from licet.model.bom import PRODUCT, Bom, Claim, Component, Detection, Evidence, Identified, LicenseText
from licet.model.vocabulary import Grade, Kind
from tests.shared import shared

Role = Literal["license", "notice", "policy", "readme", "header"]
Covers = Literal["all", "weights", "code", "data"]
UNKNOWN = "Whoever finds this jar of jam may eat it, provided that the jar comes back clean and with the lid on it."


def claim(license_name: str, path: str = "README.md", line: int = 1, grade: Grade = Grade.METADATA) -> Claim:
    return Claim(license=license_name, grade=grade, evidence=Evidence(path=path, line=line))


def stated(license_name: str) -> Claim:
    return claim(license_name, "licet.toml", 7, Grade.STATED)


def text(content: str, path: str = "LICENSE", role: Role = "license", covers: Covers = "all") -> LicenseText:
    return LicenseText(text=content, role=role, covers=covers, evidence=Evidence(path=path))


def of(*parts: Claim | LicenseText, kind: Kind = Kind.LIBRARY, license_file: str = "") -> Identified:
    component = Component(
        id="pkg:pypi/foo",
        kind=kind,
        claims=tuple(part for part in parts if isinstance(part, Claim)),
        texts=tuple(part for part in parts if isinstance(part, LicenseText)),
        license_file=license_file,
    )
    (one,) = identify(Bom(components=(component,), links=()))
    assert one.component is component
    return one


def told(one: Identified) -> tuple[str, Grade, tuple[str, ...]]:
    return one.concluded, one.grade, one.differs


def test_every_component_is_identified_in_order_of_ids() -> None:
    parts = [Component(id=name, kind=Kind.LIBRARY) for name in ("pkg:pypi/b", PRODUCT, "hf:datasets/a/b")]
    found = identify(Bom(components=tuple(parts), links=()))
    assert [one.component.id for one in found] == ["hf:datasets/a/b", "pkg:pypi/b", PRODUCT]


def test_nothing_is_known() -> None:
    assert told(of()) == ("", Grade.NONE, ())
    assert told(of(claim("other"))) == ("", Grade.NONE, ())


def test_a_text_governs(mit: str) -> None:
    one = of(text(mit))
    assert told(one) == ("MIT", Grade.TEXT, ())
    assert [(found.license, found.match, found.evidence.path) for found in one.detected] == [
        ("MIT", "exact", "LICENSE")
    ]


def test_a_changed_text_is_still_that_license_and_says_so(mit: str) -> None:
    one = of(text(f"{mit}\nNot for banks.\n"))
    assert told(one) == ("MIT", Grade.TEXT, ())
    assert one.detected[0].match == "modified"


def test_a_text_and_a_claim_that_agree(apache: str) -> None:
    one = of(claim("apache-2.0"), text(apache))
    assert told(one) == ("Apache-2.0", Grade.TEXT, ())
    assert one.declared == ("Apache-2.0",)


def test_a_text_against_a_claim(mit: str) -> None:
    one = of(claim("apache-2.0", line=3), text(mit))
    assert told(one) == ("MIT", Grade.TEXT, ("LICENSE is MIT, but README.md:3 says Apache-2.0",))
    assert one.declared == ("Apache-2.0",)


def test_a_text_against_what_licet_toml_states(mit: str) -> None:
    assert told(of(stated("Apache-2.0"), text(mit))) == (
        "MIT",
        Grade.TEXT,
        ("LICENSE is MIT, but licet.toml:7 says Apache-2.0",),
    )


def test_several_texts_all_hold_and_it_is_said_that_nobody_said_so(mit: str, bsd3: str) -> None:
    assert told(of(text(mit), text(bsd3, "COPYING"))) == (
        "BSD-3-Clause AND MIT",
        Grade.TEXT,
        ("LICENSE is MIT, COPYING is BSD-3-Clause; nothing says how they go together, so all hold",),
    )


def test_the_same_text_twice_is_one_license(mit: str) -> None:
    assert told(of(text(mit), text(mit, "COPYING"))) == ("MIT", Grade.TEXT, ())


def test_a_file_that_holds_all_the_others_says_that_all_hold(mit: str, bsd3: str) -> None:
    assert told(of(text(f"{mit}\n{bsd3}"), text(bsd3, "LICENSE-BSD"))) == ("BSD-3-Clause AND MIT", Grade.TEXT, ())


@pytest.mark.parametrize("expression", ["MIT AND Apache-2.0", "Apache-2.0 AND MIT"])
def test_claims_that_name_just_these_texts_settle_how_they_go_together(expression: str, mit: str, apache: str) -> None:
    one = of(claim(expression), text(mit, "LICENSE-MIT"), text(apache, "LICENSE-APACHE"))
    assert told(one) == ("Apache-2.0 AND MIT", Grade.TEXT, ())


def test_two_claims_of_one_file_that_name_just_these_texts(mit: str, apache: str) -> None:
    both = (claim("License :: OSI Approved :: MIT License", "METADATA", 5), claim("Apache-2.0", "METADATA", 6))
    texts = (text(mit, "LICENSE-MIT"), text(apache, "LICENSE-APACHE"))
    assert told(of(*both, *texts)) == ("Apache-2.0 AND MIT", Grade.TEXT, ())
    vague = claim("License :: OSI Approved :: BSD License", "METADATA", 7)
    assert told(of(*both, vague, *texts))[2] == (
        "LICENSE-MIT with LICENSE-APACHE is Apache-2.0 AND MIT, but METADATA:7 says BSD License",
    )


def test_a_claim_of_one_of_two_texts_is_a_difference(mit: str, apache: str) -> None:
    concluded, grade, differs = told(of(claim("MIT"), text(mit, "LICENSE-MIT"), text(apache, "LICENSE-APACHE")))
    assert (concluded, grade) == ("Apache-2.0 AND MIT", Grade.TEXT)
    assert differs == ("LICENSE-MIT with LICENSE-APACHE is Apache-2.0 AND MIT, but README.md:1 says MIT",)


def test_claims_that_put_the_same_texts_together_in_two_ways_leave_the_texts_alone(mit: str, apache: str) -> None:
    claims = (claim("MIT OR Apache-2.0", "pyproject.toml", 4), claim("MIT AND Apache-2.0", "setup.cfg", 9))
    concluded, grade, differs = told(of(*claims, text(mit, "LICENSE-MIT"), text(apache, "LICENSE-APACHE")))
    assert (concluded, grade) == ("Apache-2.0 AND MIT", Grade.TEXT)
    assert differs == ("pyproject.toml:4 says Apache-2.0 OR MIT, but setup.cfg:9 says Apache-2.0 AND MIT",)


def test_a_choice_that_a_claim_states_over_the_same_texts(mit: str, apache: str) -> None:
    one = of(claim("MIT OR Apache-2.0"), text(mit, "LICENSE-MIT"), text(apache, "LICENSE-APACHE"))
    assert told(one) == ("Apache-2.0 OR MIT", Grade.TEXT, ())


def test_a_text_for_one_branch_of_a_choice_is_a_difference(mit: str) -> None:
    concluded, grade, differs = told(of(claim("MIT OR Apache-2.0"), text(mit)))
    assert (concluded, grade) == ("MIT", Grade.TEXT)
    assert differs == ("LICENSE is MIT, but README.md:1 says Apache-2.0 OR MIT",)


def test_a_notice_does_not_add(mit: str, apache: str) -> None:
    one = of(text(mit), text(apache, "NOTICE", role="notice"))
    assert told(one) == ("MIT", Grade.TEXT, ())
    assert [found.license for found in one.detected] == ["MIT", "Apache-2.0"]


def test_what_surrounds_a_license_in_a_notice_is_no_change(mit: str) -> None:
    one = of(
        text(f"This product includes software of Foo, which may be used under these terms only:\n{mit}", role="notice")
    )
    assert [found.match for found in one.detected] == ["exact"]
    assert told(one) == ("", Grade.NONE, ())


@pytest.fixture
def four(mit: str, apache: str, bsd2: str, bsd3: str) -> tuple[LicenseText, ...]:
    return (
        text(mit),
        text(apache, "LICENSE-CODE", covers="code"),
        text(bsd3, "LICENSE-MODEL", covers="weights"),
        text(bsd2, "LICENSE-DATA", covers="data"),
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.MODEL, "BSD-3-Clause"),
        (Kind.ADAPTER, "BSD-3-Clause"),
        (Kind.DATASET, "BSD-2-Clause"),
        (Kind.LIBRARY, "Apache-2.0"),
        (Kind.APPLICATION, "Apache-2.0"),
    ],
)
def test_the_text_for_this_kind_of_part_governs(kind: Kind, expected: str, four: tuple[LicenseText, ...]) -> None:
    one = of(*four, kind=kind)
    assert told(one) == (expected, Grade.TEXT, ())
    assert len(one.detected) == 4


def test_a_text_for_everything_stands_in(mit: str, apache: str) -> None:
    assert told(of(text(mit), text(apache, "LICENSE-CODE", covers="code"), kind=Kind.MODEL))[0] == "MIT"
    assert told(of(text(apache, "LICENSE-CODE", covers="code"), kind=Kind.MODEL)) == ("", Grade.NONE, ())


def test_the_stated_license_file_governs_over_everything(mit: str, apache: str) -> None:
    one = of(text(apache), text(mit, "legal/foo.txt"), kind=Kind.MODEL, license_file="legal/foo.txt")
    assert told(one) == ("MIT", Grade.TEXT, ())
    specific = text(apache, "LICENSE-MODEL", covers="weights")
    assert (
        told(of(specific, text(mit, "sub/legal/foo.txt"), kind=Kind.MODEL, license_file="./legal/foo.txt"))[0] == "MIT"
    )


def test_a_negotiated_agreement_is_the_license(mit: str) -> None:
    agreement = replace(load("MIT"), id="LicenseRef-Acme-Deal")
    component = Component(id="x", kind=Kind.MODEL, claims=(claim("gpl"),), texts=(text(mit),), agreement=agreement)
    (one,) = identify(Bom(components=(component,), links=()))
    assert told(one) == ("LicenseRef-Acme-Deal", Grade.TEXT, ())


def test_a_text_that_nobody_knows() -> None:
    assert told(of(text(UNKNOWN))) == ("", Grade.NONE, ("LICENSE was found but not recognized",))


def test_a_text_that_nobody_knows_under_the_name_of_a_known_license() -> None:
    assert told(of(claim("mit"), text(UNKNOWN))) == (
        "MIT",
        Grade.METADATA,
        ("LICENSE was found but is not the known text of MIT",),
    )


def test_a_text_that_nobody_knows_under_a_name_of_its_own() -> None:
    assert told(of(stated("LicenseRef-Jam"), text(UNKNOWN))) == (
        "LicenseRef-Jam",
        Grade.STATED,
        ("LICENSE was found but not recognized",),
    )


def test_an_unknown_text_beside_a_known_one(mit: str) -> None:
    assert told(of(text(mit), text(UNKNOWN, "COPYING"))) == (
        "MIT",
        Grade.TEXT,
        ("COPYING was found but not recognized",),
    )


def test_a_file_that_only_points_to_a_license(notice: str) -> None:
    one = of(text(notice))
    assert told(one) == ("Apache-2.0", Grade.METADATA, ("LICENSE was found but is not the known text of Apache-2.0",))
    tagged = of(text("SPDX-License-Identifier: mit OR apache-2.0\n", "COPYING"))
    assert told(tagged)[:2] == ("Apache-2.0 OR MIT", Grade.METADATA)
    assert [found.license for found in tagged.detected] == ["Apache-2.0 OR MIT"]


def test_claims_that_agree() -> None:
    one = of(claim("apache-2.0"), claim("Apache-2.0", "setup.cfg"))
    assert told(one) == ("Apache-2.0", Grade.METADATA, ())
    assert one.declared == ("Apache-2.0",)


def test_claims_that_disagree_all_hold() -> None:
    one = of(claim("MIT", line=3), claim("Apache-2.0", "pyproject.toml", 9))
    assert told(one) == (
        "Apache-2.0 AND MIT",
        Grade.METADATA,
        ("README.md:3 says MIT, but pyproject.toml:9 says Apache-2.0",),
    )
    assert one.declared == ("MIT", "Apache-2.0")


def test_metadata_and_licet_toml_that_disagree_both_hold() -> None:
    assert told(of(claim("MIT", line=3), stated("Apache-2.0"))) == (
        "Apache-2.0 AND MIT",
        Grade.METADATA,
        ("README.md:3 says MIT, but licet.toml:7 says Apache-2.0",),
    )


def test_what_licet_toml_states_alone() -> None:
    assert told(of(stated("Apache-2.0"))) == ("Apache-2.0", Grade.STATED, ())


def test_a_catalog_gives_way_to_a_claim_at_first_hand() -> None:
    catalog = claim("mit", "catalog", 0, Grade.CATALOG)
    assert told(of(catalog)) == ("MIT", Grade.CATALOG, ())
    assert told(of(catalog, claim("mit"))) == ("MIT", Grade.METADATA, ())
    concluded, grade, differs = told(of(claim("apache-2.0"), catalog))
    assert (concluded, grade) == ("Apache-2.0", Grade.METADATA)
    assert differs == ("README.md:1 says Apache-2.0, but catalog says MIT",)


def test_a_vaguer_classifier_is_no_disagreement(bsd3: str) -> None:
    vague = claim("License :: OSI Approved :: BSD License", "METADATA", 20)
    assert told(of(claim("BSD-3-Clause", "METADATA", 5), vague)) == ("BSD-3-Clause", Grade.METADATA, ())
    assert told(of(vague, text(bsd3))) == ("BSD-3-Clause", Grade.TEXT, ())


def test_a_classifier_of_another_family_is_a_disagreement(mit: str) -> None:
    vague = claim("License :: OSI Approved :: BSD License", "METADATA", 20)
    assert told(of(vague, text(mit)))[2] == ("LICENSE is MIT, but METADATA:20 says BSD License",)
    assert told(of(claim("MIT"), vague))[2] == ("README.md:1 says MIT, but METADATA:20 says BSD License",)


def test_a_family_alone_is_kept_as_it_stands() -> None:
    assert told(of(claim("bsd"))) == ("bsd", Grade.METADATA, ())


def test_later_versions_are_what_a_claim_adds_to_a_text() -> None:
    # the sample ends with scraps of markup behind the appendix
    sample = shared("samples", "license-detection", "files", "1125-gpl-3.0.txt").read_text(encoding="utf-8")
    gpl = sample.partition("END OF TERMS AND CONDITIONS")[0]
    assert told(of(text(gpl)))[:2] == ("GPL-3.0-only", Grade.TEXT)
    assert told(of(claim("GPL-3.0-or-later"), text(gpl))) == ("GPL-3.0-or-later", Grade.TEXT, ())


@pytest.fixture
def gpl() -> str:
    # the sample ends with scraps of markup behind the appendix
    sample = shared("samples", "license-detection", "files", "1125-gpl-3.0.txt").read_text(encoding="utf-8")
    return sample.partition("END OF TERMS AND CONDITIONS")[0]


def test_a_claim_that_leaves_later_versions_open_gives_way_to_one_that_speaks_of_them(gpl: str) -> None:
    bare, later = claim("gpl-3.0"), claim("GPL-3.0-or-later", "pyproject.toml", 4)
    assert told(of(bare, later, text(gpl))) == ("GPL-3.0-or-later", Grade.TEXT, ())
    assert told(of(bare, later)) == ("GPL-3.0-or-later", Grade.METADATA, ())
    assert told(of(bare, text(gpl))) == ("GPL-3.0-only", Grade.TEXT, ())


def test_only_here_and_later_there_is_a_difference_and_grants_no_later_version(gpl: str) -> None:
    only, later = claim("GPL-3.0-only"), claim("GPL-3.0-or-later", "pyproject.toml", 4)
    assert told(of(only, later, text(gpl))) == (
        "GPL-3.0-only",
        Grade.TEXT,
        ("README.md:1 says GPL-3.0-only, but pyproject.toml:4 says GPL-3.0-or-later",),
    )


def test_the_same_answer_twice(mit: str, apache: str) -> None:
    parts = (claim("MIT"), claim("bsd"), text(f"{mit}\n{apache}"))
    assert of(*parts) == of(*parts)


def detected(license_id: str, document: str = "license") -> Detection:
    return Detection(license=license_id, document=document, match="exact", score=1.0, evidence=Evidence(path="LICENSE"))


def test_an_exception_belongs_to_its_license() -> None:
    both = _in_texts([detected("GPL-3.0-only"), detected("MIT"), detected("GCC-exception-3.1", "exception")])
    assert str(both) == "GPL-3.0-only WITH GCC-exception-3.1 AND MIT"
    assert str(_in_texts([detected("MIT"), detected("GCC-exception-3.1", "exception")])) == "MIT"
    assert _in_texts([detected("GCC-exception-3.1", "exception")]) is None


def test_a_text_that_another_license_builds_upon_is_not_one_more() -> None:
    assert str(_in_texts([detected("GPL-3.0-only"), detected("LGPL-3.0-only")])) == "LGPL-3.0-only"


def test_a_policy_is_no_license() -> None:
    assert str(_in_texts([detected("MIT"), detected("LicenseRef-Other", "policy")])) == "MIT"
    assert _in_texts([detected("LicenseRef-Other", "policy")]) is None


def test_a_text_that_manifests_call_by_another_id(python: str) -> None:
    assert told(of(claim("PSF-2.0"), text(python))) == ("Python-2.0.1", Grade.TEXT, ())
    assert told(of(claim("MIT"), text(python)))[2] == ("LICENSE is Python-2.0.1, but README.md:1 says MIT",)


# -- changed texts ----------------------------------------------------------------------------------------------------


def changed(*parts: Claim | LicenseText) -> list[str]:
    return [found.evidence.path for found in of(*parts).changed]


def test_changed_texts_that_the_conclusion_rests_on(mit: str, bsd3: str) -> None:
    limit = "The Software may not be used by banks."
    assert changed(text(mit)) == []
    assert changed(text(f"{mit}\n{limit}")) == ["LICENSE"]
    assert changed(text(mit), text(f"{bsd3}\n{limit}", "NOTICE", role="notice")) == []
    assert changed(text(mit), text(f"{bsd3}\n{limit}", "COPYING")) == ["COPYING"]


def test_where_no_text_governs_the_words_of_a_header_count(mit: str) -> None:
    own = "# " + mit.strip().replace("without restriction", "with no fee", 1).replace("\n", "\n# ")
    single = text(own, "a.py", role="header", covers="code")
    assert changed(single) == ["a.py"]
    assert changed(text(mit), single) == []

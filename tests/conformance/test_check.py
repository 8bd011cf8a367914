"""Faults put into sound documents one at a time, and the samples of the formats' own makers."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from licet.conformance import check_bom
from licet.conformance.check import MOST_BYTES
from licet.errors import TargetError
from licet.report import REPORTERS, Options
from licet.report.view import result_of
from tests.report import factory
from tests.report.generated import analyses
from tests.shared import shared

Document = dict[str, Any]
Change = Callable[[Document], None]
FORMS = ("spdx3", "spdx2", "cyclonedx", "cyclonedx-1.6")


def document(form: str) -> Document:
    return cast("Document", json.loads(REPORTERS[form](result_of(factory.blocked(packages=2)), Options())))


def checked(folder: Path, value: object, *profiles: str) -> list[tuple[str, str, str]]:
    path = folder / "bom.json"
    path.write_text(json.dumps(value), "utf-8")
    return [(each.level, each.place, each.reason) for each in check_bom(path, profiles).faults]


def reasons(found: list[tuple[str, str, str]], level: str = "fault") -> list[str]:
    return [reason for grade, _, reason in found if grade == level]


def of_type(value: Document, kind: str) -> Document:
    return next(each for each in value["@graph"] if each["type"] == kind)


def related(value: Document, kind: str) -> Document:
    return next(each for each in value["@graph"] if each.get("relationshipType") == kind)


@pytest.mark.parametrize("form", FORMS)
def test_what_licet_writes_has_no_faults(tmp_path: Path, form: str) -> None:
    assert reasons(checked(tmp_path, document(form))) == []
    for analysis in analyses(20, seed=3):
        assert reasons(checked(tmp_path, json.loads(REPORTERS[form](result_of(analysis), Options())))) == []


def spdx3_dangling(value: Document) -> None:
    related(value, "dependsOn")["to"] = ["https://x.example/nothing"]


def spdx3_expression(value: Document) -> None:
    of_type(value, "simplelicensing_LicenseExpression")["simplelicensing_licenseExpression"] = "Apache 2 AND AND"


def spdx3_twice(value: Document) -> None:
    value["@graph"].append({**related(value, "hasConcludedLicense"), "spdxId": "https://x.example/again"})


def spdx3_same_id(value: Document) -> None:
    value["@graph"].append(of_type(value, "software_Package"))


def spdx3_no_license(value: Document) -> None:
    related(value, "hasDeclaredLicense")["to"] = [of_type(value, "software_Package")["spdxId"]]


def spdx3_textless(value: Document) -> None:
    of_type(value, "expandedlicensing_CustomLicense")["simplelicensing_licenseText"] = " "


def spdx3_purl(value: Document) -> None:
    of_type(value, "ai_AIPackage")["software_packageUrl"] = "pkg:"


def spdx3_rootless(value: Document) -> None:
    of_type(value, "SpdxDocument")["rootElement"] = []


def spdx3_two_documents(value: Document) -> None:
    value["@graph"].append({**of_type(value, "SpdxDocument"), "spdxId": "https://x.example/second"})


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (spdx3_dangling, "to: 'https://x.example/nothing' is no element of the document"),
        (spdx3_expression, "the license expression 'Apache 2 AND AND': 'Apache' is no id of the SPDX license list"),
        (spdx3_twice, "has two relationships hasConcludedLicense"),
        (spdx3_same_id, "two elements have this id"),
        (spdx3_no_license, "which is no license but a software_Package"),
        (spdx3_textless, "a license has an empty text"),
        (spdx3_purl, "'pkg:' is no package URL"),
        (spdx3_rootless, "nothing says what the document describes"),
        (spdx3_two_documents, "there are 2 elements SpdxDocument, not one"),
    ],
)
def test_one_fault_in_spdx_3(tmp_path: Path, change: Change, reason: str) -> None:
    value = document("spdx3")
    change(value)
    found = reasons(checked(tmp_path, value))
    assert any(reason in each for each in found), found


def test_profiles_are_counted_where_they_are_declared_or_asked_for(tmp_path: Path) -> None:
    value = document("spdx3")
    assert reasons(checked(tmp_path, value)) == []
    asked = reasons(checked(tmp_path, value, "ai"))
    assert "profile ai: releaseTime is missing" in asked
    of_type(value, "SpdxDocument")["profileConformance"].append("ai")
    assert reasons(checked(tmp_path, value)) == asked
    value["@graph"].remove(related(value, "hasConcludedLicense"))
    assert "profile licensing: 0 relationships hasConcludedLicense, not one" in reasons(
        checked(tmp_path, value, "licensing")
    )
    lite = reasons(checked(tmp_path, value, "lite"))
    assert "profile lite: suppliedBy is missing" in lite


def spdx2_dangling(value: Document) -> None:
    value["relationships"][1]["relatedSpdxElement"] = "SPDXRef-nothing"


def spdx2_expression(value: Document) -> None:
    value["packages"][0]["licenseConcluded"] = "MIT AND"


def spdx2_textless(value: Document) -> None:
    value["hasExtractedLicensingInfos"] = []


def spdx2_same_id(value: Document) -> None:
    value["packages"][1]["SPDXID"] = value["packages"][0]["SPDXID"]


def spdx2_describes(value: Document) -> None:
    value["documentDescribes"], value["relationships"] = [], value["relationships"][1:]


def spdx2_outside(value: Document) -> None:
    value["packages"][0]["licenseDeclared"] = "DocumentRef-far:LicenseRef-x"


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        (spdx2_dangling, "/relationships/1/relatedSpdxElement", "'SPDXRef-nothing' is no element of the document"),
        (spdx2_expression, "/packages/0/licenseConcluded", "'MIT AND': a license is missing at its end"),
        (spdx2_textless, "/packages/", "has no text in hasExtractedLicensingInfos"),
        (spdx2_same_id, "/packages/1/SPDXID", "is used twice"),
        (spdx2_describes, "/relationships", "nothing says what the document describes"),
        (spdx2_outside, "/packages/0/licenseDeclared", "is in no document that is named"),
    ],
)
def test_one_fault_in_spdx_2(tmp_path: Path, change: Change, place: str, reason: str) -> None:
    value = document("spdx2")
    change(value)
    found = checked(tmp_path, value)
    assert any(level == "fault" and at.startswith(place) and reason in each for level, at, each in found), found


def cdx_dangling(value: Document) -> None:
    value["dependencies"][0]["dependsOn"].append("nothing")


def cdx_dataset(value: Document) -> None:
    model = next(
        each for each in value["components"] if "datasets" in each.get("modelCard", {}).get("modelParameters", {})
    )
    model["modelCard"]["modelParameters"]["datasets"] = [{"ref": "nothing"}]


def cdx_expression(value: Document) -> None:
    value["components"][0]["licenses"] = [{"expression": "MIT OR"}]


def cdx_same_ref(value: Document) -> None:
    value["components"][1]["bom-ref"] = value["components"][0]["bom-ref"]


def cdx_card(value: Document) -> None:
    value["components"][0] = {"type": "library", "name": "x", "modelCard": {}}


def cdx_id(value: Document) -> None:
    value["components"][0]["licenses"] = [{"license": {"id": "llama3.1"}}]


@pytest.mark.parametrize("form", ["cyclonedx", "cyclonedx-1.6"])
@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        (cdx_dangling, "/dependencies/0/dependsOn", "'nothing' is the ref of nothing"),
        (cdx_dataset, "/components/", "'nothing' is the ref of nothing"),
        (cdx_expression, "/components/0/licenses/0", "'MIT OR': a license is missing at its end"),
        (cdx_same_ref, "/components/1/bom-ref", "is the ref of /components/0 too"),
        (cdx_card, "/components/0/modelCard", "a component of type 'library' has no model card"),
        (cdx_id, "/components/0/licenses/0/license/id", "'llama3.1' is no id"),
    ],
)
def test_one_fault_in_cyclonedx(tmp_path: Path, form: str, change: Change, place: str, reason: str) -> None:
    value = document(form)
    change(value)
    found = checked(tmp_path, value)
    assert any(level == "fault" and at.startswith(place) and reason in each for level, at, each in found), found


def test_a_mix_of_expressions_is_a_fault_before_1_7(tmp_path: Path) -> None:
    mixed = [{"expression": "MIT OR ISC"}, {"license": {"id": "MIT"}}]
    for version, faults in (("1.4", 1), ("1.6", 1), ("1.7", 0)):
        value = {
            "bomFormat": "CycloneDX",
            "specVersion": version,
            "components": [{"type": "library", "name": "x", "licenses": mixed}],
        }
        assert len(reasons(checked(tmp_path, value))) == faults


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"{}", "is no bill of materials"),
        (b"[]", "is no bill of materials"),
        (b'{"bomFormat": "CycloneDX", "specVersion": "1.2"}', "is no bill of materials"),
        (b'{"spdxVersion": "SPDX-2.1"}', "is no bill of materials"),
        (b'{"@context": 3}', "is no bill of materials"),
    ],
)
def test_what_is_none_is_refused_in_one_line(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(TargetError, match=reason) as caught:
        check_bom(path)
    assert "\n" not in str(caught.value)


def test_a_huge_or_absent_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    with pytest.raises(TargetError, match="larger than"):
        check_bom(path)
    with pytest.raises(TargetError, match="cannot read"):
        check_bom(tmp_path / "none.json")


@pytest.mark.parametrize(
    "value",
    [
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": 3, "dependencies": [3, {"dependsOn": {}}]},
        {"spdxVersion": "SPDX-2.3", "packages": [None, {"licenseDeclared": 3}], "relationships": "x"},
        {"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [1, {"type": 3, "to": [{}]}]},
    ],
)
def test_odd_types_raise_nothing(tmp_path: Path, value: object) -> None:
    assert isinstance(checked(tmp_path, value), list)


def test_the_makers_of_spdx_do_not_keep_their_own_profiles() -> None:
    """What the official samples lack was read in them by hand."""
    samples = shared("official", "spdx-examples")
    found = check_bom(samples / "ai" / "example02" / "spdx3.0" / "sbom.spdx3.json").faults
    lacking = {each.reason for each in found if each.level == "fault"}
    assert {"profile ai: suppliedBy is missing", "profile ai: releaseTime is missing"} <= lacking
    other = check_bom(samples / "ai" / "example01" / "spdx3.0" / "simplehtr-example.json").faults
    assert "profile dataset: releaseTime is missing" in {each.reason for each in other}
    clean = check_bom(samples / "dataset" / "example01" / "spdx3.0" / "example01.spdx3.json")
    assert not clean.fails


def test_fixtures_of_cyclonedx() -> None:
    """Of those the makers call valid only such fail as speak of parts they do not hold, or use a ref twice."""
    fixtures = shared("official", "cyclonedx-spec")
    failing = {path.name for path in fixtures.glob("1.*/valid-*.json") if check_bom(path).fails}
    fragments = ("attestation", "citations", "evidence", "formulation")
    assert failing
    assert {name for name in failing if not name.startswith(tuple(f"valid-{each}-" for each in fragments))} == set()
    wrong_ids = [path for path in fixtures.glob("1.*/invalid-license-id-*.json") if not check_bom(path).fails]
    assert wrong_ids == []

"""What holds for formats that other programs read: valid by the makers' schemas, inert whatever the names are."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import cast
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest

from licet.evidence import pack_of
from licet.model.use import Waiver
from licet.notice import bundle_of
from licet.pipeline import analyze
from licet.report import ALL, FORMATS, REPORTERS, Options
from licet.report.baseline import against
from licet.report.result import Result
from licet.report.saved import load_result
from licet.report.tables import inert, sheets_of
from licet.report.view import result_of
from tests.report import factory
from tests.report.generated import DAY, NAMES, analyses, large
from tests.shared import shared

Json = dict[str, object]
HOSTILE = (
    *NAMES,
    '=HYPERLINK("http://x")',
    "@SUM(1)",
    "+1",
    "-1",
    "a|b\n| c |",
    "<!-- x -->",
    "${{ secrets.X }}",
    "]]>",
)
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
JSON_FORMATS = ("spdx3", "spdx2", "cyclonedx", "cyclonedx-1.6", "sarif", "codequality")


def written(form: str, result: Result) -> str:
    return REPORTERS[form](result, Options())


def tables(value: object) -> Iterator[Json]:
    if isinstance(value, dict):
        yield cast("Json", value)
        for each in value.values():
            yield from tables(each)
    elif isinstance(value, list):
        for each in value:
            yield from tables(each)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield str(key)
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


@cache
def validator(form: str) -> jsonschema_rs.Validator:
    if form == "spdx3":
        return jsonschema_rs.validator_for(
            json.loads(shared("official", "spdx-3.0.1-schemas", "spdx-json-schema.json").read_text())
        )
    if form == "sarif":
        return jsonschema_rs.Draft4Validator(json.loads(shared("official", "sarif-schema-2.1.0.json").read_text()))
    folder = shared("official", "cyclonedx-spec", "schema")
    known = [
        (f"http://cyclonedx.org/schema/{path.name}", json.loads(path.read_text())) for path in folder.glob("*.json")
    ]
    registry = jsonschema_rs.Registry(known)
    version = "1.6" if form == "cyclonedx-1.6" else "1.7"
    schema = json.loads((folder / f"bom-{version}.schema.json").read_text())
    return jsonschema_rs.Draft7Validator(schema, registry=registry)


@pytest.mark.parametrize("form", ["spdx3", "cyclonedx", "cyclonedx-1.6", "sarif"])
def test_the_makers_own_schema_is_kept(form: str) -> None:
    check = validator(form)
    for analysis in (*analyses(45, seed=11), factory.blocked(packages=3), factory.clean(), factory.crowded()):
        document = json.loads(written(form, result_of(analysis)))
        assert [f"{list(each.instance_path)}: {each.message}" for each in check.iter_errors(document)] == []


@pytest.mark.parametrize("form", ["spdx3", "cyclonedx", "sarif"])
def test_the_schema_is_one_that_can_refuse(form: str) -> None:
    document = json.loads(written(form, result_of(factory.clean())))
    broken = {"spdx3": "@graph", "cyclonedx": "components", "sarif": "runs"}[form]
    assert not validator(form).is_valid({**document, broken: 3})


@pytest.mark.parametrize("form", JSON_FORMATS)
@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_names_are_only_ever_text_in_json(form: str, name: str) -> None:
    document = json.loads(written(form, result_of(factory.named(name))))
    assert [each for each in texts(document) if not each.replace("\n", "").isprintable()] == []


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_names_make_no_addresses_in_json_ld(name: str) -> None:
    document = json.loads(written("spdx3", result_of(factory.named(name))))
    [base] = {str(each["spdxId"]).partition("#")[0] for each in document["@graph"] if "spdxId" in each}
    assert re.fullmatch(r"https://spdx\.org/spdxdocs/[A-Za-z0-9.-]+", base)
    assert {key for each in tables(document) for key in each if key.startswith("@")} <= {"@context", "@graph", "@id"}
    for each in tables(document):
        for key in ("spdxId", "from", "to", "subject", "suppliedBy"):
            for end in texts(each.get(key)):
                assert re.fullmatch(re.escape(base) + r"#[A-Za-z0-9.-]+", end) or end in {
                    *("NoAssertionElement", "expandedlicensing_NoAssertionLicense", "expandedlicensing_NoneLicense")
                }


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_names_are_inert_in_markdown(name: str) -> None:
    lines = written("markdown", result_of(factory.named(name))).splitlines()
    assert re.fullmatch(r"<!-- licet:report:[A-Za-z0-9.-]* -->", lines[0])
    assert "--" not in lines[0][4:-3]
    body = CODE.sub("", "\n".join(lines[1:]))
    assert re.search(r"(?<!\\)<(?!/?(?:details|summary|sub)>|https?://)", body) is None
    assert re.search(r"(?<!\\)\]\(", body) is None
    rows = [line for line in lines if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_names_are_no_formulas(name: str) -> None:
    result = result_of(factory.named(name))
    rows = list(csv.reader(io.StringIO(written("csv", result))))
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row]
    cells += [cell for sheet in sheets_of(result) for row in sheet.rows for cell in row]
    assert [cell for cell in cells if cell[:1] in set("=+-@\t\r")] == []
    book = zipfile.ZipFile(io.BytesIO(cast("bytes", ALL["xlsx"](result, Options()))))
    sheets = [book.read(each).decode("utf-8") for each in book.namelist() if each.startswith("xl/worksheets/")]
    assert sheets
    assert [each for each in sheets if "<f>" in each or "<hyperlink" in each] == []


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=1+1", "'=1+1"), (" =1", "' =1"), ("-2", "'-2"), ("plain", "plain"), ("", ""), ("\t=1", "'=1"), ("a=1", "a=1")],
)
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(text: str, cell: str) -> None:
    assert inert(text) == cell


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_names_are_inert_in_xml_and_in_links_of_sarif(name: str) -> None:
    result = result_of(factory.named(name))
    root = ET.fromstring(written("junit", result))  # noqa: S314 - our own text, which has no entities
    assert {each.tag for each in root.iter()} <= {
        *("testsuites", "testsuite", "testcase", "failure", "skipped", "system-out")
    }
    [run] = json.loads(written("sarif", result))["runs"]
    assert [each["message"]["text"] for each in run["results"] if re.search(r"[\[\]{}]", each["message"]["text"])] == []


def test_a_secret_is_masked_in_every_format(tmp_path: Path) -> None:
    secret = "hf_" + "AbCdEfGhIj" * 4
    (tmp_path / "app.py").write_text(
        "from transformers import AutoModel\n"
        f'AutoModel.from_pretrained("acme/tiny", token="{secret}")\n'
        f'AutoModel.from_pretrained("https://user:{secret}@x.example/acme/other")\n',
        "utf-8",
    )
    (tmp_path / "requirements.txt").write_text(f"tool @ git+https://{secret}@github.com/acme/tool\n", "utf-8")
    analysis = analyze(tmp_path, now=DAY)
    result = result_of(analysis)
    assert len(result["components"]) > 1
    for form in FORMATS:
        told = unpacked(ALL[form](result, Options()))
        assert "tool" in told, form  # its words can be read, so the secret could be
        assert secret not in told, form
    files = (*bundle_of(analysis).files, *pack_of(analysis))
    assert [file.path for file in files if secret in file.text] == []


def unpacked(content: str | bytes) -> str:
    """The words of a file, whatever they are packed in."""
    if isinstance(content, str):
        return content
    if content.startswith(b"%PDF"):
        pypdf = pytest.importorskip("pypdf")
        return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_result_gives_the_same_bytes(form: str) -> None:
    result = result_of(next(analyses(1, seed=5)))
    assert ALL[form](result, Options()) == ALL[form](result, Options())
    assert ALL[form](result_of(large(60)), Options()) == ALL[form](result_of(large(60)), Options())


def test_sarif_points_to_the_line_where_the_part_is_named() -> None:
    [run] = json.loads(written("sarif", result_of(factory.blocked(packages=2))))["runs"]
    first = run["results"][0]
    assert first["ruleId"] == "noncommercial-only"
    assert first["level"] == "error"
    place = first["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("models/blend.yaml", 7)
    text = next(each for each in first["relatedLocations"] if "text of" in each["message"]["text"])
    assert text["physicalLocation"]["artifactLocation"]["uri"] == "models/ranker-nc/LICENSE"
    rule = run["tool"]["driver"]["rules"][first["ruleIndex"]]
    assert rule["id"] == first["ruleId"]
    assert "## What clears it" in rule["help"]["markdown"]
    [waived] = [each for each in run["results"] if "suppressions" in each]
    assert waived["ruleId"] == "missing-license"
    [why] = waived["suppressions"]
    assert (why["kind"], why["status"]) == ("external", "accepted")
    assert why["justification"].endswith("approved by legal department; until 2027-01-31")
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].startswith("unknown format")


def test_fingerprints_outlive_numbers_and_tell_issues_apart() -> None:
    result = result_of(factory.blocked(packages=2))
    before = [each["partialFingerprints"] for each in json.loads(written("sarif", result))["runs"][0]["results"]]
    moved = factory.blocked(packages=2)
    moved = replace(moved, findings=tuple(replace(each, id=f"{each.id}9") for each in reversed(moved.findings)))
    after = [
        each["partialFingerprints"] for each in json.loads(written("sarif", result_of(moved)))["runs"][0]["results"]
    ]
    assert sorted(map(str, before)) == sorted(map(str, after))
    marks = [each["fingerprint"] for each in json.loads(written("codequality", result))]
    assert len(set(marks)) == len(marks) == len(before) - 1  # what is waived is left out


def test_junit_fails_what_makes_the_gate_fail() -> None:
    root = ET.fromstring(written("junit", result_of(factory.blocked(packages=2))))  # noqa: S314 - our own text
    failed = [case.get("name", "") for case in root.iter("testcase") if case.find("failure") is not None]
    assert [name.split()[0] for name in failed] == ["verdict:", "F1", "F2", "F3"]
    [skipped] = [case.get("name", "") for case in root.iter("testcase") if case.find("skipped") is not None]
    assert skipped.startswith("F5")
    assert root.get("failures") == "4"
    clean = ET.fromstring(written("junit", result_of(factory.clean())))  # noqa: S314 - our own text
    assert (clean.get("tests"), clean.get("failures")) == ("1", "0")


def test_code_quality_has_what_gitlab_asks_for() -> None:
    for issue in json.loads(written("codequality", result_of(factory.blocked(packages=2)))):
        assert {*issue} == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith("/")


def test_what_a_baseline_holds_counts_in_no_gate() -> None:
    before = result_of(replace(factory.blocked(packages=2), findings=factory.FINDINGS[1:]))
    now = result_of(factory.blocked(packages=2))
    same = against(now, now)
    assert (same["gate"]["fails"], same["verdict"]) == (False, "blocked")
    assert same["gate"]["known"] == 4 + 4  # four findings that no waiver covers; two duties of the license, two notices
    new = against(now, before)
    assert new["gate"]["fails"]
    assert [each["id"] for each in new["findings"] if not each["known"] and not each["waived_by"]] == ["F1"]
    states = [each["baselineState"] for each in json.loads(written("sarif", new))["runs"][0]["results"]]
    assert states.count("new") == 1
    root = ET.fromstring(written("junit", same))  # noqa: S314 - our own text
    assert root.get("failures") == "0"
    assert "gate passes (8 known)" in written("terminal", same)
    assert "(known)" in written("markdown", same)


def test_a_worse_verdict_of_a_known_finding_is_new() -> None:
    milder = tuple(replace(each, verdict=factory.FINDINGS[1].verdict) for each in factory.FINDINGS)
    before = result_of(replace(factory.blocked(packages=0), findings=milder))
    found = against(result_of(factory.blocked(packages=0)), before)
    assert {each["id"]: each["known"] for each in found["findings"]}["F1"] is False
    assert {each["id"]: each["known"] for each in found["findings"]}["F2"] is True
    assert found["gate"]["fails"]


def test_what_was_waived_is_not_known_afterwards() -> None:
    waiver = Waiver(finding="share-alike", component="retrieval-engine", reason="accepted-risk")
    waived = tuple(replace(each, waived_by="accepted-risk", waiver=waiver) for each in factory.FINDINGS)
    found = against(result_of(factory.blocked()), result_of(replace(factory.blocked(), findings=waived)))
    assert [each["id"] for each in found["findings"] if each["known"]] == []


def test_a_saved_baseline_result_loads_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    now = result_of(factory.blocked(packages=2))
    path = tmp_path_factory.mktemp("saved") / "r.json"
    path.write_text(written("json", against(now, now)), "utf-8")
    assert load_result(path)["gate"] == {"fails": False, "fail_on": "needs-review", "baseline": True, "known": 8}


def test_the_comment_is_short_and_found_again() -> None:
    first = written("markdown", result_of(factory.blocked()))
    second = written("markdown", result_of(replace(factory.blocked(), findings=())))
    assert first.splitlines()[0] == second.splitlines()[0] == "<!-- licet:report:recommender-api -->"
    assert len(first.splitlines()) < 50
    assert len(first.encode()) < 65_536  # what a code host takes as one comment

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from licet.cli import main
from licet.evidence import pack_of, statuses
from licet.evidence.requirements import requirements
from licet.evidence.sheets import freedom, unfree
from licet.licenses import load
from licet.model.bom import Component
from licet.model.findings import Terms
from licet.model.terms import License
from licet.model.vocabulary import Grade, Kind
from licet.pipeline import assess, scan
from tests.shared import REPOSITORY

DAY = date(2026, 1, 1)
EXAMPLES = REPOSITORY / "examples"


def pack(example: str) -> dict[str, str]:
    return {file.path: file.text for file in pack_of(assess(scan(EXAMPLES / example), now=DAY))}


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return pack("recommender-api")


def test_each_requirement_has_one_record_and_names_a_file_that_is_there(files: dict[str, str]) -> None:
    records = [json.loads(text) for path, text in files.items() if path.startswith("records/")]
    assert len(records) == len(requirements())
    for record in records:
        assert record["status"] in {"evidenced", "partial", "gap", "out-of-scope"}
        if record["status"] in {"evidenced", "partial"}:
            assert record["sha256"] == sha256(files[record["artefact"]].encode()).hexdigest()
        else:
            assert record["artefact"] is None or record["artefact"] not in files or record["status"] == "out-of-scope"


def test_what_only_an_organization_can_supply_is_a_gap_that_is_listed(files: dict[str, str]) -> None:
    assert "never signed by a tool" in files["gaps.md"]
    for each in requirements():
        if each.status == "gap":
            assert f"{each.title}, {each.id}" in files["gaps.md"]


def test_open_questions_keep_a_record_from_being_whole(files: dict[str, str]) -> None:
    record = json.loads(files["records/iso-iec-5230/3.1.5.1.json"])
    assert record["status"] == "partial"
    assert record["open_questions"]
    assert all(f"`{each}`" in files["gaps.md"] for each in record["open_questions"])


def test_a_whole_result_gives_whole_records() -> None:
    whole = pack("rail-saas")
    record = json.loads(whole["records/iso-iec-5230/3.1.5.1.json"])
    assert (record["status"], record["open_questions"]) == ("evidenced", [])


def test_no_record_speaks_of_conformance_as_given(files: dict[str, str]) -> None:
    told = " ".join(text for path, text in files.items() if path.startswith("records/")).lower()
    assert "conforms" not in told
    assert "compliant" not in told
    assert "asserts no conformance" in files["gaps.md"]


def test_the_manifest_has_the_hash_of_each_artefact_and_of_each_input(files: dict[str, str]) -> None:
    told = json.loads(files["manifest.json"])
    for path, digest in told["artefacts"].items():
        assert sha256(files[path].encode()).hexdigest() == digest
    source = EXAMPLES / "recommender-api" / "licet.toml"
    assert told["inputs"]["licet.toml"] == sha256(source.read_bytes()).hexdigest()


def test_the_register_has_every_license_with_places(files: dict[str, str]) -> None:
    register = json.loads(files["obligations.json"])
    agpl = next(each for each in register["licenses"] if each["id"] == "AGPL-3.0-only")
    assert agpl["obligations"]["disclose-source"]["section"]
    assert agpl["parts"]
    assert all(each["quote"] for each in agpl["obligations"].values() if each["value"] == "yes")


def test_the_same_system_gives_the_same_bytes() -> None:
    assert pack("hr-classifier") == pack("hr-classifier")


@pytest.mark.parametrize(
    ("license_", "reason"),
    [
        ("Apache-2.0", ""),
        ("CC-BY-NC-4.0", "use commercially"),  # 2.a.1: for NonCommercial purposes only
        ("LicenseRef-scancode-llama-3.1-license-2024", "use commercially"),  # 2: above 700 million users
        ("LicenseRef-scancode-bigscience-open-rail-m", "is barred"),  # Attachment A
    ],
)
def test_the_freedoms_of_article_53_2_are_read_from_the_license(license_: str, reason: str) -> None:
    found = "; ".join(unfree(load(license_)))
    assert (reason in found) if reason else (found == "")


def test_a_data_set_has_a_record_whose_missing_elements_are_listed() -> None:
    files = pack("health-survey")
    index = json.loads(files["datasets/index.json"])
    assert index
    for each in index:
        assert each["record"] in files
        assert "provenance.date" in each["missing"]  # nothing in a project tells when data were gathered


def test_the_command_writes_and_checks_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, project = tmp_path / "pack", str(EXAMPLES / "hr-classifier")
    assert main(["evidence", str(out), project]) == 0
    told = capsys.readouterr().out
    assert "asserts no conformance" in told
    assert main(["evidence", str(out), project, "--check"]) == 0
    (out / "gaps.md").write_text("", "utf-8")
    assert main(["evidence", str(out), project, "--check"]) == 1


def test_records_are_counted_by_status() -> None:
    counted = statuses(pack_of(assess(scan(EXAMPLES / "recommender-api"), now=DAY)))
    assert sum(counted.values()) == len(requirements())
    assert counted["gap"] >= 6


def terms_of(license_: License, *, unread: tuple[str, ...] = ()) -> Terms:
    component = Component(id="m", kind=Kind.MODEL)
    return Terms(component=component, expression=license_.id, grade=Grade.TEXT, licenses=(license_,), unread=unread)


def test_a_license_that_was_not_read_in_full_is_neither_free_nor_unfree() -> None:
    mit = load("MIT")
    assert freedom(terms_of(mit)) is True
    assert freedom(terms_of(replace(mit, complete=False))) is None
    assert freedom(terms_of(mit, unread=("LicenseRef-Beside",))) is None
    assert freedom(terms_of(load("CC-BY-NC-4.0"))) is False
    assert freedom(None) is None


def test_a_bar_on_commercial_use_is_no_policy_on_use(files: dict[str, str]) -> None:
    sheet = files["gpai_sheet.md"]
    parts = {part.partition("\n")[0]: part for part in sheet.split("\n### ")[1:]}
    policy = "- Acceptable use policy (Annex XI 1(b)):"
    assert f"{policy} none in the licenses that were read" in parts["jinaai/jina-embeddings-v3"]
    assert f"{policy} Llama 3.1 Community License Agreement" in parts["meta-llama/Llama-3.1-8B"]
    release = (
        "- Release and distribution (Annex XI 1(c)): at <https://huggingface.co/meta-llama/Llama-3.1-8B> by meta-llama"
    )
    assert release in parts["meta-llama/Llama-3.1-8B"]


def test_each_minimum_element_is_told_where_it_stands_or_said_to_be_absent(files: dict[str, str]) -> None:
    rows = json.loads(files["minimum_elements.json"])
    ids = {each.get("spdxId") for each in json.loads(files["aibom.spdx3.json"])["@graph"]}
    assert {"MD", "SLP-02", "MDL-03", "MDL-12"} <= {each["element"] for each in rows}
    for each in rows:
        assert bool(each["told_at"]) is each["present"]
        assert not each["present"] or each["told_at"].removeprefix("aibom.spdx3.json: ") in ids
    absent = {(each["element"], each["of"]) for each in rows if not each["present"]}
    assert ("SLP-03", "part-product") in absent  # nobody states who makes the product


def test_what_is_stated_of_a_release_is_in_the_records_of_data_and_models() -> None:
    analysis = assess(scan(REPOSITORY / "tests" / "report" / "complete"), now=DAY)
    told = {file.path: file.text for file in pack_of(analysis)}
    [record] = [json.loads(text) for path, text in told.items() if path.endswith(".dps.json")]
    assert record["source"]["issuer"] == "Acme GmbH"
    assert record["source"]["location"] == "https://acme.example/data/tickets"
    assert record["provenance"]["date"] == "2026-10-02"
    assert "released on 2024-02-19 at <https://huggingface.co/google-bert/bert-base-uncased>" in told["gpai_sheet.md"]
    rows = json.loads(told["minimum_elements.json"])
    # the fields of use are not stated, hashes are not taken, and the parts of our own have no license of their own
    assert [(each["element"], each["of"]) for each in rows if not each["present"]] == [
        ("SLP-09", "part-product"),
        ("MDL-07, MDL-08", "part-encoder"),
        ("MDL-07, MDL-08", "part-sorter"),
        ("MDL-12", "part-sorter"),
        ("DP-05", "part-tickets"),
        ("DP-10", "part-tickets"),
    ]

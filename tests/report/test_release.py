"""Who gave a part out, and when: from licet.toml into every bill of materials, and the profiles that ask for it."""

import json
from pathlib import Path
from typing import Any, cast

import pytest

from licet.conformance import check_bom
from licet.pipeline import analyze
from licet.readers import cyclonedx, spdx2, spdx3
from licet.report import REPORTERS, Options
from licet.report.result import Result
from licet.report.view import result_of
from tests.readers.opening import opened
from tests.report.generated import DAY
from tests.shared import REPOSITORY

COMPLETE = Path(__file__).parent / "complete"
STATED = (COMPLETE / "licet.toml").read_text("utf-8")
READERS = {"spdx3": spdx3.read, "spdx2": spdx2.read, "cyclonedx": cyclonedx.read, "cyclonedx-1.6": cyclonedx.read}


def stated(folder: Path, without: str = "") -> Result:
    """The complete system, a line of its licet.toml taken out."""
    assert without in STATED
    (folder / "licet.toml").write_text(STATED.replace(without, "", 1), "utf-8")
    return result_of(analyze(folder, now=DAY))


def graph(result: Result) -> list[dict[str, Any]]:
    return cast("list[dict[str, Any]]", json.loads(REPORTERS["spdx3"](result, Options()))["@graph"])


def document(result: Result) -> dict[str, Any]:
    return next(each for each in graph(result) if each["type"] == "SpdxDocument")


def package(result: Result, name: str) -> dict[str, Any]:
    return next(each for each in graph(result) if each.get("name") == name and "software_primaryPurpose" in each)


def test_the_guide_shows_the_same_file() -> None:
    assert f"```toml\n{STATED}```" in (REPOSITORY / "docs" / "formats.md").read_text("utf-8")


def test_what_is_stated_in_full_declares_both_profiles(tmp_path: Path) -> None:
    result = stated(tmp_path)
    assert {"ai", "dataset"} <= set(document(result)["profileConformance"])
    assert "not declared" not in document(result)["comment"]
    path = tmp_path / "bom.spdx3.json"
    path.write_text(REPORTERS["spdx3"](result, Options()), "utf-8")
    assert [each.reason for each in check_bom(path, ("ai", "dataset")).faults if each.level == "fault"] == []


@pytest.mark.parametrize(
    ("without", "profile", "said"),
    [
        ("released = 2024-02-19\n", "ai", "encoder (releaseTime)"),
        ('location = "https://acme.example/models/sorter"\n', "ai", "sorter (software_downloadLocation)"),
        ("built = 2026-09-30\n", "dataset", "tickets (builtTime)"),
        ("released = 2026-10-02\n", "dataset", "tickets (releaseTime)"),
    ],
)
def test_one_fact_that_is_missing_is_named(tmp_path: Path, without: str, profile: str, said: str) -> None:
    result = stated(tmp_path, without)
    told = document(result)
    assert profile not in told["profileConformance"]
    assert f"The profile {profile} is not declared, as nothing states of {said}." in told["comment"]
    path = tmp_path / "bom.spdx3.json"
    path.write_text(REPORTERS["spdx3"](result, Options()), "utf-8")
    key = said.partition("(")[2].rstrip(")")
    found = check_bom(path).faults
    assert f"{key} would be needed to declare the profile {profile}" in [each.reason for each in found]
    assert {each.level for each in found} == {"advice"}


def test_own_parts_have_the_supplier_of_the_product(tmp_path: Path) -> None:
    result = stated(tmp_path)
    agents = {each["spdxId"]: each["name"] for each in graph(result) if each["type"] == "Organization"}
    suppliers = {name: agents[package(result, name)["suppliedBy"]] for name in ("ticket-sorter", "sorter", "encoder")}
    assert suppliers == {
        "ticket-sorter": "Acme GmbH",
        "sorter": "Acme GmbH",
        "encoder": "google-bert (Hugging Face Hub)",
    }
    assert [agents[each] for each in package(result, "tickets")["originatedBy"]] == ["Acme GmbH"]
    nobody = stated(tmp_path, 'supplier = "Acme GmbH"\n')
    assert "suppliedBy" not in package(nobody, "sorter")


@pytest.mark.parametrize("form", READERS)
def test_all_of_it_comes_back(tmp_path: Path, form: str) -> None:
    result = stated(tmp_path, "own = true\n")
    found = READERS[form](opened("bom.json", REPORTERS[form](result, Options())))
    known = {each.name: each for each in found.components}
    tickets = known["tickets"].release
    assert (tickets.released, tickets.built) == ("2026-10-02", "2026-09-30")
    assert (tickets.supplier, tickets.location) == ("Acme GmbH", "https://acme.example/data/tickets")
    assert known["tickets"].version == "2026-10"
    # CycloneDX names an ancestor once more in the pedigree, where its license alone is told
    suppliers = {each.release.supplier for each in found.components if each.name == "encoder"}
    assert suppliers - {""} == {"google-bert (Hugging Face Hub)"}


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("address", ["s3://acme/tickets", "git+https://acme.example/tickets.git"])
def test_an_address_of_any_kind_comes_back(tmp_path: Path, form: str, address: str) -> None:
    text = STATED.replace("https://acme.example/data/tickets", address)
    (tmp_path / "licet.toml").write_text(text, "utf-8")
    result = result_of(analyze(tmp_path, now=DAY))
    found = READERS[form](opened("bom.json", REPORTERS[form](result, Options())))
    assert address in {each.release.location for each in found.components}


@pytest.mark.parametrize("form", READERS)
def test_what_a_document_says_is_one_line_without_secrets(tmp_path: Path, form: str) -> None:
    text = REPORTERS[form](stated(tmp_path), Options())
    text = text.replace("2026-10-02", "2026-99-02").replace(
        "https://acme.example/data/tickets", "https://u:pw@x.example/t"
    )
    text = text.replace("Acme GmbH", "Acme\\n\\u001b[31m")
    found = READERS[form](opened("bom.json", text))
    tickets = next(each for each in found.components if each.name == "tickets").release
    assert tickets.released == ""
    assert "pw" not in tickets.location
    assert tickets.supplier.isprintable()

"""`licet scan`: the parts, without a verdict."""

import json
from pathlib import Path

import pytest

from licet.cli import main


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "requirements.txt").write_text("numpy==2.1.0\nrequests>=2\n", "utf-8")
    (tmp_path / "broken.json").write_text("{", "utf-8")
    (tmp_path / "package.json").write_text("{", "utf-8")
    return tmp_path


def test_parts_are_listed_with_where_they_were_seen(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", str(project)]) == 0
    text = capsys.readouterr().out
    assert "numpy 2.1.0" in text
    assert "requirements.txt:1" in text
    assert "no license stated (not looked)" in text
    assert "no license found" not in text
    assert "NOT READ" in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_json_holds_the_bill_of_materials_and_no_verdict(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", str(project), "-f", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert "verdict" not in found
    assert {part["purl"] for part in found["components"]} == {"pkg:pypi/numpy@2.1.0", "pkg:pypi/requests"}
    assert [problem["path"] for problem in found["problems"]] == ["package.json"]
    assert {(link["from"], link["how"]) for link in found["links"]} == {("product", "links")}

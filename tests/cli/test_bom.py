"""`licet bom check` as a user runs it."""

import json
from pathlib import Path

import pytest

from licet.cli import main
from licet.report import REPORTERS, Options
from licet.report.view import result_of
from tests.report import factory


def bom(folder: Path, form: str = "cyclonedx") -> Path:
    path = folder / "bom.json"
    path.write_text(REPORTERS[form](result_of(factory.blocked(packages=1)), Options()), "utf-8")
    return path


def test_a_sound_document_is_one_line_and_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = bom(tmp_path)
    assert main(["bom", "check", "-q", str(path)]) == 0
    assert capsys.readouterr().out.startswith(f"{path}: CycloneDX 1.7, 8 parts: ")


def test_a_fault_is_a_line_with_its_place_and_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = bom(tmp_path)
    value = json.loads(path.read_text("utf-8"))
    value["components"][0]["licenses"] = [{"expression": "\x1b[31mMIT AND"}]
    path.write_text(json.dumps(value), "utf-8")
    assert main(["bom", "check", str(path)]) == 1
    shown = capsys.readouterr().out
    assert f"{path}: fault: /components/0/licenses/0: the license expression" in shown
    assert "\x1b" not in shown
    assert main(["bom", "check", "-f", "json", str(path)]) == 1
    [row] = json.loads(capsys.readouterr().out)
    assert row["faults"][0]["place"] == "/components/0/licenses/0"


def test_a_profile_can_be_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = bom(tmp_path, "spdx3")
    assert main(["bom", "check", str(path)]) == 0
    assert main(["bom", "check", "--profile", "ai", str(path)]) == 1
    assert "profile ai: releaseTime is missing" in capsys.readouterr().out


def test_what_cannot_be_read_is_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bom", "check", str(tmp_path / "none.json")]) == 2
    error = capsys.readouterr().err
    assert "cannot read" in error
    assert "CycloneDX 1.4 to 1.7" in error

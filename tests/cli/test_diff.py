import json
from pathlib import Path

import pytest

from licet.cli import main
from licet.errors import UsageError
from tests.shared import REPOSITORY

LINKED = str(REPOSITORY / "examples" / "agpl-crisis" / "linked")
SEPARATE = str(REPOSITORY / "examples" / "agpl-crisis" / "separate")


def test_what_got_better_exits_0_and_what_got_worse_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", LINKED, SEPARATE]) == 0
    out = capsys.readouterr().out
    assert "BLOCKED → " in out
    assert "BETTER" in out
    assert main(["diff", SEPARATE, LINKED]) == 1
    assert "WORSE" in capsys.readouterr().out


def test_a_saved_result_stands_for_its_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    saved = tmp_path / "before.json"
    main(["check", LINKED, "-o", str(saved)])
    capsys.readouterr()
    assert main(["diff", str(saved), LINKED, "-f", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["findings"] == {"gained": [], "lost": [], "changed": []}
    assert told["components"] == []


def test_two_texts_are_compared_as_licenses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = tmp_path / "LICENSE", tmp_path / "LICENSE.new"
    one.write_text("You may use this software for any purpose.\n", "utf-8")
    other.write_text("You may use this software for non-commercial purposes only.\n", "utf-8")
    assert main(["diff", str(one), str(other)]) == 0
    assert "non-commercial" in capsys.readouterr().out


def test_a_text_against_a_project_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "LICENSE"
    text.write_text("MIT", "utf-8")
    assert main(["diff", str(text), LINKED]) == UsageError.exit_code
    assert "compare like with like" in capsys.readouterr().err


def test_two_bills_of_materials_are_judged_and_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = tmp_path / "a.cdx.json", tmp_path / "b.cdx.json"
    main(["check", SEPARATE, "-o", str(one)])
    text = one.read_text("utf-8").replace("AGPL-3.0-only", "MIT")
    other.write_text(text, "utf-8")
    capsys.readouterr()
    assert main(["diff", str(one), str(other), "-f", "json"]) in {0, 1}
    told = json.loads(capsys.readouterr().out)
    changed = {each["component"]: (each["license_before"], each["license_after"]) for each in told["components"]}
    assert ("AGPL-3.0-only", "MIT") in changed.values()

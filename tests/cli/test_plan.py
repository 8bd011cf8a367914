import json
from pathlib import Path

import pytest

from licet.cli import main
from licet.model.analysis import Analysis
from licet.report import REPORTERS, Options
from licet.report.planned import render
from licet.report.view import result_of
from tests.report import factory
from tests.shared import REPOSITORY

RESULT = result_of(factory.blocked(packages=2))
LINKED = str(REPOSITORY / "examples" / "agpl-crisis" / "linked")


def test_a_saved_result_shows_its_plan_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "saved.json"
    path.write_text(REPORTERS["json"](RESULT, Options()), "utf-8")
    assert main(["plan", str(path)]) == 1
    out = capsys.readouterr().out
    assert out == render(RESULT, Options())
    plan = RESULT["plan"]
    assert plan is not None
    at = [out.index(f" {name} ") for name in plan["remedies"]]
    others = [each["id"] for each in RESULT["remedies"] if each["id"] not in plan["remedies"]]
    assert max(at) < min(out.index(f" {name} ") for name in others)


def test_json_holds_what_check_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", LINKED, "-f", "json"]) == 1
    whole = json.loads(capsys.readouterr().out)
    assert main(["plan", LINKED, "-f", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["plan"]["remedies"]
    assert told == {key: whole[key] for key in ("schema", "product", "verdict", "gate", "remedies", "plan")}


def test_quiet_is_the_verdict_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", LINKED, "--quiet"]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == ["  BLOCKED   gate fails"]


@pytest.mark.parametrize("analysis", [factory.clean(), factory.unstated()], ids=["clean", "unstated"])
def test_a_result_without_a_plan_says_why(analysis: Analysis) -> None:
    result = result_of(analysis)
    assert result["plan"] is None
    words = render(result, Options())
    assert ("is proven to clear the gate" in words) == result["gate"]["fails"]
    assert ("nothing to change" in words) != result["gate"]["fails"]

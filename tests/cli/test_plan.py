import json
from pathlib import Path
from typing import Any

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


def test_what_fails_is_shown_with_what_decides_it(capsys: pytest.CaptureFixture[str]) -> None:
    main(["plan", LINKED])
    out = capsys.readouterr().out
    assert out.index("FAILS") < out.index("product ─links→ libretranslate") < out.index("PLAN")
    assert "because inbox is to be released under LicenseRef-Proprietary" in out
    main(["plan", str(REPOSITORY / "examples" / "agpl-crisis" / "separate")])
    words = " ".join(capsys.readouterr().out.split())
    assert "decides: Do libretranslate and inbox form one work" in words
    assert "[one-work:translator] yes → blocked; no → allowed" in words


PARTS = """
[product]
name = "ledger"
license = "LicenseRef-Proprietary"

[use]
commercial = true
delivery = ["distributed-binary"]
organization = "company"
fields = []
personal_data = false

[[component]]
id = "forms"
license = "MIT"
facts = { modified = false }

[[component]]
id = "charts"
license = "MIT"
facts = { modified = false }

[[component]]
id = "parser"
license = "GPL-3.0-only"
facts = { modified = false }
"""
LINKS = """
[[link]]
from = "{}"
how = "links"
to = "{}"
facts = {{ how = "static" }}
"""


def written(folder: Path, *links: tuple[str, str], costs: str = "") -> str:
    file = folder / "licet.toml"
    file.write_text(PARTS + "".join(LINKS.format(*ends) for ends in links) + costs, "utf-8")
    return str(file)


def test_weights_decide_and_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    links = (("product", "forms"), ("product", "charts"), ("product", "parser"))
    main(["plan", written(tmp_path, *links), "-f", "json"])
    plain = json.loads(capsys.readouterr().out)
    costs = "\n[policy.costs]\nisolate-as-service = 9\nreplace-component = 9\n"
    main(["plan", written(tmp_path, *links, costs=costs), "-f", "json"])
    weighed = json.loads(capsys.readouterr().out)

    def steps(told: dict[str, Any]) -> list[tuple[str, int, int]]:
        known = {each["id"]: each for each in told["remedies"]}
        return [(known[n]["kind"], known[n]["cost"], known[n]["weight"]) for n in told["plan"]["remedies"]]

    assert steps(plain) == [("isolate-as-service", 3, 3)]
    assert steps(weighed) == [("change-use", 4, 4)]
    assert weighed["plan"]["cost"] == weighed["plan"]["bound"] == 4
    main(["plan", written(tmp_path, *links, costs=costs)])
    assert "cost 3 of 5, counts 27" in capsys.readouterr().out


def test_steps_that_help_together_alone_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    links = (("product", "forms"), ("product", "charts"), ("forms", "parser"), ("charts", "parser"))
    costs = "\n[policy.costs]\nacquire-license = 2\nchange-use = 2\nopen-source-product = 2\n"
    main(["plan", written(tmp_path, *links, costs=costs)])
    words = " ".join(capsys.readouterr().out.split())
    assert "cost 6" in words
    assert words.count("only together with R") == 2


def test_where_duties_alone_are_left_the_plan_meets_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", written(tmp_path, ("product", "forms")), "-f", "json"]) == 1  # two parts lead nowhere
    capsys.readouterr()
    file = tmp_path / "licet.toml"
    one = PARTS[: PARTS.index('[[component]]\nid = "charts"')]
    file.write_text(one + LINKS.format("product", "forms"), "utf-8")
    assert main(["plan", str(file), "-f", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    [step] = [each for each in told["remedies"] if each["id"] in told["plan"]["remedies"]]
    assert (step["kind"], step["target"]) == ("add-notice", "forms")
    assert "a text that is not at hand" in told["plan"]["unproven"]

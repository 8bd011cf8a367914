"""The planned systems whose answers were worked out by hand, and the relations that must always hold."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.shared import SHARED, shared

FOLDER = SHARED / "examples" / "scenarios"
NAMES = sorted(path.parent.name for path in FOLDER.glob("*/expected.json")) or ["absent"]
COMMAND = {**os.environ, "LICET": f"{sys.executable} -m licet"}


@cache
def scores() -> dict[str, Any]:
    script = shared("tools", "score_scenarios.py")
    done = subprocess.run(
        [sys.executable, str(script), "--json"], capture_output=True, text=True, check=False, env=COMMAND, timeout=300
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("name", NAMES)
def test_scenario_is_judged_as_a_careful_specialist_would(name: str) -> None:
    shared("examples", "scenarios")
    case = next(row for row in scores()["cases"] if row["id"] == name)
    assert case["verdict_ok"], (case["expected"], case["got"], case["error"])
    assert [entry["entry"] for entry in case["must_find"] if not entry["found"]] == []
    assert [entry["entry"] for entry in case["must_find"] if entry["section"] is False] == []
    assert [entry for entry in case["must_not_find"] if entry["hit"]] == []
    assert case["must_ask"] is None or (case["must_ask"]["ok"] and case["must_ask"]["subject_ok"])
    assert case["remedies"] is None or case["remedies"]["ok"], case["remedies"]


def test_nothing_is_wrongly_allowed_or_blocked() -> None:
    shared("examples", "scenarios")
    total = scores()["total"]
    assert (total["wrong_allowed"], total["wrong_blocked"], total["errors"]) == (0, 0, 0)


def test_relations_hold_whatever_the_right_answer_is() -> None:
    script: Path = shared("tools", "metamorphic.py")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False, env=COMMAND, timeout=600
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("0 relations broken\n")

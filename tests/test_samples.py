"""Every folder of real files ends with a result or a named problem, never with a traceback."""

import json
import subprocess
import sys

import pytest

from tests.shared import SHARED, shared

NAMES = sorted(path.name for path in (SHARED / "samples" / "inputs").glob("*/")) or ["absent"]


@pytest.mark.parametrize("name", NAMES)
def test_folder_of_samples_is_judged_or_named(name: str) -> None:
    folder = shared("samples", "inputs", name)
    command = [sys.executable, "-m", "licet", "check", str(folder), "-f", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert "Traceback" not in done.stderr
    if done.returncode == 3:
        assert "was found" in done.stderr
        return
    assert done.returncode in {0, 1}, done.stderr
    result = json.loads(done.stdout)
    assert result["components"] or result["problems"]
    assert (done.returncode == 1) is result["gate"]["fails"]
    hidden = [problem for problem in result["problems"] if problem["hides"]]
    assert not hidden or result["verdict"] in {"needs-review", "blocked"}

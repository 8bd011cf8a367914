"""The files that code hosts read: they name what exists, pin what they use, and their scripts run."""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from licet.cli import build_parser
from licet.report import format_of
from licet.version import VERSION
from tests.shared import REPOSITORY

Table = dict[str, Any]


def loaded(name: str) -> Table:
    return cast("Table", yaml.safe_load((REPOSITORY / name).read_text("utf-8")))


def step(name: str) -> Table:
    return next(each for each in loaded("action.yml")["runs"]["steps"] if each["name"] == name)


def test_the_action_uses_no_other_action_and_no_input_inside_a_script() -> None:
    action = loaded("action.yml")
    assert action["runs"]["using"] == "composite"
    for each in action["runs"]["steps"]:
        assert "uses" not in each
        assert "${{" not in each["run"]
        assert each["shell"] == "bash"
    assert "--require-hashes" in step("Install Licet")["run"]
    used = {name for each in action["runs"]["steps"] for name in re.findall(r"inputs\.([\w-]+)", json.dumps(each))}
    assert used == set(action["inputs"])


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A folder as a runner has it, with the command under test in the place where the first step puts it."""
    home = tmp_path / "licet" / "bin"
    home.mkdir(parents=True)
    for name, words in (("licet", "-m licet"), ("python", "")):
        script = home / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {words} "$@"\n', "utf-8")
        script.chmod(0o755)
    return tmp_path


def judged(runner: Path, project: Path, **inputs: str) -> dict[str, str]:
    """Run the step as the runner does; return what it tells the next ones."""
    names = dict.fromkeys(step("Judge")["env"], "") | {"LICET_SARIF": str(runner / "licet.sarif")}
    told = {"GITHUB_OUTPUT": str(runner / "output"), "GITHUB_STEP_SUMMARY": str(runner / "summary")}
    source = {"PYTHONPATH": str(REPOSITORY / "src"), "PATH": os.environ["PATH"], "RUNNER_TEMP": str(runner)}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step("Judge")["run"]],
        env={**source, **told, **names, "LICET_PATH": str(project), **inputs},
        cwd=runner,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = (runner / "output").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def test_the_action_tells_verdict_and_exit_code_and_writes_what_is_asked(runner: Path) -> None:
    project = REPOSITORY / "examples" / "recommender-api"
    told = judged(runner, project, LICET_OUTPUTS="bom.cdx.json\nwith space.csv\n")
    assert told == {"exit-code": "1", "verdict": "blocked"}
    assert (runner / "summary").read_text("utf-8").startswith("<!-- licet:report:recommender-api -->")
    assert json.loads((runner / "licet.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (runner / "bom.cdx.json").is_file()
    assert (runner / "with space.csv").is_file()


def test_the_action_passes_settings_on(runner: Path) -> None:
    (runner / "-odd").mkdir()
    (runner / "-odd" / "licet.toml").write_text(
        '[[component]]\nid = "lib"\nkind = "library"\nlicense = "MIT"\n', "utf-8"
    )
    assert judged(runner, Path("-odd"), LICET_FAIL_ON="blocked")["exit-code"] == "0"
    (runner / "output").unlink()
    baseline = runner / "licet.json"
    kept = runner / "kept.json"
    kept.write_bytes(baseline.read_bytes())
    assert judged(runner, Path("-odd"), LICET_BASELINE=str(kept))["exit-code"] == "0"


def test_a_target_that_cannot_be_read_has_no_verdict(runner: Path) -> None:
    assert judged(runner, runner / "none") == {"exit-code": "2"}


def test_hooks_call_commands_that_exist() -> None:
    hooks = cast("list[Table]", yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8")))
    assert [hook["id"] for hook in hooks] == ["licet-check", "licet-bom-check"]
    for hook in hooks:
        words = shlex.split(hook["entry"])[1:]
        files = [] if hook.get("pass_filenames") is False else ["bom.json"]
        assert build_parser(words[0]).parse_args([*words, *files]).command == words[0]
    pattern = re.compile(hooks[1]["files"])
    assert all(
        pattern.search(name) for name in ("bom.json", "a/x.cdx.json", "x.spdx.json", "x.spdx3.json", "aibom.json")
    )
    assert not pattern.search("package.json")


def test_the_gitlab_template_writes_what_it_reports() -> None:
    template = loaded("ci/licet.gitlab-ci.yml")
    job = template["licet"]
    assert template["variables"]["LICET_VERSION"] == VERSION
    assert "latest" not in template["variables"]["LICET_PYTHON_IMAGE"]
    [script] = job["script"]
    written = re.findall(r"-o (\S+)", script)
    reports = job["artifacts"]["reports"]
    assert {reports["codequality"], reports["junit"], *reports["cyclonedx"], *job["artifacts"]["paths"]} == set(written)
    assert (format_of(reports["codequality"]), format_of(reports["junit"])) == ("codequality", "junit")
    assert all(format_of(name) for name in written)


def test_the_container_runs_as_nobody_special_and_pins_what_it_installs() -> None:
    text = (REPOSITORY / "Containerfile").read_text("utf-8")
    assert re.search(r"^USER 65532:65532$", text, re.MULTILINE)
    assert text.index("USER 65532") < text.index("ENTRYPOINT")
    assert "--require-hashes" in text
    assert ":latest" not in text
    copied = re.findall(r"^COPY (?!--from)(.+) \./", text, re.MULTILINE)
    for name in (word for line in copied for word in line.split()):
        assert (REPOSITORY / name).exists()


def test_the_container_has_what_every_format_needs() -> None:
    text = (REPOSITORY / "Containerfile").read_text("utf-8")
    extras = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    found = re.search(r"\.whl\)\[([a-z,]+)\]", text)
    assert found is not None
    assert set(found[1].split(",")) == set(extras) - {"dev", "registry"}  # tables of millions are no matter of a gate

"""`licet check` as a user runs it: what is printed, what is written, what the exit code says."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from licet.cli import main

ALLOWED = """
[product]
name = "tool"
license = "MIT"

[use]
commercial = true
delivery = ["internal"]
fields = []

[[component]]
id = "lib"
kind = "library"
license = "MIT"

[[link]]
from = "product"
how = "links"
to = "lib"
"""
BLOCKED = ALLOWED.replace('license = "MIT"\n\n[[link]]', 'license = "CC-BY-NC-4.0"\n\n[[link]]')


def project(folder: Path, text: str) -> Path:
    (folder / "licet.toml").write_text(text, "utf-8")
    return folder


def test_gate_and_exit_code_agree_with_the_first_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(project(tmp_path, BLOCKED))]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[0] == "tool"
    assert lines[1].split()[0] == "BLOCKED"


def test_duties_alone_pass_the_default_gate_and_not_a_stricter_one(tmp_path: Path) -> None:
    folder = str(project(tmp_path, ALLOWED))
    assert main(["check", folder, "-q"]) == 0
    assert main(["check", folder, "-q", "--fail-on", "allowed-with-duties"]) == 1


def test_fail_on_blocked_lets_a_review_pass(tmp_path: Path) -> None:
    unread = ALLOWED.replace('license = "MIT"\n\n[[link]]', 'license = "LicenseRef-Proprietary"\n\n[[link]]')
    folder = str(project(tmp_path, unread))
    assert main(["check", folder, "-q"]) == 1
    assert main(["check", folder, "-q", "--fail-on", "blocked"]) == 0


def test_a_toml_file_is_a_target_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path, BLOCKED)
    assert main(["check", str(tmp_path / "licet.toml"), "-f", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["verdict"] == "blocked"


def test_files_are_written_beside_the_printed_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(project(tmp_path, BLOCKED))
    page, saved = tmp_path / "out.html", tmp_path / "out.json"
    assert main(["check", folder, "-o", str(page), "-o", str(saved)]) == 1
    assert "BLOCKED" in capsys.readouterr().out
    assert page.read_text("utf-8").lower().startswith("<!doctype html>")
    assert json.loads(saved.read_text("utf-8"))["gate"]["fails"] is True
    assert main(["report", str(saved), "-f", "terminal"]) == 1
    assert "BLOCKED" in capsys.readouterr().out


def test_same_input_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    folder = project(tmp_path, BLOCKED)
    command = [sys.executable, "-m", "licet", "check", str(folder), "-f", "json"]
    outputs = {
        subprocess.run(command, capture_output=True, check=False, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("0", "1", "2")
    }
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["verdict"] == "blocked"


def test_without_licet_toml_every_fact_of_use_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "app.py").write_text(
        'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("acme/thing")\n', "utf-8"
    )
    folder = tmp_path / "models" / "thing"
    folder.mkdir(parents=True)
    (folder / "README.md").write_text("---\nlicense: cc-by-nc-4.0\npipeline_tag: text-generation\n---\n", "utf-8")
    assert main(["check", str(tmp_path), "-f", "json"]) == 1
    result = json.loads(capsys.readouterr().out)
    assert result["verdict"] == "needs-review"
    asked = {question["id"]: question["verdict_if"] for question in result["questions"]}
    assert asked["commercial"]["yes"] == "blocked"
    assert {component["label"] for component in result["components"]} >= {"acme/thing"}


def test_wrong_use_is_exit_2_and_lists_what_may_be_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["check", str(tmp_path), "--fail-on", "sometimes"])
    assert done.value.code == 2
    [told] = [line for line in capsys.readouterr().err.splitlines() if "error:" in line]
    assert "sometimes" in told
    assert all(f"'{word}'" in told for word in ("blocked", "needs-review", "allowed-with-duties"))


def test_file_of_unknown_format_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(project(tmp_path, ALLOWED)), "-o", str(tmp_path / "out.xyz")]) == 2
    assert "says no format" in capsys.readouterr().err


def test_a_baseline_opens_the_gate_to_what_is_known_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path, BLOCKED)
    saved = tmp_path / "before.json"
    assert main(["check", str(folder), "-o", str(saved), "-q"]) == 1
    assert main(["check", str(folder), "--baseline", str(saved), "-q"]) == 0
    assert "gate passes" in capsys.readouterr().out.splitlines()[-1]
    more = BLOCKED + '[[component]]\nid = "nc"\nkind = "model"\nlicense = "CC-BY-NC-4.0"\n'
    project(tmp_path, more + '[[link]]\nfrom = "product"\nhow = "embeds"\nto = "nc"\n')
    assert main(["check", str(folder), "--baseline", str(saved), "-q"]) == 1
    assert main(["check", str(folder), "--baseline", str(tmp_path / "none.json")]) == 2


def test_an_organization_can_forbid_waivers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waived = BLOCKED + '[[waiver]]\nfinding = "noncommercial-only"\ncomponent = "lib"\nreason = "accepted-risk"\n'
    folder = project(tmp_path, waived)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "policy.toml").write_text('[policy]\nwaivers = "forbidden"\n', "utf-8")
    assert main(["check", str(folder), "-f", "json"]) in {0, 1}
    before = json.loads(capsys.readouterr().out)
    assert main(["check", str(folder), "-f", "json", "--policy", str(outside / "policy.toml")]) == 1
    after = json.loads(capsys.readouterr().out)
    assert (before["summary"]["waived"], after["summary"]["waived"]) == (1, 0)
    assert after["verdict"] == "blocked"


def test_a_wrong_verdict_is_told_with_the_choices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["check", str(tmp_path), "--fail-on", "nothing"])
    assert caught.value.code == 2
    assert "choose from 'blocked', 'needs-review', 'allowed-with-duties'" in capsys.readouterr().err

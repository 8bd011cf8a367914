"""The frame of the command line: help, errors, exit codes."""

import subprocess
import sys
from pathlib import Path

import pytest

import licet
from licet.cli import COMMANDS, main
from licet.version import VERSION


def run(*words: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "licet", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, timeout=60)


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in text] == []
    assert "no legal advice" in " ".join(text.split())


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main([name, "--help"])
    assert done.value.code == 0
    assert f"licet {name}" in capsys.readouterr().out


def test_no_command_prints_help_and_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "COMMAND" in capsys.readouterr().err


def test_the_overview_needs_no_parser() -> None:
    script = "import sys; from licet.cli import main; main(['--help']); print('argparse' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_unknown_command_is_wrong_use() -> None:
    with pytest.raises(SystemExit) as done:
        main(["chekc"])
    assert done.value.code == 2


def test_version_names_the_knowledge(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith(f"licet {VERSION} (knowledge ")


def test_missing_target_is_one_line_and_a_hint() -> None:
    done = run("check", "no-such-folder")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "licet: no-such-folder: no such folder",
        "       name a project folder, a licet.toml, a BOM or hf:org/name",
    ]


def test_empty_folder_has_nothing_to_judge(tmp_path: Path) -> None:
    done = run("check", str(tmp_path))
    assert done.returncode == 3
    assert "no model, dataset, package or service was found" in done.stderr
    assert "Traceback" not in done.stderr


def test_faults_of_licet_toml_are_all_told_and_nothing_is_judged(tmp_path: Path) -> None:
    (tmp_path / "licet.toml").write_text('[product]\nnam = "x"\n\n[use]\ncomercial = true\n', "utf-8")
    done = run("check", str(tmp_path))
    assert done.returncode == 2
    assert done.stdout == ""
    assert "licet.toml:2:" in done.stderr
    assert "licet.toml:5:" in done.stderr
    assert 'did you mean "commercial"' in done.stderr


def test_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("numpy==2.1.0\n", "utf-8")
    script = f"{sys.executable} -m licet check {tmp_path} -f json | head -c 1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stderr


def test_public_names_are_there() -> None:
    assert [name for name in licet.__all__ if getattr(licet, name) is None] == []
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = licet.analyse

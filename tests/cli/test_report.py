from pathlib import Path

import pytest

from licet.cli import main
from licet.report import REPORTERS, Options
from licet.report.view import result_of
from tests.report import factory

BLOCKED = result_of(factory.blocked(packages=2))
CLEAN = result_of(factory.clean())


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "saved.json"
    path.write_text(REPORTERS["json"](BLOCKED, Options()), "utf-8")
    return path


def test_a_saved_result_is_printed_and_the_exit_code_agrees(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(saved)]) == 1
    assert capsys.readouterr().out == REPORTERS["terminal"](BLOCKED, Options())
    clean = tmp_path / "clean.json"
    clean.write_text(REPORTERS["json"](CLEAN, Options()), "utf-8")
    assert main(["report", str(clean)]) == 0
    assert "ALLOWED" in capsys.readouterr().out


def test_formats_and_files(saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "report.html"
    assert main(["report", str(saved), "-o", str(page), "-o", str(tmp_path / "report.txt")]) == 1
    assert capsys.readouterr().out == ""
    assert page.read_text("utf-8") == REPORTERS["html"](BLOCKED, Options())
    assert main(["report", str(saved), "-f", "json"]) == 1
    assert capsys.readouterr().out == saved.read_text("utf-8")


def test_quiet_prints_the_verdict_line(saved: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["report", str(saved), "--quiet", "--no-color"])
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_what_is_no_result_is_one_line_a_hint_and_code_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{}")
    assert main(["report", str(bad)]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert len(written.err.splitlines()) == 2
    assert "licet check -o result.json" in written.err

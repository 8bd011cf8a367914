import os
from pathlib import Path

import pytest

from licet.errors import UsageError
from licet.report import REPORTERS, Options
from licet.report.output import deliver, screen_options
from licet.report.result import Result
from licet.report.view import result_of
from tests.report import factory

PLAIN = Options()


@pytest.fixture(scope="module")
def result() -> Result:
    return result_of(factory.blocked(packages=2))


def test_without_files_the_result_is_printed(result: Result, capsys: pytest.CaptureFixture[str]) -> None:
    deliver(result, options=PLAIN)
    assert capsys.readouterr().out == REPORTERS["terminal"](result, PLAIN)
    deliver(result, form="json", options=PLAIN)
    assert capsys.readouterr().out == REPORTERS["json"](result, PLAIN)


def test_each_file_gets_the_format_of_its_name(
    result: Result, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"json": tmp_path / "r.json", "html": tmp_path / "r.html", "terminal": tmp_path / "r.txt"}
    deliver(result, files=[str(path) for path in files.values()], options=PLAIN)
    for form, path in files.items():
        assert path.read_bytes().decode("utf-8") == REPORTERS[form](result, PLAIN)
    assert capsys.readouterr().out == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.html", "r.json", "r.txt"]


def test_what_is_printed_beside_files(result: Result, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "r.json")
    deliver(result, files=[file], options=PLAIN, always_print=True)
    assert capsys.readouterr().out == REPORTERS["terminal"](result, PLAIN)
    deliver(result, form="terminal", files=[file], options=PLAIN)
    assert capsys.readouterr().out == REPORTERS["terminal"](result, PLAIN)
    deliver(result, form="json", files=[file], options=PLAIN, always_print=True)
    assert capsys.readouterr().out == ""


def test_a_name_without_a_format_needs_one(result: Result, tmp_path: Path) -> None:
    path = tmp_path / "report"
    deliver(result, form="json", files=[str(path)], options=PLAIN)
    assert path.read_text("utf-8") == REPORTERS["json"](result, PLAIN)
    with pytest.raises(UsageError, match="says no format") as caught:
        deliver(result, files=[str(tmp_path / "other")], options=PLAIN)
    assert ".json" in caught.value.hint
    assert not (tmp_path / "other").exists()


def test_an_old_file_is_replaced_and_a_link_is_kept(result: Result, tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old" * 1_000_000)
    link.symlink_to(real)
    deliver(result, files=[str(link)], options=PLAIN)
    assert link.is_symlink()
    assert real.read_text("utf-8") == REPORTERS["json"](result, PLAIN)


def test_a_device_is_written_to_and_not_replaced(result: Result) -> None:
    deliver(result, form="json", files=[os.devnull], options=PLAIN)
    assert not Path(os.devnull).is_file()


def test_what_cannot_be_written_is_one_error_and_leaves_nothing(
    result: Result, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder.json").mkdir()
    for path in (tmp_path / "none" / "r.json", tmp_path / "folder.json"):
        with pytest.raises(UsageError, match="cannot write"):
            deliver(result, files=[str(path)], options=PLAIN, always_print=True)
    assert capsys.readouterr().out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["folder.json"]


def test_without_a_terminal_there_is_no_color_and_80_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert screen_options(quiet=True) == Options(width=80, color=False, ascii=False, quiet=True)

"""`licet license identify`, run as a user runs it: its forms, its keys, its exit codes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from licet.cli import main
from tests.identify.conftest import installed
from tests.identify.invented import PROSE

RECORD = {"path", "expression", "licenses", "left_over", "problems"}
LICENSE = {
    *("id", "scancode_key", "document", "kind", "score", "coverage", "modified"),
    *("edits", "spans"),
}
EDIT = {"start", "end", "line", "kind", "text", "missing"}
SPAN = {"start", "end", "line", "last_line"}


@pytest.fixture(scope="module")
def mit() -> str:
    return installed("rich", "LICENSE")


@pytest.fixture
def project(mit: str, tmp_path: Path) -> Path:
    """A folder with an exact and a changed license, a header, a binary file and one without a license."""
    (tmp_path / "LICENSE").write_text(mit, encoding="utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "COPYING").write_text(mit.replace("free of charge", "free of blame"), encoding="utf-8")
    (tmp_path / "b" / "pour.py").write_text("# SPDX-License-Identifier: Apache-2.0\nimport os\n", encoding="utf-8")
    (tmp_path / "c.bin").write_bytes(bytes(range(256)))
    (tmp_path / "d.md").write_text(PROSE, encoding="utf-8")
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str | Path, code: int = 0) -> str:
    assert main(["license", "identify", *map(str, arguments)]) == code
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def records(capsys: pytest.CaptureFixture[str], *arguments: str | Path, code: int = 0) -> list[Any]:
    return [json.loads(line) for line in printed(capsys, *arguments, "-f", "jsonl", code=code).splitlines()]


def run(*arguments: str | Path, text: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "licet", "license", "identify", *map(str, arguments)]
    return subprocess.run(command, input=text, capture_output=True, check=False)


def test_each_file_has_a_record_a_line_in_the_order_of_the_paths(
    capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    found = records(capsys, project)
    assert [row["path"] for row in found] == [
        str(project / name) for name in ("LICENSE", "b/COPYING", "b/pour.py", "c.bin", "d.md")
    ]
    assert [row["expression"] for row in found] == ["MIT", "MIT", "Apache-2.0", "", ""]
    assert [bool(row["problems"]) for row in found] == [False, False, False, True, False]


def test_the_records_have_the_keys_that_are_promised(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    exact, changed, tag, binary, nothing = records(capsys, project)
    assert all(set(row) == RECORD for row in (exact, changed, tag, binary, nothing))
    for row in (exact, changed, tag):
        (one,) = row["licenses"]
        assert set(one) == LICENSE
        assert all(set(span) == SPAN for span in one["spans"])
    (edit,) = changed["licenses"][0]["edits"]
    assert set(edit) == EDIT
    assert (binary["licenses"], nothing["licenses"]) == ([], [])
    (problem,) = binary["problems"]
    assert {"reason"} <= set(problem) <= {"reason", "line", "hint"}


def test_the_values_of_a_record(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    exact, changed, tag, _, _ = (row["licenses"] for row in records(capsys, project))
    (first,), (second,), (third,) = exact, changed, tag
    plain = ("id", "scancode_key", "document", "kind", "score", "modified", "edits")
    assert [first[name] for name in plain] == ["MIT", "mit", "license", "text", 1.0, False, []]
    text = (project / "b" / "COPYING").read_text(encoding="utf-8")
    (edit,), (span,) = second["edits"], second["spans"]
    assert (second["id"], second["modified"]) == ("MIT", True)
    assert 0.98 < second["score"] < 1
    assert (edit["kind"], edit["line"], edit["missing"]) == ("replaced", 3, 1)
    assert edit["text"] == text[edit["start"] : edit["end"]] == "blame"
    assert (span["line"], span["last_line"]) == (3, len(text.splitlines()))
    assert text[span["start"] : span["end"]].startswith("Permission")
    assert [third[name] for name in plain] == ["Apache-2.0", "apache-2.0", "tag", "tag", 1.0, False, []]
    # three words of the tag and three of the id, and two behind them
    assert third["coverage"] == 0.75
    assert third["spans"][0]["line"] == 1


def test_one_json_document_holds_all_records(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    document = json.loads(printed(capsys, project, "-f", "json"))
    assert [set(row) for row in document] == [RECORD] * 5
    plain = ("path", "expression", "left_over", "problems")
    lines = records(capsys, project)
    assert [[row[name] for name in plain] for row in document] == [[row[name] for name in plain] for row in lines]


def test_differences_are_read_where_a_person_reads_them(
    capsys: pytest.CaptureFixture[str], mit: str, tmp_path: Path
) -> None:
    path = tmp_path / "LICENSE"
    path.write_text(f"{mit}\n\nThe Software must not be used for military purposes.\n", encoding="utf-8")
    (row,) = json.loads(printed(capsys, path, "-f", "json"))
    assert [draft["about"] for draft in row["licenses"][0]["drafts"]] == ["military"]
    shown = printed(capsys, path)
    assert 'added "The Software must not be used for military purposes"' in shown
    assert "seems to speak of military" in shown
    assert set(records(capsys, path)[0]["licenses"][0]) == LICENSE


def test_text_tells_license_and_lines_of_each_file(capsys: pytest.CaptureFixture[str], project: Path, mit: str) -> None:
    lines = printed(capsys, project).splitlines()
    assert lines[0] == f"{project / 'LICENSE'}  MIT"
    assert lines[1].strip().startswith("text")
    assert lines[1].endswith(f"MIT  lines 3-{len(mit.splitlines())}")
    text = "\n".join(lines)
    assert f"{project / 'b' / 'pour.py'}  Apache-2.0" in text
    assert 'line 3: added "blame", 1 word gone' in text
    assert "not read" in text
    assert lines[-1] == "no license in 1 file"


def test_copyrights_are_told_on_demand(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    path = project / "LICENSE"
    (row,) = records(capsys, path, "--copyrights")
    assert set(row) == RECORD | {"copyrights"}
    (notice,) = row["copyrights"]
    assert (notice["holder"], notice["years"], notice["line"]) == ("Will McGugan", "2020", 1)
    assert "Will McGugan 2020" in printed(capsys, path, "--copyrights")
    assert "Will McGugan" not in printed(capsys, path)


def test_a_text_from_the_input(mit: str) -> None:
    done = run("-", "-f", "jsonl", text=mit.encode())
    row = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (row["path"], row["expression"]) == ("-", "MIT")


def test_an_input_that_is_too_large_is_refused_with_a_hint() -> None:
    done = run("-", text=b"tea " * (1024 * 1024 + 1))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"4 MiB" in done.stderr
    assert len(done.stderr.splitlines()) == 2


def test_nothing_found_is_exit_code_3(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    assert printed(capsys, project / "d.md", code=3) == "no license in 1 file\n"
    assert records(capsys, project / "d.md", code=3)[0]["licenses"] == []
    assert json.loads(printed(capsys, project / "d.md", "-f", "json", code=3))[0]["licenses"] == []
    (project / "empty").mkdir()
    assert printed(capsys, project / "empty", code=3) == ""


def test_a_named_file_that_cannot_be_read_is_exit_code_2(capsys: pytest.CaptureFixture[str], project: Path) -> None:
    rows = records(capsys, project / "LICENSE", project / "c.bin", code=2)
    assert [row["expression"] for row in rows] == ["MIT", ""]
    # one that only lies in a folder is told and no error
    assert any(row["problems"] for row in records(capsys, project))


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_a_missing_path_is_an_error_with_a_hint(form: str, capsys: pytest.CaptureFixture[str], project: Path) -> None:
    assert main(["license", "identify", str(project / "LICENSE"), str(project / "nothing"), "-f", form]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    message, hint = captured.err.splitlines()
    assert str(project / "nothing") in message
    assert "does not exist" in message
    assert hint.strip()


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_the_number_of_jobs_must_be_one_or_more(jobs: str, project: Path) -> None:
    done = run(project, "--jobs", jobs)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"--jobs" in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_two_jobs_say_what_one_says(form: str, project: Path) -> None:
    for number in range(70):  # more than a worker takes at once
        (project / f"n{number}.txt").write_text(f"SPDX-License-Identifier: MIT\n{number}\n", encoding="utf-8")
    one, two = (run(project, "-f", form, "--jobs", jobs) for jobs in ("1", "2"))
    assert one.returncode == two.returncode == 0
    assert one.stdout == two.stdout
    assert one.stdout.count(b"n69.txt") == 1


def test_signs_of_a_name_do_not_reach_the_terminal(
    capsys: pytest.CaptureFixture[str], mit: str, tmp_path: Path
) -> None:
    (tmp_path / "LI\x1b[31mCENSE").write_text(mit, encoding="utf-8")
    (tmp_path / "COPYING\u202etxt").write_text(mit, encoding="utf-8")
    for form in ("text", "json", "jsonl"):
        told = printed(capsys, tmp_path, "-f", form)
        assert [line for line in told.splitlines() if not line.isprintable()] == []
    assert {Path(each["path"]).name for each in records(capsys, tmp_path)} == {"LI\x1b[31mCENSE", "COPYING\u202etxt"}

from pathlib import Path

import pytest

from licet.cli import main
from licet.errors import UsageError
from tests.notice.test_bundle import MIT_HEAD, PROJECT
from tests.shared import REPOSITORY

CLASSIFIER = str(REPOSITORY / "examples" / "hr-classifier")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "LICENSE").write_text(MIT_HEAD, "utf-8")
    (tmp_path / "licet.toml").write_text(PROJECT, "utf-8")
    return tmp_path


def test_writes_the_bundle_and_tells_what_is_missing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = project / "out"
    assert main(["notice", str(project / "licet.toml"), "-o", str(out)]) == 1
    assert (out / "NOTICE").read_text("utf-8").startswith("helper 1.2")
    told = capsys.readouterr().out
    assert "missing:" in told
    assert "gem" in told


def test_a_second_run_changes_nothing_and_check_agrees(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = project / "out"
    call = ["notice", str(project / "licet.toml"), "-o", str(out)]
    main(call)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    main(call)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    capsys.readouterr()
    main([*call, "--check"])
    assert "run licet notice" not in capsys.readouterr().out
    (out / "NOTICE").write_text("old", "utf-8")
    assert main([*call, "--check"]) == 1
    assert f"{out / 'NOTICE'}: not what the project needs now" in capsys.readouterr().out
    assert (out / "NOTICE").read_text("utf-8") == "old"


def test_the_bundle_is_no_part_of_the_project(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(project), "-f", "json"])
    before = capsys.readouterr().out
    main(["notice", str(project), "-o", str(project / "licet-notices")])
    capsys.readouterr()
    main(["check", str(project), "-f", "json"])
    assert capsys.readouterr().out == before


def test_what_an_earlier_bundle_wrote_and_nobody_needs_goes(project: Path) -> None:
    out = project / "out"
    call = ["notice", str(project / "licet.toml"), "-o", str(out)]
    main(call)
    assert (out / "TERMS.md").exists()
    toml = project / "licet.toml"
    toml.write_text(toml.read_text("utf-8").replace('license = "gemma"', 'license = "Apache-2.0"'), "utf-8")
    toml.write_text(toml.read_text("utf-8").replace('license = "llama-3.1"', 'license = "Apache-2.0"'), "utf-8")
    main(call)
    assert not (out / "TERMS.md").exists()


def test_a_folder_with_files_of_somebody_else_is_left_alone(project: Path) -> None:
    out = project / "out"
    out.mkdir()
    (out / "NOTICE").write_text("ours, by hand", "utf-8")
    assert main(["notice", str(project / "licet.toml"), "-o", str(out)]) == UsageError.exit_code
    assert (out / "NOTICE").read_text("utf-8") == "ours, by hand"
    assert [path.name for path in out.iterdir()] == ["NOTICE"]


def test_a_list_that_names_files_outside_removes_none(project: Path) -> None:
    out = project / "out"
    call = ["notice", str(project / "licet.toml"), "-o", str(out)]
    main(call)
    index = out / ".licet-files"
    index.write_text(index.read_text("utf-8") + "../licet.toml\n", "utf-8")
    main(call)
    assert (project / "licet.toml").exists()


def test_a_link_in_the_folder_is_not_written_through(project: Path) -> None:
    out = project / "out"
    call = ["notice", str(project / "licet.toml"), "-o", str(out)]
    main(call)
    victim = project / "victim"
    victim.write_text("keep", "utf-8")
    (out / "NOTICE").unlink()
    (out / "NOTICE").symlink_to(victim)
    assert main(call) == UsageError.exit_code
    assert victim.read_text("utf-8") == "keep"


def test_an_example_of_the_repository_gets_its_texts(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["notice", CLASSIFIER, "-o", str(out)]) in {0, 1}
    assert "hr-classifier 1.3" in (out / "NOTICE").read_text("utf-8")

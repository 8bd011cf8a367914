import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from licet.cli import main
from licet.report import REPORTERS, Options
from licet.report.explain import explain
from licet.report.view import result_of
from tests.report import factory

RESULT = result_of(factory.blocked(packages=2))


@pytest.fixture
def saved(tmp_path: Path) -> str:
    path = tmp_path / "saved.json"
    path.write_text(REPORTERS["json"](RESULT, Options()), "utf-8")
    return str(path)


def test_a_finding_of_a_saved_result_is_explained(saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "F1", saved]) == 0
    assert capsys.readouterr().out == explain(RESULT, "F1")


def test_an_unknown_id_is_an_error_with_the_nearest_ids(saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "ranker-nd", saved]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert "hf:acme/ranker-nc" in written.err


def test_a_folder_is_analyzed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if find_spec("licet.pipeline") is None:
        pytest.skip("the pipeline is not part of this tree")
    (tmp_path / "licet.toml").write_text(
        '[product]\nname = "demo"\n\n[use]\ncommercial = true\ndelivery = ["hosted-api"]\n\n'
        '[[component]]\nid = "ranker"\nkind = "model"\nlicense = "CC-BY-NC-4.0"\n\n'
        '[[link]]\nfrom = "product"\nhow = "embeds"\nto = "ranker"\n',
        "utf-8",
    )
    assert main(["explain", "ranker", str(tmp_path)]) == 0
    words = capsys.readouterr().out
    assert "CC-BY-NC-4.0" in words
    assert "product ─embeds→ ranker" in words


def test_the_target_may_come_first(saved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", saved, "F1"]) == 0
    assert capsys.readouterr().out == explain(RESULT, "F1")
    assert main(["explain", str(tmp_path)]) == 2
    assert f"licet explain F1 {tmp_path}" in capsys.readouterr().err


def test_the_argument_as_json(saved: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "F1", saved, "-f", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["kind"] == "finding"
    assert data["subject"]["id"] == "F1"
    assert data["components"]

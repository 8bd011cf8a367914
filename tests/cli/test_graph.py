"""`licet graph`: a registry in, verdicts and discrepancies out."""

import csv
import json
from pathlib import Path

import pytest

from licet.cli import graph, main
from licet.propagate import algebra
from licet.registry import gather, rows
from licet.registry.writing import COLUMNS
from licet.report.options import Options
from tests.rules.build import LLAMA

ROWS = (
    {
        "id": "acme/bot",
        "kind": "application",
        "license": "Apache-2.0",
        "links": [{"how": "embeds", "to": "acme/tuned"}],
    },
    {"id": "acme/tuned", "license": "MIT", "links": [{"how": "fine-tunes", "to": "acme/base"}]},
    {"id": "acme/base", "license": "CC-BY-NC-SA-4.0"},
    {"id": "=cmd()", "license": "MIT"},
)


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    file = tmp_path / "registry.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    return file


def results(file: Path) -> dict[str, dict[str, object]]:
    found = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return {row["id"]: row for row in found}


def test_each_component_is_judged_with_all_that_is_upstream(
    registry: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["graph", str(registry), "-o", str(out)]) == 0
    found = results(out)
    assert [found[name]["verdict"] for name in ("acme/base", "acme/tuned", "acme/bot", "=cmd()")] == [
        *("blocked", "blocked", "blocked", "allowed-with-duties"),
    ]
    assert list(found["acme/bot"]) == list(COLUMNS)
    assert found["acme/tuned"]["discrepancies"] == ["CC-BY-NC-SA-4.0 (fine-tunes): CC-BY-NC-SA-4.0 §3.b.1"]
    shown = capsys.readouterr().out
    assert "discrepancy to review" in shown
    assert "violation" not in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_the_use_decides(registry: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["graph", str(registry), "-o", str(out), "--no-commercial", "--delivery", "internal"]) == 0
    assert results(out)["acme/base"]["verdict"] != "blocked"
    config = tmp_path / "licet.toml"
    config.write_text('[use]\ncommercial = false\ndelivery = ["internal"]\n', "utf-8")
    again = tmp_path / "again.jsonl"
    assert main(["graph", str(registry), "-o", str(again), "--use", str(config)]) == 0
    assert results(again)["acme/base"]["verdict"] != "blocked"
    capsys.readouterr()


def test_each_as_the_product(registry: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["graph", str(registry), "--as", "product", "-o", str(out)]) == 0
    found = results(out)
    assert found["acme/base"]["verdict"] == "allowed"  # whoever makes it is bound by nobody's terms
    assert found["acme/tuned"]["verdict"] == "blocked"
    capsys.readouterr()


def test_csv_and_parquet_hold_the_same(registry: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for name in ("out.jsonl", "out.csv", "out.parquet"):
        assert main(["graph", str(registry), "-o", str(tmp_path / name)]) == 0
    capsys.readouterr()
    lines = list(results(tmp_path / "out.jsonl").values())
    assert parquet.read_table(tmp_path / "out.parquet").to_pylist() == lines
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert [row["verdict"] for row in cells] == [row["verdict"] for row in lines]
    assert cells[3]["id"] == "'=cmd()"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "out.jsonl", "out.parquet", "registry.jsonl"]


def test_the_summary_as_json(registry: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", str(registry), "-f", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["registry"]["components"] == 4
    assert told["verdicts"] == {"allowed": 0, "allowed-with-duties": 1, "needs-review": 0, "blocked": 3}
    assert told["use"]["delivery"] == ["hosted-api"]
    (pair,) = [one for one in told["discrepancies"]["pairs"] if one["derived"] == "MIT"]
    assert (pair["base"], pair["through"], pair["count"]) == ("CC-BY-NC-SA-4.0", ["fine-tunes"], 1)
    assert told["discrepancies"]["dropping"] == 1


def test_cycles_and_unknown_licenses_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "r.jsonl"
    ends = (("a", "b"), ("b", "a"), ("c", "a"))
    found = [{"id": one, "license": "house rules", "links": [{"how": "merges", "to": to}]} for one, to in ends]
    file.write_text("".join(json.dumps(row) + "\n" for row in found), "utf-8")
    assert main(["graph", str(file)]) == 0
    shown = capsys.readouterr().out
    assert "components on a cycle of links: 2\n    a\n    b\n" in shown
    assert "components under a license that nobody has read: 3\n           3  house rules\n" in shown


def test_the_same_registry_gives_the_same_bytes(
    registry: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = []
    for name in ("one.jsonl", "two.jsonl"):
        assert main(["graph", str(registry), "-f", "json", "-o", str(tmp_path / name)]) == 0
        shown.append(capsys.readouterr().out)
    assert shown[0] == shown[1]
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_one_component_is_explained(registry: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", str(registry), "--explain", "acme/bot"]) == 0
    shown = capsys.readouterr().out
    assert "product --runs--> acme/bot --embeds--> acme/tuned --fine-tunes--> acme/base" in shown
    assert "CC-BY-NC-SA-4.0 §" in shown
    assert main(["graph", str(registry), "--explain", "acme/nobody"]) == 2


@pytest.mark.parametrize(("verdict", "code"), [("blocked", 1), ("needs-review", 1), ("allowed-with-duties", 1)])
def test_the_gate(registry: Path, verdict: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", str(registry), "--fail-on", verdict]) == code
    capsys.readouterr()


def test_a_row_that_was_not_read_is_never_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "r.jsonl"
    file.write_text('{"id": "a", "license": "MIT"}\n{"id": \n', "utf-8")
    assert main(["graph", str(file), "--fail-on", "blocked"]) == 0
    assert main(["graph", str(file), "--fail-on", "needs-review"]) == 1
    assert "rows that could not be read: 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "words", "code"),
    [
        ("", [], 3),
        ("{}\n", [], 3),
        ('{"id": "a"}\n', ["-o", "out.xml"], 2),
        ('{"id": "a"}\n', ["-o", "no/folder/out.csv"], 2),
        ('{"id": "a"}\n', ["--field", "gardening"], 2),
        ('{"id": "a"}\n', ["--use", "nowhere.toml"], 2),
    ],
)
def test_wrong_use_is_one_line_and_a_hint(
    tmp_path: Path, content: str, words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "r.jsonl"
    file.write_text(content, "utf-8")
    assert main(["graph", str(file), *words]) == code
    assert capsys.readouterr().err.startswith("licet: ")


def test_nothing_is_left_behind_where_writing_fails(registry: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("kept", "utf-8")
    assert gather(rows(registry)).components == 4
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert main(["graph", str(registry), "-o", str(folder)]) == 2
    assert out.read_text("utf-8") == "kept"
    assert not list(tmp_path.glob(".*.part"))


def test_terms_that_a_mirror_without_a_license_hides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "r.jsonl"
    found = [
        {"id": "acme/tuned", "license": "apache-2.0", "license_tags": ["apache-2.0"], "base_model": "acme/mirror"},
        {"id": "acme/mirror", "license": None, "base_model": "acme/llama", "relation": "quantized"},
        {"id": "acme/llama", "license": LLAMA, "license_tags": [LLAMA]},
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in found), "utf-8")
    assert main(["graph", str(file), "-f", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["discrepancies"]
    assert (told["links"], told["with_terms"], told["dropping"], told["silent"], told["components"]) == (2, 1, 0, 1, 1)
    (pair,) = told["pairs"]
    assert (pair["derived"], pair["base"], pair["through"]) == ("Apache-2.0", LLAMA, ["fine-tunes", "quantizes"])


def test_a_terminal_is_told_how_far_it_is(
    registry: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["graph", str(registry)]) == 0
    quiet = capsys.readouterr()
    assert quiet.err == ""
    monkeypatch.setattr(graph, "TOLD_EVERY", 2)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert main(["graph", str(registry)]) == 0
    told = capsys.readouterr()
    assert "2 of 4 judged" in told.err
    assert told.out == quiet.out


def test_a_knotted_upstream_is_told_where_it_is_explained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"n{at}" for at in range(6)]
    hows = ("merges", "embeds", "links", "fine-tunes", "quantizes", "copies")
    found = [
        {
            "id": one,
            "license": "MIT",
            "links": [{"how": hows[at], "to": to} for at, to in enumerate(names) if to != one],
        }
        for one in names
    ]
    file = tmp_path / "r.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in found), "utf-8")
    monkeypatch.setattr(algebra, "MAX_ATOMS", 30)
    assert main(["graph", str(file), "--explain", "n0"]) == 0
    assert "too knotted" in capsys.readouterr().out
    assert main(["graph", str(file), "--fail-on", "needs-review"]) == 1
    assert "components whose upstream was not followed to its end: 6" in capsys.readouterr().out


def test_a_device_is_written_to_and_not_replaced(registry: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link = registry.with_name("null.jsonl")
    link.symlink_to("/dev/null")
    assert main(["graph", str(registry), "-o", str(link)]) == 0
    assert link.is_symlink()
    capsys.readouterr()


def test_a_terminal_of_seven_bits_gets_seven_bits(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "r.jsonl"
    name = "acm\N{LATIN SMALL LETTER E WITH ACUTE}/" + "long-" * 30
    file.write_text(json.dumps({"id": name, "links": [{"how": "copies", "to": name}]}) + "\n", "utf-8")
    monkeypatch.setattr("licet.report.output.screen_options", lambda **_: Options(width=80, ascii=True))
    assert main(["graph", str(file)]) == 0
    shown = capsys.readouterr().out
    assert shown.isascii()
    assert "links to itself" in " ".join(shown.split())
    assert all(len(line) <= 80 for line in shown.splitlines())

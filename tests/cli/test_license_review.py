"""`licet license review`: the sheet, the draft record, and what a project says that rests on it."""

import json
import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from licet.cli import main
from licet.licenses import read_agreement

DEAL = """\
MODEL AGREEMENT

1. Grant. Acme grants you a license to use, modify and distribute the Model.

2. Limits. You shall not use the Model for gambling, and shall not lick it.

3. Indemnity. You shall indemnify Acme.
"""
PROJECT = """\
[product]
name = "app"
kind = "application"

[use]
commercial = true
delivery = ["hosted-api"]
organization = "company"
fields = []
territories = ["EU"]

[[component]]
id = "m"
kind = "model"
license = "LicenseRef-deal"
agreement = "agreements/deal.toml"
facts = { modified = false }

[[link]]
from = "product"
how = "embeds"
to = "m"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with an agreement in it, as the working folder."""
    (tmp_path / "deal.txt").write_text(DEAL, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def review(*words: str) -> int:
    return main(["license", "review", *words])


def test_the_sheet_shows_statements_questions_and_what_was_not_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review("deal.txt") == 0
    told = capsys.readouterr().out
    assert told.splitlines()[1].strip() == "needs review until a person confirms it"
    for words in ("modify", "gambling", "indemnify", "derivative works", "shall not lick it."):
        assert words in told
    assert told.index("derivative works") < told.index("indemnification") < told.index("governing law")
    assert list(folder.iterdir()) == [folder / "deal.txt"], "nothing is written unasked"


def test_the_draft_is_a_record_that_nobody_confirmed(folder: Path) -> None:
    assert review("deal.txt", "-o", "agreements/deal.toml", "--name", 'The "Deal"') == 0
    record = tomllib.loads((folder / "agreements" / "deal.toml").read_text("utf-8"))
    assert "reviewed_by" not in record
    assert (record["id"], record["name"], record["complete"]) == ("LicenseRef-deal", 'The "Deal"', False)
    assert record["documents"][0]["file"] == "../deal.txt"
    found = read_agreement(folder / "agreements" / "deal.toml", folder)
    assert found.license.draft
    assert [one.tag for one in found.license.restrictions] == ["gambling"]
    assert found.license.restrictions[0].clause.section == "2"


def test_a_project_that_rests_on_a_draft_needs_review_until_it_is_confirmed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "licet.toml").write_text(PROJECT, "utf-8")
    review("deal.txt", "-o", "agreements/deal.toml")
    capsys.readouterr()
    assert main(["check", ".", "-f", "json"]) == 1
    result = json.loads(capsys.readouterr().out)
    assert result["verdict"] == "needs-review"
    assert any("nobody has confirmed" in finding["title"] for finding in result["findings"])
    draft = folder / "agreements" / "deal.toml"
    draft.write_text('reviewed_by = "counsel"\n' + draft.read_text("utf-8").replace("= false", "= true"), "utf-8")
    main(["check", ".", "-f", "json"])
    result = json.loads(capsys.readouterr().out)
    assert not any("nobody has confirmed" in finding["title"] for finding in result["findings"])


def test_files_that_are_there_are_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "deal.toml").write_text("mine", "utf-8")
    assert review("deal.txt", "-o", "deal.toml") == 2
    assert "exists already" in capsys.readouterr().err
    assert (folder / "deal.toml").read_text("utf-8") == "mine"
    assert review("deal.txt", "-o", "deal.toml", "--force") == 0
    assert (folder / "deal.toml").read_text("utf-8").startswith("# A draft")


def test_each_file_has_the_format_of_its_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert review("deal.txt", "-o", "r.json", "-o", "r.md") == 0
    told = json.loads((folder / "r.json").read_text("utf-8"))
    assert told["verdict"] == "needs-review"
    assert [one["topic"] for one in told["questions"]][:2] == ["derivative works", "indemnification"]
    assert [one["quote"] for one in told["unread"]] == ["shall not lick it."]
    assert (folder / "r.md").read_text("utf-8").startswith("# Review of deal.txt\n")
    capsys.readouterr()
    assert review("deal.txt", "-f", "toml") == 0
    assert tomllib.loads(capsys.readouterr().out)["documents"][0]["file"] == "deal.txt"
    assert review("deal.txt", "-o", "r.doc") == 2


def test_a_word_file_is_read_and_its_text_lies_beside_the_draft(folder: Path) -> None:
    document = Document()
    for line in DEAL.splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Use"
    table.cell(0, 1).text = "You may not use the Model for spam."
    written = BytesIO()
    document.save(written)
    (folder / "deal.docx").write_bytes(written.getvalue())
    assert review("deal.docx", "-o", "agreements/deal.toml") == 0
    assert "gambling" in (folder / "agreements" / "deal.txt").read_text("utf-8")
    found = read_agreement(folder / "agreements" / "deal.toml", folder)
    assert {one.tag for one in found.license.restrictions} == {"gambling", "spam"}


def test_what_is_not_english_is_said_and_nothing_is_drafted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "Der Nutzer darf das Modell nicht an Dritte weitergeben und muss alle Hinweise auf das Urheberrecht bewahren. "
    )
    (folder / "vertrag.txt").write_text(text * 3, "utf-8")
    assert review("vertrag.txt") == 3
    assert "not in English" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(("name", "data"), [("absent.txt", None), ("empty.txt", b""), ("bad.pdf", b"\x00\x01\x02")])
def test_a_file_that_cannot_be_read_is_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes | None
) -> None:
    if data is not None:
        (folder / name).write_bytes(data)
    assert review(name) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"licet: {name}: ")


def test_an_id_that_is_none_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert review("deal.txt", "--id", "no id") == 2
    assert "--id" in capsys.readouterr().err
    assert folder.exists()


def test_markup_and_escape_sequences_of_a_text_do_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "evil.txt").write_text("You shall not lick <b>\x1b[31m</b> | [x](http://y) *the* Model.\n", "utf-8")
    review("evil.txt", "-o", "evil.md", "-o", "evil.txt.json")
    review("evil.txt")
    assert "\x1b" not in capsys.readouterr().out
    told = (folder / "evil.md").read_text("utf-8")
    assert "<b>" not in told
    assert "[x](" not in told


def test_the_same_text_gives_the_same_bytes(folder: Path) -> None:
    for name in ("one", "two"):
        review("deal.txt", "-o", f"{name}/deal.toml", "-o", f"{name}/deal.json")
    for ending in ("toml", "json"):
        assert (folder / "one" / f"deal.{ending}").read_bytes() == (folder / "two" / f"deal.{ending}").read_bytes()

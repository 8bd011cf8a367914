import json
from pathlib import Path

import pytest

from licet.cli import main
from licet.model.vocabulary import Verdict
from licet.pipeline import analyze
from tests.shared import REPOSITORY

LINKED = str(REPOSITORY / "examples" / "agpl-crisis" / "linked")
API = str(REPOSITORY / "examples" / "recommender-api")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")


def test_an_internal_product_gives_nothing_to_others(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["what-if", LINKED, "--set", "delivery=internal"]) == 0
    out = capsys.readouterr().out
    assert "BLOCKED → ALLOWED WITH DUTIES" in out
    assert "gate fails → gate passes" in out
    assert "(share-alike)" in out
    assert "NOT OWED" in out


def test_the_same_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["what-if", LINKED, "--set", "delivery=internal", "-f", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["changes"] == ["delivery = internal"]
    assert (told["before"]["verdict"], told["after"]["verdict"]) == ("blocked", "allowed-with-duties")
    assert [finding["rule"] for finding in told["findings"]["lost"]] == ["share-alike"]
    assert told["findings"]["gained"] == []
    assert {duty["duty"] for duty in told["duties"]["lost"]} == {"share-alike", "disclose-source"}


def test_a_library_called_over_a_network_is_a_question_and_then_none(capsys: pytest.CaptureFixture[str]) -> None:
    calls = ["--set", "link:translator.how=calls"]
    assert main(["what-if", LINKED, *calls, "-q"]) == 1
    assert "BLOCKED → NEEDS REVIEW" in capsys.readouterr().out


def test_copies_that_leave_the_house_bring_duties(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["what-if", API, "--set", "delivery=on-premises", "-f", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["after"]["verdict"] == "blocked"
    gained = {(duty["duty"], duty["component"], duty["status"]) for duty in told["duties"]["gained"]}
    assert ("keep-notices", "pkg:pypi/pyyaml", "due") in gained


def test_a_change_that_changes_nothing_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["what-if", LINKED, "--set", "organization=company"]) == 1
    assert "nothing else changes" in capsys.readouterr().out


def test_the_verdict_is_that_of_check_on_the_changed_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = '[product]\nname = "demo"\n\n[use]\ncommercial = true\ndelivery = ["{}"]\n'
    parts = (
        '[[component]]\nid = "m"\nkind = "model"\nlicense = "CC-BY-4.0"\n'
        '[[link]]\nfrom = "product"\nhow = "embeds"\nto = "m"\n'
    )
    file = tmp_path / "licet.toml"
    file.write_text(head.format("hosted-api") + parts, "utf-8")
    main(
        ["what-if", str(file), "--set", "delivery=on-device", "--set", "component:m.license=CC-BY-NC-4.0", "-f", "json"]
    )
    told = json.loads(capsys.readouterr().out)
    file.write_text(head.format("on-device") + parts.replace("BY-4.0", "BY-NC-4.0"), "utf-8")
    assert told["after"]["verdict"] == analyze(file).verdict == Verdict.BLOCKED


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "what-if needs a change"),
        (["--set", "delivry=on-premises"], "nearest: delivery"),
        (["--drop", "jina"], "nearest: jinaai/jina-embeddings-v3"),
    ],
)
def test_wrong_use_is_one_line_and_a_hint(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["what-if", API, *words]) == 2
    written = capsys.readouterr()
    assert written.out == ""
    assert message in written.err


def test_a_name_of_the_catalog_stands_for_its_license(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["what-if", API, "--replace", "embedder=BAAI/bge-m3", "--drop", "features", "-f", "json"]) in {0, 1}
    told = json.loads(capsys.readouterr().out)
    assert "BAAI/bge-m3 (MIT says the catalog" in told["changes"][0]
    assert "noncommercial-only" in {finding["rule"] for finding in told["findings"]["lost"]}


@pytest.mark.parametrize("word", ["plan", "R2"])
def test_the_plan_gives_the_verdict_that_it_promises(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    promised = analyze(Path(LINKED)).plan
    assert promised is not None
    assert main(["what-if", LINKED, "--remedy", word, "-f", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["after"]["verdict"] == promised.verdict_after
    assert [each["id"] for each in told["plan"]["before"]["remedies"]] == list(promised.remedies) == ["R2"]
    assert told["plan"]["after"] is None


def test_an_acquired_license_leaves_nothing_of_the_old_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["what-if", LINKED, "--acquire", "translator"]) == 0
    out = capsys.readouterr().out
    assert "BLOCKED → ALLOWED WITH DUTIES" in out
    assert "1 step, cost 3 → nothing to clear" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--remedy", "R99"], "no remedy is called 'R99'"),
        (["--remedy", "R1"], "its outcome depends on what is learned"),
        (["--answer", "one-work:translator=no"], "this system asks none"),
        (["--acquire", "translatr"], "nearest: translator"),
    ],
)
def test_what_cannot_be_carried_out_is_refused(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["what-if", LINKED, *words]) == 2
    assert message in capsys.readouterr().err

"""`licet catalog`: show, search and check."""

import json
from pathlib import Path

import pytest

from licet.cli import catalog_check, main
from licet.model.vocabulary import Kind

LLAMA = "pkg:huggingface/meta-llama/Llama-3.1-8B"


def run(words: list[str]) -> int:
    try:
        return main(words)
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 2


def test_show_tells_license_source_date_and_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "show", "meta-llama/Meta-Llama-3.1-8B-Instruct"]) == 0
    shown = capsys.readouterr().out
    assert f"{LLAMA}-Instruct" in shown.splitlines()[0]
    assert "gated" in shown.splitlines()[0]
    assert "text, 2025-07: meta-llama/llama-models@a9c89c47:models/llama3_1/LICENSE" in shown
    assert "card, 2026-08: 686f6c61/radar-huggingface-dataset@95e4d933" in shown
    assert "fine-tunes" in shown
    assert "unsloth/Meta-Llama-3.1-8B-Instruct" in shown


def test_show_as_data_has_the_meaning_of_each_license(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "show", LLAMA, "-f", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["id"], told["kind"], told["gated"]) == (LLAMA, "model", True)
    cards = [one for one in told["licenses"] if one["grade"] == "card"]
    assert [(one["declared"], one["means"], one["standing"]) for one in cards] == [
        ("llama3.1", "LicenseRef-scancode-llama-3.1-license-2024", "reviewed")
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("openai/gpt-4o", "api.openai.com"),
        ("groq/any", "LicenseRef-terms-groq, text not read"),
        ("chardet", ">=5.2.0,<=6.0.0"),
        ("tatsu-lab/alpaca", '"OpenAI", which is no license that is known'),
        ("insightface", "none is named"),
        ("krea/Krea-2-Turbo", "krea-2-community-license"),
    ],
)
def test_show_says_what_is_not_known(name: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "show", name]) == 0
    assert words in capsys.readouterr().out


@pytest.mark.parametrize("name", ["no/such-model", "", "x" * 10_000, "\x1b[31mred"])
def test_an_unknown_name_is_wrong_use_in_one_clear_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "show", name]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "the catalog knows nothing by the name" in told.err
    assert "\x1b" not in told.err
    assert len(told.err) < 400


def test_search_finds_every_word_and_says_where_a_name_leads(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "search", "WHISPER", "turbo", "--limit", "100"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "whisper:turbo = pkg:huggingface/openai/whisper-large-v3-turbo" in lines
    assert all("whisper" in line.casefold() and "turbo" in line.casefold() for line in lines[:-1])
    assert lines[-1].startswith(f"{len(lines) - 1} names")


def test_search_is_bounded_and_has_a_form_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "search", "qwen", "--limit", "3"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == 4
    assert "3 of them shown" in shown[-1]
    assert run(["catalog", "search", "whisper:turbo", "-f", "json"]) == 0
    assert {one["name"]: one["id"] for one in json.loads(capsys.readouterr().out)} == {
        "faster-whisper:turbo": "pkg:huggingface/mobiuslabsgmbh/faster-whisper-large-v3-turbo",
        "whisper:turbo": "pkg:huggingface/openai/whisper-large-v3-turbo",
    }


def test_search_for_nothing_ends_with_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "search", "no such name anywhere"]) == 1
    assert capsys.readouterr().out.startswith("0 names")


def test_check_finds_no_faults_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["catalog", "check"]) == 0
    shown = capsys.readouterr().out
    assert shown.splitlines()[-1] == "no faults"
    assert all(kind in shown for kind in (Kind.MODEL, Kind.DATASET, Kind.SERVICE, Kind.LIBRARY))


def test_check_ends_with_one_where_there_are_faults(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert tmp_path.is_dir()
    monkeypatch.setattr(catalog_check, "faults", lambda *_: iter(["a: broken"]))
    assert run(["catalog", "check"]) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == ["FAULT  a: broken", "1 faults"]

"""`licet lock`: pins everything, the same bytes each time; runs without network give the same result; what changed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from licet.cli import main
from licet.pin import KINDS
from licet.sources.lock_file import load
from tests.shared import REPOSITORY
from tests.sources.standin import NEXT_SHA, SHA, Answer, StandIn, serving
from tests.sources.stores import uses

APACHE = (REPOSITORY / "LICENSE").read_text("utf-8")
CARD = "---\nlicense: {license}\n---\n"
TUNED = "---\nlicense: mit\nbase_model: acme/base\ndatasets: [acme/rows]\n---\n"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with serving() as stand_in:
        monkeypatch.setenv("HF_ENDPOINT", stand_in.address)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")  # 2026-11-21
        stand_in.repository("acme/base", {"README.md": CARD.format(license="apache-2.0"), "LICENSE": APACHE})
        stand_in.repository("acme/rows", {"README.md": CARD.format(license="cc-by-4.0")}, dataset=True)
        stand_in.repository("acme/tuned", {"README.md": TUNED})
        yield stand_in


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return uses(folder, "acme/tuned")


def printed(capsys: pytest.CaptureFixture[str], *words: str, ends: int = 0) -> str:
    assert main([*words]) == ends
    return capsys.readouterr().out


def changes(capsys: pytest.CaptureFixture[str], place: Path, *, ends: int) -> list[tuple[str, str]]:
    told = printed(capsys, "lock", str(place), "--check", "-f", "json", ends=ends)
    return [(one["kind"], one["id"].rpartition("/")[2]) for one in json.loads(told)["changes"]]


def test_every_component_is_pinned(hub: StandIn, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "3 parts (3 looked)" in printed(capsys, "lock", str(place))
    entries = {entry.id.rpartition("/")[2]: entry for entry in load(place / "licet.lock").entries}
    assert {name: (one.license, one.grade) for name, one in entries.items()} == {
        "base": ("Apache-2.0", "text"),
        "rows": ("CC-BY-4.0", "metadata"),
        "tuned": ("MIT", "metadata"),
    }
    assert {(one.revision, one.source, one.date) for one in entries.values()} == {(SHA, hub.address, "2026-11-21")}
    assert [text.path.rpartition("/")[2] for text in entries["base"].texts] == ["LICENSE"]
    assert len(entries["base"].texts[0].sha256) == 64


@pytest.mark.usefixtures("hub")
def test_the_lock_has_the_same_bytes_each_time_and_on_a_later_day(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(capsys, "lock", str(place))
    first = (place / "licet.lock").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1805219200")
    printed(capsys, "lock", str(place))
    assert (place / "licet.lock").read_bytes() == first


@pytest.mark.parametrize("form", ["json", "html", "terminal"])
def test_a_run_from_the_lock_gives_the_bytes_of_the_run_over_the_network(
    form: str, hub: StandIn, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(capsys, "lock", str(place), "-q")
    online = printed(capsys, "check", str(place), "--online", "-f", form)
    asked = len(hub.asked)
    monkeypatch.setenv("LICET_CACHE", str(place.parent / "another"))
    monkeypatch.setenv("HF_HUB_CACHE", str(place.parent / "nothing"))
    assert printed(capsys, "check", str(place), "-f", form) == online
    assert printed(capsys, "check", str(place), "-f", form) == online
    assert len(hub.asked) == asked


def test_gated_missing_renamed_and_unseen_parts_are_pinned_as_such(
    hub: StandIn, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", f"{hub.address}/simple")
    monkeypatch.delenv("PIP_NO_INDEX")
    denied = Answer(status=403, headers={"X-Error-Code": "GatedRepo"})
    hub.repository("acme/shut", {"LICENSE": denied, "README.md": denied}, gated="auto", card={"license": "llama3.1"})
    hub.put("/api/models/acme/old", Answer(status=307, headers={"Location": "/api/models/acme/base"}))
    hub.put("/simple/tiny-lib/", Answer(status=404))
    uses(place, "acme/shut", "acme/old", "acme/none", "acme/tuned")
    (place / "Modelfile").write_text("FROM elsewhere.example/acme/tiny:8b\n", "utf-8")
    (place / "requirements.txt").write_text("tiny-lib==1.2\n", "utf-8")
    printed(capsys, "lock", str(place))
    found = {entry.id.rpartition("/")[2]: entry for entry in load(place / "licet.lock").entries}
    assert {name: (entry.learned.state, entry.license) for name, entry in found.items()} == {
        "shut": ("gated", "LicenseRef-scancode-llama-3.1-license-2024"),
        "old": ("looked", "Apache-2.0"),
        "none": ("missing", ""),
        "tuned": ("looked", "MIT"),
        "base": ("looked", "Apache-2.0"),
        "rows": ("looked", "CC-BY-4.0"),
        "tiny:8b": ("missing", ""),
        "tiny-lib": ("missing", ""),
    }
    online = printed(capsys, "scan", str(place), "--online", "-f", "json")
    parts = {part["id"]: part for part in json.loads(online)["components"]}
    assert "pkg:huggingface/acme/base" in parts["pkg:huggingface/acme/old"]["aliases"]
    monkeypatch.setenv("LICET_CACHE", str(place.parent / "another"))
    assert printed(capsys, "scan", str(place), "-f", "json") == online
    assert changes(capsys, place, ends=0) == []


@pytest.mark.usefixtures("hub")
def test_what_the_lock_does_not_know_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "lock", str(place))
    uses(place, "acme/tuned", "acme/other")
    found = json.loads(printed(capsys, "scan", str(place), "-f", "json"))
    assert [(one["path"], one["hides"]) for one in found["problems"]] == [("licet.lock", False)]
    assert changes(capsys, place, ends=1) == [("new", "other")]


# -- what changed ------------------------------------------------------------------------------------------------------


@pytest.fixture
def locked(hub: StandIn, place: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert hub.address
    printed(capsys, "lock", str(place), "-q")
    return place


def test_nothing_changed(locked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (locked / "licet.lock").read_bytes()
    assert printed(capsys, "lock", str(locked), "--check") == "nothing changed upstream\n"
    assert (locked / "licet.lock").read_bytes() == before


def test_a_revision_that_moved_is_told_and_is_no_failure(
    hub: StandIn, locked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"README.md": CARD.format(license="apache-2.0"), "LICENSE": APACHE, "more.txt": ""}
    hub.repository("acme/base", files, sha=NEXT_SHA)
    assert changes(capsys, locked, ends=0) == [("revision", "base")]


def test_a_license_that_changed_is_told(hub: StandIn, locked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hub.repository("acme/tuned", {"README.md": TUNED.replace("mit", "cc-by-nc-4.0")}, sha=NEXT_SHA)
    assert changes(capsys, locked, ends=1) == [("license", "tuned"), ("revision", "tuned")]
    told = printed(capsys, "lock", str(locked), "--check", ends=1).splitlines()
    assert told[0] == "LICENSE    pkg:huggingface/acme/tuned was MIT, is CC-BY-NC-4.0"
    assert any("use commercially" in line and "yes → no (worse" in line for line in told[1:])


def test_a_text_that_changed_is_told(hub: StandIn, locked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"README.md": CARD.format(license="apache-2.0"), "LICENSE": APACHE.replace("irrevocable", "revocable", 1)}
    hub.repository("acme/base", files, sha=NEXT_SHA)
    assert changes(capsys, locked, ends=1) == [("text", "base"), ("revision", "base")]


def test_what_is_gone_or_gated_is_told(hub: StandIn, locked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hub.routes.pop("/api/datasets/acme/rows")
    hub.put("/api/models/acme/base", Answer(status=403, headers={"X-Error-Code": "GatedRepo"}))
    found = changes(capsys, locked, ends=1)
    assert ("gone", "rows") in found
    assert ("gated", "base") in found


def test_what_the_project_does_not_name_any_more_is_told(locked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    uses(locked, "acme/base")
    assert changes(capsys, locked, ends=1) == [("unused", "rows"), ("unused", "tuned")]


def test_what_cannot_be_looked_up_is_neither_clean_nor_changed(
    hub: StandIn, locked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (locked / "licet.lock").read_bytes()
    hub.put("/api/models/acme/base", Answer(b"<html>"))
    assert changes(capsys, locked, ends=2) == [("unchecked", "base")]
    assert "UNCHECKED" in printed(capsys, "lock", str(locked), ends=2)
    assert (locked / "licet.lock").read_bytes() == before


def test_a_lock_can_be_written_over_with_what_changed(
    hub: StandIn, locked: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.repository("acme/tuned", {"README.md": TUNED.replace("mit", "cc-by-nc-4.0")}, sha=NEXT_SHA)
    printed(capsys, "lock", str(locked))
    assert changes(capsys, locked, ends=0) == []


def test_two_locks_are_compared_as_well(hub: StandIn, locked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = locked / "old.lock"
    (locked / "licet.lock").rename(old)
    hub.repository("acme/tuned", {"README.md": TUNED.replace("mit", "cc-by-nc-4.0")}, sha=NEXT_SHA)
    printed(capsys, "lock", str(locked))
    new = str(locked / "licet.lock")
    found = json.loads(printed(capsys, "diff", str(old), new, "-f", "json", ends=1))["changes"]
    assert (found[0]["kind"], found[0]["before"], found[0]["after"]) == ("license", "MIT", "CC-BY-NC-4.0")
    terms = {term["name"]: (term["was"], term["is_now"]) for term in found[0]["terms"]}
    assert terms["use-commercially"] == ("yes", "no")
    assert json.loads(printed(capsys, "diff", new, new, "-f", "json")) == {"changes": []}


def test_the_page_names_every_change_and_only_settings_that_are_read() -> None:
    page = (REPOSITORY / "docs" / "online.md").read_text("utf-8")
    assert [kind for kind in KINDS if f"`{kind}`" not in page] == []
    settings = set(re.findall(r"`([A-Z][A-Z_]{4,})`", page))
    assert settings >= {"HF_ENDPOINT", "HF_TOKEN", "PIP_INDEX_URL", "LICET_CACHE", "VIRTUAL_ENV"}
    code = "".join(path.read_text("utf-8") for path in (REPOSITORY / "src" / "licet" / "sources").glob("*.py"))
    of_the_library = {"HTTPS_PROXY", "NO_PROXY"}
    unread = {name for name in settings - of_the_library if name not in code and name.removeprefix("PIP_") not in code}
    assert {name for name in unread if name.removeprefix("PIP_").lower().replace("_", "-") not in code} == set()


# -- wrong use ---------------------------------------------------------------------------------------------------------


def test_there_must_be_a_lock_to_check(hub: StandIn, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lock", str(place), "--check"]) == 2
    assert "there is no such file" in capsys.readouterr().err
    assert hub.asked == []


def test_a_repository_has_no_place_for_a_lock(hub: StandIn, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lock", "hf:acme/tuned"]) == 2
    assert "a lock belongs to a project" in capsys.readouterr().err
    assert hub.asked == []
    told = printed(capsys, "lock", "hf:acme/tuned", "-o", str(place / "own.lock"), "-f", "json")
    assert len(json.loads(told)["components"]) == 3
    assert len(load(place / "own.lock").entries) == 3


@pytest.mark.parametrize("words", [["check"], ["scan"], ["lock"]])
def test_a_broken_lock_is_one_clear_line(words: list[str], place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "licet.lock").write_text("<<<<<<< ours\n", "utf-8")
    assert main([*words, str(place)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("licet: licet.lock: is no lock of version 1\n")

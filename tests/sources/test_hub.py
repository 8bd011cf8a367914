"""The Hub's answers: found, gated, missing, renamed, broken are told apart; texts come at the commit it names."""

import json

import pytest

from licet.consult.asking import sought_of
from licet.consult.reading import wanted
from licet.model.bom import Component
from licet.model.lookups import Answer as Told
from licet.model.lookups import Failed, Gated, Looked, Missing, Registry, Sought
from licet.model.vocabulary import Kind
from licet.sources import hub as module
from licet.sources.answers import Answers
from licet.sources.hub import API_CARD, Hub
from tests.sources.standin import NEXT_SHA, SHA, Answer, StandIn

MODEL = Sought(registry=Registry.MODEL, name="acme/tiny")
DATASET = Sought(registry=Registry.DATASET, name="acme/rows")
CARD = "---\nlicense: mit\n---\n# Tiny\n"


def ask(hub: StandIn, answers: Answers, sought: Sought = MODEL) -> Told:
    return Hub(answers=answers, endpoint=hub.address).lookup(sought, wanted)


def looked(told: Told) -> Looked:
    assert isinstance(told, Looked), told
    return told


def names(told: Looked) -> list[str]:
    return [document.path for document in told.documents]


def test_cards_and_texts_are_read_at_the_commit(hub: StandIn, answers: Answers) -> None:
    hub.repository("acme/tiny", {"README.md": CARD, "LICENSE": "words", "NOTICE": "n", "model.bin": b"\0" * 9})
    told = looked(ask(hub, answers))
    assert (told.name, told.revision, told.complete) == ("acme/tiny", SHA, True)
    assert names(told) == ["LICENSE", "NOTICE", "README.md"]
    assert [path for path in hub.paths() if "resolve" in path] == [
        f"/acme/tiny/resolve/{SHA}/{name}" for name in ("LICENSE", "NOTICE", "README.md")
    ]
    assert told.documents[0].data == b"words"
    assert told.absent == ()


def test_data_lies_in_a_folder_of_its_own(hub: StandIn, answers: Answers) -> None:
    hub.repository("acme/rows", {"README.md": CARD}, dataset=True)
    told = looked(ask(hub, answers, DATASET))
    assert hub.paths() == ["/api/datasets/acme/rows", f"/datasets/acme/rows/resolve/{SHA}/README.md"]
    assert told.absent == ("LICENSE",)


def test_a_pinned_revision_is_asked_for(hub: StandIn, answers: Answers) -> None:
    hub.repository("acme/tiny", {"README.md": CARD}, sha=NEXT_SHA)
    pinned = Sought(registry=Registry.MODEL, name="acme/tiny", version=NEXT_SHA)
    assert looked(ask(hub, answers, pinned)).revision == NEXT_SHA
    assert hub.paths()[0] == f"/api/models/acme/tiny/revision/{NEXT_SHA}"


def test_a_branch_is_one_segment_of_the_address(hub: StandIn, answers: Answers) -> None:
    hub.put("/api/models/acme/tiny/revision/refs/pr/1", Answer(b"{}"))
    part = Component(id="pkg:huggingface/acme/tiny", kind=Kind.MODEL, version="refs/pr/1")
    sought = sought_of(part)
    assert sought is not None
    ask(hub, answers, sought)
    assert hub.paths() == ["/api/models/acme/tiny/revision/refs/pr/1"]


@pytest.mark.parametrize("status", [401, 404])
def test_missing_or_private_is_no_license(status: int, hub: StandIn, answers: Answers) -> None:
    hub.put("/api/models/acme/tiny", Answer(b"{}", status, {"X-Error-Code": "RepoNotFound"}))
    told = ask(hub, answers)
    assert isinstance(told, Missing)
    assert "private" in told.reason


def test_a_revision_that_is_gone_is_said_so(hub: StandIn, answers: Answers) -> None:
    hub.put("/api/models/acme/tiny", Answer(b"{}", 404, {"X-Error-Code": "RevisionNotFound"}))
    assert ask(hub, answers) == Missing(source=hub.address, reason="it has no such revision")


def test_a_gate_lets_the_card_of_the_api_through(hub: StandIn, answers: Answers) -> None:
    denied = Answer(b"no", 403, {"X-Error-Code": "GatedRepo"})
    hub.repository("acme/tiny", {"README.md": denied, "LICENSE": denied}, gated="manual", card={"license": "llama3.1"})
    told = ask(hub, answers)
    assert isinstance(told, Gated)
    assert told.partly is not None
    assert names(told.partly) == [API_CARD]
    assert b'"license": "llama3.1"' in told.partly.documents[0].data
    assert not told.partly.complete


def test_a_gate_that_shows_its_license_is_open_so_far(hub: StandIn, answers: Answers) -> None:
    denied = Answer(b"no", 403, {"X-Error-Code": "GatedRepo"})
    hub.repository("acme/tiny", {"LICENSE": "words", "README.md": CARD}, gated="auto", card={"license": "mit"})
    assert looked(ask(hub, answers)).complete
    hub.repository("acme/tiny", {"LICENSE": denied, "README.md": CARD}, gated="auto", sha=NEXT_SHA)
    told = ask(hub, Answers(transport=answers.transport))
    assert isinstance(told, Gated)
    assert told.partly is not None
    assert names(told.partly) == ["README.md"]


def test_a_gate_in_front_of_everything(hub: StandIn, answers: Answers) -> None:
    hub.put("/api/models/acme/tiny", Answer(b"", 403, {"X-Error-Code": "GatedRepo"}))
    told = ask(hub, answers)
    assert isinstance(told, Gated)
    assert told.partly is None


def test_a_listed_file_that_is_not_there_is_absent(hub: StandIn, answers: Answers) -> None:
    hub.repository("acme/tiny", {"README.md": CARD}, listed=("README.md", "LICENSE"))
    told = looked(ask(hub, answers))
    assert told.absent == ("LICENSE",)
    assert told.complete


def test_a_renamed_repository_has_its_new_name(hub: StandIn, answers: Answers) -> None:
    hub.repository("acme/new", {"README.md": CARD})
    hub.put("/api/models/acme/tiny", Answer(status=307, headers={"Location": "/api/models/acme/new"}))
    told = looked(ask(hub, answers))
    assert told.name == "acme/new"
    assert f"/acme/new/resolve/{SHA}/README.md" in hub.paths()


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"[]", b"<html>sign in</html>", b'"text"', b"null", b"\xff\xfe\x00", b"[" * 100_000),
        *(b"{}", b'{"id": 3, "sha": []}', b'{"id": "a/b", "sha": "main"}'),
        b'{"id": "a/b\\n<b>", "sha": "0123456789abcdef0123456789abcdef01234567"}',
    ],
)
def test_what_is_no_description_has_failed(body: bytes, hub: StandIn, answers: Answers) -> None:
    hub.put("/api/models/acme/tiny", Answer(body))
    told = ask(hub, answers)
    assert isinstance(told, Failed)
    assert "no description" in told.reason


def test_wrong_types_within_a_description_are_passed_over(hub: StandIn, answers: Answers) -> None:
    value = {
        "id": "acme/tiny",
        "sha": SHA,
        "siblings": [3, {"rfilename": None}],
        "tags": {},
        "cardData": [],
        "gated": 0,
    }
    hub.put_json("/api/models/acme/tiny", {**value, "gated": False})
    assert looked(ask(hub, answers)).complete


def test_a_file_that_cannot_be_had_is_a_fault_and_no_absence(hub: StandIn, answers: Answers) -> None:
    broken = Answer(b"half", declared=4000)
    hub.repository("acme/tiny", {"README.md": CARD, "LICENSE": broken, "NOTICE": Answer(status=410)})
    told = looked(ask(hub, answers))
    assert names(told) == ["README.md"]
    assert told.faults == ("LICENSE: the answer breaks off, 4 times", "NOTICE: the Hub answers 410")
    assert told.absent == ()
    assert not told.complete


def test_a_huge_text_is_not_taken(hub: StandIn, answers: Answers) -> None:
    hub.repository("acme/tiny", {"LICENSE": b"x" * (module.MAX_FILE + 1)})
    assert "larger than" in looked(ask(hub, answers)).faults[0]


def test_not_every_text_of_a_thousand_is_read(hub: StandIn, answers: Answers) -> None:
    hub.repository("acme/tiny", {f"LICENSE-{number:04}": f"words {number}" for number in range(1000)})
    told = looked(ask(hub, answers))
    assert len(told.documents) == module.MAX_FILES
    assert len(hub.asked) == module.MAX_FILES + 1
    assert not told.complete


def test_where_the_hub_lists_no_files_the_usual_ones_are_asked_for(hub: StandIn, answers: Answers) -> None:
    hub.repository("acme/tiny", {"LICENSE.md": "words", "README.md": CARD})
    hub.put_json("/api/models/acme/tiny", {"id": "acme/tiny", "sha": SHA})
    told = looked(ask(hub, answers))
    assert names(told) == ["LICENSE.md", "README.md"]
    assert "LICENSE" in told.absent
    assert told.complete


@pytest.mark.parametrize("name", ["../x", "a/../b", "a/b/c", "", "a b", "a/b?x", "a/b#x", "%2e%2e/x"])
def test_what_is_no_name_is_not_asked_for(name: str, hub: StandIn, answers: Answers) -> None:
    assert isinstance(ask(hub, answers, Sought(registry=Registry.MODEL, name=name)), Missing)
    assert hub.asked == []


def test_names_of_files_stay_within_the_repository(hub: StandIn, answers: Answers) -> None:
    hub.repository("acme/tiny", {"../../LICENSE": "x", "LICENSE?a=b": "y", "/LICENSE": "z"})
    ask(hub, answers)
    assert [path for path in hub.paths() if "LICENSE" in path and "?a=b" not in path] == []


def test_what_the_hub_made_of_the_card_is_told(hub: StandIn, answers: Answers) -> None:
    tags = ("license:mit", "base_model:acme/base", "base_model:quantized:acme/base", "region:us")
    hub.repository("acme/tiny", {"config.json": "{}"}, tags=tags)
    told = looked(ask(hub, answers))
    matter = json.loads(told.documents[0].data.decode().strip("-\n"))
    assert matter["license"] == ["mit"]
    assert matter["base_model"] == ["acme/base"]
    assert matter["tags"] == ["base_model:quantized:acme/base"]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2024-02-19T11:06:12.000Z", "2024-02-19"),
        ("yesterday", ""),
        (17, ""),
        (None, ""),
    ],
)
def test_the_day_of_the_last_change_is_told_where_it_is_one(
    hub: StandIn, answers: Answers, said: object, day: str
) -> None:
    hub.repository("acme/tiny", {"README.md": CARD}, changed=said)
    assert looked(ask(hub, answers)).changed == day


def test_the_day_is_not_told_of_another_revision_than_the_newest(hub: StandIn, answers: Answers) -> None:
    hub.repository("acme/tiny", {"README.md": CARD}, sha=NEXT_SHA, changed="2024-02-19T11:06:12.000Z")
    pinned = Sought(registry=Registry.MODEL, name="acme/tiny", version=NEXT_SHA)
    assert looked(ask(hub, answers, pinned)).changed == ""


# -- settings ----------------------------------------------------------------------------------------------------------


def test_the_endpoint_is_the_hub_unless_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert module.endpoint() == "https://huggingface.co"
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.example/hf/")
    assert module.endpoint() == "https://mirror.example/hf"


@pytest.mark.parametrize(
    ("token", "endpoint", "origin"),
    [
        ("hf_abc", "", "https://huggingface.co:443"),
        ("hf_abc", "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("hf_abc", "http://example.org", ""),
        ("", "", ""),
        ("hf abc", "", ""),
        ("hf_\nX-Evil: 1", "", ""),
        ("hf_ä", "", ""),
    ],
)
def test_the_token_is_given_where_it_may_be(
    token: str, endpoint: str, origin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", token)
    if endpoint:
        monkeypatch.setenv("HF_ENDPOINT", endpoint)
    assert module.secrets() == ({origin: f"Bearer {token}"} if origin else {})


def test_an_endpoint_that_may_not_be_asked_has_failed(answers: Answers) -> None:
    told = Hub(answers=answers, endpoint="http://example.org").lookup(MODEL, wanted)
    assert isinstance(told, Failed)
    assert "not https" in told.reason

"""Answers on disk: a run that was broken off goes on; nothing stale, broken or of another's secret is used."""

from pathlib import Path

import pytest

from licet.sources.answers import Answers, cache_folder
from licet.sources.transport import Fault, Reply, Transport
from tests.sources.standin import Answer, StandIn

LIMIT = 1000


def opened(folder: Path, *, fresh: bool = False, secrets: dict[str, str] | None = None) -> Answers:
    return Answers(transport=Transport(pause=0.0, secrets=secrets or {}), folder=folder, fresh=fresh)


def body(reply: Reply | Fault) -> bytes:
    assert isinstance(reply, Reply), reply
    return reply.body


def test_a_run_that_was_broken_off_goes_on(hub: StandIn, tmp_path: Path) -> None:
    hub.put("/a", Answer(b"one"))
    assert body(opened(tmp_path).get(f"{hub.address}/a", limit=LIMIT)) == b"one"
    assert body(opened(tmp_path).get(f"{hub.address}/a", limit=LIMIT)) == b"one"
    assert len(hub.asked) == 1


def test_a_run_that_has_ended_leaves_nothing_that_may_change(hub: StandIn, tmp_path: Path) -> None:
    hub.put("/a", Answer(b"one"), Answer(b"two"))
    hub.put("/fixed", Answer(b"text"), Answer(b"never"))
    first = opened(tmp_path)
    assert body(first.get(f"{hub.address}/a", limit=LIMIT)) == b"one"
    assert body(first.get(f"{hub.address}/fixed", limit=LIMIT, settled=True)) == b"text"
    first.finish()
    second = opened(tmp_path)
    assert body(second.get(f"{hub.address}/a", limit=LIMIT)) == b"two"
    assert body(second.get(f"{hub.address}/fixed", limit=LIMIT, settled=True)) == b"text"


def test_a_fresh_run_asks_anew_for_what_may_change(hub: StandIn, tmp_path: Path) -> None:
    hub.put("/a", Answer(b"one"), Answer(b"two"))
    assert body(opened(tmp_path).get(f"{hub.address}/a", limit=LIMIT)) == b"one"
    assert body(opened(tmp_path, fresh=True).get(f"{hub.address}/a", limit=LIMIT)) == b"two"


def test_an_answer_whose_hash_does_not_fit_is_asked_for_again(hub: StandIn, tmp_path: Path) -> None:
    hub.put("/a", Answer(b"one"))
    opened(tmp_path).get(f"{hub.address}/a", limit=LIMIT, settled=True)
    [kept] = [path for path in tmp_path.rglob("*") if path.is_file()]
    kept.write_bytes(kept.read_bytes().replace(b"one", b"two"))
    assert body(opened(tmp_path).get(f"{hub.address}/a", limit=LIMIT, settled=True)) == b"one"
    kept.write_bytes(b"\x00\xff no json")
    assert body(opened(tmp_path).get(f"{hub.address}/a", limit=LIMIT, settled=True)) == b"one"
    assert len(hub.asked) == 3


def test_refusals_are_not_kept_but_absent_files_of_a_commit_are(hub: StandIn, tmp_path: Path) -> None:
    hub.put("/api/x", Answer(status=401))
    hub.put("/x/resolve/1/LICENSE", Answer(b"", 404, {"X-Error-Code": "EntryNotFound"}))
    for _ in range(2):
        answers = opened(tmp_path)
        answers.get(f"{hub.address}/api/x", limit=LIMIT)
        answers.get(f"{hub.address}/x/resolve/1/LICENSE", limit=LIMIT, settled=True)
    assert hub.paths() == ["/api/x", "/x/resolve/1/LICENSE", "/api/x"]


def test_a_failure_counts_for_the_run_alone(hub: StandIn, tmp_path: Path) -> None:
    hub.put("/a", *[Answer(status=503)] * 4, Answer(b"fine"))
    first = opened(tmp_path)
    assert isinstance(first.get(f"{hub.address}/a", limit=LIMIT), Fault)
    assert isinstance(first.get(f"{hub.address}/a", limit=LIMIT), Fault)
    assert len(hub.asked) == 4
    assert body(opened(tmp_path).get(f"{hub.address}/a", limit=LIMIT)) == b"fine"


def test_what_a_secret_was_shown_is_not_shown_without_it(hub: StandIn, tmp_path: Path) -> None:
    hub.put("/a", Answer(b"for the few"), Answer(b"for all"))
    secret = {hub.address: "Bearer hf_SECRET"}
    assert body(opened(tmp_path, secrets=secret).get(f"{hub.address}/a", limit=LIMIT, settled=True)) == b"for the few"
    assert body(opened(tmp_path).get(f"{hub.address}/a", limit=LIMIT, settled=True)) == b"for all"
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"hf_SECRET" not in kept
    assert hub.address.encode() not in kept


def test_a_cache_that_cannot_be_written_is_none(hub: StandIn, tmp_path: Path) -> None:
    hub.put("/a", Answer(b"one"))
    place = tmp_path / "file"
    place.write_text("in the way", "utf-8")
    assert body(opened(place).get(f"{hub.address}/a", limit=LIMIT)) == b"one"
    assert body(Answers(transport=Transport()).get(f"{hub.address}/a", limit=LIMIT)) == b"one"


def test_the_cache_lies_where_caches_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LICET_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "licet"

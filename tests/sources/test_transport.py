"""One GET under bounds: what servers do wrong is a fault in plain words, and no secret leaves its origin."""

import gzip
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from licet.sources.transport import ATTEMPTS, DOWN_AFTER, MAX_WAIT, Fault, Reply, Transport
from tests.sources.standin import Answer, StandIn, serving

WORD = "hf_SECRETsecretSECRET"
LIMIT = 1000


def got(reply: Reply | Fault) -> Reply:
    assert isinstance(reply, Reply), reply
    return reply


def reason(reply: Reply | Fault) -> str:
    assert isinstance(reply, Fault), reply
    return reply.reason


@pytest.fixture
def transport() -> Transport:
    return Transport(pause=0.0)


def test_an_answer_comes_with_its_status_and_its_headers(hub: StandIn, transport: Transport) -> None:
    hub.put("/a", Answer(b"hello", 403, {"X-Error-Code": "GatedRepo"}))
    reply = got(transport.get(f"{hub.address}/a", limit=LIMIT))
    assert (reply.status, reply.body, reply.headers["x-error-code"]) == (403, b"hello", "GatedRepo")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_asked_for_again(status: int, hub: StandIn, transport: Transport) -> None:
    hub.put("/a", Answer(status=status), Answer(b"fine"))
    assert got(transport.get(f"{hub.address}/a", limit=LIMIT)).body == b"fine"
    assert len(hub.asked) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_refusal_is_an_answer_and_is_not_asked_for_again(status: int, hub: StandIn, transport: Transport) -> None:
    hub.put("/a", Answer(status=status))
    assert got(transport.get(f"{hub.address}/a", limit=LIMIT)).status == status
    assert len(hub.asked) == 1


def test_a_server_that_goes_on_failing_is_given_up(hub: StandIn, transport: Transport) -> None:
    hub.put("/a", Answer(status=503))
    assert "fails (503)" in reason(transport.get(f"{hub.address}/a", limit=LIMIT))
    assert len(hub.asked) == ATTEMPTS


def test_retry_after_is_waited_for_by_every_request_to_the_host(hub: StandIn) -> None:
    waits: list[float] = []
    transport = Transport(sleep=waits.append)
    hub.put("/a", Answer(status=429, headers={"Retry-After": "7"}), Answer(b"fine"))
    hub.put("/b", Answer(b"fine too"))
    assert got(transport.get(f"{hub.address}/a", limit=LIMIT)).body == b"fine"
    assert got(transport.get(f"{hub.address}/b", limit=LIMIT)).body == b"fine too"
    assert [round(wait) for wait in waits] == [7, 7]


def test_retry_after_may_be_a_date(hub: StandIn) -> None:
    waits: list[float] = []
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    hub.put("/a", Answer(status=503, headers={"Retry-After": at}), Answer(b"fine"))
    assert got(Transport(sleep=waits.append).get(f"{hub.address}/a", limit=LIMIT)).body == b"fine"
    assert 15 < waits[0] <= 20


@pytest.mark.parametrize("told", ["3600", str(10**30)])
def test_too_much_patience_is_not_given(told: str, hub: StandIn) -> None:
    waits: list[float] = []
    hub.put("/a", Answer(status=429, headers={"Retry-After": told}))
    said = reason(Transport(sleep=waits.append).get(f"{hub.address}/a", limit=LIMIT))
    assert "too many requests" in said
    assert "seconds of patience" in said
    assert waits == []
    assert MAX_WAIT < 3600


def test_nonsense_in_retry_after_is_no_date(hub: StandIn, transport: Transport) -> None:
    hub.put("/a", Answer(status=429, headers={"Retry-After": "soon"}), Answer(b"fine"))
    assert got(transport.get(f"{hub.address}/a", limit=LIMIT)).body == b"fine"


@pytest.mark.parametrize("declared", [None, 5000])
def test_a_huge_answer_is_refused(declared: int | None, hub: StandIn, transport: Transport) -> None:
    hub.put("/a", Answer(b"x" * 5000, declared=declared))
    assert "larger than" in reason(transport.get(f"{hub.address}/a", limit=LIMIT))


def test_a_truncated_answer_is_no_answer(hub: StandIn, transport: Transport) -> None:
    hub.put("/a", Answer(b"half", declared=400))
    assert "breaks off" in reason(transport.get(f"{hub.address}/a", limit=LIMIT))


def test_a_silent_server_is_given_up(hub: StandIn) -> None:
    hub.put("/a", Answer(b"late", slow=1.0))
    transport = Transport(pause=0.0, read=0.1, whole=0.35)
    assert reason(transport.get(f"{hub.address}/a", limit=LIMIT))


def test_a_server_that_drips_is_given_up(hub: StandIn) -> None:
    hub.put("/a", Answer(b"x" * 100, drip=0.05))
    transport = Transport(pause=0.0, whole=0.3)
    assert reason(transport.get(f"{hub.address}/a", limit=LIMIT)) == "it takes too long"


def test_a_bomb_is_refused_before_it_unfolds(hub: StandIn, transport: Transport) -> None:
    bomb = gzip.compress(b"\0" * 1_000_000)
    assert len(bomb) < 2000
    hub.put("/a", Answer(bomb, headers={"Content-Encoding": "gzip"}))
    assert "larger than" in reason(transport.get(f"{hub.address}/a", limit=2000))


def test_a_packed_answer_is_unpacked(hub: StandIn, transport: Transport) -> None:
    hub.put("/a", Answer(gzip.compress(b"plain"), headers={"Content-Encoding": "gzip"}))
    assert got(transport.get(f"{hub.address}/a", limit=LIMIT)).body == b"plain"
    hub.put("/b", Answer(b"no gzip", headers={"Content-Encoding": "gzip"}))
    assert "broken" in reason(transport.get(f"{hub.address}/b", limit=LIMIT))
    hub.put("/c", Answer(b"?", headers={"Content-Encoding": "br"}))
    assert "encoded" in reason(transport.get(f"{hub.address}/c", limit=LIMIT))


def test_a_host_that_is_down_is_not_asked_for_ever() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        transport = Transport(pause=0.0)
        first = reason(transport.get(address, limit=LIMIT))
        second = reason(transport.get(address, limit=LIMIT))
    assert first == second == "127.0.0.1 cannot be reached"
    assert DOWN_AFTER < ATTEMPTS


# -- addresses and secrets ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *("http://example.org/", "ftp://example.org/", "file:///etc/passwd", "https:///x", "x", ""),
        *("http://127.0.0.1.example.org/", "http://localhost.example.org/", "https://exa mple.org/", "http://[::1"),
        "https://example.org/" + "a" * 5000,
    ],
)
def test_only_https_or_this_machine_is_asked(address: str, transport: Transport) -> None:
    said = reason(transport.get(address, limit=LIMIT))
    assert "not https" in said or "cannot be read" in said


def test_an_address_is_shown_without_what_is_secret(transport: Transport) -> None:
    said = reason(transport.get(f"http://user:{WORD}@example.org/a?token={WORD}", limit=LIMIT))
    assert said == "the address is not https: http://example.org/a"


def test_a_redirect_is_followed_a_few_times(hub: StandIn, transport: Transport) -> None:
    hub.put("/a", Answer(status=307, headers={"Location": "/b"}))
    hub.put("/b", Answer(b"here"))
    reply = got(transport.get(f"{hub.address}/a", limit=LIMIT))
    assert (reply.body, reply.address) == (b"here", f"{hub.address}/b")
    hub.put("/c", Answer(status=302, headers={"Location": "/c"}))
    assert "redirects" in reason(transport.get(f"{hub.address}/c", limit=LIMIT))


def test_a_broken_redirect_is_refused(hub: StandIn, transport: Transport) -> None:
    hub.put("/a", Answer(status=302, headers={"Location": "http://[::1"}))
    assert "cannot be read" in reason(transport.get(f"{hub.address}/a", limit=LIMIT))


@pytest.mark.parametrize("location", ["http://example.org/", "file:///etc/passwd", "ftp://example.org/x"])
def test_a_redirect_to_what_may_not_be_asked_is_refused(location: str, hub: StandIn, transport: Transport) -> None:
    hub.put("/a", Answer(status=302, headers={"Location": location}))
    said = reason(transport.get(f"{hub.address}/a", limit=LIMIT))
    assert said.startswith(("the address is not https: ", "the address cannot be read: "))
    assert hub.paths() == ["/a"]


def test_the_token_goes_to_its_origin_and_nowhere_else(hub: StandIn) -> None:
    with serving() as other:
        hub.put("/here", Answer(status=302, headers={"Location": "/there"}))
        hub.put("/there", Answer(status=302, headers={"Location": f"{other.address}/elsewhere"}))
        other.put("/elsewhere", Answer(status=302, headers={"Location": f"{hub.address}/back"}))
        hub.put("/back", Answer(b"text"))
        transport = Transport(secrets={hub.address: f"Bearer {WORD}"})
        assert got(transport.get(f"{hub.address}/here", limit=LIMIT)).body == b"text"
        assert [request.headers.get("Authorization") for request in hub.asked] == [f"Bearer {WORD}"] * 3
        assert [request.headers.get("Authorization") for request in other.asked] == [None]
        assert WORD not in repr(transport)


def test_what_is_asked_for_is_told_to_the_server(hub: StandIn, transport: Transport) -> None:
    hub.put("/a", Answer(b"0123456789", headers={"Accept-Ranges": "bytes"}))
    reply = got(transport.get(f"{hub.address}/a", limit=LIMIT, span=(2, 5), accept="text/plain"))
    assert (reply.status, reply.body, reply.headers["content-range"]) == (206, b"234", "bytes 2-4/10")
    assert got(transport.get(f"{hub.address}/a", limit=LIMIT, span=(-3, 0))).body == b"789"
    assert hub.asked[0].headers["Accept"] == "text/plain"
    assert hub.asked[0].headers["User-Agent"].startswith("licet/")

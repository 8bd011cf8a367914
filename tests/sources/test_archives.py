"""Archives: single members under bounds; whatever the bytes are, the answer is members or a fault."""

import io
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.sources.answers import Answers
from licet.sources.archives import MAX_MEMBER, MAX_MEMBERS, tar_members, wheel_members, zip_members
from licet.sources.package_pages import files_of
from licet.sources.transport import Fault, Transport
from tests.sources.standin import Answer, StandIn
from tests.sources.wheels import tarred, wheel, zipped

WHEEL = wheel()
SOURCE = tarred({"x-1/LICENSE": "words", "x-1/PKG-INFO": "Name: x"})


def anything(_: str) -> bool:
    return True


def test_a_server_that_lies_about_its_ranges_is_a_fault(hub: StandIn) -> None:
    answers = Answers(transport=Transport(pause=0.0))
    span = {"Content-Range": "bytes 900000-900010/1000000"}
    hub.put("/w", Answer(b"0123456789x", 206, span), Answer(b"short", 206, span))
    assert isinstance(wheel_members(answers, f"{hub.address}/w", anything), Fault)
    hub.put("/v", Answer(b"x", 206, {"Content-Range": "nonsense"}))
    assert wheel_members(answers, f"{hub.address}/v", anything) == Fault(reason="the index answers 206")


def test_members_are_bounded_in_size_and_number() -> None:
    many = zipped({f"x.dist-info/LICENSE-{number}": "words" for number in range(MAX_MEMBERS + 5)})
    found = zip_members(io.BytesIO(many), anything)
    assert isinstance(found, dict)
    assert len(found) == MAX_MEMBERS
    big = zip_members(io.BytesIO(zipped({"LICENSE": b"\0" * (MAX_MEMBER + 1), "NOTICE": "n"})), anything)
    assert big == {"NOTICE": b"n"}
    assert tar_members(tarred({"x/LICENSE": b"\0" * (MAX_MEMBER + 1), "x/NOTICE": "n"}), anything) == {"x/NOTICE": b"n"}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    cut=st.integers(0, len(WHEEL)),
    at=st.integers(0, len(WHEEL) - 1),
    byte=st.integers(0, 255),
    noise=st.binary(max_size=300),
)
def test_no_bytes_raise(cut: int, at: int, byte: int, noise: bytes) -> None:
    for data in (WHEEL, SOURCE):
        changed = bytearray(data)
        changed[at % len(data)] = byte
        for each in (data[: cut % len(data)], bytes(changed), noise, noise + data):
            assert isinstance(zip_members(io.BytesIO(each), anything), dict | Fault)
            assert isinstance(tar_members(each, anything), dict | Fault)


@settings(max_examples=100, deadline=None)
@given(body=st.binary(max_size=400), kind=st.sampled_from(["text/html", "application/json", ""]))
def test_no_page_raises(body: bytes, kind: str) -> None:
    pages = (
        body,
        b'<html><a href="' + body + b'">',
        b'{"files": [{"filename": "x-1.tar.gz", "url": "' + body + b'"}]}',
    )
    for page in pages:
        found = files_of(page, kind, "https://example.org/simple/x", "x")
        assert found is None or all(file.name for file in found)


def test_nothing_is_written(tmp_path: Path) -> None:
    evil = zipped({"../../evil/LICENSE": "words", "/etc/LICENSE": "words", str(tmp_path / "LICENSE"): "words"})
    assert isinstance(zip_members(io.BytesIO(evil), anything), dict)
    assert isinstance(tar_members(tarred({"../../LICENSE": "words"}), anything), dict)
    assert list(tmp_path.iterdir()) == []

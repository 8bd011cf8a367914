"""The netrc file: its hosts, and that an index gets the password of its own host alone."""

from base64 import b64encode
from pathlib import Path

import pytest

from licet.consult.reading import wanted
from licet.model.lookups import Failed, Looked, Registry, Sought
from licet.sources.netrc_file import passwords
from licet.sources.network import remote
from licet.sources.pip_settings import settings
from tests.sources.standin import Answer, StandIn, serving
from tests.sources.test_package_index import NAME, RANGES, listed
from tests.sources.wheels import wheel

WORD = "SECRETsecretSECRET"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "own-netrc"
    monkeypatch.setenv("NETRC", str(place))
    monkeypatch.delenv("PIP_NO_INDEX")
    return place


def basic(user: str, word: str = WORD) -> str:
    return f"Basic {b64encode(f'{user}:{word}'.encode()).decode()}"


def test_machines_have_names_and_passwords_and_the_default_has_none(file: Path) -> None:
    file.write_text(
        "machine Own.example\n  login me\n  password word\nmachine bare.example login me\n"
        "default login any password any\n",
        "utf-8",
    )
    assert passwords() == {"own.example": ("me", "word")}


def test_it_lies_in_the_home_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NETRC")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert passwords() == {}
    (tmp_path / "_netrc").write_text("machine a.example login me password second", "utf-8")
    assert passwords() == {"a.example": ("me", "second")}
    (tmp_path / ".netrc").write_text("machine a.example login me password first", "utf-8")
    assert passwords() == {"a.example": ("me", "first")}


@pytest.mark.parametrize("data", [b"machine", b"nonsense words", b"\xff\xfe\x00", b"#" * 300_000])
def test_a_file_that_cannot_be_read_tells_nothing(data: bytes, file: Path) -> None:
    file.write_bytes(data)
    assert passwords() == {}


def test_indexes_get_what_their_host_has_and_their_own_address_counts_first(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hosts = ("a.example", "b.example", "c.example", "unused.example")
    file.write_text("".join(f"machine {host} login {host[0]} password {WORD}\n" for host in hosts), "utf-8")
    monkeypatch.setenv("PIP_INDEX_URL", "https://a.example/simple")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://me:mine@b.example/simple https://c@c.example/simple")
    found = settings()
    assert found.secrets == {
        "https://a.example:443": basic("a"),
        "https://b.example:443": basic("me", "mine"),
        "https://c.example:443": basic("c"),
    }
    assert WORD not in repr(found)


def test_a_private_index_is_asked_with_the_password_and_a_redirect_is_not(
    file: Path, hub: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(f"machine 127.0.0.1 login me password {WORD}\n", "utf-8")
    monkeypatch.setenv("PIP_INDEX_URL", f"{hub.address}/simple")
    with serving() as other:
        listed(hub, {"filename": NAME})
        hub.put(f"/files/{NAME}", Answer(status=302, headers={"Location": f"{other.address}/{NAME}"}))
        other.put(f"/{NAME}", Answer(wheel(), headers=RANGES))
        told = _asked()
        assert isinstance(told, Looked)
        assert {request.headers.get("Authorization") for request in hub.asked} == {basic("me")}
        # Another port of the same machine is another origin.
        assert {request.headers.get("Authorization") for request in other.asked} == {None}
        assert WORD not in repr(told)


def test_an_index_that_refuses_has_failed_and_the_password_is_not_told(
    file: Path, hub: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(f"machine 127.0.0.1 login me password {WORD}\n", "utf-8")
    monkeypatch.setenv("PIP_INDEX_URL", f"{hub.address}/simple")
    hub.put("/simple/tiny-lib/", Answer(b"denied", 401))
    told = _asked()
    assert isinstance(told, Failed)
    assert WORD not in repr(told)


def _asked() -> object:
    _, sources = remote(fresh=True)
    (index,) = [one for one in sources if Registry.PYPI in one.registries]
    return index.lookup(Sought(registry=Registry.PYPI, name="tiny-lib", version="1.2"), wanted)

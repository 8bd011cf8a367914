"""npm as it is configured: registries, scopes, and secrets that go to their own place alone."""

import base64
from pathlib import Path

import pytest

from licet.consult.reading import wanted
from licet.model.lookups import Failed, Looked, Registry, Sought
from licet.sources.network import remote
from licet.sources.npm_settings import NPM, Registries, settings
from licet.sources.transport import Transport
from tests.sources.standin import Answer, StandIn, serving
from tests.sources.wheels import tarred

TOKEN = "npm_SECRETsecretSECRETsecret"  # noqa: S105 - a bait, which nothing may repeat


@pytest.fixture
def rc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "npmrc"
    monkeypatch.setenv("NPM_CONFIG_USERCONFIG", str(place))
    return place


def test_without_settings_it_is_the_registry_of_all() -> None:
    assert settings() == Registries(registry=NPM)


def test_registries_are_those_of_the_file_and_the_environment_is_last(
    rc: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rc.write_text(
        "; registry = https://comment.example\nregistry = https://me:secret@own.example/npm/\n"
        "@acme:registry='https://acme.example/npm/'\n@bad:registry=nowhere\n",
        "utf-8",
    )
    found = settings()
    assert (found.registry, found.scopes) == ("https://own.example/npm", {"@acme": "https://acme.example/npm"})
    monkeypatch.setenv("npm_config_registry", "https://other.example/")
    assert settings().registry == "https://other.example"


def test_the_file_of_the_user_counts_more_than_the_global_one(
    rc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "global"
    shared.write_text("registry=https://all.example\n@acme:registry=https://acme.example\n", "utf-8")
    monkeypatch.setenv("npm_config_globalconfig", str(shared))
    rc.write_text("registry=https://mine.example\n", "utf-8")
    assert settings() == Registries(registry="https://mine.example", scopes={"@acme": "https://acme.example"})


PAIR = base64.b64encode(b"me:word").decode()
WORD = base64.b64encode(b"word").decode()


@pytest.mark.parametrize(
    ("lines", "secrets"),
    [
        ("//own.example/:_authToken=abc", {"https://own.example:443": "Bearer abc"}),
        ("//own.example/npm/a/:_authToken = abc", {"https://own.example:443/npm/a": "Bearer abc"}),
        ("//own.example:8443/npm/:_authToken=abc", {"https://own.example:8443/npm": "Bearer abc"}),
        (f"//own.example/:_auth={PAIR}", {"https://own.example:443": f"Basic {PAIR}"}),
        (
            f"//own.example/:username=me\n//own.example/:_password={WORD}",
            {"https://own.example:443": f"Basic {PAIR}"},
        ),
        ("//own.example/:_authToken=${OWN_TOKEN}", {"https://own.example:443": "Bearer of the environment"}),
        ("//own.example/:_authToken=${NOT_SET?}", {}),
        ("//own.example/:username=me", {}),
        ("//own.example/:username=me\n//own.example/:_password=%%", {}),
        ("_authToken=abc\n_auth=abc", {}),
        ("//:_authToken=abc\n//[::1/:_authToken=abc\n//a@own.example/:_authToken=abc", {}),
        ("//own.example/:_authToken=a\x07b", {}),
    ],
)
def test_secrets_are_those_of_places(
    lines: str, secrets: dict[str, str], rc: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OWN_TOKEN", "of the environment")
    monkeypatch.delenv("NOT_SET", raising=False)
    rc.write_text(lines, "utf-8")
    assert settings().secrets == secrets


@pytest.mark.parametrize("data", [b"\xff\xfe", b"registry", b"=x\n==", b"x" * 70_000])
def test_a_file_that_cannot_be_read_sets_nothing(data: bytes, rc: Path) -> None:
    rc.write_bytes(data)
    assert settings() == Registries()


def test_a_private_registry_gets_its_token_and_another_place_does_not(hub: StandIn, rc: Path) -> None:
    """The registry and the archive lie under one path; the archive is moved to another host, which gets nothing."""
    with serving() as other:
        place = hub.address.partition(":")[2]
        rc.write_text(f"registry={hub.address}/npm/\n{place}/npm/:_authToken={TOKEN}\n", "utf-8")
        manifest = {"name": "tiny", "version": "1.2.0", "license": "MIT"}
        hub.put_json("/npm/tiny/1.2.0", {**manifest, "dist": {"tarball": f"{hub.address}/npm/tiny.tgz"}})
        hub.put("/npm/tiny.tgz", Answer(status=302, headers={"Location": f"{other.address}/npm/tiny.tgz"}))
        other.put("/npm/tiny.tgz", Answer(tarred({"package/LICENSE": "words"})))
        told = _asked("tiny")
        assert isinstance(told, Looked)
        assert [one.path for one in told.documents] == ["LICENSE"]
        assert [request.headers.get("Authorization") for request in hub.asked] == [f"Bearer {TOKEN}"] * 2
        assert [request.headers.get("Authorization") for request in other.asked] == [None]
        assert TOKEN not in repr(told)
        assert TOKEN not in repr(settings())


def test_a_token_of_one_path_is_not_sent_to_another(hub: StandIn, rc: Path) -> None:
    place = hub.address.partition(":")[2]
    rc.write_text(f"registry={hub.address}/b\n{place}/a/:_authToken={TOKEN}\n", "utf-8")
    hub.put("/b/tiny/1.2.0", Answer(status=401))
    told = _asked("tiny")
    assert isinstance(told, Failed)
    assert told.reason == "the registry answers 401"
    assert [request.headers.get("Authorization") for request in hub.asked] == [None]


@pytest.mark.parametrize(
    ("path", "secret"),
    [
        ("/npm/a/b", "of a"),
        ("/npm/a", "of a"),
        ("/npm/ab", "of npm"),
        ("/npm/", "of npm"),
        ("/other", "of the host"),
        ("/npm/../other", "of the host"),
        ("/npm/%2E%2e/other", "of the host"),
        ("", "of the host"),
    ],
)
def test_the_longest_beginning_of_an_address_tells_its_secret(path: str, secret: str) -> None:
    host = "https://own.example:443"
    transport = Transport(secrets={host: "of the host", f"{host}/npm": "of npm", f"{host}/npm/a": "of a"})
    assert transport.secret_for(f"https://own.example{path}?x=/npm/a") == secret
    assert transport.secret_for(f"https://other.example{path}") == ""
    assert transport.secret_for("http://[::1") == ""


def _asked(name: str) -> object:
    _, sources = remote(fresh=True)
    (npm,) = [one for one in sources if Registry.NPM in one.registries]
    return npm.lookup(Sought(registry=Registry.NPM, name=name, version="1.2.0"), wanted)

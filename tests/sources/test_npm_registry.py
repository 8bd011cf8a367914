"""The npm registry: what a manifest claims, the texts in the archive, registries of scopes."""

import pytest

from licet.consult.reading import wanted
from licet.model.lookups import Answer as Told
from licet.model.lookups import Failed, Looked, Missing, Registry, Sought
from licet.sources.answers import Answers
from licet.sources.npm_registry import NpmRegistry
from tests.sources.standin import Answer, StandIn
from tests.sources.wheels import tarred


def ask(hub: StandIn, answers: Answers, name: str = "tiny", version: str = "1.2.0") -> Told:
    sought = Sought(registry=Registry.NPM, name=name, version=version)
    return NpmRegistry(answers=answers, address=hub.address).lookup(sought, wanted)


def looked(told: Told) -> Looked:
    assert isinstance(told, Looked), told
    return told


def published(hub: StandIn, fields: dict[str, object], *, path: str = "/tiny/1.2.0", name: str = "tiny") -> None:
    value = {"name": name, "version": "1.2.0", "dist": {"tarball": f"{hub.address}/tiny/-/tiny.tgz"}, **fields}
    hub.put_json(path, value)
    members = {
        "package/package.json": "{}",
        "package/LICENSE": "words",
        "package/README.md": "# tiny",
        "package/node_modules/x/LICENSE": "of another",
    }
    hub.put("/tiny/-/tiny.tgz", Answer(tarred(members)))


def test_the_manifest_claims_and_the_archive_holds_the_text(hub: StandIn, answers: Answers) -> None:
    published(hub, {"license": "MIT"})
    told = looked(ask(hub, answers))
    assert [(claim.license, claim.evidence.path) for claim in told.claims] == [("MIT", "package.json")]
    assert [(one.path, one.data) for one in told.documents] == [("LICENSE", b"words")]
    assert (told.revision, told.complete) == ("1.2.0", True)


@pytest.mark.parametrize(
    ("keys", "claims"),
    [
        ({"license": {"type": "MIT", "url": "x"}}, ["MIT"]),
        ({"licenses": [{"type": "MIT"}, {"type": "Apache-2.0"}]}, ["MIT", "Apache-2.0"]),
        ({"license": 3, "licenses": "x"}, []),
        ({}, []),
    ],
)
def test_old_manifests_claim_in_their_own_way(
    keys: dict[str, object], claims: list[str], hub: StandIn, answers: Answers
) -> None:
    published(hub, keys)
    assert [claim.license for claim in looked(ask(hub, answers)).claims] == claims


def test_scopes_and_the_newest(hub: StandIn, answers: Answers) -> None:
    published(hub, {"license": "MIT"}, path="/@acme/tiny/latest", name="@acme/tiny")
    assert looked(ask(hub, answers, "%40acme/tiny", "")).name == "%40acme/tiny"
    assert hub.paths()[0] == "/@acme/tiny/latest"


def test_what_is_not_there_is_missing(hub: StandIn, answers: Answers) -> None:
    hub.put("/tiny/1.2.0", Answer(b"{}", 404))
    assert isinstance(ask(hub, answers), Missing)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b'{"name": "other", "version": "1"}', b'{"name": "tiny"}', b'{"name": "tiny", "version": "1\\n2"}'],
)
def test_what_is_no_manifest_has_failed(body: bytes, hub: StandIn, answers: Answers) -> None:
    hub.put("/tiny/1.2.0", Answer(body))
    assert isinstance(ask(hub, answers), Failed)


def test_an_archive_that_cannot_be_had_leaves_the_claim(hub: StandIn, answers: Answers) -> None:
    published(hub, {"license": "MIT"})
    hub.put("/tiny/-/tiny.tgz", Answer(b"broken"))
    told = looked(ask(hub, answers))
    assert [claim.license for claim in told.claims] == ["MIT"]
    assert "license texts are not read" in told.faults[0]
    assert not told.complete


def test_the_packages_of_a_scope_come_from_its_registry(hub: StandIn, answers: Answers) -> None:
    published(hub, {"license": "MIT"}, path="/own/@acme/tiny/1.2.0", name="@acme/tiny")
    registry = NpmRegistry(answers=answers, address=hub.address, scopes={"@acme": f"{hub.address}/own"})
    told = looked(registry.lookup(Sought(registry=Registry.NPM, name="%40acme/tiny", version="1.2.0"), wanted))
    assert told.source == f"{hub.address}/own"
    registry.lookup(Sought(registry=Registry.NPM, name="tiny", version="1.2.0"), wanted)
    assert hub.paths()[-1] == "/tiny/1.2.0"

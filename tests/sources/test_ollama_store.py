"""The store of Ollama: license layers by their hashes, names as Ollama reads them."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from licet.model.lookups import Answer as Told
from licet.model.lookups import Failed, Looked, Missing, Registry, Sought
from licet.sources import ollama_store
from licet.sources.answers import Answers
from licet.sources.ollama_layers import place_of
from licet.sources.ollama_registry import OllamaRegistry
from licet.sources.ollama_store import OllamaStore
from tests.sources.standin import Answer, StandIn
from tests.sources.stores import pulled


def ask(root: Path, name: str) -> Told:
    return OllamaStore(root=root).lookup(Sought(registry=Registry.OLLAMA, name=name), lambda _: True)


def looked(told: Told) -> Looked:
    assert isinstance(told, Looked), told
    return told


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("llama3", "registry.ollama.ai/library/llama3/latest"),
        ("llama3:8b", "registry.ollama.ai/library/llama3/8b"),
        ("me/mine:q4", "registry.ollama.ai/me/mine/q4"),
        ("hf.co/acme/tiny:Q4_K_M", "hf.co/acme/tiny/Q4_K_M"),
        ("a/b/c/d", ""),
        ("../../etc/passwd", ""),
        ("..:x", ""),
        ("", ""),
        ("x:..", ""),
        ("x\x00:y", ""),
    ],
)
def test_names_are_read_as_ollama_reads_them(name: str, place: str) -> None:
    assert "/".join(place_of(name) or ()) == place


def test_every_license_layer_is_a_text(tmp_path: Path) -> None:
    pulled(tmp_path, "registry.ollama.ai/library/llama3/8b", ["the license", "the policy"])
    told = looked(ask(tmp_path, "llama3:8b"))
    assert [(one.path, one.data) for one in told.documents] == [
        ("LICENSE", b"the license"),
        ("LICENSE-2", b"the policy"),
    ]
    assert told.revision == sha256(b"weights").hexdigest()
    assert told.complete


def test_a_model_without_a_license_layer_has_none(tmp_path: Path) -> None:
    pulled(tmp_path, "registry.ollama.ai/library/plain/latest", [])
    assert looked(ask(tmp_path, "plain")).absent == ("LICENSE",)


def test_what_was_not_pulled_is_missing(tmp_path: Path) -> None:
    assert ask(tmp_path, "llama3") == Missing(source="ollama-store")


def test_a_layer_that_is_not_what_its_hash_says_is_not_used(tmp_path: Path) -> None:
    pulled(tmp_path, "registry.ollama.ai/library/llama3/latest", ["the license"])
    blob = tmp_path / "blobs" / f"sha256-{sha256(b'the license').hexdigest()}"
    blob.write_text("other words", "utf-8")
    told = looked(ask(tmp_path, "llama3"))
    assert told.documents == ()
    assert told.faults == ("LICENSE: its layer is not what its hash says",)
    blob.unlink()
    assert looked(ask(tmp_path, "llama3")).faults == ("LICENSE: its layer is not in the store",)
    blob.symlink_to("/etc/passwd")
    assert "leaves the store" in looked(ask(tmp_path, "llama3")).faults[0]


@pytest.mark.parametrize("body", ["", "{", "[]", '{"layers": 3}', "null"])
def test_a_broken_manifest_has_failed(body: str, tmp_path: Path) -> None:
    pulled(tmp_path, "registry.ollama.ai/library/llama3/latest", []).write_text(body, "utf-8")
    assert isinstance(ask(tmp_path, "llama3"), Failed)


@pytest.mark.parametrize("digest", ["", "sha256:../../x", "sha256:" + "g" * 64, "md5:00", "sha256:" + "0" * 63])
def test_digests_lead_nowhere_else(digest: str, tmp_path: Path) -> None:
    manifest = pulled(tmp_path, "registry.ollama.ai/library/llama3/latest", [])
    layer = {"mediaType": "application/vnd.ollama.image.license", "digest": digest}
    manifest.write_text(json.dumps({"layers": [layer]}), "utf-8")
    assert looked(ask(tmp_path, "llama3")).faults == ("LICENSE: its layer has no hash",)


def test_the_root_is_where_ollama_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_MODELS", str(tmp_path))
    assert ollama_store.root() == tmp_path
    monkeypatch.delenv("OLLAMA_MODELS")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert ollama_store.root() == tmp_path / ".ollama" / "models"


# -- the registry ------------------------------------------------------------------------------------------------------


def told_by_the_registry(hub: StandIn, answers: Answers, name: str) -> Told:
    registry = OllamaRegistry(answers=answers, address=hub.address)
    return registry.lookup(Sought(registry=Registry.OLLAMA, name=name), lambda _: True)


def test_the_registry_gives_the_texts_and_not_the_weights(hub: StandIn, answers: Answers, tmp_path: Path) -> None:
    manifest = pulled(tmp_path, "registry.ollama.ai/library/llama3/8b", ["the license"])
    digest = f"sha256:{sha256(b'the license').hexdigest()}"
    hub.put("/v2/library/llama3/manifests/8b", Answer(manifest.read_bytes()))
    hub.put(f"/v2/library/llama3/blobs/{digest}", Answer(b"the license"))
    told = looked(told_by_the_registry(hub, answers, "llama3:8b"))
    assert [one.data for one in told.documents] == [b"the license"]
    assert told.documents == looked(ask(tmp_path, "llama3:8b")).documents
    assert hub.paths() == ["/v2/library/llama3/manifests/8b", f"/v2/library/llama3/blobs/{digest}"]


def test_the_registry_says_what_it_does_not_have(hub: StandIn, answers: Answers) -> None:
    hub.put("/v2/library/x/manifests/latest", Answer(status=404))
    assert isinstance(told_by_the_registry(hub, answers, "x"), Missing)
    hub.put("/v2/library/y/manifests/latest", Answer(status=403))
    assert isinstance(told_by_the_registry(hub, answers, "y"), Failed)
    asked = len(hub.asked)
    assert isinstance(told_by_the_registry(hub, answers, "hf.co/acme/tiny"), Missing)
    assert len(hub.asked) == asked

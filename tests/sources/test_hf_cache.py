"""The cache of the Hugging Face libraries, laid out as they lay it out; links out of it are refused."""

from pathlib import Path

import pytest

from licet.consult.reading import wanted
from licet.model.lookups import Answer as Told
from licet.model.lookups import Looked, Missing, Registry, Sought
from licet.sources import hf_cache
from licet.sources.hf_cache import HubCache
from tests.sources.standin import NEXT_SHA, SHA
from tests.sources.stores import cached

MODEL = Sought(registry=Registry.MODEL, name="acme/tiny")
CARD = "---\nlicense: mit\n---\n"


def ask(root: Path, sought: Sought = MODEL) -> Told:
    return HubCache(root=root).lookup(sought, wanted)


def looked(told: Told) -> Looked:
    assert isinstance(told, Looked), told
    return told


def test_the_files_of_a_snapshot_are_read_through_their_links(tmp_path: Path) -> None:
    folder = cached(tmp_path, "acme/tiny", {"README.md": CARD, "LICENSE": "words", "config.json": "{}"})
    assert (folder / "snapshots" / SHA / "LICENSE").is_symlink()
    told = looked(ask(tmp_path))
    assert told.revision == SHA
    assert {document.path: document.data for document in told.documents} == {
        "LICENSE": b"words",
        "README.md": CARD.encode(),
    }
    assert told.faults == ()


def test_a_cache_without_links_holds_the_files_themselves(tmp_path: Path) -> None:
    cached(tmp_path, "acme/tiny", {"LICENSE": "words"}, links=False)
    assert looked(ask(tmp_path)).documents[0].data == b"words"


def test_data_have_folders_of_their_own(tmp_path: Path) -> None:
    cached(tmp_path, "acme/tiny", {"README.md": CARD}, kind="datasets")
    assert ask(tmp_path) == Missing(source="huggingface-cache")
    assert looked(ask(tmp_path, Sought(registry=Registry.DATASET, name="acme/tiny"))).revision == SHA


def test_models_without_an_organization_are_found(tmp_path: Path) -> None:
    cached(tmp_path, "gpt2", {"README.md": CARD})
    assert looked(ask(tmp_path, Sought(registry=Registry.MODEL, name="gpt2"))).documents


def test_what_was_asked_for_and_was_not_there_is_known_to_be_absent(tmp_path: Path) -> None:
    cached(tmp_path, "acme/tiny", {"README.md": CARD}, absent=("LICENSE", "adapter_config.json", "tokens.txt"))
    told = looked(ask(tmp_path))
    assert told.absent == ("LICENSE", "adapter_config.json")
    assert told.complete


def test_that_a_file_was_not_downloaded_says_nothing(tmp_path: Path) -> None:
    cached(tmp_path, "acme/tiny", {"config.json": "{}"})
    told = looked(ask(tmp_path))
    assert (told.documents, told.absent, told.complete) == ((), (), False)


def test_the_revision_that_is_named_is_the_one_that_is_read(tmp_path: Path) -> None:
    cached(tmp_path, "acme/tiny", {"LICENSE": "old"})
    cached(tmp_path, "acme/tiny", {"LICENSE": "new"}, sha=NEXT_SHA, refs=("main", "refs/pr/1"))
    named = {
        version: Sought(registry=Registry.MODEL, name="acme/tiny", version=version)
        for version in (SHA, "refs/pr/1", "v9")
    }
    assert looked(ask(tmp_path)).documents[0].data == b"new"
    assert looked(ask(tmp_path, named[SHA])).documents[0].data == b"old"
    assert looked(ask(tmp_path, named["refs/pr/1"])).documents[0].data == b"new"
    assert isinstance(ask(tmp_path, named["v9"]), Missing)


def test_without_a_reference_the_only_snapshot_counts_and_of_two_none(tmp_path: Path) -> None:
    cached(tmp_path, "acme/tiny", {"LICENSE": "old"}, refs=())
    assert looked(ask(tmp_path)).revision == SHA
    cached(tmp_path, "acme/tiny", {"LICENSE": "new"}, sha=NEXT_SHA, refs=())
    assert isinstance(ask(tmp_path), Missing)


def test_links_out_of_the_cache_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the words of a secret", "utf-8")
    root = tmp_path / "hub"
    folder = cached(root, "acme/tiny", {"README.md": CARD})
    snapshot = folder / "snapshots" / SHA
    (snapshot / "LICENSE").symlink_to(tmp_path / "secret")
    (snapshot / "NOTICE").symlink_to("../../../../../secret")
    told = looked(ask(root))
    assert [document.path for document in told.documents] == ["README.md"]
    assert told.faults == tuple(
        f"{name}: is a link that leaves the store; not followed" for name in ("LICENSE", "NOTICE")
    )
    assert not told.complete


def test_a_snapshot_that_is_a_link_out_of_the_cache_is_refused(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "LICENSE").write_text("words", "utf-8")
    root = tmp_path / "hub"
    folder = cached(root, "acme/tiny", {})
    (folder / "snapshots").mkdir(exist_ok=True)
    (folder / "snapshots" / SHA).symlink_to(tmp_path / "outside")
    told = ask(root)
    assert isinstance(told, Missing) or not told.documents  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "name", ["../../etc", "acme/..", "./tiny", "acme/tiny/x/../..", "a--b/c", "acme/ti ny", "", "/"]
)
def test_names_lead_nowhere_else(name: str, tmp_path: Path) -> None:
    assert isinstance(ask(tmp_path, Sought(registry=Registry.MODEL, name=name)), Missing)


@pytest.mark.parametrize("version", ["../../../x", "main/../..", "\x00", "a b"])
def test_versions_lead_nowhere_else(version: str, tmp_path: Path) -> None:
    cached(tmp_path, "acme/tiny", {"LICENSE": "words"})
    assert isinstance(ask(tmp_path, Sought(registry=Registry.MODEL, name="acme/tiny", version=version)), Missing)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    import os  # noqa: PLC0415 - where there are pipes

    folder = cached(tmp_path, "acme/tiny", {"README.md": CARD})
    os.mkfifo(folder / "snapshots" / SHA / "LICENSE")
    assert looked(ask(tmp_path)).faults == ("LICENSE: is no regular file; not opened",)


def test_the_root_is_where_the_libraries_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hf_cache.root().name == "hub"
    for name, below in (("HUGGINGFACE_HUB_CACHE", ""), ("HF_HOME", "hub"), ("XDG_CACHE_HOME", "huggingface/hub")):
        monkeypatch.delenv("HF_HUB_CACHE", raising=False)
        monkeypatch.setenv(name, str(tmp_path))
        assert hf_cache.root() == (tmp_path / below if below else tmp_path)
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert hf_cache.root() == tmp_path / ".cache" / "huggingface" / "hub"

"""Packages of the environment that is active: metadata and texts by path, in the version that the project pins."""

from pathlib import Path

import pytest

from licet.consult.reading import wanted
from licet.model.lookups import Answer as Told
from licet.model.lookups import Looked, Missing, Registry, Sought
from licet.sources.installed import environments

SITE = "lib/python3.12/site-packages"
METADATA = "Metadata-Version: 2.1\nName: Tiny.Lib\nVersion: 1.2\nLicense: MIT\n\n"


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / SITE / "Tiny.Lib-1.2.dist-info"
    (folder / "licenses").mkdir(parents=True)
    (folder / "METADATA").write_text(METADATA, "utf-8")
    (folder / "RECORD").write_text("", "utf-8")
    (folder / "licenses" / "LICENSE").write_text("words", "utf-8")
    (tmp_path / SITE / "tiny_lib.py").write_text("raise SystemExit('this was executed')", "utf-8")
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path))
    return tmp_path


def ask(version: str = "1.2", name: str = "tiny-lib") -> Told:
    [found] = environments()
    return found.lookup(Sought(registry=Registry.PYPI, name=name, version=version), wanted)


def test_metadata_and_texts_are_read(environment: Path) -> None:
    told = ask()
    assert isinstance(told, Looked)
    assert {document.path: document.data for document in told.documents} == {
        "Tiny.Lib-1.2.dist-info/METADATA": METADATA.encode(),
        "Tiny.Lib-1.2.dist-info/licenses/LICENSE": b"words",
    }
    assert (told.revision, told.complete) == ("1.2", True)
    assert str(environment) not in repr(told)


def test_another_version_is_not_this_one(environment: Path) -> None:
    assert environment.is_dir()
    assert isinstance(ask("1.3"), Missing)
    assert isinstance(ask(name="other"), Missing)
    assert isinstance(ask(""), Looked)


def test_links_out_of_the_environment_are_refused(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret"
    secret.write_text("a secret", "utf-8")
    (environment / SITE / "Tiny.Lib-1.2.dist-info" / "COPYING").symlink_to(secret)
    told = ask()
    assert isinstance(told, Looked)
    assert b"a secret" not in b"".join(document.data for document in told.documents)
    assert "leaves the store" in told.faults[0]


def test_without_an_environment_there_is_no_source(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert environments() == ()
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / "none"))
    monkeypatch.setenv("CONDA_PREFIX", str(tmp_path))
    assert environments() == ()

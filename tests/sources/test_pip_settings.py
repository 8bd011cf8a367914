"""Indexes as pip is configured: files, their order, the environment, and secrets taken out of addresses."""

from base64 import b64encode
from pathlib import Path

import pytest

from licet.sources.pip_settings import PYPI, settings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PIP_CONFIG_FILE")
    monkeypatch.delenv("PIP_NO_INDEX")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr("licet.sources.pip_settings._SYSTEM", ())
    return tmp_path


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.usefixtures("home")
def test_without_settings_it_is_the_index_of_all() -> None:
    assert settings().indexes == (PYPI,)


def test_files_are_read_in_their_order_and_the_environment_is_last(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(
        home / ".pip" / "pip.conf", "[global]\nindex-url = https://old.example/simple\nfind-links = https://l.example\n"
    )
    put(home / ".config" / "pip" / "pip.conf", "[install]\nindex-url = https://new.example/simple/\n")
    assert settings().indexes == ("https://new.example/simple",)
    assert settings().links == ("https://l.example",)
    monkeypatch.setenv("PIP_INDEX_URL", "https://env.example/simple")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "https://a.example/s https://b.example/s")
    assert settings().indexes == ("https://env.example/simple", "https://a.example/s", "https://b.example/s")


def test_the_file_that_is_named_counts_most_and_the_null_device_is_none(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(home / ".pip" / "pip.conf", "[global]\nindex-url = https://old.example/simple\n")
    put(
        home / "own.conf",
        "[global]\nindex-url = https://own.example/simple\nextra-index-url =\n  https://x.example/s\n",
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(home / "own.conf"))
    assert settings().indexes == ("https://own.example/simple", "https://x.example/s")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    assert settings().indexes == (PYPI,)


def test_no_index_is_no_index(home: Path) -> None:
    put(home / ".pip" / "pip.conf", f"[global]\nno-index = true\nfind-links = {home}/wheels\n")
    assert settings().indexes == ()
    assert settings().links == ((home / "wheels").as_uri(),)


@pytest.mark.usefixtures("home")
def test_a_password_becomes_the_authorization_of_its_origin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "https://me:p%40ss@own.example/simple?token=1")
    found = settings()
    assert found.indexes == ("https://own.example/simple",)
    told = b64encode(b"me:p@ss").decode()
    assert found.secrets == {"https://own.example:443": f"Basic {told}"}
    assert "p%40ss" not in repr(found)
    assert told not in repr(found)


@pytest.mark.parametrize("text", ["no section", "[global]\nindex-url", "\x00", "[global\n"])
def test_a_file_that_cannot_be_read_sets_nothing(text: str, home: Path) -> None:
    put(home / ".pip" / "pip.conf", text)
    assert settings().indexes == (PYPI,)

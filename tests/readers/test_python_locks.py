"""`pylock.toml`, `pdm.lock`, `Pipfile`, its lock, and environments of conda."""

import pytest

from licet.model.bom import Found
from licet.model.vocabulary import Scope
from licet.readers import conda_environment, pdm_lock, pipfile, pylock
from tests.readers.assets import asset
from tests.readers.linked import linked
from tests.readers.opening import opened

COMMIT = "ab" * 20
TOOL = f"pkg:github/acme/tool@{COMMIT}"


def scopes(found: Found) -> dict[str, Scope]:
    return {part.id: part.scope for part in found.components}


def test_full_pylock() -> None:
    found = pylock.read(asset("pylock", "full", "pylock.toml"))
    assert linked(found) == [
        ("pkg:pypi/requests@2.32.3", "links", "pkg:pypi/urllib3@2.2.2", 4),
        ("product", "links", TOOL, 18),
        ("product", "links", "pkg:pypi/requests@2.32.3", 4),
    ]
    assert found.components[0].evidence[0].note == "if python_version > '3.8'"


@pytest.mark.parametrize("path", ["pylock.toml", "pylock.dev.toml", "owner__pylock.toml"])
def test_names_of_pylocks(path: str) -> None:
    assert pylock.wants(path)
    assert not pylock.wants("pylocker.toml")


def test_full_pdm_lock() -> None:
    found = pdm_lock.read(asset("pdm-lock", "full", "pdm.lock"))
    assert linked(found) == [
        ("pkg:pypi/requests@2.32.3", "links", "pkg:pypi/urllib3@2.2.2", 4),
        ("product", "links", "pkg:pypi/requests@2.32.3", 4),
        ("product", "builds-with", "pkg:pypi/pytest@8.0.0", 15),
        ("product", "links", TOOL, 20),
    ]
    assert scopes(found)["pkg:pypi/pytest@8.0.0"] is Scope.DEVELOPMENT


def test_full_pipfile() -> None:
    found = pipfile.read(asset("pipfile", "full", "Pipfile"))
    assert linked(found) == [
        ("product", "links", "pkg:pypi/torch@2.4.0", 6),
        ("product", "links", "pkg:pypi/requests", 7),
        ("product", "links", "pkg:github/acme/tool@v1", 8),
        ("product", "links", "file:lib", 9),
        ("product", "builds-with", "pkg:pypi/pytest", 12),
    ]


def test_lock_of_a_pipfile_pins() -> None:
    text = '{"_meta": {"requires": {}},\n"default": {"aiohttp": {"version": "==3.9.0", "markers": "python_version"}},'
    text += '\n"develop": {"pytest": {"version": "==8.0.0"}}}'
    found = pipfile.read(opened("Pipfile.lock", text))
    assert linked(found) == [
        ("product", "links", "pkg:pypi/aiohttp@3.9.0", 2),
        ("product", "builds-with", "pkg:pypi/pytest@8.0.0", 3),
    ]


def test_full_environment_of_conda() -> None:
    found = conda_environment.read(asset("conda-environment", "full", "environment.yml"))
    assert linked(found) == [
        ("product", "links", "pkg:conda/python@3.8", 4),
        ("product", "links", "pkg:conda/pytorch@2.1.0?channel=conda-forge", 5),
        ("product", "links", "pkg:conda/scikit-learn", 7),
        ("product", "links", "pkg:conda/pip", 8),
        ("product", "links", "pkg:pypi/mlflow@1.30.0", 10),
        ("product", "links", "pkg:pypi/numpy", 11),
        ("product", "links", "pkg:github/acme/tool@v1", 13),
    ]


def test_settings_that_are_no_environment_are_left_alone() -> None:
    assert conda_environment.read(opened("environment.yml", "dev: {url: x}\n")) == Found()

"""No test sees the stores of the machine it runs on, or writes to them; each has empty ones of its own.

Properties try the same examples in every run, however slow the machine is; with HYPOTHESIS_PROFILE=search they look for
new ones.
"""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "steady", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

if "PYTEST_XDIST_WORKER" in os.environ:  # the workers are measured; the programs that tests start would only be slowed
    os.environ.pop("COVERAGE_PROCESS_CONFIG", None)

_UNSET = (
    *("HF_ENDPOINT", "HF_TOKEN", "HF_HOME", "HUGGINGFACE_HUB_CACHE", "VIRTUAL_ENV", "CONDA_PREFIX"),
    *("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "npm_config_registry"),
    *("NPM_CONFIG_REGISTRY", "npm_config_userconfig", "npm_config_globalconfig", "NPM_CONFIG_GLOBALCONFIG"),
)


@pytest.fixture(scope="session")
def _places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders that do not exist: making one for each of the many tests that need none takes longer than they do."""
    base = tmp_path_factory.mktemp("stores")
    return (base / str(number) for number in count())


@pytest.fixture(autouse=True)
def _stores_of_its_own(_places: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    stores = next(_places)
    for name in _UNSET:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HF_HUB_CACHE", str(stores / "hub"))
    monkeypatch.setenv("OLLAMA_MODELS", str(stores / "ollama"))
    monkeypatch.setenv("LICET_CACHE", str(stores / "licet"))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("NPM_CONFIG_USERCONFIG", str(stores / "npmrc"))
    monkeypatch.setenv("NETRC", str(stores / "netrc"))
    return stores

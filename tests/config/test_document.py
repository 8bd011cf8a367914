"""Which file is the system file."""

from pathlib import Path

import pytest

from licet.config import find, load
from licet.errors import ConfigError


def test_a_folder_without_either_file_has_none(tmp_path: Path) -> None:
    assert find(tmp_path) is None
    assert find(tmp_path / "absent") is None


def test_licet_toml_comes_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.licet.use]\ncommercial = true\n")
    assert find(tmp_path) == tmp_path / "pyproject.toml"
    (tmp_path / "licet.toml").write_text("")
    assert find(tmp_path) == tmp_path / "licet.toml"


@pytest.mark.parametrize(
    "text",
    [
        '[project]\nname = "x"\n',
        '[project]\nname = "licet"\ndependencies = ["licet"]\n',
        "[tool.other]\nlicet = true\n",
        "tool = 3 # licet\n",
        "licet = [broken\n",
        "",
    ],
)
def test_a_pyproject_without_the_table_does_not_count(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert find(tmp_path) is None


@pytest.mark.parametrize(
    "text", ["[tool.licet]\n", "tool.licet.use = {}\n", "[tool]\nlicet = 3\n", "['tool'.\"licet\"]\n"]
)
def test_a_pyproject_with_the_table_counts(text: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    assert find(tmp_path) == tmp_path / "pyproject.toml"


def test_a_broken_pyproject_that_means_licet_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.licet.use]\ncommercial = yes\n")
    found = find(tmp_path)
    assert found is not None
    with pytest.raises(ConfigError, match=r"^pyproject\.toml:2: not valid TOML"):
        load(found)


def test_a_licet_toml_that_cannot_be_read_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "licet.toml").symlink_to("nowhere")
    (tmp_path / "pyproject.toml").write_text("[tool.licet]\n")
    found = find(tmp_path)
    assert found == tmp_path / "licet.toml"
    with pytest.raises(ConfigError, match="there is no such file"):
        load(found)


def test_a_folder_named_pyproject_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").mkdir()
    assert find(tmp_path) is None

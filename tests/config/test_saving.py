from pathlib import Path

import pytest

from licet.config.saving import save
from licet.errors import UsageError


def test_a_text_is_written_byte_for_byte(tmp_path: Path) -> None:
    save(tmp_path / "licet.toml", "\ufeffa\r\nb\n")
    assert (tmp_path / "licet.toml").read_bytes() == b"\xef\xbb\xbfa\r\nb\n"
    assert [path.name for path in tmp_path.iterdir()] == ["licet.toml"]


def test_an_old_file_keeps_its_mode_and_a_link_stays_one(tmp_path: Path) -> None:
    real = tmp_path / "real.toml"
    real.write_text("old", "utf-8")
    real.chmod(0o640)
    (tmp_path / "licet.toml").symlink_to(real)
    save(tmp_path / "licet.toml", "new")
    assert (tmp_path / "licet.toml").is_symlink()
    assert real.read_text("utf-8") == "new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written: No such file"):
        save(tmp_path / "gone" / "licet.toml", "x")

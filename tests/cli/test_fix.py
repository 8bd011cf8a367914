from pathlib import Path

import pytest

from licet.cli import main

SYSTEM = """
[product]
name = "tuner"
license = "apache-2.0"
[use]
commercial = true
delivery = ["distributed-weights"]
[[component]]
id = "file:models/mine"
kind = "model"
own = true
license = "{license}"
[[link]]
from = "product"
how = "bundles"
to = "file:models/mine"
"""


def project(folder: Path, card: str | bytes, license_: str = "Apache-2.0") -> Path:
    (folder / "models" / "mine").mkdir(parents=True)
    (folder / "models" / "mine" / "config.json").write_text('{"model_type": "bert"}', "utf-8")
    readme = folder / "models" / "mine" / "README.md"
    readme.write_bytes(card if isinstance(card, bytes) else card.encode())
    (folder / "licet.toml").write_text(SYSTEM.format(license=license_), "utf-8")
    return readme


def test_a_card_gets_the_license_that_it_lacks_and_keeps_every_other_byte(tmp_path: Path) -> None:
    card = b"---\r\nlanguage: en   # the tongue\r\ntags: [a,  b]\r\n---\r\n\r\n# Mine \xc3\xa9\r\n"
    readme = project(tmp_path, card)
    assert main(["fix", str(tmp_path), "--yes"]) == 0
    assert readme.read_bytes() == card.replace(b"---\r\n", b"---\r\nlicense: apache-2.0\r\n", 1)


def test_a_card_without_front_matter_gets_one(tmp_path: Path) -> None:
    readme = project(tmp_path, "# Mine\n")
    main(["fix", str(tmp_path), "--yes"])
    assert readme.read_text("utf-8") == "---\nlicense: apache-2.0\n---\n\n# Mine\n"


def test_a_license_that_the_hub_does_not_know_goes_by_its_name(tmp_path: Path) -> None:
    readme = project(tmp_path, "---\nlanguage: en\n---\n", "LicenseRef-Acme-Internal")
    main(["fix", str(tmp_path), "--yes"])
    text = readme.read_text("utf-8")
    assert 'license: other\nlicense_name: "LicenseRef-Acme-Internal"\nlicense_link: LICENSE\n' in text


def test_nothing_is_written_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    readme = project(tmp_path, "---\nlanguage: en\n---\n")
    assert main(["fix", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "+license: apache-2.0" in out
    assert "nothing was written" in out
    assert readme.read_text("utf-8") == "---\nlanguage: en\n---\n"
    assert not (tmp_path / "licet-notices").exists()


def test_what_was_fixed_needs_no_fix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project(tmp_path, "---\nlanguage: en\n---\n")
    main(["fix", str(tmp_path), "--yes"])
    capsys.readouterr()
    assert main(["fix", str(tmp_path)]) == 0
    assert "nothing to fix" in capsys.readouterr().out


@pytest.mark.parametrize(
    "card", ["---\nlicense: mit\n---\n", "---\nlicense:\n---\n", "---\nlicense: [mit, gpl-3.0]\n---\n"]
)
def test_a_field_that_is_there_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], card: str
) -> None:
    readme = project(tmp_path, card)
    main(["fix", str(tmp_path), "--yes"])
    assert readme.read_text("utf-8") == card
    assert "proposed, not done" in capsys.readouterr().out


@pytest.mark.parametrize("card", [b"---\nlicense: [\n---\n", b"---\nx: \xff\n---\n", b"\xff\xfe-\x00"])
def test_a_card_that_cannot_be_read_is_left_alone(tmp_path: Path, card: bytes) -> None:
    readme = project(tmp_path, card)
    main(["fix", str(tmp_path), "--yes"])
    assert readme.read_bytes() == card


def test_a_card_that_is_a_link_out_of_the_project_is_left_alone(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("# theirs\n", "utf-8")
    root = tmp_path / "project"
    root.mkdir()
    readme = project(root, "x")
    readme.unlink()
    readme.symlink_to(outside)
    main(["fix", str(root), "--yes"])
    assert outside.read_text("utf-8") == "# theirs\n"
    assert readme.is_symlink()

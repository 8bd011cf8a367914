"""The script that builds the index: what it reads from ScanCode's archive, and its check of what was built."""

import io
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType

import pytest

from licet.identify.index import load
from tests.shared import REPOSITORY

SCRIPT = REPOSITORY / "tools" / "build_index.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    module = ModuleType("build_index")
    module.__file__ = str(SCRIPT)
    sys.modules["build_index"] = module
    exec(compile(SCRIPT.read_text(encoding="utf-8"), SCRIPT, "exec"), module.__dict__)  # noqa: S102 - the project's own
    return module


def archive(path: Path, members: dict[str, str]) -> Path:
    with tarfile.open(path, "w:gz") as opened:
        for name, text in members.items():
            data = text.encode()
            member = tarfile.TarInfo(f"toolkit-1.0/{name}")
            member.size = len(data)
            opened.addfile(member, io.BytesIO(data))
    return path


def test_the_text_of_a_license_is_read_without_its_head(script: ModuleType, tmp_path: Path) -> None:
    head = "---\nkey: teapot\nname: Teapot License\nspdx_license_key: LicenseRef-Teapot\nurls:\n    - x\n---\n"
    path = archive(
        tmp_path / "sdist.tar.gz",
        {
            "src/licensedcode/data/licenses/teapot.LICENSE": f"{head}\nPour.\n---\nMore.\n",
            "src/licensedcode/data/licenses/empty.LICENSE": "---\nkey: empty\n",
            "src/licensedcode/data/rules/teapot_1.RULE": "---\nlicense_expression: teapot\n---\nPour again.\n",
            "src/other/teapot.LICENSE": f"{head}\nNo.\n",
            "setup.py": "raise SystemExit",
        },
    )
    published = script.read_archive(path)
    assert sorted(published) == ["teapot.LICENSE", "teapot_1.RULE"]
    fields, text = published["teapot.LICENSE"]
    assert text == b"\nPour.\n---\nMore.\n"
    assert fields["spdx_license_key"] == "LicenseRef-Teapot"


def test_the_rules_of_the_sources_file_can_be_read(script: ModuleType) -> None:
    import tomllib  # noqa: PLC0415 - needed here only

    sources = tomllib.loads(script.SOURCES.read_text(encoding="utf-8"))
    rules = script.read_rules(sources)
    assert all(rule.head or rule.above or rule.tail for rule in rules.optional)
    assert all(rule.before and rule.after and (rule.most or rule.choices) for rule in rules.gaps)
    assert rules.lexicon == load().lexicon
    assert not rules.lexicon.terms & rules.lexicon.title


def test_a_shard_that_is_committed_is_in_the_index(script: ModuleType) -> None:
    held = {(one.license, one.sha256, one.size) for one in load().known}
    shards = script._shards()
    assert shards
    assert all((one.license, one.sha256, len(one.keys)) in held for one in shards)


def test_the_index_passes_its_own_check() -> None:
    done = subprocess.run([sys.executable, SCRIPT, "--verify"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout

"""A bad file of every kind that is read is one named problem, and the verdict is then not "allowed"."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from licet.model.analysis import Analysis
from licet.model.vocabulary import Verdict
from licet.pipeline import analyze
from licet.readers.registry import READERS

CLEAN = """
[product]
name = "tool"
license = "MIT"

[use]
commercial = true
delivery = ["internal"]
fields = []

[[component]]
id = "ours"
kind = "library"
own = true

[[link]]
from = "product"
how = "links"
to = "ours"
"""

BROKEN: Mapping[str, bytes] = {
    "vendor/thing/LICENSE": b"\x00\x93\xfa" * 40,
    "models/a/README.md": b"---\nlicense: [mit\n---\n",
    "models/a/config.json": b'{"model_type": "bert", ',
    "models/a/adapter_config.json": b'{"base_model_name_or_path": ',
    "models/a/tokenizer_config.json": b"[1, 2",
    "requirements.txt": b"numpy==\n",
    "pyproject.toml": b"[project\n",
    "uv.lock": b"[[package]\n",
    "poetry.lock": b"[[package]\n",
    "package.json": b'{"name": ',
    "package-lock.json": b'{"packages": {',
    ".deps/thing-1.0.dist-info/METADATA": b"nothing of the kind\n",
    "src/app.py": b"def broken(:\n",
    "Pipfile.lock": b"{",
    "Cargo.lock": b"[[package]]",
    "pylock.toml": b"[[packages]",
    "pdm.lock": b"[[package]",
    "Pipfile": b"[packages",
    "environment.yml": b"dependencies: [",
    "pnpm-lock.yaml": b"lockfileVersion: [",
    "yarn.lock": b"nothing of the kind",
    "sbom.json": b"{",
    "models/b/MLmodel": b"flavors: [",
    "models/b/meta.json": b"{",
    "models/b/modules.json": b"[",
    "dist/acme-1.0-py3-none-any.whl": b"PK",
    "models/a.gguf": b"GGUF\x03",
    "models/a.safetensors": b"\x00" * 9,
    "models/a.onnx": b"\x07",
    "Modelfile": b"FROMAGE",
    "Dockerfile": b"no such thing here",
    "compose.yaml": b"services: [",
    "cog.yaml": b"build: [",
    "data/dataset_info.json": b"{",
    "explore.ipynb": b'{"cells": [',
}
BY_CONTENT = frozenset(
    {
        *("axolotl", "gateways", "helm-values", "kubernetes", "llama-factory", "mergekit", "model-settings", "trl"),
        *(
            "cog",
            "cyclonedx",
            "env-files",
            "gitmodules",
            "n8n-workflows",
            "offered-models",
            "ollama-store",
            "setup-cfg",
            "setup-py",
            "shell-scripts",
        ),
        *("croissant", "data-provenance", "dvc", "spdx2", "spdx3", "unsloth"),
    }
)
"""Readers of files of which only the content tells that they are theirs."""
DEEP = b"[" * 200_000
BOMB = (
    b"---\na: &a [x,x,x,x,x,x,x,x,x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (98 + at, 98 + at, b",".join([b"*%c" % (97 + at)] * 9)) for at in range(9))
    + b"license: mit\n---\n"
)


def judged(folder: Path, path: str, data: bytes) -> Analysis:
    (folder / "licet.toml").write_text(CLEAN, "utf-8")
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return analyze(folder, now=date(2026, 11, 21))


def expect_one_problem(found: Analysis, path: str) -> None:
    named = [problem for problem in found.bom.problems if problem.path == path]
    assert len(named) == 1, found.bom.problems
    assert named[0].reason
    assert "\n" not in named[0].reason
    assert found.verdict.rank >= Verdict.REVIEW.rank


def test_the_clean_project_is_allowed(tmp_path: Path) -> None:
    assert judged(tmp_path, "notes.xyz", b"anything").verdict is Verdict.ALLOWED


def test_every_reader_is_in_the_list() -> None:
    unwanted = [reader.name for reader in READERS if not any(reader.wants(path) for path in BROKEN)]
    # prose that is no card has no form to be broken, nor has a file that is looked at for a few words; settings in
    # YAML are of many kinds, and the broken ones are those of their readers; of a broken JavaScript program what can be
    # read is read
    assert set(unwanted) <= {"readmes", "javascript", *BY_CONTENT}


@pytest.mark.parametrize("path", sorted(BROKEN))
def test_broken_file(path: str, tmp_path: Path) -> None:
    expect_one_problem(judged(tmp_path, path, BROKEN[path]), path)


@pytest.mark.parametrize("path", sorted(set(BROKEN) - {"src/app.py"}))
def test_empty_file(path: str, tmp_path: Path) -> None:
    expect_one_problem(judged(tmp_path, path, b""), path)


def test_empty_python_file_is_a_program_that_loads_nothing(tmp_path: Path) -> None:
    assert judged(tmp_path, "src/__init__.py", b"").verdict is Verdict.ALLOWED


@pytest.mark.parametrize("path", sorted(BROKEN))
def test_binary_file(path: str, tmp_path: Path) -> None:
    expect_one_problem(judged(tmp_path, path, bytes(range(256)) * 64), path)


@pytest.mark.parametrize("path", sorted(BROKEN))
def test_huge_file(path: str, tmp_path: Path) -> None:
    (tmp_path / "licet.toml").write_text(CLEAN, "utf-8")
    target = tmp_path / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as stream:
        stream.truncate(2**31)
    expect_one_problem(analyze(tmp_path, now=date(2026, 11, 21)), path)


@pytest.mark.parametrize("path", sorted(set(BROKEN) - {"vendor/thing/LICENSE"}))
def test_mis_encoded_file(path: str, tmp_path: Path) -> None:
    expect_one_problem(judged(tmp_path, path, b"# caf\xe9 \xff\xfe\n" * 20), path)


@pytest.mark.parametrize("path", sorted(path for path in BROKEN if path.endswith((".json", ".toml", ".lock", ".py"))))
def test_deeply_nested_file(path: str, tmp_path: Path) -> None:
    head = b"x = " if path.endswith((".toml", ".lock")) else b""
    head = b"from_pretrained\nx = " if path.endswith(".py") else head
    expect_one_problem(judged(tmp_path, path, head + DEEP), path)


def test_alias_bomb_in_a_card(tmp_path: Path) -> None:
    expect_one_problem(judged(tmp_path, "models/a/README.md", BOMB), "models/a/README.md")


def test_link_out_of_the_root_is_not_read(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "requirements.txt").write_text("secret-package==1.0\n", "utf-8")
    root = tmp_path / "project"
    root.mkdir()
    (root / "requirements.txt").symlink_to(outside / "requirements.txt")
    found = judged(root, "notes.xyz", b"")
    expect_one_problem(found, "requirements.txt")
    assert not any("secret-package" in component.id for component in found.bom.components)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_named_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "requirements.txt")
    expect_one_problem(judged(tmp_path, "notes.xyz", b""), "requirements.txt")

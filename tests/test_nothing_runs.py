"""Nothing that is scanned is run, imported or unpickled: booby-trapped files would leave a mark, and none is left.

The traps are of every kind of file that some tool runs when it reads it. Commands run in a process of their own, whose
audit events (PEP 578) tell of what leaves no mark too: another program, an unpickled name, a connection.
"""

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

import licet
from licet.discover import discover
from licet.readers.registry import READERS
from tests.readers.assets import asset, kinds_of
from tests.readers.binaries import gguf, onnx, safetensors
from tests.readers.opening import opened
from tests.readers.test_registry import PATHS

SOURCE = str(Path(licet.__file__).parents[1])
ENTRIES = {reader.name: reader for reader in READERS}
# Modules that a run imports late, or may: a file of that name in the working folder must not be taken for one.
SHADOWS = ("yaml", "numpy", "rich", "tomllib", "packaging", "tree_sitter", "urllib3", "zipfile", "licet_plugin")


def pickled(mark: Path) -> bytes:
    """A pickle (protocol 0) that runs a command when it is loaded."""
    return b"cposix\nsystem\n(S'touch " + str(mark).encode() + b"'\ntR."


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def payloads(mark: Path) -> dict[str, bytes]:
    """Contents that something runs when it takes the file for one of its own."""
    write = f"open({str(mark)!r}, 'w').write('run')"
    template = "{{ cycler.__init__.__globals__.os.system('touch " + str(mark) + "') }}"
    return {
        "python": f"#!/usr/bin/env python\n{write}\n".encode(),
        "pickle": pickled(mark),
        "yaml": f"model: !!python/object/apply:os.system ['touch {mark}']\n".encode(),
        "card": f"---\nlicense: !!python/object/apply:os.system ['touch {mark}']\n---\n".encode(),
        "shell": f"#!/bin/sh\ntouch {mark}\n".encode(),
        "substitution": f"`touch {mark}`\n$(touch {mark})\na == 1; {write}\n".encode(),
        "javascript": f"require('fs').writeFileSync('{mark}', 'run')\n".encode(),
        "template": json.dumps({"model_type": "a", "chat_template": template, "name": template}).encode(),
        "entity": f'<!DOCTYPE a [<!ENTITY b SYSTEM "file://{mark.parent}/secret">]><bom>&b;</bom>'.encode(),
        "zip": zipped({"archive/data.pkl": pickled(mark), "__main__.py": write}),
    }


def programs(mark: Path) -> dict[str, str]:
    """Files that Python, npm, git or a tool for notebooks runs on its own."""
    write = f"open({str(mark)!r}, 'w').write('run')"
    cells = [{"cell_type": "code", "source": [f"!touch {mark}\n", f"{write}\n", "AutoModel.from_pretrained('org/nb')"]}]
    main = f"from .names import M\nfrom torch import load\n{write}\nAutoModel.from_pretrained(M)\nload('w.pt')\n"
    return {
        "conftest.py": write,
        "setup.py": f"from setuptools import setup\n{write}\nsetup(install_requires=['six'])",
        "sitecustomize.py": write,
        "startup.pth": f"import os; {write}\n",
        "app/__init__.py": write,
        "app/names.py": f"{write}\nM = 'org/m'\n",
        "app/main.py": main,
        "app/web.ts": f"require('fs').writeFileSync('{mark}', 'run')\nAutoModel.from_pretrained('org/web')",
        "app/chats.py": f"import datasets\n{write}\nclass Chats(datasets.GeneratorBasedBuilder): pass\n",
        "explore.ipynb": json.dumps({"cells": cells}),
        "package.json": json.dumps(
            {"name": "a", "scripts": {"preinstall": f"touch {mark}", "install": f"touch {mark}"}}
        ),
        "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "app"\nbackend-path = ["."]\n',
        ".git/config": f"[core]\n\tfsmonitor = touch {mark}\n\tpager = touch {mark}\n",
        ".pre-commit-config.yaml": f"repos: [{{repo: local, hooks: [{{id: a, entry: touch {mark}}}]}}]\n",
        "Makefile": f"X := $(shell touch {mark})\n",
        "Dockerfile": f"FROM python:3.12\nRUN touch {mark}\n",
        "model/config.json": '{"model_type": "own", "auto_map": {"AutoModel": "modeling.Own"}}',
        "model/modeling.py": write,
        "flow/MLmodel": "flavors:\n  python_function: {loader_module: app, code: ., python_model: model.pkl}\n",
        **{f"{name}.py": write for name in SHADOWS},
    }


def weights(mark: Path) -> dict[str, bytes]:
    """Files of weights and data that libraries unpickle."""
    loads = pickled(mark)
    head = b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }"
    array = b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head + loads
    texts = {"general.name": "a", "tokenizer.chat_template": "{{ self.__init__.__globals__ }}"}
    return {
        "w.pt": loads,
        "model/pytorch_model.bin": zipped({"archive/data.pkl": loads}),
        "models/a.ckpt": zipped({"archive/data.pkl": loads}),
        "models/a.joblib": loads,
        "flow/model.pkl": loads,
        "models/rows.npy": array,
        "models/rows.npz": zipped({"rows.npy": array}),
        "models/b.safetensors": safetensors({"modelspec.title": f"`touch {mark}`"}),
        "models/c.onnx": onnx({"model_license": f"$(touch {mark})"}),
        "models/d.gguf": gguf(texts),
    }


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    (tmp_path / "secret").write_text("the words of a file outside", "utf-8")
    return tmp_path / "mark"


def built(root: Path, mark: Path, kinds: Iterable[str]) -> Path:
    """A project of traps alone: programs, weights, and payloads under the usual name of each reader."""
    files: dict[str, bytes] = {name: text.encode() for name, text in programs(mark).items()} | weights(mark)
    every = payloads(mark)
    files |= {f"traps/{kind}/{path}": every[kind] for kind in kinds for path in PATHS.values()}
    for name, data in files.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return root


@pytest.fixture
def project(tmp_path: Path, mark: Path) -> Path:
    """With two payloads: commands do not read the files again, and discovery is tried with all."""
    return built(tmp_path / "project", mark, ("pickle", "template"))


@pytest.mark.parametrize("name", sorted(ENTRIES))
def test_no_reader_springs_a_trap(name: str, mark: Path) -> None:
    found = []
    for data in (*payloads(mark).values(), *(asset(name, kind, PATHS[name]).data for kind in kinds_of(name))):
        try:
            found.append(repr(ENTRIES[name].read(opened(PATHS[name], data))))
        except UnicodeDecodeError:  # `discover` makes a problem of it
            continue
    assert found
    assert "the words of a file outside" not in "".join(found)
    assert not mark.exists()


def test_discovery_reads_the_traps_and_springs_none(tmp_path: Path, mark: Path) -> None:
    project = built(tmp_path / "project", mark, payloads(mark))
    ids = {component.id for component in discover(project).components}
    assert ids >= {*(f"pkg:huggingface/org/{name}" for name in ("m", "nb", "web")), "pkg:pypi/six"}
    assert not mark.exists()


# Every command that looks at a project, with what it is given; `{out}` is a folder for what it writes.
COMMANDS = (
    *("scan .", "check . -f html", "plan .", "lock . --offline -o {out}/a.lock", "notice . -o {out}/notice"),
    *("evidence . {out}/evidence", "fix .", "license identify .", "bom check traps/template/bom.json"),
)
WATCHING = """
import sys
TOLD = ("pickle.find_class", "os.system", "os.exec", "os.posix_spawn", "os.fork", "subprocess.Popen", "socket.connect")
seen, project = [], sys.argv[1]
def watch(event, arguments):
    if event in TOLD or (event == "exec" and str(getattr(arguments[0], "co_filename", "")).startswith(project)):
        seen.append((event, repr(arguments)[:200]))
sys.addaudithook(watch)
import contextlib, io, json
from licet.cli import main
codes = {}
for line in sys.argv[2:]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            codes[line] = main(line.split())
        except SystemExit as ended:
            codes[line] = f"ended {ended.code}"
print(json.dumps([seen, codes]))
"""


def test_no_command_runs_loads_or_connects(project: Path, mark: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    given = [command.format(out=out) for command in COMMANDS]
    run = [sys.executable, "-P", "-c", WATCHING, str(project), *given]
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    done = subprocess.run(run, cwd=project, env=environment, capture_output=True, text=True, check=True)
    seen, codes = json.loads(done.stdout)
    assert seen == []
    assert not mark.exists()
    assert {command: code for command, code in codes.items() if code not in {0, 1, 2, 3}} == {}
    assert sum(code in {0, 1} for code in codes.values()) > len(COMMANDS) // 2


def test_a_module_of_the_working_folder_is_none_of_ours(project: Path, mark: Path) -> None:
    run = [sys.executable, "-m", "licet", "scan", ".", "-f", "json"]
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    environment.pop("PYTHONSAFEPATH", None)
    done = subprocess.run(run, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["components"]
    assert not mark.exists()

"""Discover: every reader over every file, sorted, without repetitions, one problem per bad file."""

import json
import os
from pathlib import Path

import pytest

from licet import discover as module
from licet.discover import discover
from licet.errors import TargetError
from licet.model.bom import PRODUCT, Found
from licet.readers.registry import READERS
from tests.readers.binaries import gguf

SAMPLES = Path(__file__).resolve().parents[1] / ".." / "shared" / "samples" / "inputs"


def _problems(found: Found) -> list[tuple[str, str, bool]]:
    return [(problem.path, problem.reason, problem.hides) for problem in found.problems]


def test_a_small_project(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("You may.")
    (tmp_path / "requirements.txt").write_text("b==2\na\n")
    (tmp_path / "libs" / "x").mkdir(parents=True)
    (tmp_path / "libs" / "x" / "COPYING").write_text("You may copy x.")
    found = discover(tmp_path)
    assert [component.id for component in found.components] == ["file:libs/x", "pkg:pypi/a", "pkg:pypi/b@2", PRODUCT]
    assert [(link.source, link.target) for link in found.links] == [(PRODUCT, "pkg:pypi/a"), (PRODUCT, "pkg:pypi/b@2")]
    assert found.problems == ()
    assert found == discover(tmp_path)


def test_nothing_found_is_an_empty_result(tmp_path: Path) -> None:
    assert discover(tmp_path) == Found()


def test_what_is_said_twice_is_kept_once(tmp_path: Path) -> None:
    (tmp_path / "package-lock.json").write_text(
        '{"packages": {"node_modules/a": {"version": "1.0.0"}, "node_modules/b/node_modules/a": {"version": "1.0.0"}}}'
    )
    assert [component.id for component in discover(tmp_path).components] == ["pkg:npm/a@1.0.0"]


@pytest.mark.parametrize("target", ["gone", "file"])
def test_a_root_that_is_no_folder_ends_the_run(tmp_path: Path, target: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TargetError):
        discover(tmp_path / target)


def test_each_bad_file_is_one_problem_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_bytes(b"\x00\x01")
    (tmp_path / "requirements.txt").write_bytes(b"caf\xe9\n")
    (tmp_path / "pyproject.toml").write_text("[project\n")
    (tmp_path / "package.json").write_text("[]")
    (tmp_path / "uv.lock").write_text("version 1")
    (tmp_path / "COPYING").write_text("")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "requirements.txt").write_text("good\n")
    found = discover(tmp_path)
    assert [component.id for component in found.components] == ["pkg:pypi/good"]
    assert [(problem.path, problem.line, problem.hides) for problem in found.problems] == [
        ("COPYING", 0, True),
        ("LICENSE", 0, True),
        ("package.json", 1, True),
        ("pyproject.toml", 1, True),
        ("requirements.txt", 0, True),
        ("uv.lock", 1, True),
    ]


def test_an_empty_file_is_a_problem_wherever_something_is_expected(tmp_path: Path) -> None:
    names = ["LICENSE", "NOTICE", "README.md", "poetry.lock", "pyproject.toml", "requirements.txt", "uv.lock"]
    for name in (*names, "notes.md", "empty.py"):
        (tmp_path / name).write_text("\n")
    assert _problems(discover(tmp_path)) == [(name, "is empty", True) for name in names]


def test_a_file_over_the_limit_is_one_problem(tmp_path: Path) -> None:
    limit = next(reader.limit for reader in READERS if reader.name == "license-files")
    with (tmp_path / "LICENSE").open("wb") as file:
        file.truncate(limit + 1)
    assert _problems(discover(tmp_path)) == [("LICENSE", "not read: larger than 4096 KiB", True)]


def test_all_files_together_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 10)
    (tmp_path / "LICENSE").write_text("12345678")
    (tmp_path / "NOTICE").write_text("12345678")
    found = discover(tmp_path)
    assert len(found.components) == 1
    assert [(path, hides) for path, _, hides in _problems(found)] == [("NOTICE", True)]


def test_a_git_lfs_pointer_is_not_taken_for_content(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    [(path, reason, hides)] = _problems(discover(tmp_path))
    assert (path, hides) == ("LICENSE", True)
    assert "Git LFS" in reason


def test_a_pipe_hides_something_only_under_a_wanted_name(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "LICENSE")
    os.mkfifo(tmp_path / "app.pipe")
    assert [(path, hides) for path, _, hides in _problems(discover(tmp_path))] == [
        ("LICENSE", True),
        ("app.pipe", False),
    ]


# -- heads of source files --------------------------------------------------------------------------------------------


def _headers(found: Found) -> list[tuple[str, str]]:
    return [(text.evidence.path, text.text) for text in found.texts if text.role == "header"]


def test_headers_make_no_parts_and_come_in_order(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "b.c").write_text("// MIT license\nint x;\n")
    (tmp_path / "a.py").write_text("# Apache license\nx = 1\n")
    (tmp_path / "c.js").write_text("x()\n")
    (tmp_path / "d.js").write_text("")
    found = discover(tmp_path)
    assert _headers(found) == [("a.py", "# Apache license"), ("c.js", ""), ("lib/b.c", "// MIT license")]
    assert (found.components, found.links, found.problems) == ((), (), ())


def test_only_so_many_source_files_are_looked_at_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_HEADS", 2)
    for name in ("a.c", "b.c", "c.c", "d.c"):
        (tmp_path / name).write_text("// MIT license\n")
    found = discover(tmp_path)
    assert [path for path, _ in _headers(found)] == ["a.c", "b.c"]
    assert _problems(found) == [
        ("c.c", "its beginning is not looked at, nor that of any later file: there are more than 2", True)
    ]


def test_the_head_of_a_program_that_is_too_large_is_looked_at(tmp_path: Path) -> None:
    limit = next(reader.limit for reader in READERS if reader.name == "python-source")
    (tmp_path / "a.py").write_text("# MIT license\n" + "x = 1\n" * (limit // 6))
    found = discover(tmp_path)
    assert _headers(found) == [("a.py", "# MIT license")]
    assert [path for path, _, _ in _problems(found)] == ["a.py"]


def test_source_files_that_cannot_be_opened(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "out.py").write_text("# MIT license\n")
    (root / "a.py").symlink_to("../out.py")
    (root / "b.c").symlink_to("../out.py")
    (root / "c.c").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    os.mkfifo(root / "d.c")
    found = discover(root)
    assert _headers(found) == []
    assert [(path, hides) for path, _, hides in _problems(found)] == [("a.py", True), ("b.c", True), ("d.c", False)]


def test_no_result_holds_an_absolute_path(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text(
        "-e /opt/secret/place\nx @ file:///opt/secret/y.whl\n-r /opt/secret/z.txt\n"
    )
    (tmp_path / "package.json").write_text('{"dependencies": {"a": "file:/opt/secret/a"}}')
    found = discover(tmp_path)
    assert len(found.problems) == 4
    assert "/opt" not in repr(found)
    assert str(tmp_path) not in repr(found)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples beside the repository are not here")
def test_the_samples_are_read_without_problems() -> None:
    """All 175 are real files that their own tools accept, but for one that was cut when it was stored."""
    cut = "emarco177__documentation-helper__Pipfile.lock"
    for folder in (SAMPLES, *sorted(place for place in SAMPLES.iterdir() if place.is_dir())):
        found = discover(folder)
        manifests = [problem for problem in found.problems if "deps" in problem.path or folder.name == "deps"]
        assert [problem for problem in manifests if not problem.path.endswith(cut)] == []


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples beside the repository are not here")
def test_the_sample_manifests() -> None:
    found = discover(SAMPLES / "deps")
    ids = {component.id for component in found.components}
    assert {"pkg:pypi/pymupdf", "pkg:pypi/torch@2.4.1", "pkg:pypi/spacy@3.7.5", "pkg:npm/three"} <= ids
    # A commit, from `unsloth[...] @ git+https://github.com/...`, in a file of UTF-16.
    assert "pkg:github/unslothai/unsloth@6c534341bb229b136f9504443f0161645d2070c5" in ids
    # The lock pins what `^2.2.0` left open, with the license it claims.
    [hub] = [component for component in found.components if component.id == "pkg:npm/%40huggingface/hub@2.13.3"]
    assert [claim.license for claim in hub.claims] == ["MIT"]


def test_weights_that_nothing_speaks_of_are_parts_and_never_opened(tmp_path: Path) -> None:
    (tmp_path / "best.pt").write_bytes(b"\x80")
    (tmp_path / "data.pkl").write_bytes(b"\x80")
    for name in ("known", "model"):
        (tmp_path / name).mkdir()
        for shard in (1, 2):
            (tmp_path / name / f"pytorch_model-0000{shard}-of-00002.bin").write_bytes(b"\x80")
    (tmp_path / "known" / "README.md").write_text("---\nlicense: mit\npipeline_tag: text-generation\n---\n")
    found = discover(tmp_path)
    assert {part.id for part in found.components} == {"file:best.pt", "file:known", "file:model/pytorch_model.bin"}
    assert found.problems == ()


def test_header_of_weights_beside_a_card_is_a_claim_of_the_same_part(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\nbase_model: acme/base\n---\n")
    (tmp_path / "q4.gguf").write_bytes(gguf({"general.name": "Tiny", "general.license": "apache-2.0"}))
    found = discover(tmp_path)
    claims = {claim.license for part in found.components if part.id == "product" for claim in part.claims}
    assert claims == {"mit", "apache-2.0"}
    assert not any(part.id.startswith("file:") for part in found.components)


def test_two_models_beside_a_card_stay_two(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("---\nlicense: mit\npipeline_tag: text-generation\n---\n")
    for name in ("a", "b"):
        (tmp_path / f"{name}.gguf").write_bytes(gguf({"general.name": name.upper()}))
    ids = {part.id for part in discover(tmp_path).components}
    assert ids == {"product", "file:a.gguf", "file:b.gguf"}


def test_nothing_that_is_scanned_leaves_a_mark(tmp_path: Path) -> None:
    """Each file would write the mark if it were run, imported, unpickled or loaded in an unsafe way."""
    mark = tmp_path / "mark"
    write = f"open({str(mark)!r}, 'w').write('run')"
    project = tmp_path / "project"
    (project / "app").mkdir(parents=True)
    cells = [{"cell_type": "code", "source": [f"!touch {mark}\n", f"{write}\n", "AutoModel.from_pretrained('org/nb')"]}]
    imports = "from .names import M\nfrom torch import load"
    for name, text in {
        "conftest.py": write,
        "setup.py": f"from setuptools import setup\n{write}\nsetup()",
        "app/__init__.py": write,
        "app/names.py": f"{write}\nM = 'org/m'",
        "app/main.py": f"{imports}\n{write}\nAutoModel.from_pretrained(M)\nload('w.pt')",
        "app/web.ts": f"require('fs').writeFileSync('{mark}', 'run')\nAutoModel.from_pretrained('org/web')",
        "explore.ipynb": json.dumps({"cells": cells}),
        "settings.yaml": f"a: !!python/object/apply:os.system ['touch {mark}']\n",
        "sitecustomize.py": write,
    }.items():
        (project / name).write_text(text, "utf-8")
    (project / "w.pt").write_bytes(b"cposix\nsystem\n(S'touch " + str(mark).encode() + b"'\ntR.")
    found = {component.id for component in discover(project).components}
    assert found >= {f"pkg:huggingface/org/{name}" for name in ("m", "nb", "web")}
    assert not mark.exists()


def _written(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def test_what_one_program_publishes_is_no_input_of_another(tmp_path: Path) -> None:
    load = "from transformers import AutoModel\nfrom datasets import load_dataset\n"
    names = "HUB_NAME = 'acme/tuned'\n"
    train = f"{load}from names import HUB_NAME\nm = AutoModel.from_pretrained('acme/base')\nm.push_to_hub(HUB_NAME)\n"
    train += "load_dataset('acme/raw').push_to_hub('acme/set')\nm.save_pretrained('out/m')\n"
    serve = f"{load}AutoModel.from_pretrained('acme/tuned')\nload_dataset('acme/set')\n"
    serve += "AutoModel.from_pretrained('out/m')\n"
    _written(tmp_path, {"names.py": names, "train.py": train, "app/serve.py": serve})
    found = discover(tmp_path)
    parts = {part.id for part in found.components if part.kind != "library"}
    assert parts == {"pkg:huggingface/acme/base", "hf:datasets/acme/raw", "hf:datasets/acme/set"}
    assert {link.target for link in found.links} & {"pkg:huggingface/acme/tuned", "file:out/m"} == set()


def test_what_lies_in_the_project_stays_though_a_program_saves_to_it(tmp_path: Path) -> None:
    load = "from transformers import AutoModel\n"
    _written(
        tmp_path,
        {
            "train.py": f"{load}AutoModel.from_pretrained('acme/base').save_pretrained('out/m')\n",
            "serve.py": f"{load}AutoModel.from_pretrained('out/m')\n",
            "out/m/config.json": '{"model_type": "bert", "architectures": ["BertModel"]}',
        },
    )
    assert "file:out/m" in {part.id for part in discover(tmp_path).components}


def test_a_tokenizer_alone_is_a_part_and_one_beside_weights_is_theirs(tmp_path: Path) -> None:
    _written(tmp_path, {"a/tokenizer.json": "{}", "b/tokenizer.json": "{}", "b/net.pth": "x", "c/tokenizer.json": "{}"})
    (tmp_path / "c" / "config.json").write_text('{"model_type": "bert", "architectures": ["BertModel"]}')
    found = discover(tmp_path)
    assert [(part.id, part.kind.value) for part in found.components] == [
        ("file:a/tokenizer.json", "tokenizer"),
        ("file:b/net.pth", "model"),
        ("file:c", "model"),
    ]

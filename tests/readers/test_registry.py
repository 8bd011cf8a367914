"""Every reader is registered, and none of them can be stopped by a file."""

import json
import pkgutil
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import licet.readers
from licet.readers.registry import READERS, ReaderEntry
from tests.readers.opening import opened

# A path that each reader wants.
PATHS = {
    "license-files": "LICENSE",
    "hub-cards": "README.md",
    "readme-code": "README.md",
    "cog": "cog.yaml",
    "model-config": "config.json",
    "adapter-config": "adapter_config.json",
    "tokenizer-config": "tokenizer_config.json",
    "requirements-txt": "requirements.txt",
    "pyproject": "pyproject.toml",
    "uv-lock": "uv.lock",
    "unread-manifests": "Cargo.lock",
    "unread-settings": "worker.js",
    "poetry-lock": "poetry.lock",
    "package-json": "package.json",
    "package-lock": "package-lock.json",
    "dist-info": "lib/some_name-1.0.dist-info/METADATA",
    "python-source": "app.py",
    "notebook": "explore.ipynb",
    "javascript": "app/main.ts",
    "data-records": "train.jsonl",
    "weight-addresses": "presets/default.json",
    "readmes": "README.rst",
    "source-headers": "main.c",
    "gguf": "model.gguf",
    "safetensors": "model.safetensors",
    "onnx": "model.onnx",
    "modelfile": "Modelfile",
    "ollama-store": "store/manifests/registry.ollama.ai/library/llama3.2/3b",
    "mergekit": "merge.yaml",
    "axolotl": "train.yaml",
    "llama-factory": "train.yaml",
    "llama-factory-data": "data/dataset_info.json",
    "trl": "train.yaml",
    "unsloth": "train.yaml",
    "model-settings": "settings.yaml",
    "dockerfile": "Dockerfile",
    "compose": "docker-compose.yml",
    "kubernetes": "deploy/pod.yaml",
    "helm-values": "chart/values.yaml",
    "env-files": ".env.example",
    "gateways": "litellm.yaml",
    "shell-scripts": "run.sh",
    "n8n-workflows": "workflows/agents.json",
    "offered-models": "lib/models.json",
    "pylock": "pylock.toml",
    "pdm-lock": "pdm.lock",
    "pipfile": "Pipfile",
    "conda-environment": "environment.yml",
    "setup-cfg": "setup.cfg",
    "setup-py": "setup.py",
    "pnpm-lock": "pnpm-lock.yaml",
    "yarn-lock": "yarn.lock",
    "cyclonedx": "bom.json",
    "spdx2": "sbom.spdx.json",
    "spdx3": "sbom.spdx3.json",
    "unread-boms": "bom.cdx.json",
    "croissant": "data/croissant.json",
    "data-provenance": "data/provenance.json",
    "dvc": "data.dvc",
    "mlmodel": "model/MLmodel",
    "spacy-meta": "en_core_web_sm/meta.json",
    "sentence-transformers": "mini/modules.json",
    "gitmodules": ".gitmodules",
    "wheels": "dist/acme-1.0-py3-none-any.whl",
}
NAMES = [reader.name for reader in READERS]

DEEP_JSON = b"[" * 100_000
DEEP_TABLE = b'{"a":' * 2_000 + b"1" + b"}" * 2_000
DEEP_TOML = b"a = " + b"[" * 5_000 + b"]" * 5_000
DOTTED_TOML = b".".join([b"a"] * 9_000) + b" = 1"
HOSTILE = {
    "empty": b"",
    "spaces": b" \n\t\n",
    "nul": b"\x00" * 100,
    "nul in text": b"a\x00b",
    "binary": bytes(range(256)) * 20,
    "latin-1": "Lizenz für Künstliche Intelligenz".encode("latin-1"),
    "utf-16 without mark": "license: mit".encode("utf-16-le"),
    "half a utf-16 character": b"\xff\xfea",
    "half a utf-8 character": b'{"a": "\xe2\x82',
    "deep json": DEEP_JSON,
    "deep object": DEEP_TABLE,
    "deep toml": DEEP_TOML,
    "dotted toml": DOTTED_TOML,
    "huge number": b'{"a": ' + b"9" * 5_000 + b"}",
    "huge toml number": b"a = " + b"9" * 5_000,
    "lone surrogate": rb'{"name": "\ud800", "license": "\udfff"}',
    "one long line": b"x" * 500_000,
    "brackets": b"(" * 100_000,
    "truncated json": b'{"packages": {"node_modules/a": {"ver',
    "truncated toml": b'[project]\nname = "a"\ndependencies = ["b',
    "json list": b"[1, 2]",
    "json null": b"null",
    "json string": b'"text"',
}
# Every key that a reader of tables looks at, each with a value of a wrong type.
KEYS = (
    *("name", "version", "license", "licenses", "dependencies", "devDependencies", "optionalDependencies", "packages"),
    *("package", "project", "tool", "build-system", "dependency-groups", "base_model_name_or_path", "architectures"),
    *("_name_or_path", "name_or_path", "model_type", "peerDependencies", "metadata", "source", "classifiers"),
)
WRONG: tuple[object, ...] = (
    None,
    True,
    7,
    1.5,
    "text",
    [],
    [[]],
    [1, None, {}],
    {},
    {"a": 1},
    {"a": [{}]},
    {"": {"": None}},
    [{"name": 3}],
)


def test_every_reader_of_the_folder_is_registered() -> None:
    modules = (import_module(f"licet.readers.{info.name}") for info in pkgutil.iter_modules(licet.readers.__path__))
    readers = sorted(module.NAME for module in modules if hasattr(module, "wants") and hasattr(module, "read"))
    assert readers == sorted(NAMES)
    assert len(set(NAMES)) == len(NAMES)


def test_every_reader_wants_its_usual_file() -> None:
    for reader in READERS:
        assert reader.wants(PATHS[reader.name]), reader.name
        assert not reader.wants("src/main.xyz"), reader.name


def _reader(name: str) -> ReaderEntry:
    return next(reader for reader in READERS if reader.name == name)


def _check_it_survives(reader: ReaderEntry, data: bytes) -> None:
    try:
        found = reader.read(opened(PATHS[reader.name], data))
    except UnicodeDecodeError:
        return  # `discover` turns this one into a problem
    for problem in found.problems:
        assert problem.path == PATHS[reader.name]
        assert problem.reason
        assert len(problem.reason) < 500
    repr(found).encode()  # no lone surrogate: whatever is found can be written


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("name", NAMES)
def test_hostile_files_never_raise(name: str, case: str) -> None:
    _check_it_survives(_reader(name), HOSTILE[case])


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"license-files", "dist-info"}])
def test_wrong_types_never_raise(name: str, wrong: object) -> None:
    for key in KEYS:
        _check_it_survives(_reader(name), json.dumps({key: wrong}).encode())
        _check_it_survives(_reader(name), f"---\n{json.dumps({key: wrong})}\n---\n".encode())
        if wrong is not None:
            _check_it_survives(_reader(name), f"{json.dumps(key)} = {_toml(wrong)}".encode())


def _toml(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{json.dumps(key)} = {_toml(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case None:
            return '"none"'
        case _:
            return json.dumps(value)


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from(("a", "==1.0", "file:../b", "git+x")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=25,
)


@pytest.mark.parametrize("name", NAMES)
@given(document=st.dictionaries(st.sampled_from(KEYS), ANY, max_size=5))
@settings(deadline=None)
def test_arbitrary_documents_never_raise(name: str, document: dict[str, object]) -> None:
    _check_it_survives(_reader(name), json.dumps(document).encode())
    _check_it_survives(
        _reader(name), "\n".join(f"{json.dumps(key)} = {_toml(value)}" for key, value in document.items()).encode()
    )


@pytest.mark.parametrize("name", NAMES)
@given(data=st.binary(max_size=2_000))
@settings(deadline=None)
def test_arbitrary_bytes_never_raise(name: str, data: bytes) -> None:
    _check_it_survives(_reader(name), data)


@pytest.mark.parametrize("name", NAMES)
@given(text=st.text(max_size=500))
@settings(deadline=None)
def test_arbitrary_text_never_raises(name: str, text: str) -> None:
    _check_it_survives(_reader(name), text.encode("utf-8", "surrogatepass"))

"""Values of settings files by key: whatever the files hold, they are read under bounds and never raise."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.readers.opened import OpenedFile, Project
from licet.readers.settings_values import Settings
from tests.readers.opening import opened

PATHS = ("app.yaml", "config.toml", "config.json", ".env", "deploy/values.yml")


def settings_of(path: str, data: bytes) -> Settings:
    def beside(_: str) -> OpenedFile | None:
        return opened(path, data)

    return Settings(Project(paths=(path,), open=beside))


def under(path: str, content: str, *keys: str) -> list[tuple[str, int]]:
    return [(value.text, value.line) for value in settings_of(path, content.encode()).under(*keys)]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("a.yaml", "llm:\n  name: x\n  model_id: org/m\n"),
        ("a.yaml", "llm:\n  - name: x\n    model_id: org/m\n"),
        ("a.yaml", "base: &b {llm: {x: 1,\n y: 2,\n model_id: org/m}}\nother: *b\n"),
        ("config.toml", "[llm]\nname = 'x'\nmodel_id = 'org/m'\n"),
        ("config.json", '{\n "llm": {\n  "model_id": "org/m"}}'),
    ],
)
def test_values_are_found_by_the_end_of_their_key(path: str, content: str) -> None:
    assert under(path, content, "llm", "model_id") == under(path, content, "Model-Id") == [("org/m", 3)]
    assert under(path, content, "tts", "model_id") == []


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("${NAME:org/m}", "org/m"),
        ("${NAME:-org/m}", "org/m"),
        ("org/m", "org/m"),
        ("${NAME}", ""),
        ("{{ .Values.m }}", ""),
    ],
)
def test_defaults_of_variables_stand_for_them(written: str, text: str) -> None:
    assert under("a.yaml", f"model_id: '{written}'", "model_id") == ([(text, 1)] if text else [])


def test_files_of_tests_and_manifests_are_no_settings() -> None:
    for path in ("tests/a.yaml", "docs/a.yaml", "package.json", "data/records.json", "pyproject.toml"):
        assert under(path, '{"model_id": "org/m"}', "model_id") == []


HOSTILE = {
    "aliases": "a: &a [x]\n" + "".join(f"k{n}: &b{n} [*a, *a]\n" for n in range(200)),
    "depth": "a: " + "[" * 5_000,
    "deep mappings": "\n".join(" " * n + f"k{n}:" for n in range(300)),
    "one long line": "a: " + "x" * 200_000,
    "dollars": "a: " + "${" * 50_000,
    "spaces": "a =" + " " * 100_000 + "x",
    "tabs": "a:\t\t- b",
    "binary": "\x01\x02: \x7f",
}


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("path", PATHS)
def test_hostile_settings_are_read_to_their_end(case: str, path: str) -> None:
    start = time.process_time()
    assert len(settings_of(path, HOSTILE[case].encode()).under("a")) <= 32
    assert time.process_time() - start < 5


@pytest.mark.parametrize("path", PATHS)
@given(data=st.binary(max_size=400))
@settings(deadline=None)
def test_arbitrary_bytes_never_raise(path: str, data: bytes) -> None:
    assert isinstance(settings_of(path, data).under("a"), list)


def test_a_plain_null_is_no_value_and_a_quoted_one_is() -> None:
    assert under("a.yaml", "a_path: null\nb_path: ~\n", "a_path") == []
    assert under("a.yaml", "a_path: 'null'\n", "a_path") == [("null", 1)]

"""uv.lock: pinned packages, their edges, and which of them serve development alone."""

import pytest

from licet.model.bom import PRODUCT, Found
from licet.model.vocabulary import How, Scope
from licet.readers.uv_lock import read, wants
from tests.readers.opening import opened

LOCK = """version = 1
requires-python = ">=3.11"

[[package]]
name = "my-app"
version = "0.1.0"
source = { editable = "." }
dependencies = [
    { name = "web" },
    { name = "forked" },
    { name = "member" },
]

[package.optional-dependencies]
gpu = [{ name = "fast" }]

[package.dev-dependencies]
dev = [{ name = "checker" }, { name = "shared" }]

[[package]]
name = "web"
version = "2.0"
source = { registry = "https://index.example/simple" }
dependencies = [
    { name = "shared" },
    { name = "twice", version = "1.0", marker = "python_full_version < '3.12'" },
    { name = "twice", version = "2.0" },
]

[[package]]
name = "shared"
version = "1.0"
source = { registry = "https://index.example/simple" }

[[package]]
name = "twice"
version = "1.0"
source = { registry = "https://index.example/simple" }

[[package]]
name = "twice"
version = "2.0"
source = { registry = "https://index.example/simple" }

[[package]]
name = "checker"
version = "3.0"
source = { registry = "https://index.example/simple" }
dependencies = [{ name = "checker-core" }, { name = "shared" }]

[[package]]
name = "checker-core"
version = "3.0"
source = { registry = "https://index.example/simple" }

[[package]]
name = "fast"
version = "1.0+cu121"
source = { registry = "https://index.example/simple" }

[[package]]
name = "forked"
version = "0.5"
source = { git = "https://github.com/o/forked?rev=main#0123456789abcdef0123456789abcdef01234567" }

[[package]]
name = "member"
version = "0.1"
source = { editable = "libs/member" }
"""
FORK = "pkg:github/o/forked@0123456789abcdef0123456789abcdef01234567"


def _read(content: str, path: str = "uv.lock") -> Found:
    return read(opened(path, content))


def _edges(found: Found) -> set[tuple[str, How, str]]:
    return {(link.source, link.how, link.target) for link in found.links}


def test_wanted() -> None:
    assert all(map(wants, ("uv.lock", "a/uv.lock", "owner__repo__uv.lock")))
    assert not any(map(wants, ("uv.toml", "suv.lock")))


def test_packages_are_pinned() -> None:
    found = _read(LOCK)
    assert found.problems == ()
    parts = {component.id: component for component in found.components}
    assert set(parts) == {
        *("pkg:pypi/web@2.0", "pkg:pypi/shared@1.0", "pkg:pypi/twice@1.0", "pkg:pypi/twice@2.0"),
        *("pkg:pypi/checker@3.0", "pkg:pypi/checker-core@3.0", "pkg:pypi/fast@1.0%2Bcu121", FORK, "file:libs/member"),
    }
    assert parts[FORK].aliases == ("pkg:pypi/forked",)
    assert str(parts["pkg:pypi/web@2.0"].evidence[0]) == "uv.lock:20"


def test_edges_follow_names_and_versions() -> None:
    assert _edges(_read(LOCK)) == {
        (PRODUCT, How.LINKS, "pkg:pypi/web@2.0"),
        (PRODUCT, How.LINKS, FORK),
        (PRODUCT, How.LINKS, "file:libs/member"),
        (PRODUCT, How.LINKS, "pkg:pypi/fast@1.0%2Bcu121"),
        (PRODUCT, How.BUILDS_WITH, "pkg:pypi/checker@3.0"),
        (PRODUCT, How.BUILDS_WITH, "pkg:pypi/shared@1.0"),
        ("pkg:pypi/web@2.0", How.LINKS, "pkg:pypi/shared@1.0"),
        ("pkg:pypi/web@2.0", How.LINKS, "pkg:pypi/twice@1.0"),
        ("pkg:pypi/web@2.0", How.LINKS, "pkg:pypi/twice@2.0"),
        ("pkg:pypi/checker@3.0", How.LINKS, "pkg:pypi/checker-core@3.0"),
        ("pkg:pypi/checker@3.0", How.LINKS, "pkg:pypi/shared@1.0"),
    }


def test_what_only_a_tool_needs_is_development() -> None:
    tools = {component.id for component in _read(LOCK).components if component.scope is Scope.DEVELOPMENT}
    assert tools == {"pkg:pypi/checker@3.0", "pkg:pypi/checker-core@3.0"}


def test_a_lock_in_a_folder_is_still_the_products() -> None:
    found = _read(LOCK, "backend/uv.lock")
    assert (PRODUCT, How.LINKS, "file:backend/libs/member") in _edges(found)
    assert (PRODUCT, How.LINKS, "pkg:pypi/web@2.0") in _edges(found)


def test_a_lock_of_the_documentation_is_development() -> None:
    found = _read(LOCK, "docs/uv.lock")
    assert {component.scope for component in found.components} == {Scope.DEVELOPMENT}
    assert {link.how for link in found.links if link.source == PRODUCT} == {How.BUILDS_WITH}


def test_without_a_root_everything_is_the_products() -> None:
    found = _read('[[package]]\nname = "a"\nversion = "1"\n\n[[package]]\nname = "b"\nversion = "2"\n')
    assert _edges(found) == {(PRODUCT, How.LINKS, "pkg:pypi/a@1"), (PRODUCT, How.LINKS, "pkg:pypi/b@2")}
    assert [str(link.evidence[0]) for link in found.links] == ["uv.lock:1", "uv.lock:5"]


def test_circles_end() -> None:
    found = _read(
        '[[package]]\nname = "r"\nsource = { virtual = "." }\ndependencies = [{ name = "a" }]\n'
        '[[package]]\nname = "a"\nversion = "1"\ndependencies = [{ name = "b" }]\n'
        '[[package]]\nname = "b"\nversion = "1"\ndependencies = [{ name = "a" }, { name = "b" }, { name = "gone" }]\n'
    )
    assert _edges(found) == {
        (PRODUCT, How.LINKS, "pkg:pypi/a@1"),
        ("pkg:pypi/a@1", How.LINKS, "pkg:pypi/b@1"),
        ("pkg:pypi/b@1", How.LINKS, "pkg:pypi/a@1"),
    }


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("package = 1", 0, "package: a number or date where a list is expected"),
        ("package = [1]", 0, "package 1: a number or date where a table is expected"),
        ("[[package]]\nversion = '1'", 1, "package 1: '' is no name of a Python package"),
        ("[[package]]\nname = 'a'\nversion = 1", 0, "a.version: a number or date where a string is expected"),
        ("[[package]]\nname = 'a'\nsource = 'x'", 0, "a.source: a string where a table is expected"),
        ("[[package]]\nname = 'a'\ndependencies = ['b']", 0, "a.dependencies: a string where a table is expected"),
        ("\n[[package]]\nname = 'a'\nsource = { git = 'x' }", 2, "package 1: the address names no git repository"),
        (
            "[[package]]\nname = 'a'\nsource = { path = '/opt/a' }",
            1,
            "package 1: a local path outside the project is not read",
        ),
    ],
)
def test_faults_are_named(content: str, line: int, reason: str) -> None:
    assert (line, reason) in [(problem.line, problem.reason) for problem in _read(content).problems]


def test_one_bad_package_stops_nothing() -> None:
    found = _read('[[package]]\nname = "a b"\n[[package]]\nname = "c"\nversion = "1"\n')
    assert [component.id for component in found.components] == ["pkg:pypi/c@1"]
    assert len(found.problems) == 1


def test_an_empty_file_says_nothing() -> None:
    assert _read("") == Found()

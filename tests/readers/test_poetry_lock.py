"""poetry.lock, of Poetry 1 and 2."""

import pytest

from licet.model.bom import PRODUCT, Found
from licet.model.vocabulary import How, Scope
from licet.readers.poetry_lock import read, wants
from tests.readers.opening import opened

LOCK = """[[package]]
name = "Web"
version = "2.0"
groups = ["main"]

[package.dependencies]
shared_part = ">=1"
gone = { version = "*", optional = true }
twice = [{ version = "<2" }, { version = ">=2" }]

[[package]]
name = "shared-part"
version = "1.0"
groups = ["main", "dev"]

[[package]]
name = "checker"
version = "3.0"
groups = ["dev"]

[[package]]
name = "old-checker"
version = "1.0"
category = "dev"

[[package]]
name = "twice"
version = "1.0"

[[package]]
name = "twice"
version = "2.0"

[[package]]
name = "forked"
version = "0.5"
[package.source]
type = "git"
url = "https://github.com/o/forked.git"
reference = "main"
resolved_reference = "0123456789abcdef0123456789abcdef01234567"

[[package]]
name = "own"
version = "0.1"
[package.source]
type = "directory"
url = "libs/own"
"""
FORK = "pkg:github/o/forked@0123456789abcdef0123456789abcdef01234567"


def _read(content: str, path: str = "poetry.lock") -> Found:
    return read(opened(path, content))


def test_wanted() -> None:
    assert wants("a/poetry.lock")
    assert not wants("poetry.toml")


def test_packages_and_edges() -> None:
    found = _read(LOCK)
    assert found.problems == ()
    assert {(component.id, component.scope) for component in found.components} == {
        ("pkg:pypi/web@2.0", Scope.RUNTIME),
        ("pkg:pypi/shared-part@1.0", Scope.RUNTIME),
        ("pkg:pypi/checker@3.0", Scope.DEVELOPMENT),
        ("pkg:pypi/old-checker@1.0", Scope.DEVELOPMENT),
        ("pkg:pypi/twice@1.0", Scope.RUNTIME),
        ("pkg:pypi/twice@2.0", Scope.RUNTIME),
        (FORK, Scope.RUNTIME),
        ("file:libs/own", Scope.RUNTIME),
    }
    assert {(link.source, link.how, link.target) for link in found.links} == {
        ("pkg:pypi/web@2.0", How.LINKS, "pkg:pypi/shared-part@1.0"),
        ("pkg:pypi/web@2.0", How.LINKS, "pkg:pypi/twice@1.0"),
        ("pkg:pypi/web@2.0", How.LINKS, "pkg:pypi/twice@2.0"),
        (PRODUCT, How.LINKS, "pkg:pypi/web@2.0"),
        (PRODUCT, How.BUILDS_WITH, "pkg:pypi/checker@3.0"),
        (PRODUCT, How.BUILDS_WITH, "pkg:pypi/old-checker@1.0"),
        (PRODUCT, How.LINKS, FORK),
        (PRODUCT, How.LINKS, "file:libs/own"),
    }
    assert str(found.components[1].evidence[0]) == "poetry.lock:11"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("package = {}", "package: a table where a list is expected"),
        ("[[package]]\nname = 1", "package 1.name: a number or date where a string is expected"),
        ("[[package]]\nname = 'a'\ndependencies = []", "a.dependencies: a list where a table is expected"),
        ("[[package]]\nname = 'a'\nsource = 1", "package 1.source: a number or date where a table is expected"),
    ],
)
def test_faults_are_named(content: str, reason: str) -> None:
    assert reason in [problem.reason for problem in _read(content).problems]


def test_an_empty_file_says_nothing() -> None:
    assert _read("") == Found()

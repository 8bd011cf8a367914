"""Packages: purls, git addresses, archives and local paths."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packageurl import PackageURL

from licet.model.vocabulary import Scope
from licet.readers.packages import (
    archive_package,
    git_package,
    is_development,
    local_package,
    npm_package,
    pypi_package,
    scope_at,
    shown,
)

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("name", "version", "identity"),
    [
        ("Foo__Bar.-baz", "1.0", "pkg:pypi/foo-bar-baz@1.0"),
        ("a", "1!2.0+local.1", "pkg:pypi/a@1%212.0%2Blocal.1"),
        ("A", "", "pkg:pypi/a"),
    ],
)
def test_python_names_are_normal_and_encoded(name: str, version: str, identity: str) -> None:
    assert pypi_package(name, version).id == identity


@pytest.mark.parametrize("name", ["", "-a", "a-", "a b", "ä", "a/b", "a" * 215, "a\n"])
def test_no_python_names(name: str) -> None:
    with pytest.raises(ValueError, match="no name of a Python package"):
        pypi_package(name)


@pytest.mark.parametrize("name", ["", "@a", "a/b", "@/a", "@a/", "@a/b/c", "..", "a b", "a\n", "a" * 215])
def test_no_npm_names(name: str) -> None:
    with pytest.raises(ValueError, match="no name of an npm package"):
        npm_package(name)


@given(
    st.from_regex(r"(@[a-z0-9._-]{1,20}/)?[a-z0-9][a-z0-9._-]{0,20}", fullmatch=True), st.text(min_size=1, max_size=20)
)
def test_npm_purls_can_be_read_back(name: str, version: str) -> None:
    read = PackageURL.from_string(npm_package(name, version).id)
    assert "/".join(part for part in (read.namespace, read.name) if part) == name
    assert (read.version or "").strip() == version.strip() or not version.strip()


@pytest.mark.parametrize(
    ("address", "identity"),
    [
        ("git+https://user:secret@GitHub.com/Owner/Name.git@v1.0#egg=x&subdirectory=y", "pkg:github/owner/name@v1.0"),
        ("git+ssh://git@github.com/o/n.git@abc", "pkg:github/o/n@abc"),
        ("git+ssh://git@github.com:o/n.git", "pkg:github/o/n"),
        ("git@github.com:o/n.git", "pkg:github/o/n"),
        (f"https://github.com/o/n?rev=v2#{COMMIT}", f"pkg:github/o/n@{COMMIT}"),
        ("https://github.com/o/n?branch=main", "pkg:github/o/n@main"),
        ("https://gitlab.com/group/sub/n.git", "pkg:gitlab/group/sub/n"),
        ("https://bitbucket.org/o/n", "pkg:bitbucket/o/n"),
        ("git+https://git.example/a/b/c.git@main", "url:https://git.example/a/b/c"),
    ],
)
def test_git_addresses(address: str, identity: str) -> None:
    package = git_package(address)
    assert package.id == identity
    assert "secret" not in repr(package)


@pytest.mark.parametrize(
    "address", ["", "x", "git+", "http://[", "git+file:///home/u/x", "git+https://github.com/", "git+https:///o/n"]
)
def test_no_git_addresses(address: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        git_package(address)


@pytest.mark.parametrize("address", ["", "x", "file:///etc/x.whl", "http://[::", "https://"])
def test_no_archives(address: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        archive_package(address)


@pytest.mark.parametrize(
    ("path", "identity"), [("./x", "file:sub/x"), ("../y", "file:y"), ("..", "product"), ("x/../z", "file:sub/z")]
)
def test_local_paths_stay_inside(path: str, identity: str) -> None:
    assert local_package(path, folder="sub").id == identity


@pytest.mark.parametrize("path", ["/abs", "../..", "~/x", "file:///x", "C:\\x", "x/../../../y"])
def test_local_paths_outside(path: str) -> None:
    with pytest.raises(ValueError, match="outside the project"):
        local_package(path, folder="sub")


@given(st.text(max_size=100))
def test_any_address_is_a_package_or_a_value_error(text: str) -> None:
    for parse in (
        git_package,
        archive_package,
        lambda value: local_package(value, folder="a"),
        pypi_package,
        npm_package,
    ):
        try:
            package = parse(text)
        except ValueError:
            continue
        assert package.id


@pytest.mark.parametrize(
    "group", ["dev", "test", "tests", "docs", "dev-tools", "lint", "type_typing", "unit.test", "CI"]
)
def test_groups_of_development(group: str) -> None:
    assert is_development(group)


@pytest.mark.parametrize("group", ["main", "gpu", "all", "server", "developer-portal", "latest", "contest", "device"])
def test_other_groups(group: str) -> None:
    assert not is_development(group)


def test_scope_by_place() -> None:
    assert scope_at("tests/data/package.json") is Scope.DEVELOPMENT
    assert scope_at("tests.txt") is Scope.RUNTIME
    assert scope_at("latest/requirements.txt") is Scope.RUNTIME


def test_what_is_shown_is_short_masked_and_one_line() -> None:
    text = shown("https://user:secret@host.example/\n" + "x" * 200)
    assert "secret" not in text
    assert "\n" not in text
    assert len(text) <= 82

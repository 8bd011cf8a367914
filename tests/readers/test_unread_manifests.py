from hashlib import sha256

import pytest

from licet.readers.opened import OpenedFile
from licet.readers.unread_manifests import read, wants


def opened(path: str, data: bytes = b"anything") -> OpenedFile:
    return OpenedFile(path=path, data=data, sha256=sha256(data).hexdigest())


@pytest.mark.parametrize("path", ["bun.lock", "web/bun.lockb", "owner__repo__Cargo.lock"])
def test_a_manifest_that_is_not_read_is_a_problem_that_hides(path: str) -> None:
    assert wants(path)
    (problem,) = read(opened(path)).problems
    assert (problem.path, problem.hides) == (path, True)
    assert "not read yet" in problem.reason
    assert problem.hint


@pytest.mark.parametrize("path", ["requirements.txt", "package.json", "src/setup_tools.py", "yarn.md"])
def test_other_files_are_left_to_others(path: str) -> None:
    assert not wants(path)


@pytest.mark.parametrize("path", ["Cargo.toml", "go.mod", "pom.xml"])
def test_manifests_of_other_languages_are_named(path: str) -> None:
    (problem,) = read(opened(path)).problems
    assert "lists packages" in problem.reason

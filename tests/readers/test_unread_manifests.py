from hashlib import sha256

import pytest

from licet.readers.opened import OpenedFile
from licet.readers.unread_manifests import read, wants


def opened(path: str, data: bytes = b"anything") -> OpenedFile:
    return OpenedFile(path=path, data=data, sha256=sha256(data).hexdigest())


@pytest.mark.parametrize("path", ["Pipfile", "web/yarn.lock", "owner__repo__pnpm-lock.yaml", "environment.yml"])
def test_a_manifest_that_is_not_read_is_a_problem_that_hides(path: str) -> None:
    assert wants(path)
    (problem,) = read(opened(path)).problems
    assert (problem.path, problem.hides) == (path, True)
    assert "not read yet" in problem.reason
    assert problem.hint


@pytest.mark.parametrize("path", ["requirements.txt", "package.json", "src/setup_tools.py", "yarn.md"])
def test_other_files_are_left_to_others(path: str) -> None:
    assert not wants(path)


def test_a_set_up_script_counts_only_where_it_lists_requirements() -> None:
    assert read(opened("setup.py", b"from setuptools import setup\nsetup()\n")).problems == ()
    assert len(read(opened("setup.cfg", b"[options]\ninstall_requires = numpy\n")).problems) == 1


@pytest.mark.parametrize("path", ["Dockerfile", "deploy/docker-compose.yml"])
def test_container_files_may_hide_a_load(path: str) -> None:
    assert wants(path)
    (problem,) = read(opened(path)).problems
    assert (problem.path, problem.hides) == (path, True)


@pytest.mark.parametrize(
    "path",
    ["Modelfile", "Modelfile.prod", "Dockerfile.rag-api", "api.dockerfile", ".gitmodules", "docker/Containerfile.gpu"],
)
def test_files_that_build_or_fetch_may_hide_a_load(path: str) -> None:
    assert wants(path)
    (problem,) = read(opened(path)).problems
    assert (problem.path, problem.hides) == (path, True)


@pytest.mark.parametrize("path", ["Cargo.toml", "go.mod", "pom.xml"])
def test_manifests_of_other_languages_are_named(path: str) -> None:
    (problem,) = read(opened(path)).problems
    assert "lists packages" in problem.reason

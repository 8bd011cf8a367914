"""Whole projects for the tests of readers: files that refer to each other."""

from collections.abc import Mapping
from textwrap import dedent

from licet.model.bom import Found
from licet.readers.opened import OpenedFile, Project
from licet.readers.registry import READERS
from tests.readers.opening import opened


def project_of(files: Mapping[str, str]) -> Project:
    def beside(path: str) -> OpenedFile | None:
        return opened(path, dedent(files[path])) if path in files else None

    return Project(paths=tuple(sorted(files)), open=beside)


def found_in(files: Mapping[str, str], path: str) -> Found:
    """What the readers find in one file of a project."""
    project = project_of(files)
    file = opened(path, dedent(files[path]))
    (reader,) = (one for one in READERS if one.wants(path) and not one.head)
    return reader.read(OpenedFile(path=path, data=file.data, sha256=file.sha256, project=project))


def places_in(files: Mapping[str, str], path: str) -> dict[str, list[str]]:
    """The parts found in one file of a project, by id or open expression, with their places."""
    found = found_in(files, path)
    assert not found.problems
    return {part.unresolved or part.id: [str(place) for place in part.evidence] for part in found.components}

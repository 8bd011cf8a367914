"""pyproject.toml: the standard tables, and those of Poetry, uv and PDM."""

import pytest

from licet.model.bom import PRODUCT, Component, Found, Link
from licet.model.vocabulary import Grade, How, Kind, Scope
from licet.readers.pyproject import read, wants
from tests.readers.opening import opened


def _read(content: str, path: str = "pyproject.toml") -> Found:
    return read(opened(path, content))


def _good(content: str, path: str = "pyproject.toml") -> Found:
    found = _read(content, path)
    assert found.problems == ()
    return found


def _part(found: Found, identity: str) -> Component:
    [component] = [component for component in found.components if component.id == identity]
    return component


def _link(found: Found, identity: str) -> Link:
    [link] = [link for link in found.links if link.target == identity]
    assert link.source == PRODUCT
    return link


def _needs(found: Found) -> list[tuple[str, str, int]]:
    return [(link.target, link.how.value, link.evidence[0].line) for link in found.links]


def test_wanted() -> None:
    assert all(
        map(wants, ("pyproject.toml", "a/pyproject.toml", "owner__repo__pyproject.toml", "backend_pyproject.toml"))
    )
    assert not any(map(wants, ("pyproject.toml.bak", "notpyproject.toml", "project.toml")))


def test_what_the_project_claims_of_itself() -> None:
    found = _good(
        '[project]\nname = "My.Demo"\nversion = "1.0"\nlicense = "MIT OR Apache-2.0"\n'
        'classifiers = [\n  "Topic :: Software Development",\n  "License :: OSI Approved :: MIT License",\n]\n'
    )
    [product] = found.components
    assert (product.id, product.kind, product.name, product.version) == (PRODUCT, Kind.APPLICATION, "My.Demo", "1.0")
    assert [(claim.license, claim.grade, str(claim.evidence)) for claim in product.claims] == [
        ("MIT OR Apache-2.0", Grade.METADATA, "pyproject.toml:4"),
        ("License :: OSI Approved :: MIT License", Grade.METADATA, "pyproject.toml:7"),
    ]


def test_the_older_form_of_the_license() -> None:
    assert _good('[project]\nname = "a"\nlicense = { text = "BSD" }\n').components[0].claims[0].license == "BSD"
    found = _good('[project]\nname = "a"\nlicense = { text = """First\nSecond\nThird\n""" }\n')
    assert found.components[0].claims == ()
    assert [text.text for text in found.components[0].texts] == ["First\nSecond\nThird"]
    assert _good('[project]\nname = "a"\nlicense = { file = "LICENSE" }\n').components[0].claims == ()
    assert _good('[tool.poetry]\nname = "a"\nlicense = "MIT"\n').components[0].claims[0].license == "MIT"


def test_a_license_file_with_an_unusual_name_is_said() -> None:
    found = _read(
        '[project]\nname = "a"\nlicense = { file = "terms.json" }\nlicense-files = ["LICENSE", "rights.toml", "l/*"]\n'
    )
    assert [(problem.line, problem.reason) for problem in found.problems] == [
        (4, "the license file 'rights.toml' is not read under this name"),
        (3, "the license file 'terms.json' is not read under this name"),
    ]


def test_a_project_in_a_folder_speaks_for_the_folder_and_needs_for_the_product() -> None:
    found = _good('[project]\nname = "b"\nlicense = "MIT"\ndependencies = ["c"]\n', "libs/b/pyproject.toml")
    assert _part(found, "file:libs/b").claims[0].license == "MIT"
    assert _part(found, "file:libs/b").kind is Kind.LIBRARY
    assert _needs(found) == [("pkg:pypi/c", "links", 4)]
    assert [component.id for component in _good('[project]\nname = "b"\n', "libs/b/pyproject.toml").components] == []


def test_standard_tables() -> None:
    found = _good(
        '[build-system]\nrequires = ["hatchling>=1"]\n[project]\nname = "a"\ndependencies = [\n  "b==2",\n'
        '  "c @ git+https://github.com/o/c@v1",\n]\n[project.optional-dependencies]\n'
        'gpu = ["d; sys_platform == \'linux\'", "a[dev]"]\n'
        'dev = ["e"]\n[dependency-groups]\ntest = ["f", {include-group = "dev"}]\n'
    )
    assert _needs(found) == [
        ("pkg:pypi/b@2", "links", 6),
        ("pkg:github/o/c@v1", "links", 7),
        ("pkg:pypi/hatchling", "builds-with", 2),
        ("pkg:pypi/d", "links", 10),
        ("pkg:pypi/e", "builds-with", 11),
        ("pkg:pypi/f", "builds-with", 13),
    ]
    assert _part(found, "pkg:github/o/c@v1").aliases == ("pkg:pypi/c",)
    assert _part(found, "pkg:pypi/d").evidence[0].note == 'optional extra gpu, if sys_platform == "linux"'
    assert _part(found, "pkg:pypi/e").scope is Scope.DEVELOPMENT
    assert _link(found, "pkg:pypi/b@2").facts == {"how": "import"}


def test_tables_of_uv_and_pdm() -> None:
    found = _good(
        '[project]\ndependencies = ["a", "b", "c", "d"]\n[tool.uv]\ndev-dependencies = ["e"]\n[tool.uv.sources]\n'
        'a = { git = "https://github.com/o/a", rev = "abc" }\nb = { path = "../libs/b" }\nc = { workspace = true }\n'
        'd = [{ index = "one" }]\n[tool.pdm.dev-dependencies]\nlint = ["f"]\n',
        "app/pyproject.toml",
    )
    assert [(target, how) for target, how, _ in _needs(found)] == [
        ("pkg:github/o/a@abc", "links"),
        ("file:libs/b", "links"),
        ("pkg:pypi/c", "links"),
        ("pkg:pypi/d", "links"),
        ("pkg:pypi/e", "builds-with"),
        ("pkg:pypi/f", "builds-with"),
    ]


def test_tables_of_poetry() -> None:
    found = _good(
        '[tool.poetry]\nname = "a"\n[tool.poetry.dependencies]\npython = "^3.11"\nb = "^1.0"\nc = "1.2.3"\n'
        'd = { version = "==2.0", optional = true, markers = "os_name == \'nt\'" }\n'
        'e = { git = "https://github.com/o/e.git", tag = "v1" }\nf = [{ version = "<2" }, { version = "3.0" }]\n'
        'g = { path = "libs/g", develop = true }\nh = { url = "https://host.example/h-1.0-py3-none-any.whl" }\n'
        '[tool.poetry.dev-dependencies]\ni = "*"\n[tool.poetry.group.docs.dependencies]\nj = "*"\n'
        '[tool.poetry.group.ml.dependencies]\nk = "*"\n'
    )
    assert _needs(found) == [
        ("pkg:pypi/b", "links", 5),
        ("pkg:pypi/c@1.2.3", "links", 6),
        ("pkg:pypi/d@2.0", "links", 7),
        ("pkg:github/o/e@v1", "links", 8),
        ("pkg:pypi/f", "links", 9),
        ("pkg:pypi/f@3.0", "links", 9),
        ("file:libs/g", "links", 10),
        ("url:https://host.example/h-1.0-py3-none-any.whl", "links", 11),
        ("pkg:pypi/i", "builds-with", 13),
        ("pkg:pypi/j", "builds-with", 15),
        ("pkg:pypi/k", "links", 17),
    ]
    assert _part(found, "pkg:pypi/d@2.0").evidence[0].note == "if os_name == 'nt', optional"


def test_dependencies_that_only_the_build_knows_are_said() -> None:
    [problem] = _read('[project]\nname = "a"\ndynamic = ["version", "dependencies"]\n').problems
    assert (problem.line, problem.hides) == (3, True)
    dynamic = '[project]\nname = "a"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\n'
    assert _read(f'{dynamic}dependencies = {{ file = ["requirements.txt"] }}\n').problems == ()
    assert len(_read(f'{dynamic}dependencies = {{ file = ["deps.in.txt"] }}\n').problems) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("project = 1", "project: a number or date where a table is expected"),
        ("[project]\nname = []", "project.name: a list where a string is expected"),
        ("[project]\nlicense = [1]", "project.license: a list where a string is expected"),
        ("[project]\nclassifiers = 'x'", "project.classifiers: a string where a list is expected"),
        ("[project]\ndependencies = {}", "project.dependencies: a table where a list is expected"),
        ("[project]\ndependencies = [1]", "project.dependencies: a number or date where a string is expected"),
        ("[project]\noptional-dependencies = []", "project.optional-dependencies: a list where a table is expected"),
        ("[dependency-groups]\na = 'b'", "dependency-groups.a: a string where a list is expected"),
        ("[tool]\npoetry = 1", "tool.poetry: a number or date where a table is expected"),
        ("[tool.poetry.dependencies]\na = 1", "a: a number or date where a table is expected"),
        ("[tool.poetry]\ngroup = []", "tool.poetry.group: a list where a table is expected"),
        ("build-system = 'x'", "build-system: a string where a table is expected"),
        ("[project]\ndependencies = ['a b']", "project.dependencies: 'a b' is no requirement"),
        ("[tool.poetry.dependencies]\n'-' = '1'", "tool.poetry.dependencies: '-' is no name of a Python package"),
    ],
)
def test_wrong_types_are_named(content: str, reason: str) -> None:
    problems = _read(content).problems
    assert reason in [problem.reason for problem in problems]
    assert all(problem.hides for problem in problems)


def test_one_bad_requirement_stops_nothing() -> None:
    found = _read('[project]\ndependencies = ["a", "b c", "d"]\n')
    assert [link.target for link in found.links] == ["pkg:pypi/a", "pkg:pypi/d"]
    assert [problem.line for problem in found.problems] == [2]


def test_an_empty_file_says_nothing() -> None:
    assert _read("") == Found()


def test_builds_with_is_for_development() -> None:
    found = _good('[build-system]\nrequires = ["setuptools"]\n')
    assert _link(found, "pkg:pypi/setuptools").how is How.BUILDS_WITH
    assert _part(found, "pkg:pypi/setuptools").scope is Scope.DEVELOPMENT

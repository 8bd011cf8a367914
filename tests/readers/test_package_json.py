"""package.json: the license in its three forms, and the dependencies with their sources."""

import json

import pytest

from licet.model.bom import PRODUCT, Component, Found
from licet.model.vocabulary import Grade, How, Kind, Scope
from licet.readers.package_json import read, wants
from tests.readers.opening import opened


def _read(document: object, path: str = "package.json") -> Found:
    return read(opened(path, json.dumps(document, indent=2)))


def _needs(dependencies: dict[str, object], path: str = "package.json") -> list[str]:
    found = _read({"dependencies": dependencies}, path)
    assert found.problems == ()
    assert [link.target for link in found.links] == [component.id for component in found.components]
    return [component.id for component in found.components]


def test_wanted() -> None:
    assert all(
        map(wants, ("package.json", "web/package.json", "owner__repo__package.json", "depth-anything_package.json"))
    )
    assert not any(map(wants, ("package-lock.json", "mypackage.json", "package.json5")))


@pytest.mark.parametrize(
    ("fields", "claims"),
    [
        ({"license": "MIT"}, [("MIT", "")]),
        ({"license": "SEE LICENSE IN terms.txt"}, [("SEE LICENSE IN terms.txt", "")]),
        ({"license": {"type": "ISC", "url": "https://x.example"}}, [("ISC", "https://x.example")]),
        (
            {"licenses": [{"type": "MIT", "url": "https://y.example"}, "ISC"]},
            [("MIT", "https://y.example"), ("ISC", "")],
        ),
        ({"licenses": {"type": "MIT"}}, [("MIT", "")]),
        ({"license": ["MIT", "ISC"]}, [("MIT", ""), ("ISC", "")]),
        ({"license": {"url": "https://z.example"}}, [("https://z.example", "https://z.example")]),
        ({"license": ""}, []),
        ({"license": "UNKNOWN"}, []),
        ({"license": None}, []),
    ],
)
def test_licenses(fields: dict[str, object], claims: list[tuple[str, str]]) -> None:
    found = _read({"name": "a", **fields})
    assert found.problems == ()
    [product] = found.components
    assert (product.id, product.kind, product.name) == (PRODUCT, Kind.APPLICATION, "a")
    assert [(claim.license, claim.url) for claim in product.claims] == claims
    assert all(claim.grade is Grade.METADATA and claim.evidence.line == 3 for claim in product.claims)


def test_a_package_in_a_folder_speaks_for_the_folder() -> None:
    found = _read({"name": "b", "license": "MIT", "dependencies": {"c": "1"}}, "web/package.json")
    assert [component.id for component in found.components] == ["file:web", "pkg:npm/c"]
    assert [(link.source, link.target) for link in found.links] == [(PRODUCT, "pkg:npm/c")]


def test_tables_of_dependencies() -> None:
    found = _read(
        {
            "dependencies": {"a": "^1.0", "o": "1"},
            "optionalDependencies": {"o": "1"},
            "peerDependencies": {"p": ">=1"},
            "devDependencies": {"d": "*"},
        }
    )
    parts: dict[str, Component] = {component.id: component for component in found.components}
    assert [(link.target, link.how) for link in found.links] == [
        ("pkg:npm/a", How.LINKS),
        ("pkg:npm/o", How.LINKS),
        ("pkg:npm/p", How.LINKS),
        ("pkg:npm/d", How.BUILDS_WITH),
    ]
    assert parts["pkg:npm/o"].evidence[0].note == "optional"
    assert parts["pkg:npm/d"].scope is Scope.DEVELOPMENT
    assert [component.evidence[0].line for component in found.components] == [3, 7, 10, 13]


@pytest.mark.parametrize(
    ("name", "spec", "identity"),
    [
        ("@scope/name", "1.2.3", "pkg:npm/%40scope/name"),
        ("a", "npm:@real/b@^2", "pkg:npm/%40real/b"),
        ("a", "npm:b", "pkg:npm/b"),
        ("a", "git+https://token@github.com/o/n.git#v1", "pkg:github/o/n@v1"),
        ("a", "git+ssh://git@github.com:o/n.git#semver:^1", "pkg:github/o/n"),
        ("a", "git@github.com:o/n.git#v2", "pkg:github/o/n@v2"),
        ("a", "github:o/n#abc", "pkg:github/o/n@abc"),
        ("a", "gitlab:o/n", "pkg:gitlab/o/n"),
        ("a", "o/n", "pkg:github/o/n"),
        ("a", "https://host.example/a.tgz?token=x", "url:https://host.example/a.tgz"),
        ("a", "file:../libs/a", "file:libs/a"),
        ("a", "latest", "pkg:npm/a"),
    ],
)
def test_sources(name: str, spec: str, identity: str) -> None:
    assert _needs({name: spec}, "web/package.json") == [identity]


def test_members_of_the_workspace_are_the_projects_own() -> None:
    assert _needs({"a": "workspace:*"}) == []


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ([], "holds a list where an object is expected"),
        ({"dependencies": []}, "dependencies: a list where a table is expected"),
        ({"dependencies": {"a": 1}}, "dependencies.a: a number or date where a string is expected"),
        ({"dependencies": {"a b": "1"}}, "dependencies: 'a b' is no name of an npm package"),
        ({"dependencies": {"a": "file:/opt/a"}}, "dependencies: a local path outside the project is not read"),
        ({"license": 3}, "license: a number or date where a string is expected"),
        ({"name": []}, "name: a list where a string is expected"),
    ],
)
def test_faults_are_named(document: object, reason: str) -> None:
    assert reason in [problem.reason for problem in _read(document).problems]

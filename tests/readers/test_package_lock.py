"""package-lock.json of versions 1 to 3."""

import json

import pytest

from licet.model.bom import PRODUCT, Found
from licet.model.vocabulary import How, Scope
from licet.readers.package_lock import read, wants
from tests.readers.opening import opened

THIRD = {
    "name": "app",
    "lockfileVersion": 3,
    "packages": {
        "": {
            "name": "app",
            "license": "ISC",
            "dependencies": {"@scope/web": "^2", "old": "1", "forked": "github:o/forked"},
            "devDependencies": {"checker": "3"},
            "workspaces": ["packages/*"],
        },
        "packages/ui": {"name": "@app/ui", "version": "0.1.0", "license": "MIT", "dependencies": {"shared": "2"}},
        "node_modules/@app/ui": {"resolved": "packages/ui", "link": True},
        "node_modules/@scope/web": {
            "version": "2.0.0",
            "resolved": "https://registry.example/@scope/web/-/web-2.0.0.tgz",
            "license": "MIT",
            "dependencies": {"shared": "^1"},
            "optionalDependencies": {"fast": "1", "absent": "1"},
        },
        "node_modules/@scope/web/node_modules/shared": {"version": "1.0.0", "license": "Apache-2.0"},
        "node_modules/shared": {"version": "2.0.0", "license": {"type": "BSD-3-Clause"}},
        "node_modules/fast": {"version": "1.0.0", "optional": True},
        "node_modules/old": {"version": "1.0.0", "licenses": [{"type": "WTFPL"}], "peerDependencies": {"shared": "*"}},
        "node_modules/checker": {"version": "3.0.0", "dev": True, "dependencies": {"shared": "*"}},
        "node_modules/forked": {
            "version": "1.2.3",
            "resolved": "git+ssh://git@github.com/o/forked.git#0123456789abcdef0123456789abcdef01234567",
        },
        "node_modules/alias": {"name": "real", "version": "4.0.0"},
    },
}
FORK = "pkg:github/o/forked@0123456789abcdef0123456789abcdef01234567"
WEB = "pkg:npm/%40scope/web@2.0.0"


def _read(document: object, path: str = "package-lock.json") -> Found:
    return read(opened(path, json.dumps(document, indent=1)))


def _edges(found: Found) -> set[tuple[str, How, str]]:
    return {(link.source, link.how, link.target) for link in found.links}


def test_wanted() -> None:
    assert all(map(wants, ("package-lock.json", "owner__repo__package-lock.json", "a/npm-shrinkwrap.json")))
    assert not wants("package.json")


def test_packages_with_their_licenses() -> None:
    found = _read(THIRD)
    assert found.problems == ()
    assert {component.id: [claim.license for claim in component.claims] for component in found.components} == {
        "file:packages/ui": ["MIT"],
        WEB: ["MIT"],
        "pkg:npm/shared@1.0.0": ["Apache-2.0"],
        "pkg:npm/shared@2.0.0": ["BSD-3-Clause"],
        "pkg:npm/fast@1.0.0": [],
        "pkg:npm/old@1.0.0": ["WTFPL"],
        "pkg:npm/checker@3.0.0": [],
        FORK: [],
        "pkg:npm/real@4.0.0": [],
    }
    tools = {component.id for component in found.components if component.scope is Scope.DEVELOPMENT}
    assert tools == {"pkg:npm/checker@3.0.0"}
    [web] = [component for component in found.components if component.id == WEB]
    text = json.dumps(THIRD, indent=1).split("\n")
    assert '"node_modules/@scope/web": {' in text[web.evidence[0].line - 1]


def test_edges_are_found_as_node_finds_them() -> None:
    assert _edges(_read(THIRD)) == {
        (PRODUCT, How.LINKS, WEB),
        (PRODUCT, How.LINKS, "pkg:npm/old@1.0.0"),
        (PRODUCT, How.LINKS, FORK),
        (PRODUCT, How.BUILDS_WITH, "pkg:npm/checker@3.0.0"),
        ("file:packages/ui", How.LINKS, "pkg:npm/shared@2.0.0"),
        (WEB, How.LINKS, "pkg:npm/shared@1.0.0"),
        (WEB, How.LINKS, "pkg:npm/fast@1.0.0"),
        ("pkg:npm/old@1.0.0", How.LINKS, "pkg:npm/shared@2.0.0"),
        ("pkg:npm/checker@3.0.0", How.LINKS, "pkg:npm/shared@2.0.0"),
    }


def test_the_first_version() -> None:
    found = _read(
        {
            "lockfileVersion": 1,
            "requires": True,
            "dependencies": {
                "web": {
                    "version": "2.0.0",
                    "requires": {"shared": "^1"},
                    "dependencies": {"shared": {"version": "1.0.0"}},
                },
                "shared": {"version": "2.0.0"},
                "checker": {"version": "3.0.0", "dev": True, "requires": {"shared": "*"}},
                "forked": {"version": "git+https://github.com/o/forked.git#abc"},
            },
        }
    )
    assert found.problems == ()
    assert _edges(found) == {
        ("pkg:npm/web@2.0.0", How.LINKS, "pkg:npm/shared@1.0.0"),
        ("pkg:npm/checker@3.0.0", How.LINKS, "pkg:npm/shared@2.0.0"),
        (PRODUCT, How.LINKS, "pkg:npm/web@2.0.0"),
        (PRODUCT, How.BUILDS_WITH, "pkg:npm/checker@3.0.0"),
        (PRODUCT, How.LINKS, "pkg:github/o/forked@abc"),
    }


def test_a_lock_of_the_documentation_is_development() -> None:
    found = _read(THIRD, "docs/package-lock.json")
    assert {component.scope for component in found.components} == {Scope.DEVELOPMENT}
    assert {link.how for link in found.links if link.source == PRODUCT} == {How.BUILDS_WITH}


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ([], "holds a list where an object is expected"),
        ({"packages": []}, "packages: a list where a table is expected"),
        ({"packages": {"node_modules/a": 1}}, "node_modules/a: a number or date where a table is expected"),
        ({"packages": {"node_modules/a b": {}}}, "'a b' is no name of an npm package"),
        (
            {"packages": {"node_modules/a": {"license": 1}}},
            "node_modules/a.license: a number or date where a string is expected",
        ),
        (
            {"packages": {"node_modules/a": {"dependencies": 1}}},
            "node_modules/a.dependencies: a number or date where a table is expected",
        ),
        (
            {"packages": {"node_modules/a": {"link": True, "resolved": "/opt/a"}}},
            "a local path outside the project is not read",
        ),
        ({"packages": {"/".join(["node_modules/a"] * 21): {}}}, "not read: a package below more than 20 others"),
        ({"dependencies": 1}, "dependencies: a number or date where a table is expected"),
        ({"dependencies": {"a": []}}, "a: a list where a table is expected"),
    ],
)
def test_faults_are_named(document: object, reason: str) -> None:
    assert reason in [problem.reason for problem in _read(document).problems]


def test_a_truncated_lock_names_the_line() -> None:
    [problem] = read(opened("package-lock.json", '{\n "packages": {\n  "": {"na')).problems
    assert (problem.line, problem.hides) == (3, True)

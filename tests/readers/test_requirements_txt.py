"""Requirements files, as pip reads them."""

import pytest

from licet.model.bom import PRODUCT, Component, Found
from licet.model.vocabulary import Basis, How, Kind, Scope
from licet.readers.requirements_txt import read, wants
from tests.readers.opening import opened


def _read(content: str | bytes, path: str = "requirements.txt") -> Found:
    return read(opened(path, content))


def _one(line: str, path: str = "requirements.txt") -> Component:
    found = _read(line + "\n", path)
    assert found.problems == ()
    [component] = found.components
    assert [(link.source, link.target) for link in found.links] == [(PRODUCT, component.id)]
    return component


@pytest.mark.parametrize(
    "path",
    [
        *("requirements.txt", "a/requirements.txt", "requirements-dev.txt", "requirements_versions.txt"),
        *("dev-requirements.txt", "owner__repo__requirements.txt", "rag_system_requirements.txt"),
        *("requirements.in", "requirements.dev.txt", "requirements/base.txt", "Requirements.TXT"),
    ],
)
def test_wanted(path: str) -> None:
    assert wants(path)


@pytest.mark.parametrize(
    "path", ["requirements.md", "requirements.txt.bak", "myrequirements.txt", "base.txt", "constraints.txt"]
)
def test_not_wanted(path: str) -> None:
    assert not wants(path)


@pytest.mark.parametrize(
    ("line", "identity", "version"),
    [
        ("Flask", "pkg:pypi/flask", ""),
        ("ruamel.yaml_x==0.18", "pkg:pypi/ruamel-yaml-x@0.18", "0.18"),
        ("a>=1,<2", "pkg:pypi/a", ""),
        ("a==1.*", "pkg:pypi/a", ""),
        ("a === 1.0-weird", "pkg:pypi/a@1.0-weird", "1.0-weird"),
        ("a==1.0,!=1.1", "pkg:pypi/a@1.0", "1.0"),
        ("torch == 2.4.1+cu121", "pkg:pypi/torch@2.4.1%2Bcu121", "2.4.1+cu121"),
        ("fastapi[all,standard]==0.1", "pkg:pypi/fastapi@0.1", "0.1"),
        ("a==1 --hash=sha256:0123 --hash=sha256:4567", "pkg:pypi/a@1", "1"),
        ("a==1 # why", "pkg:pypi/a@1", "1"),
        ("a @ git+https://github.com/Owner/Name.git@v1", "pkg:github/owner/name@v1", "v1"),
        ("git+ssh://git@github.com/o/n.git@abc#egg=n", "pkg:github/o/n@abc", "abc"),
        ("-e git+https://gitlab.com/group/sub/n.git#egg=n", "pkg:gitlab/group/sub/n", ""),
        ("https://host.example/files/foo-1.2.tar.gz", "url:https://host.example/files/foo-1.2.tar.gz", ""),
        ("./vendor/foo-1.2.tar.gz", "file:vendor/foo-1.2.tar.gz", ""),
        ("-e ./libs/own", "file:libs/own", ""),
        ("--editable=libs/own", "file:libs/own", ""),
    ],
)
def test_lines(line: str, identity: str, version: str) -> None:
    component = _one(line)
    assert (component.id, component.version) == (identity, version)
    assert component.purl == (identity if identity.startswith("pkg:") else "")
    assert component.kind is Kind.LIBRARY


def test_a_wheel_tells_its_name_and_version() -> None:
    component = _one("https://host.example/w/foo_bar-1.2-py3-none-any.whl")
    assert (component.name, component.version, component.aliases) == ("foo_bar", "1.2", ("pkg:pypi/foo-bar@1.2",))


def test_a_pipeline_of_spacy_in_a_wheel_is_a_model() -> None:
    place = "https://github.com/explosion/spacy-models/releases/download/en_core_web_sm-3.7.0"
    component = _one(f"{place}/en_core_web_sm-3.7.0-py3-none-any.whl")
    assert (component.kind, component.name, component.version) == (Kind.MODEL, "en_core_web_sm", "3.7.0")
    assert component.aliases == ("spacy:en_core_web_sm",)


def test_links_say_how_and_where() -> None:
    found = _read("# first\n\na==1 ; python_version < '3.9'\n")
    [link] = found.links
    assert (link.how, link.basis, link.facts) == (How.LINKS, Basis.OBSERVED, {"how": "import"})
    assert [str(evidence) for evidence in link.evidence] == ["requirements.txt:3"]
    assert link.evidence[0].note == 'if python_version < "3.9"'
    assert found.components[0].evidence == link.evidence


@pytest.mark.parametrize(
    "path",
    [
        "requirements-dev.txt",
        "dev-requirements.txt",
        "requirements_test.txt",
        "docs/requirements.txt",
        "requirements/ci.txt",
    ],
)
def test_development_requirements(path: str) -> None:
    found = _read("pytest\n", path)
    assert found.components[0].scope is Scope.DEVELOPMENT
    assert (found.links[0].how, found.links[0].facts) == (How.BUILDS_WITH, {})


def test_continued_lines_count_from_their_start() -> None:
    lines = ("a==1 \\", "    --hash=sha256:00 \\", "    --hash=sha256:11", "b\\", "==2", "# c \\", "d", "e \\", "# f")
    found = _read("\n".join(lines))
    assert found.problems == ()
    assert [(component.id, component.evidence[0].line) for component in found.components] == [
        ("pkg:pypi/a@1", 1),
        ("pkg:pypi/b@2", 4),
        ("pkg:pypi/d", 7),
        ("pkg:pypi/e", 8),
    ]


def test_options_and_comments_are_no_requirements() -> None:
    lines = (
        "--index-url https://host.example/simple",
        "-i x",
        "--pre",
        "-c constraints.txt",
        "# a",
        "   ",
        "-f dir",
        "-e .",
    )
    assert _read("\n".join(lines)) == Found()


def test_encodings() -> None:
    assert _read("a\r\nb\r".encode("utf-16")).components[1].id == "pkg:pypi/b"
    assert _read(b"\xef\xbb\xbfa\n").components[0].id == "pkg:pypi/a"
    [problem] = _read(b"caf\xe9\n").problems
    assert problem.reason == "not UTF-8 text"


def test_a_bad_line_is_one_problem_and_stops_nothing() -> None:
    found = _read("a\n<<<<<<< HEAD\nnumpy=1.2\nb\n")
    assert [component.id for component in found.components] == ["pkg:pypi/a", "pkg:pypi/b"]
    assert [(problem.line, problem.hides) for problem in found.problems] == [(2, True), (3, True)]


def test_many_bad_lines_are_counted() -> None:
    found = _read("not a requirement\n" * 50)
    assert len(found.problems) == 21
    assert found.problems[-1].reason == "30 more lines are no requirements"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("-r base.txt", "includes 'base.txt', which is not read under this name"),
        ("-r ../../other/requirements.txt", "includes a file outside the project, which is not read"),
        (
            "--requirement https://host.example/requirements.txt",
            "includes a file outside the project, which is not read",
        ),
        ("/opt/a.whl", "a local path outside the project is not read"),
        ("-e ../../..", "a local path outside the project is not read"),
        ("git+https:///", "the address names no git repository"),
        ("a; " + "(" * 2000, "the condition of a requirement is nested too deep"),
        ("a==" + "1" * 5000, "a requirement is longer than 4000 characters"),
    ],
)
def test_what_cannot_be_read_is_said(line: str, reason: str) -> None:
    found = _read(line, "sub/requirements.txt")
    assert found.components == ()
    assert [(problem.line, problem.reason) for problem in found.problems] == [(1, reason)]


@pytest.mark.parametrize("line", ["-r requirements-base.txt", "-r requirements/base.txt", "-rother-requirements.txt"])
def test_included_files_are_read_on_their_own(line: str) -> None:
    assert _read(line) == Found()


def test_secrets_never_show() -> None:
    secrets = ("ghp_" + "a1" * 18, "s3cretpassword")
    lines = (
        f"a @ git+https://{secrets[0]}@github.com/o/n.git",
        f"https://user:{secrets[1]}@host.example/a-1.tar.gz?token={secrets[0]}",
        f"--extra-index-url https://user:{secrets[1]}@host.example/simple",
        f"oops https://user:{secrets[1]}@host.example {secrets[0]}",
    )
    found = _read("\n".join(lines))
    assert [component.id for component in found.components] == ["pkg:github/o/n", "url:https://host.example/a-1.tar.gz"]
    assert len(found.problems) == 1
    assert not any(secret in repr(found) for secret in secrets)


def test_an_empty_file_says_nothing() -> None:
    assert _read("") == Found()


def test_statements_are_counted() -> None:
    found = _read("a\n" * 20_001)
    assert len(found.components) == 20_000
    assert [(problem.line, problem.hides) for problem in found.problems] == [(20_001, True)]
    options = _read("--pre\n" * 40_000 + "hidden\n")
    assert options.components == ()
    assert [(problem.line, problem.hides) for problem in options.problems] == [(40_001, True)]

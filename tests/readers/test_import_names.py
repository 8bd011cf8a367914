"""Packages that programs import and no manifest lists."""

import pytest

from licet.model.bom import Component, Evidence, Imported
from licet.model.vocabulary import How, Kind, Scope
from licet.readers.import_names import unlisted
from licet.readers.python_source import read
from tests.readers.opening import opened


def imported(*names: str, scope: Scope = Scope.RUNTIME) -> list[Imported]:
    return [
        Imported(name=name, evidence=Evidence(path="app.py", line=at), scope=scope) for at, name in enumerate(names, 1)
    ]


def ids(names: list[Imported], listed: tuple[str, ...] = (), paths: tuple[str, ...] = ()) -> set[str]:
    parts = [Component(id=one, kind=Kind.LIBRARY) for one in listed]
    return {part.id for part in unlisted(names, parts, paths).components}


@pytest.mark.parametrize(
    ("module", "package"),
    [
        ("torch", "torch"),
        ("torch.nn.functional", "torch"),
        ("cv2", "opencv-python"),
        ("sklearn.svm", "scikit-learn"),
        ("PIL.Image", "pillow"),
        ("yaml.safe_load", "pyyaml"),
        ("google.cloud.storage.Client", "google-cloud-storage"),
        ("sentence_transformers", "sentence-transformers"),
    ],
)
def test_a_module_leads_to_its_package(module: str, package: str) -> None:
    assert ids(imported(module)) == {f"pkg:pypi/{package}"}


def test_what_is_no_package_counts_for_nothing() -> None:
    assert ids(imported("os.path", "distutils", "google.colab", "mystery", "__future__.annotations")) == set()


@pytest.mark.parametrize(
    "listed", ["pkg:pypi/opencv-python-headless", "pkg:pypi/opencv-python@4.10", "pkg:pypi/opencv-python"]
)
def test_a_package_that_is_listed_settles_its_module(listed: str) -> None:
    assert ids(imported("cv2"), (listed,)) == set()


def test_modules_of_the_project_are_its_own() -> None:
    assert ids(imported("yaml", "torch"), paths=("src/yaml/dump.py", "lib/redis.py")) == {"pkg:pypi/torch"}


def test_scope_and_places_are_told() -> None:
    found = unlisted([*imported("torch", scope=Scope.DEVELOPMENT), *imported("torch.nn", "torch.optim")], (), ())
    (part,) = found.components
    assert (part.scope, [place.line for place in part.evidence]) == (Scope.RUNTIME, [1, 2])
    assert [link.how for link in found.links] == [How.LINKS]
    alone = unlisted(imported("torch", scope=Scope.DEVELOPMENT), (), ())
    assert [part.scope for part in alone.components] == [Scope.DEVELOPMENT]
    assert [link.how for link in alone.links] == [How.BUILDS_WITH]


def told(names: list[Imported], listed: tuple[str, ...] = (), paths: tuple[str, ...] = ()) -> list[str]:
    parts = [Component(id=one, kind=Kind.LIBRARY) for one in listed]
    return [problem.reason.partition(": ")[2] for problem in unlisted(names, parts, paths).problems]


def test_modules_of_no_known_package_are_told_once_and_hide_nothing() -> None:
    names = [*imported("torch", "mystery.deep", "os", "acmelib"), *imported("mystery")]
    (problem,) = unlisted(names, (), ()).problems
    assert problem.reason.endswith(": acmelib (app.py:4), mystery (app.py:2)")
    assert (problem.path, problem.line, problem.hides) == ("app.py", 4, False)
    assert "licet.toml" in problem.hint


def test_of_many_the_first_are_named() -> None:
    (words,) = told(imported(*(f"mystery{at:02}" for at in range(30))))
    assert words.startswith("mystery00 (app.py:1), mystery01 (app.py:2)")
    assert words.endswith("mystery07 (app.py:8) and 22 more")
    (long,) = told(imported("m" * 5_000))
    assert len(long) < 200


@pytest.mark.parametrize(
    ("module", "listed"),
    [
        ("mystery", "pkg:pypi/mystery@1.0"),
        ("mystery_box", "pkg:pypi/mystery-box"),
        ("mystery", "pkg:pypi/python-mystery"),
        ("mystery", "pkg:pypi/pymystery"),
        ("mystery", "pkg:github/acme/mystery@v1"),
    ],
)
def test_a_listed_package_may_explain_a_module(module: str, listed: str) -> None:
    assert told(imported(module), (listed,)) == []
    assert told(imported(module), ("pkg:pypi/other",)) == [f"{module} (app.py:1)"]


def test_a_short_name_is_explained_by_its_own_package_alone() -> None:
    assert told(imported("ab"), ("pkg:pypi/cabin",)) == ["ab (app.py:1)"]
    assert told(imported("ab"), ("pkg:pypi/ab",)) == []


def test_own_modules_those_that_are_made_and_those_of_tests_are_not_told() -> None:
    assert told(imported("mystery"), paths=("src/mystery/__init__.py",)) == []
    assert told(imported("mystery"), paths=("csrc/mystery.cpp",)) == []
    assert told(imported("_C", "service_pb2", "service_pb2_grpc", "_version", "__main__", "google.colab")) == []
    assert told(imported("mystery", scope=Scope.DEVELOPMENT)) == []


def test_a_program_tells_its_imports_wherever_they_stand() -> None:
    code = (
        "import a.b\ndef f():\n    try:\n        from c import d\n    except ImportError:\n        from .e import g\n"
    )
    found = read(opened("app.py", code + "if x:\n    import h as i\nmatch x:\n    case 1:\n        import j\n"))
    assert [(one.name, one.evidence.line) for one in found.imports] == [("a.b", 1), ("c.d", 4), ("h", 8), ("j", 11)]
    assert {one.scope for one in found.imports} == {Scope.RUNTIME}
    assert {one.scope for one in read(opened("tests/test_a.py", code)).imports} == {Scope.DEVELOPMENT}

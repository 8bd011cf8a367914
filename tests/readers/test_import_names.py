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


def test_a_program_tells_its_imports_wherever_they_stand() -> None:
    code = (
        "import a.b\ndef f():\n    try:\n        from c import d\n    except ImportError:\n        from .e import g\n"
    )
    found = read(opened("app.py", code + "if x:\n    import h as i\nmatch x:\n    case 1:\n        import j\n"))
    assert [(one.name, one.evidence.line) for one in found.imports] == [("a.b", 1), ("c.d", 4), ("h", 8), ("j", 11)]
    assert {one.scope for one in found.imports} == {Scope.RUNTIME}
    assert {one.scope for one in read(opened("tests/test_a.py", code)).imports} == {Scope.DEVELOPMENT}

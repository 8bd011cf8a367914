import pytest

from licet.readers.images import filled, image_identity

SHA = "sha256:" + "a" * 64


@pytest.mark.parametrize(
    ("reference", "purl"),
    [
        ("redis", "pkg:docker/redis"),
        ("redis:7.4", "pkg:docker/redis@7.4"),
        ("docker.io/library/redis:7.4", "pkg:docker/redis@7.4"),
        ("ollama/ollama", "pkg:docker/ollama/ollama"),
        ("localhost:5000/a/b", "pkg:docker/a/b?repository_url=localhost:5000"),
        ("ghcr.io/open-webui/open-webui:main", "pkg:docker/open-webui/open-webui@main?repository_url=ghcr.io"),
        (f"redis:7@{SHA}", f"pkg:docker/redis@{SHA}"),
        ("mongo:${VERSION:-8}", "pkg:docker/mongo@8"),
        ("mongo:${VERSION}", "pkg:docker/mongo"),
    ],
)
def test_references_are_purls_of_type_docker(reference: str, purl: str) -> None:
    identity = image_identity(reference)
    assert identity is not None
    assert identity.id == purl


@pytest.mark.parametrize("reference", ["${REGISTRY}/a", "../../etc/passwd", "Two Words", "x" * 400, ""])
def test_what_names_no_image_is_unresolved(reference: str) -> None:
    identity = image_identity(reference)
    assert identity is not None
    assert identity.id == ""
    assert identity.unresolved


def test_nothing_is_no_image() -> None:
    assert image_identity("scratch") is None


def test_variables_are_filled_by_value_then_default_then_a_sign_of_the_unknown() -> None:
    assert filled("${A:-b} $C ${D} ${E-f}", {"C": "c"}) == "b c {?} f"
    assert filled("${A:-${B:-c}}") == "c"


@pytest.mark.parametrize(
    ("reference", "version"),
    [("redis:7.4-alpine", "7.4"), ("redis:v8.0.1", "8.0.1"), ("redis:latest", "latest"), ("redis", "")],
)
def test_version_of_an_image_is_what_its_tag_begins_with(reference: str, version: str) -> None:
    identity = image_identity(reference)
    assert identity is not None
    assert identity.version == version

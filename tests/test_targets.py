"""What a target names: a folder, a system file, a repository of the Hub."""

from pathlib import Path

import pytest

from licet.errors import TargetError
from licet.model.bom import PRODUCT
from licet.model.lookups import Registry, Sought
from licet.model.vocabulary import Basis, How, Kind
from licet.targets import open_target


@pytest.mark.parametrize(
    ("text", "kind", "id_", "how", "version"),
    [
        ("hf:acme/tiny", Kind.MODEL, "pkg:huggingface/acme/tiny", How.EMBEDS, ""),
        ("hf:acme/tiny@v1.0", Kind.MODEL, "pkg:huggingface/acme/tiny", How.EMBEDS, "v1.0"),
        ("hf:gpt2", Kind.MODEL, "pkg:huggingface/gpt2", How.EMBEDS, ""),
        ("hf:datasets/acme/rows", Kind.DATASET, "hf:datasets/acme/rows", How.BUNDLES, ""),
        ("hf:datasets/squad", Kind.DATASET, "hf:datasets/squad", How.BUNDLES, ""),
    ],
)
def test_a_repository_is_a_product_that_uses_it(text: str, kind: Kind, id_: str, how: How, version: str) -> None:
    target = open_target(text)
    assert target.root is None
    assert target.found is not None
    [part], [link] = target.found.components, target.found.links
    assert (part.kind, part.id, part.version) == (kind, id_, version)
    assert (link.source, link.how, link.target, link.basis) == (PRODUCT, how, id_, Basis.STATED)
    registry = Registry.MODEL if kind is Kind.MODEL else Registry.DATASET
    assert target.sought == Sought(
        registry=registry, name=id_.partition("/")[2].removeprefix("datasets/"), version=version
    )


def test_a_folder_and_a_file_are_what_they_were(tmp_path: Path) -> None:
    assert open_target(tmp_path).root == tmp_path
    (tmp_path / "licet.toml").write_text('[product]\nname = "x"\n', "utf-8")
    for target in (tmp_path, str(tmp_path), tmp_path / "licet.toml"):
        opened = open_target(target)
        assert (opened.root, opened.config.product.name, opened.found) == (tmp_path, "x", None)


@pytest.mark.parametrize(
    "text", ["hf:", "hf:acme/", "hf:a/b/c", "hf:..", "hf:nobody-knows", "hf:datasets/", "/none", ""]
)
def test_what_names_nothing_is_told(text: str, tmp_path: Path) -> None:
    with pytest.raises(TargetError) as caught:
        open_target(text or tmp_path / "none")
    assert caught.value.hint

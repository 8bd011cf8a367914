from licet.readers.gitmodules import read
from tests.readers.assets import asset
from tests.readers.linked import linked


def test_full_file() -> None:
    found = read(asset("gitmodules", "full", ".gitmodules"))
    assert linked(found) == [
        ("product", "bundles", "pkg:github/ggerganov/llama.cpp", 1),
        ("product", "bundles", "pkg:huggingface/acme/base", 5),
        ("product", "bundles", "file:libs/sibling", 8),
    ]
    assert found.components[0].aliases == ("file:vendor/llama.cpp",)

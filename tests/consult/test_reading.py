"""What sources give is read by the project's readers, whatever the bytes are, and never speaks of our own product."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.consult.reading import place_of, reading_of, wanted
from licet.model.bom import PRODUCT, Release
from licet.model.lookups import Document, Looked, Registry, Sought
from licet.model.vocabulary import Kind
from tests.sources.standin import SHA

NAMES = {
    Registry.MODEL: "acme/tiny",
    Registry.DATASET: "acme/rows",
    Registry.PYPI: "tiny-lib",
    Registry.NPM: "%40acme/tiny",
    Registry.OLLAMA: "tiny:8b",
}
FILES = ("README.md", "LICENSE", "LICENSE.pdf", "NOTICE", "USE_POLICY.md", "adapter_config.json", "api:README.md")
CARDS = (
    b"---\nlicense: mit\nbase_model: [../../x, acme/base, product]\ndatasets: acme/d\n---\n# x\n\n## License\n\nMIT\n",
    b'{"base_model_name_or_path": "/home/x", "peft_type": "LORA"}',
    b'{"base_model_name_or_path": ".", "peft_type": "LORA"}',
    b"---\nlicense: [[[[\n---\n",
    b"\xff\xfe\x00",
    b"\x00" * 50,
)


def documents(*pairs: tuple[str, bytes]) -> tuple[Document, ...]:
    return tuple(Document(path=path, data=data, sha256=sha256(data).hexdigest()) for path, data in pairs)


@settings(max_examples=80, deadline=None)
@given(
    registry=st.sampled_from(Registry),
    version=st.sampled_from(["", "1.2", SHA]),
    pairs=st.lists(st.tuples(st.sampled_from(FILES), st.sampled_from(CARDS) | st.binary(max_size=200)), max_size=4),
    complete=st.booleans(),
)
def test_no_bytes_raise_and_none_speak_of_the_product(
    registry: Registry, version: str, pairs: list[tuple[str, bytes]], *, complete: bool
) -> None:
    sought = Sought(registry=registry, name=NAMES[registry], version=version)
    looked = Looked(
        source="s", name=sought.name, revision=SHA, documents=documents(*pairs), complete=complete, absent=("LICENSE",)
    )
    found = reading_of(sought, looked)
    part, *others = found.components
    assert part.id.startswith(sought.id)
    assert all(each.id != PRODUCT and not each.id.startswith("file:") for each in found.components)
    assert all(link.source == part.id and link.target != PRODUCT for link in found.links)
    assert {link.target for link in found.links} >= {each.id for each in others}
    assert not any(problem.hides for problem in found.problems)
    place = place_of(sought, looked)
    assert all(evidence.path.startswith(place) for evidence in part.evidence)


def test_packages_are_read_by_their_metadata_and_bring_no_others_with_them() -> None:
    metadata = b"Metadata-Version: 2.4\nName: tiny-lib\nVersion: 1.2\nLicense: MIT\nRequires-Dist: numpy\n\n# x\n"
    pairs = documents(("tiny_lib-1.2.dist-info/METADATA", metadata), ("tiny_lib-1.2.dist-info/LICENSE", b"words"))
    sought = Sought(registry=Registry.PYPI, name="tiny-lib", version="1.2")
    looked = Looked(source="s", name="tiny-lib", revision="1.2", documents=pairs, complete=True)
    found = reading_of(sought, looked)
    [part] = found.components
    assert (part.id, part.kind, found.links) == ("pkg:pypi/tiny-lib@1.2", Kind.LIBRARY, ())
    assert [claim.license for claim in part.claims] == ["MIT"]
    assert [text.text for text in part.texts] == ["words"]


def test_metadata_of_another_package_are_told() -> None:
    metadata = b"Metadata-Version: 2.4\nName: other\nVersion: 1.2\nLicense: MIT\n\n"
    looked = Looked(
        source="s",
        name="tiny-lib",
        revision="1.2",
        documents=documents(("tiny_lib-1.2.dist-info/METADATA", metadata)),
    )
    found = reading_of(Sought(registry=Registry.PYPI, name="tiny-lib"), looked)
    assert [problem.reason for problem in found.problems] == [
        "the metadata is that of 'other', not of the folder's package"
    ]


@pytest.mark.parametrize(
    ("path", "is_wanted"),
    [
        *((name, True) for name in FILES if name != "api:README.md"),
        *(("LICENSE-2", True), ("COPYING.txt", True), ("model.safetensors", False), ("config.json", False)),
        *(("train.py", False), ("docs.md", False), ("", False), ("LICENSE\x1b[31m", False), ("LICENSE" * 99, False)),
    ],
)
def test_only_what_may_speak_of_a_license_is_fetched(path: str, *, is_wanted: bool) -> None:
    assert wanted(path) == is_wanted


def test_a_place_names_the_commit_in_short_and_a_version_in_full() -> None:
    model = Sought(registry=Registry.MODEL, name="acme/old")
    looked = Looked(source="s", name="acme/new", revision=SHA)
    assert place_of(model, looked) == f"pkg:huggingface/acme/new@{SHA[:12]}"
    package = Sought(registry=Registry.PYPI, name="x")
    assert place_of(package, Looked(source="s", name="x", revision="1.2")) == "pkg:pypi/x@1.2"


def test_a_revision_is_given_out_on_the_day_of_its_commit() -> None:
    sought = Sought(registry=Registry.DATASET, name="acme/rows")
    card = documents(("README.md", b"---\nlicense: mit\n---\n"))
    looked = Looked(source="s", name="acme/rows", revision=SHA, changed="2024-02-19", documents=card)
    part = reading_of(sought, looked).components[0]
    assert part.release == Release(released="2024-02-19", built="2024-02-19")

"""The index that ships, its manifest, and what happens when it is broken."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from licet.errors import KnowledgeError
from licet.identify.fingerprint import pack
from licet.identify.index import PATH, Index, load, shingles
from licet.licenses import heads
from licet.licenses import load as record
from tests.identify.conftest import RULES, TEAPOT, printed

MANIFEST = json.loads(PATH.with_name("manifest.json").read_text(encoding="utf-8"))


def test_the_manifest_tells_what_the_index_holds() -> None:
    held = [(one.license, one.document, one.size, one.sha256, one.source) for one in load().known]
    told = [
        tuple(row[key] for key in ("license", "document", "words", "sha256", "source")) for row in MANIFEST["texts"]
    ]
    assert held == told
    assert sha256(PATH.read_bytes()).hexdigest() == MANIFEST["index"]


def test_every_document_of_a_record_is_known_or_named_as_missing() -> None:
    known = {(one.license, one.sha256) for one in load().known}
    absent = [line.partition(":")[0] for line in MANIFEST["without_text"]]
    for head in heads():
        for document in record(head.id).documents:
            assert (head.id, document.sha256) in known or head.id in absent


def test_a_family_is_more_than_the_records() -> None:
    licenses = {one.license for one in load().known}
    assert {"BSD-2-Clause", "BSD-3-Clause", "ISC", "MPL-2.0", "GPL-2.0-only", "BSL-1.0", "BUSL-1.1"} <= licenses
    assert len(licenses - {head.id for head in heads()}) >= 60


def test_no_two_licenses_have_one_text() -> None:
    seen: dict[tuple[int, ...], str] = {}
    for number, one in enumerate(load().known):
        assert seen.setdefault(tuple(load().text(number)), one.license) == one.license


def test_a_title_names_a_license() -> None:
    assert load().named("Mozilla Public License 2.0") == "MPL-2.0"
    assert load().named("mozilla public license-2.0") == "MPL-2.0"
    assert load().named("a license that nobody wrote") is None


def test_shingles_depend_on_the_order() -> None:
    assert shingles([1, 2, 3, 4]) == []
    assert len(set(shingles([1, 2, 3, 4, 5, 6]))) == 2
    assert shingles([1, 2, 3, 4, 5]) != shingles([2, 1, 3, 4, 5])
    assert all(0 <= key < 2**32 for key in shingles([65535] * 6))


def test_samples_tell_where_they_stand(kitchen: Index) -> None:
    for number, one in enumerate(kitchen.known):
        keys = shingles(kitchen.text(number))
        places = [place for key in keys for of, place in kitchen.places(key) if of == number]
        assert sorted(places) == sorted(set(places))
        assert len(places) == one.samples
        assert all((number, place) in kitchen.places(keys[place]) for place in places)
    assert list(kitchen.places(-1)) == []


def broken(data: bytes) -> list[bytes]:
    head = data.index(b"{")
    return [b"", b"no index at all", data[:-1], data[:40], data[:head] + b"?" + data[head + 1 :]]


@pytest.mark.parametrize("which", range(5))
def test_a_broken_index_is_an_error_with_a_hint(which: int, tmp_path: Path) -> None:
    path = tmp_path / "index.bin"
    path.write_bytes(broken(pack([printed("LicenseRef-Teapot", TEAPOT)], RULES))[which])
    with pytest.raises(KnowledgeError) as caught:
        load(path)
    assert "make index" in caught.value.hint


def test_a_missing_index_is_an_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path / "nothing")
    assert "make index" in caught.value.hint

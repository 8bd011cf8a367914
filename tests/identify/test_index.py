"""The index that ships, its manifest, and what happens when it is broken."""

import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from licet.errors import KnowledgeError
from licet.identify.index import KINDS, MAGIC, PATH, Index, index_of, load
from licet.identify.normalize import split
from licet.licenses import heads
from licet.licenses import load as record
from tests.identify.conftest import SAUCER, TEAPOT, packed, printed

MANIFEST = json.loads(PATH.with_name("manifest.json").read_text(encoding="utf-8"))
KNOWN = load().known()


def test_the_manifest_tells_what_the_index_holds() -> None:
    held = [(one.license, one.document, one.size, one.sha256, one.source) for one in KNOWN]
    told = [
        tuple(row[key] for key in ("license", "document", "words", "sha256", "source")) for row in MANIFEST["texts"]
    ]
    assert held == told
    assert sha256(PATH.read_bytes()).hexdigest() == MANIFEST["index"]
    counts = np.bincount(load().rules.kind, minlength=len(KINDS)).tolist()
    assert dict(zip(KINDS, counts, strict=True)) == MANIFEST["rules"]


def test_every_document_of_a_record_is_known_or_named_as_missing() -> None:
    known = {(one.license, one.sha256) for one in KNOWN}
    policies = {one.sha256 for one in KNOWN if one.document == "policy"}
    absent = [line.partition(":")[0] for line in MANIFEST["without_text"]]
    for head in heads():
        for document in record(head.id).documents:
            shared = document.name == "policy" and document.sha256 in policies
            assert (head.id, document.sha256) in known or shared or head.id in absent


def test_a_family_is_more_than_the_records() -> None:
    licenses = {one.license for one in KNOWN}
    assert {"BSD-2-Clause", "BSD-3-Clause", "ISC", "MPL-2.0", "GPL-2.0-only", "BSL-1.0", "BUSL-1.1"} <= licenses
    assert len(licenses - {head.id for head in heads()}) >= 1_500


def test_no_two_licenses_have_one_text() -> None:
    seen: dict[bytes, str] = {}
    for one in KNOWN:
        text = load().words(one.rule, blanked=False).tobytes()
        assert seen.setdefault(text, one.license) == one.license


def test_no_two_rules_have_the_same_words() -> None:
    rules = load().rules
    assert len(np.unique(np.stack([rules.hash, rules.size.astype(np.uint64)]), axis=1).T) == len(rules.hash)


def test_every_known_text_belongs_to_a_rule_of_its_license() -> None:
    index = load()
    for number, one in enumerate(KNOWN):
        assert index.rules.known[one.rule] == number
        assert index.known_rules[number] == one.rule
        # a policy that SPDX lists by itself keeps its own id
        own = index.names[index.expressions[index.rules.expression[one.rule]]].id
        assert own == one.license or (one.document == "policy" and not own.startswith("LicenseRef-"))


def test_every_key_of_an_expression_has_a_name() -> None:
    index = load()
    keys = {
        word
        for expression in index.expressions
        for word in expression.replace("(", " ").replace(")", " ").split()
        if word not in {"AND", "OR", "WITH"}
    }
    assert keys <= index.names.keys()


def test_what_is_no_license_in_particular_is_told_apart() -> None:
    index = load()
    assert {"unknown-spdx", "unknown-license-reference"} <= index.generic <= index.vague
    assert not {"mit", "apache-2.0", "gpl-2.0"} & index.vague


def test_a_title_names_a_license() -> None:
    assert load().named("Mozilla Public License 2.0") == "MPL-2.0"
    assert load().named("mozilla public license-2.0") == "MPL-2.0"
    assert load().named("a license that nobody wrote") is None


def test_a_known_text_keeps_its_gaps_and_labels(kitchen: Index) -> None:
    (one,) = (known for known in kitchen.known() if known.license == "LicenseRef-Teapot")
    words = split(TEAPOT)
    assert [words.passage(gap.start, gap.end) for gap in one.gaps] == ["the Teapot Club", "BY THE POTTERS"]
    assert [(gap.most, gap.choices) for gap in one.gaps] == [
        (6, (("the", "teapot", "club"),)),
        (0, ((), ("by", "its", "owners"), ("by", "the", "potters"))),
    ]
    assert one.labels == ("lender", "day of return")
    assert one.title == {"teapot", "license", "3"}
    assert kitchen.named("teapot license 3") == "LicenseRef-Teapot"


def test_an_index_read_from_bytes_is_the_one_read_from_a_file(kitchen: Index) -> None:
    index = index_of(packed([printed("LicenseRef-Saucer", SAUCER), printed("LicenseRef-Teapot", TEAPOT)]))
    assert index.known() == kitchen.known()
    assert (index.texts == kitchen.texts).all()


def broken(data: bytes) -> list[bytes]:
    head = data.index(b"{")
    return [
        b"",
        b"no index at all",
        data[:-1],
        data + b"\0",
        data[:40],
        data[: len(MAGIC)],
        data[:head] + b"?" + data[head + 1 :],
        data.replace(b'"rule_size"', b'"rule_sise"', 1),
        data.replace(b'"<u2"', b'"<q9"', 1),
    ]


@pytest.mark.parametrize("which", range(9))
def test_a_broken_index_is_an_error_with_a_hint(which: int, tmp_path: Path) -> None:
    path = tmp_path / "index.bin"
    path.write_bytes(broken(packed([printed("LicenseRef-Teapot", TEAPOT)]))[which])
    with pytest.raises(KnowledgeError) as caught:
        load(path)
    assert "make index" in caught.value.hint


def test_a_missing_index_is_an_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load(tmp_path / "nothing")
    assert "make index" in caught.value.hint


def test_many_keys_are_found_as_few_are() -> None:
    postings = load().samples
    held = postings.keys[::2000].astype(np.uint64) << np.uint64(32)
    others = held + (np.uint64(1) << np.uint64(32))
    for keys in (held, others, np.array([0, 2**64 - 1], np.uint64)):
        at, first, last = postings.find(keys)
        one_by_one = [postings.find(keys[place : place + 1]) for place in range(len(keys))]
        assert at.tolist() == [place for place, (found, _, _) in enumerate(one_by_one) if len(found)]
        assert first.tolist() == [place for _, each, _ in one_by_one for place in each.tolist()]
        assert last.tolist() == [place for _, _, each in one_by_one for place in each.tolist()]
    assert len(postings.find(held)[0]) == len(held) > 100

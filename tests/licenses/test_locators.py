"""Every quotation of every record, held against the text it was read from wherever that text is at hand.

Texts come from the reference folder beside the repository (../shared/license-texts), from ScanCode's source
distribution, named by the variable LICET_SCANCODE or lying in .scancode/ of the repository, and from a folder named by
LICET_TEXTS. Without any of them the words of each quotation are held against the numbered words of the index, which has
the fingerprint of every text that was read.
"""

import json
import os
import tarfile
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from licet.identify.index import load as load_index
from licet.identify.normalize import split
from licet.licenses import clauses, exception_clauses, exception_ids, ids, load, load_exception
from licet.model.terms import Clause, License, LicenseException

REPOSITORY = Path(__file__).resolve().parents[2]
TEXTS = REPOSITORY.parent / "shared" / "license-texts"
SHARDS = REPOSITORY / "tools" / "shards"
SDIST = "scancode_toolkit-32.5.0.tar.gz"
FOLDER = "scancode_toolkit-32.5.0/src/licensedcode/data/licenses/"


def scancode() -> Path | None:
    named = os.environ.get("LICET_SCANCODE")
    if named:
        place = Path(named)
        return place / SDIST if place.is_dir() else place
    kept = REPOSITORY / ".scancode" / SDIST
    return kept if kept.is_file() else None


@cache
def texts() -> Mapping[str, str]:
    """The texts at hand by the SHA-256 of their bytes, white space reduced to single spaces."""
    folders = [TEXTS, *(Path(folder) for folder in os.environ.get("LICET_TEXTS", "").split(os.pathsep) if folder)]
    found = [path.read_bytes() for folder in folders for path in sorted(folder.iterdir()) if path.is_file()]
    archive = scancode()
    if archive:
        found += scancode_texts(archive)
    return {sha256(data).hexdigest(): " ".join(data.decode("utf-8-sig", "replace").split()) for data in found}


def records() -> tuple[License | LicenseException, ...]:
    """Every record that ships with Licet."""
    return (*map(load, ids()), *map(load_exception, exception_ids()))


def scancode_texts(archive: Path) -> list[bytes]:
    """The license texts of the archive that records name, without their YAML front matter."""
    sources = {document.source for one in records() for document in one.documents}
    wanted = {FOLDER + source.rpartition("/")[2] for source in sources if source.startswith("scancode-toolkit 32.5.0:")}
    found = []
    with tarfile.open(archive) as sdist:
        for member in sdist:
            if member.name in wanted:
                wanted.remove(member.name)
                file = sdist.extractfile(member)
                assert file is not None
                found.append(file.read().partition(b"\n---\n")[2])
            if not wanted:
                break
    assert not wanted, f"{archive} does not hold {sorted(wanted)}"
    return found


@pytest.mark.parametrize("terms", records(), ids=lambda terms: terms.id)
def test_each_locator_occurs_word_for_word(terms: License | LicenseException) -> None:
    at_hand: dict[str, str] = {}
    for document in terms.documents:
        if document.sha256 in texts():
            at_hand[document.name] = f"{at_hand.get(document.name, '')}\n{texts()[document.sha256]}"
    if not at_hand:
        pytest.skip("no text of this license is at hand: see the head of this file")
    checked = [(key, clause) for key, clause in _clauses(terms) if clause.document in at_hand]
    assert checked
    assert [
        (key, clause.quote) for key, clause in checked if " ".join(clause.quote.split()) not in at_hand[clause.document]
    ] == []


def _clauses(terms: License | LicenseException) -> tuple[tuple[str, Clause], ...]:
    return clauses(terms) if isinstance(terms, License) else exception_clauses(terms)


def test_documents_were_read_from_the_texts_they_name() -> None:
    if not TEXTS.is_dir() or not scancode():
        pytest.skip("needs ../shared/license-texts and ScanCode's source distribution")
    named = [(terms.id, document) for terms in records() for document in terms.documents]
    held = texts().keys() | {json.loads(path.read_bytes())["sha256"] for path in SHARDS.glob("*.json")}
    assert [(license_id, document.source) for license_id, document in named if document.sha256 not in held] == []


@cache
def fingerprints() -> Mapping[str, int]:
    """The rule of each known text by the SHA-256 of the text."""
    return {known.sha256: known.rule for known in load_index().known()}


def numbered(digest: str) -> str:
    """The words of a known text as numbers in a row; nothing if the index does not have it."""
    rule = fingerprints().get(digest)
    return "" if rule is None else row(load_index().words(rule, blanked=False))


def row(numbers: Iterable[int]) -> str:
    return "".join(f"{number} " for number in (-1, *numbers))


@pytest.mark.parametrize("license_id", ids())
def test_the_words_of_each_locator_stand_in_a_row_in_the_indexed_text(license_id: str) -> None:
    terms = load(license_id)
    at_hand: dict[str, str] = {}
    for document in terms.documents:
        at_hand[document.name] = at_hand.get(document.name, "") + numbered(document.sha256)
    checked = [(key, clause) for key, clause in clauses(terms) if at_hand.get(clause.document)]
    lacking = {clause.document for _, clause in clauses(terms) if not at_hand.get(clause.document)}
    assert not lacking, f"no fingerprint of {sorted(lacking)}: see the head of tools/build_index.py"
    wanted = [(key, clause, row(load_index().numbers(split(clause.quote).keys))[3:]) for key, clause in checked]
    strange = [(key, clause.quote) for key, clause, words in wanted if f" {words}" not in at_hand[clause.document]]
    assert strange == []

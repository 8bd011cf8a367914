"""Every quotation of every record, held against the text it was read from wherever that text is at hand.

Texts come from two places: the reference folder beside the repository (../shared/license-texts), and ScanCode's
source distribution, named by the variable LICET_SCANCODE or lying in .scancode/ of the repository.
"""

import os
import tarfile
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from licet.licenses import clauses, exception_clauses, exception_ids, ids, load, load_exception
from licet.model.terms import Clause, License, LicenseException

REPOSITORY = Path(__file__).resolve().parents[2]
TEXTS = REPOSITORY.parent / "shared" / "license-texts"
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
    found = [path.read_bytes() for path in sorted(TEXTS.glob("*.txt"))]
    archive = scancode()
    if archive:
        found += scancode_texts(archive)
    return {sha256(data).hexdigest(): " ".join(data.decode("utf-8-sig").split()) for data in found}


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
    assert [(license_id, document.source) for license_id, document in named if document.sha256 not in texts()] == []

"""Derived license compatibility against OSADL's matrix: how far they agree, and a clause for each difference."""

from functools import cache

import pytest

from benchmarks.osadl import table
from benchmarks.osadl.derive import derive
from benchmarks.osadl.matrix import ABSENT, NO, YES, published
from licet.licenses import exception_ids, load, load_exception
from tests.licenses.test_locators import texts

AGREEMENT = 0.991
"""What was measured with the matrix of May 2024; it may only rise."""


@cache
def compared() -> table.Comparison:
    matrix = published()
    if matrix is None:
        pytest.skip(ABSENT)
    return table.compare(matrix)


def test_the_answers_agree_as_often_as_was_measured() -> None:
    found = compared()
    assert len(found.matrix.modelled) >= 84
    assert found.agreement >= AGREEMENT


def test_each_difference_has_one_reason_and_each_reason_a_difference() -> None:
    differing = compared().differences
    assert {
        (p.subordinate, p.leading): len(table.reasons_for(p)) for p in differing if len(table.reasons_for(p)) != 1
    } == {}
    pairs = {(leading, part) for one in table.reasons() for leading in one.leading for part in one.subordinate}
    assert pairs - {(pair.leading, pair.subordinate) for pair in differing} == set()


def test_the_page_is_current() -> None:
    assert table.PAGE.read_text("utf-8") == table.page(compared()), "run python -m benchmarks.osadl.table --write"


@pytest.mark.parametrize("reason", table.reasons(), ids=lambda reason: reason.subordinate[0])
def test_the_clause_of_each_reason_stands_in_its_text(reason: table.Reason) -> None:
    name = reason.clause.license
    documents = (load_exception(name) if name in exception_ids() else load(name)).documents
    assert len(reason.clause.quote.split()) <= 15
    at_hand = " ".join(texts()[one.sha256] for one in documents if one.sha256 in texts())
    if not at_hand:
        pytest.skip("the text is not at hand: see tests/licenses/test_locators.py")
    assert reason.clause.quote in at_hand


@pytest.mark.parametrize(
    ("leading", "part", "copied", "linked"),
    [
        ("GPL-3.0-only", "Apache-2.0", YES, YES),
        ("GPL-2.0-only", "Apache-2.0", NO, NO),  # retaliation and indemnity are further restrictions
        ("MIT", "GPL-2.0-only", NO, NO),
        ("MIT", "MPL-2.0", NO, YES),  # the files keep their license
        ("GPL-2.0-only", "MPL-2.0", YES, YES),
        ("AGPL-3.0-only", "GPL-3.0-only", NO, YES),  # section 13 lets them be combined
        ("MIT", "GPL-2.0-only WITH Classpath-exception-2.0", NO, YES),
    ],
)
def test_what_is_derived_for_known_pairs(leading: str, part: str, copied: str, linked: str) -> None:
    assert (derive(leading, part).answer, derive(leading, part, "links").answer) == (copied, linked)

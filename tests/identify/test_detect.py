"""Which licenses a text is told to hold, name or grant under: what its words say beats what a rule like them says."""

import pytest

from licet.identify.detect import detect
from licet.identify.index import Index, Name, index_of
from licet.identify.packing import pack
from tests.identify.conftest import RULES
from tests.identify.invented import PROSE, read, rule

NOTICE = (
    "This cup is lent under version 2 of the cup license as the potters of the harbor gave it out in the spring, "
    "or, if it please you, under any later version that they may give out. Whoever drinks from it keeps its handle "
    "clean, puts it back upon its own saucer when the day is done, and tells the owner of every crack that was found."
)
CHANGED = NOTICE.replace("owner", "lender")
OLDER = ", or, if it please you, under any later version that they may give out"


@pytest.fixture(scope="module")
def cups() -> Index:
    names = {
        key: Name(id=id_, key=key, name=key, category="")
        for key, id_ in (("cup", "Cup-2.0-only"), ("cup-plus", "Cup-2.0-or-later"), ("pot", "Pot-1.0"))
    }
    return index_of(pack([rule(NOTICE, "pot OR cup-plus")], names, RULES))


def told(text: str, index: Index) -> list[str]:
    return [one.expression for one in detect(read(text, index))]


@pytest.mark.parametrize("text", [NOTICE, CHANGED, CHANGED.replace("that they may give out", "of it")])
def test_a_notice_that_speaks_of_later_versions_allows_them(text: str, cups: Index) -> None:
    assert told(f"{PROSE}{text}{PROSE}", cups) == ["pot OR cup-plus"]


def test_a_notice_that_left_out_later_versions_does_not_allow_them(cups: Index) -> None:
    assert OLDER in CHANGED
    assert told(f"{PROSE}{CHANGED.replace(OLDER, '')}{PROSE}", cups) == ["pot OR cup"]

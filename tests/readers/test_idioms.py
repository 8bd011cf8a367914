"""The tables of calls: every row is usable, and what it says is a word that the readers know."""

import pytest

from licet.readers.idioms import JAVASCRIPT, PYTHON, Scheme, loaders, names, read_table
from licet.readers.structured import items, table


@pytest.mark.parametrize("which", [(name,) for name in (*PYTHON, *JAVASCRIPT)])
def test_rows_can_be_used(which: tuple[str, ...]) -> None:
    for row in loaders(which):
        assert row.call
        assert row.at is not None or row.names or row.scheme in {Scheme.CALLED, Scheme.DEFAULT_MODEL, Scheme.BUNDLE}, (
            row
        )
        assert row.prefix or row.scheme not in {Scheme.TABLE, Scheme.NAMED, Scheme.CALLED}, row
        assert row.scheme is not Scheme.TABLE or row.prefix in names().sizes, row
        assert row.scheme is not Scheme.DEFAULT_MODEL or row.default, row


@pytest.mark.parametrize("which", [*PYTHON, *JAVASCRIPT])
def test_rows_have_no_other_keys(which: str) -> None:
    known = {"from", "calls", "owner", "scheme", "at", "names", "kind", "prefix", "how", "base", "default"}
    for row in items(read_table(which)["load"]):
        assert set(table(row)) <= known | {"optional", "objects", "also"}


def test_no_way_of_calling_is_read_in_two_ways() -> None:
    seen: set[tuple[str, str, str]] = set()
    for row in loaders(PYTHON):
        for library in row.libraries if not row.also else ():
            key = (library, row.owner, row.call)
            assert key not in seen, key
            seen.add(key)

"""What is true of one license record, or between two, whatever the system is: worked out once."""

from collections.abc import Callable
from functools import wraps
from typing import Final, TypeVar

from licet.model.terms import License

MOST_HELD: Final = 4096
"""Pairs that are held for one function; where there are more, it starts anew."""

T = TypeVar("T")


def once(function: Callable[[License, License], T]) -> Callable[[License, License], T]:
    """Keep what a function says of two records, by their identity: equal records are compared too slowly to look up."""
    held: dict[tuple[int, int], tuple[License, License, T]] = {}

    @wraps(function)
    def known(one: License, other: License) -> T:
        key = (id(one), id(other))
        found = held.get(key)
        if found is None:
            if len(held) >= MOST_HELD:
                held.clear()
            found = held[key] = (one, other, function(one, other))  # held, so that their identities stay theirs
        return found[2]

    return known


def once_each(function: Callable[[License], T]) -> Callable[[License], T]:
    """Keep what a function says of one record, by its identity."""
    held: dict[int, tuple[License, T]] = {}

    @wraps(function)
    def known(license_: License) -> T:
        found = held.get(id(license_))
        if found is None:
            if len(held) >= MOST_HELD:
                held.clear()
            found = held[id(license_)] = (license_, function(license_))
        return found[1]

    return known

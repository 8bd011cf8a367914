"""Well-known models, datasets, services and packages as data: their licenses, other names, bases, and where from."""

from collections.abc import Mapping
from functools import cache

from licet.catalog.entry import GRADES, Base, Entry, Source, Statement
from licet.catalog.known import claims_of, known
from licet.catalog.store import entries, find, head, key_of, named, search

__all__ = [
    "GRADES",
    "Base",
    "Entry",
    "Source",
    "Statement",
    "alternatives",
    "claims_of",
    "entries",
    "find",
    "head",
    "key_of",
    "known",
    "named",
    "search",
    "version",
]


def version() -> str:
    """How many entries the catalog has, its month, and the digest of its rows."""
    told = head()
    return f"{sum(told.counts.values())} entries, {told.date}, {told.digest[:12]}"


@cache
def alternatives() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The models that could take the place of another, by `model:<task>`: short names, and licenses as declared."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for model, task, license_ in head().replacements:
        key = f"model:{task}"
        found[key] = (*found.get(key, ()), (model.removeprefix("pkg:huggingface/"), license_))
    return found

"""The known parts that may take the place of others, with the records of their licenses."""

from collections.abc import Mapping
from functools import cache

from licet import catalog
from licet.licenses import find, load
from licet.remedy.scene import Alternative


@cache
def known_alternatives() -> Mapping[str, tuple[Alternative, ...]]:
    """The catalog's replacements by `kind:task`, those alone whose license has a record that was read in full."""
    found: dict[str, list[Alternative]] = {}
    for key, entries in catalog.alternatives().items():
        for name, declared in entries:
            known = find(declared)
            license_ = load(known) if known else None
            if license_ and license_.complete and license_.reviewed:
                found.setdefault(key, []).append(Alternative(name=name, license=license_))
    return {key: tuple(each) for key, each in found.items()}

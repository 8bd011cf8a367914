"""Category profiles: what a license is judged by whose text nobody has read here.

A profile is no record. It knows ScanCode's category of a license and whether OSI approved it; terms follow for the
approved permissive ones alone, and are those that every such license has: its notices are kept, its text goes along.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from licet.errors import KnowledgeError
from licet.licenses.tables import Table, fault_lines
from licet.model.terms import DutyTerm, License, Profile
from licet.model.vocabulary import Category, Duty, Trigger, Value

_FILE: Final = "profiles.toml"
_CATEGORIES: Final = {
    "Permissive": Category.PERMISSIVE,
    "Public Domain": Category.PUBLIC_DOMAIN,
    "Copyleft": Category.STRONG_COPYLEFT,
    "Copyleft Limited": Category.WEAK_COPYLEFT,
    "Source-available": Category.SOURCE_AVAILABLE,
    "Free Restricted": Category.USE_RESTRICTED,
    "Proprietary Free": Category.PROPRIETARY,
    "Commercial": Category.PROPRIETARY,
}
"""ScanCode's categories in the words of the vocabulary."""
_NOTE: Final = "by category: nearly every permissive license asks for it; the text was not reviewed"
_DUTIES: Final = (Duty.KEEP_NOTICES, Duty.GIVE_LICENSE_COPY)


def profile(license_id: str) -> Profile | None:
    """The profile of a license by its SPDX id or LicenseRef; None where its category is not known.

    Raises:
        KnowledgeError: profiles.toml is missing or broken.
    """
    return profiles().get(license_id)


@cache
def profiles() -> Mapping[str, Profile]:
    """All profiles by id, those of licenses that have a record among them.

    Raises:
        KnowledgeError: profiles.toml is missing or broken; the message holds one line per fault.
    """
    try:
        data = tomllib.loads((files(__package__) / _FILE).read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{_FILE}: {error}") from error
    table = Table("", data, [])
    table.only("categories_from", "approved_from", "approved", "categories")
    table.needs("categories_from", "approved_from", "approved", "categories")
    approved = frozenset(table.texts("approved"))
    by_category = table.table("categories")
    by_category.only(*_CATEGORIES)
    found = {
        name: Profile(
            id=name,
            category=category,
            said=said,
            said_by=table.text("categories_from"),
            approved_by=f"OSI ({table.text('approved_from')})" if name in approved else "",
        )
        for said, category in _CATEGORIES.items()
        for name in by_category.texts(said)
    }
    if table.faults:
        raise KnowledgeError("\n".join(fault_lines(_FILE, table.faults)))
    return found


def by_category(found: Profile) -> License:
    """A license as its category lets it be judged: nothing reviewed, but what every approved permissive one asks."""
    duties = {
        duty: DutyTerm(duty=duty, value=Value.YES, triggers=(frozenset({Trigger.DISTRIBUTION}),), note=_NOTE)
        for duty in (_DUTIES if found.settles else ())
    }
    return License(
        id=found.id,
        name=found.id,
        kind="software",
        category=found.category,
        documents=(),
        permits={},
        duties=duties,
        complete=False,
        profile=found,
    )

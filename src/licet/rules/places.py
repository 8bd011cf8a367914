"""Regions: which country codes a name such as EU stands for."""

from collections.abc import Iterable
from typing import Final

EU: Final = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU"),
        *("LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
        *("AX", "GF", "GP", "MF", "MQ", "RE", "YT"),
    }
)
"""The European Union (ISO 3166-1 alpha-2), with its parts that have codes of their own (TFEU article 355)."""
GROUPS: Final = {"EU": EU, "EEA": EU | {"IS", "LI", "NO"}, "UK": frozenset({"GB"})}


def countries(names: Iterable[str]) -> frozenset[str]:
    """The country codes behind region names; a code stands for itself."""
    return frozenset(code for name in names for code in GROUPS.get(name.upper(), frozenset({name.upper()})))


def overlap(places: Iterable[str], excluded: Iterable[str]) -> bool:
    """Whether any place lies in an excluded region; `worldwide` lies in all."""
    names = tuple(places)
    return "WORLDWIDE" in countries(names) or not countries(names).isdisjoint(countries(excluded))

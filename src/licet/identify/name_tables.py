"""The names of licenses that are data: `data/spellings.toml` and the ids of the Hub in `licenses/hub_ids.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from licet.errors import KnowledgeError

_NOT_IN_KEYS: Final = str.maketrans("", "", " -_,'\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spellings:
    """The names of `data/spellings.toml`, by their key (see `key_of`)."""

    names: Mapping[str, str]
    vague: frozenset[str]
    exceptions: Mapping[str, str]
    addresses: Mapping[str, str]
    pages: tuple[str, ...]
    endings: re.Pattern[str]
    hedges: frozenset[str]
    versions: Mapping[str, str]
    numberless: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HubIds:
    """The license ids of the Hub: those of one license, of a family, and those that name nothing."""

    licenses: Mapping[str, str]
    families: frozenset[str]
    nothing: frozenset[str]


@cache
def spellings() -> Spellings:
    """Return the names that are neither ids nor titles.

    Raises:
        KnowledgeError: the file that ships with Licet is broken.
    """
    table = _table("licet.identify", "data/spellings.toml")
    return Spellings(
        names=_inverted(table["names"]),
        vague=frozenset({*map(key_of, table["vague"]["names"]), *table["vague"]["addresses"]}),
        exceptions=_inverted(table["exceptions"]),
        addresses={name: found for found, names in table["addresses"].items() for name in names},
        pages=tuple(table["pages"]),
        endings=re.compile(table["endings"]),
        hedges=frozenset(table["hedges"]),
        versions=table["versions"],
        numberless=tuple(table["numberless"]),
    )


def _inverted(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {key_of(name): found for found, names in table.items() for name in names}


def _table(package: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(files(package).joinpath(name).read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{name} cannot be read: {error}", hint="install Licet again") from error


@cache
def hub_ids() -> HubIds:
    """Return the license ids that cards use.

    Raises:
        KnowledgeError: the list that ships with Licet is broken.
    """
    table = _table("licet.licenses", "hub_ids.toml")
    return HubIds(
        licenses=table["licenses"], families=frozenset(table["families"]), nothing=frozenset(table["nothing"])
    )


def key_of(name: str) -> str:
    """A name as it is looked up: small letters, the signs of _NOT_IN_KEYS and a leading article left out."""
    return name.casefold().removeprefix("the ").replace("licence", "license").translate(_NOT_IN_KEYS)

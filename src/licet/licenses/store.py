"""The license records that ship with Licet: names found by reading heads only, one record read when it is needed."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from licet.errors import KnowledgeError
from licet.licenses.record import parse_record
from licet.licenses.tables import Table, fault_lines
from licet.model.terms import License
from licet.model.vocabulary import Category, Value

_NAME_LENGTH: Final = 2000
_SUFFIX: Final = ".toml"
_WEB: Final = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9.-]+\.[a-z]{2,}/[^\s#]*)(?:#\S*)?")
_MARKS: Final = str.maketrans("", "", " -_,")
_SQUASHED: Final = re.compile(r"[\w.+]+")
_SPDX_PAGES: Final = "spdx.org/licenses/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The keys of a record before its first table."""

    id: str
    name: str
    kind: str
    category: Category
    aliases: tuple[str, ...]
    or_later: str
    complete: bool
    reviewed: str


@cache
def ids() -> tuple[str, ...]:
    """The ids of all records, sorted."""
    names = (entry.name for entry in (files(__package__) / "data").iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


@cache
def heads() -> tuple[Head, ...]:
    """The heads of all records, sorted by id.

    Raises:
        KnowledgeError: a head is broken.
    """
    return tuple(_head(license_id) for license_id in ids())


def find(name: str) -> str | None:
    """The id of the license that goes by `name`: an id, alias, Hub id, title or URL; None where none or several do.

    Case is of no account, nor are the scheme, a trailing slash and `.html` or `.txt` of a URL. Where that finds
    nothing, spaces, hyphens, underscores and commas are of no account either.
    """
    if len(name) > _NAME_LENGTH:
        return None
    exact, squashed = _names()
    key = name_key(name)
    return exact.get(key) or exact.get(key.removeprefix(_SPDX_PAGES)) or squashed.get(_squash(key))


def nearest(name: str, count: int = 3) -> tuple[str, ...]:
    """Ids of licenses whose id or alias is spelled most like `name`, best first."""
    from difflib import get_close_matches  # noqa: PLC0415 - slow to import, and needed for unknown names only

    exact, _ = _names()
    near = get_close_matches(name_key(name[:100]), sorted(exact), count * 3)
    return tuple(dict.fromkeys(exact[key] for key in near))[:count]


@cache
def load(license_id: str) -> License:
    """The record of a license; under an or-later id it is the record of the first version it allows.

    Raises:
        KnowledgeError: there is no record with this id, or it is broken.
    """
    later = {head.or_later: head.id for head in heads() if head.or_later}
    if license_id in later:
        first = load(later[license_id])
        return replace(
            first, id=license_id, compatible_with=(*first.compatible_with, *first.compatible_later), compatible_later=()
        )
    if license_id not in ids():
        near = " or ".join(nearest(license_id))
        raise KnowledgeError(f"there is no record of {license_id!r}", hint=f"did you mean {near}?" if near else "")
    return parse_record(parsed(license_id, _text(license_id)), source=license_id + _SUFFIX)


def permissive() -> tuple[str, ...]:
    """The permissive licenses that were read in full, those with the fewest duties first, then by id."""
    free = (load(head.id) for head in heads() if head.category is Category.PERMISSIVE and head.complete)
    duties = {terms.id: sum(term.value is Value.YES for term in terms.duties.values()) for terms in free}
    return tuple(sorted(duties, key=lambda license_id: (duties[license_id], license_id)))


def knowledge_version() -> str:
    """How many licenses are known, the month of the latest reading, and a digest over all files of knowledge."""
    digest = sha256((files(__package__) / "readings.toml").read_bytes())
    digest.update((files(__package__) / "profiles.toml").read_bytes())
    for license_id in ids():
        digest.update(f"\n{license_id}\n".encode())
        digest.update(_text(license_id).encode())
    for entry in sorted((files(__package__) / "exceptions").iterdir(), key=lambda entry: entry.name):
        digest.update(f"\n{entry.name}\n{entry.read_text('utf-8')}".encode())
    latest = max(head.reviewed for head in heads())
    return f"{len(ids())} licenses, {latest}, {digest.hexdigest()[:12]}"


def _text(license_id: str) -> str:
    return (files(__package__) / "data" / (license_id + _SUFFIX)).read_text("utf-8")


def parsed(license_id: str, text: str) -> dict[str, object]:
    """The tables of a record's file.

    Raises:
        KnowledgeError: the file is no TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{license_id}{_SUFFIX}: {error}") from error


def _head(license_id: str) -> Head:
    text = _text(license_id)
    first_table = text.find("\n[")
    head = Table("", parsed(license_id, text if first_table < 0 else text[:first_table]), [])
    found = Head(
        id=head.text("id"),
        name=head.text("name"),
        kind=head.text("kind"),
        category=head.word("category", tuple(Category)),
        aliases=head.texts("aliases"),
        or_later=head.text("or_later"),
        complete=head.flag("complete"),
        reviewed=head.text("reviewed"),
    )
    if found.id != license_id:
        head.fault("id", "must be the name of the file")
    if head.faults:
        raise KnowledgeError("\n".join(fault_lines(license_id + _SUFFIX, head.faults)))
    return found


@cache
def _names() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Names as written and squashed, each with its license; an id beats every other name."""
    own = [(name_key(name), name) for head in heads() for name in (head.id, head.or_later)]
    other = [(name_key(name), head.id) for head in heads() for name in (*head.aliases, head.name)]
    squashed = [(_squash(key), found) for key, found in (*own, *other)]
    return _unambiguous(other) | _unambiguous(own), _unambiguous(squashed)


def _unambiguous(names: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for key, license_id in names:
        found.setdefault(key, set()).add(license_id)
    return {key: min(several) for key, several in found.items() if key and len(several) == 1}


def name_key(name: str) -> str:
    """A name as names are compared: in lower case with single spaces; of a URL, the host and path."""
    key = " ".join(name.casefold().split())
    web = _WEB.fullmatch(key)
    return re.sub(r"\.(?:html?|txt)$", "", web[1].rstrip("/")) if web else key


def _squash(key: str) -> str:
    """A name without spaces, hyphens and commas; dots and plus signs tell versions and stay; else empty."""
    squashed = key.translate(_MARKS)
    return squashed if _SQUASHED.fullmatch(squashed) else ""

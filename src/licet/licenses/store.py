"""The license records that ship with Licet: names found by reading heads only, one record read when it is needed."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from licet.errors import KnowledgeError
from licet.licenses.record import parse_record
from licet.licenses.tables import Table, fault_lines
from licet.model.terms import License
from licet.model.vocabulary import Category, Value

HEADS: Final = "heads.json"
_NAME_LENGTH: Final = 2000
_SUFFIX: Final = ".toml"
_WEB: Final = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9.-]+\.[a-z]{2,}/[^\s#]*)(?:#\S*)?")
_MARKS: Final = str.maketrans("", "", " -_,")
_SQUASHED: Final = re.compile(r"[\w.+]+")
_TABLES: Final = (
    "licenses/readings.toml",
    "licenses/profiles.toml",
    "licenses/hub_ids.toml",
    "identify/data/spellings.toml",
)
"""Knowledge beside the records: contested points, and how licenses are named on the Hub and elsewhere."""
_SPDX_PAGES: Final = "spdx.org/licenses/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The keys of a record before its first table; `duties` counts what it demands without a condition."""

    id: str
    name: str
    kind: str
    category: Category
    aliases: tuple[str, ...]
    or_later: str
    complete: bool
    reviewed: str
    duties: int

    @property
    def listed(self) -> bool:
        """Whether the SPDX license list has the license."""
        return not self.id.startswith("LicenseRef-")


@cache
def ids() -> tuple[str, ...]:
    """The ids of all records, sorted."""
    names = (entry.name for entry in (files(__package__) / "data").iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


@cache
def heads() -> tuple[Head, ...]:
    """The heads of all records, sorted by id; read from their digest, from the record itself where that lacks it.

    Raises:
        KnowledgeError: a head is broken.
    """
    digest = json.loads((files(__package__) / HEADS).read_text("utf-8"))
    return tuple(
        _told(license_id, digest[license_id]) if license_id in digest else read_head(license_id) for license_id in ids()
    )


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


def called_like(name: str, count: int = 4) -> tuple[str, ...]:
    """Ids of licenses of which an id or alias begins with `name`, as a family's name begins those of its versions.

    None where more than `count` do: such a name tells nothing.
    """
    _, squashed = _names()
    begins = _squash(name_key(name[:100]))
    found = {license_id for key, license_id in squashed.items() if key.startswith(begins)} if begins else set()
    return tuple(sorted(found)) if len(found) <= count else ()


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
    """The permissive licenses of the SPDX list that were read in full, those with the fewest duties first, then by id.

    Licenses that stand on no list are written for one project, and nobody else's work is under them.
    """
    free = [head for head in heads() if head.category is Category.PERMISSIVE and head.complete and head.listed]
    return tuple(head.id for head in sorted(free, key=lambda head: (head.duties, head.id)))


@cache
def outbound() -> tuple[str, ...]:
    """The general-purpose licenses that a product may be released under, as the knowledge lists them.

    Raises:
        KnowledgeError: the list names a license that has no record.
    """
    listed: list[str] = tomllib.loads((files(__package__) / "outbound.toml").read_text("utf-8"))["licenses"]
    if unknown := set(listed) - set(ids()):
        raise KnowledgeError(f"outbound.toml: no record of {', '.join(sorted(unknown))}")
    return tuple(listed)


def knowledge_version() -> str:
    """How many licenses are known, the month of the latest reading, and a digest over all files of knowledge."""
    digest = sha256()
    for name in _TABLES:
        digest.update((files("licet") / name).read_bytes())
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


def _told(license_id: str, row: Mapping[str, Any]) -> Head:
    """A head as the digest tells it: `digest` wrote it."""
    return Head(id=license_id, **{**row, "aliases": tuple(row["aliases"]), "category": Category(row["category"])})


def digest() -> str:
    """The heads of all records as the text of their digest (JSON): reading each record takes twenty times as long."""
    rows = {head.id: asdict(head) for head in map(read_head, ids())}
    for row in rows.values():
        del row["id"]
    return json.dumps(rows, indent=0, sort_keys=True, ensure_ascii=False) + "\n"


def read_head(license_id: str) -> Head:
    """The head of a record, read from the record itself.

    Raises:
        KnowledgeError: it is broken.
    """
    head = Table("", parsed(license_id, _text(license_id)), [])
    duties = head.table("duties")
    found = Head(
        id=head.text("id"),
        name=head.text("name"),
        kind=head.text("kind"),
        category=head.word("category", tuple(Category)),
        aliases=head.texts("aliases"),
        or_later=head.text("or_later"),
        complete=head.flag("complete"),
        reviewed=head.text("reviewed"),
        duties=sum(isinstance(term, dict) and term.get("value") == Value.YES for term in duties.values.values()),
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
    web = _WEB.fullmatch(key) if "/" in key else None
    return re.sub(r"\.(?:html?|txt)$", "", web[1].rstrip("/")) if web else key


def _squash(key: str) -> str:
    """A name without spaces, hyphens and commas; dots and plus signs tell versions and stay; else empty."""
    squashed = key.translate(_MARKS)
    return squashed if _SQUASHED.fullmatch(squashed) else ""

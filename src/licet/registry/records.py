"""One row of a registry: a component, its license as declared, and its links.

Two shapes are read, and may be mixed. The plain one has `id`, `kind`, `license` and `links`, a list of `{how, to}`. The
other is that of records of the Hub: `license` with `license_tags`, `base_model`, `relation`, `datasets`, `tags` ...
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from licet.model.vocabulary import How, Kind
from licet.propagate.lanes import LINK_KINDS
from licet.readers import card_tables as words
from licet.readers.masking import clean
from licet.readers.relations import inferred, tags_of

MAX_LINKS: Final = 10_000
MAX_TEXT: Final = 500
"""Characters of an id or a license; longer ones are no names."""

_KIND_NUMBER: Final = {name: at for at, name in enumerate(LINK_KINDS)}
_KIND_BEHIND: Final = {
    **dict.fromkeys((How.TRAINS_ON, How.EVALUATES_ON, How.EXTRACTS_FROM, How.RETRIEVES_FROM), Kind.DATASET),
    **dict.fromkeys((How.CALLS, How.RUNS), Kind.SERVICE),
    How.LINKS: Kind.LIBRARY,
    How.TOKENIZES_WITH: Kind.TOKENIZER,
}
_DATASETS: Final = "hf:datasets/"


class RowError(Exception):
    """A row cannot be read; its text is the reason."""


@dataclass(frozen=True, slots=True)
class Named:
    """The other end of a link: the number of the link's kind, the id, and what kind of part it is taken for."""

    link: int
    id: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Record:
    """A row as read: `licenses` are pairs of a declared license and the name that goes with it.

    `hub` is true where the ids of licenses and parts are those of the Hub, which tell no case of letters.
    """

    id: str
    kind: Kind
    licenses: tuple[tuple[str, str], ...]
    links: tuple[Named, ...]
    hub: bool


def read_record(row: object) -> Record:
    """Read one row.

    Raises:
        RowError: it has no id, or a value of the wrong type or out of bounds.
    """
    if not isinstance(row, Mapping):
        raise RowError("a row must be a table with an id")
    hub = not row.keys().isdisjoint(("license_tags", "base_model", "datasets"))
    links = tuple(_links(row))
    if len(links) > MAX_LINKS:
        raise RowError(f"more than {MAX_LINKS:,} links")
    adapter = hub and any(LINK_KINDS[link.link] == How.ADAPTS for link in links)
    return Record(
        id=_text(row, "id", needed=True),
        kind=_kind(row, Kind.ADAPTER if adapter else Kind.MODEL),
        licenses=tuple(_licenses(row)),
        links=links,
        hub=hub,
    )


def _text(row: Mapping[object, object], key: str, *, needed: bool = False) -> str:
    value = row.get(key)
    if value is None:
        if needed:
            raise RowError(f"{key} is missing")
        return ""
    if not isinstance(value, str):
        raise RowError(f"{key} must be a text")
    return _bounded(value, key, needed=needed)


def _bounded(value: str, key: str, *, needed: bool = False) -> str:
    text = clean(value.strip()[: MAX_TEXT + 1])
    if len(text) > MAX_TEXT:
        raise RowError(f"{key} has more than {MAX_TEXT} characters")
    if needed and not text:
        raise RowError(f"{key} is empty")
    return text


def _texts(row: Mapping[object, object], key: str) -> Iterator[str]:
    """The texts of a key, whether one, several with commas between them, or a list."""
    value = row.get(key)
    if value is None:
        return
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list):
        raise RowError(f"{key} must be a text or a list of texts")
    for item in items[: MAX_LINKS + 1]:
        if not isinstance(item, str):
            raise RowError(f"{key} must be a text or a list of texts")
        if text := _bounded(item, key):
            yield text


def _kind(row: Mapping[object, object], default: Kind) -> Kind:
    name = _text(row, "kind").lower()
    if not name:
        return default
    if name not in set(Kind):
        raise RowError(f"kind {name!r} is none of {', '.join(Kind)}")
    return Kind(name)


def _licenses(row: Mapping[object, object]) -> Iterator[tuple[str, str]]:
    """The license as declared; a tag that names none gets the name that stands beside it."""
    value = row.get("license")
    named = tuple(_texts(row, "license")) if isinstance(value, list) else (_text(row, "license"),)
    tags = tuple(_texts(row, "license_tags"))
    for tag in tags:
        vague = tag.lower() in words.NO_LICENSE
        other = next((name for name in named if name.lower() != tag.lower()), "") if vague else ""
        yield tag, other
    for name in named if not tags else ():
        if name:
            yield name, ""


def _links(row: Mapping[object, object]) -> Iterator[Named]:
    given = row.get("links")
    if given is not None and not isinstance(given, list):
        raise RowError("links must be a list of {how, to}")
    for link in given or ():
        if not isinstance(link, Mapping):
            raise RowError("links must be a list of {how, to}")
        name = _text(link, "how", needed=True).lower()
        if name not in _KIND_NUMBER:
            raise RowError(f"how {name[:40]!r} is none of {', '.join(How)}")
        yield _named(name, _text(link, "to", needed=True))
    bases = tuple(_texts(row, "base_model"))
    if bases:
        how = _relation(row, several=len(bases) > 1)
        yield from (_named(how, base) for base in bases)
    for name in _texts(row, "datasets"):
        yield _named(How.TRAINS_ON, name if name.startswith(_DATASETS) else _DATASETS + name)


def _named(how: str, name: str) -> Named:
    return Named(_KIND_NUMBER[how], name, _KIND_BEHIND.get(How(how.partition(":")[0]), Kind.MODEL))


def _relation(row: Mapping[object, object], *, several: bool) -> How:
    """How a part comes from its bases: as told, else as a card's tags would tell it."""
    told = (_text(row, "relation") or _text(row, "base_model_relation")).lower()
    if told in words.RELATIONS:
        return words.RELATIONS[told]
    return inferred(
        tags_of(text for key in ("tags", "library", "library_name", "formats") for text in _texts(row, key)),
        several=several,
    )

"""Gathers a registry from its rows: ids become numbers, parts that are declared alike become one sort.

What is kept per part is a number of its sort and its id once; links are kept in flat arrays.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from licet.catalog import find
from licet.catalog.entry import Entry
from licet.model.vocabulary import How, Kind
from licet.propagate.lanes import LINK_KINDS
from licet.registry.records import Named, Record, RowError, read_record

MAX_NAMED: Final = 100
"""Problems and stray links that are named; the rest are counted."""

MAX_GENERATIONS: Final = 32
"""Generations of bases that the catalog tells of."""

ABSENT: Final = -1
_HUB: Final = "pkg:huggingface/"


@dataclass(frozen=True, slots=True)
class Sort:
    """How a part is described: its kind, and the licenses declared for it with the names beside them.

    `entry` is set where the catalog alone tells of the part; `absent` where nothing does, because the registry links to
    it and holds no row of it.
    """

    kind: Kind
    licenses: tuple[tuple[str, str], ...] = ()
    hub: bool = False
    entry: Entry | None = None
    absent: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with a row (`line` counts from 1; 0: with the registry as a whole)."""

    line: int
    reason: str


@dataclass(slots=True)
class Counted:
    """Faults of one sort: all counted, the first ones named."""

    number: int = 0
    named: list[Fault] = field(default_factory=list)

    def add(self, line: int, reason: str) -> None:
        """Count one more."""
        self.number += 1
        if len(self.named) < MAX_NAMED:
            self.named.append(Fault(line, reason))


@dataclass(slots=True)
class Registry:
    """A registry: parts by number. `source`, `link` and `target` are the links.

    `line` is the row of a part, 0 for one that others only link to; `sort` is `ABSENT` where nothing uses the number.
    """

    ids: list[str] = field(default_factory=list)
    sort: "array[int]" = field(default_factory=lambda: array("i"))
    line: "array[int]" = field(default_factory=lambda: array("q"))
    source: "array[int]" = field(default_factory=lambda: array("i"))
    link: "array[int]" = field(default_factory=lambda: array("i"))
    target: "array[int]" = field(default_factory=lambda: array("i"))
    sorts: list[Sort] = field(default_factory=list)
    rows: int = 0
    unread: Counted = field(default_factory=Counted)
    twice: Counted = field(default_factory=Counted)
    itself: Counted = field(default_factory=Counted)
    nowhere: Counted = field(default_factory=Counted)
    from_catalog: int = 0

    @property
    def components(self) -> int:
        """Parts with a row of their own."""
        return self.rows - self.unread.number - self.twice.number


@dataclass(slots=True)
class _Gathering:
    registry: Registry = field(default_factory=Registry)
    number_of: dict[str, int] = field(default_factory=dict)
    sort_of: dict[Sort, int] = field(default_factory=dict)
    wanted: dict[int, Kind] = field(default_factory=dict)
    hub: bool = False

    def part(self, name: str) -> int:
        """The number of an id."""
        number = self.number_of.get(name)
        if number is None:
            registry = self.registry
            number = self.number_of[name] = len(registry.ids)
            registry.ids.append(name)
            registry.sort.append(ABSENT)
            registry.line.append(0)
        return number

    def sort(self, sort: Sort) -> int:
        number = self.sort_of.get(sort)
        if number is None:
            number = self.sort_of[sort] = len(self.registry.sorts)
            self.registry.sorts.append(sort)
        return number

    def add(self, line: int, record: Record) -> None:
        """Take in a row; of two rows with one id the first counts."""
        registry = self.registry
        number = self.part(record.id)
        if registry.line[number]:
            registry.twice.add(line, f"{record.id} is described already in row {registry.line[number]}")
            return
        registry.line[number] = line
        registry.sort[number] = self.sort(Sort(record.kind, record.licenses, record.hub))
        for link in dict.fromkeys(record.links):
            self._link(line, number, link)
        self.hub = self.hub or record.hub

    def _link(self, line: int, source: int, link: Named) -> None:
        registry = self.registry
        target = self.part(link.id)
        if target == source:
            registry.itself.add(line, f"{registry.ids[source]} links to itself")
            return
        registry.source.append(source)
        registry.link.append(link.link)
        registry.target.append(target)
        if registry.sort[target] == ABSENT:
            self.wanted.setdefault(target, link.kind)


def gather(rows: Iterable[tuple[int, object | str]]) -> Registry:
    """Take in all rows; faults are kept beside, and never end the reading."""
    gathering = _Gathering()
    registry = gathering.registry
    for line, row in rows:
        registry.rows += 1
        if isinstance(row, str):
            registry.unread.add(line, row)
            continue
        try:
            record = read_record(row)
        except RowError as error:
            registry.unread.add(line, str(error))
            continue
        gathering.add(line, record)
    if gathering.hub:
        _without_case(registry)
    _fill_in(gathering)
    return registry


def _without_case(registry: Registry) -> None:
    """Lead links to ids of the Hub that are spelled in another case to the part that is meant."""
    absent = {registry.ids[part].casefold(): part for part, sort in enumerate(registry.sort) if sort == ABSENT}
    meant: dict[int, int] = {}
    for part, line in enumerate(registry.line):
        other = absent.get(registry.ids[part].casefold()) if line else None
        if other is not None:
            meant.setdefault(other, part)
    for at, target in enumerate(registry.target):
        if target in meant:
            registry.target[at] = meant[target]


def _fill_in(gathering: _Gathering) -> None:
    """Describe parts without a license, or without a row, by the catalog; what it does not know stays absent.

    What the catalog says such a part was made from becomes part of the registry as well, generation by generation.
    """
    registry = gathering.registry
    linked = set(registry.target)
    absent = [part for part in linked if registry.sort[part] == ABSENT]
    for part in _by_name(registry, [part for part in linked if registry.sort[part] != ABSENT]):
        entry = None if _licensed(registry, part) else _entry(registry.ids[part])
        if entry is not None and _tells(entry):
            registry.from_catalog += 1
            kind = registry.sorts[registry.sort[part]].kind
            registry.sort[part] = gathering.sort(Sort(kind, entry=entry))
    for _ in range(MAX_GENERATIONS):
        absent = [base for part in _by_name(registry, absent) for base in _described(gathering, part)]
    for part in absent:
        _described(gathering, part)


def _by_name(registry: Registry, parts: Iterable[int]) -> list[int]:
    """Parts in the order of their names, so that each block of the catalog is read once."""
    return sorted(set(parts), key=lambda part: registry.ids[part].casefold())


def _described(gathering: _Gathering, part: int) -> list[int]:
    """Describe a part that has no row by the catalog; return the parts it was made from that are not described yet."""
    registry, name = gathering.registry, gathering.registry.ids[part]
    if registry.sort[part] != ABSENT:
        return []
    entry = _entry(name)
    kind = entry.kind if entry else gathering.wanted.get(part, Kind.MODEL)
    registry.sort[part] = gathering.sort(Sort(kind, entry=entry, absent=entry is None))
    if entry is None:
        registry.nowhere.add(0, f"{name} is linked to and not described")
        return []
    registry.from_catalog += 1
    found: list[int] = []
    for base in entry.bases:
        if base.how is How.TRAINS_ON:
            continue  # the catalog names data of which it often knows no more than the name
        target = _known_as(gathering, base.id)
        if target != part:
            registry.source.append(part)
            registry.link.append(LINK_KINDS.index(base.how))
            registry.target.append(target)
            found.append(target)
    return [target for target in found if registry.sort[target] == ABSENT]


def _known_as(gathering: _Gathering, name: str) -> int:
    """The number of a base by its id in the catalog, or by the name that the registry has for it."""
    plain = name.removeprefix(_HUB)
    for each in (name, plain):
        if each in gathering.number_of:
            return gathering.number_of[each]
    return gathering.part(plain if gathering.hub else name)


def _tells(entry: Entry) -> bool:
    """Whether the catalog names a license of an entry."""
    return any(one.declared or one.name for one in entry.licenses)


def _licensed(registry: Registry, part: int) -> bool:
    return bool(registry.sorts[registry.sort[part]].licenses)


def _entry(name: str) -> Entry | None:
    return find(name) or (find(_HUB + name) if "/" in name and ":" not in name else None)

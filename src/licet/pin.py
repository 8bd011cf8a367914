"""Pin: from what was looked up to a lock, and from two locks to what changed between them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from licet.model.bom import Component, Found, Identified, Release
from licet.model.lookups import Consulted, Learned
from licet.sources.lock_file import Entry, Lock, texts_of

ChangeKind = Literal[
    "gone", "gated", "shown", "license", "text", "lineage", "content", "new", "unused", "revision", "unchecked"
]
"""What changed, the gravest first. `content` is a record that says another thing than what was read at its revision."""

KINDS: Final[tuple[ChangeKind, ...]] = (
    *("gone", "gated", "shown", "license", "text", "lineage", "content", "new", "unused", "revision", "unchecked"),
)
FAILING: Final = frozenset(KINDS) - {"revision", "unchecked"}
"""What makes a lock out of date; a revision that moved under the same license and texts does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """A lock, and the ids of what could not be looked up, of which the earlier entries stand where there were any."""

    lock: Lock
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between a lock and what is upstream; `before` and `after` are licenses, revisions or states."""

    kind: ChangeKind
    id: str
    before: str = ""
    after: str = ""


def pin(consulted: Consulted, identified: Iterable[Identified], *, date: str, before: Lock) -> Pinned:
    """Return the lock of everything that was looked up; what is as it was keeps its date."""
    known = {name.casefold(): one for one in identified for name in _names(one.component)}
    old = {entry.learned.sought.key: entry for entry in before.entries}
    entries: list[Entry] = []
    failed: list[str] = []
    for learned in consulted.learned:
        earlier = old.get(learned.sought.key)
        if learned.state == "failed":
            failed.append(learned.sought.id)
            entries += [earlier] if earlier else []
            continue
        entry = _entry(learned, known.get(_id_of(learned).casefold()), date)
        same = earlier is not None and replace(entry, date=earlier.date) == earlier
        entries.append(earlier if earlier and same else entry)
    return Pinned(lock=Lock(entries=tuple(entries)), failed=tuple(failed))


def _entry(learned: Learned, identified: Identified | None, date: str) -> Entry:
    own = learned.found.components[0] if learned.found.components else None
    return Entry(
        id=_id_of(learned),
        revision=learned.revision,
        license=identified.concluded if identified else "",
        grade=identified.grade.value if identified else "none",
        source=learned.source,
        date=date,
        texts=texts_of(own),
        learned=learned,
    )


def _id_of(learned: Learned) -> str:
    return learned.found.components[0].id if learned.found.components else learned.sought.id


def _names(component: Component) -> tuple[str, ...]:
    return tuple(name for name in (component.id, component.purl, *component.aliases) if name)


def changes(before: Lock, after: Pinned) -> tuple[Change, ...]:
    """Return what changed between a lock and a fresh one, the gravest first, then by id."""
    old = {entry.learned.sought.key: entry for entry in before.entries}
    new = {entry.learned.sought.key: entry for entry in after.lock.entries}
    failed = frozenset(after.failed)
    found = [Change(kind="unchecked", id=name) for name in failed]
    for key in old.keys() | new.keys():
        first, second = old.get(key), new.get(key)
        if first is None and second is not None:
            found.append(Change(kind="new", id=second.id, after=second.license))
        elif second is None and first is not None and first.learned.sought.id not in failed:
            found.append(Change(kind="unused", id=first.id, before=first.license))
        elif first is not None and second is not None:
            found += _between(first, second)
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), one.id, one.before, one.after)))


def _between(first: Entry, second: Entry) -> Iterator[Change]:
    states = first.learned.state, second.learned.state
    if states[0] != states[1]:
        kinds: dict[str, ChangeKind] = {"missing": "gone", "unseen": "gone", "gated": "gated", "looked": "shown"}
        yield Change(kind=kinds[states[1]], id=first.id, before=states[0], after=states[1])
    if states[1] in {"missing", "unseen"}:
        return
    licenses = first.license, second.license
    claims = _claims(first), _claims(second)
    if licenses[0] != licenses[1] or claims[0] != claims[1]:
        before, after = licenses if licenses[0] != licenses[1] else map(", ".join, claims)
        yield Change(kind="license", id=first.id, before=before, after=after)
    if _texts(first) != _texts(second):
        yield Change(kind="text", id=first.id, before=_told(first, second), after=_told(second, first))
    if (behind := _lineage(first)) != (found := _lineage(second)):
        told = (", ".join(sorted(one - other)) for one, other in ((behind, found), (found, behind)))
        yield Change(kind="lineage", id=first.id, before=next(told), after=next(told))
    if first.revision == second.revision and _said(first) != _said(second):
        yield Change(kind="content", id=first.id)
    if first.revision != second.revision:
        yield Change(kind="revision", id=first.id, before=first.revision, after=second.revision)


def _said(entry: Entry) -> Found:
    """What was learned, without the days of a release: a lock of an earlier version tells none."""
    found = entry.learned.found
    return replace(found, components=tuple(replace(part, release=Release()) for part in found.components))


def _texts(entry: Entry) -> dict[str, str]:
    """The hashes of the license texts by the names of their files; where they lie tells the revision."""
    texts = entry.learned.found.components[0].texts if entry.learned.found.components else ()
    return {one.evidence.path.rpartition("/")[2]: one.evidence.sha256 for one in texts if one.role != "readme"}


def _claims(entry: Entry) -> tuple[str, ...]:
    """The licenses that are claimed, in the words of the claims."""
    claims = entry.learned.found.components[0].claims if entry.learned.found.components else ()
    return tuple(sorted({claim.license for claim in claims}))


def _lineage(entry: Entry) -> frozenset[str]:
    """What the part was made from, with how."""
    return frozenset(f"{link.how} {link.target}" for link in entry.learned.found.links)


def _told(entry: Entry, other: Entry) -> str:
    """The texts that are not in another entry, as names and the beginnings of hashes."""
    known = _texts(other)
    return ", ".join(
        f"{name} {digest[:12]}" for name, digest in sorted(_texts(entry).items()) if known.get(name) != digest
    )

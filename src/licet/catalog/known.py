"""What the catalog adds to what was found: licenses as claims, other names, and what a model was made from.

A claim of the catalog has the grade `catalog`, which any text and any word of the project's own files beats. Links are
drawn only from parts of which the project says nothing itself.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from licet.catalog.entry import Base, Entry
from licet.catalog.store import find, head, key_of
from licet.model.bom import PRODUCT, Claim, Component, Evidence, Found, Link
from licet.model.vocabulary import DERIVING, Basis, Grade, How, Kind, Scope

MAX_DEPTH: Final = 32
"""Generations of base models that are followed."""

_UPSTREAM: Final = DERIVING | {How.COPIES, How.GENERATED_BY}
"""Links that tell what a part was made from; where the project has one of a part, the catalog adds none."""


@dataclass(slots=True, kw_only=True)
class _Added:
    """What is added so far, and what the project said.

    `present` are the keys of the names under which something was found, `made` and `taught` those of parts of which
    the project says what they were made from and what they were trained on.
    """

    present: frozenset[str]
    made: frozenset[str]
    taught: frozenset[str]
    components: dict[str, Component] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)

    def open_bases(self, names: Iterable[str], bases: Iterable[Base]) -> list[Base]:
        """The bases of a part, without those of a kind of which the project speaks itself."""
        keys = {key_of(name) for name in names}
        return [base for base in bases if keys.isdisjoint(self.taught if base.how is How.TRAINS_ON else self.made)]


def known(components: Iterable[Component], links: Iterable[Link]) -> Found:
    """Return what the catalog knows of components, as further sightings of them, and of the models behind them."""
    every, drawn = tuple(components), tuple(links)
    parts = [part for part in every if part.id != PRODUCT and not part.own and not part.unresolved]
    added = _Added(
        present=frozenset(key_of(name) for part in parts for name in _names(part)),
        made=_said(every, {link.source for link in drawn if link.how in _UPSTREAM}),
        taught=_said(every, {link.source for link in drawn if link.how is How.TRAINS_ON}),
    )
    for part in sorted(parts, key=lambda one: one.id):
        entry = next((one for name in _names(part) if (one := find(name)) is not None), None)
        if entry is not None:
            added.components[part.id] = _sighting(added, part, entry)
            _follow(added, part.id, added.open_bases(_names(part), entry.bases))
    return Found(components=tuple(added.components.values()), links=tuple(added.links))


def _said(components: Iterable[Component], sources: AbstractSet[str]) -> frozenset[str]:
    """The keys of every name of the parts that links start from."""
    names = (name for part in components if not sources.isdisjoint(_names(part)) for name in _names(part))
    return frozenset(map(key_of, (*names, *sources)))


def _names(part: Component) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in (part.id, part.purl, *part.aliases) if name))


def claims_of(entry: Entry, version: str = "") -> Iterator[Claim]:
    """Yield the license statements of an entry as claims, those of the version where one is given.

    Where the publisher's text was read, a card that gives the license a name of its own adds nothing.
    """
    read = any(one.grade == "text" for one in entry.licenses)
    for one in entry.statements(version):
        own_name = bool(one.name) and one.grade == "card"
        if (one.declared or one.name) and not (read and own_name):
            yield Claim(
                license=one.declared,
                grade=Grade.CATALOG,
                evidence=evidence_of(one.source, one.date, f"{one.grade} of {entry.id}"),
                name=one.name,
                url=one.url,
                hub=one.grade == "card",
            )


def evidence_of(source: str, date: str, note: str) -> Evidence:
    """The place of a fact of the catalog: its source and date, where others have a path."""
    return Evidence(path=f"catalog:{source}@{date}", note=note)


def _sighting(added: _Added, part: Component, entry: Entry) -> Component:
    """The part as the catalog knows it."""
    own = {key_of(name) for name in _names(part)}
    return Component(
        id=part.id,
        kind=part.kind,
        aliases=tuple(name for name in _aliases(added, entry) if key_of(name) not in own),
        scope=part.scope,
        claims=tuple(claims_of(entry, part.version)),
        task=entry.task,
    )


def _aliases(added: _Added, entry: Entry) -> tuple[str, ...]:
    """The entry's own id and those of its other names that something was found under.

    A model of a provider is not the provider, and a package has versions: neither takes the entry's names.
    """
    if entry.kind in {Kind.SERVICE, Kind.LIBRARY}:
        return ()
    others = {name for name in entry.names[1:] if key_of(name) in added.present}
    return tuple(sorted({entry.id, *others}))


def _follow(added: _Added, source: str, bases: Iterable[Base], depth: int = 0) -> None:
    """Draw the links to what a part was made from, and onward; each is a part of its own.

    Of the data that a card names, only what the catalog knows the license of is drawn.
    """
    for base in bases if depth < MAX_DEPTH else ():
        above = find(base.id)
        if base.how is How.TRAINS_ON and (above is None or depth):
            continue
        name = above.id if above else base.id
        seen = evidence_of(base.source, head().sources[base.source].date, f"{source} {base.how} {name}")
        added.links.append(Link(source=source, how=base.how, target=name, basis=Basis.INFERRED, evidence=(seen,)))
        if name not in added.components:
            added.components[name] = _part(added, above, base.id, seen)
            if above:
                _follow(added, name, added.open_bases(above.names, above.bases), depth + 1)


def _part(added: _Added, entry: Entry | None, name: str, seen: Evidence) -> Component:
    """A part that the catalog alone tells of."""
    own = entry.id if entry else name
    return Component(
        id=own,
        kind=entry.kind if entry else Kind.MODEL,
        name=own.removeprefix("pkg:huggingface/"),
        purl=own if own.startswith("pkg:") else "",
        aliases=tuple(other for other in _aliases(added, entry) if other != own) if entry else (),
        scope=Scope.MENTIONED,
        claims=tuple(claims_of(entry)) if entry else (),
        evidence=(seen,),
        task=entry.task if entry else "",
    )

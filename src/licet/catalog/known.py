"""What the catalog adds to what was found: licenses as claims, other names, and what a model was made from.

A claim of the catalog has the grade `catalog`, which any text and any word of the project's own files beats. Links are
drawn only from parts of which the project says nothing itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from licet.catalog.entry import Base, Entry, Statement
from licet.catalog.store import find, head, key_of
from licet.model.bom import PRODUCT, Claim, Component, Evidence, Found, Link
from licet.model.vocabulary import DERIVING, Basis, Grade, How, Kind, Scope

MAX_DEPTH: Final = 32
"""Generations of base models that are followed."""

_UPSTREAM: Final = DERIVING | {How.COPIES}


@dataclass(slots=True)
class _Added:
    components: dict[str, Component] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)


def known(components: Iterable[Component], links: Iterable[Link]) -> Found:
    """Return what the catalog knows of components, as further sightings of them, and of the models behind them."""
    parts = [part for part in components if part.id != PRODUCT and not part.own and not part.unresolved]
    said = {link.source for link in links if link.how in _UPSTREAM}
    taught = {link.source for link in links if link.how is How.TRAINS_ON}
    added = _Added()
    for part in sorted(parts, key=lambda one: one.id):
        entry = _entry_of(part)
        if entry is None:
            continue
        names = (part.id, part.purl, *part.aliases)
        added.components[part.id] = _sighting(part, entry)
        if said.isdisjoint(names):
            _follow(added, part.id, entry, said)
        if taught.isdisjoint(names):
            _taught(added, part.id, entry)
    return Found(components=tuple(added.components.values()), links=tuple(added.links))


def claims_of(entry: Entry, version: str = "") -> Iterator[Claim]:
    """Yield the license statements of an entry as claims, those of the version where one is given."""
    for one in entry.statements(version):
        if one.declared or one.name:
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


def _entry_of(part: Component) -> Entry | None:
    names = dict.fromkeys(name for name in (part.id, part.purl, *part.aliases) if name)
    return next((entry for name in names if (entry := find(name)) is not None), None)


def _sighting(part: Component, entry: Entry) -> Component:
    """The part as the catalog knows it; a model of a provider is not the provider, so it takes no name of it."""
    same = entry.kind is not Kind.SERVICE and not entry.id.startswith(("pkg:pypi/", "pkg:npm/"))
    others = {entry.id, *entry.aliases, *entry.mirrors} if same else set()
    own = {key_of(name) for name in (part.id, part.purl, *part.aliases)}
    version = part.version if entry.kind is Kind.LIBRARY else ""
    return Component(
        id=part.id,
        kind=part.kind,
        aliases=tuple(sorted(name for name in others if key_of(name) not in own)),
        scope=part.scope,
        claims=tuple(claims_of(entry, version)),
        task=entry.task,
    )


def _follow(added: _Added, source: str, entry: Entry, said: set[str], depth: int = 0) -> None:
    """Draw the links to the bases of a model, and to theirs; each base is a part of its own."""
    for base in entry.bases if depth < MAX_DEPTH else ():
        above = find(base.id)
        name = above.id if above else base.id
        seen = evidence_of(base.source, head().sources[base.source].date, f"{base.how} of {entry.id}")
        added.links.append(Link(source=source, how=base.how, target=name, basis=Basis.INFERRED, evidence=(seen,)))
        if name in added.components:
            continue
        added.components[name] = _part(above, base, seen)
        if above and name not in said:
            _follow(added, name, above, said, depth + 1)


def _taught(added: _Added, source: str, entry: Entry) -> None:
    """Draw the links to the datasets that a card names, as far as the catalog knows their licenses."""
    for name in entry.datasets:
        data = find(name)
        card = next((one for one in entry.licenses), None)
        if data is None or card is None:
            continue
        seen = evidence_of(card.source, card.date, f"training data of {entry.id}")
        added.links.append(
            Link(source=source, how=How.TRAINS_ON, target=data.id, basis=Basis.INFERRED, evidence=(seen,))
        )
        added.components.setdefault(data.id, _part(data, None, seen))


def _part(entry: Entry | None, base: Base | None, seen: Evidence) -> Component:
    name = entry.id if entry else base.id if base else ""
    return Component(
        id=name,
        kind=entry.kind if entry else Kind.MODEL,
        name=name.removeprefix("pkg:huggingface/"),
        purl=name if name.startswith("pkg:") else "",
        aliases=tuple(sorted({*entry.aliases, *entry.mirrors})) if entry else (),
        scope=Scope.MENTIONED,
        claims=tuple(claims_of(entry)) if entry else (),
        evidence=(seen,),
        task=entry.task if entry else "",
    )


__all__ = ["Statement", "claims_of", "evidence_of", "known"]

"""Components and links of one file put together: one entry for each id, one for each link."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from licet.model.bom import PRODUCT, Component, Evidence, Found, Link, Problem
from licet.model.vocabulary import Basis, Kind, Scope

MAX_EVIDENCE: Final = 20
"""Places kept for one component or link."""

_KINDS: Final = (Kind.ADAPTER, Kind.MODEL, Kind.DATASET, Kind.APPLICATION, Kind.SERVICE, Kind.TOKENIZER)
_SCOPES: Final = (Scope.SHIPPED, Scope.RUNTIME, Scope.DEVELOPMENT, Scope.MENTIONED)
_BASES: Final = (Basis.STATED, Basis.OBSERVED, Basis.INFERRED)


def folder_id(folder: str) -> str:
    """Return the id of the part in a folder; the project's root holds the product."""
    return f"file:{folder}" if folder else PRODUCT


def folder_name(folder: str) -> str:
    """Return the last part of a folder's path."""
    return folder.rpartition("/")[2]


def merged(parts: Iterable[tuple[Component, Link | None]], problems: Iterable[Problem] = ()) -> Found:
    """Return the parts in the order of their first mention, those of one id as one.

    Two unresolved references of one line keep apart: the second is numbered.
    """
    components: dict[str, Component] = {}
    links: dict[tuple[str, str, str], Link] = {}
    for part, link in parts:
        own, number = part.id, 2
        while own in components and components[own].unresolved != part.unresolved:
            own, number = f"{part.id}#{number}", number + 1
        known = components.get(own)
        components[own] = _joined(known, part) if known else replace(part, id=own)
        if link:
            moved = replace(link, target=own) if link.target == part.id else link
            key = (moved.source, moved.how, moved.target)
            links[key] = _joined_link(links[key], moved) if key in links else moved
    return Found(components=tuple(components.values()), links=tuple(links.values()), problems=tuple(problems))


def _joined(first: Component, second: Component) -> Component:
    return replace(
        first,
        kind=min(first.kind, second.kind, key=_rank),
        name=first.name or second.name,
        version=first.version or second.version,
        scope=min(first.scope, second.scope, key=_SCOPES.index),
        claims=(*first.claims, *second.claims),
        modalities=first.modalities or second.modalities,
        task=first.task or second.task,
        evidence=evidence_of(first.evidence, second.evidence),
    )


def _rank(kind: Kind) -> int:
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _joined_link(first: Link, second: Link) -> Link:
    return replace(
        first,
        basis=min(first.basis, second.basis, key=_BASES.index),
        evidence=evidence_of(first.evidence, second.evidence),
    )


def evidence_of(*groups: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return the places of all groups once each, in order, bounded."""
    return tuple(sorted({place for group in groups for place in group}))[:MAX_EVIDENCE]

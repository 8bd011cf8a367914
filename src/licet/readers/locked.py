"""Lock files as graphs: pinned packages, what each needs, and what nobody needs, which is the product's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from licet.model.bom import PRODUCT, Component, Found, Link, Problem
from licet.model.vocabulary import Scope
from licet.readers.lock_scopes import Edge, development_only
from licet.readers.opened import OpenedFile
from licet.readers.packages import MAX_LOCKED, Package, component, scope_at, uses


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One entry of a lock file: its package, the keys of the entries that it needs, its own keys, its line."""

    package: Package
    keys: tuple[str, ...]
    needs: tuple[str, ...] = ()
    line: int = 0
    scope: Scope = Scope.RUNTIME


def graph(
    file: OpenedFile,
    locked: Iterable[Locked],
    *,
    roots: Iterable[tuple[str, bool]] | None = None,
    problems: Iterable[Problem] = (),
) -> Found:
    """Return the packages and their links.

    `roots` are the keys of what the product needs itself, each with whether for development alone; where a lock does
    not say it, that is what no other entry needs.
    """
    entries = tuple(locked)[:MAX_LOCKED]
    by_key: dict[str, list[Locked]] = {}
    for entry in entries:
        for key in entry.keys:
            by_key.setdefault(key, []).append(entry)
    edges = {
        Edge(entry.package.id, target.package.id): entry.line
        for entry in entries
        for key in entry.needs
        for target in by_key.get(key, ())
        if target.package.id != entry.package.id
    }
    if roots is None:
        needed = {edge.target for edge in edges}
        own = [(e.package.id, e.scope is Scope.DEVELOPMENT, e.line) for e in entries if e.package.id not in needed]
    else:
        own = [(e.package.id, tool, e.line) for key, tool in roots for e in by_key.get(key, ())]
    edges |= {Edge(PRODUCT, target, tool): line for target, tool, line in own if target != PRODUCT}
    return _found(file, entries, edges, problems)


def _found(file: OpenedFile, entries: tuple[Locked, ...], edges: dict[Edge, int], problems: Iterable[Problem]) -> Found:
    everything = scope_at(file.path) is Scope.DEVELOPMENT
    tools = development_only([entry.package.id for entry in entries], edges)
    components: list[Component] = []
    for entry in entries:
        if entry.package.id != PRODUCT:
            tool = everything or entry.scope is Scope.DEVELOPMENT or entry.package.id in tools
            scope = Scope.DEVELOPMENT if tool else Scope.RUNTIME
            components.append(component(entry.package, file.evidence(entry.line, entry.package.note), scope=scope))
    links: list[Link] = []
    for edge, line in edges.items():
        scope = Scope.DEVELOPMENT if edge.development or (everything and edge.source == PRODUCT) else Scope.RUNTIME
        links.append(uses(edge.source, edge.target, file.evidence(line), scope=scope))
    return Found(components=tuple(components), links=tuple(links), problems=tuple(problems))

"""Which packages of a lock file serve development alone: those that the product reaches in no other way."""

from collections.abc import Iterable
from dataclasses import dataclass

from licet.model.bom import PRODUCT


@dataclass(frozen=True, slots=True)
class Edge:
    """`source` needs `target`, for development alone or at run time."""

    source: str
    target: str
    development: bool = False


def development_only(packages: Iterable[str], edges: Iterable[Edge]) -> frozenset[str]:
    """Return the packages that the product needs, but only through an edge that is for development."""
    needs: dict[str, list[str]] = {}
    tools: list[str] = []
    for edge in edges:
        if edge.development:
            tools.append(edge.target)
        else:
            needs.setdefault(edge.source, []).append(edge.target)
    return (_reached(tools, needs) & frozenset(packages)) - _reached([PRODUCT], needs)


def _reached(starts: Iterable[str], needs: dict[str, list[str]]) -> frozenset[str]:
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for target in needs.get(waiting.pop(), ()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return frozenset(seen)

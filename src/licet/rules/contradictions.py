"""What is stated or observed of parts and links and cannot all be so: circles of making, changes that are denied."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from licet.model.bom import PRODUCT, Link
from licet.model.system import System
from licet.model.vocabulary import DERIVING, How

_MAKING = DERIVING | {How.COPIES, How.BUNDLES}
"""Links whose upstream end was there before the downstream end."""
_CHANGING = frozenset({How.MODIFIES, How.FINE_TUNES, How.PRUNES, How.MERGES})
"""Links that nobody makes without changing the upstream end."""
_MOST = 20
"""Circles that are told; one more changes nothing."""
_SHOWN = 4
"""Links of a circle that a title shows."""


def contradictions(system: System) -> Iterator[tuple[str, str, str]]:
    """Yield a key, the part that it is about, and what cannot be, in one sentence."""
    for circle in islice(circles(link for link in system.links if link.how in _MAKING), _MOST):
        told = ", ".join(f"{system.label(k.source)} {k.how} {system.label(k.target)}" for k in circle[:_SHOWN])
        more = f" and {len(circle) - _SHOWN} more links" if circle[_SHOWN:] else ""
        part = min((link.target for link in circle if link.target != PRODUCT), default=PRODUCT)
        key = ":".join(sorted({link.source for link in circle})[:_SHOWN])
        yield f"circle:{key}", part, f"nothing can be made out of itself: {told}{more}"
    for name, terms in system.terms.items():
        agreement = terms.component.agreement
        if agreement is not None and terms.component.own:
            told = f"{terms.component.label} is stated to be ours, and {agreement.name} licenses it from somebody else"
            yield f"own:{name}", name, told
    for link in system.links:
        target = system.terms.get(link.target)
        denied = target is not None and target.component.facts.get("modified") is False
        if denied and link.how in _CHANGING and system.is_own(link.source):
            label = system.label(link.target)
            told = f"{label} is stated to be unmodified, and {system.label(link.source)} {link.how} it"
            yield f"unmodified:{link.source}:{link.target}", link.target, told


def circles(links: Iterable[Link]) -> Iterator[tuple[Link, ...]]:
    """Yield circles of links, one through every part that lies on any; the same for every order of the links."""
    upstream: dict[str, dict[str, Link]] = defaultdict(dict)
    for link in sorted(links, key=lambda link: (link.source, link.target, link.how)):
        upstream[link.source].setdefault(link.target, link)
    while left := _peeled(upstream):
        circle = _walked(upstream, left)
        yield circle
        for link in circle:
            upstream.pop(link.source, None)


def _peeled(upstream: Mapping[str, Mapping[str, Link]]) -> set[str]:
    """The parts from which every walk upstream can go on for ever."""
    downstream: dict[str, list[str]] = defaultdict(list)
    open_ways = {source: len(targets) for source, targets in upstream.items()}
    for source, targets in upstream.items():
        for target in targets:
            downstream[target].append(source)
    ends = [name for name in downstream if not open_ways.get(name)]
    while ends:
        for source in downstream[ends.pop()]:
            open_ways[source] -= 1
            if not open_ways[source]:
                ends.append(source)
    return {name for name, count in open_ways.items() if count}


def _walked(upstream: Mapping[str, Mapping[str, Link]], left: set[str]) -> tuple[Link, ...]:
    """The circle that a walk from the first part runs into, beginning at its first part."""
    at = min(left)
    seen: dict[str, int] = {}
    path: list[Link] = []
    while at not in seen:
        seen[at] = len(path)
        link = upstream[at][min(name for name in upstream[at] if name in left)]
        path.append(link)
        at = link.target
    circle = path[seen[at] :]
    first = min(range(len(circle)), key=lambda place: circle[place].source)
    return (*circle[first:], *circle[:first])

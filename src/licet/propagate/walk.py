"""The walk of one project: for each part, the ways in which it reaches the product.

The tables say how contact changes from link to link. A part can be reached in several ways; each way that differs
in its last link, its contact, in what a work-level term must cross, or in anything else that judging looks at (its
lane, see `licet.propagate.lanes`) is kept once, by its shortest path. Of ways that are alike, further ones are kept
where they lead through a part that judging looks at by itself and that no kept way led through in the same manner: one
of ours, or one that was made from the part at their end. No rule asks which of these lie on one way together, so
the ways kept grow with the parts and not with the sets of them.
"""

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from licet.model.bom import PRODUCT, Link
from licet.model.findings import Exposure, Terms
from licet.model.vocabulary import DERIVING, LEARNING, How
from licet.propagate.lanes import DATA
from licet.propagate.tables import CONTACTS, FREE, INSIDE, NONE, SPAN_OF, STAYS, comes_along, next_contact

MAX_DEPTH: Final = 400
MAX_STATES: Final = 400_000

_MADE_FROM: Final = DERIVING | LEARNING | {How.COPIES}
"""Links by which the downstream end may be a derivative, or a copy, whose own license is held against the part's."""


_BY_OUTPUTS: Final = frozenset({How.DISTILLS_OUTPUTS, How.REWARDED_BY, How.GENERATED_BY})
"""Links by which outputs come in, so that it matters whether they are ours."""

_Passed = tuple[str, int, How, How | None]
"""A part of ours on a way: its id, how many kinds of links lie before it, the last, and the one behind it, if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How the graph was walked.

    `exposures` per component (shortest path first), the ids that no link reaches, the links that name an unknown
    id, and whether a bound cut the walk short.
    """

    exposures: Mapping[str, tuple[Exposure, ...]]
    unreached: tuple[str, ...]
    dangling: tuple[Link, ...]
    cut_short: bool


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where the walk stands: a part, the contact with it, whether that contact is our act, the span, the way."""

    node: str
    contact: int
    ours: bool
    span: int
    path: tuple[Link, ...]

    def exposure(self) -> Exposure:
        """The way so far as an exposure of the part at its end."""
        return Exposure(component=self.node, path=self.path, contact=CONTACTS[self.contact], ours=self.ours)


_START: Final = _Stand(PRODUCT, INSIDE, ours=True, span=FREE, path=())


def propagate(terms: Mapping[str, Terms], links: tuple[Link, ...]) -> Reached:
    """Walk the graph upstream from the product."""
    known = {PRODUCT, *terms}
    dangling = tuple(link for link in links if not {link.source, link.target} <= known)
    upstream: dict[str, list[Link]] = defaultdict(list)
    orders = {id(link): _order(link) for link in links}
    for link in sorted(links, key=lambda each: orders[id(each)]):
        if {link.source, link.target} <= known:
            upstream[link.source].append(link)
    found: dict[str, list[Exposure]] = defaultdict(list)
    queue = deque([_START])
    seen: dict[tuple[object, ...], set[_Passed]] = {}
    led_through: set[tuple[object, ...]] = set()
    kept = 0
    cut_short = False
    while queue:
        stand = queue.popleft()
        if kept >= MAX_STATES or len(stand.path) >= MAX_DEPTH:
            cut_short = cut_short or bool(upstream[stand.node])
            continue
        for link in upstream[stand.node]:
            after = _step(stand, link, terms)
            if after is None or link.target == PRODUCT:
                continue
            exposure = after.exposure()
            lane, passed = _lane(exposure, terms, orders)
            order = orders[id(link)]
            state = (*order, after.contact, after.ours, after.span, *_traits(after.path, terms), *lane)
            made = {(*order, name) for name in _made_from(exposure.way)}
            if state not in seen or not (passed <= seen[state] and made <= led_through):
                seen.setdefault(state, set()).update(passed)
                led_through |= made
                kept += 1
                found[link.target].append(exposure)
                queue.append(after)
    reached = _linked_only(upstream, known, found)
    return Reached(
        exposures={name: tuple(found[name]) for name in sorted(found)},
        unreached=tuple(sorted(name for name in terms if name not in reached)),
        dangling=dangling,
        cut_short=cut_short,
    )


def _step(stand: _Stand, link: Link, terms: Mapping[str, Terms]) -> _Stand | None:
    """One link further upstream; None where the terms stay with whoever made the downstream end."""
    mine = _ours(link.source, terms)
    after = next_contact(stand.contact, link.how, ours=mine)
    if after == NONE:
        return None
    ours = stand.ours if comes_along(stand.contact, link.how, after) else mine
    return _Stand(link.target, after, ours, max(stand.span, SPAN_OF[link.how]), (*stand.path, link))


def _traits(path: tuple[Link, ...], terms: Mapping[str, Terms]) -> tuple[object, ...]:
    """All else that judging looks at on a path as a whole."""
    return (_marks(path), _acts(path, terms))


def _lane(
    exposure: Exposure, terms: Mapping[str, Terms], orders: Mapping[int, tuple[str, ...]]
) -> tuple[tuple[object, ...], set[_Passed]]:
    """The lane of a path, and where it passes parts of ours.

    The lane holds the distinct kinds of links from the part downstream, those between outputs and what learned from
    them apart, and how many lie before a part without known terms that is more than such data. Of a part of ours it
    matters how the way comes to it: the kinds of links so far, the last of them, and the one by which it goes on.
    `orders` holds the order of each link by its identity, its facts last.
    """
    path = exposure.path
    kept = {id(link) for link in exposure.way} if exposure.received else None
    makers = {link.source for link in exposure.way}
    steps: dict[object, None] = {}
    bare = -1
    passed: set[_Passed] = set()
    for link, onward in zip(reversed(path), (*(step.how for step in reversed(path[:-1])), None), strict=True):
        end = terms[link.target].component.kind
        apart = kept is not None and id(link) not in kept
        steps[link.how, orders[id(link)][-1], end if end in DATA else "", apart] = None
        source = terms.get(link.source)
        if source is None:
            continue
        if bare < 0 and link.source in makers and not (source.licenses or source.unread):
            bare = len(steps)
        if _ours(link.source, terms):
            passed.add((link.source, len(steps), link.how, onward))
    return (tuple(steps), bare), passed


def _made_from(path: tuple[Link, ...]) -> list[str]:
    """The parts next to the one at the end of a path that were made from it, each from the one before."""
    found: list[str] = []
    for link in reversed(path):
        if link.how not in _MADE_FROM:
            break
        found.append(link.source)
    return found


def _marks(path: tuple[Link, ...]) -> tuple[bool, bool]:
    """What duties look for anywhere on a path: whether the part stays behind, and whether an adapter stands there."""
    stays = any(link.how in STAYS or link.facts.get("downloaded_at_first_run") is True for link in path)
    return stays, any(link.how is How.ADAPTS for link in path)


def _acts(path: tuple[Link, ...], terms: Mapping[str, Terms]) -> tuple[frozenset[How], bool]:
    """What parts that are our own did on the way, and whether the outputs on it are ours, which rules look at."""
    mine = {name for name in {link.source for link in path} if name != PRODUCT and terms[name].component.own}
    received = next((link.source for link in reversed(path) if link.how in _BY_OUTPUTS), PRODUCT)
    return frozenset(link.how for link in path if link.source in mine), received == PRODUCT or received in mine


def _linked_only(upstream: Mapping[str, list[Link]], known: set[str], found: Mapping[str, list[Exposure]]) -> set[str]:
    """Every id on some chain of links from the product, whether or not its terms reach the product."""
    seen = set(found)
    queue = [PRODUCT, *found]
    while queue:
        for link in upstream.get(queue.pop(), ()):
            if link.target not in seen and link.target in known:
                seen.add(link.target)
                queue.append(link.target)
    return seen


def _ours(source: str, terms: Mapping[str, Terms]) -> bool:
    """Whether a link is our own act: its downstream end is the product, ours, or modified by us (vocabulary 2)."""
    if source == PRODUCT:
        return True
    component = terms[source].component
    return bool(component.own) or component.facts.get("modified") is True


def _order(link: Link) -> tuple[str, str, str, str]:
    return (link.source, link.how, link.target, str(sorted(link.facts.items())))


def along(path: tuple[Link, ...], terms: Mapping[str, Terms]) -> Exposure | None:
    """The exposure that one way from the product makes; None where the terms stay behind on it."""
    stand: _Stand | None = _START
    for link in path:
        stand = _step(stand, link, terms) if stand else None
    return None if stand is None else stand.exposure()

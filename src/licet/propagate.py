"""Carry terms along the graph: for each part, the ways in which it reaches the product.

One table says how contact changes from link to link. A part can be reached in several ways; each way that differs
in its last link, its contact, or in what a work-level term must cross is kept once, by its shortest path.
"""

from collections import defaultdict, deque
from collections.abc import Mapping
from typing import Final, Literal

from licet.model.bom import PRODUCT, Link
from licet.model.findings import Exposure, Terms
from licet.model.vocabulary import APART, CONTAINING, LEARNING, TOOLING, How

Contact = Literal["inside", "trained", "apart", "tool", "output"]

MAX_DEPTH: Final = 40
MAX_STATES: Final = 400_000

_AFTER: Final[Mapping[Contact, Mapping[str, Contact | None]]] = {
    "inside": {"contains": "inside", "learns": "trained", "apart": "apart", "tool": "tool", "output": "output"},
    "trained": {"contains": "trained", "learns": "trained", "apart": None, "tool": None, "output": "trained"},
    "apart": {"contains": "apart", "learns": None, "apart": "apart", "tool": None, "output": None},
    "tool": {"contains": "tool", "learns": None, "apart": "tool", "tool": None, "output": None},
    "output": {"contains": "output", "learns": None, "apart": None, "tool": None, "output": "output"},
}
"""Contact with the upstream end, given contact with the downstream end and the class of the link.

None: the terms of the upstream end stay with whoever made the downstream end. A tool's own tools, or what a
separate program was trained on, do not reach the product.
"""


def link_class(how: How) -> str:
    """The class of a link for the contact table."""
    if how in CONTAINING:
        return "contains"
    if how in LEARNING:
        return "learns"
    if how in APART:
        return "apart"
    return "tool" if how in TOOLING else "output"


def _span(before: str, how: How) -> str:
    """What a work-level term must cross to come down a path: nothing, an open question, or a wall."""
    if before == "wall" or how is How.BUNDLES:
        return "wall"
    return "ask" if before == "ask" or how in {How.EMBEDS, How.TOKENIZES_WITH, *APART} else "free"


def propagate(
    terms: Mapping[str, Terms], links: tuple[Link, ...]
) -> tuple[dict[str, tuple[Exposure, ...]], tuple[str, ...], tuple[Link, ...]]:
    """Walk the graph upstream from the product.

    Returns: exposures per component (shortest path first, then by link names), the ids that no link reaches, and
    the links that name an unknown id.
    """
    known = {PRODUCT, *terms}
    dangling = tuple(link for link in links if not {link.source, link.target} <= known)
    upstream: dict[str, list[Link]] = defaultdict(list)
    for link in sorted(links, key=_order):
        if {link.source, link.target} <= known:
            upstream[link.source].append(link)
    found: dict[str, list[Exposure]] = defaultdict(list)
    start: tuple[str, Contact, str, tuple[Link, ...]] = (PRODUCT, "inside", "free", ())
    queue = deque([start])
    seen: set[tuple[object, ...]] = set()
    while queue and len(seen) < MAX_STATES:
        node, contact, span, path = queue.popleft()
        for link in upstream[node]:
            after = _AFTER[contact][link_class(link.how)]
            crossing = _span(span, link.how)
            state = (*_order(link), after, crossing)
            if after is None or state in seen or link.target == PRODUCT or len(path) >= MAX_DEPTH:
                continue
            seen.add(state)
            way = (*path, link)
            found[link.target].append(
                Exposure(component=link.target, path=way, contact=after, ours=_ours(link.source, terms))
            )
            queue.append((link.target, after, crossing, way))
    reached = _linked_only(upstream, known, found)
    unreached = tuple(sorted(name for name in terms if name not in reached))
    return {name: tuple(found[name]) for name in sorted(found)}, unreached, dangling


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

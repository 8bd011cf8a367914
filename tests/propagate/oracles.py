"""Two independent oracles for the kernel: a worklist in plain Python and a program for clingo.

Both use a table of their own, written by hand from the vocabulary (sections 2, 4, 8 and 10), not the tables of Licet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import clingo

CONTAINED = (
    *("copies", "modifies", "fine-tunes", "prunes", "adapts", "quantizes", "converts", "merges", "distills-weights"),
    *("extracts-from", "retrieves-from", "embeds", "links", "bundles", "tokenizes-with"),
)
"""The downstream end holds what is upstream (vocabulary 2)."""
LEARNED = ("trains-on", "distills-outputs", "rewarded-by")
SEPARATE = ("runs", "calls")
USED_TO_BUILD = ("builds-with", "evaluates-on")
PRODUCED = ("generated-by",)

BEHIND = {
    ("inside", CONTAINED): "inside",
    ("inside", LEARNED): "trained",
    ("inside", SEPARATE): "apart",
    ("inside", USED_TO_BUILD): "tool",
    ("inside", PRODUCED): "output",
    ("trained", CONTAINED): "trained",
    ("trained", LEARNED): "trained",
    ("trained", PRODUCED): "trained",
    ("apart", CONTAINED): "apart",
    ("apart", SEPARATE): "apart",
    ("tool", CONTAINED): "tool",
    ("tool", SEPARATE): "tool",
    ("output", CONTAINED): "output",
    ("output", PRODUCED): "output",
}
"""What one has to do with a part behind a link, given what one has to do with the part before it.

What is in a thing comes along in the way in which the thing is touched. A publisher's training reaches who holds the
model, and a maker's tools stay with the maker (vocabulary 2): those pairs are not in the table.
"""
CONTACT = {(before, how): after for (before, hows), after in BEHIND.items() for how in hows}
TOUCHES = ("inside", "trained", "apart", "tool", "output")
DATA = ("dataset", "output")
WHOLE_PRODUCTS = ("application", "service", "image", "library")


@dataclass(frozen=True)
class Node:
    """A part of a random graph: its kind, and the number of its license (0: none)."""

    kind: str
    license: int


Edge = tuple[int, str, int]
Seen = tuple[int, str, str, tuple[str, ...], str, bool, bool, bool]
"""A part's kind and license, the contacts, the kinds of links, the nearest bare part, the holder, a second call.

The last tells whether outputs came so far and nothing learned from them. What learns from data that a part generated
distills its outputs (vocabulary 2, 8), so that links from the outputs to there are words of their own.
"""


def worklist(nodes: Sequence[Node], edges: Iterable[Edge]) -> list[set[Seen]]:
    """What reaches each part: sets grow along the links until nothing is added."""
    reached: list[set[Seen]] = [set() for _ in nodes]
    links = list(edges)
    changed = True
    while changed:
        changed = False
        for source, how, target in links:
            end = nodes[target].kind if nodes[target].kind in DATA else "other"
            word = f"{how}>{end}"
            came = {_touch(nodes, source, how, target, word)}
            for seen in reached[target]:
                came |= _through(seen, nodes[target], how, word)
            if not came <= reached[source]:
                reached[source] |= came
                changed = True
    return reached


def _touch(nodes: Sequence[Node], source: int, how: str, target: int, word: str) -> Seen:
    contacts = ",".join(CONTACT.get((before, how), "-") for before in TOUCHES)
    holder = nodes[source].kind in WHOLE_PRODUCTS
    part = nodes[target]
    return (part.license, part.kind, contacts, (word,), "", holder, False, how in PRODUCED)


def _through(seen: Seen, at: Node, how: str, word: str) -> set[Seen]:
    license_, kind, contacts, words, bare, holder, second, outputs = seen
    if contacts == "nobody":
        return {seen}
    behind = dict(zip(TOUCHES, contacts.split(","), strict=True))
    after = ",".join(behind.get(CONTACT.get((before, how), "-"), "-") for before in TOUCHES)
    if set(after) <= {"-", ","}:
        return {(license_, kind, "nobody", (), "", False, False, False)}
    if at.license == 0 and not bare and not outputs:
        bare = f"after {len(words)}"
    if outputs and how in CONTAINED + LEARNED:
        word = f"{word} of outputs"
    outputs = how in PRODUCED or (outputs and how in CONTAINED)
    second = second or (how == "calls" and word == words[0])
    return {(license_, kind, after, words if word in words else (*words, word), bare, holder, second, outputs)}


PROGRAM = """
after(B, B2, H) :- contact(B, H, B2).
% way(V, P, C0, C): from contact C0 with V one comes to contact C with P
way(V, P, C0, C) :- edge(V, H, P), after(C0, C, H).
way(V, P, C0, C) :- edge(V, H, U), after(C0, C1, H), way(U, P, C1, C).
#show way/4.
"""


def by_clingo(size: int, edges: Iterable[Edge]) -> set[tuple[int, int, str, str]]:
    """For each two parts, and each contact with the one, the contacts with the other that some way leads to."""
    control = clingo.Control(["--warn=none"])
    facts = [f"contact({before},{_word(how)},{after})." for (before, how), after in CONTACT.items()]
    facts += [f"edge({source},{_word(how)},{target})." for source, how, target in edges]
    control.add("base", [], PROGRAM + "\n".join(facts) + f"\npart(0..{max(size - 1, 0)}).")
    control.ground([("base", [])])
    found: set[tuple[int, int, str, str]] = set()
    with control.solve(yield_=True) as handle:
        for model in handle:
            for symbol in model.symbols(shown=True):
                source, part, before, after = symbol.arguments
                found.add((source.number, part.number, before.name, after.name))
    return found


def _word(how: str) -> str:
    return how.replace("-", "_")


def shortest(nodes: Sequence[Node], edges: Sequence[Edge], start: int, wanted: Seen) -> int | None:
    """How many links a shortest way has by which something reaches a part; ways are grown link by link."""
    above: Mapping[int, list[tuple[str, int]]] = {
        part: [(how, target) for source, how, target in edges if source == part] for part in range(len(nodes))
    }
    front: list[tuple[tuple[int, str, int], ...]] = [((start, how, target),) for how, target in above[start]]
    known: set[tuple[int, tuple[Seen, ...]]] = set()
    for length in range(1, 60):
        following = []
        for way in front:
            if seen_along(nodes, way) == wanted:
                return length
            state = (way[-1][2], _profile(nodes, way))
            if state not in known:
                known.add(state)
                end = way[-1][2]
                following += [(*way, (end, how, target)) for how, target in above[end]]
        if not following:
            return None
        front = following
    return None


def _profile(nodes: Sequence[Node], way: tuple[Edge, ...]) -> tuple[Seen, ...]:
    """What tells two ways to the same part apart for all that may follow: what each of its suffix-free parts shows."""
    return tuple(dict.fromkeys(seen_along(nodes, way[at:]) for at in range(len(way))))


def seen_along(nodes: Sequence[Node], way: tuple[Edge, ...]) -> Seen:
    """What one way shows of the part at its end."""
    source, how, target = way[-1]
    end = nodes[target].kind if nodes[target].kind in DATA else "other"
    seen = _touch(nodes, source, how, target, f"{how}>{end}")
    for _, how_, target_ in reversed(way[:-1]):
        end = nodes[target_].kind if nodes[target_].kind in DATA else "other"
        (seen,) = _through(seen, nodes[target_], how_, f"{how_}>{end}")
    return seen

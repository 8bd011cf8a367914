"""Explanations on demand: the ways by which an atom came into the row of a part, found backward over the same tables.

The kernel keeps no paths. A search from the part upstream asks at each link which atoms of the row above could have
become the one that is explained, and follows those alone; the first way found is a shortest one.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from licet.propagate.kernel import Reach

MOST_KEPT: Final = 50_000
"""Answers about single links that are kept for the next explanation."""

_ANY: Final = 1 << 31
"""No bound on length: each state is looked at once, and there are finitely many."""

_State = tuple[int, int]
"""A part, and the number of an atom in its row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way from a part upstream: the numbers of its links, the part's own first.

    Where the atom met another on the way, `met` is the way from that part (`met_at`) to the other.
    """

    links: tuple[int, ...]
    met_at: int = -1
    met: "Way | None" = None


@dataclass(frozen=True, slots=True)
class _Trail:
    """How a state of the search was reached: through which link, from which state before."""

    state: _State
    link: int
    before: "_Trail | None"
    depth: int
    meeting: _State | None = None

    def way(self, last: int, explain: "Explanations") -> Way:
        links, met_at, met = [last], -1, None
        trail: _Trail | None = self
        while trail is not None:
            if trail.meeting is not None:
                met_at, met = trail.meeting[0], explain.shortest(*trail.meeting)
            if trail.before is not None:
                links.append(trail.link)
            trail = trail.before
        return Way(links=tuple(reversed(links)), met_at=met_at, met=met)

    def parts(self) -> Iterator[int]:
        trail: _Trail | None = self
        while trail is not None:
            yield trail.state[0]
            trail = trail.before


@dataclass(slots=True)
class Explanations:
    """Searches over one reach."""

    reach: Reach
    _causes: dict[tuple[int, int, int], dict[int, list[tuple[int, int]]]] = field(default_factory=dict)

    def shortest(self, part: int, atom: int, *, to: int | None = None) -> Way | None:
        """A shortest way by which an atom came to a part; `to` names the part at its end, where one is meant."""
        return next(self._ways(part, (atom,), to, longest=_ANY, again=False), None)

    def nearest(self, part: int, to: int) -> Way | None:
        """A shortest way from a part to another by which the other's terms come down at all."""
        atoms = [atom for atom in self._row(part) if self._class(atom) == self.reach.graph.part[to]]
        return next(self._ways(part, atoms, to, longest=_ANY, again=False), None)

    def every(self, part: int, atom: int, *, most: int = 100, longest: int = 32) -> tuple[tuple[Way, ...], bool]:
        """The ways by which an atom came to a part, shortest first, each through a part once; whether that is all.

        At most `most` ways of at most `longest` links are given.
        """
        found: list[Way] = []
        search = self._ways(part, (atom,), None, longest=longest, again=True)
        for way in search:
            if len(found) == most:
                return tuple(found), False
            found.append(way)
        return tuple(found), not any(len(way.links) >= longest for way in found)

    def _ways(self, part: int, atoms: Iterable[int], to: int | None, *, longest: int, again: bool) -> Iterator[Way]:
        """Ways in the order of their length; `again` follows a state each time that it is reached."""
        graph, algebra = self.reach.graph, self.reach.algebra
        queue = deque(_Trail((part, atom), -1, None, 0) for atom in sorted(atoms))
        seen = {trail.state for trail in queue}
        while queue:
            trail = queue.popleft()
            here, atom = trail.state
            for link in range(int(graph.starts[here]), int(graph.starts[here + 1])):
                above = int(graph.target[link])
                if again and above in trail.parts():
                    continue
                kind = int(graph.link[link])
                if algebra.touching(kind, int(graph.part[above])) == atom and to in {None, above}:
                    yield trail.way(link, self)
                for cause, other in self._of(above, kind).get(atom, ()) if trail.depth + 1 < longest else ():
                    state = (above, cause)
                    if again or state not in seen:
                        seen.add(state)
                        meeting = (above, other) if other >= 0 else None
                        queue.append(_Trail(state, link, trail, trail.depth + 1, meeting))

    def _of(self, above: int, link: int) -> dict[int, list[tuple[int, int]]]:
        """For each atom that arrives through a link: the atoms above that it came of, and what these met there."""
        reach = self.reach
        row, part = int(reach.rows[above]), int(reach.graph.part[above])
        key = (row, part, link)
        found = self._causes.get(key)
        if found is None:
            if len(self._causes) >= MOST_KEPT:
                self._causes.clear()
            found = self._causes[key] = self.reach.algebra.causes(row, part, link)
        return found

    def _row(self, part: int) -> list[int]:
        return sorted(self.reach.algebra.rows[int(self.reach.rows[part])])

    def _class(self, atom: int) -> int:
        return self.reach.algebra.atoms[atom][0]

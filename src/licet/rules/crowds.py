"""Very many parts under one license that clash with very many under another: one case for all, not one for each two.

Each two of them would be told what is one thing to decide, and a project with hundreds on both sides would have tens of
thousands of findings. Together they are decided in two passes: what the one side claims, and where the other meets it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from licet.model.findings import Exposure, Terms
from licet.model.terms import License
from licet.rules.case import Outcome
from licet.rules.facts import Facts, Later
from licet.rules.reach import binds_work, work
from licet.rules.support import each_use

MANY: Final = 200
"""Pairs of parts under two licenses from which on they are one case."""

Part = tuple[Terms, License]
Parts = Sequence[tuple[int, Part]]
"""Parts under one license, each with its place among all parts."""
Claim = tuple[str, Exposure]
"""A part of the system that a clause binds, or that holds something, and the way by which it does."""
Claims = Callable[[Facts, Part], Iterable[Claim]]


def by_license(parts: Iterable[Part]) -> list[list[tuple[int, Part]]]:
    """Parts put together by license; a part whose exception was not read is apart, since that caps what is decided."""
    found: dict[tuple[int, bool], list[tuple[int, Part]]] = {}  # by identity: an acquired license keeps its id
    for at, (terms, license_) in enumerate(parts):
        found.setdefault((id(license_), terms.exception_unread), []).append((at, (terms, license_)))
    return list(found.values())


def clashing(
    ones: Iterable[Part], others: Iterable[Part], clash: Callable[[License, License], bool]
) -> Iterator[tuple[Parts, Parts]]:
    """Each two licenses that clash, with their parts; where both sides are the same parts, each two once."""
    left = by_license(ones)
    same = ones is others
    right = left if same else by_license(others)
    for at, mine in enumerate(left):
        for theirs in right[at + 1 :] if same else right:
            if clash(mine[0][1][1], theirs[0][1][1]):
                yield mine, theirs


def bound_by(own: License) -> Claims:
    """What the clause of a license binds beyond a part under it."""

    def claims(facts: Facts, part: Part) -> Iterator[Claim]:
        for exposure in each_use(facts.system, part[0]):
            mine = work(facts, exposure, own)
            if len(mine.nodes) > 1 and binds_work(facts, exposure, own, mine):
                yield from ((node, exposure) for node in mine.nodes[1:])

    return claims


def within_reach(own: License) -> Claims:
    """What holds a part, as far as the clause of a license comes from there."""

    def holds(facts: Facts, part: Part) -> Iterator[Claim]:
        for exposure in each_use(facts.system, part[0]):
            yield from ((node, exposure) for node in work(facts, exposure, own).nodes[1:])

    return holds


Met = Callable[[Facts, str, Exposure, Exposure], Outcome | None]
"""What follows where a part of the one side claims what holds a part of the other, by their ways; None: nothing."""


def meeting(
    ones: Parts, others: Parts, claims: Claims, holds: Claims, met: Met
) -> Callable[[Facts], Iterator[Outcome]]:
    """Decide whether anything that the one side claims holds a part of the other side; what is known comes first.

    On each way of a part of the other side the first thing that is claimed counts, as it does for two parts.
    """

    def outcomes(facts: Facts) -> Iterator[Outcome]:
        later = Later(facts)
        claimed: dict[str, list[tuple[Terms, Exposure]]] = {}
        for _, part in ones:
            with later:
                for node, exposure in claims(facts, part):
                    claimed.setdefault(node, []).append((part[0], exposure))
        for _, part in others:
            with later:
                for node, mine, exposure in _first_claimed(holds(facts, part), claimed, part[0]):
                    outcome = met(facts, node, mine, exposure)
                    if outcome:
                        yield outcome
                        return
        later.ask()

    return outcomes


def _first_claimed(
    held: Iterable[Claim], claimed: Mapping[str, Sequence[tuple[Terms, Exposure]]], terms: Terms
) -> Iterator[tuple[str, Exposure, Exposure]]:
    """Of each way the first thing that another part claims, with the way by which that one does."""
    passed: Exposure | None = None
    for node, exposure in held:
        others = (way for other, way in claimed.get(node, ()) if other is not terms)
        if exposure is not passed and (mine := next(others, None)):
            passed = exposure
            yield node, mine, exposure


def told(parts: Parts) -> str:
    """Parts of one license in words."""
    terms, license_ = parts[0][1]
    return f"{len(parts)} parts under {license_.id}" if len(parts) > 1 else terms.component.label


def all_but_first(*sides: Parts) -> tuple[str, ...]:
    """The ids of all parts, each once, without the first."""
    names = dict.fromkeys(part[0].component.id for side in sides for _, part in side)
    return tuple(names)[1:]

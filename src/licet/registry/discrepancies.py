"""Where parts declare more than their base allows: counted by pairs of licenses, each to be reviewed by a person.

Whether a label drops terms is decided by the rule `license-drift` alone. A discrepancy is a question, not a verdict on
anybody: the base may have been relicensed, the card may be wrong, or the other way round.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from licet.model.vocabulary import DERIVING, How
from licet.propagate.lanes import HOW_OF, how_of, step_of
from licet.registry.judging import Drop, Judging
from licet.rules.support import sticky

MADE_FROM = DERIVING | {How.COPIES}
EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One pair of licenses: what derived parts declare, what a base of theirs is under, and the clause in the way.

    `through` are the links from the part to the base; there are several where parts in between declare nothing, or
    carry the terms on. `publishers` counts what stands before the first slash of the parts' ids.
    """

    derived: str
    base: str
    through: tuple[How, ...]
    clause: str
    count: int
    publishers: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancies:
    """What derived parts of a registry declare in view of their bases.

    `links` counts links to bases, `known` those to a base whose license Licet has read, `with_terms` those to a base
    with terms that a derived part must carry on; `unread_base` those to a base under a license that nobody has read,
    while the derived part declares another one. Of the links with terms, the derived part declares a license that drops
    them (`dropping`), none (`silent`), one that nobody has read (`unread`) or one that carries them on (`carrying`).
    `components` are the parts with a discrepancy to some base at whatever distance, `pairs` those by licenses, the most
    frequent first; of several ways to bases under one license a shortest counts.
    """

    links: int
    known: int
    with_terms: int
    unread_base: int
    dropping: int
    silent: int
    unread: int
    carrying: int
    components: int
    pairs: tuple[Pair, ...]


_Sorted = tuple[str, str, tuple[How, ...], str]


def discrepancies(judging: Judging) -> Discrepancies:
    """Count what derived parts declare against what their bases carry on."""
    told = Counter(_declared(judging, *link) for link in _links(judging))
    pairs: Counter[_Sorted] = Counter()
    made: dict[_Sorted, list[str]] = {}
    components = 0
    for part in judging.parts():
        nearest: dict[str, Drop] = {}
        for drop in sorted(judging.dropped(part), key=lambda one: (len(one.through), one.through, one.clause)):
            nearest.setdefault(drop.base, drop)
        components += bool(nearest)
        for drop in nearest.values():
            through = tuple(how_of(step) for step in reversed(drop.through))
            key = (_expression(judging, part), drop.base, through, drop.clause)
            pairs[key] += 1
            made.setdefault(key, []).append(judging.registry.ids[part])
    return Discrepancies(
        links=told.total(),
        known=told.total() - told["unknown"] - told["unread-base"],
        with_terms=told["dropping"] + told["silent"] + told["unread"] + told["carrying"],
        unread_base=told["unread-base"],
        dropping=told["dropping"],
        silent=told["silent"],
        unread=told["unread"],
        carrying=told["carrying"],
        components=components,
        pairs=tuple(_pairs(pairs, made)),
    )


def _links(judging: Judging) -> Iterator[tuple[int, int, int]]:
    """The links by which a part of the registry was made from a base, in the order of the rows."""
    graph = judging.reach.graph
    for part in judging.parts():
        for link in range(int(graph.starts[part]), int(graph.starts[part + 1])):
            kind = int(graph.link[link]) // 2
            if HOW_OF[kind] in MADE_FROM:
                yield part, int(graph.target[link]), kind


def _declared(judging: Judging, part: int, base: int, kind: int) -> str:
    """What a derived part declares in view of a direct base."""
    classes, classed = judging.classes, judging.reach.graph.part
    derived, above = classes.terms[int(classed[part])], classes.terms[int(classed[base])]
    if not above.licenses:
        another = derived.expression not in {"", above.expression}
        return "unread-base" if above.unread and another else "unknown"
    if not any(sticky(license_) for license_ in above.licenses):
        return "free"
    if not derived.expression:
        return "silent"
    if not derived.licenses:
        return "unread"
    step = step_of(kind, above.component.kind)
    if judging.rules.drift(int(classed[part]), int(classed[base]), (step,)) is not None:
        return "dropping"
    return "carrying"


def _expression(judging: Judging, part: int) -> str:
    return judging.classes.terms[int(judging.reach.graph.part[part])].expression


def _pairs(pairs: Counter[_Sorted], made: dict[_Sorted, list[str]]) -> Iterator[Pair]:
    for key, count in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        derived, base, through, clause = key
        publishers = {name.partition("/")[0] for name in made[key]}
        yield Pair(
            derived=derived,
            base=base,
            through=through,
            clause=clause,
            count=count,
            publishers=len(publishers),
            examples=tuple(made[key][:EXAMPLES]),
        )

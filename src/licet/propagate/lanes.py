"""Lanes: all that judging looks at in the way by which a part's terms come down a path, and nothing else.

A lane is an element of a finite monoid. Paths are composed link by link, and their lanes with them: by what the contact
table does to every contact (`turn`), by the kinds of links in the order in which they first occur from the part
downstream (`steps`; a clause that crosses some kinds of links and not others comes as far as the first that it does
not cross, whatever repeats behind), and by a few marks. Two ways in which parts under the same terms are reached in
the same lane are judged alike; ADR 11 says why.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from licet.model.vocabulary import CONTAINING, LEARNING, How, Kind
from licet.propagate.tables import AFTER, CLASS_OF, NONE

MANNERS: Final = ("static", "dynamic", "import")
LINK_KINDS: Final = (*(str(how) for how in How), *(f"{How.LINKS}:{manner}" for manner in MANNERS))
"""Every kind of link; the position is the number that stands for it."""
HOW_OF: Final = tuple(How(name.partition(":")[0]) for name in LINK_KINDS)

DATA: Final = (Kind.DATASET, Kind.OUTPUT)
"""Kinds of upstream ends that terms on data tell apart; all others count as one."""
PRODUCTS: Final = frozenset({Kind.APPLICATION, Kind.SERVICE, Kind.IMAGE, Kind.LIBRARY})
"""Kinds of parts that count as somebody's integrated product around a part."""

_ENDS: Final = len(DATA) + 1
_OF_OUTPUTS: Final = len(LINK_KINDS) * _ENDS
"""What is added to a step between outputs and what learns from them, the learning included."""
_DISTILLS: Final = LINK_KINDS.index(How.DISTILLS_OUTPUTS) * _ENDS
_DEAD: Final = (NONE,) * len(AFTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartClass:
    """What is the same for all parts that are judged alike: their kind, and whether no license of theirs is known.

    `terms` is a number that stands for the terms of the class; the kernel never looks behind it.
    """

    terms: int
    kind: Kind
    bare: bool = False


class Lane(NamedTuple):
    """How terms come down a path; `steps` hold the distinct link kinds, nearest to the part first.

    `turn` maps the contact with the downstream end to the contact with the part. `bare` counts the steps up to the
    nearest part on the way of which no license is known (-1: none). `held`: the link that touches the part starts from
    an integrated product. `again`: that link is a call, and a call to the same kind of end occurs once more.
    `outputs`: what comes down are outputs of the part, or of one made from it, from which nothing has learned yet.
    `drift`: a part on the way drops terms that it would have to carry on. `met` is the class and the lane of another
    part whose terms clash with these at some part on the way, both as they arrive there.
    """

    turn: tuple[int, ...]
    steps: tuple[int, ...]
    bare: int = -1
    held: bool = False
    again: bool = False
    outputs: bool = False
    drift: bool = False
    met: "tuple[int, Lane] | None" = None


DEAD: Final = Lane(_DEAD, ())
"""The lane of terms that reach nobody further downstream."""

Atom = tuple[int, Lane]
"""The number of a part's class, and a lane."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What judging is asked for once per class of parts while lanes are composed.

    `drops(derived, base, steps)`: whether a part of class `derived` drops terms of one of class `base` behind `steps`.
    `shares(one)`: whether a clause of the class claims more than the part; `clash(one, other)`: whether it may clash
    with the terms of another class where they meet. `speaks(part)`: whether a part of the class matters even where none
    of its terms reaches the product.
    """

    drops: Callable[[int, int, tuple[int, ...]], bool] = lambda *_: False
    shares: Callable[[int], bool] = lambda _: False
    clash: Callable[[int, int], bool] = lambda *_: False
    speaks: Callable[[int], bool] = lambda _: True


def step_of(kind_of_link: int, end: Kind) -> int:
    """The step that a link makes: its kind, and what kind of part its upstream end is."""
    return kind_of_link * _ENDS + (DATA.index(end) + 1 if end in DATA else 0)


def how_of(step: int) -> How:
    """The link behind a step."""
    return HOW_OF[kind_of_step(step)]


def kind_of_step(step: int) -> int:
    """The number of the link kind behind a step."""
    return step % _OF_OUTPUTS // _ENDS


def of_outputs(step: int) -> bool:
    """Whether a step lies between outputs and what learns from them, or is that learning."""
    return step >= _OF_OUTPUTS


def as_terms_travel(steps: tuple[int, ...]) -> tuple[int, ...]:
    """The steps with data that a part generated and the learning from it as one, `distills-outputs`."""
    if not any(of_outputs(step) and how_of(step) in LEARNING for step in steps):
        return steps
    found: dict[int, None] = {}
    for step in steps:
        if of_outputs(step) and how_of(step) in LEARNING:
            found[_DISTILLS] = None
        elif not of_outputs(step) and how_of(step) is not How.GENERATED_BY:
            found[step] = None
    return tuple(found)


def end_of(step: int) -> Kind | None:
    """The kind of data at the upstream end of a step, None for any other kind of part."""
    return DATA[step % _ENDS - 1] if step % _ENDS else None


def _turned(turn: tuple[int, ...], step: int) -> tuple[int, ...]:
    link_class = CLASS_OF[how_of(step)]
    return tuple(turn[row[link_class]] if row[link_class] != NONE else NONE for row in AFTER)


_HERE: Final = tuple(range(len(AFTER)))


def first(step: int, source: Kind) -> Lane:
    """The lane of one link that touches the part; `source` is the kind of its downstream end."""
    outputs = how_of(step) is How.GENERATED_BY
    return Lane(_turned(_HERE, step), (step,), held=source in PRODUCTS, outputs=outputs)


def extend(lane: Lane, step: int) -> Lane:
    """The lane after one link more downstream."""
    turn = _turned(lane.turn, step)
    if turn == _DEAD:
        return DEAD
    how = how_of(step)
    if lane.outputs and (how in CONTAINING or how in LEARNING):
        step += _OF_OUTPUTS
    outputs = how is How.GENERATED_BY or (lane.outputs and how in CONTAINING)
    lane = lane._replace(turn=turn, outputs=outputs)
    if step not in lane.steps:
        return lane._replace(steps=(*lane.steps, step))
    again = lane.again or (step == lane.steps[0] and how_of(step) is How.CALLS)
    return lane._replace(again=again)


def marked(atom: Atom, number: int, through: PartClass, marks: Marks) -> Atom:
    """An atom that arrives at a part of class `number`, as the part hands it on downstream."""
    base, lane = atom
    if not lane.steps or lane.outputs:
        return atom  # nobody is reached any more; or data holds outputs, whose terms are not on it but on who learns
    if through.bare and lane.bare < 0:
        lane = lane._replace(bare=len(lane.steps))
    if not lane.drift and marks.drops(number, base, lane.steps):
        lane = lane._replace(drift=True)
    return base, lane


def meetings(atoms: Sequence[Atom], marks: Marks) -> Iterator[tuple[Atom, Atom]]:
    """Each two atoms whose terms may clash where both arrive: the one whose clause it is, and the other."""
    plain = [atom for atom in atoms if atom[1] is not DEAD and atom[1].met is None]
    for one in plain:
        for other in plain if marks.shares(one[0]) else ():
            if one is not other and marks.clash(one[0], other[0]):
                yield one, other

"""The tables of propagation: what each link does to the way in which a part's terms reach the product.

The walk of one project and the kernel for whole registries read the same tables, compiled to small numbers. A table
that says what a link does after what came before is the transition table of a finite automaton. The walk runs it from
the product upstream; the kernel grows paths the other way, from the part downstream, and so composes its columns.
"""

from collections.abc import Mapping
from typing import Final, Literal

from licet.model.vocabulary import APART, CONTAINING, LEARNING, TOOLING, How

Contact = Literal["inside", "trained", "apart", "tool", "output"]

CONTACTS: Final[tuple[Contact, ...]] = ("inside", "trained", "apart", "tool", "output")
"""How the product touches a part; the position in this tuple is the number that stands for it."""
CLASSES: Final = ("contains", "learns", "apart", "tool", "output")
"""The classes of links for the contact table, numbered likewise."""
INSIDE: Final = CONTACTS.index("inside")
CONTAINS: Final = CLASSES.index("contains")
NONE: Final = -1
"""No contact: the terms stay with whoever made the downstream end."""

_AFTER: Final[Mapping[Contact, Mapping[str, Contact | None]]] = {
    "inside": {"contains": "inside", "learns": "trained", "apart": "apart", "tool": "tool", "output": "output"},
    "trained": {"contains": "trained", "learns": "trained", "apart": None, "tool": None, "output": "trained"},
    "apart": {"contains": "apart", "learns": None, "apart": "apart", "tool": None, "output": None},
    "tool": {"contains": "tool", "learns": None, "apart": "tool", "tool": None, "output": None},
    "output": {"contains": "output", "learns": None, "apart": None, "tool": None, "output": "output"},
}
"""Contact with the upstream end, given contact with the downstream end and the class of the link.

None: where somebody else made the downstream end, the terms of the upstream end stay with them. Where we made it,
the link is our own act (vocabulary 2) and the row of `inside` applies.
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


def _number(contact: Contact | None) -> int:
    return NONE if contact is None else CONTACTS.index(contact)


AFTER: Final = tuple(tuple(_number(_AFTER[before][name]) for name in CLASSES) for before in CONTACTS)
"""The contact table by numbers: `AFTER[contact][class]`, `NONE` where the terms stay behind."""
CLASS_OF: Final[Mapping[How, int]] = {how: CLASSES.index(link_class(how)) for how in How}

FREE, ASK, WALL = 0, 1, 2
"""What a work-level term must cross to come down a path: nothing, an open question, or a wall."""

_ASKED: Final = frozenset({How.EMBEDS, How.TOKENIZES_WITH, *APART})
SPAN_OF: Final[Mapping[How, int]] = {how: WALL if how is How.BUNDLES else ASK if how in _ASKED else FREE for how in How}
"""What each link adds; the span of a path is the greatest of its links'."""

STAYS: Final = frozenset({How.RETRIEVES_FROM, How.CALLS})
"""Links whose upstream end stays behind when the product is shipped."""


def next_contact(contact: int, how: How, *, ours: bool) -> int:
    """The contact with the upstream end of a link; `ours`: the downstream end is the product's makers' own."""
    after = AFTER[contact][CLASS_OF[how]]
    return AFTER[INSIDE][CLASS_OF[how]] if after == NONE and ours else after


def comes_along(contact: int, how: How, after: int) -> bool:
    """Whether the upstream end is touched by the same act as its container.

    Who trains on a data set trains on all it was made from, who runs a tool runs what is in it.
    """
    return after == contact and after != INSIDE and CLASS_OF[how] == CONTAINS

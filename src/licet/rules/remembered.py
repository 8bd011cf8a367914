"""What decisions ask on their way is worked out once for all of them.

Many rules, and many runs of one decision, ask the same about one way in which a part reaches the product: does a duty
fire, how far does a clause come. Such a function of facts is determined by the facts that it asks for, so it is kept as
a tree: at each open fact what follows under the answers that were tried, at its leaves what it returned. To look it up
asks the same facts in the same order as to run it, and leaves the same traces.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import TypeVar, TypeVarTuple, Unpack, cast

from licet.rules.facts import Ask, Facts, Unknown

Ts = TypeVarTuple("Ts")
T = TypeVar("T")

Read = frozenset[tuple[str, ...]]


@dataclass(slots=True, eq=False)
class _Told:
    """A function at its end: what it returned, the open facts it asked for, the facts it rested on, what it read."""

    value: object
    asked: dict[str, Ask]
    used: dict[str, str]
    read: Read | None


@dataclass(slots=True, eq=False)
class _Asking:
    """A function at an open fact, and what follows under each answer that was tried.

    `left` are the traces up to there, where it was left there by who does not guess.
    """

    ask: Ask
    to: "dict[str, _Told | _Asking]" = field(default_factory=dict)
    left: _Told | None = None


_Node = _Told | _Asking
N = TypeVar("N", _Told, _Asking)


@dataclass(slots=True, eq=False)
class _Tree:
    """All that is known of a function with some arguments, which are held so that their identities stay theirs."""

    about: tuple[object, ...]
    top: _Node | None = None


def remembered(function: Callable[[Facts, Unpack[Ts]], T]) -> Callable[[Facts, Unpack[Ts]], T]:
    """Keep what a function of facts returns, by the open facts that it asks for.

    Its other arguments are told apart by their identity, and must not change.
    """

    @wraps(function)
    def known(facts: Facts, *about: *Ts) -> T:
        kept = facts.kept
        if kept is None:
            return function(facts, *about)
        key = (function, *map(id, about))
        tree = cast("_Tree | None", kept.trees.get(key))
        if tree is None:
            tree = kept.trees[key] = _Tree(about)
        node = _reached(tree, facts) if type(tree.top) is _Asking else tree.top
        told = node.left if type(node) is _Asking else cast("_Told | None", node)
        if told is None:
            return _run(facts, kept.seen, tree, function, about)
        if told.used or told.asked:
            facts.follow(told.used, told.asked)
        if told.read and kept.seen is not None:
            kept.seen.update(told.read)
        if told is not node:
            raise Unknown(cast("_Asking", node).ask)
        return cast("T", told.value)

    return known


def _reached(tree: _Tree, facts: Facts) -> _Node | None:
    """How far a function is known under the answers that are assumed or guessed."""
    node = tree.top
    while type(node) is _Asking:
        answer = facts.assumed.get(node.ask.id)
        if answer is None:
            if not facts.guesses:
                break
            answer = facts.assumed[node.ask.id] = node.ask.answers[0]
        node = node.to.get(answer)
    return node


def _run(
    facts: Facts,
    seen: set[tuple[str, ...]] | None,
    tree: _Tree,
    function: Callable[[Facts, Unpack[Ts]], T],
    about: tuple[*Ts],
) -> T:
    """Run a function, and note in its tree where it ends."""
    mine = facts.afresh()
    before = frozenset(seen or ())
    if seen is not None:
        seen.clear()
    try:
        value = function(mine, *about)
        _note(tree, mine, _told(value, mine, seen))
    except Unknown as unknown:
        _note(tree, mine, _Asking(unknown.ask, left=_told(None, mine, seen)))
        raise
    finally:  # where it asks for an open fact, what it left so far stays
        facts.follow(mine.used, mine.asked)
        if seen is not None:
            seen |= before
    return value


def _told(value: object, facts: Facts, seen: set[tuple[str, ...]] | None) -> _Told:
    return _Told(value, facts.asked, facts.used, None if seen is None else frozenset(seen))


def _note(tree: _Tree, facts: Facts, end: _Told | _Asking) -> None:
    """Put the end of a run at its place, behind the open facts that it asked for."""
    above: _Asking | None = None
    answer = ""
    for ask in facts.asked.values():
        here = tree.top if above is None else above.to.get(answer)
        if type(here) is not _Asking:
            here = _put(tree, above, answer, _Asking(ask))
        above, answer = here, facts.assumed[ask.id]
    here = tree.top if above is None else above.to.get(answer)
    if type(here) is _Asking and type(end) is _Asking:
        here.left = end.left
    elif type(end) is _Asking:
        _put(tree, above, answer, end)
    else:
        _put(tree, above, answer, cast("_Told", end))


def _put(tree: _Tree, above: _Asking | None, answer: str, node: N) -> N:
    if above is None:
        tree.top = node
    else:
        above.to[answer] = node
    return node

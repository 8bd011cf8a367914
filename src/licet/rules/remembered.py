"""What decisions ask on their way is worked out once for all of them.

Many rules, and many runs of one decision, ask the same about one way in which a part reaches the product: does a duty
fire, how far does a clause come. Such a function of facts is determined by the facts that it asks for, so it is kept as
a tree: at each open fact what follows under the answers that were tried, at its leaves what it returned. To look it up
asks the same facts in the same order as to run it, and leaves the same traces.
"""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, TypeVarTuple, Unpack

from licet.rules.facts import Asking, Facts, Told, Tree, Unknown

Ts = TypeVarTuple("Ts")
T = TypeVar("T")


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
        tree = kept.trees.get(key)
        if tree is None:
            tree = kept.trees[key] = Tree(about)
        node = tree.top
        if isinstance(node, Asking):
            node = _reached(node, facts)
        told = node.left if isinstance(node, Asking) else node
        if told is None:
            return _run(facts, kept.seen, tree, function, about)
        if told.used or told.asked:
            facts.follow(told.used, told.asked)
        if told.read and kept.seen is not None:
            kept.seen.update(told.read)
        if isinstance(node, Asking):
            raise Unknown(node.ask)
        return told.value  # type: ignore[return-value]

    return known


def _reached(node: Told | Asking | None, facts: Facts) -> Told | Asking | None:
    """How far a function is known under the answers that are assumed or guessed."""
    while isinstance(node, Asking):
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
    tree: Tree,
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
        _note(tree, mine, Asking(unknown.ask, left=_told(None, mine, seen)))
        raise
    finally:  # where it asks for an open fact, what it left so far stays
        facts.follow(mine.used, mine.asked)
        if seen is not None:
            seen |= before
    return value


def _told(value: object, facts: Facts, seen: set[tuple[str, ...]] | None) -> Told:
    return Told(value, facts.asked, facts.used, None if seen is None else frozenset(seen))


def _note(tree: Tree, facts: Facts, end: Told | Asking) -> None:
    """Put the end of a run at its place, behind the open facts that it asked for."""
    above: Asking | None = None
    answer = ""
    for ask in facts.asked.values():
        here = _at(tree, above, answer)
        if not isinstance(here, Asking):
            here = Asking(ask)
            _put(tree, above, answer, here)
        above, answer = here, facts.assumed[ask.id]
    here = _at(tree, above, answer)
    if isinstance(here, Asking) and isinstance(end, Asking):
        here.left = end.left
    else:
        _put(tree, above, answer, end)


def _at(tree: Tree, above: Asking | None, answer: str) -> Told | Asking | None:
    return tree.top if above is None else above.to.get(answer)


def _put(tree: Tree, above: Asking | None, answer: str, node: Told | Asking) -> None:
    if above is None:
        tree.top = node
    else:
        above.to[answer] = node

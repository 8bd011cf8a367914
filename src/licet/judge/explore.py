"""Run a decision under every answer to the facts that are open, and read the tree that results.

A decision is plain two-valued code; where it asks for an open fact it is run again under each answer. So three
values cost the rules nothing, and a question is known to decide exactly where its branches differ.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Final, cast

from licet.judge.diagram import TooLargeError
from licet.judge.shape import (
    UNTRIED,
    Folds,
    Pattern,
    Shape,
    outermost_first,
    ranks_in,
    reduced_of,
    settled_rank,
)
from licet.model.vocabulary import Verdict, worst
from licet.rules.case import Outcome
from licet.rules.facts import Ask, Facts, Unknown

_VERDICTS: Final = tuple(Verdict)

MAX_RUNS: Final = 255
"""Runs of one decision: all answers to seven open facts of two answers each, and many more where few of them bear on
the verdict together. Beyond them a decision needs review, and the facts that were met on the way only may matter."""

TOO_MANY: Final = Outcome(verdict=Verdict.REVIEW, why="more open facts bear on it than can be tried together")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A decision with all it asked for known; `used` are the facts it rested on.

    `beyond` are the open facts of a decision that could not be tried to its end: they may matter.
    """

    outcome: Outcome
    used: Mapping[str, str] = field(default_factory=dict)
    beyond: tuple[Ask, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The verdict of this branch."""
        return self.outcome.verdict


@dataclass(frozen=True, slots=True)
class Branch:
    """An open fact that decides: one sub-tree per answer; at the top of a tree its pattern, where it was worked out."""

    ask: Ask
    answers: Mapping[str, "Node"]
    pattern: Pattern | None = field(default=None, compare=False, repr=False)


Node = Leaf | Branch


Decide = Callable[[Facts], Outcome]


def explore(decide: Decide, facts: Facts, *, capped: bool = False) -> Node:
    """Build the tree of a decision; it asks only for facts on which the verdict depends."""
    root = _revealed(decide, facts, {}, capped=capped)
    if isinstance(root, Leaf):
        return root
    tried = _grow(root, decide, facts, capped=capped)
    asked = _Numbers()
    shape = _shape(root, asked)
    try:
        reduced = reduced_of(shape)
    except TooLargeError:
        return Leaf(TOO_MANY, beyond=tuple(asked.asks))
    beyond = () if tried else tuple(dict.fromkeys(_untried(root, ())))
    tree = _reduced(root, reduced.folds, beyond)
    if isinstance(tree, Leaf) or asked.double:
        return tree
    return Branch(tree.ask, tree.answers, Pattern(reduced.shape, tuple(asked.asks[number] for number in reduced.kept)))


@dataclass(slots=True)
class _Numbers:
    """The questions of a tree by their numbers; `double` is true where two of one id differ in other respects."""

    asks: list[Ask] = field(default_factory=list)
    double: bool = False
    _of: dict[object, int] = field(default_factory=dict)

    def of(self, ask: Ask) -> int:
        """The number of a question, the next one where it is new."""
        number = self._of.setdefault(ask.id, len(self.asks))
        if number < len(self.asks) and self.asks[number] != ask:
            self.double = True
            number = self._of.setdefault(ask, len(self.asks))
        if number == len(self.asks):
            self.asks.append(ask)
        return number


@dataclass(slots=True, eq=False)
class _Grown:
    """Where a decision asks for an open fact, after the answers in `before`; no branches where it was not tried."""

    ask: Ask
    before: dict[str, str]
    answers: "dict[str, _Grown | Leaf]"


def _grow(root: _Grown, decide: Decide, facts: Facts, *, capped: bool) -> bool:
    """Run the decision under the answers to what it asks, the facts asked first before those asked later.

    Returns: whether it was tried to its end.
    """
    runs = 1
    queue = [root]
    for at, grown in enumerate(queue):
        runs += len(grown.ask.answers)
        if runs > MAX_RUNS:
            for each in queue[at:]:
                each.answers = {}
            return False
        for answer in grown.ask.answers[1:]:
            assumed = {**grown.before, grown.ask.id: answer}
            grown.answers[answer] = _revealed(decide, facts, assumed, capped=capped)
        queue += [sub for sub in grown.answers.values() if isinstance(sub, _Grown)]
    return True


def _revealed(decide: Decide, facts: Facts, assumed: dict[str, str], *, capped: bool) -> _Grown | Leaf:
    """Run the decision once, with the first answer to all that it asks beside what is assumed.

    So one run reveals all that is asked on the way to a leaf: it is run as often as its tree has leaves.
    """
    mine = facts.guessing(assumed)
    passed_over: dict[str, Ask] = {}
    while True:
        try:
            outcome = decide(mine)
        except Unknown as unknown:  # it was passed over for other facts, and is needed now
            passed_over = {unknown.ask.id: unknown.ask, **mine.asked, **passed_over}
            mine = facts.guessing({**mine.assumed, unknown.ask.id: unknown.ask.answers[0]})
        else:
            break
    node: _Grown | Leaf = _leaf(outcome, mine.used, capped=capped)
    if len(mine.assumed) == len(assumed):
        return node
    asked = {**mine.asked, **passed_over} if passed_over else mine.asked
    ways = [assumed]
    for name, answer in islice(mine.assumed.items(), len(assumed), None):
        ways.append({**ways[-1], name: answer})
    for before, after in reversed([*pairwise(ways)]):
        ask = asked[next(reversed(after))]
        node = _Grown(ask, before, {ask.answers[0]: node})
    return node


def _leaf(outcome: Outcome, used: Mapping[str, str], *, capped: bool) -> Leaf:
    if capped and outcome.verdict is Verdict.BLOCKED:
        why = f"{outcome.why}; the text was not read in full"
        outcome = Outcome(verdict=Verdict.REVIEW, why=why, path=outcome.path)
    return Leaf(outcome, used)


def _shape(grown: _Grown | Leaf, asked: _Numbers) -> Shape:
    """The shape of what was grown; `asked` takes its questions, in the order in which they are met."""
    if isinstance(grown, Leaf):
        return grown.verdict.rank
    if not grown.answers:
        return UNTRIED
    number = asked.of(grown.ask)
    return (number, *[_shape(sub, asked) for sub in grown.answers.values()])


def _untried(grown: _Grown | Leaf, way: tuple[Ask, ...]) -> Iterator[Ask]:
    """The facts asked for on every way that was not tried to its end."""
    if isinstance(grown, _Grown):
        if not grown.answers:
            yield from (*way, grown.ask)
        for sub in grown.answers.values():
            yield from _untried(sub, (*way, grown.ask))


def _reduced(grown: _Grown | Leaf, folds: Folds, beyond: tuple[Ask, ...]) -> Node:
    """The tree without the questions that change nothing where they are asked."""
    if isinstance(grown, Leaf):
        return grown
    if not grown.answers:
        return Leaf(TOO_MANY, beyond=beyond)
    folded, *below = folds
    if folded:
        return _reduced(next(iter(grown.answers.values())), cast("Folds", below[0]), beyond)
    subs = zip(grown.answers.items(), below, strict=True)
    return Branch(grown.ask, {answer: _reduced(sub, cast("Folds", rest), beyond) for (answer, sub), rest in subs})


def may_matter(node: Node) -> Iterable[Ask]:
    """The open facts that may matter besides those that do."""
    if isinstance(node, Leaf):
        return node.beyond
    if node.pattern and not ranks_in(node.pattern.shape) >> UNTRIED:
        return ()
    sure = {ask.id for ask in asks(node)}
    found = {ask.id: ask for leaf in leaves(node) for ask in leaf.beyond}
    return [ask for name, ask in found.items() if name not in sure]


def leaves(node: Node) -> list[Leaf]:
    """All leaves of a tree, in order."""
    if isinstance(node, Leaf):
        return [node]
    return [leaf for sub in node.answers.values() for leaf in ((sub,) if isinstance(sub, Leaf) else leaves(sub))]


def asks(node: Node) -> Iterable[Ask]:
    """The open facts of a tree, each once, outermost first."""
    if isinstance(node, Leaf):
        return ()
    if node.pattern:
        return [node.pattern.asks[number] for number in outermost_first(node.pattern.shape)]
    found: dict[str, Ask] = {}
    level: list[Node] = [node]
    while level:
        inner = [sub for sub in level if isinstance(sub, Branch)]
        for sub in inner:
            found.setdefault(sub.ask.id, sub.ask)
        level = [below for sub in inner for below in sub.answers.values()]
    return found.values()


def settle(node: Node) -> Verdict:
    """The verdict of a tree: what all branches agree on; else needs-review.

    Branches that differ only in whether a duty is owed give allowed-with-duties: the duty is pending.
    """
    if isinstance(node, Leaf):
        return node.verdict
    if node.pattern:
        return _VERDICTS[settled_rank(ranks_in(node.pattern.shape))]
    verdicts = {leaf.verdict for leaf in leaves(node)}
    if len(verdicts) == 1:
        return verdicts.pop()
    return Verdict.WITH_DUTIES if worst(*verdicts) is Verdict.WITH_DUTIES else Verdict.REVIEW


def under(node: Node, ask: str, answer: str) -> Node:
    """The tree that remains when one open fact is answered."""
    if isinstance(node, Leaf):
        return node
    if node.ask.id == ask:
        return under(node.answers[answer], ask, answer) if answer in node.answers else node
    return Branch(node.ask, {name: under(sub, ask, answer) for name, sub in node.answers.items()})


def worst_leaf(node: Node) -> Leaf:
    """The leaf with the worst verdict, the first of equals."""
    if isinstance(node, Leaf):
        return node
    return max(leaves(node), key=lambda leaf: leaf.verdict.rank)

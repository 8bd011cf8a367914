"""Run a decision under every answer to the facts that are open, and read the tree that results.

A decision is plain two-valued code; where it asks for an open fact it is run again under each answer. So three
values cost the rules nothing, and a question is known to decide exactly where its branches differ.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple, cast

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


class Leaf(NamedTuple):
    """A decision with all it asked for known; `used` are the facts it rested on.

    `beyond` are the open facts of a decision that could not be tried to its end: they may matter.
    """

    outcome: Outcome
    used: Mapping[str, str] = MappingProxyType({})
    beyond: tuple[Ask, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The verdict of this branch."""
        return self.outcome.verdict


class Branch(NamedTuple):
    """An open fact that decides: one sub-tree per answer; at the top of a tree its pattern, where it was worked out."""

    ask: Ask
    answers: dict[str, "Node"]
    pattern: Pattern | None = None


Node = Leaf | Branch


Decide = Callable[[Facts], Outcome]


def explore(decide: Decide, facts: Facts, *, capped: bool = False) -> Node:
    """Build the tree of a decision; it asks only for facts on which the verdict depends."""
    runs = _Runs(decide, facts.guessing({}), capped=capped)
    root = runs.tree({})
    if isinstance(root, Leaf):
        return root
    tried = _grow(root, runs)
    asked = _Numbers()
    shape = _shape(root, asked)
    try:
        reduced = reduced_of(shape)
    except TooLargeError:
        return Leaf(TOO_MANY, beyond=tuple(asked.asks))
    tree = root
    if reduced.shape != shape or not tried:
        beyond = () if tried else tuple(dict.fromkeys(_untried(root, ())))
        left = _reduced(root, reduced.folds, beyond)
        if isinstance(left, Leaf):
            return left
        tree = left
    if asked.double:
        return tree
    return Branch(tree.ask, tree.answers, Pattern(reduced.shape, tuple(map(asked.asks.__getitem__, reduced.kept))))


@dataclass(slots=True)
class _Runs:
    """The runs of one decision.

    `before` holds, by its identity, where a question was met: the answers of that run, and how many came before it.
    """

    decide: Decide
    facts: Facts
    capped: bool
    before: dict[int, tuple[list[tuple[str, str]], int]] = field(default_factory=dict)

    def tree(self, assumed: dict[str, str]) -> "Branch | Leaf":
        """Run the decision once, with the first answer to all that it asks; it is added to what is assumed.

        So one run reveals all that is asked on the way to a leaf: it is run as often as its tree has leaves.
        """
        facts, known = self.facts, len(assumed)
        facts.guess(assumed)
        try:
            outcome = self.decide(facts)
        except Unknown as unknown:  # it was passed over for other facts: nothing is guessed where it is asked for
            node: Branch | Leaf = Branch(unknown.ask, {})
            self.before[id(node)] = list(assumed.items()), len(assumed)
        else:
            node = Leaf(_heeding(outcome) if self.capped else outcome, facts.used)
        if len(assumed) == known:
            return node
        answers = list(assumed.items())
        for at in range(len(answers) - 1, known - 1, -1):
            name, answer = answers[at]
            node = Branch(facts.asked[name], {answer: node})
            self.before[id(node)] = answers, at
        return node


def _heeding(outcome: Outcome) -> Outcome:
    """What an outcome comes to where the text was not read in full."""
    if outcome.verdict is not Verdict.BLOCKED:
        return outcome
    return Outcome(verdict=Verdict.REVIEW, why=f"{outcome.why}; the text was not read in full", path=outcome.path)


def _grow(root: Branch, runs: _Runs) -> bool:
    """Run the decision under the answers to what it asks, the facts asked first before those asked later.

    Returns: whether it was tried to its end; a question that was not tried has no answers.
    """
    count = 1
    queue = [root]
    for at, branch in enumerate(queue):
        ask, answers = branch.ask, branch.answers
        count += len(ask.answers)
        if count > MAX_RUNS:
            for each in queue[at:]:
                each.answers.clear()
            return False
        met, place = runs.before[id(branch)]
        for answer in ask.answers[1:] if answers else ask.answers:
            assumed = dict(met[:place])
            assumed[ask.id] = answer
            answers[answer] = runs.tree(assumed)
        queue += [sub for sub in answers.values() if isinstance(sub, Branch)]
    return True


@dataclass(slots=True)
class _Numbers:
    """The questions of a tree by their numbers; `double` is true where two of one id differ in other respects."""

    asks: list[Ask] = field(default_factory=list)
    double: bool = False
    _of: dict[object, int] = field(default_factory=dict)

    def of(self, ask: Ask) -> int:
        """The number of a question, the next one where it is new."""
        number = self._of.get(ask.id)
        if number is not None and self.asks[number] is not ask and self.asks[number] != ask:
            self.double = True
            number = self._of.get(ask)
        if number is None:
            number = self._of[ask if ask.id in self._of else ask.id] = len(self.asks)
            self.asks.append(ask)
        return number


def _shape(node: Node, asked: _Numbers) -> Shape:
    """The shape of what was grown; `asked` takes its questions, in the order in which they are met."""
    if isinstance(node, Leaf):
        return node.outcome.verdict.rank
    if not node.answers:
        return UNTRIED
    number = asked.of(node.ask)
    return (number, *[_shape(sub, asked) for sub in node.answers.values()])


def _untried(node: Node, way: tuple[Ask, ...]) -> Iterator[Ask]:
    """The facts asked for on every way that was not tried to its end."""
    if isinstance(node, Branch):
        if not node.answers:
            yield from (*way, node.ask)
        for sub in node.answers.values():
            yield from _untried(sub, (*way, node.ask))


def _reduced(node: Node, folds: Folds, beyond: tuple[Ask, ...]) -> Node:
    """The tree without the questions that change nothing where they are asked."""
    if isinstance(node, Leaf):
        return node
    if not node.answers:
        return Leaf(TOO_MANY, beyond=beyond)
    folded, *below = folds
    if folded:
        return _reduced(next(iter(node.answers.values())), cast("Folds", below[0]), beyond)
    subs = zip(node.answers.items(), below, strict=True)
    return Branch(node.ask, {answer: _reduced(sub, cast("Folds", rest), beyond) for (answer, sub), rest in subs})


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
    if isinstance(node, Leaf) or (node.pattern and all(each.id != ask for each in node.pattern.asks)):
        return node
    if node.ask.id == ask:
        return under(node.answers[answer], ask, answer) if answer in node.answers else node
    return Branch(node.ask, {name: under(sub, ask, answer) for name, sub in node.answers.items()})


def worst_leaf(node: Node) -> Leaf:
    """The leaf with the worst verdict, the first of equals."""
    if isinstance(node, Leaf):
        return node
    return max(leaves(node), key=lambda leaf: leaf.verdict.rank)

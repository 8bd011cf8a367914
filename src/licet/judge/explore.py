"""Run a decision under every answer to the facts that are open, and read the tree that results.

A decision is plain two-valued code; where it asks for an open fact it is run again under each answer. So three
values cost the rules nothing, and a question is known to decide exactly where its branches differ.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from licet.model.vocabulary import Verdict, worst
from licet.rules.case import Outcome
from licet.rules.facts import Ask, Facts, Unknown

MAX_OPEN: Final = 7
"""Open facts per branch; beyond them a decision is needs-review and the facts only may matter."""

TOO_MANY: Final = Outcome(verdict=Verdict.REVIEW, why=f"more than {MAX_OPEN} open facts bear on it")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A decision with all it asked for known; `used` are the facts it rested on."""

    outcome: Outcome
    used: Mapping[str, str] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """The verdict of this branch."""
        return self.outcome.verdict


@dataclass(frozen=True, slots=True)
class Branch:
    """An open fact that decides: one sub-tree per answer."""

    ask: Ask
    answers: Mapping[str, "Node"]


Node = Leaf | Branch


def explore(decide: Callable[[Facts], Outcome], facts: Facts, *, capped: bool = False, depth: int = 0) -> Node:
    """Build the tree of a decision; branches that do not differ in verdict are folded away."""
    facts.used.clear()
    try:
        outcome = decide(facts)
    except Unknown as unknown:
        if depth >= MAX_OPEN:
            return Leaf(TOO_MANY)
        ask = unknown.ask
        answers = {
            answer: explore(decide, facts.assume(ask, answer), capped=capped, depth=depth + 1) for answer in ask.answers
        }
        shapes = {_shape(node) for node in answers.values()}
        return next(iter(answers.values())) if len(shapes) == 1 else Branch(ask, answers)
    if capped and outcome.verdict is Verdict.BLOCKED:
        outcome = Outcome(
            verdict=Verdict.REVIEW, why=f"{outcome.why}; the text was not read in full", path=outcome.path
        )
    return Leaf(outcome, dict(facts.used))


def _shape(node: Node) -> object:
    """What must be equal for two branches to decide alike."""
    if isinstance(node, Leaf):
        return node.verdict
    return (node.ask.id, tuple((answer, _shape(sub)) for answer, sub in node.answers.items()))


def leaves(node: Node) -> Iterator[Leaf]:
    """All leaves of a tree, in order."""
    if isinstance(node, Leaf):
        yield node
        return
    for sub in node.answers.values():
        yield from leaves(sub)


def asks(node: Node) -> Iterator[Ask]:
    """The open facts of a tree, each once, outermost first."""
    seen: set[str] = set()
    level = [node]
    while level:
        below: list[Node] = []
        for sub in level:
            if isinstance(sub, Branch):
                if sub.ask.id not in seen:
                    seen.add(sub.ask.id)
                    yield sub.ask
                below += sub.answers.values()
        level = below


def settle(node: Node) -> Verdict:
    """The verdict of a tree: what all branches agree on; else needs-review.

    Branches that differ only in whether a duty is owed give allowed-with-duties: the duty is pending.
    """
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
    return max(leaves(node), key=lambda leaf: leaf.verdict.rank)

"""The questions that decide: each open fact once, with the verdict under each answer."""

from collections.abc import Iterable

from licet.judge.explore import Node, asks, may_matter, settle, under
from licet.judge.interplay import moving
from licet.model.findings import MayMatter, Question
from licet.model.vocabulary import Verdict, worst
from licet.rules.facts import Ask

Named = tuple[str, Node]
"""The id of a finding or a duty, and its tree."""


def questions_of(trees: Iterable[Named]) -> tuple[Question, ...]:
    """Merge the open facts of all findings and duties that count.

    The questions that decide most come first: those that can change the verdict of the whole, of these those that can
    clear or cause a block, then a review, then by how many findings and duties hang on them.
    """
    pairs = list(trees)
    moves = moving([tree for _, tree in pairs])
    known: dict[str, Ask] = {}
    decided: dict[str, list[Named]] = {}
    for name, tree in pairs:
        for ask in asks(tree):
            known.setdefault(ask.id, ask)
            decided.setdefault(ask.id, []).append((name, tree))
    found = [_question(ask, decided[ask.id], moves[ask.id]) for ask in known.values()]
    return tuple(sorted(found, key=_weight))


def doubts_of(trees: Iterable[Named]) -> tuple[MayMatter, ...]:
    """Merge the open facts of decisions that have more of them than can be tried; sorted by id."""
    known: dict[str, Ask] = {}
    bears_on: dict[str, list[str]] = {}
    for name, tree in trees:
        for ask in may_matter(tree):
            known.setdefault(ask.id, ask)
            bears_on.setdefault(ask.id, []).append(name)
    return tuple(
        MayMatter(id=name, asks=ask.asks, about=ask.about, bears_on=tuple(bears_on[name]))
        for name, ask in sorted(known.items())
    )


def _question(ask: Ask, decided: list[Named], moves: bool | None) -> Question:  # noqa: FBT001 - three values
    verdict_if = {
        answer: worst(*(settle(under(tree, ask.id, answer)) for _, tree in decided)) for answer in ask.answers
    }
    return Question(
        id=ask.id,
        asks=ask.asks,
        about=ask.about,
        decides=tuple(name for name, _ in decided),
        verdict_if=verdict_if,
        moves=moves,
    )


def _weight(question: Question) -> tuple[bool, bool, int, int, str]:
    ranks = [verdict.rank for verdict in question.verdict_if.values()]
    spread = max(ranks) - min(ranks)
    blocks = Verdict.BLOCKED in question.verdict_if.values()
    return (question.moves is False, not blocks, -spread, -len(question.decides), question.id)

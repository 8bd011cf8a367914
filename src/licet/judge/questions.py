"""The questions that decide: each open fact once, with the verdict under each answer."""

from collections.abc import Iterable

from licet.judge.explore import Node, asks, settle, under
from licet.model.findings import Question
from licet.model.vocabulary import Verdict, worst
from licet.rules.facts import Ask


def questions_of(trees: Iterable[tuple[str, Node]]) -> tuple[Question, ...]:
    """Merge the open facts of all findings and duties (pairs of id and tree).

    The questions that decide most come first: those that can clear or cause a block, then a review, then by how
    many findings and duties hang on them.
    """
    pairs = list(trees)
    known: dict[str, Ask] = {}
    decided: dict[str, list[tuple[str, Node]]] = {}
    for name, tree in pairs:
        for ask in asks(tree):
            known.setdefault(ask.id, ask)
            decided.setdefault(ask.id, []).append((name, tree))
    found = [_question(ask, decided[ask.id]) for ask in known.values()]
    return tuple(sorted(found, key=_weight))


def _question(ask: Ask, decided: list[tuple[str, Node]]) -> Question:
    verdict_if = {
        answer: worst(*(settle(under(tree, ask.id, answer)) for _, tree in decided)) for answer in ask.answers
    }
    return Question(
        id=ask.id,
        asks=ask.asks,
        about=ask.about,
        decides=tuple(name for name, _ in decided),
        verdict_if=verdict_if,
    )


def _weight(question: Question) -> tuple[int, int, int, str]:
    ranks = [verdict.rank for verdict in question.verdict_if.values()]
    spread = max(ranks) - min(ranks)
    blocks = Verdict.BLOCKED in question.verdict_if.values()
    return (-blocks, -spread, -len(question.decides), question.id)

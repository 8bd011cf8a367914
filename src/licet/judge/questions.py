"""The questions that decide: each open fact once, with the verdict under each answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from licet.judge.explore import Node, may_matter
from licet.judge.interplay import moving
from licet.judge.pattern import pattern_of, traits_of
from licet.judge.shape import Pattern
from licet.model.findings import MayMatter, Question
from licet.model.vocabulary import Verdict
from licet.rules.facts import Ask

_VERDICTS: Final = tuple(Verdict)

Named = tuple[str, Node]
"""The id of a finding or a duty, and its tree."""


@dataclass(slots=True)
class _Merged:
    """One open fact over all decisions: what hangs on it, and the worst rank under each answer."""

    ask: Ask
    decides: list[str]
    ranks: tuple[int, ...]


def questions_of(trees: Iterable[Named]) -> tuple[Question, ...]:
    """Merge the open facts of all findings and duties that count.

    The questions that decide most come first: those that can change the verdict of the whole, of these those that can
    clear or cause a block, then a review, then by how many findings and duties hang on them.
    """
    return merged((name, pattern_of(tree)) for name, tree in trees)


def merged(decisions: Iterable[tuple[str, Pattern]]) -> tuple[Question, ...]:
    """The same of the patterns of trees."""
    pairs = list(decisions)
    moves = moving([pattern for _, pattern in pairs])
    found: dict[str, _Merged] = {}
    for name, pattern in pairs:
        if not pattern.asks:
            continue
        for ask, ranks in zip(pattern.asks, traits_of(pattern.shape).under, strict=True):
            known = found.get(ask.id)
            if known is None:
                found[ask.id] = _Merged(ask, [name], ranks)
                continue
            known.decides.append(name)
            if ranks != known.ranks:
                known.ranks = tuple(map(max, known.ranks, ranks))
    return tuple(sorted((_question(each, moves[name]) for name, each in found.items()), key=_weight))


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


def _question(merged: _Merged, moves: bool | None) -> Question:  # noqa: FBT001 - three values
    ask = merged.ask
    return Question(
        id=ask.id,
        asks=ask.asks,
        about=ask.about,
        decides=tuple(merged.decides),
        verdict_if={answer: _VERDICTS[rank] for answer, rank in zip(ask.answers, merged.ranks, strict=True)},
        moves=moves,
    )


def _weight(question: Question) -> tuple[bool, bool, int, int, str]:
    ranks = [verdict.rank for verdict in question.verdict_if.values()]
    worst = max(ranks)
    blocks = worst == Verdict.BLOCKED.rank
    return (question.moves is False, not blocks, min(ranks) - worst, -len(question.decides), question.id)

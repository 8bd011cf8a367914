"""What could be done about a finding: candidates from the graph and the data, not yet judged."""

from collections.abc import Callable, Iterator, Mapping

from licet.model.bom import PRODUCT
from licet.remedy.of_classes import in_bulk
from licet.remedy.of_parts import acquired, dropped, isolated, met, replaced, retrained
from licet.remedy.of_use import (
    elsewhere,
    hosted,
    internal,
    noncommercial,
    own_terms,
    released,
    renamed,
    shipped,
    smaller,
    unpublished,
    without_field,
    without_training,
)
from licet.remedy.scene import Candidate, Scene

_MOST_QUESTIONS = 3


def candidates(scene: Scene) -> Iterator[Candidate]:
    """Every candidate for one finding, in the order in which they are shown at equal cost."""
    for make in _MAKERS.get(scene.finding.rule, ()):
        yield from make(scene)


def _obtain(scene: Scene) -> Iterator[Candidate]:
    name = scene.finding.components[0]
    title = f"obtain the license text of {scene.label(name)} and put it into the project"
    if name != PRODUCT:
        yield Candidate(kind="obtain-text", target=name, title=title, cost=1)


def _answer(scene: Scene) -> Iterator[Candidate]:
    for question in scene.finding.questions[:_MOST_QUESTIONS]:
        yield Candidate(kind="answer-question", target=question, title=f"answer the question {question}", cost=1)


_Maker = Callable[[Scene], Iterator[Candidate]]
_OTHER_PART: tuple[_Maker, ...] = (in_bulk, replaced, retrained, acquired, dropped)
_PURPOSE: tuple[_Maker, ...] = (*_OTHER_PART, noncommercial, _answer)
_COPYLEFT: tuple[_Maker, ...] = (isolated, *_OTHER_PART, released, hosted, shipped, internal, _answer)
_OUTPUTS: tuple[_Maker, ...] = (*_OTHER_PART, without_training, _answer)
_EVIDENCE: tuple[_Maker, ...] = (_obtain, _answer, replaced, retrained, dropped)
_MAKERS: Mapping[str, tuple[_Maker, ...]] = {
    "noncommercial-only": _PURPOSE,
    "research-only": _PURPOSE,
    "nonproduction-only": (*_PURPOSE, internal),
    "act-withheld": (*_OTHER_PART, noncommercial, hosted, shipped, internal, unpublished, without_training, _answer),
    "share-alike": (*_COPYLEFT, own_terms),
    "no-further-restrictions": (*_COPYLEFT, own_terms),
    "disclose-source": _COPYLEFT,
    "license-drift": (released, own_terms, *_OTHER_PART, hosted, internal, _obtain, _answer),
    "no-sharing-of-derivatives": (*_OTHER_PART, internal, _answer),
    "competing-model-training": _OUTPUTS,
    "llm-improvement": _OUTPUTS,
    "territory": (*_OTHER_PART, elsewhere, _answer),
    "threshold": (*_OTHER_PART, smaller, noncommercial, _answer),
    "naming": (renamed, *_OTHER_PART, internal, _answer),
    "field-of-use": (*_OTHER_PART, without_field, noncommercial, hosted, internal, _answer),
    "data-protection": (_answer, replaced, retrained, dropped),
    "missing-license": _EVIDENCE,
    "not-reviewed": (*_EVIDENCE, acquired),
    "modified-text": (*_EVIDENCE, acquired),
    "missing-text": _EVIDENCE,
    "unresolved-reference": (_answer, dropped, without_training),
    "unmet-duty": (met, *_OTHER_PART),
    "policy": (replaced, retrained, dropped, _answer),
}
"""Which kinds of change can bear on a rule; re-judging decides which of them do."""

"""Answers to open questions: what may be said, who can say it, where it is written, and what it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from licet.config import nearest
from licet.config.editing import Setting
from licet.errors import UsageError
from licet.licenses import find, load
from licet.licenses import nearest as nearest_licenses
from licet.model.bom import PRODUCT
from licet.model.findings import Question
from licet.model.vocabulary import Verdict
from licet.remedy import edits
from licet.remedy.edits import Edit
from licet.rules.facts import YES_NO

READING: Final = "reading:"
LICENSE: Final = "license:"
IDENTITY: Final = "identity:"
NONE: Final = "none"
_YES: Final = frozenset({"yes", "y", "true"})
_NO: Final = frozenset({"no", "n", "false"})

_BUILDERS: Final = "who builds the product: its engineers"
_OWNERS: Final = "who answers for the product: its owner or manager"
_COUNSEL: Final = "counsel: the law is unsettled here, so it is a position to take"
_CONTRACT: Final = "who holds the contract, or the rights holder"
_PRIVACY: Final = "who answers for data protection"
_LAWYER: Final = "counsel, from the license text"
_WHO: Final[Mapping[str, str]] = {
    "reading": _COUNSEL,
    "license": "who brought the part into the project, or its publisher",
    "identity": _BUILDERS,
    "consent-documented": _PRIVACY,
    "personal-data": _PRIVACY,
    "contract-allows": _CONTRACT,
    "permission": _CONTRACT,
    "additional-use-grant": _CONTRACT,
    "source-may-be-given": _CONTRACT,
    "relicensed": _CONTRACT,
    "terms-reviewed": _LAWYER,
    "documents-read": _LAWYER,
    "changed-text-read": _LAWYER,
    "license-checked": _LAWYER,
    "policy-reviewed": "who keeps the policy of the organization",
    "names-secondary-license": _LAWYER,
    "adapted-material": _LAWYER,
    "within": _OWNERS,
    "qualifier": _OWNERS,
    "barred": _OWNERS,
}
"""Who can answer, by the first word of a question's id; others are about the product or about a part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One reply to one question: the line to write, and the change that it makes to what is judged."""

    question: str
    reply: str
    setting: Setting
    edit: Edit


def who(question: Question) -> str:
    """Who is most likely to know."""
    return who_answers(question.id, question.about)


def who_answers(identity: str, about: str) -> str:
    """Who is most likely to know the answer to a question by its id, `about` a part or the product."""
    return _WHO.get(identity.partition(":")[0]) or (_OWNERS if about == PRODUCT else _BUILDERS)


def replies(question: Question) -> tuple[str, ...]:
    """What may be said; empty for a question that a description settles, not a word."""
    if question.id.startswith(IDENTITY):
        return ()
    if question.id.startswith(LICENSE):
        return ("the id of its license", NONE)
    return tuple(question.verdict_if)


def where(question: Question) -> str:
    """Where the answer is written."""
    if question.id.startswith(IDENTITY):
        return "describe the part as a [[component]], and its use as a [[link]], in licet.toml"
    if question.id.startswith(LICENSE):
        return f"[[component]] of {question.id.removeprefix(LICENSE)}"
    return "[positions]" if question.id.startswith(READING) else "[answers]"


def elsewhere(identity: str) -> str:
    """The place that settles a question which [answers] cannot settle; empty for a yes-or-no question."""
    settles = identity.startswith((READING, LICENSE, IDENTITY))
    return where(unanswered(identity, {})) if settles else ""


def answer(question: Question, reply: str, *, kind: str = "") -> Answer:
    """Return what a reply means; `kind` is that of the part, for an entry of its own.

    Raises:
        UsageError: the question cannot be answered in this way; the hint says in which.
    """
    said = reply.strip()
    if question.id.startswith(IDENTITY):
        raise UsageError(f"{question.id} is not settled by a word", hint=where(question))
    if question.id.startswith(LICENSE):
        return _licensed(question, said, kind)
    if question.id.startswith(READING):
        point = question.id.removeprefix(READING)
        position = _one_of(question, said)
        setting = Setting(table="positions", key=point, value=position)
        return Answer(question=question.id, reply=position, setting=setting, edit=edits.positioned(point, position))
    value = _yes_or_no(question, said)
    return Answer(
        question=question.id,
        reply="yes" if value else "no",
        setting=Setting(table="answers", key=question.id, value=value),
        edit=edits.answered(question.id, value),
    )


def unanswered(identity: str, points: Mapping[str, tuple[str, ...]]) -> Question:
    """A question that is asked and not open, from its id alone; `points` maps contested points to positions."""
    names = points.get(identity.removeprefix(READING), YES_NO) if identity.startswith(READING) else YES_NO
    return Question(id=identity, asks="", about=PRODUCT, decides=(), verdict_if=dict.fromkeys(names, Verdict.REVIEW))


def _licensed(question: Question, said: str, kind: str) -> Answer:
    found = find(said)
    if found is None:
        near = ", ".join(nearest_licenses(said)) if said else ""
        none = said.casefold() == NONE
        raise UsageError(
            "without a license the part needs review, so nothing is written"
            if none
            else f"{said!r} is no known license",
            hint=f"nearest: {near}"
            if near and not none
            else "other terms: an agreement record, see docs/licet-toml.md",
        )
    setting = Setting(table="component", key="license", value=found, part=question.about, kind=kind)
    return Answer(question=question.id, reply=found, setting=setting, edit=edits.licensed(question.about, load(found)))


def _one_of(question: Question, said: str) -> str:
    names = {name.casefold(): name for name in question.verdict_if}
    found = names.get(said.casefold().replace(" ", "-"))
    if found is None:
        near = nearest(said, question.verdict_if)
        guess = f"; did you mean {near}?" if near else ""
        raise UsageError(f"{said!r} is no position on it{guess}", hint=f"one of: {', '.join(question.verdict_if)}")
    return found


def _yes_or_no(question: Question, said: str) -> bool:
    word = said.casefold()
    if word not in _YES | _NO:
        raise UsageError(f"{said!r} is no answer to {question.id}", hint="say yes or no")
    return word in _YES

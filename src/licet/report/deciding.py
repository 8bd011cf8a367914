"""What decides: a finding's first question with the verdict under each answer, and the answers that open the gate."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from licet.report.lookup import Index
from licet.report.result import Finding, Question
from licet.report.words import RANKS, VERDICTS, count

_LONGEST_FIRST: Final = sorted(VERDICTS.items(), key=lambda each: -len(each[1]))
_NUMBERS: Final = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer with the verdict under it, and why, in brackets; `why` is empty where a result does not tell it."""

    reply: str
    verdict: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Answers that open the gate together: question id, what is asked, the reply; and the verdict of the whole then."""

    answers: tuple[tuple[str, str, str], ...]
    verdict: str


def asks_first(finding: Finding, question: Question) -> bool:
    """Whether a finding's reasons are the answers to this question: then they are told with it, not beside it."""
    return bool(finding["because"]) and finding["because"][0] == question["asks"]


def reasons(index: Index, finding: Finding) -> list[str]:
    """The reasons that stand by themselves; none where they are the answers to a question that is asked."""
    asked = [index.questions[each] for each in finding["questions"] if each in index.questions]
    return [] if any(asks_first(finding, each) for each in asked) else finding["because"]


def replies(finding: Finding, question: Question) -> list[Reply]:
    """Each answer with the verdict of this finding under it, or of all that hangs on it where that alone is told."""
    if asks_first(finding, question):
        return [_reply(sentence) for sentence in finding["because"][1:]]
    return [Reply(reply=reply, verdict=verdict) for reply, verdict in question["verdict_if"].items()]


def _reply(sentence: str) -> Reply:
    """Read `no: allowed with duties (it is kept apart)`."""
    reply, _, rest = sentence.partition(": ")
    verdict, words = next(((name, words) for name, words in _LONGEST_FIRST if rest.startswith(words)), ("", ""))
    return Reply(reply=reply, verdict=verdict, why=rest.removeprefix(words).strip())


def openings(index: Index) -> Iterator[Opening]:
    """The fewest answers that open the gate, each set in the words of its questions; the best verdict first."""
    for each in sorted(index.result["opened_by"], key=lambda each: RANKS[each["verdict"]]):
        told = ((name, _asks(index, name), reply) for name, reply in each["answers"].items())
        yield Opening(answers=tuple(told), verdict=each["verdict"])


def _asks(index: Index, name: str) -> str:
    question = index.questions.get(name)
    return question["asks"] if question else name


def opening_line(number: int) -> str:
    """`answer these two questions so and the gate opens`."""
    if number == 1:
        return "answer this one question so and the gate opens"
    return f"answer these {_NUMBERS.get(number, str(number))} questions so and the gate opens"


def others_line(sets: int) -> str:
    """How many other sets open the gate as well; empty where there is none."""
    verb = "opens" if sets == 2 else "open"  # noqa: PLR2004 - one other
    return f"{count(sets - 1, 'other set')} of as few answers {verb} it as well" if sets > 1 else ""

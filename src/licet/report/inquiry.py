"""One open question as it is put to a person, and what an answer did."""

from collections.abc import Mapping
from dataclasses import dataclass

from licet.model.findings import Question
from licet.model.vocabulary import Verdict
from licet.report.deciding import Opening, opening_line, others_line
from licet.report.layout import Page
from licet.report.options import Options
from licet.report.words import VERDICTS, clean, count, short, some

_AT = 11
_WORDS = 23
_MOST = 3
_ASKS = 1000
_TITLE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with all that a person needs to answer it.

    `number` counts from 1, `left` are the questions open now. `whole` maps answers to the verdict of the whole system
    then, where that can be told beforehand. `opens` maps an answer to how many answers, it included, open the gate.
    `titles` are those of the findings and duties that hang on it, `held_by` says who published which position.
    """

    question: Question
    number: int
    left: int
    replies: tuple[str, ...]
    whole: Mapping[str, Verdict]
    titles: tuple[str, ...]
    who: str
    where: str
    opens: Mapping[str, int]
    held_by: Mapping[str, tuple[str, ...]]


def question_page(asked: Asked, options: Options) -> str:
    """Return the question: its wording, the answers with the verdict under each, who can say, where it goes."""
    page = Page(options)
    question = asked.question
    page.gap()
    page.row((short(question.asks, _ASKS), "heading"), lead=f"ASK {asked.number}", style="heading", at=_AT)
    page.row((f"[{question.id}] of {asked.left} open", ""), at=_AT)
    if asked.titles:
        page.row(
            (some([short(each, _TITLE) for each in asked.titles], _MOST), ""), start=_AT, lead="decides", at=_WORDS
        )
    for reply, verdict in question.verdict_if.items():
        held = (
            f" (held by {some([clean(each) for each in asked.held_by[reply]], _MOST)})"
            if asked.held_by.get(reply)
            else ""
        )
        spans = [(f"{reply} → what it decides: ", ""), (VERDICTS[verdict], str(verdict))]
        if reply in asked.whole:
            whole = asked.whole[reply]
            spans += [("; the whole: ", ""), (VERDICTS[whole], str(whole))]
        page.row(*spans, (held, ""), at=_AT + 2)
        if reply in asked.opens:
            page.row((_opens(asked.opens[reply]), ""), at=_AT + 4)
    page.row((asked.who, ""), start=_AT, lead="who knows", at=_WORDS)
    page.row((asked.where, ""), start=_AT, lead="goes to", at=_WORDS)
    if asked.replies:
        page.row((f"{' | '.join(asked.replies)} | Enter alone: later | q: stop", ""), start=_AT, lead="say", at=_WORDS)
    return page.text()


def _opens(answers: int) -> str:
    return "this opens the gate" if answers == 1 else f"with {count(answers - 1, 'more answer')} this opens the gate"


def opening_page(opening: Opening, sets: int, options: Options) -> str:
    """Return the fewest answers that open the gate, `sets` being the number of such sets."""
    page = Page(options)
    page.gap()
    page.row((opening_line(len(opening.answers)), "heading"), lead="FEWEST", style="heading", at=_AT)
    for _, asks, reply in opening.answers:
        page.row((f"{short(asks, _ASKS)} → {clean(reply)}", ""), at=_AT)
    page.row(("the whole: ", ""), (VERDICTS[opening.verdict], opening.verdict), at=_AT)
    if others := others_line(sets):
        page.row((others, ""), at=_AT)
    return page.text()


def outcome_line(before: Verdict, after: Verdict, left: int) -> str:
    """`verdict: needs review → allowed; 3 questions open`."""
    change = VERDICTS[before] if before is after else f"{VERDICTS[before]} → {VERDICTS[after]}"
    return f"verdict: {change}; {left or 'no'} question{'' if left == 1 else 's'} open"

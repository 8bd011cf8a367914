from dataclasses import replace

from licet.model.findings import Question
from licet.model.vocabulary import Verdict
from licet.report.deciding import Opening
from licet.report.inquiry import Asked, opening_page, outcome_line, question_page
from licet.report.options import Options

QUESTION = Question(
    id="reading:network-reach",
    asks="How far does it reach\x1b[31m?",
    about="engine",
    decides=("F1", "F2"),
    verdict_if={"aggregate": Verdict.ALLOWED, "one-work": Verdict.BLOCKED},
)
ASKED = Asked(
    question=QUESTION,
    number=2,
    left=3,
    replies=("aggregate", "one-work"),
    whole={"aggregate": Verdict.REVIEW, "one-work": Verdict.BLOCKED},
    titles=("F1 first", "F2 second"),
    who="counsel",
    where="[positions]",
    held_by={"one-work": ("Its steward",)},
    opens={"aggregate": 2},
)


def test_all_that_a_person_needs_stands_on_the_page() -> None:
    page = question_page(ASKED, Options())
    lines = [line.strip() for line in page.splitlines()]
    assert "[reading:network-reach] of 3 open" in lines
    assert "aggregate → what it decides: allowed; the whole: needs review" in lines
    assert "one-work → what it decides: blocked; the whole: blocked (held by" in " ".join(lines)
    assert "F1 first, F2 second" in page
    assert "counsel" in page
    assert "[positions]" in page
    assert "say         aggregate | one-work | Enter alone: later | q: stop" in page


def test_the_answer_that_helps_to_open_the_gate_is_marked() -> None:
    lines = [line.strip() for line in question_page(ASKED, Options()).splitlines()]
    at = lines.index("with 1 more answer this opens the gate")
    assert lines[at - 1].startswith("aggregate →")
    alone = replace(ASKED, opens={"one-work": 1})
    assert "this opens the gate" in question_page(alone, Options())


def test_the_fewest_answers_are_told_in_the_words_of_their_questions() -> None:
    opening = Opening(
        answers=(("a", "Is it documented?", "yes"), ("b", "Is it modified\x1b[2J?", "no")), verdict="allowed"
    )
    page = opening_page(opening, 3, Options())
    assert "answer these two questions so and the gate opens" in page
    assert "Is it documented? → yes" in page
    assert "the whole: allowed" in page
    assert "2 other sets of as few answers opens it as well" not in page
    assert "2 other sets of as few answers open it as well" in page
    assert "\x1b" not in page


def test_nothing_acts_on_the_terminal() -> None:
    assert "\x1b" not in question_page(ASKED, Options())


def test_the_outcome_is_one_line() -> None:
    assert outcome_line(Verdict.REVIEW, Verdict.ALLOWED, 1) == "verdict: needs review → allowed; 1 question open"
    assert outcome_line(Verdict.REVIEW, Verdict.REVIEW, 0) == "verdict: needs review; no questions open"

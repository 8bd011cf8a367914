from dataclasses import replace

from licet.model.findings import Settled
from licet.model.vocabulary import Verdict
from licet.report import REPORTERS, Options
from licet.report.deciding import Opening, Reply, opening_line, openings, reasons, replies
from licet.report.lookup import index_of
from licet.report.result import Result
from licet.report.view import result_of
from tests.report import factory

ASKS = "Is it one work?"


def asked(*because: str) -> Result:
    """The blocked system; its second finding, which a question decides, has these reasons."""
    analysis = factory.blocked()
    question = next(each for each in analysis.questions if each.id == analysis.findings[1].questions[0])
    findings = tuple(replace(each, because=because) if at == 1 else each for at, each in enumerate(analysis.findings))
    questions = tuple(replace(each, asks=ASKS) if each is question else each for each in analysis.questions)
    return result_of(replace(analysis, findings=findings, questions=questions))


def test_reasons_that_are_answers_are_told_with_their_question() -> None:
    result = asked(ASKS, "yes: blocked (both are one work)", "no: allowed with duties (it is kept apart)")
    index, finding = index_of(result), result["findings"][1]
    question = index.questions[finding["questions"][0]]
    assert reasons(index, finding) == []
    assert replies(finding, question) == [
        Reply(reply="yes", verdict="blocked", why="(both are one work)"),
        Reply(reply="no", verdict="allowed-with-duties", why="(it is kept apart)"),
    ]


def test_reasons_that_stand_by_themselves_do() -> None:
    result = asked("The text was read in full.")
    index, finding = index_of(result), result["findings"][1]
    question = index.questions[finding["questions"][0]]
    assert reasons(index, finding) == ["The text was read in full."]
    assert [(each.reply, each.verdict, each.why) for each in replies(finding, question)] == [
        (reply, verdict, "") for reply, verdict in question["verdict_if"].items()
    ]


def test_a_reason_of_any_other_form_is_kept_whole() -> None:
    result = asked(ASKS, "yes: as <b>before</b>")
    finding = result["findings"][1]
    question = index_of(result).questions[finding["questions"][0]]
    assert replies(finding, question) == [Reply(reply="yes", verdict="", why="as <b>before</b>")]


def opened() -> Result:
    blocked = factory.blocked()
    name = blocked.questions[0].id
    better = Settled(answers={name: "no", "commercial": "no"}, verdict=Verdict.ALLOWED)
    worse = Settled(answers={name: "no", "modified:x": "no"}, verdict=Verdict.WITH_DUTIES)
    return result_of(replace(blocked, opened_by=(worse, better)))


def test_the_best_set_of_answers_comes_first_in_the_words_of_its_questions() -> None:
    result = opened()
    question = result["questions"][0]
    assert next(openings(index_of(result))) == Opening(
        answers=((question["id"], question["asks"], "no"), ("commercial", "commercial", "no")), verdict="allowed"
    )
    assert opening_line(1) == "answer this one question so and the gate opens"
    assert opening_line(9) == "answer these 9 questions so and the gate opens"


def test_pages_and_comments_tell_the_answers_that_open_the_gate() -> None:
    result = opened()
    markdown = REPORTERS["markdown"](result, Options())
    assert "**Answer these two questions so and the gate opens** (then allowed):" in markdown
    assert "1 other set of as few answers opens it as well." in markdown
    page = REPORTERS["html"](result, Options())
    assert "answer these two questions so and the gate opens" in page
    assert page.index("or these") > page.index("answer these two questions so")
    without = result_of(factory.blocked())
    assert "the gate opens" not in REPORTERS["html"](without, Options()) + REPORTERS["markdown"](without, Options())

import pytest

from licet.config.editing import Setting
from licet.errors import UsageError
from licet.model.findings import Question
from licet.model.use import Config, Product
from licet.model.vocabulary import Verdict
from licet.remedy.answers import answer, replies, unanswered, where, who
from licet.remedy.edits import State

STATE = State(config=Config(product=Product(name="demo")), terms=(), links=())


def question(identity: str, *names: str, about: str = "engine") -> Question:
    verdicts = dict.fromkeys(names or ("yes", "no"), Verdict.REVIEW)
    return Question(id=identity, asks="?", about=about, decides=("F1",), verdict_if=verdicts)


@pytest.mark.parametrize(("said", "value"), [("yes", True), (" Y ", True), ("true", True), ("NO", False), ("n", False)])
def test_yes_and_no_go_to_answers(said: str, value: bool) -> None:  # noqa: FBT001 - a table of cases
    found = answer(question("one-work:engine"), said)
    assert found.setting == Setting(table="answers", key="one-work:engine", value=value)
    assert found.edit(STATE).config.answers == {"one-work:engine": value}


def test_a_position_goes_to_positions() -> None:
    asked = question("reading:network-reach", "aggregate", "one-work")
    found = answer(asked, "One work")
    assert found.setting == Setting(table="positions", key="network-reach", value="one-work")
    assert found.edit(STATE).config.positions == {"network-reach": "one-work"}
    assert replies(asked) == ("aggregate", "one-work")


def test_a_license_goes_to_its_part_by_its_one_id() -> None:
    found = answer(question("license:engine", "covered", "none"), "apache 2.0", kind="library")
    assert found.setting == Setting(table="component", key="license", value="Apache-2.0", part="engine", kind="library")


@pytest.mark.parametrize(
    ("identity", "names", "said", "hint"),
    [
        ("one-work:engine", (), "perhaps", "say yes or no"),
        ("reading:network-reach", ("aggregate", "one-work"), "agregate", "one of: aggregate, one-work"),
        ("license:engine", ("covered", "none"), "Apche-2.0", "nearest: Apache-2.0"),
        ("license:engine", ("covered", "none"), "none", "other terms: an agreement record"),
        ("identity:engine", ("fits", "not known"), "fits", "describe the part as a [[component]]"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_would_be(
    identity: str, names: tuple[str, ...], said: str, hint: str
) -> None:
    with pytest.raises(UsageError) as refused:
        answer(question(identity, *names), said)
    assert refused.value.hint.startswith(hint)


def test_a_question_that_is_settled_by_a_description_takes_no_word() -> None:
    assert replies(question("identity:engine", "fits", "not known")) == ()
    assert "[[link]]" in where(question("identity:engine"))


def test_places_and_people() -> None:
    assert where(question("reading:x", "a")) == "[positions]"
    assert where(question("license:engine")) == "[[component]] of engine"
    assert where(question("modified:engine")) == "[answers]"
    assert "counsel" in who(question("reading:x", "a"))
    assert "data protection" in who(question("consent-documented:set"))
    assert "engineers" in who(question("modified:engine"))
    assert "manager" in who(question("commercial", about="product"))


def test_a_question_that_is_not_open_takes_the_same_replies() -> None:
    points = {"network-reach": ("aggregate", "one-work")}
    assert replies(unanswered("reading:network-reach", points)) == ("aggregate", "one-work")
    assert replies(unanswered("modified:engine", points)) == ("yes", "no")

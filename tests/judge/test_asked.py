from collections.abc import Mapping

from licet.judge import asked_of, judge
from licet.model.system import System
from tests.rules.build import link, part, product, system, use

ENGINE = "one-work:engine"


def build(answers: Mapping[str, bool] | None = None) -> System:
    return system(
        (part("engine", license="AGPL-3.0-only", kind="library"),),
        (link("product", "calls", "engine"),),
        use=use(commercial=True, delivery=["hosted-api"]),
        product=product("demo", license="LicenseRef-Proprietary"),
        answers=answers,
    )


def test_what_is_open_is_asked() -> None:
    judged = judge(build())
    assert {question.id for question in judged.questions} >= {ENGINE}
    assert asked_of(build()) >= {question.id for question in judged.questions}


def test_an_answered_question_and_what_it_makes_moot_are_asked_still() -> None:
    settled = build({ENGINE: False})
    assert ENGINE not in {question.id for question in judge(settled).questions}
    assert asked_of(settled) >= asked_of(build()) >= {ENGINE}


def test_an_answer_to_nothing_is_not_asked() -> None:
    assert "one-work:motor" not in asked_of(build({"one-work:motor": True}))


def test_looking_may_end_early_and_finds_what_was_wanted() -> None:
    assert ENGINE in asked_of(build({ENGINE: True}), wanted=frozenset({ENGINE}))

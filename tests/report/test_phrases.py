from dataclasses import replace

import pytest

from licet.model.use import Use
from licet.model.vocabulary import Delivery, How, Verdict
from licet.report.lookup import index_of
from licet.report.phrases import (
    counts_line,
    crossing,
    gate_line,
    parts_line,
    path_line,
    step_sentence,
    use_line,
    where_answered,
)
from licet.report.places import Step
from licet.report.result import Question
from licet.report.view import result_of
from tests.report import factory


def test_the_use_is_told_with_what_was_not_stated() -> None:
    base = factory.clean()
    use = Use(commercial=False, delivery=(), territories=None, fields=None)
    result = result_of(replace(base, config=replace(base.config, use=use)))
    assert use_line(result) == "not commercial · no delivery · not stated: territories, fields"
    use = Use(delivery=(Delivery.ON_PREMISES, Delivery.OUTPUTS_ONLY), territories=(), fields=("spam",))
    result = result_of(replace(base, config=replace(base.config, use=use)))
    assert use_line(result) == "on premises, outputs only · no territory · serves spam · not stated: commercial use"


def test_the_gate_says_what_it_fails_on_where_that_was_chosen() -> None:
    base = factory.blocked(packages=1)
    policy = replace(base.config.policy, fail_on=Verdict.WITH_DUTIES)
    assert gate_line(result_of(base)) == "gate fails"
    chosen = replace(base, config=replace(base.config, policy=policy))
    assert gate_line(result_of(chosen)) == "gate fails (fails on allowed with duties)"


def test_counts_speak_in_singular_and_plural() -> None:
    base = factory.blocked(packages=0)
    assert counts_line(result_of(base)) == "1 blocked · 2 need review · 1 duty due · 1 pending"
    alone = replace(base, findings=(), duties=base.duties[2:], questions=())
    assert counts_line(result_of(alone)) == "nothing found against it · nothing due · 1 standing"
    empty = replace(base, bom=replace(base.bom, components=(), links=()))
    assert parts_line(result_of(empty)) == "no parts"


def test_a_step_that_does_not_follow_starts_the_path_anew() -> None:
    index = index_of(result_of(factory.blocked(packages=0)))
    steps: list[Step] = [
        {"from": "product", "how": "embeds", "to": "blender", "evidence": []},
        {"from": "tone-adapter", "how": "adapts", "to": "hf:meta-llama/Llama-3.1-8B", "evidence": []},
    ]
    assert path_line(index, steps) == "product ─embeds→ blender tone-adapter ─adapts→ Llama-3.1-8B"
    assert step_sentence(index, steps[1]) == "tone-adapter is an adapter trained on Llama-3.1-8B"


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (How.MERGES, "made out of"),
        (How.EMBEDS, "holds that material"),
        (How.BUNDLES, "holds that material"),
        (How.TRAINS_ON, "learned from"),
        (How.BUILDS_WITH, "nothing of that material is delivered"),
        (How.CALLS, "separate program"),
        (How.GENERATED_BY, "put out"),
    ],
)
def test_each_link_says_why_terms_cross_it(how: How, words: str) -> None:
    assert words in crossing(how.value)


@pytest.mark.parametrize(
    ("identity", "answers", "place"),
    [
        ("one-work:engine", ("yes", "no"), '[answers]: "one-work:engine" = true or false'),
        ("reading:flux-outputs", ("free", "noncommercial"), '[positions]: flux-outputs = "..."'),
        ("license:extract", ("one that covers this use", "none"), "as a fact or a license of the part"),
    ],
)
def test_each_question_says_where_its_answer_goes(identity: str, answers: tuple[str, ...], place: str) -> None:
    verdicts = dict.fromkeys(answers, "allowed")
    question: Question = {
        "id": identity,
        "asks": "?",
        "about": "x",
        "decides": [],
        "verdict_if": verdicts,
        "moves": None,
    }
    assert where_answered(question).endswith(place)

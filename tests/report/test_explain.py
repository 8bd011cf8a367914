import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from licet.errors import UsageError
from licet.report.explain import explain
from licet.report.options import Options
from licet.report.view import result_of
from tests.report import factory

RESULT = result_of(factory.blocked(packages=3))


def told(identity: str) -> str:
    return " ".join(explain(RESULT, identity).split())


def test_a_finding_is_told_with_clause_facts_steps_and_ways_out() -> None:
    words = told("F1")
    assert "CC-BY-NC-4.0 §2.a.1 (text, models/ranker-nc/LICENSE:41)" in words
    assert '"for NonCommercial purposes only"' in words
    assert "Creative Commons Attribution-NonCommercial 4.0 (CC-BY-NC-4.0), read in full 2026-11" in words
    assert "The text was read in full and grants NonCommercial use alone." in words
    assert "commercial = true licet.toml [use]" in words
    assert "product ─embeds→ blender observed" in words
    assert "blender holds the weights of ranker-nc, combined with others" in words
    assert "models/blend.yaml:7 sha256 0123456789ab" in words
    assert "R2 acquire a commercial license from the author cost 5 of 5" in words
    assert "assumes: commercial use and hosting are granted" in words
    assert "it gives no legal advice" in words


def test_a_review_says_what_would_change_the_answer() -> None:
    words = told("F2")
    assert "one work = unknown not stated" in words
    assert "[one-work:retrieval-engine] yes → blocked no → allowed with duties" in words


def test_contested_readings_are_told_with_their_point() -> None:
    words = told("F3")
    assert "training-on-share-alike-data adapted material → blocked; produced work → allowed with duties" in words
    assert "held by adapted material: A. Reader, B. Reader + 1 more; produced work: no published holder found" in words
    assert "[positions] in licet.toml may choose: training-on-share-alike-data" in words


def test_a_waived_finding_says_by_what() -> None:
    assert "waived: accepted-risk: only used in a local experiment" in told("F5")


def test_a_duty_a_question_a_remedy_and_a_part_are_told() -> None:
    assert 'How to meet it display "Built with Llama" on the product page' in told("D1")
    assert "DUE, on network access" in told("D1")
    assert "Do copies of the model leave your organization? [distributes:product]" in told("D2")
    question = told("one-work:retrieval-engine")
    assert "It decides F2 is retrieval-engine one work with your API? (needs review)" in question
    assert '"one-work:retrieval-engine" = true or false (unanswered)' in question
    assert "In the plan R1 + R4 → allowed with duties" in told("R4")
    assert "with this alone open (an open step" in told("R3")
    part = told("ranker-nc")
    assert "detected CC-BY-NC-4.0 concluded CC-BY-NC-4.0 (grade text)" in part
    assert '"apache-2.0" says models/ranker-nc/README.md:3 (metadata)' in part
    assert "F1 ranker-nc may not be used commercially (blocked)" in part


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("f1", "F1"),
        (" F1 ", "F1"),
        ("noncommercial-only:hf:acme/ranker-nc", "F1"),
        ("replace-component:ranker-nc", "R1"),
        ("pkg:huggingface/acme/ranker-nc", "hf:acme/ranker-nc"),
        ("ollama:llama3.1:8b", "hf:meta-llama/Llama-3.1-8B"),
        ("LLAMA-3.1-8B", "hf:meta-llama/Llama-3.1-8B"),
    ],
)
def test_keys_labels_and_aliases_are_understood(said: str, meant: str) -> None:
    assert explain(RESULT, said) == explain(RESULT, meant)


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        explain(RESULT, "ranker-nd")
    assert "ranker-nd" in str(caught.value)
    assert "hf:acme/ranker-nc" in caught.value.hint


def test_an_id_near_to_nothing_names_the_first_ids() -> None:
    with pytest.raises(UsageError) as caught:
        explain(RESULT, "\x1b[31m")
    assert "\x1b" not in str(caught.value)
    assert caught.value.hint == "nearest: F1, F2, F3"


def test_an_empty_result_has_nothing_to_name() -> None:
    with pytest.raises(UsageError) as caught:
        explain(result_of(factory.clean()), "zzzzzzzz")
    assert "no findings" in caught.value.hint


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=60), st.sampled_from(["F1", "F2", "D1", "R1", "Q", "blender"]))
def test_no_name_breaks_the_argument(name: str, identity: str) -> None:
    result = result_of(factory.named(name))
    words = explain(result, identity, Options(width=60))
    assert all(line.isprintable() for line in words.split("\n"))
    assert max(cell_len(line) for line in words.splitlines()) <= 60


@pytest.mark.parametrize("width", [80, 60])
def test_every_argument_keeps_the_width(width: int) -> None:
    ids = [each["id"] for key in ("findings", "duties", "questions", "remedies") for each in RESULT[key]]
    for identity in [*ids, *(part["id"] for part in RESULT["components"])]:
        words = explain(RESULT, identity, Options(width=width, ascii=True))
        assert words.isascii()
        assert max(cell_len(line) for line in words.splitlines()) <= width

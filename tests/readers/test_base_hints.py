import pytest

from licet.readers import hub_cards
from licet.readers.base_hints import base_hints
from tests.readers.opening import opened


@pytest.mark.parametrize(
    "line",
    [
        "Fine-tuned version of [acme/base](https://huggingface.co/acme/base).",
        "| Base model | `acme/base` |",
        "- **Finetuned from model :** acme/base",
        "This is a GGUF quantized version of https://huggingface.co/acme/base",
    ],
)
def test_base_in_prose_is_a_hint_that_hides_nothing(line: str) -> None:
    (hint,) = base_hints(opened("README.md", f"# Title\n\n{line}\n"))
    assert (hint.line, hint.hides) == (3, False)
    assert "acme/base" in hint.reason
    assert hint.hint


@pytest.mark.parametrize(
    "line",
    [
        "Based on the transformer architecture and/or others.",
        "The base model was evaluated across 12 probes.",
        "Trained on data of acme/corpus.",
        "Fine-tuned on https://huggingface.co/datasets/acme/corpus",
    ],
)
def test_other_prose_is_no_hint(line: str) -> None:
    assert list(base_hints(opened("README.md", line))) == []


def test_declared_base_needs_no_hint_and_the_front_matter_is_no_prose() -> None:
    card = "---\nlicense: mit\nbase_model: acme/base\n---\nFine-tuned from `acme/base`.\n"
    assert hub_cards.read(opened("README.md", card)).problems == ()
    undeclared = "---\nlicense: mit\ntags:\n- base model acme/other\n---\nFine-tuned from `acme/base`.\n"
    found = hub_cards.read(opened("README.md", undeclared))
    assert [problem.line for problem in found.problems] == [6]
    assert found.links == ()


def test_readme_without_front_matter_is_looked_at() -> None:
    (hint,) = hub_cards.read(opened("README.md", "Fine-tuned from `acme/base`.\n")).problems
    assert not hint.hides

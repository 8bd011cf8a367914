"""What single sentences say: limits, rights, duties, limits taken back, and what is told as not read."""

import pytest

from licet.review.reading import Reading, read
from licet.review.structure import segment


def reading(text: str) -> Reading:
    return read(segment(text))


def said(text: str) -> set[str]:
    """Statements without topics; an act with its value."""
    found = reading(text).found
    return {
        f"{one.about}={one.value}" if one.value else one.about for one in found if not one.about.startswith("topics")
    }


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("You may modify the Software.", "permits.modify=yes"),
        ("Licensee shall not modify the Software.", "permits.modify=no"),
        ("Acme hereby grants you a license to reproduce and distribute the Model.", "permits.redistribute=yes"),
        ("Distribution of copies is not permitted.", "permits.redistribute=no"),
        ("The license is non-transferable and non-sublicensable.", "permits.sublicense=no"),
        ("Customer owns all outputs.", "permits.use-outputs=yes"),
        ("You may not use outputs to train other models.", "restrictions.competing-model-training"),
        ("Customer shall indemnify and hold harmless the Licensor.", "duties.indemnify"),
        ("This Agreement is governed by the laws of Finland.", "duties.governing-law"),
        ("Either party may terminate this Agreement upon thirty days' notice.", "duties.termination"),
        ("We may change these terms from time to time.", "duties.accept-changed-terms"),
        ("You must retain all copyright notices.", "duties.keep-notices"),
        ("The Model may be used for non-commercial purposes only.", "restrictions.noncommercial-only"),
        ("You shall not use the Model for military purposes.", "restrictions.military"),
        ("You shall not reverse engineer the Software.", "restrictions.reverse-engineering"),
        (
            "Licensee shall share the benefits arising from the use of the Data with the community.",
            "duties.share-benefits",
        ),
        ("Use requires the free, prior and informed consent of the community.", "duties.community-consent"),
    ],
)
def test_a_sentence_says(text: str, statement: str) -> None:
    assert statement in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nothing in this Agreement prohibits military use of the Model.",
        "This Agreement does not restrict military use.",
        "Nothing herein shall prevent Licensee from using the Model for military purposes.",
        "Military use is not prohibited.",
        "It is not the intention of the parties to prohibit military use.",
        "No provision of this Agreement forbids military use.",
    ],
)
def test_a_limit_that_is_taken_back_is_no_limit_and_is_told(text: str) -> None:
    found = reading(text)
    assert "restrictions.military" not in said(text)
    assert len(found.taken_back) == 1
    assert found.taken_back[0].quote == text


def test_a_duty_that_is_not_owed_is_none() -> None:
    assert "duties.keep-notices" not in said("You are not required to retain copyright notices.")


def test_the_licensors_own_rights_are_not_the_users() -> None:
    assert "permits.modify=yes" not in said("Licensor may modify the Service at any time.")
    text = "Google grants you a license to use Gemma. Google may modify the Model."
    assert "permits.modify=yes" not in said(text), "who grants is the licensor"
    assert "permits.modify=yes" not in said("Customer hereby grants Acme a license to modify the Customer Data.")


def test_what_the_user_grants_is_no_right_of_the_user() -> None:
    text = "You hereby grant Acme a perpetual, sublicensable license to use your derivative works."
    assert "permits.sublicense=yes" not in said(text)


def test_the_text_of_the_agreement_is_not_the_work() -> None:
    assert (
        said("This Agreement may only be modified in writing.") & {"permits.modify=yes", "permits.modify=no"} == set()
    )
    assert "restrictions.military" not in said("Nobody shall be liable for acts of God, war or insurrection.")


def test_words_that_list_examples_take_nothing_back() -> None:
    text = "You shall not use the Model for harmful uses, including but not limited to military use."
    assert "restrictions.military" in said(text)


def test_items_of_a_list_take_the_mood_of_their_introduction() -> None:
    assert "restrictions.spam" in said("You agree not to use the Model:\n- to send spam;\n")
    assert "restrictions.spam" not in said("We filter messages that are unwanted:\n- to stop spam;\n")
    assert "restrictions.weapons" in said("Prohibited Uses\n\n1. Guns and weapons\n")


def test_what_speaks_of_limits_in_unknown_words_is_told() -> None:
    found = reading("3. The Institute shall not lick the Answers.\n")
    assert [(one.section, one.line, one.quote) for one in found.unread] == [
        ("3", 1, "3. The Institute shall not lick the Answers.")
    ]


def test_a_limit_beside_something_that_was_read_is_told_too() -> None:
    found = reading("You must retain all copyright notices and shall not run the Model on Sundays.")
    assert "duties.keep-notices" in {one.about for one in found.found}
    assert [one.quote for one in found.unread] == ["shall not run the Model on Sundays."]


def test_a_limit_within_a_disclaimer_or_a_heading_is_not_hidden() -> None:
    found = reading("THE MODEL IS PROVIDED AS IS AND MAY NOT BE DISTRIBUTED TO ANYBODY.")
    assert len(found.unread) == 1
    assert "restrictions.noncommercial-only" in said("NON-COMMERCIAL USE ONLY\n\nThe parties agree as follows.")


def test_a_plain_sentence_is_not_told() -> None:
    found = reading("The Company has its seat in Turku.")
    assert (found.found, found.unread, found.taken_back) == ([], [], [])


def test_a_definition_grants_nothing() -> None:
    assert said('"Distribution" means that a person may share or modify copies.') == set()

"""Clauses by their numbers, letters, headings and lists, with what introduces them."""

from licet.review.structure import LOCATOR_WORDS, MOST_CLAUSES, Clause, segment

AGREEMENT = """\
DATA AGREEMENT

1. Definitions
"Data" means the answers of the participants.

2. Use. Subject to Section 4, the Institute shall not:
   (a) sell the Data;
   (b) publish the Data, except
       (i) in summaries, or
       (ii) with consent.
2.1 Copies are counted.

3. Term
3.1 Two years.

Exhibit A
1. The Data are listed here.
"""


def places(text: str) -> list[tuple[int, str, str]]:
    return [(clause.line, clause.section, clause.kind) for clause in segment(text)]


def by_line(text: str, line: int) -> Clause:
    return next(clause for clause in segment(text) if clause.line == line)


def test_numbers_and_letters_give_the_section() -> None:
    found = {line: section for line, section, _ in places(AGREEMENT)}
    assert found[6] == "2"
    assert found[7] == "2.a"
    assert found[8] == "2.b"
    assert found[9] == "2.b.i"
    assert found[10] == "2.b.ii"
    assert found[11] == "2.1"
    assert found[14] == "3.1"
    assert found[17] == "Exhibit A 1"


def test_headings_and_definitions_are_told() -> None:
    kinds = {line: kind for line, _, kind in places(AGREEMENT)}
    assert (kinds[1], kinds[3], kinds[4], kinds[6]) == ("heading", "heading", "definition", "clause")
    assert by_line(AGREEMENT, 14).heading == "3. Term"


def test_an_item_knows_its_introductions() -> None:
    assert [one.text for one in by_line(AGREEMENT, 7).lead] == [
        "2. Use. Subject to Section 4, the Institute shall not:"
    ] or [one.text for one in by_line(AGREEMENT, 7).lead] == ["Subject to Section 4, the Institute shall not:"]
    assert [one.text for one in by_line(AGREEMENT, 10).lead][-1] == "(b) publish the Data, except"
    assert by_line(AGREEMENT, 11).lead == ()


def test_what_a_clause_refers_to_is_noted() -> None:
    assert by_line(AGREEMENT, 6).refers == ("Section 4",)


def test_items_that_lost_their_marks_keep_their_introduction() -> None:
    text = "You agree not to:\n\nHarass people;\n\nSend spam.\n\n" + "The licensor keeps all rights. " * 8
    found = segment(text)
    assert [bool(clause.lead) for clause in found] == [False, True, True, False]


def test_bullets_have_the_lead_of_their_list() -> None:
    found = segment("You may not use it:\n- for war\n* for spam\n\u2022 to harass\n")
    assert [[one.text for one in clause.lead] for clause in found] == [[], *[["You may not use it:"]] * 3]


def test_an_i_after_an_h_is_a_letter() -> None:
    text = "".join(f"({letter}) item {letter};\n" for letter in "abcdefghi")
    assert [clause.section for clause in segment(text)] == list("abcdefghi")


def test_amounts_and_years_at_the_beginning_of_a_line_count_nothing() -> None:
    [clause] = segment("The notice period is\n30 days after receipt and ends in\n2027 at the latest.\n")
    assert (clause.line, clause.last_line, clause.section) == (1, 3, "preamble")


def test_a_locator_holds_at_most_fifteen_words_of_the_text_and_those_that_count() -> None:
    words = [f"word{number}" for number in range(40)]
    [clause] = segment(" ".join(words))
    [sentence] = clause.sentences
    for first, end in ((0, 1), (20, 23), (39, 40), (10, 40)):
        locator = sentence.locator(first, end)
        assert len(locator.split()) == LOCATOR_WORDS
        assert words[first] in locator.split()
        assert locator in " ".join(words)


def test_the_number_of_clauses_is_bounded() -> None:
    assert len(segment("(a) a thing\n" * (MOST_CLAUSES + 10))) == MOST_CLAUSES


def test_nothing_has_no_clauses() -> None:
    assert segment("") == segment("\n---\n***\n") == ()

"""Differences as they are told: typed edits with their places, samples, and what they seem to say."""

import pytest

from licet.identify import recognize
from licet.identify.normalize import LIMIT
from licet.model.bom import Detection, Edit, Evidence
from tests.identify.invented import PROSE

HERE = Evidence(path="LICENSE")


def text_in(file: str, evidence: Evidence = HERE, *, apart: bool = True) -> Detection:
    (one,) = (one for one in recognize(file, evidence, apart=apart) if one.kind == "text")
    return one


def changed(text: str, old: str, new: str) -> tuple[str, Edit]:
    """A text with a change, and the one edit that is told of it."""
    assert text.count(old) == 1
    file = text.replace(old, new)
    (edit,) = text_in(file).edits
    return file, edit


def line_of(file: str, words: str) -> int:
    return file[: file.index(words)].count("\n") + 1


def test_inserted_words_are_told_with_their_place(mit: str) -> None:
    file, edit = changed(mit, "copies or substantial portions", "copies, prints, recordings or substantial portions")
    assert file[edit.start : edit.end] == "prints, recordings"
    assert edit == Edit(
        start=file.index("prints"),
        end=file.index(" or substantial"),
        line=line_of(file, "prints"),
        kind="inserted",
        text="prints, recordings",
        missing=0,
    )


def test_an_inserted_sentence_is_told_as_it_stands(mit: str) -> None:
    sentence = "Nobody may sell it by night."
    file, edit = changed(mit, "\n\nTHE SOFTWARE IS", f"\n\n{sentence}\n\nTHE SOFTWARE IS")
    assert file[edit.start : edit.end] == sentence.rstrip(".")
    assert (edit.kind, edit.line, edit.missing) == ("inserted", line_of(file, sentence), 0)


def test_deleted_words_are_counted_where_they_are_gone(mit: str) -> None:
    file, edit = changed(mit, "use, copy, modify, merge, ", "use, copy, ")
    assert (edit.kind, edit.missing, edit.text) == ("deleted", 2, "")
    assert edit.start == edit.end == file.index("publish")
    assert edit.line == line_of(file, "publish")


def test_replaced_words_are_told_with_what_is_gone(mit: str) -> None:
    file, edit = changed(mit, "free of charge", "against payment")
    assert file[edit.start : edit.end] == "against payment"
    assert (edit.kind, edit.line, edit.missing) == ("replaced", line_of(file, "against"), 3)


def test_edits_stand_in_the_order_of_the_text(mit: str) -> None:
    file = mit.replace("free of charge", "free of blame").replace("publish, ", "").replace('"AS IS"', '"AS IT IS"')
    edits = text_in(file).edits
    assert [(edit.kind, edit.text, edit.missing) for edit in edits] == [
        ("replaced", "blame", 1),
        ("deleted", "", 1),
        ("inserted", "IT", 0),
    ]
    assert list(edits) == sorted(edits)


def test_words_gone_at_the_end_are_told_there(mit: str) -> None:
    end = mit.index("ARISING FROM")
    file = mit[:end].rstrip()
    (edit,) = text_in(file).edits
    assert (edit.kind, edit.text) == ("deleted", "")
    assert edit.missing == len(mit[end:].split())
    assert edit.start == edit.end == file.rindex("OTHERWISE") + len("OTHERWISE")


def test_the_lines_count_from_the_place_of_the_text_in_its_file(mit: str) -> None:
    file = mit.replace("free of charge", "free of blame")
    (alone,), (within,) = text_in(file).edits, text_in(file, Evidence(path="METADATA", line=41)).edits
    assert within.line == alone.line + 40
    assert (within.start, within.end) == (alone.start, alone.end)


def test_the_places_count_from_the_beginning_of_a_long_file(mit: str) -> None:
    ahead = PROSE * (LIMIT // len(PROSE) + 3)
    file = f"{ahead}\n\n{mit.replace('free of charge', 'free of blame')}\n\n{PROSE}"
    (edit,) = text_in(file, apart=False).edits
    assert file[edit.start : edit.end] == "blame"
    assert edit.line == line_of(file, "free of blame")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_places_are_those_of_the_file_whatever_ends_its_lines(line_end: str, mit: str) -> None:
    file = mit.replace("free of charge", "free of blame").replace("\n", line_end)
    (edit,) = text_in(file).edits
    assert file[edit.start : edit.end] == "blame"


def test_the_places_are_those_of_the_file_where_signs_are_not_counted(mit: str) -> None:
    file = mit.replace("Permission", "Per\u00admis\u200bsion").replace("free of charge", "free of <b>blame</b>&nbsp;")
    (edit,) = text_in(file).edits
    assert file[edit.start : edit.end] == "blame"


def test_a_long_edit_is_shortened_and_its_place_is_not(apache: str) -> None:
    file, edit = changed(apache, "   7. Disclaimer of", f"{PROSE * 6}\n   7. Disclaimer of")
    assert (edit.kind, len(edit.text)) == ("inserted", 2_000)
    assert edit.text.endswith("\u2026")
    assert " ".join(file[edit.start : edit.end].split()).startswith(edit.text[:-1])
    assert file[edit.start :].startswith("The harbor lay still")
    assert file[edit.end - 6 : edit.end] == "turned"


def test_samples_are_inserted_words_alone_with_their_neighbors_where_they_are_few(mit: str) -> None:
    file = mit.replace("free of charge", "free of blame").replace("publish, ", "")
    assert text_in(file).inserted == (f"line {line_of(file, 'blame')}: granted, free of blame, to any person",)


def test_what_was_put_in_is_read_as_a_draft(mit: str) -> None:
    one = text_in(f"{mit}\n\nThe Software must not be used for military purposes.\n")
    assert [draft.about for draft in one.drafts] == ["military"]
    assert one.drafts[0].line == len(mit.splitlines()) + 3
    assert "military purposes" in one.drafts[0].quote


def test_nothing_is_read_where_nobody_asks(mit: str) -> None:
    file = f"{mit}\n\nThe Software must not be used for military purposes.\n"
    (one,) = recognize(file, HERE, reading=False)
    assert (one.drafts, one.touched) == ((), ())
    assert len(one.edits) == 1


def test_a_change_bears_on_the_statement_whose_words_it_touches(mit: str) -> None:
    one = text_in(mit.replace("publish, distribute, sublicense, and/or sell", "publish"))
    touched = {each.statement for each in one.touched}
    assert any("sublicense" in statement or "distribute" in statement for statement in touched)
    assert text_in(mit).touched == ()

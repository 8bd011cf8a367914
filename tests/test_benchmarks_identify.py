"""The benchmarks of identification rest on a fixed split and on copies that are the same in every run."""

import sys
from pathlib import Path

import pytest

from benchmarks.identify import accuracy
from benchmarks.identify.edits import KINDS, PER_KIND, copies
from benchmarks.identify.reflows import FORMS
from benchmarks.identify.split import MIXED, half_of, rows
from benchmarks.identify.terms import terms
from benchmarks.identify.texts import KEYS, Text, words
from tests.shared import shared

TEXT = """\
EXAMPLE LICENSE
Version 2.1, January 2019

Copyright (c) 2019 Example Authors. All rights reserved.

1. You may use, copy and modify the work for any purpose without charge. You must keep this notice in all copies that
   you distribute. Notice of a claim must be given within thirty (30) days.

2. Neither the name of the authors nor the names of contributors may be used to endorse products without permission.

3. THE WORK IS PROVIDED BY THE AUTHORS AS IS, WITHOUT WARRANTY OF ANY KIND. You may not sell the work on its own, unless
   the holder has given written permission before you do so.

APPENDIX: How to apply this license

To apply this license to your own work, attach the notice above to all files of your work.
"""
EXAMPLE = Text(name="example", names=frozenset(["example"]), text=TEXT)


def test_a_file_stays_in_its_half() -> None:
    # by hand: printf NAME | sha256sum, even is tuning, odd is heldout
    names = ("0000-apache-1.0.txt", "0001-mit.txt", "0002-APSL-1.0.c", "0003-Aladdin.txt")
    assert [half_of(name) for name in names] == ["tuning", "tuning", "tuning", "heldout"]


def test_the_halves_are_all_samples_and_share_none() -> None:
    shared("samples", "license-detection")
    tuning, heldout = ({row.file for row in rows(half)} for half in ("tuning", "heldout"))
    assert not tuning & heldout
    assert tuning | heldout == {row.file for row in rows()}
    assert (len(tuning), len(heldout)) == (616, 579)


def test_mixed_is_every_kind_but_full_text() -> None:
    shared("samples", "license-detection")
    assert len(rows("heldout", "full-text")) + len(rows("heldout", MIXED)) == len(rows("heldout"))


def test_a_score_counts_exact_sets_and_pairs_of_file_and_key() -> None:
    mit, apache, none = frozenset(["mit"]), frozenset(["apache-2.0"]), frozenset[str]()
    score = accuracy.score([(mit, mit), (mit, mit | apache), (apache, none), (none, none)])
    assert (score.files, score.exact) == (4, 2)
    assert (score.right, score.wrong, score.missed) == (2, 1, 1)
    assert score.f1 == pytest.approx(2 / 3)


def test_held_out_errors_are_not_listed_while_tuning(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for half in ("heldout", "all"):
        monkeypatch.setattr(sys, "argv", ["accuracy", half, "--errors"])
        with pytest.raises(SystemExit):
            accuracy.main()
        assert "--adjudicate" in capsys.readouterr().err


def test_the_same_seed_gives_the_same_copies_and_another_gives_others() -> None:
    first, again, other = ([copy.text for copy in copies(EXAMPLE, seed)] for seed in (0, 0, 1))
    assert first == again
    assert first != other


def test_every_copy_has_other_words_than_the_text_and_than_every_other_copy() -> None:
    made = [tuple(words(copy.text)) for copy in copies(EXAMPLE, 0)]
    assert tuple(words(TEXT)) not in made
    assert len(set(made)) == len(made)


def test_every_kind_of_change_is_made() -> None:
    made = [copy.kind for copy in copies(EXAMPLE, 0)]
    assert set(made) == set(KINDS)
    assert max(map(made.count, KINDS)) == PER_KIND


def test_changes_keep_to_the_terms() -> None:
    found = terms(TEXT)
    sentences = [" ".join(TEXT[start:end].split()) for start, end in found.sentences]
    assert sentences[0] == "You may use, copy and modify the work for any purpose without charge."
    assert not any("Copyright" in sentence or "attach" in sentence for sentence in sentences)
    single = {TEXT[start:end] for start, end in found.words}
    assert {"may", "charge", "permission", "WARRANTY"} <= single
    assert not single & {"contributors", "AUTHORS", "EXAMPLE", "January", "attach"}


def test_copies_leave_title_copyright_line_and_appendix_as_they_are() -> None:
    title, appendix = TEXT[: TEXT.index("1.")], TEXT[TEXT.index("APPENDIX") :]
    for copy in copies(EXAMPLE, 0):
        assert title in copy.text
        assert appendix in copy.text


def test_a_number_is_replaced_by_another() -> None:
    changed = [copy.text for copy in copies(EXAMPLE, 0) if copy.kind == "replace a number"]
    assert changed
    assert all("within thirty (30) days" not in text and "Version 2.1" in text for text in changed)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_changes_no_word(form: str) -> None:
    added = (
        {"copyright", "c", "2023", "2026", "examplia", "robotics", "gmbh"} if form == "copyright line on top" else set()
    )
    added |= {"doctype", "html", "body", "p"} if form == "HTML paragraphs" else set()
    left = [word for word in words(FORMS[form][1](TEXT)) if word not in added]
    assert left == [word for word in words(TEXT) if word not in added]


def test_the_list_of_texts_names_each_license_once() -> None:
    assert len(set(KEYS)) == len(KEYS) >= 60


def test_the_scripts_say_what_they_do() -> None:
    folder = Path(accuracy.__file__).parent
    told = (folder / "README.md").read_text("utf-8")
    scripts = [path.stem for path in folder.glob("*.py") if "__main__" in path.read_text("utf-8")]
    for name in scripts:
        assert f"`benchmarks.identify.{name}" in told or name == "scancode_side"

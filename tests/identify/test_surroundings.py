"""What stands before, between and behind licenses: words beside a license may change it, code and prose do not."""

import pytest

from licet.identify import recognize
from licet.identify.index import Name, index_of
from licet.identify.packing import Rule, pack
from licet.model.bom import Detection, Evidence
from tests.identify.conftest import RULES, TEAPOT, printed
from tests.identify.invented import PROSE, rule

HERE = Evidence(path="main.c")
SENTENCE = "This file may not be used by banks."
CODE = "if (must_not_use(commercial) && !permitted) { deny(unless_prohibited); }"


def hashed(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.strip().splitlines())


def starred(text: str) -> str:
    return "\n".join(f" * {line}".rstrip() for line in text.strip().splitlines())


def text_in(file: str, *, apart: bool | None = False) -> Detection:
    (one,) = (one for one in recognize(file, HERE, apart=apart) if one.kind == "text")
    return one


FILES = {
    "in the same block": f"/*\n<star>\n *\n * {SENTENCE}\n */\n{CODE}\n",
    "on the next line": f"/*\n<star>\n * {SENTENCE}\n */\n{CODE}\n",
    "in the same hash comment": f"<hash>\n#\n# {SENTENCE}\n\n{CODE}\n",
    "on the same line": f"/*\n<star> {SENTENCE} */\n{CODE}\n",
}


def filled(file: str, text: str) -> str:
    return file.replace("<star>", starred(text)).replace("<hash>", hashed(text))


@pytest.mark.parametrize("how", FILES)
def test_a_sentence_behind_a_license_in_the_same_comment_counts(how: str, mit: str) -> None:
    one = text_in(filled(FILES[how], mit))
    assert (one.license, one.match, one.score) == ("MIT", "modified", 1.0)
    assert SENTENCE.rstrip(".") in " ".join(one.inserted)
    assert [edit.kind for edit in one.edits] == ["inserted"]


HARMLESS = {
    "code behind a block": ("/*\n<star>\n */\n", CODE),
    "code behind a hash comment": ("<hash>\n\n", CODE),
    "code right behind a hash comment": ("<hash>\n", CODE),
    "a string in code behind": ("<hash>\n\n", f'raise ValueError("{SENTENCE}")'),
    "another comment behind code": ("<hash>\n\n", f"import os\n\n# {SENTENCE}"),
    "a comment with another sign": ("<hash>\n", f"// {SENTENCE}"),
    "what the file is for": ("/*\n<star>\n *\n * Reads the tables of a harbor and draws them.\n */\n", CODE),
}


@pytest.mark.parametrize("how", HARMLESS)
def test_code_and_other_comments_behind_a_license_do_not_count(how: str, mit: str) -> None:
    head, behind = HARMLESS[how]
    one = text_in(f"{filled(head, mit)}{behind}\n")
    assert (one.license, one.match, one.edits) == ("MIT", "exact", ())


def test_in_a_license_file_any_such_sentence_counts(mit: str) -> None:
    for file in (f"{mit}\n\n\n{SENTENCE}\n", f"{SENTENCE}\n\n\n{mit}"):
        one = text_in(file, apart=True)
        assert one.match == "modified"
        assert SENTENCE.rstrip(".") in " ".join(one.inserted)


def test_a_text_decides_for_itself_whether_licenses_stand_apart(mit: str) -> None:
    assert text_in(f"{mit}\n\n\n{SENTENCE}\n", apart=None).match == "modified"
    assert text_in(f"{mit}\n\n\n{PROSE * 5}\n{SENTENCE}\n", apart=None).match == "exact"


def test_a_pointer_to_another_license_is_told_and_changes_nothing(mit: str) -> None:
    file = f"{mit}\n\nSPDX-License-Identifier: Zlib\n"
    assert [(one.license, one.match) for one in recognize(file, HERE)] == [("MIT", "exact"), ("Zlib", "tag")]


def test_a_line_between_two_licenses_belongs_to_the_one_before(mit: str, bsd3: str) -> None:
    first, second = recognize(f"{mit}\n\n{SENTENCE}\n\n{bsd3}", HERE)
    assert (first.license, first.match) == ("MIT", "modified")
    assert (second.license, second.match) == ("BSD-3-Clause", "exact")


def test_short_words_that_name_what_follows_change_neither(mit: str, bsd3: str) -> None:
    found = recognize(f"{mit}\n\nFoo and its tables come from the harbor of Bar:\n\n{bsd3}", HERE)
    assert [(one.license, one.match) for one in found] == [("MIT", "exact"), ("BSD-3-Clause", "exact")]


@pytest.mark.parametrize("kind", ["notice", "tag"])
@pytest.mark.parametrize("generic", [True, False])
def test_a_notice_that_is_no_license_of_its_own_changes_the_text_beside_it(kind: str, *, generic: bool) -> None:
    known = printed("LicenseRef-Teapot", TEAPOT)
    text = Rule(keys=known.keys, expression="LicenseRef-Teapot", kind="text", known=known)
    names = {
        "LicenseRef-Teapot": Name(id="LicenseRef-Teapot", key="", name="Teapot", category=""),
        "house": Name(id="LicenseRef-House", key="house", name="House terms", category="", generic=generic),
    }
    index = index_of(pack([text, rule(PROSE, "house", kind)], names, RULES))
    (one,) = (each for each in recognize(f"{TEAPOT}\n{PROSE}", HERE, index=index) if each.kind == "text")
    # a license that has a name is told beside the text; terms without one are terms of the text
    assert one.match == ("modified" if generic else "exact")


@pytest.mark.parametrize("words", ["Released under the following license:", "COPYRIGHT AND PERMISSION NOTICE"])
def test_words_that_introduce_a_license_do_not_change_it(words: str, mit: str) -> None:
    assert text_in(f"{words}\n\n{mit}", apart=True).match == "exact"
    assert text_in(f"{words}\n{SENTENCE}\n\n{mit}", apart=True).match == "modified"

"""`licet license compare`, run as a user runs it; what to expect was read in the texts and their records."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from licet.cli import license as license_command
from licet.cli import main
from licet.cli.license_columns import page
from licet.cli.license_passages import MOST_WORDS, Difference, difference
from licet.cli.license_rows import rows
from licet.cli.license_side import Side
from licet.licenses import ids, load
from licet.model.bom import Detection, Draft, Edit, Evidence, Touched
from licet.model.terms import Clause, OtherCondition, Restriction
from licet.model.vocabulary import Strength
from tests.shared import shared

LLAMA_31 = "LicenseRef-scancode-llama-3.1-license-2024"
LLAMA_33 = "LicenseRef-scancode-llama-3.3-license-2024"
ADDED = "Users in the defense sector owe the licensor a monthly report of every inference."


def printed(capsys: pytest.CaptureFixture[str], a: str | Path, b: str | Path, *options: str) -> str:
    assert main(["license", "compare", str(a), str(b), *options]) == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def compared(capsys: pytest.CaptureFixture[str], a: str | Path, b: str | Path, *options: str) -> Any:
    return json.loads(printed(capsys, a, b, "-f", "json", *options))


def refused(capsys: pytest.CaptureFixture[str], a: str | Path, b: str | Path) -> str:
    assert main(["license", "compare", str(a), str(b)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def differences(document: Any) -> dict[str, tuple[Any, Any]]:
    return {row["statement"]: (row["a"], row["b"]) for row in document["differs"]}


def one_line(text: str) -> str:
    return " ".join(text.split())


def changed_copy(folder: Path, old: str, new: str) -> Path:
    text = shared("license-texts", "llama-3.3.txt").read_text("utf-8")
    assert text.count(old) == 1
    copy = folder / "LICENSE"
    copy.write_text(text.replace(old, new), "utf-8")
    return copy


def test_each_job_of_the_command_stands_in_the_list() -> None:
    assert [job.NAME for job in license_command.JOBS][:3] == ["list", "show", "compare"]
    assert license_command.answer(load("MIT"))["id"] == "MIT"


# Terms


def test_the_patent_terms_of_apache_are_what_mit_is_silent_on(capsys: pytest.CaptureFixture[str]) -> None:
    document = compared(capsys, "mit", "apache-2.0")
    found = differences(document)
    mit, apache = found["duties.patent-grant"]
    assert (mit["value"], apache["value"], apache["section"]) == ("silent", "yes", "3")
    assert found["duties.retaliation"][1]["triggers"] == ["on-litigation"]
    assert found["duties.state-changes"][1]["section"] == "4.b"
    # both grant modification and sublicensing, and both ask for the notices on distribution
    assert {"permits.modify", "permits.sublicense", "duties.keep-notices"}.isdisjoint(found)
    assert (document["a"]["id"], document["b"]["id"]) == ("MIT", "Apache-2.0")
    assert document["texts"] is None


def test_llama_33_adds_the_eu_and_safety_clauses_to_llama_31(capsys: pytest.CaptureFixture[str]) -> None:
    found = differences(compared(capsys, "llama-3.1", "llama-3.3"))
    none, territory = found["conditions.territory"]
    assert none == {"said": "silent"}
    assert territory["excluded"] == ["EU"]
    assert [side["measured_at"] for side in found["conditions.threshold"]] == ["2024-07-23", "2024-12-06"]
    assert found["restrictions.circumvent-safety"][1]["strength"] == "prohibited"
    # both ask for a name that begins with the same word, and to display the same three words
    assert {"duties.naming", "duties.display", "permits.host"}.isdisjoint(found)


def test_version_3_of_the_gpl_speaks_of_patents(capsys: pytest.CaptureFixture[str]) -> None:
    document = compared(capsys, "GPL-2.0-only", "GPL-3.0-only", "--all")
    found = differences(document)
    assert [side["value"] for side in found["duties.patent-grant"]] == ["silent", "yes"]
    assert found["duties.patent-grant"][1]["section"] == "11"
    # 2.a asks for the date of a change; so does 5.a, where the record holds no form of it
    assert found["duties.state-changes"][0]["parameters"] == {"date": "the date of any change"}
    assert "retaliation" in found["treats_as_restriction"][0]["list"]
    assert "retaliation" not in found["treats_as_restriction"][1]["list"]
    equal = {row["statement"]: row["a"] for row in document["equal"]}
    assert equal["duties.share-alike"]["parameters"]["scope"] == "entire-work-conveyed"
    assert equal["permits.sublicense"]["value"] == "no"
    assert len(equal) == document["same"]


def test_only_the_versions_differ_between_this_one_and_any_later(capsys: pytest.CaptureFixture[str]) -> None:
    found = differences(compared(capsys, "GPL-2.0-only", "GPL-2.0-or-later"))
    assert list(found) == ["versions"]
    assert [side["said"] for side in found["versions"]] == ["this version only", "any later version, GPL-3.0-or-later"]


def test_silent_and_not_reviewed_are_never_merged(capsys: pytest.CaptureFixture[str]) -> None:
    document = compared(capsys, "mnpl", "MIT")
    untold = {row["statement"]: (row["a"]["said"], row["b"]["said"]) for row in document["not_told"]}
    assert untold["duties.state-changes"] == ("not-reviewed", "silent")
    assert untold["permits.modify"] == ("not-reviewed", "yes")
    assert "duties.state-changes" not in differences(document)
    text = printed(capsys, "mnpl", "MIT")
    total = document["same"] + len(document["differs"]) + len(untold)
    assert text.splitlines()[0] == (
        f"mnpl and MIT differ in {len(document['differs'])} of {total} statements; {len(untold)} cannot be told"
    )
    assert "read in part: what is absent was not reviewed" in text
    assert "termination, governing-law not-reviewed silent" in one_line(text)


@pytest.mark.parametrize("license_id", ids())
def test_no_license_differs_from_itself(license_id: str, capsys: pytest.CaptureFixture[str]) -> None:
    document = compared(capsys, license_id, license_id)
    assert document["differs"] == []
    assert all(row["a"] == row["b"] for row in document["not_told"])
    assert not load(license_id).complete or document["not_told"] == []
    text = printed(capsys, license_id, license_id, "--all")
    assert max(map(len, text.splitlines()[3:])) <= 80


def test_the_order_of_the_two_changes_the_columns_alone(capsys: pytest.CaptureFixture[str]) -> None:
    forth, back = (compared(capsys, *pair) for pair in (("gemma", "llama-3.3"), ("llama-3.3", "gemma")))
    assert forth["same"] == back["same"]
    assert [row["statement"] for row in forth["differs"]] == [row["statement"] for row in back["differs"]]
    assert [(row["a"], row["b"]) for row in forth["differs"]] == [(row["b"], row["a"]) for row in back["differs"]]


def test_the_text_shows_what_differs_in_two_columns(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "mit", "apache-2.0")
    lines = text.splitlines()
    assert lines[0].startswith("mit and apache-2.0 differ in ")
    assert max(map(len, lines)) <= 80
    assert all(line == line.rstrip() for line in lines)
    at = lines.index("  patent-grant")
    assert lines[at + 1].split() == ["silent", "yes"]
    assert lines[at + 2].endswith("3: “patent license to make, have made,")
    assert "keep-notices" not in text
    everything = printed(capsys, "mit", "apache-2.0", "--all")
    assert everything.splitlines()[0] == lines[0]
    assert "  keep-notices" in everything


def test_what_is_said_several_times_meets_its_like_first() -> None:
    clause = Clause(license="x", document="license", section="1", quote="a word")
    first, second = (
        OtherCondition(kind="exempt", parameters={"who": who}, clause=clause)
        for who in ("charity, education, government", "recipient-of-integrated-product")
    )
    a, b = (replace(load("MIT"), conditions=entries) for entries in ((first, second), (second,)))
    made = {row.statement: row for row in rows(a, b) if row.title == "Conditions"}
    assert made["conditions.exempt"].same
    assert made["conditions.exempt.2"].differs
    assert made["conditions.exempt.2"].base == "conditions.exempt"
    assert (made["conditions.exempt.2"].a.note, made["conditions.exempt.2"].b.said) == ("", "silent")


def test_the_place_and_the_order_of_qualifiers_make_no_difference() -> None:
    here, there = (Clause(license="x", document="license", section=section, quote="word") for section in "12")
    a, b = (
        replace(
            load("MIT"),
            restrictions=(Restriction(tag="harm", strength=Strength.PROHIBITED, qualifiers=words, clause=clause),),
        )
        for words, clause in ((("unlicensed", "legal-effect"), here), (("legal-effect", "unlicensed"), there))
    )
    assert all(row.same for row in rows(a, b))


# Names and files that cannot be compared


def test_a_license_without_a_record_is_said_to_be_unread(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "OSL-2.1", "MIT")
    assert text.splitlines()[0] == "Licet has not read the terms of OSL-2.1: no terms are compared"
    assert "licet license show MIT" in text
    document = compared(capsys, "OSL-2.1", "MIT")
    assert (document["a"]["read"], document["differs"], document["same"]) == (False, [], 0)
    assert {row["a"]["said"] for row in document["not_told"]} == {"not-reviewed"}


def test_two_licenses_that_were_not_read_are_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    error = refused(capsys, "OSL-2.1", "LicenseRef-Acme")
    assert "Licet has read neither OSL-2.1 nor LicenseRef-Acme" in error
    assert "two paths to license texts" in error


def test_a_name_of_no_license_and_no_file_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    error = refused(capsys, "MIT", "lama-3.1")
    assert "no license goes by the name 'lama-3.1', and there is no such file" in error
    assert LLAMA_31 in error
    assert "MIT OR Apache-2.0" in refused(capsys, "MIT OR Apache-2.0", "MIT")


def test_a_file_that_cannot_be_read_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "LICENSE").write_bytes(b"\x00\x01\x02" * 100)
    (tmp_path / "LICENSE.txt").write_text(" \n")
    for path, why in (("none", "no such file"), (".", "no regular file"), ("LICENSE.txt", "empty"), ("LICENSE", "")):
        error = refused(capsys, tmp_path / path, "MIT")
        assert why in error
        assert len(error.splitlines()) == 2


def test_a_url_is_a_name_and_no_path(capsys: pytest.CaptureFixture[str]) -> None:
    assert compared(capsys, "https://opensource.org/licenses/MIT", "MIT")["a"]["id"] == "MIT"
    assert "no license goes by the name" in refused(capsys, "https://example.org/license", "MIT")


# Texts


def test_an_unchanged_text_has_the_terms_of_its_license(capsys: pytest.CaptureFixture[str]) -> None:
    path = shared("license-texts", "llama-3.3.txt")
    document = compared(capsys, path, "llama-3.3")
    assert (document["a"]["id"], document["a"]["recognized"]["match"]) == (LLAMA_33, "exact")
    assert (document["differs"], document["not_told"], document["a"]["warnings"]) == ([], [], [])
    assert "the text is word for word that of the license" in one_line(printed(capsys, path, "llama-3.3"))


def test_a_changed_text_carries_a_warning_and_its_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = changed_copy(tmp_path, "“**Documentation**” means", f"{ADDED}\n\n“**Documentation**” means")
    text = one_line(printed(capsys, copy, "llama-3.3"))
    assert "statements, changes of the texts aside" in text
    assert f"the text is a modified {LLAMA_33}: the terms below are those of {LLAMA_33} and hold only as far" in text
    assert "defense sector owe the licensor" in text
    recognized = compared(capsys, copy, "llama-3.3")["a"]["recognized"]
    assert recognized["match"] == "modified"


def test_two_texts_show_the_words_that_were_added_with_their_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    original = shared("license-texts", "llama-3.3.txt")
    copy = changed_copy(tmp_path, "“**Documentation**” means", f"{ADDED}\n\n“**Documentation**” means")
    lines = copy.read_text("utf-8").splitlines()
    texts = compared(capsys, original, copy)["texts"]
    [passage] = texts["passages"]
    assert passage["a"]["text"] == ""
    assert (passage["b"]["words"], passage["b"]["text"]) == (14, ADDED.rstrip("."))
    assert (passage["b"]["line"], passage["b"]["last_line"]) == (lines.index(ADDED) + 1,) * 2
    assert passage["b"]["after"].startswith("Documentation**” means")
    assert texts["shared"] == texts["a_words"] == texts["b_words"] - 14
    shown = printed(capsys, original, copy)
    assert "Where the texts differ, in brackets: 1 passage (" in shown
    assert max(map(len, shown[shown.index("Where the texts") :].splitlines()[1:])) <= 80


def test_two_texts_show_the_words_that_were_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # section 2 of the text sets the threshold
    copy = changed_copy(tmp_path, "700 million monthly active users", "5 million daily users")
    texts = compared(capsys, shared("license-texts", "llama-3.3.txt"), copy)["texts"]
    [passage] = texts["passages"]
    assert (passage["a"]["text"], passage["b"]["text"]) == ("700 million monthly active", "5 million daily")


def test_texts_whose_terms_were_not_read_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("Our own terms.\n\nYou may use the thing.\nYou may sell the thing on any day.\n")
    new.write_text("OUR OWN TERMS\n\nYou may use the thing.\n\nYou may not\x1bnever sell the thing on any day.\n")
    texts = compared(capsys, old, new)["texts"]
    [passage] = texts["passages"]
    assert (passage["a"]["words"], passage["a"]["line"]) == (0, 4)
    assert passage["b"]["line"] == 5
    assert passage["b"]["text"] == "not\x1bnever"
    text = printed(capsys, old, new)
    assert "no license that Licet knows is recognized in the text" in one_line(text)
    assert "\x1b" not in text


def test_texts_that_agree_are_said_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in (("a", "You may use it."), ("b", "YOU MAY\nuse it")):
        (tmp_path / name).write_text(text)
    assert "The texts agree word for word (A 4 words, B 4)" in printed(capsys, tmp_path / "a", tmp_path / "b")
    document = compared(capsys, tmp_path / "a", tmp_path / "b")
    assert (document["texts"]["passages"], document["texts"]["shared"]) == ([], 4)


def test_many_passages_are_counted_and_shown_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = [f"clause{number} holds for every part of this" for number in range(50)]
    (tmp_path / "a").write_text("\n".join(f"{line} work" for line in kept))
    (tmp_path / "b").write_text("\n".join(f"{line} copy" for line in kept))
    text = printed(capsys, tmp_path / "a", tmp_path / "b")
    assert "50 passages" in text
    assert "and 10 more passages: --all" in text
    assert "[copy]" in text
    assert printed(capsys, tmp_path / "a", tmp_path / "b", "--all").count("[copy]") == 50


def test_a_tag_names_a_license_and_is_not_its_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "LICENSE").write_text("SPDX-License-Identifier: MIT\n")
    document = compared(capsys, tmp_path / "LICENSE", "Apache-2.0")
    assert document["a"]["id"] == "MIT"
    assert "the text is not that of a license: it names MIT" in document["a"]["warnings"][0]
    assert "duties.patent-grant" in differences(document)


def test_a_choice_of_licenses_is_not_taken_for_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "LICENSE").write_text("SPDX-License-Identifier: MIT OR Apache-2.0\n")
    assert compared(capsys, tmp_path / "LICENSE", "MIT")["a"]["read"] is False


def test_a_file_with_several_licenses_is_said_to_have_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [shared("license-texts", name).read_text("utf-8") for name in ("llama-3.1.txt", "deepseek.txt")]
    (tmp_path / "LICENSE").write_text("\n\n".join(texts), "utf-8")
    document = compared(capsys, tmp_path / "LICENSE", "MIT")
    named = {document["a"]["id"], *document["a"]["also"]}
    assert {LLAMA_31, "LicenseRef-scancode-deepseek-la-1.0"} <= named
    assert any("the text also holds or names" in warning for warning in document["a"]["warnings"])


def test_a_policy_is_told_from_the_license(capsys: pytest.CaptureFixture[str]) -> None:
    document = compared(capsys, shared("license-texts", "llama-3.3-aup.txt"), "llama-3.3")
    assert document["a"]["id"] == LLAMA_33
    assert any("is the policy of" in warning for warning in document["a"]["warnings"])


def test_what_changes_bear_on_cannot_be_told() -> None:
    terms = load(LLAMA_33)
    found = Detection(
        license=LLAMA_33,
        document="license",
        match="modified",
        score=0.99,
        evidence=Evidence(path="LICENSE"),
        edits=(
            Edit(start=0, end=9, line=12, kind="inserted", text="for the army\x1b only"),
            Edit(start=20, end=20, line=30, kind="deleted", missing=4),
        ),
        drafts=(Draft(about="military", line=12, quote="for the army only"),),
        touched=(Touched(statement="permits.modify", section="1.a", how="removed"),),
    )
    changed = Side(asked="LICENSE", terms=terms, path="LICENSE", text="x", detection=found)
    made = rows(terms, terms, changed.touched)
    assert [row.statement for row in made if not row.told] == ["permits.modify"]
    text = one_line(page(changed, Side(asked="llama-3.3", terms=terms), made, None, whole=False))
    assert "0 of " in text
    assert "1 cannot be told" in text
    assert "[the text no longer has these words]" in text
    assert "line 12, added: “for the army\\x1b only”" in text
    assert "line 30, taken out (4 words of the known text are gone)" in text
    assert "line 12 seems to set military, for a person to check: “for the army only”" in text
    assert "the changes bear on: permits.modify" in text


def test_a_long_list_of_changes_is_cut_unless_all_is_asked_for() -> None:
    terms = load("MIT")
    found = Detection(
        license="MIT",
        document="license",
        match="modified",
        score=0.99,
        evidence=Evidence(path="LICENSE"),
        inserted=tuple(f"line {number}: more" for number in range(1, 10)),
        missing=3,
    )
    a, b = Side(asked="x", terms=terms, path="x", detection=found), Side(asked="MIT", terms=terms)
    assert "and 2 more changes: --all" in page(a, b, (), None, whole=False)
    assert "3 words of the known text are gone" in page(a, b, (), None, whole=True)


# Bounds


def test_texts_beyond_the_bound_are_not_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "long").write_text("word " * (MOST_WORDS + 1))
    (tmp_path / "short").write_text("word")
    text = printed(capsys, tmp_path / "long", tmp_path / "short")
    assert "The texts were not compared: only texts of up to 20,000 words are (A 20,001 words, B 1)" in one_line(text)
    assert compared(capsys, tmp_path / "long", tmp_path / "short")["texts"]["refused"]


def test_a_search_without_end_is_cut_short() -> None:
    found = difference("a " * MOST_WORDS, "a " * (MOST_WORDS - 1) + "b")
    assert found.cut
    assert [(each.a.words, each.b.words) for each in found.passages] == [(MOST_WORDS, MOST_WORDS)]
    side = Side(asked="x", terms=load("MIT"))
    assert "the search was cut short" in one_line(page(side, side, (), found, whole=False))


def test_texts_without_words_are_compared() -> None:
    assert difference("", "") == Difference(a_words=0, b_words=0)
    [passage] = difference("", "one two").passages
    assert (passage.a.line, passage.a.text, passage.b.text) == (0, "", "one two")
